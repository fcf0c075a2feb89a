#!/usr/bin/env python3
"""What did the benchmarks measure? Writes docs/benchmarks.md, or the one line of figures that targets are about.

usage: report.py RESULTS.json PEERS.ndjson      the report
       report.py --line RESULTS.json            the line
"""
import json
import pathlib
import platform
import re
import subprocess
import sys

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
SIZES = (253, 10_000, 100_000, 1_000_000)


class Results:
    """Google Benchmark's JSON, by name."""

    def __init__(self, text):
        parsed = json.loads(text)
        self.context = parsed["context"]
        self.runs = {}
        for run in parsed["benchmarks"]:
            if run.get("run_type") == "aggregate":
                continue
            # "/iterations:1/manual_time" says how it was run, not what was.
            self.runs[re.sub(r"/(iterations|repeats|threads|min_time|real_time|manual_time|process_time).*", "", run["name"])] = run

    def __contains__(self, name):
        return name in self.runs

    def failed(self):
        return {name: run.get("error_message", "") for name, run in self.runs.items() if run.get("error_occurred")}

    def ns(self, name):
        """Time of one iteration; None if it was not measured."""
        run = self.runs.get(name)
        if run is None or run.get("error_occurred"):
            return None
        return run["real_time"] * NANOSECONDS[run["time_unit"]]

    def counter(self, name, counter):
        run = self.runs.get(name, {})
        return None if run.get("error_occurred") else run.get(counter)

    def first_ns(self, *names):
        """The first that was measured; a name may be several whose times are added."""
        for name in names:
            times = [self.ns(part) for part in name.split(" + ")]
            if None not in times:
                return sum(times)
        return None

    # ---- The figures that targets are about ----------------------------------------------------------------------------

    def bulk_vs_floor(self):
        """The worst of the sizes that are bulk: from 10,000 units on."""
        ratios = [self.counter(f"bulk/{size}", "ratio") for size in SIZES[1:]]
        return max((ratio for ratio in ratios if ratio is not None), default=None)

    def change_ns(self):
        return self.first_ns("one_answer_changed")

    def cold_ms(self):
        ns = self.first_ns("cold_start_253_units", "load_rules + read_units/253 + assess_program")
        return None if ns is None else ns / 1e6

    def rules_2000_ms(self):
        ns = self.first_ns("rules_2000_lines", "load_generated/2560")
        return None if ns is None else ns / 1e6

    def bytes_per_unit(self):
        parts = [self.counter("bulk/1000000", counter) for counter in ("column_bytes", "result_bytes")]
        return None if None in parts else sum(parts)

    def wrong(self):
        """Wrong verdicts, and one for each benchmark whose answer was wrong."""
        counted = sum(run.get("wrong", 0) for run in self.runs.values() if not run.get("error_occurred"))
        return int(counted) + len(self.failed())


def number(value, digits=0):
    return "missing" if value is None else f"{value:,.{digits}f}"


def figure(value, digits=0):
    return number(value, digits).replace(",", "")


def line(results):
    return (f"bulk_vs_floor={figure(results.bulk_vs_floor(), 2)} change_ns={figure(results.change_ns())} cold_ms={figure(results.cold_ms(), 1)} "
            f"rules2000_ms={figure(results.rules_2000_ms(), 1)} bytes_per_unit={figure(results.bytes_per_unit())} wrong={results.wrong()}")


TARGETS = [  # what, figure, unit, digits, bound, is less better
    ("bulk beside the kernel by hand", Results.bulk_vs_floor, "times", 2, 1.5, True),
    ("two threads beside one", lambda r: r.counter("bulk_two_threads/1000000", "speedup"), "times", 2, 1.8, False),
    ("one answer changed", Results.change_ns, "ns", 0, 200, True),
    ("cold start of 253 units", Results.cold_ms, "ms", 1, 10, True),
    ("rules of 2,000 lines", Results.rules_2000_ms, "ms", 1, 5, True),
    ("memory per unit", Results.bytes_per_unit, "bytes", 0, 260, True),
    ("wrong verdicts", Results.wrong, "", 0, 0, True),
]


def table(head, rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] + ["---:"] * (len(head) - 1), *rows])


def targets(results):
    rows = []
    for what, measure, unit, digits, bound, less in TARGETS:
        value = measure(results)
        met = value is not None and (value <= bound if less else value >= bound)
        rows.append([what, f"{'at most' if less else 'at least'} {bound:g} {unit}".strip(), f"{number(value, digits)} {unit}".strip(), "met" if met else "**missed**"])
    return table(["", "target", "measured", ""], rows)


def bulk(results):
    rows = []
    for size in SIZES:
        of = lambda counter: results.counter(f"bulk/{size}", counter)
        rows.append([number(size), number(of("engine_ns"), 1), number(of("floor_ns"), 1), number(of("ratio"), 2), number(of("read_ns"), 1),
                     number(of("exact_rows")), number(of("wrong"))])
    return table(["units", "zi, ns a unit", "by hand", "ratio", "reading alone", "units decided in rationals", "wrong verdicts"], rows)


def threads(results):
    rows = []
    for size in SIZES[2:]:
        of = lambda counter: results.counter(f"bulk_two_threads/{size}", counter)
        rows.append([number(size), number(of("engine_ns"), 1), number(of("speedup"), 2), number(of("floor_ns"), 1), number(of("floor_speedup"), 2),
                     number(of("read_ns"), 1), number(of("read_speedup"), 2)])
    return table(["units", "zi, ns a unit", "speed-up", "by hand", "speed-up", "reading alone", "speed-up"], rows)


CLAIMS = [
    ("total only", "score_only"), ("WBK, WBBM and total", "verdicts"), ("every node, view, predicate, condition and the stage", "all_nodes"),
    ("WBK, WBBM and total with evidence", "with_evidence"), ("one unit in full, with its explanation as text", "with_explanation"),
]


def claims(results):
    rows = [[what, number(results.counter(name, "ns_per_unit")), number(results.counter(name, "bytes_per_unit"))] for what, name in CLAIMS]
    return table(["asked for", "ns a unit", "bytes a unit"], [[a, b, "" if c == "missing" else c] for a, b, c in rows])


def growth(results):
    rows = [[f"{size:,} questions", number(results.counter(f"questions/{size}", "ns_per_unit"), 1),
             number(results.counter(f"questions/{size}", "ns_per_unit") and results.counter(f"questions/{size}", "ns_per_unit") / size, 3)]
            for size in (100, 1_000, 10_000)]
    documents = []
    for copies in (1, 2, 4):
        count, time = (results.counter(f"documents/{copies}", counter) for counter in ("documents_per_unit", "ns_per_unit"))
        documents.append([f"{number(count)} documents", number(time), number(time / count if count and time else None)])
    return (table(["worksheet", "ns a unit", "ns a unit and question"], rows) + "\n\n" +
            table(["unit of the 2021 rules", "ns a unit, columns made from it and assessed", "ns a document"], documents))


def peers(results, lines):
    rows, skipped = [], []
    hard = lambda counter: number(results.counter("thresholds", counter))
    rows.append(["zi, bulk", "", "exact", number(results.counter("bulk/10000", "engine_ns"), 1), "10,000", number(results.counter("bulk/10000", "wrong")), hard("wrong"), ""])
    rows.append(["kernel by hand", "", "exact", number(results.counter("bulk/10000", "floor_ns"), 1), "10,000", "0", hard("floor_wrong"), ""])
    for peer in sorted(lines, key=lambda one: one.get("population", {}).get("ns_per_unit", 0)):
        if "skipped" in peer:
            skipped.append(f"- {peer['peer']}: {peer['skipped'] or 'failed without a word'}")
            continue
        rows.append([peer["peer"], peer["version"], peer["arithmetic"], number(peer["population"]["ns_per_unit"]), number(peer["population"]["units"]),
                     number(peer["population"]["wrong"]), number(peer["adversarial"]["wrong"]), number(peer["peak_mb"])])
    text = table(["", "version", "arithmetic", "ns a unit", "units", "wrong", "wrong on thresholds", "process, MB"], rows)
    return text + ("\n\nNot measured:\n\n" + "\n".join(skipped) if skipped else "")


def machine(results):
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text()) if pathlib.Path("/proc/cpuinfo").exists() else None
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text()) if pathlib.Path("/proc/meminfo").exists() else None
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.splitlines()[:1]
    caches = ", ".join(f"L{cache['level']} {cache['type'].lower()} {cache['size'] // 1024} KiB" for cache in results.context.get("caches", []))
    return "\n".join([
        f"- {cpu[1] if cpu else platform.processor()}, {results.context['num_cpus']} cores; {caches}",
        f"- {round(int(memory[1]) / 2**20) if memory else '?'} GiB of memory, {platform.system()} {platform.machine()}, virtual and shared with other work",
        f"- {compiler[0] if compiler else '?'}, Release",
        f"- {results.context['date'][:10]}",
    ])


def report(results, peer_lines):
    hard = lambda counter: number(results.counter("thresholds", counter))
    failures = "".join(f"\n- `{name}`: {message}" for name, message in results.failed().items())
    return f"""# Benchmarks

Made by `bench/run`; do not edit. What is measured, and how to measure it yourself: [bench/README.md](../bench/README.md).

{machine(results)}

## Targets

{targets(results)}
{"" if not failures else chr(10) + "Failed:" + chr(10) + failures + chr(10)}
## Bulk

Synthetic units, fully answered, in columns: {number(results.counter("bulk/1000000", "column_bytes"))} bytes a unit of answers and counts, and {number(results.counter("bulk/1000000", "result_bytes"), 1)} of results (the
verdicts of WBK and WBBM, and the total). *By hand* is a kernel written for this one worksheet, exact as well; *reading alone* sums the same columns and
nothing else, which memory makes the least possible. zi and the kernel take turns in one process; figures are medians, the ratio is the median of each
turn's. Every verdict of the two is compared, and with `zi::assess` on the first 10,000 units and every 101st after them.

{bulk(results)}

The bulk target is judged by the worst ratio from 10,000 units on.

Two threads:

{threads(results)}

## What more than a verdict costs

{claims(results)}

Making the columns of a unit with evidence from its documents takes {number(results.counter("with_evidence", "columns_ns_per_unit"))} ns; that is not in the table.

## Growth

{growth(results)}

## Beside other tools

The same worksheet, made for each tool from the rules, on the same units. *Wrong* counts units with a wrong verdict on WBK or WBBM; *on thresholds* is a
set of {hard("on")} units that lie exactly on a threshold and {hard("below")} just below one, while they meet all other conditions. Reading files and making
a tool's own tables is not counted, and neither is it for zi. `process` is the largest size of the tool's whole process.

{peers(results, peer_lines)}
"""


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--line":
        print(line(Results(pathlib.Path(arguments[1]).read_text())))
    elif len(arguments) == 2:
        lines = [json.loads(text) for text in pathlib.Path(arguments[1]).read_text().splitlines()]
        print(report(Results(pathlib.Path(arguments[0]).read_text()), lines), end="")
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
