#!/usr/bin/env python3
"""Fails on an #include that docs/architecture.md does not allow.

The table there has the header `| folder | may include |`. Each row names a folder or a file pattern, then folders, files or third-party
prefixes (`<boost/spirit>`) that it may include beside its own files and the C++ standard library. The first row that matches a file counts.
A file below src/ or include/ that no row matches is an error too.

usage: layers.py ROOT | layers.py --self-test
"""
import fnmatch
import pathlib
import re
import sys
import tempfile

STANDARD = re.compile(r"[a-z_0-9]+")  # <vector>, <cstdint>: no slash, no extension


def read_table(text):
    rows, inside = [], False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells == ["folder", "may include"]:
            inside = True
        elif inside and not line.strip().startswith("|"):
            break
        elif inside and not set(cells[0]) <= set("-: "):
            folder, allowed = (re.findall(r"`([^`]+)`", cell) for cell in cells)
            rows.append((folder[0], allowed))
    if not rows:
        sys.exit("docs/architecture.md holds no table `| folder | may include |`")
    return rows


def matches(path, pattern):
    return path.startswith(pattern.rstrip("/") + "/") or fnmatch.fnmatch(path, pattern)


def resolve(root, file, name):
    """The project file that an include names, relative to the root; None for anything else."""
    for base in (file.parent, root / "src", root / "include"):
        target = base / name
        if target.is_file() and target.resolve().is_relative_to(root.resolve()):
            return target.resolve().relative_to(root.resolve()).as_posix()
    return None


def allows(file, target, name, rows):
    """Is `target` (a project file) or `name` (a third-party header) allowed in `file`?"""
    for pattern, allowed in rows:
        if not matches(file, pattern):
            continue
        if target and (matches(target, pattern) or any(matches(target, a) for a in allowed if not a.startswith("<"))):
            return True
        prefixes = [a.strip("<>") for a in allowed if a.startswith("<")]
        return target is None and any(name == p or name.startswith((p + "/", p + ".")) for p in prefixes)
    return False


def check(root):
    rows = read_table((root / "docs/architecture.md").read_text())
    problems, count = [], 0
    for file in sorted(p for d in ("include", "src", "bindings/c/src") for p in (root / d).rglob("*") if p.suffix in (".hpp", ".cpp")):
        path = file.relative_to(root).as_posix()
        count += 1
        if not any(matches(path, pattern) for pattern, _ in rows):
            problems.append(f"{path}: no row of the table names its folder")
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
            if not found:
                continue
            name = found[2]
            target = resolve(root, file, name)
            if target is None and found[1] == "<" and STANDARD.fullmatch(name):
                continue
            if not allows(path, target, name, rows):
                problems.append(f"{path}:{number}: {line.strip()}: not allowed by docs/architecture.md")
    return problems, count


def self_test():
    table = "| folder | may include |\n| --- | --- |\n| `include/zi` | `include/zi` |\n| `src/a` | `include/zi`, `src/b/one.hpp`, `<fmt>` |\n| `src/b` | `include/zi` |\n"
    good = '#include "zi/x.hpp"\n#include "own.hpp"\n#include "b/one.hpp"\n#include <fmt/format.h>\n#include <vector>\n'
    bad = ['#include "b/two.hpp"', '#include "../b/two.hpp"', "#include <boost/any.hpp>", "#include <fmtx/a.h>", "#include <unistd.h>", '  #  include   "b/two.hpp"']
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in {"docs/architecture.md": table, "include/zi/x.hpp": "", "src/a/own.hpp": "", "src/b/one.hpp": "", "src/b/two.hpp": ""}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        (root / "src/a/a.cpp").write_text(good)
        assert check(root)[0] == [], check(root)
        for line in bad:
            (root / "src/a/a.cpp").write_text(good + line + "\n")
            assert len(check(root)[0]) == 1, line
        (root / "src/a/a.cpp").write_text(good)
        (root / "include/zi/x.hpp").write_text('#include "b/one.hpp"\n')
        assert len(check(root)[0]) == 1
        (root / "include/zi/x.hpp").write_text("")
        (root / "src/c").mkdir()
        (root / "src/c/new.cpp").write_text("")
        assert len(check(root)[0]) == 1
    print("layers.py: finds what it should")


if __name__ == "__main__":
    self_test()  # a check that finds nothing is worth nothing
    if sys.argv[1:] != ["--self-test"]:
        problems, count = check(pathlib.Path(sys.argv[1]))
        print(*problems, f"{count} files, {len(problems)} forbidden includes", sep="\n")
        sys.exit(1 if problems else 0)
