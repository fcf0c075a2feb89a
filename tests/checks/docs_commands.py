#!/usr/bin/env python3
"""Runs the commands that the documentation shows and compares their output with what it shows.

Taken are ```console blocks of README.md and docs/*.md whose first line begins with `$ zi `. Lines that begin with `$ ` are run in the root of the
project, the lines below one are its output, standard error after standard output; a line `...` stands for any number of lines, and `...` at the end of a line for
the rest of it. A ```cpp block of README.md must stand in examples/quickstart/quickstart.cpp as it is, a ```c, ```cpp, ```go, ```lua, ```php, ```python or ```text block below a comment
`<!-- examples/... -->` in that file, which ZI_BLESS=1 puts there whole, and a ```text block that begins with
`Menuju WBK (WBK)` in what scripts/demo shows of its explained unit.

usage: docs_commands.py ROOT ZI
"""
import os
import pathlib
import re
import subprocess
import sys

root, zi = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def commands(block):
    """Pairs of a command and the output shown for it."""
    shown = []
    for line in block.splitlines():
        if line.startswith("$ "):
            shown.append((line[2:], []))
        else:
            shown[-1][1].append(line)
    return shown


def fits(lines, wanted):
    """Do the lines fit the pattern? Dynamic, since `...` may stand for any number of lines."""
    if not wanted:
        return not lines
    if wanted[0] == "...":
        return any(fits(lines[i:], wanted[1:]) for i in range(len(lines) + 1))
    if not lines:
        return False
    same = lines[0].startswith(wanted[0][:-3]) if wanted[0].endswith("...") else lines[0] == wanted[0]
    return same and fits(lines[1:], wanted[1:])


assert fits(["a", "b", "c"], ["a", "...", "c"]) and fits(["abc"], ["a..."]) and not fits(["a", "b"], ["a"]) and not fits([], ["a"])

count, failed = 0, 0
environment = {**os.environ, "PATH": f"{zi.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
readme = root / "README.md"
for file in [readme, *sorted((root / "docs").glob("*.md"))]:
    if not file.is_file():
        continue
    for block in blocks(file.read_text(), "console"):
        if not block.startswith("$ zi "):
            continue
        for command, wanted in commands(block):
            count += 1
            done = subprocess.run(["bash", "-c", command], cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
            lines = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
            if not fits(lines, wanted):
                failed += 1
                print(f"{file.relative_to(root)}: $ {command}", *(f"    | {line}" for line in lines[:40]), sep="\n")
    named = re.compile(r"^<!-- (examples/\S+) -->\n```(c|cpp|go|lua|php|python|text)\n(.*?)^```$", re.M | re.S)
    if os.environ.get("ZI_BLESS") == "1":
        file.write_text(named.sub(lambda found: f"<!-- {found[1]} -->\n```{found[2]}\n{(root / found[1]).read_text()}```", file.read_text()))
    for source, _, block in named.findall(file.read_text()):
        count += 1
        if not block or block not in (root / source).read_text():
            failed += 1
            print(f"{file.relative_to(root)}: its example is not in {source}")
if readme.is_file():
    example = (root / "examples/quickstart/quickstart.cpp").read_text()
    for block in blocks(readme.read_text(), "cpp"):
        count += 1
        if block not in example:
            failed += 1
            print("README.md: its C++ example is not in examples/quickstart/quickstart.cpp")
    shown = ("f=$(mktemp) && trap 'rm $f' EXIT && zi_kalsel_population --evidence rules/zi-2021.zi >$f && zi_kalsel_population rules/zi-2021.zi 8 |"
             " zi whynot rules/zi-2021.zi - --evidence $f --unit sintetis-008 --predicate WBK --as-of 2026-05-31")
    for block in blocks(readme.read_text(), "text"):
        if not block.startswith("Menuju WBK (WBK)"):
            continue
        count += 1
        explained = subprocess.run(["bash", "-c", shown], cwd=root, env=environment, capture_output=True, text=True, timeout=60).stdout
        if block not in explained:
            failed += 1
            print("README.md: its excerpt is not what the demo shows")
print(f"{count} shown, {failed} wrong")
sys.exit(1 if failed or not count else 0)
