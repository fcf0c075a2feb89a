#!/usr/bin/env python3
"""Does zi-ffi.h say what zi.h says, and do those take it who read declarations and run no preprocessor?

It must hold no line of the preprocessor, declare the functions of zi.h, and lay out the same structs with the same constants. The examples in examples/ffi run
where PHP and LuaJIT are installed; Python's cffi reads the header as it is where it can be imported, and in any case as the package zi (bindings/python).

usage: ffi_header.py ROOT CC BUILD LIBRARY (the shared library)
"""
import importlib.util
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root, compiler, build, library = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], pathlib.Path(sys.argv[3]).resolve(), sys.argv[4]
whole, bare = root / "bindings/c/include/zi.h", build / "bindings/c/zi-ffi.h"


def plain(header):
    return re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)


def functions(header):
    return {name: " ".join((kind + rest).split()) for kind, name, rest in re.findall(r"^([\w *]+?)\b(zi_\w+)(\([^)]*\));", plain(header), re.M)}


assert not re.search(r"^\s*#", plain(bare), re.M), "a line of the preprocessor is left"
assert functions(bare) == functions(whole) and len(functions(whole)) > 50, functions(bare).items() ^ functions(whole).items()

structs = re.findall(r"^(?:typedef )?struct \w+ \{.*?^\} ?\w*;", plain(whole), re.M | re.S)
places = [(name, re.findall(r"(\w+)(?:\)\([^;]*\))?[;,]", body)) for one in structs for name, body in [re.match(r"(?:typedef )?(struct \w+) \{(.*)\}", one, re.S).groups()]]
constants = re.findall(r"\b(ZI_[A-Z_]+) = \d", plain(whole)) + ["ZI_ABI_VERSION"]
assert len(places) >= 10 and len(constants) > 30, (places, constants)
shown = [f"sizeof({name})" for name, _ in places] + [f"offsetof({name}, {field})" for name, fields in places for field in fields] + constants
with tempfile.TemporaryDirectory() as folder:
    said = []
    for header in (whole, bare):
        program = "".join(f"#include <{name}>\n" for name in ("stddef.h", "stdint.h", "stdio.h")) + f'#include "{header}"\nint main(void) {{\n'
        program += "".join(f'    printf("%ld\\n", (long)({one}));\n' for one in shown) + "    return 0;\n}\n"
        pathlib.Path(folder, "program.c").write_text(program)
        subprocess.run([compiler, "-std=c99", "-Wall", "-Werror", "-o", f"{folder}/program", f"{folder}/program.c"], check=True)
        said.append(subprocess.run([f"{folder}/program"], check=True, capture_output=True, text=True).stdout.split())
    assert len(said[0]) == len(shown) and said[0] == said[1], [one for one in zip(shown, *said) if one[1] != one[2]]

    # An installed zi, as far as the examples look into it.
    for name, file in (("include/zi-ffi.h", bare), ("lib/libzi_c.so", pathlib.Path(library))):
        pathlib.Path(folder, name).parent.mkdir()
        pathlib.Path(folder, name).symlink_to(file.resolve())
    read = []
    for language, command in (("PHP", ["php", "-d", "ffi.enable=1", "examples/ffi/assess.php"]), ("LuaJIT", ["luajit", "examples/ffi/assess.lua"])):
        if not shutil.which(command[0]) or (language == "PHP" and "FFI" not in subprocess.run(["php", "-m"], capture_output=True, text=True).stdout.split()):
            continue
        done = subprocess.run([*command, folder], cwd=root, capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, (root / "examples/ffi/assess.output").read_text(), ""), done
        read.append(language)
    if importlib.util.find_spec("cffi"):
        from cffi import FFI

        ffi = FFI()
        ffi.cdef(bare.read_text())
        lib = ffi.dlopen(library)
        assert lib.zi_abi_version() == lib.ZI_ABI_VERSION
        read.append("cffi")
print(f"{len(shown)} sizes, places and constants are those of zi.h; {', '.join(read) or 'nothing that reads declarations is installed, so that none'} took it")
