"""Do databases and files of Parquet and Arrow give what their rows say? All units are synthetic."""

import random
import sqlite3
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import DAY, ROOT

import zi

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow cannot be installed here")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow was built without Parquet")

COLUMNS = ("A.I.1.i.a", "B.I.a", "A.II.1.i.a/jumlah_agen_perubahan", "A.II.1.i.a/jumlah_perubahan_dibuat", "unit.tanggal_pencanangan")


@pytest.fixture(scope="module")
def law():
    return zi.load(ROOT / "rules/zi-2021.zi", language="id")


@pytest.fixture(scope="module")
def rows():
    """Ids and cells of units, by column."""
    chance = random.Random(16)

    def made(row):
        agents = chance.choice([None, 1, 4, 12])
        changes = None if agents is None else chance.randrange(agents)
        day = chance.choice([None, date(2023, 2, 28), date(2026, 1, 1)])
        return f"sintetis-{row}", chance.choice([None, "Ya", "Tidak"]), chance.choice([None, Decimal("3.59"), Decimal("4.00")]), agents, changes, day

    return [made(row) for row in range(300)]


@pytest.fixture(scope="module")
def wanted(law, rows):
    """Row by row, through units."""

    def unit(id, option, number, agents, changes, day):
        answers = {"A.I.1.i.a": option, "B.I.a": number}
        if agents is not None:
            answers["A.II.1.i.a"] = {"jumlah_agen_perubahan": agents, "jumlah_perubahan_dibuat": changes}
        return {"id": id, "answers": answers, "facts": {"unit.tanggal_pencanangan": day}}

    return list(law.assess_units([unit(*row) for row in rows], as_of=DAY))


def table_of(rows):
    types = pyarrow.string(), pyarrow.string(), pyarrow.decimal128(5, 2), pyarrow.int32(), pyarrow.int64(), pyarrow.date32()
    return pyarrow.table([pyarrow.array(column, type) for column, type in zip(zip(*rows), types)], ["id", *COLUMNS])


def same(verdicts, wanted):
    """A table of verdicts, and assessments of the same units."""
    assert verdicts["WBK"].to_pylist() == [one.predicates["WBK"].verdict.value for one in wanted]
    for shown, one in zip(verdicts["total/certain"].to_pylist(), wanted, strict=True):
        assert abs(Fraction(shown) - one.total.certain) <= Fraction(1, 10**6)


def written(table, folder):
    """The table in every form of file that there is."""
    dictionaries = table.set_column(1, "A.I.1.i.a", table["A.I.1.i.a"].dictionary_encode())
    parquet.write_table(dictionaries, folder / "groups.parquet", row_group_size=7)
    with pyarrow.OSFile(str(folder / "file.arrow"), "wb") as sink, pyarrow.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=100)
    with pyarrow.OSFile(str(folder / "stream.ipc"), "wb") as sink, pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=100)
    pytest.importorskip("pyarrow.feather").write_feather(table, str(folder / "compressed.feather"), compression="zstd")
    return sorted(folder.iterdir())


def test_files_are_tables_and_units(law, rows, wanted, tmp_path):
    for path in written(table_of(rows), tmp_path):
        same(pyarrow.table(law.assess_table(path, DAY, predicates=["WBK"])), wanted)
        read = law.read(path, as_of=DAY)
        assert [one.json for one in read.assess()] == [one.json for one in wanted], path
        (file,) = read.files
        assert (file.kind, file.separator, file.layout) == ("table", "", "units") and file.words.startswith(("Parquet, ", "Arrow, "))
        (held,) = law.read(path.read_bytes(), as_of=DAY).files
        assert held.words.startswith(file.words[:5])


def test_folders_hold_files_of_every_kind(law, rows, wanted, tmp_path):
    table = table_of(rows)
    for part in range(3):
        parquet.write_table(table.slice(part * 100, 100), tmp_path / f"part-{part}.parquet")
    for way in (tmp_path, str(tmp_path / "part-*.parquet"), [tmp_path / f"part-{part}.parquet" for part in range(3)]):
        told = []
        same(pyarrow.table(law.assess_table(way, DAY, progress=told.append)), wanted)
        assert told[-1] == 300
        assert [one.id for one in law.read(way, as_of=DAY).assess()] == [one.id for one in wanted]
    (tmp_path / "more.json").write_text('{"id": "sintetis-json"}')
    (tmp_path / ".hidden.json").write_text("no JSON")
    (tmp_path / "notes.md").write_text("no units")
    assert [Path(file.name).name for file in law.read(tmp_path, as_of=DAY).files] == ["more.json", *(f"part-{part}.parquet" for part in range(3))]
    assert len(law.assess_table(tmp_path, DAY)) == 300  # tables alone


def test_a_folder_is_listed_as_the_library_lists_it(law, tmp_path):
    endings = ("json", "ndjson", "jsonl", "csv", "tsv", "tab", "txt", "XLSX", "xlsm", "xls", "md", "ods", "zi", "")
    for ending in endings:
        for name in (f"a.{ending}", f".a.{ending}", f"~$a.{ending}"):
            (tmp_path / name).write_text('{"id": "sintetis"}')
    alone = [file.name for file in law.read(tmp_path, as_of=DAY).files]
    parquet.write_table(pyarrow.table({"id": ["sintetis-1"]}), tmp_path / "z.parquet")
    assert [file.name for file in law.read(tmp_path, as_of=DAY).files] == [*alone, str(tmp_path / "z.parquet")]


def test_values_of_files_mean_what_they_mean_in_tables(tmp_path):
    """Places of options, assessors' structs, NaN, timestamps, never, texts."""
    source = """regulation r "R"
assessor TPI "TPI"
fact dibuka date "Dibuka"
fact besar boolean "Besar"
grades kelas "Kelas" { C < B < A }
fact unit.kelas kelas "Kelas"
scale s { A = 1 B = 0.5 C = 0 }
scale n number 0 .. 4 { value / 4 }
worksheet "W" 100 { question a s "Q" question b n "R" }
predicate P "P" {
  dibuka < 2026-01-01
  besar = yes
}
predicate K "K" { unit.kelas >= B }
predicate N "N" { total >= 80 }
"""
    own = zi.loads(source)
    nan = float("nan")
    columns = {
        "a": pyarrow.array([0, 1, 2, None], pyarrow.uint8()),
        "b": pyarrow.array([3.62, nan, 4.0, 0.1], pyarrow.float64()),
        "dibuka": pyarrow.array([19936, None, 2932897, -1], pyarrow.date32()),
        "besar": [True, False, None, True],
        "unit.kelas": pyarrow.array([0, 1, 2, None], pyarrow.int8()),
        "TPI": pyarrow.array([{"a": "C"}, None, {"a": None}, {"a": "A"}], pyarrow.struct({"a": pyarrow.string()})),
    }
    table = pyarrow.table({"id": ["u1", "u2", "u3", "u4"], **columns})
    other = table.set_column(2, "b", pyarrow.array([3.62, None, 4, 0.1], pyarrow.float32()))
    other = other.set_column(3, "dibuka", pyarrow.array([19936 * 86400, None, 2932897 * 86400, -86400], pyarrow.timestamp("s")))
    for one in (table, other):
        parquet.write_table(one, tmp_path / "own.parquet")
        tabled = pyarrow.table(own.assess_table(one.drop_columns(["id"]), DAY, everything=True))
        assert tabled.equals(pyarrow.table(own.assess_table(tmp_path / "own.parquet", DAY, everything=True)))
        read = list(own.read(tmp_path / "own.parquet", as_of=DAY).assess())
        for name in ("P", "K", "N"):
            assert tabled[name].to_pylist() == [unit.predicates[name].verdict.value for unit in read]
        assert [Fraction(shown) for shown in tabled["total/certain"].to_pylist()] == [unit.total.certain for unit in read]
    stamps = pyarrow.array([19936 * 86400 + 1, None, 0, 0], pyarrow.timestamp("s"))
    for wrong, of in ((pyarrow.array([0, 9, 1, 2], pyarrow.int8()), "a"), (stamps, "dibuka")):
        parquet.write_table(pyarrow.table({"id": ["u1", "u2", "u3", "u4"], of: wrong}), tmp_path / "wrong.parquet")
        assert sum(isinstance(unit, zi.InvalidError) for unit in own.read(tmp_path / "wrong.parquet", as_of=DAY).assess()) == 1
        with pytest.raises(zi.InvalidError):
            own.assess_table(tmp_path / "wrong.parquet", DAY)


def test_errors_name_file_row_and_column(law, tmp_path):
    good, bad = ({"id": ["u"] * 2, "B.I.a": ["3.59", value]} for value in ("4", "lima"))
    parquet.write_table(pyarrow.table(good), tmp_path / "1.parquet")
    parquet.write_table(pyarrow.table(bad), tmp_path / "2.parquet", row_group_size=1)
    with pytest.raises(zi.InvalidError) as caught:
        law.assess_table(tmp_path, DAY)
    first = caught.value.diagnostics[0]
    assert (first.file, first.unit, first.path) == (str(tmp_path / "2.parquet"), "#2", "/B.I.a")
    assert str(caught.value).startswith(str(tmp_path / "2.parquet")) and "kolom B.I.a, baris 2" in str(caught.value)
    parquet.write_table(pyarrow.table({"id": ["u1", "u2"], "B.I.a": ["3.59", "lima"]}), tmp_path / "2.parquet")
    _, second = law.read(tmp_path / "2.parquet", as_of=DAY).assess()
    assert (second.diagnostics[0].path, second.diagnostics[0].unit, second.diagnostics[0].cell) == ("/answers/B.I.a", "u2", "B3")  # heads are row 1


def test_what_is_no_file_of_tables_is_told(law, tmp_path):
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "cut.arrow").write_bytes(b"ARROW1 and no more")
    (tmp_path / "units.csv").write_text("id\nu1\n")
    for cut in ("cut.parquet", "cut.arrow", "none.parquet"):
        with pytest.raises(zi.InvalidError, match=cut):
            law.assess_table(tmp_path / cut, DAY)
    for cut in ("cut.parquet", "cut.arrow"):
        with pytest.raises(zi.InvalidError, match=f"{cut}: tidak dapat dibaca"):
            law.read(tmp_path / cut, as_of=DAY)
    with pytest.raises(zi.MisuseError, match="rules.read"):
        law.assess_table(tmp_path / "units.csv", DAY)
    nested = pyarrow.table({"id": ["u1"], "A.I.1.i.a": [["Ya"]]})
    parquet.write_table(nested, tmp_path / "nested.parquet")
    with pytest.raises(zi.InvalidError, match="A.I.1.i.a"):
        law.read(tmp_path / "nested.parquet", as_of=DAY)


def test_without_pyarrow_there_is_a_word_about_it(law, tmp_path, monkeypatch):
    parquet.write_table(pyarrow.table({"id": ["u1"]}), tmp_path / "units.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for attempt in (lambda: law.read(tmp_path / "units.parquet", as_of=DAY), lambda: law.assess_table(tmp_path / "units.parquet", DAY)):
        with pytest.raises(zi.UnsupportedError, match="pip install pyarrow"):
            attempt()


def test_results_are_written_beside_what_names_the_units(law, rows, wanted, tmp_path):
    table = table_of(rows)
    for ending in ("parquet", "arrow", "feather", "ipc"):
        path = tmp_path / f"verdicts.{ending}"
        law.assess_table(table, DAY, everything=True).write(path, beside=table.select(["id"]))
        back = parquet.read_table(path) if ending == "parquet" else pyarrow.ipc.open_file(path).read_all()
        same(back, wanted)
        assert back.schema.names[0] == "id" and back["id"].to_pylist() == table["id"].to_pylist()
    duckdb = pytest.importorskip("duckdb", reason="duckdb cannot be installed here")
    counted = duckdb.sql(f"""select count(*) from '{tmp_path}/verdicts.parquet' where "WBK" = 'open'""").fetchall()
    assert counted == [(sum(one.predicates["WBK"].verdict is zi.Verdict.OPEN for one in wanted),)]
    results = law.assess_table(table, DAY)
    for wrong, beside, said in (("v.csv", None, "ends in"), ("v.parquet", table.slice(1).select(["id"]), "299 rows"), ("v.parquet", {"WBK": ["x"] * 300}, "WBK")):
        with pytest.raises(zi.MisuseError, match=said):
            results.write(tmp_path / wrong, beside=pyarrow.table(beside) if isinstance(beside, dict) else beside)
    results.write(str(tmp_path / "v.parquet"))  # which none of these has taken
    with pytest.raises(zi.MisuseError, match="handed over"):
        results.write(tmp_path / "v.parquet")


def test_sqlite(law, rows, wanted, tmp_path):
    """By ADBC, which gives texts for what SQLite keeps as such."""
    dbapi = pytest.importorskip("adbc_driver_sqlite.dbapi", reason="ADBC cannot be installed here")
    path = str(tmp_path / "lke.db")
    with sqlite3.connect(path) as connection:
        heads = ", ".join(f'"{name}"' for name in COLUMNS)
        connection.execute(f"create table lke (id text, {heads.replace(',', ' text,')} text)")
        cells = [tuple(None if cell is None else str(cell) for cell in row) for row in rows]
        connection.executemany(f"insert into lke values ({', '.join('?' * 6)})", cells)
    connection.close()
    with dbapi.connect(path) as connection, connection.cursor() as cursor:
        cursor.execute("select * from lke")
        same(pyarrow.table(law.assess_table(cursor.fetch_arrow_table(), DAY)), wanted)
        cursor.execute("select * from lke")
        same(pyarrow.table(law.assess_table(cursor.fetch_record_batch(), DAY)), wanted)  # as a stream


def test_postgresql(law, rows, wanted, postgresql):
    """Typed as a database has them, numeric included; verdicts go back into a table, and are selected there."""
    dbapi = pytest.importorskip("adbc_driver_postgresql.dbapi", reason="ADBC cannot be installed here")
    with dbapi.connect(postgresql) as connection, connection.cursor() as cursor:
        types = "text", "numeric(5, 2)", "int", "bigint", "date"
        cursor.execute("create table units (id text primary key, " + ", ".join(f'"{name}" {type}' for name, type in zip(COLUMNS, types)) + ")")
        cursor.executemany("insert into units values ($1, $2, $3, $4, $5, $6)", rows)
        connection.commit()
        cursor.execute("select * from units")
        units = cursor.fetch_arrow_table()
        verdicts = pyarrow.table(law.assess_table(units, DAY, predicates=["WBK"]))
        assert units["id"].to_pylist() == [one.id for one in wanted]
        same(verdicts, wanted)
        shown = pyarrow.table({"id": units["id"], "wbk": verdicts["WBK"].cast(pyarrow.string()), "total": verdicts["total/certain"]})
        cursor.adbc_ingest("putusan", shown, mode="create")
        connection.commit()
        cursor.execute("select count(*)::int from units natural join putusan where wbk = 'open'")
        assert cursor.fetchone() == (sum(one.predicates["WBK"].verdict is zi.Verdict.OPEN for one in wanted),)
        cursor.execute("""select id, "B.I.a" as "B.I" from units""")
        with pytest.raises(zi.InvalidError, match="B.I"):
            law.assess_table(cursor.fetch_record_batch(), DAY)
