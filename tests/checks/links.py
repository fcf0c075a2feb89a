#!/usr/bin/env python3
"""Fails on a relative link in a Markdown file whose target, or whose heading, is not there.

usage: links.py ROOT
"""
import re
import sys

from tracked import files


def without_code(text):
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.M | re.S))


def anchors(text):
    """GitHub's names of headings, and those written out."""
    found = set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    for heading in re.findall(r"^#+ +(.*?) *#*$", re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.M | re.S), re.M):
        name = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-")
        found.add(name)
    return found


problems, count = [], 0
for file in files(sys.argv[1]):
    if file.suffix != ".md":
        continue
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(file.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        count += 1
        path, _, anchor = target.partition("#")
        there = file.parent / path if path else file
        if not there.exists():
            problems.append(f"{file}: {target}: no such file")
        elif anchor and there.suffix == ".md" and anchor not in anchors(there.read_text()):
            problems.append(f"{file}: {target}: no such heading")
print(*problems, f"{count} links, {len(problems)} broken", sep="\n")
sys.exit(1 if problems else 0)
