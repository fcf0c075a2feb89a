#!/usr/bin/env python3
"""What does the command do at a terminal, and only there? Tables fit its width, what fills more than the screen goes to the pager, marks are coloured unless
NO_COLOR is set; through a pipe there is none of it.

usage: terminal.py ROOT ZI
"""
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

root, zi = pathlib.Path(sys.argv[1]).resolve(), str(pathlib.Path(sys.argv[2]).resolve())
units = root / "tests/cli/units"
small = [str(units / "small.zi"), str(units / "good.ndjson"), "--as-of", "2026-05-31"]
table, explained = ["assess", *small], ["explain", *small, "--unit", "exact"]
colour = re.compile("\x1b\\[[0-9;]*m")
failed = 0


def at_terminal(arguments, rows=24, columns=60, **environment):
    """What the terminal gets, and the status."""
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PAGER", "LESS")}
    process = subprocess.Popen([zi, *arguments], stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True, start_new_session=True,
                               env=kept | {"TERM": "xterm", "ZI_LANG": "id"} | environment)
    os.close(terminal)
    shown = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    return shown.decode().replace("\r\n", "\n"), process.wait(60)


def through_pipe(arguments):
    return subprocess.run([zi, *arguments], env=os.environ | {"ZI_LANG": "id"}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60).stdout


def holds(what, fact):
    global failed
    if not fact:
        failed += 1
        print("not so:", what)


with tempfile.TemporaryDirectory() as folder:
    paged = pathlib.Path(folder) / "paged"
    keeps = {"PAGER": f"cat > {paged}"}

    wide = through_pipe(table)
    holds("a pipe gets whole lines", max(map(len, wide.splitlines())) > 60)
    shown, status = at_terminal(table, columns=50, **keeps)
    lines = shown.splitlines()
    holds("a table fits the terminal", status == 0 and max(map(len, lines)) <= 50)
    holds("so does what stands below it", shown.split("\n\n")[-1] != wide.split("\n\n")[-1])
    holds("no verdict and no number of it is lost", sorted(re.findall(r"terbuka|tidak|ya\b|\d+,\d+", wide)) == sorted(re.findall(r"terbuka|tidak|ya\b|\d+,\d+", shown)))
    holds("what fits the screen is not paged", not paged.exists())
    holds("--width has the last word", at_terminal([*table, "--width", "0"], columns=50, **keeps)[0] == wide)

    plain = through_pipe(explained)
    holds("a pipe gets no colours", not colour.search(plain))
    shown, status = at_terminal(explained, rows=10, **keeps)
    holds("what fills more than the screen is paged", status == 0 and shown == "" and colour.sub("", paged.read_text()) == plain)
    holds("marks are coloured", "\x1b[32m[x]\x1b[0m" in paged.read_text() and "\x1b[31m[ ]\x1b[0m" in paged.read_text())
    at_terminal(explained, rows=10, NO_COLOR="1", **keeps)
    holds("NO_COLOR is obeyed", paged.read_text() == plain)
    at_terminal(explained, rows=10, TERM="dumb", **keeps)
    paged.unlink()
    holds("a dumb terminal gets neither", at_terminal(explained, rows=10, TERM="dumb", **keeps) == (plain, 0) and not paged.exists())
    holds("an empty PAGER means none", colour.sub("", at_terminal(explained, rows=10, PAGER="")[0]) == plain)
    shown, status = at_terminal(explained, rows=10, PAGER="no-such-pager-here")
    holds("a pager that is not there loses nothing", status == 0 and colour.sub("", shown).endswith(plain))
    shown, status = at_terminal(explained, rows=10, PAGER="head -2")
    holds("who leaves the pager has seen enough", status == 0 and len(shown.splitlines()) == 2)
    long = at_terminal(["assess", str(root / "tests/cli/units/small.zi"), str(units / "good.ndjson"), "--as-of", "2026-05-31", "--format", "json"], rows=3, PAGER="true")
    holds("nor is that a failure of writing", long == ("", 0))
    shown, status = at_terminal(["assess", str(units / "small.zi"), str(units / "bad.ndjson"), "--as-of", "2026-05-31"], rows=100)
    holds("problems are coloured", status == 1 and "\x1b[1;31mgalat[ZI0807]\x1b[0m" in shown)

print("what a terminal gets:", "as it should be" if failed == 0 else f"{failed} failed")
sys.exit(1 if failed else 0)
