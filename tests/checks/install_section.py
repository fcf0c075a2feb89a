#!/usr/bin/env python3
"""Do the commands of the section Install in README.md work with an installed zi, and print what is recorded?

Runs each paragraph of the block below the comment that names this file, in the root of the project, with PREFIX for ~/zi and WORK for build. What needs PHP, LuaJIT
or Go runs where they are installed; Python, which needs PyPI, in bindings/python/test.

usage: install_section.py ROOT PREFIX WORK
"""
import pathlib
import re
import shutil
import subprocess
import sys

root, prefix, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
work.mkdir(parents=True, exist_ok=True)
readme = (root / "README.md").read_text()
assert set(re.findall(r"scripts/\w+", readme)) == {"scripts/demo", "scripts/test"}, "README.md shows other scripts"
block = re.search(r"^<!-- run by tests/checks/install_section\.py -->\n```sh\n(.*?)^```$", readme, re.M | re.S)[1]
first, *paragraphs = block.split("\n\n")
# What each ends with, and the program without which it is passed over.
wanted = {
    "the command": (None, None),
    "C++": ("cpp-app/shortfall.output", None),
    "C": ("c/assess.output", None),
    "Python": (None, "nothing"),
    "Go": ("go/assess/assess.output", "go"),
    "PHP": ("ffi/assess.output", "php"),
}
ran = []
for paragraph in paragraphs:
    title, *lines = paragraph.splitlines()
    name = re.match(r"# ([\w+]+(?: command)?)", title)[1]
    recorded, needed = wanted.pop(name)
    commands = [line for line in lines if not line.startswith("luajit ") or shutil.which("luajit")]
    if needed and not shutil.which(needed):
        continue
    text = "\n".join([first, *commands]).replace("build/", f"{work}/").replace("~/zi", str(prefix))
    done = subprocess.run(["bash", "-c", text], cwd=root, capture_output=True, text=True)
    expected = (root / "examples" / recorded).read_text() if recorded else "WBK"
    if expected not in done.stdout:
        sys.exit(f"README.md, {title}: it does not print {expected!r}\n{text}\n{done.stdout}{done.stderr}")
    ran.append(name)
assert not wanted, f"README.md does not speak of {list(wanted)}"
print(f"README.md, Install: {', '.join(ran)} run as shown")
