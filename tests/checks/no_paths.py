#!/usr/bin/env python3
"""Fails on a file that mentions a place on a developer's machine or a private host: it would mean nothing to anybody else.

usage: no_paths.py ROOT
"""
import re
import sys

from tracked import files

# Written in pieces, so that this file does not find itself. /tmp and /usr are the same everywhere and may stay.
PLACES = re.compile(r"(?<![\w.])/(?:" + "work|home|root|Users|workspace|mnt" + r")/[\w.+-]+|\b[A-Z]:\\\\?[A-Z]\w+\\|(?:https?|ssh)://(?:localhost|[\w.-]+\.(?:internal|local|lan|corp)|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)")

assert PLACES.search("see /work" + "/main") and PLACES.search("in /home" + "/budi/zi") and PLACES.search("http://" + "mirror.internal/x")
assert not PLACES.search("rules/work/a.zi ../home/x https://example.org/home/x")

problems, count = [], 0
for file in files(sys.argv[1]):
    try:
        lines = file.read_text().splitlines()
    except UnicodeDecodeError:
        continue  # test input that is not text on purpose
    count += 1
    problems += [f"{file}:{number}: {found[0]}" for number, line in enumerate(lines, 1) if (found := PLACES.search(line))]
print(*problems, f"{count} files, {len(problems)} places", sep="\n")
sys.exit(1 if problems else 0)
