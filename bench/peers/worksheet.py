"""The worksheet and the units that every peer is measured on, and how it is measured. Rules of peers are made from worksheet.json, which
zi_peer_files reads from the regulation: one source for all.

A peer is a script `PEER.py FOLDER` that prints one JSON object a line, made by `report`."""
import csv
import json
import pathlib
import resource
import sys
import time


class Sheet:
    """questions, groups (a weight and the questions whose mean it multiplies) and conditions (groups whose sum reaches a threshold)."""

    def __init__(self, folder):
        text = json.loads((pathlib.Path(folder) / "worksheet.json").read_text())
        self.questions, self.groups, self.conditions = text["questions"], text["groups"], text["conditions"]
        for number, question in enumerate(self.questions):
            question["name"] = f"q{number}"

    def group(self, group, share, number=str):
        """weight * mean, as it is written in nearly every language; `share` and `number` say how it writes the rest."""
        shares = " + ".join(share(self.questions[q]) for q in group["questions"])
        return f"{number(group['weight'])} * ({shares}) / {number(str(len(group['questions'])))}"

    def predicate(self, name, number=str, conjunction=" AND ", group="g{}"):
        """All conditions of a predicate over columns g0, g1, ... that hold what `group` says."""
        parts = [c for c in self.conditions if c["predicate"] == name]
        return conjunction.join(f"{' + '.join(group.format(g) for g in c['groups'])} >= {number(c['threshold'])}" for c in parts)


def floating(text):
    """A literal that is a binary floating-point number everywhere."""
    return repr(float(text))


def read(folder, name, sheet, limit=None):
    """Rows as dictionaries: q0 an option or an index as text, q80_top and q80_bottom counts; and what is right of (WBK, WBBM)."""
    rows, right = [], []
    with open(pathlib.Path(folder) / f"{name}.csv", newline="") as file:
        for line in csv.DictReader(file):
            row = {}
            for question in sheet.questions:
                if question["kind"] == "ratio":
                    for side in ("top", "bottom"):
                        row[f"{question['name']}_{side}"] = int(line[f"{question['id']}/{question[side]}"])
                else:
                    row[question["name"]] = line[question["id"]]
            rows.append(row)
            right.append((line["wbk"] == "1", line["wbbm"] == "1"))
            if len(rows) == limit:
                break
    return rows, right


def wrong(given, right):
    """Units with a wrong verdict."""
    assert len(given) == len(right)
    return sum((bool(a), bool(b)) != one for (a, b), one in zip(given, right))


def report(peer, arithmetic, prepare, assess, limit=None, version="", folder=None, repeat=5):
    """Measures `assess(prepare(rows))`, which gives a pair of verdicts for each row. Reading and preparing are not measured: zi's columns are
    there already, too."""
    folder = folder or sys.argv[1]
    sheet = Sheet(folder)
    out = {"peer": peer, "version": version, "arithmetic": arithmetic}
    for name in ("population", "adversarial"):
        rows, right = read(folder, name, sheet, limit if name == "population" else None)
        ready = prepare(rows)
        times = []
        for _ in range(repeat if name == "population" else 1):
            start = time.perf_counter_ns()
            given = assess(ready)
            times.append(time.perf_counter_ns() - start)
        out[name] = {"units": len(rows), "wrong": wrong(given, right), "ns_per_unit": sorted(times)[len(times) // 2] / len(rows)}
    out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(out), flush=True)
