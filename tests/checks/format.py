#!/usr/bin/env python3
"""Fails on C and C++ that is not as clang-format 14 lays it out, and on longer lines than 128 columns.

Raw strings, which nobody can break, and src/base/catalogue.cpp, a table, may have longer ones. Mend with `clang-format-14 -i FILE`.

usage: format.py ROOT
"""
import concurrent.futures
import os
import re
import subprocess
import sys

from tracked import files

columns = 128


def long_lines(text):
    text = re.sub(r'R"(\w*)\(.*?\)\1"[^\n]*', lambda raw: "\n" * raw[0].count("\n"), text, flags=re.S)
    return [number for number, line in enumerate(text.split("\n"), 1) if len(line) > columns]


assert long_lines("é" * 128 + "\n" + "x" * 129) == [2] and long_lines('f(R"x(\n' + "x" * 200 + '\n)x", 1);\n' + "y" * 129) == [4]


def laid_out(some):
    return subprocess.run(["clang-format-14", "--dry-run", "-Werror", *some], capture_output=True, text=True)


sources = [path for path in files(sys.argv[1]) if path.suffix in (".c", ".h", ".cpp", ".hpp")]
problems = [f"{path}:{number}: longer than {columns} columns" for path in sources if path.name != "catalogue.cpp" for number in long_lines(path.read_text())]
workers = os.cpu_count()
with concurrent.futures.ThreadPoolExecutor(workers) as threads:
    for done in threads.map(laid_out, (sources[i::workers] for i in range(workers))):
        if done.returncode != 0:
            problems.append(done.stderr or f"clang-format-14 ended with {done.returncode}")
print(*problems, f"{len(sources)} files, {len(problems)} problems", sep="\n")
sys.exit(1 if problems else 0)
