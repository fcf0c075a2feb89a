#!/usr/bin/env python3
"""Does a program still print what it should? Runs it in ROOT and compares its standard output with a file; ZI_BLESS=1 writes the file.

usage: output.py ROOT EXPECTED PROGRAM [ARGUMENT...]
"""
import os
import pathlib
import subprocess
import sys

root, expected = map(pathlib.Path, sys.argv[1:3])
got = subprocess.run(sys.argv[3:], cwd=root, check=True, capture_output=True, timeout=120).stdout
if os.environ.get("ZI_BLESS") == "1":
    expected.write_bytes(got)
print(got.decode(), end="")
sys.exit(0 if got == expected.read_bytes() else f"differs from {expected}")
