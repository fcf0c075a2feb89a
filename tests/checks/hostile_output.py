#!/usr/bin/env python3
"""Does anything that a unit or a document says reach the terminal as a command? Every command and format over units whose ids, names, titles, owners and keys
hold escapes, ends of lines, controls and changes of direction; and over units, evidence and costs that are refused for such texts.

usage: hostile_output.py ROOT ZI
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

root, zi = pathlib.Path(sys.argv[1]).resolve(), str(pathlib.Path(sys.argv[2]).resolve())
cases = root / "tests/cli/units"
hostile = "\x1b]0;x\x07\x1b[31m\u009b2J\u202e\u2066\u2028\r\n\x08\u200e\x7f\u061c"
obeyed = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
free = {"id", "name", "title", "owner", "derives_from", "belongs_to", "units", "args"}  # the texts that rules do not decide


def poisoned(value, text=False):
    if isinstance(value, dict):
        return {key: poisoned(one, key in free) for key, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, text) for one in value]
    return value + hostile if text and isinstance(value, str) else value


units = [poisoned(json.loads(line)) for line in (cases / "evidence.ndjson").read_text().splitlines()]
shared = poisoned(json.loads((cases / "evidence-shared.json").read_text()))
failed = ran = 0
with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)

    def file(name, *values, key=None):
        (work / name).write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values))
        return name

    def run(command, *arguments, status=(0,)):
        global failed, ran
        ran += 1
        done = subprocess.run([zi, command, str(cases / "evidence.zi"), *arguments, "--as-of", "2026-05-31", "--lang", "en"], cwd=work, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60)
        out, problems = done.stdout.decode(), done.stderr.decode()
        if arguments[-1] == "csv":
            out = re.sub("\r?\n", "\n", out)
        found = obeyed.findall(out) + obeyed.findall(problems)
        if done.returncode not in status or found:
            failed += 1
            print(f"zi {command} {arguments}: status {done.returncode}, {sorted(set(found))}, {problems[:200]!r}")

    good = [file("units", *units), "--evidence", file("shared", shared)]
    one, notes = "klinik-1" + hostile, "notulen-bersama" + hostile
    for format in ("table", "json", "csv"):
        run("assess", *good, "--format", format)
        run("ready", *good, "--format", format)
    run("ready", *good, "--unit", one)
    run("explain", *good, "--unit", one)
    for format in ("dot", "text", "json"):
        run("graph", *good, "--unit", one, "--format", format)
        run("graph", *good, "--document", notes, "--format", format)
    for format in ("text", "json"):
        run("impact", *good, "--format", format)
        run("impact", *good, "--document", notes, "--format", format)
        run("plan", *good, "--target", "UNGGUL", "--unit", one, "--format", format)
        run("plan", *good, "--target", "UNGGUL", "--budget", "9", "--format", format)
        run("why", *good, "--unit", one, "--format", format)
        run("whynot", *good, "--unit", one, "--format", format)
        run("diff", *good, "--unit", one, "--and", "2027-05-31", "--format", format)

    # Wherever a text can stand in place of what was meant.
    def places(value, path=()):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
            yield (*path, key)
            yield from places(inner, (*path, key))

    def with_text(value, path, as_key):
        changed = copy.deepcopy(value)
        at = changed
        for key in path[:-1]:
            at = at[key]
        if as_key and isinstance(at, dict):
            at[path[-1] + hostile] = at.pop(path[-1])
        else:
            at[path[-1]] = hostile
        return changed

    costs = {"questions": {"1.b": [{"to": "A", "cost": 2}]}, "kinds": {"sk": 1}, "documents": {"rencana": 2}}
    for as_key in (False, True):
        for path in places(units[1]):
            file("bad", with_text(units[1], path, as_key))
            run("assess", "bad", "--keep-going", "--format", "json", status=(0, 1))
        for path in places(shared):
            file("bad", with_text(shared, path, as_key))
            run("assess", "units", "--evidence", "bad", status=(0, 1))
        for path in places(costs):
            file("bad", with_text(costs, path, as_key))
            run("plan", *good, "--target", "UNGGUL", "--unit", one, "--costs", "bad", status=(0, 1))
    for wrong in (["--unit", hostile], ["--seen-by", hostile], ["--format", hostile]):
        run("assess", *good, *wrong, status=(2 if wrong[0] == "--format" else 1,))
    run("ready", *good, "--target", hostile, status=(1,))
    run("graph", *good, "--document", hostile, status=(1,))
    (work / ("a" + hostile.replace("/", ""))).write_text("{")
    run("assess", "a" + hostile, status=(1,))
    run("assess", "b" + hostile, status=(1,))
print(f"{ran} runs, {failed} of them not as they should be")
sys.exit(1 if failed else 0)
