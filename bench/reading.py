#!/usr/bin/env python3
"""How fast do files of units come in, beside tools that do nothing but read them, and how much memory does it take?

Every contestant runs in a process of its own, on one thread, in turns with the others; what counts is its processor time, the best of five within a
process and the median of the turns. Each says how many units it found, which must be right; zi's verdicts too. Tools that bench/setup-peers has not
installed are said and left out.

usage: bench/reading.py ZI_READING ZI FOLDER [TURNS]      files go to FOLDER, and stay there for the next run
"""
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/conformance"))
sys.dont_write_bytecode = True


# ---- Peers: each gives how many rows it read -------------------------------------------------------------------------


def pyarrow(path):
    import pyarrow
    from pyarrow import csv
    pyarrow.set_cpu_count(1)
    return lambda: csv.read_csv(path, read_options=csv.ReadOptions(use_threads=False)).num_rows


def polars(path):
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars
    return lambda: polars.read_csv(path).height


def duckdb(path):
    import duckdb
    connection = duckdb.connect()
    connection.execute("set threads = 1")

    def read():
        connection.execute(f"create or replace table units as select * from read_csv('{path}')")
        return connection.execute("select count(*) from units").fetchone()[0]

    return read


def calamine(path):
    import python_calamine
    return lambda: len(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1


PEERS = {"pyarrow": pyarrow, "polars": polars, "duckdb": duckdb, "calamine": calamine}


def run_peer(name, path):
    read = PEERS[name](path)
    best, rows = float("inf"), 0
    for _ in range(5):
        begin = time.process_time()
        rows = read()
        best = min(best, time.process_time() - begin)
    print(f"{best:.6f} {rows} 0")


# ---- Contests --------------------------------------------------------------------------------------------------------


class Contest:
    def __init__(self, title, path, units, zi, others, at_most):
        self.title, self.path, self.units, self.zi, self.others, self.at_most = title, path, units, zi, others, at_most


def write_workbook(folder):
    import csv

    import tables
    with open(folder / "rows.csv", newline="") as file:
        rows = list(csv.reader(file))
    number = lambda text: tables.Spelled(text) if text.replace(".", "", 1).isdigit() else text
    tables.write_xlsx(folder / "rows.xlsx", [rows[0], *([number(text) for text in row] for row in rows[1:])], shared=True)


def measured(command):
    """Seconds, units, met; nothing and the reason where it does not run."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        return None, (done.stderr.strip().splitlines() or ["?"])[-1]
    seconds, units, met = done.stdout.split()
    return float(seconds), (int(units), int(met))


def main():
    reading, zi, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    turns = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    installed = ROOT / "build/peers/venv/bin/python"
    python = str(installed) if installed.exists() else sys.executable
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "rows.xlsx").exists():
        subprocess.run([reading, "write", folder], check=True)
        write_workbook(folder)
    contests = [
        Contest("wide CSV, 100,000 units: zi to verdicts, the others read", "wide.csv", 100_000, "csv", ["pyarrow", "polars", "duckdb"], 1),
        Contest("NDJSON, 100,000 units: zi to columns, simdjson On Demand walks", "units.ndjson", 100_000, "ndjson", ["simdjson"], 1.3),
        Contest("XLSX, 1,000 rows: zi to columns, python-calamine to lists", "rows.xlsx", 1_000, "xlsx", ["calamine"], 1),
    ]
    good = True
    for contest in contests:
        path = folder / contest.path
        found = {name: [] for name in ["zi", *contest.others]}
        reasons, verdicts = {}, set()
        for _ in range(turns):
            for name in found:
                own = {"zi": contest.zi, "simdjson": "simdjson"}.get(name)
                command = [reading, own, path] if own else [python, __file__, "--peer", name, path]
                seconds, said = measured(command)
                if seconds is None:
                    reasons[name] = said
                    continue
                if said[0] != contest.units:
                    sys.exit(f"{contest.title}: {name} found {said[0]} units")
                if name == "zi":
                    verdicts.add(said[1])
                found[name].append(seconds)
        if not found["zi"] or len(verdicts) > 1 or (contest.zi == "csv" and verdicts == {0}):
            sys.exit(f"{contest.title}: wrong answer {verdicts or reasons}")
        print(contest.title)
        ours = statistics.median(found["zi"])
        for name, seconds in found.items():
            if not seconds:
                print(f"  {name:<10} not measured: {reasons[name]}")
                continue
            ratio = statistics.median(a / b for a, b in zip(found["zi"], seconds))
            mark = "" if name == "zi" else f"  zi/{name} {ratio:.2f}, wanted at most {contest.at_most}: {'yes' if ratio <= contest.at_most else 'NO'}"
            print(f"  {name:<10} {statistics.median(seconds) * 1000:8.1f} ms{mark}")
        print(f"  {ours / contest.units * 1e9:.0f} ns a unit")

    # Memory of the whole command, which checks before it writes: flat, whether a hundred thousand rows or a million.
    print("wide CSV through the command: memory at most")
    for name, units in (("wide.csv", 100_000), ("million.csv", 1_000_000)):
        begin = time.monotonic()
        process = subprocess.Popen([zi, "assess", ROOT / "rules/zi-2021.zi", folder / name, "--as-of", "2026-01-01", "--format", "csv"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        lines = sum(piece.count(b"\n") for piece in iter(lambda: process.stdout.read(1 << 20), b""))
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0 or lines != units + 1:
            sys.exit(f"{name}: {lines} lines of {units + 1}, status {status}")
        mib = usage.ru_maxrss / 1024
        good = good and mib <= 64
        print(f"  {units:>9,} rows {mib:6.1f} MiB, {time.monotonic() - begin:.1f} s{', wanted at most 64: ' + ('yes' if mib <= 64 else 'NO')}")
    return 0 if good else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_peer(sys.argv[2], sys.argv[3])
    else:
        sys.exit(main())
