#!/usr/bin/env python3
"""Fails on what the checks of .clang-tidy find in folders that read what strangers write, or hand memory over.

A folder is looked at as one file, which takes a sixth of the time: so there is nothing to build first.

usage: tidy.py ROOT
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

folders = ("src/base", "src/io", "src/report", "src/sheets", "bindings/c/src")
root = pathlib.Path(sys.argv[1]).resolve()


def look(folder, text=""):
    with tempfile.TemporaryDirectory() as scratch:
        one = pathlib.Path(scratch) / "one.cpp"
        one.write_text("".join(f'#include "{file}"\n' for file in sorted((root / folder).glob("*.cpp"))) + text)
        done = subprocess.run(
            ["clang-tidy-14", "--quiet", f"--config-file={root}/.clang-tidy", f"--header-filter={root}/.*", one, "--", "-std=c++20", '-DZI_VERSION=""',
             *(f"-I{root}/{include}" for include in ("src", "include", "bindings/c/include"))], capture_output=True, text=True)
    return "" if done.returncode == 0 else f"{folder}:\n{done.stdout or done.stderr}"


assert "use-after-move" in look("none", "#include <string>\nint f(std::string a) { std::string b = std::move(a); return int(a.size() + b.size()); }\n")
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as threads:
    problems = [text for text in threads.map(look, folders) if text]
print(*problems, f"{len(folders)} folders, {len(problems)} with problems", sep="\n")
sys.exit(1 if problems else 0)
