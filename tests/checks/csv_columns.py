#!/usr/bin/env python3
"""Is a CSV of many units the same however they are read? `zi assess` takes plain units a line through columns, in several pieces at once, and everything
else one by one: an array of the same units, and texts in which a unit is refused, has members or shares its id with another.

usage: csv_columns.py ROOT ZI POPULATION (the program that makes the example's units)
"""
import json
import pathlib
import subprocess
import sys
import tempfile

root, zi, population = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
rules = root / "rules/zi-2021.zi"
made = subprocess.run([population, rules, "100"], check=True, capture_output=True, text=True).stdout.splitlines()
# Some with documents, most without: those are read fast. Enough text for several pieces.
names = ["", "Unit sintetis", 'Unit "sintetis", dua', "=1+1", "\uff1d1", " @x", "\n=1", "\t1", "a\x1b[31m", "\x9b31m", "\u202e=1", "\u200b+1", "\ufe631", "-", "a\u2028b", "é, à"]
shown = {"\uff1d1": "\"'\uff1d1\"", " @x": "\"' @x\"", "a\x1b[31m": "a<U+001B>[31m", "\x9b31m": "<U+009B>31m", "\u202e=1": "<U+202E>=1", "\u200b+1": "\"'\u200b+1\"", "-": "\"'-\""}
units = []
for i in range(1500):
    unit = json.loads(made[i % len(made)])
    unit["id"] = f"sintetis-{i}"
    unit["name"] = names[i % len(names)]
    if i % 25:
        unit.pop("evidence", None)
    units.append(unit)


def assess(text, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([zi, "assess", rules, file.name, "--as-of", "2026-05-31", "--format", "csv", *options], capture_output=True)
        return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines(units):
    return "".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units)


def array(units):
    return json.dumps(units, ensure_ascii=False)


def both(units, *options):
    """By lines and as an array; problems are the same but for the lines that they are on."""
    a, b = assess(lines(units), *options), assess(array(units), *options)
    assert a == b, (options, a[0], b[0], a[2][:500], b[2][:500], len(a[1]), len(b[1]))
    return a


text = lines(units)
assert len(text) > 2 << 20, len(text)
status, table, problems = both(units)
piped = subprocess.run([zi, "assess", rules, "/dev/stdin", "--as-of", "2026-05-31", "--format", "csv"], input=text.encode(), capture_output=True)
assert (piped.returncode, piped.stdout.decode()) == (status, table), "by a pipe"
assert assess(text + "\n" * (2 << 20))[:2] == (status, table), "blank lines"
rows = table.split("\r\n")
remarks = [one for one in problems.split("\n\n") if one]  # an owner of whom no document was given; figures that disagree
assert all(one.startswith("peringatan[") and ("ZI0843" in one or "ZI0834" in one) for one in remarks), problems[:500]
assert status == 0 and len(rows) == len(units) + 2 and rows[-1] == "", (status, problems[:500])
assert [row.split(",")[0] for row in rows[1:-1]] == [unit["id"] for unit in units], "order"
for unit, row in zip(units, rows[1:-1]):
    assert unit["name"] not in shown or row.startswith(f"{unit['id']},{shown[unit['name']]},"), (unit["name"], row)

bad = [dict(unit) for unit in units]
bad[1200]["answers"] = {"A.I.1.i.a": "tidak ada"}
assert both(bad)[:2] == (1, "")
status, kept, problems = both(bad, "--keep-going")  # loses one answer
assert status == 1 and "sintetis-1200" in problems and kept.count("\r\n") == len(units) + 1, (status, problems[:500])
bad[1200]["answers"] = {"tidak ada": "Ya"}  # may be any question's
status, kept, problems = both(bad, "--keep-going")
assert status == 1 and "sintetis-1200" in problems and kept.count("\r\n") == len(units), (status, problems[:500])

twice = units[:700] + units[:1]
assert both(twice)[:2] == (1, "")

area = units[:400] + [{"id": "kawasan", "members": ["sintetis-1", "sintetis-2"], "answers": {}}]
status, with_area, _ = both(area)
assert status == 0 and with_area.count("\r\n") == 402

assert assess("")[:2] == (1, "") and assess("\n\n")[:2] == (1, "")
assert both(units[:300], "--no-evidence")[0] == 0
assert both(units[:300], "--unit", "sintetis-7")[1].count("\r\n") == 2
print(f"{len(units)} units, {len(text) >> 20} MB: the same by every way")
