#!/usr/bin/env python3
"""Do public headers say that they need C++20 before anything else fails, and do without what only some compilers have?

usage: headers.py ROOT COMPILER
"""
import pathlib
import subprocess
import sys

root, compiler = pathlib.Path(sys.argv[1]), sys.argv[2]
words = 'zi needs C++20'
problems = []


def says(text, standard):
    done = subprocess.run([compiler, f"-std={standard}", "-fsyntax-only", "-I", root / "include", "-x", "c++", "-"], input=text, capture_output=True, text=True)
    return next((line for line in done.stderr.splitlines() if "error:" in line), "")


headers = sorted((root / "include/zi").glob("*.hpp"))
for header in headers:
    first = says(f"#include <zi/{header.name}>\n", "c++17")
    if words not in first:
        problems.append(f"{header.name} in C++17 says first: {first or 'nothing'}")
    if "__int128" in header.read_text():
        problems.append(f"{header.name} names __int128")
if error := says("#include <zi/zi.hpp>\n", "c++20"):
    problems.append(f"zi.hpp in C++20: {error}")
print(*problems, f"{len(headers)} headers", sep="\n")
sys.exit(1 if problems or not headers else 0)
