#!/usr/bin/env python3
"""Can scripts/demo run twice at once? With stand-ins for what builds and for what is built: a build fails while another one runs, and what the demo writes
is checked when it is read.

usage: demo_twice.py ROOT
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

tools = {
    "path/cmake": """[[ $1 != --build ]] || { mkdir building || exit 1; sleep 0.2; rmdir building; }""",
    "scripts/setup": "",
    "build/release/bin/zi_kalsel_population": "seq 25; sleep 0.1; seq 25",
    "build/release/bin/zi_kalsel_summary": "[[ $(wc -l <$2) == 50 && $(wc -l <$4) == 50 ]] || exit 1; echo summary",
    "build/release/bin/zi": "[[ $1 == check || $(wc -l <$3) == 50 ]] || exit 1; seq 30",
}
with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    for name, text in tools.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/bash\n{text}\n")
        file.chmod(0o755)
    shutil.copy(pathlib.Path(sys.argv[1]) / "scripts/demo", root / "scripts/demo")
    environment = {**os.environ, "PATH": f"{root}/path:{os.environ['PATH']}"}
    both = [subprocess.Popen([root / "scripts/demo"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    told = [run.communicate(timeout=60) for run in both]
    assert [run.returncode for run in both] == [0, 0], told
    assert told[0][0] == told[1][0], told
print("two at once: each as if alone")
