#!/usr/bin/env python3
"""Is all that is installed built by the target zi_installed, which scripts/demo builds, and is a build that lacks some of it told so, with the way out, before
anything is copied?

usage: installed.py ROOT BUILD NINJA
"""
import pathlib
import re
import subprocess
import sys
import tempfile

root, build, ninja = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
assert "zi_installed" in re.search(r"--target ([\w ]+)", (root / "scripts/demo").read_text())[1].split(), "scripts/demo builds something else"


def asked(*what):
    return subprocess.run([ninja, "-C", build, "-t", *what], check=True, capture_output=True, text=True).stdout.splitlines()


rules = {path: path.read_text() for path in pathlib.Path(build).rglob("cmake_install.cmake") if "/consume/" not in str(path)}
files = {name for text in rules.values() for name in re.findall(rf'"{re.escape(build)}/([^"]+)"', text) if not name.endswith("cmake_install.cmake")}
made = {line.rsplit(":", 1)[0] for line in asked("targets", "all")}
needed = set(asked("commands", "zi_installed"))
lacking = [name for name in sorted(files & made) if not needed.issuperset(asked("commands", name))]
assert len(files & made) > 6, f"only {files & made} is both built and installed"
assert not lacking, f"installed, and not built by zi_installed: {lacking}"

# The same installation, of a folder in which nothing is built.
with tempfile.TemporaryDirectory() as folder:
    script, prefix = pathlib.Path(folder, "cmake_install.cmake"), pathlib.Path(folder, "prefix")
    script.write_text(rules[pathlib.Path(build, "cmake_install.cmake")].replace(build, f"{folder}/build"))
    done = subprocess.run(["cmake", f"-DCMAKE_INSTALL_PREFIX={prefix}", "-P", script], capture_output=True, text=True)
    assert done.returncode != 0 and "is not built yet" in done.stderr and "--target zi_installed" in done.stderr, done.stderr
    assert not prefix.exists(), "half of it was installed"
print(f"{len(files & made)} files are built and installed, all by zi_installed; a folder without them is told so")
