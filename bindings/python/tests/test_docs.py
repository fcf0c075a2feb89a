"""Does everything that docs/python.md shows print what it says?"""

import contextlib
import io
import os
import re

import pytest
from conftest import ROOT

import zi

BLOCK = re.compile(r"(<!-- (\S+) -->\n)?```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)


def blocks(wanted):
    """Those with a mark, or without one; files of examples/ another test runs."""
    return [(code, printed) for _, mark, code, printed in BLOCK.findall((ROOT / "docs/python.md").read_text()) if mark == wanted]


def run(mark, **names):
    os.chdir(ROOT)  # where readers are
    names |= {"zi": zi, "rules": zi.load(ROOT / "rules/zi-2021.zi", language="en")}
    for code, printed in blocks(mark):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "docs/python.md", "exec"), names)
        assert out.getvalue() == printed, code


def test_snippets(tmp_path):
    assert len(blocks("")) == 9
    run("", folder=tmp_path)


def test_postgresql_snippet(postgresql):
    dbapi = pytest.importorskip("adbc_driver_postgresql.dbapi", reason="ADBC cannot be installed here")
    pyarrow = pytest.importorskip("pyarrow")
    with dbapi.connect(postgresql) as connection, connection.cursor() as cursor:
        cursor.execute("create table lke as select * from (values ('sintetis-1', 'Ya', 3.59), ('sintetis-2', 'Tidak', null)) as made (id, option, score)")
        connection.commit()
        assert len(blocks("postgresql")) == 1
        run("postgresql", uri=postgresql, pyarrow=pyarrow)
        cursor.execute("drop table lke")
        connection.commit()


@pytest.mark.spark
def test_spark_snippet(session):
    assert len(blocks("spark")) == 1
    run("spark", session=session)
