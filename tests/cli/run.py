#!/usr/bin/env python3
"""Runs the command as the files below tests/cli say and compares what it does.

A case is a folder with `cmd` (one shell command line; `zi` is the command built, the working directory is a copy of the case) and what is
expected of it: `stdout`, `stderr` (both may be missing: then nothing may be written) and `status` (missing: 0). Further files of the folder
are input; `rules/` and `units/` lead to the project's rules and to tests/cli/units. Where `stdout` is JSON that names its schema,
"zi-assessment/1" or the like, it is checked against the schema of that name in docs/ too.

usage: run.py ROOT ZI [CASE...]        ZI_BLESS=1 writes what came out as what is expected: read the diff before you commit it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root, zi = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
here = root / "tests/cli"
sys.path.insert(0, str(root / "tests/checks"))
import schema  # noqa: E402

bless = os.environ.get("ZI_BLESS") == "1"
parts = ("stdout", "stderr", "status")


def run(case):
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder) / "case"
        shutil.copytree(case, work)
        (work / "rules").symlink_to(root / "rules")
        (work / "units").symlink_to(here / "units")
        environment = {"PATH": f"{zi.parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
        done = subprocess.run(["bash", "-c", (case / "cmd").read_text()], cwd=work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return {"stdout": done.stdout.decode(), "stderr": done.stderr.decode(), "status": f"{done.returncode}\n"}


def expected(case, part):
    path = case / part
    return path.read_bytes().decode() if path.is_file() else "0\n" if part == "status" else ""


def write(case, got):
    for part in parts:
        path = case / part
        if got[part] == ("0\n" if part == "status" else ""):
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(got[part].encode())


def problems(case, got):
    found = []
    for part in parts:
        wanted = expected(case, part)
        if got[part] == wanted:
            continue
        shown = "".join(f"    | {line}\n" for line in got[part].splitlines()[:40])
        found.append(f"{part} differs from {(case / part).relative_to(root)}; it is\n{shown}")
    if named := re.match(r'{"schema":"zi-([\w-]+)/', got["stdout"]):
        described = json.loads((root / f"docs/{named[1]}.schema.json").read_text())
        found += [f"stdout: {text}" for text in schema.problems(json.loads(got["stdout"]), described)]
    return found


cases = sorted(path.parent for path in here.glob("*/cmd"))
if sys.argv[3:]:
    cases = [case for case in cases if case.name in sys.argv[3:]]
if not cases:
    sys.exit("no such case")
failed = 0
for case in cases:
    got = run(case)
    if bless:
        write(case, got)
    found = problems(case, got)
    failed += bool(found)
    for text in found:
        print(f"{case.name}: {text}")
print(f"{len(cases)} cases, {failed} failed")
sys.exit(1 if failed else 0)
