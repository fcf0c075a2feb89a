#!/usr/bin/env python3
"""Fails on a hash table where strangers may choose the keys.

Those of the standard library have no seed: whoever knows the function makes any number of keys fall into one bucket, and reading them then takes time
by their square. Names, ids and texts go into sorted structures instead: std::map, std::set, a sorted vector.

usage: hashes.py ROOT
"""
import re
import sys

from tracked import files

TABLE = re.compile(r"\bunordered_(?:flat_|node_)?(?:multi)?(?:map|set)\b|\bhash_(?:map|set)\b|\bstd::hash\b")
FOLDERS = ("include", "src", "bindings")
# A table whose keys nobody outside chooses may be named here, with the reason.
ALLOWED: dict[str, str] = {}

problems, used = [], set()
for file in files(sys.argv[1]):
    name = file.relative_to(sys.argv[1]).as_posix()
    if name.split("/")[0] not in FOLDERS or file.suffix not in {".hpp", ".cpp", ".h", ".c", ".cc"}:
        continue
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if not TABLE.search(line.split("//")[0]):
            continue
        used.add(name)
        if name not in ALLOWED:
            problems.append(f"{name}:{number}: a hash table; its keys may come from outside")
problems += [f"{name}: is allowed a hash table and has none" for name in sorted(set(ALLOWED) - used)]
print("\n".join(problems) or "no hash tables with keys from outside")
sys.exit(1 if problems else 0)
