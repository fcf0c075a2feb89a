#!/usr/bin/env python3
"""Does zi.h still keep the ABI that bindings/c/abi/zi_c.abi describes?

Functions that do nothing are compiled from the header's declarations, and abidiff compares what they and their types look like: the C++ behind
the real library, which would fill most of a description, does not matter to who calls it, and c_symbols.py shows that it exports these functions
and no others. Additions are told, and ask for blessing; what breaks a program that was compiled before needs a new ZI_ABI_VERSION as well.
ZI_BLESS=1 writes the description anew. Passes, and says so, where abidiff is not installed.

usage: abi.py ROOT CC (a C compiler)
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root, compiler = pathlib.Path(sys.argv[1]), sys.argv[2]
baseline, header = root / "bindings/c/abi/zi_c.abi", root / "bindings/c/include/zi.h"
if not shutil.which("abidiff"):
    print("abidiff is not installed: nothing was compared")
    sys.exit(0)


def library(text, folder):
    """A shared library of what a header declares."""
    (folder / "zi.h").write_text(text)
    found = re.findall(r"^((?:const )?[a-z_0-9]+ \*?)(zi_[a-z_0-9]+\([^)]*\));", re.sub(r"/\*.*?\*/", "", text, flags=re.S), re.M)
    bodies = (f"{kind}{rest} {{ {'' if kind == 'void ' else f'return ({kind})0;'} }}\n" for kind, rest in found)
    (folder / "zi.c").write_text("#include \"zi.h\"\n" + "".join(bodies))
    subprocess.run([compiler, "-std=c99", "-g", "-w", "-shared", "-fPIC", "-Wl,-soname,libzi_c.so.1", "-o", "libzi_c.so", "zi.c"], cwd=folder, check=True)
    return folder / "libzi_c.so", len(found)


def compare(old, new):
    done = subprocess.run(["abidiff", "--no-architecture", old, new], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


text = header.read_text()
with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two, tempfile.TemporaryDirectory() as three:
    now, count = library(text, pathlib.Path(one))
    # A check that finds nothing is worth nothing: a field in the middle breaks, a function at the end does not.
    broken, _ = library(text.replace("    const char *unit;     /*", "    int64_t extra;\n    const char *unit;     /*", 1), pathlib.Path(two))
    grown, _ = library(text.replace("/* END DECLARATIONS */", "void zi_more(void);\n/* END DECLARATIONS */", 1), pathlib.Path(three))
    assert compare(now, now)[0] == 0 and compare(now, broken)[0] != 0 and compare(grown, now)[0] & 8 and compare(now, grown)[0] in (4, 0)
    if os.environ.get("ZI_BLESS") == "1":
        options = ["--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-architecture", "--no-elf-needed", "--type-id-style", "hash"]
        description = subprocess.run(["abidw", *options, now], check=True, capture_output=True, text=True).stdout
        baseline.parent.mkdir(exist_ok=True)
        baseline.write_text(description.replace(one + "/", ""))
    code, report = compare(baseline, now)
print(report, f"{count} functions", sep="")
if code & 8:
    sys.exit("the ABI is broken: raise ZI_ABI_VERSION, or take the change back")
if code:
    sys.exit("the ABI has changed: if programs that were compiled before still work, note it in CHANGELOG.md and run with ZI_BLESS=1")
