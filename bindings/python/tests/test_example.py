"""Does the example print what is recorded, and do its docs show it?"""

import subprocess
import sys

from conftest import ROOT


def test_the_example_prints_what_is_recorded():
    done = subprocess.run([sys.executable, "examples/python/assess.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == (ROOT / "examples/python/assess.output").read_text()


def test_the_docs_show_the_example():
    docs = (ROOT / "docs/python.md").read_text()
    for name in ("assess.py", "assess.output"):
        assert (ROOT / "examples/python" / name).read_text() in docs
