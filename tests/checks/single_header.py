#!/usr/bin/env python3
"""Does the one header compile? Files that compile one by one may use one name for two things; there they meet.

Where a whole build is tested, packaging.consumers builds programs of it; this check tells a developer in half a minute.

usage: single_header.py ROOT COMPILER
"""
import pathlib
import subprocess
import sys
import tempfile

root, compiler = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
with tempfile.TemporaryDirectory() as folder:
    header, program = (pathlib.Path(folder) / name for name in ("zi.hpp", "program.cpp"))
    subprocess.run([root / "scripts/single-header", header], check=True)
    program.write_text('#define ZI_IMPLEMENTATION\n#include "zi.hpp"\nint main() {}\n')
    compiled = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", program])
sys.exit(compiled.returncode)
