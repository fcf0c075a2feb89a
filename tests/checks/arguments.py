#!/usr/bin/env python3
"""Is what cannot be meant refused on the command line, in words, with status 2? Numbers that are none, texts that are empty, days that are none, for every
option of every command, as its help lists them: an option added later is tried too.

usage: arguments.py ROOT ZI
"""
import os
import pathlib
import re
import subprocess
import sys

root, zi = pathlib.Path(sys.argv[1]).resolve(), str(pathlib.Path(sys.argv[2]).resolve())
units = root / "tests/cli/units"
small = [units / "small.zi", units / "good.ndjson"]
# What makes a command sound, without the option that is tried.
sound = {
    "check": [units / "small.zi"], "fmt": [units / "small.zi"], "assess": small, "explain": [*small, "--unit", "below"], "ready": small,
    "graph": [*small, "--unit", "below"], "impact": small, "plan": [*small, "--target", "GOOD", "--unit", "below"], "why": [*small, "--unit", "below"],
    "whynot": [*small, "--unit", "below"], "diff": [*small, "--unit", "below", "--and", "2026-06-30"],
}
texts = [""]
days = ["", " ", "0", "2021-02-29", "2021-2-1", "2021-01-01 ", " 2021-01-01", "20210101", "-2021-01-01", "99999-01-01", "2021-01-01T00:00"]
numbers = ["", " ", "-5", "-0", "+5", "1e3", "1.0", "0x10", "0b1", "5 ", " 5", "5,0", "1'000", "inf", "nan", "18446744073709551616", "99999999999999999999",
           "-18446744073709551611", "５", "9" * 400]
ranges = {"--next": ["11", "18446744073709551615"]}
failed = tried = 0


def run(arguments):
    return subprocess.run([zi, *map(str, arguments)], env=os.environ | {"ZI_LANG": "en"}, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)


def refuses(arguments, option, reason):
    global failed, tried
    tried += 1
    done = run(arguments)
    text = done.stderr.decode()
    if done.returncode != 2 or done.stdout or option not in text or reason not in text:
        failed += 1
        print(f"zi {arguments}: status {done.returncode}, {text!r} in place of 2 and {reason!r}")


for command, arguments in sound.items():
    done = run([command, *arguments])
    assert done.returncode == 0, (command, done)
    listed = run([command, "--help"]).stdout.decode()
    found = re.findall(r"^  (?:-\w,)?(--[\w-]+)(?: ([A-Z]\S*))?", listed, re.M)
    assert ("--lang", "TEXT:{id,en}=en") in found, found
    for option, kind in found:
        if kind in ("", "Excludes:", "Needs:"):
            continue  # a flag
        kind = kind.split("=")[0]
        bad, reason = (numbers, "is not a whole number") if kind == "N" else (days, "is not a day") if kind == "DAY" else (texts, "")
        if kind == "N":
            bad = bad + ranges.get(option, [])
        if reason == "":
            reason = "not in {" if kind.startswith("TEXT:{") else "must not be empty"
        # Without what excludes it, or is it already.
        rest = [a for i, a in enumerate(arguments) if a != option and (i == 0 or arguments[i - 1] != option)]
        for value in bad:
            refuses([command, *rest, option, value], option, reason if value != "" else "must not be empty")
            if value != "":
                refuses([command, *rest, f"{option}={value}"], option, reason)
        for behind in ([], ["x"], ["--lang", "en"] if option != "--lang" else []):
            refuses([command, *rest, f"{option}=", *behind], option, "must not be empty")
    for i, argument in enumerate(arguments):
        if not str(argument).startswith("-") and (i == 0 or not str(arguments[i - 1]).startswith("-")):
            refuses([command, *arguments[:i], "", *arguments[i + 1:]], "RULES" if i == 0 and command != "fmt" else "FILE" if i == 0 else "UNITS", "must not be empty")

# An empty argument too many, with what is no option behind it, ended in a loop without end.
for command, arguments in sound.items():
    for more in (["", "--zz"], ["", "-x"], ["", ""], ["--zz", ""]):
        refuses([command, *arguments, *more], "", "")

# What is refused is told without being obeyed.
for arguments in (["\x1b[31m"], ["assess", *small, "--as-of", "\x1b]0;x\x07"], ["assess", *small, "--\u202eunit"], ["check", "\x1b[31m.zi"], ["fmt", "--check", "\x1b[31m.zi"],
                  ["explain", *small, "--unit", "\u009b31m"], ["graph", *small, "--unit", "below", "--svg", "/\x1b[31m/x"]):
    done = run(arguments)
    assert done.returncode != 0 and not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stderr.decode()), done

for value, status in (("0", 0), ("10", 0), ("010", 0), ("11", 2)):
    assert run(["plan", *small, "--target", "GOOD", "--unit", "below", "--next", value]).returncode == status, value
for value in ("0", "12", "18446744073709551615"):
    assert run(["plan", *small, "--target", "GOOD", "--budget", value]).returncode == 0, value
print(f"{tried} tried, {failed} not refused")
sys.exit(1 if failed else 0)
