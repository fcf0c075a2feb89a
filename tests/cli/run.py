#!/usr/bin/env python3
"""Runs the command as the cases in tests/cli say and compares what it does.

A case is a file NAME.case: first a shell command, then sections, each below a line `-- NAME --`. `stdout` and `stderr` hold what is expected
there (missing: nothing), `-- status N --` says how it ends (missing: 0). Every other section is a file in the folder where the command runs:

    zi check some.zi; zi check other.zi <in/put
    -- some.zi --
    regulation "X"
    -- in/put without newline --       without the newline that ends its last line; so may `stdout` and `stderr`
    {"id": "a"}
    -- other.zi < inputs/other.zi --   a copy of that file of tests/cli: one that several cases share, documents show, or is no text
    -- stderr --
    ...
    -- status 1 --

A file that begins with `#!` may be executed. `zi` is the command built; `rules/` and `units/` lead to the project's rules and to
tests/cli/units. Where `stdout` is JSON that names its schema, "zi-assessment/1" or the like, it is checked against the schema of that name in
docs/ too.

usage: run.py ROOT ZI [CASE...]        ZI_BLESS=1 writes what came out as what is expected: read the diff before you commit it.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

root, zi = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
here = root / "tests/cli"
sys.path.insert(0, str(root / "tests/checks"))
import schema  # noqa: E402

heading = re.compile(r"^-- (.+?)( without newline)? --\n", re.M)
outputs = ("stdout", "stderr")
by_today = re.compile(r"^zi: .*\(--as-of ", re.M)  # the command took the day of the clock


def read(path):
    """The command, the files as pairs of name and bytes, and what is expected."""
    command, *rest = heading.split(path.read_bytes().decode())
    files, wanted = [], {"stdout": "", "stderr": "", "status": 0}
    for name, short, text in zip(rest[0::3], rest[1::3], rest[2::3]):
        text = text[:-1] if short else text
        if name in outputs:
            wanted[name] = text
        elif status := re.fullmatch(r"status (\d+)", name):
            wanted["status"] = int(status[1])
        else:
            name, _, source = name.partition(" < ")
            files.append((name, (here / source).read_bytes() if source else text.encode()))
    return command, files, wanted


def run(command, files):
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "rules").symlink_to(root / "rules")
        (work / "units").symlink_to(here / "units")
        for name, content in files:
            file = work / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            if content.startswith(b"#!"):
                file.chmod(0o755)
        environment = {"PATH": f"{zi.parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
        done = subprocess.run(["bash", "-c", command], cwd=work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return {"stdout": done.stdout.decode(), "stderr": done.stderr.decode(), "status": done.returncode}


def write(path, got):
    """Puts what came out in the place of what was expected, leaves command and files as they are."""
    if got["status"] == 127 or ": command not found" in got["stderr"]:
        sys.exit(f"{path.name}: needs a command that is not built, nothing is written: {got['stderr']}")
    text = path.read_bytes().decode()
    kept = text[: min([m.start() for m in heading.finditer(text) if m[1] in outputs or m[1].startswith("status ")], default=len(text))]
    for name in outputs:
        if said := got[name]:
            if heading.search(said):
                sys.exit(f"{path.name}: {name} has a line that a case file takes for a heading")
            kept += f"-- {name} --\n{said}" if said.endswith("\n") else f"-- {name} without newline --\n{said}\n"
    if got["status"]:
        kept += f"-- status {got['status']} --\n"
    path.write_bytes(kept.encode())


def problems(got, wanted):
    found = []
    for part in wanted:
        if got[part] != wanted[part]:
            shown = "".join(f"    | {line}\n" for line in str(got[part]).splitlines()[:40])
            found.append(f"{part} differs; it is\n{shown}")
    if by_today.search(got["stderr"]):
        found.append("it depends on the day on which it runs: give --as-of\n")
    if named := re.match(r'{"schema":"zi-([\w-]+)/', got["stdout"]):
        described = json.loads((root / f"docs/{named[1]}.schema.json").read_text())
        found += [f"stdout: {text}" for text in schema.problems(json.loads(got["stdout"]), described)]
    return found


def check(path):
    command, files, wanted = read(path)
    got = run(command, files)
    if os.environ.get("ZI_BLESS") == "1":
        write(path, got)
        wanted = read(path)[2]
    return problems(got, wanted)


cases = sorted(path for path in here.glob("*.case") if path.stem in sys.argv[3:] or not sys.argv[3:])
if not cases:
    sys.exit("no such case")
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as threads:
    results = list(threads.map(check, cases))
for path, found in zip(cases, results):
    for text in found:
        print(f"{path.stem}: {text}")
failed = sum(bool(found) for found in results)
print(f"{len(cases)} cases, {failed} failed")
sys.exit(1 if failed else 0)
