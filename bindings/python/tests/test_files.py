"""Do files and tables give what their cells say, however they come? The samples are synthetic: tests/sheets/samples."""

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import DAY, ROOT, UNITS

import zi

SAMPLES = ROOT / "tests/sheets/samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text())
FORMS = [one for kind in ("workbooks", "csv") for one in EXPECTED[kind] if "answers" in one]
TABLES = [one for kind in ("workbooks", "csv") for one in EXPECTED[kind] if "units" in one]


@pytest.fixture(scope="module")
def law():
    return zi.load(ROOT / "rules/zi-2021.zi", language="id")


def said(assessment):
    """Answers as expected.json has them."""
    return {key: one.answer for key, one in assessment.questions.items() if one.answer is not None}


def same(assessment, wanted):
    found = said(assessment)
    assert found.keys() == wanted.keys()
    for key, answer in wanted.items():
        if isinstance(answer, dict):  # a total that follows from its parts may be left out there
            assert {input: found[key][input] for input in answer} == {input: Fraction(count) for input, count in answer.items()}, key
        else:
            assert found[key] == answer, key


@pytest.mark.parametrize("wanted", FORMS, ids=lambda one: one["file"])
def test_forms_give_what_their_cells_say(law, wanted):
    path = SAMPLES / wanted["file"]
    with open(path, "rb") as file:
        ways = [law.read(one, as_of=DAY, bad_values="open", seen_by="unit") for one in (path, str(path), file)]
    ways.append(law.read([path.read_bytes()], as_of=DAY, bad_values="open", seen_by="unit"))
    for way in ways:
        (one,) = way.assess()
        same(one, wanted["answers"]["answer_unit"])
        (file,) = way.files
        assert (file.layout, file.kind) == (wanted["layout"], "workbook" if path.suffix == ".xlsx" else "table")
        assert file.sheet == wanted.get("sheet", file.sheet) and file.layout in str(file)
    cells = {error["cell"] for error in wanted["errors"]}
    (strict,) = law.read(path, as_of=DAY).assess()
    if not cells:
        assert isinstance(strict, zi.Assessment)
        return
    errors = [one for one in strict.diagnostics if one.severity == "error"]
    assert {one.cell for one in errors} == cells and {one.file for one in errors} == {str(path)}
    assert all(cell in str(strict) for cell in cells)


@pytest.mark.parametrize("wanted", TABLES, ids=lambda one: one["file"])
def test_tables_give_what_their_lines_say(law, wanted):
    units = {one.id: one for one in law.read(SAMPLES / wanted["file"], as_of=DAY, bad_values="open").assess() if isinstance(one, zi.Assessment)}
    assert list(units) == [unit["id"] for unit in wanted["units"]]
    for unit in wanted["units"]:
        same(units[unit["id"]], unit["answers"])


def test_folders_patterns_and_lists_are_read_in_one_piece(law, tmp_path):
    for name in ("lke-zi-2021-readable.xlsx", "wide-id.csv", "lke-zi-2021-errors.xlsx"):
        shutil.copy(SAMPLES / name, tmp_path)
    shutil.copy(SAMPLES / "lke-zi-2021-readable.xlsx", tmp_path / "~$open.xlsx")
    (tmp_path / "more.json").write_text('{"id": "sintetis-json", "answers": {"A.I.1.i.a": "Ya"}}')
    folder = law.read(tmp_path, as_of=DAY)
    assert [Path(file.name).name for file in folder.files] == ["lke-zi-2021-errors.xlsx", "lke-zi-2021-readable.xlsx", "more.json", "wide-id.csv"]
    found = list(folder.assess())
    ids = [one.id for one in found if isinstance(one, zi.Assessment)]
    assert "lke-zi-2021-readable" in ids and "sintetis-json" in ids and sum(isinstance(one, zi.InvalidError) for one in found) >= 1
    books = law.read(str(tmp_path / "*.xlsx"), as_of=DAY)
    assert len(books.files) == 2
    mixed = law.read([tmp_path / "more.json", (tmp_path / "wide-id.csv").read_bytes()], as_of=DAY)
    assert [file.kind for file in mixed.files] == ["json", "table"] and mixed.files[1].separator == ";"
    # What was read answers every question about units.
    one = next(one for one in books.assess() if isinstance(one, zi.Assessment))
    assert one.id in one.explain() and str(one.readiness()) and one.whynot().data
    with pytest.raises(zi.InvalidError, match="lke-zi-2021-errors"):
        str(books.heaviest())


def test_what_cannot_be_read_is_told(law, tmp_path):
    with pytest.raises(zi.InvalidError) as caught:
        law.read(tmp_path / "none.xlsx", as_of=DAY)
    assert caught.value.diagnostics[0].code == "ZI0701"
    with pytest.raises(zi.InvalidError, match="ZI0963"):
        law.read(tmp_path, as_of=DAY)
    with pytest.raises(zi.InvalidError, match="ZI"):
        law.read(SAMPLES / "long.csv", as_of=DAY, layout={"schema": "zi-layout/1"})
    for nothing in (7, [], [7], str(tmp_path / "*.xlsx"), "a\0b"):
        with pytest.raises(zi.MisuseError):
            law.read(nothing, as_of=DAY)
    with pytest.raises(zi.MisuseError, match="bad_values"):
        law.read(SAMPLES / "long.csv", as_of=DAY, bad_values="perhaps")
    with open(SAMPLES / "long.csv", encoding="latin-1") as text, pytest.raises(zi.MisuseError, match="rb"):
        law.read(text, as_of=DAY)
    (broken,) = law.read(b"PK\x03\x04 and no more", as_of=DAY).assess()
    assert broken.diagnostics[0].code == "ZI0951"


def test_a_layout_of_ones_own(law, tmp_path):
    layout = {"schema": "zi-layout/1", "id": "kami", "form": "lines", "columns": {"unit": ["Satker"], "question": ["Butir"], "answer": ["Isi"]}}
    table = "Satker,Butir,Isi\nsintetis-1,A.I.1.i.a,Ya\n".encode()
    (tmp_path / "kami.json").write_text(json.dumps(layout))
    for way in (layout, json.dumps(layout), tmp_path / "kami.json", str(tmp_path / "kami.json")):
        (one,) = law.read(table, as_of=DAY, layout=way).assess()
        assert said(one) == {"A.I.1.i.a": "Ya"}


# ---- Workbooks that come out ---------------------------------------------------------------------------------------------------


def test_a_workbook_is_filled(law):
    path = SAMPLES / "jawaban-portalrb-2026-readable.xlsx"
    read = law.read(path, as_of=DAY)
    filled = read.filled(language="en")
    (before,), (after,) = read.assess(), law.read(filled, as_of=DAY).assess()
    assert said(before) == said(after) and before.total == after.total
    assert filled == read.filled("en") != read.filled()  # words of the rules' language
    (again,) = law.read([filled], as_of=DAY).assess()
    assert again.total == before.total
    with pytest.raises(zi.InvalidError, match="XLSX"):
        law.read(SAMPLES / "wide-id.csv", as_of=DAY).filled()
    with pytest.raises(zi.InvalidError, match="XLSX"):
        law.read([path, SAMPLES / "wide-id.csv"], as_of=DAY).filled()
    with pytest.raises(zi.MisuseError, match="rules.read"):
        law.population([{"id": "u"}], as_of=DAY).filled()


def test_results_are_workbooks(rules, good):
    units = rules.population(list(good.values()), as_of=DAY)
    one = rules.assess(good["below"], as_of=DAY)
    wrong = rules.population([*good.values(), {"id": "wrong", "answers": {"1.a": "Z"}}], as_of=DAY)
    books = [units.workbook(), units.workbook("id"), wrong.workbook(), one.readiness().workbook(), one.improve("GOOD").workbook("id")]
    books += [units.improve("GOOD", 10).workbook(), units.heaviest().workbook(), one.diff(rules.assess(good["below"], as_of="2026-06-30")).workbook()]
    assert all(book.startswith(b"PK\x03\x04") for book in books) and len(set(books)) == len(books)
    for report in (one.whynot(), one.documents(), one.verify(one.proof("GOOD"))):
        with pytest.raises(zi.MisuseError, match="format"):
            report.workbook()


# ---- Columns ------------------------------------------------------------------------------------------------------------------


def test_columns_are_listed_and_read(law):
    columns = {one.name: one for one in law.columns()}
    assert columns["A.I.1.i.a"].values == ("Ya", "Tidak") and columns["A.I.1.i.a"].title == law.titles("node")["A.I.1.i.a"]
    assert [name for name, one in columns.items() if one.question == "A.II.1.i.a" and one.type == "count"] == [
        "A.II.1.i.a/jumlah_agen_perubahan",
        "A.II.1.i.a/jumlah_perubahan_dibuat",
    ]
    index = columns["B.I.a"]
    assert (index.type, index.min, index.max, index.step) == ("number", "0", "4", "0.01")
    assert {one.type for one in columns.values()} == {"option", "member", "number", "count", "flag", "date"}
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow cannot be installed here")
    everything = pyarrow.table({name: pyarrow.array([None], pyarrow.string()) for name in columns})
    assert len(law.assess_table(everything, DAY)) == 1


TEXTS = {
    "A.I.1.i.a": ["Ya", "tidak", None],
    "A.II.1.i.a/jumlah_agen_perubahan": ["4", "2", ""],
    "A.II.1.i.a/jumlah_perubahan_dibuat": ["3", "1", "0"],
    "B.I.a": ["3.59", None, "4"],
    "unit.tanggal_pencanangan": ["2024-08-01", "", "never"],
}


def frames(texts):
    """The table by each library that there is."""
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    duckdb, pyarrow = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow")
    table = pyarrow.table(texts)
    yield from (table, polars.DataFrame(texts), pandas.DataFrame(texts), duckdb.from_arrow(table))
    yield pandas.DataFrame(texts, dtype="category")
    yield polars.DataFrame(texts).with_columns(polars.all().cast(polars.Categorical))


def test_tables_of_texts_are_read_as_cells_of_csv_are(law):
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow cannot be installed here")
    csv = "id;" + ";".join(TEXTS) + "\n" + "".join(f"u{row};" + ";".join(column[row] or "" for column in TEXTS.values()) + "\n" for row in range(3))
    wanted = list(law.read(csv.encode(), as_of=DAY).assess())
    assert all(isinstance(one, zi.Assessment) for one in wanted), wanted
    for frame in frames(TEXTS):
        found = pyarrow.table(law.assess_table(frame, DAY, everything=True))
        for shown, one in zip(found["total/certain"].to_pylist(), wanted, strict=True):
            assert abs(Fraction(shown) - one.total.certain) < Fraction(1, 10**6)
        for name in found.schema.names:
            if name in wanted[0].predicates:
                verdicts = [one.predicates[name].verdict.value if name in one.predicates else None for one in wanted]
                assert found[name].to_pylist() == verdicts, (name, type(frame))


def test_floats_and_missing_cells_need_no_casts(law):
    """As pandas.read_csv makes them: a column of numbers with a hole is float64, one with nothing in it too."""
    pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    nan = float("nan")
    columns = {"A.II.1.i.a/jumlah_agen_perubahan": [4.0, nan], "A.II.1.i.a/jumlah_perubahan_dibuat": [3.0, nan], "B.I.a": [3.59, nan], "A.I.1.i.a": [nan, nan]}
    texts = {name: [None if value != value else f"{value:g}" for value in column] for name, column in columns.items()}
    wanted = pyarrow.table(law.assess_table(pyarrow.table(texts), DAY)).to_pylist()
    for table in (pandas.DataFrame(columns), pyarrow.table(columns), pytest.importorskip("polars").DataFrame(columns)):
        assert pyarrow.table(law.assess_table(table, DAY)).to_pylist() == wanted


def test_errors_are_in_words_of_columns_and_rows(law):
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow cannot be installed here")
    good = pyarrow.table({"B.I.a": ["3.59"] * 3})
    bad = pyarrow.table({"B.I.a": ["3.59", "lima", None]})
    with pytest.raises(zi.InvalidError) as caught:
        law.assess_table(pyarrow.concat_tables([good, good, bad]), DAY)
    assert "kolom B.I.a, baris 8" in str(caught.value)  # of the table, not of its third batch
    assert (caught.value.diagnostics[0].unit, caught.value.diagnostics[0].path) == ("#8", "/B.I.a")
    with pytest.raises(zi.InvalidError) as caught:
        law.assess_table(pyarrow.table({"A.I.1.i.a": [0, 1], "B.I.a": [True, False], "unit.tanggal_pencanangan": [1.5, 2.5]}), DAY)
    told = str(caught.value)
    assert "bilangan bulat (int64)" in told and "ya dan tidak (bool)" in told and "bilangan pecahan (float64)" in told
    assert "format" not in told.lower() and "tdD" not in told and "kolom A.I.1.i.a\n" in told
    with pytest.raises(zi.InvalidError) as caught:
        law.assess_table(pyarrow.table({"A.II.1.i.a": ["0.75"], "kolom_lain": ["x"]}), DAY)
    told = str(caught.value)
    assert "`A.II.1.i.a/jumlah_agen_perubahan`" in told and told.count("rules.columns()") == 2


def test_small_rules_too(rules):
    assert [one.name for one in rules.columns() if one.of == "answer"] == ["1.a", "1.b", "1.c", "2.a", "2.b/received", "2.b/letters", "2.b/visits", "2.b/settled"]
    units = (UNITS / "good.ndjson").read_text()
    read = rules.read(units.encode(), as_of=DAY)
    assert [one.json for one in read.assess()] == [one.json for one in rules.assess_units(units, as_of=DAY)]
