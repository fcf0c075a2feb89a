#!/usr/bin/env python3
"""Does the C library show exactly what zi.h declares, and do the tests call all of it?

The library must export the functions of the header and nothing else, and must not take anything from a C++ library of the process: a host's own,
of another version perhaps, is then no concern of either. Each function must be called by
tests/c/smoke.c or tests/c/memory.c, and each that takes a handle or a struct also by tests/c/misuse.c.

usage: c_symbols.py ROOT LIBRARY (the shared library)
"""
import pathlib
import re
import subprocess
import sys

root, library = pathlib.Path(sys.argv[1]), sys.argv[2]


def declared(header):
    """The functions of a header: name and parameters."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    return dict(re.findall(r"^(?:const )?[a-z_0-9]+ [\s*]*(zi_[a-z_0-9]+)\(([^)]*)\);", text, re.M))


sample = "/* int zi_no(void); */\nvoid zi_a(zi_x *x);\ntypedef int (*zi_f)(void);\nconst char *zi_b(void);\nzi_status zi_c(int a,\n  int b);\n"
assert list(declared(sample)) == ["zi_a", "zi_b", "zi_c"], declared(sample)

functions = declared((root / "bindings/c/include/zi.h").read_text())
lines = subprocess.run(["nm", "--dynamic", "--without-symbol-versions", library], check=True, capture_output=True, text=True).stdout.splitlines()
exported = {line.split()[2] for line in lines if len(line.split()) == 3 and line.split()[1] != "A"}
needed = {line.split()[1] for line in lines if line.split()[0] == "U"}
problems = [f"{name} is declared and not exported" for name in functions.keys() - exported]
problems += [f"{name} is exported and not declared" for name in exported - functions.keys()]
problems += [f"{name} is taken from a C++ library" for name in needed if name.startswith("_Z")]

tests = {name: (root / f"tests/c/{name}.c").read_text() for name in ("smoke", "memory", "misuse")}
calls = {name: set(re.findall(r"\b(zi_[a-z_0-9]+)\(", text)) for name, text in tests.items()}
for name, parameters in functions.items():
    if name not in calls["smoke"] | calls["memory"]:
        problems.append(f"{name} is not called by tests/c/smoke.c or tests/c/memory.c")
    if "zi_" in parameters and name not in calls["misuse"] and parameters != "zi_status status":
        problems.append(f"{name} is not called by tests/c/misuse.c")
print(*sorted(problems), f"{len(functions)} functions", sep="\n")
sys.exit(1 if problems or len(functions) < 50 else 0)
