"""Does everything that docs/python.md shows print what it says?"""

import contextlib
import io
import os
import re

import pytest
from conftest import ROOT

import zi

BLOCK = re.compile(r"(<!-- (\S+) -->\n)?```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)


def blocks(spark):
    """Those that are no file of examples/, which another test runs."""
    found = BLOCK.findall((ROOT / "docs/python.md").read_text())
    return [(code, printed) for _, mark, code, printed in found if not mark.startswith("examples/") and (mark == "spark") == spark]


def run(spark, **names):
    os.chdir(ROOT)  # where readers are
    names |= {"zi": zi, "rules": zi.load(ROOT / "rules/zi-2021.zi", language="en")}
    for code, printed in blocks(spark):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "docs/python.md", "exec"), names)
        assert out.getvalue() == printed, code


def test_snippets():
    assert len(blocks(False)) == 6
    run(False)


@pytest.mark.spark
def test_spark_snippet(session):
    assert len(blocks(True)) == 1
    run(True, session=session)
