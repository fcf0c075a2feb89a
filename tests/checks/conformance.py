#!/usr/bin/env python3
"""Are the conformance cases those that zi_conformance_make writes, sound by their schema, each with a name of its own, and enough?

A runner must also notice when an expectation is not met.

usage: conformance.py ROOT MAKE RUN (ZI_BLESS=1 writes the files anew)
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import schema

root, make, run = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
folder = root / "tests/conformance"
form = json.loads((folder / "suite.schema.json").read_text())
found = []
with tempfile.TemporaryDirectory() as made:
    subprocess.run([make, root, folder if os.environ.get("ZI_BLESS") == "1" else made], check=True, stdout=subprocess.DEVNULL)
    found += [f"{file.name} is not what zi_conformance_make writes" for file in pathlib.Path(made).iterdir()
              if file.read_bytes() != (folder / file.name).read_bytes()]
    # One wrong expectation of each kind.
    suite = json.loads((folder / "units.json").read_text())
    damaged = [case for case in suite["cases"] if "scores" in case["expect"] or "refused" in case["expect"]]
    for case in damaged:
        case["expect"] = {"scores": {"1": ["1/7", "1/7"]}} if "scores" in case["expect"] else {"refused": [{"code": "ZI0000", "path": ""}]}
    file = pathlib.Path(made) / "damaged.json"
    file.write_text(json.dumps(suite | {"cases": damaged}))
    done = subprocess.run([run, file], capture_output=True, text=True)
    if done.returncode != 1 or f"{len(damaged)} failed" not in done.stdout:
        found.append("the runner does not notice wrong expectations")
cases = 0
for file in sorted(folder.glob("*.json")):
    if file.name == "suite.schema.json":
        continue
    suite = json.loads(file.read_text())
    found += [f"{file.name}: {problem}" for problem in schema.problems(suite, form)]
    names = [case["name"] for case in suite["cases"]]
    found += [f"{file.name}: two cases are called {name}" for name in {name for name in names if names.count(name) > 1}]
    found += [f"{file.name}: {case['name']}: {case['rules']} is not there" for case in suite["cases"] if case["rules"] not in suite["rules"]]
    found += [f"{file.name}: {case['name']} expects nothing" for case in suite["cases"] if not case["expect"]]
    cases += len(names)
assert schema.problems({"schema": "zi-conformance/1", "about": "", "rules": {}, "cases": []}, form)
if cases < 1000:
    found.append("fewer than 1,000")
print(*found, f"{cases} cases", sep="\n")
sys.exit(1 if found else 0)
