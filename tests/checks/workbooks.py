#!/usr/bin/env python3
"""Are the workbooks that the command writes what it says elsewhere, and does a spreadsheet program open them?

--format xlsx is compared with CSV and JSON cell by cell; --excel id with the CSV of RFC 4180; --fill with the workbook that came in, part by part.
Read with the standard library alone. LibreOffice, where it is installed, opens all of them in one go and says what it sees.

usage: workbooks.py ROOT ZI
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

root, zi = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
units = root / "tests/cli/units"
samples = root / "tests/sheets/samples"
main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
work = pathlib.Path(tempfile.mkdtemp(prefix="zi-workbooks-"))


def run(*arguments, status=0, environment=None):
    done = subprocess.run([zi, *map(str, arguments)], capture_output=True, env={**os.environ, "TZ": "UTC", **(environment or {})})
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode()[-2000:])
    return done.stdout


def number(name):
    value = 0
    for letter in name:
        value = value * 26 + ord(letter) - 64
    return value


def text_in(element):
    """Runs of a text, and what the format escapes in it."""
    text = "".join(t.text or "" for t in element.iter(main + "t"))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


class Sheet:
    """Cells by row and column from 1: str, float or None; formulas, and what the sheet says beside."""

    def __init__(self, archive, part, texts, formats):
        self.xml = ElementTree.fromstring(archive.read(part))
        self.cells, self.formats, self.formulas = {}, {}, {}
        for cell in self.xml.iter(main + "c"):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
            place = int(row), number(letters)
            value, kind = cell.find(main + "v"), cell.get("t", "n")
            if (formula := cell.find(main + "f")) is not None:
                self.formulas[place] = formula.text
            if kind == "inlineStr":
                self.cells[place] = text_in(cell)
            elif value is not None:
                self.cells[place] = texts[int(value.text)] if kind == "s" else float(value.text) if kind == "n" else value.text
                self.formats[place] = formats[int(cell.get("s", 0))]

    def rows(self):
        height, width = max(r for r, _ in self.cells), max(c for _, c in self.cells)
        return [[self.cells.get((r, c)) for c in range(1, width + 1)] for r in range(1, height + 1)]


def book(content):
    """The sheets of a workbook by name."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    texts, formats = [], ["General"]
    if "xl/sharedStrings.xml" in archive.namelist():
        for one in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).iter(main + "si"):
            texts.append(text_in(one))
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(main + "numFmt")}
    formats = [codes.get(one.get("numFmtId"), one.get("numFmtId")) for one in styles.find(main + "cellXfs")]
    targets = {one.get("Id"): one.get("Target") for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    sheets = {}
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(main + "sheet"):
        sheets[one.get("name")] = Sheet(archive, "xl/" + targets[one.get(relation + "id")].removeprefix("/xl/"), texts, formats)
    return sheets


def is_table(sheet):
    """Heads in sight, a filter, no formulas."""
    assert sheet.xml.find(f"{main}sheetViews/{main}sheetView/{main}pane").get("ySplit") == "1"
    assert sheet.xml.find(main + "autoFilter") is not None
    assert not sheet.formulas


def places(code):
    return len(code.partition(".")[2].rstrip("%"))


words = {"met": ("terpenuhi", "met"), "not_met": ("tidak terpenuhi", "not met"), "open": ("terbuka", "open"), "": ("tidak terkait", "not concerned")}
written = []  # workbooks for LibreOffice

# ---- assess: the columns of CSV, with names for people ----------------------------------------------------------------------------------------------
extra = work / "hostile.ndjson"
extra.write_text((units / "good.ndjson").read_text() + "".join(json.dumps({"id": f"h{i}", "name": name}) + "\n" for i, name in enumerate(
    ["=1+1", "@SUM(1)", "+1", "-1", "\t=1", "\uff1d1", "http://x/", "_x0041_", "007", "1.000", "a\u202eb", "x" * 40_000])))
for language in (0, 1):
    given = "assess", units / "small.zi", extra, "--as-of", "2026-05-31", "--lang", ("id", "en")[language]
    wanted = list(csv.reader(io.StringIO(run(*given, "--format", "csv").decode(), newline="")))
    output = work / f"assess-{language}.xlsx"
    content = run(*given, "--format", "xlsx")
    assert run(*given, "--format", "xlsx", "-o", output) == b"" and output.read_bytes() == content
    assert run(*given, "--format", "xlsx", environment={"TZ": "Asia/Jayapura"}) == content, "the same bytes anywhere"
    written.append(output)
    sheets = book(content)
    assert list(sheets) == [["Penilaian", "Temuan", "Tentang"], ["Assessments", "Findings", "About"]][language], list(sheets)
    for one in sheets.values():
        is_table(one)
    sheet = sheets[("Penilaian", "Assessments")[language]]
    heads, *rows = sheet.rows()
    verdicts = [c for c, head in enumerate(wanted[0]) if head in ("GOOD", "award")]
    scores = [c for c in range(2, len(wanted[0])) if c not in verdicts]
    assert heads[:2] == ["Unit", ("Nama", "Name")[language]] and len(heads) == len(wanted[0]), heads
    assert len(rows) == len(wanted) - 1 > 12
    for r, (row, line) in enumerate(zip(rows, wanted[1:]), 2):
        for c, text in enumerate(line[:2]):
            text = text.removeprefix("'").replace("\t", " ").replace("<U+202E>", " ")  # CSV shuts formulas out so; here a text is a text
            assert (row[c] or "") == text or len(text) > 32_767 and row[c] == text[:32_766] + "…", (row[c], text)
        for c, head in enumerate(verdicts):
            assert row[2 + c] == words[line[head]][language], (row, line)
        for c, head in enumerate(scores):
            shown = row[2 + len(verdicts) + c]
            assert shown == float(line[head]), (shown, line[head])
            code = sheet.formats[r, 3 + len(verdicts) + c]
            assert code.startswith("0.00") and places(code) == places(line[head]), "the cell shows what it holds"
    coloured = "".join(one.text for one in sheet.xml.iter(main + "formula"))
    assert words["met"][language] in coloured and words["not_met"][language] in coloured, coloured

# A number that rounds to its threshold keeps the places that it needs; one of more digits than a spreadsheet keeps stands as text.
(work / "angka.zi").write_text("""regulation angka "Angka" level bagian "Bagian" scale nilai number 0 .. 100 { value / 100 }
worksheet "Nilai" 100 { bagian A "Satu" 100 { question a nilai "Pertanyaan" 100 } } predicate BAIK "Baik" { total >= 90 }""")
(work / "angka.ndjson").write_text('{"id": "a", "answers": {"A.a": 89.9999999}}\n{"id": "b", "answers": {"A.a": 89.99999999999999999}}\n')
sheet = book(run("assess", work / "angka.zi", work / "angka.ndjson", "--as-of", "2026-05-31", "--format", "xlsx"))["Penilaian"]
assert [row[3] for row in sheet.rows()[1:]] == [89.9999999, "89.99999999999999999"], sheet.rows()
assert sheet.formats[2, 4] == "0.00#####" and sheet.rows()[1][2] == "tidak terpenuhi"

# ---- ready -------------------------------------------------------------------------------------------------------------------------------------------
given = "ready", units / "small.zi", units / "good.ndjson", "--as-of", "2026-05-31", "--lang", "en"
content = run(*given, "--format", "xlsx")
written.append(work / "ready.xlsx")
written[-1].write_bytes(content)
sheets = book(content)
wanted = list(csv.DictReader(io.StringIO(run(*given, "--format", "csv").decode(), newline="")))
heads, *rows = sheets["Readiness"].rows()
for r, (row, line) in enumerate(zip(rows, wanted, strict=True), 2):
    assert row[0] == line["id"] and row[2] == words[line["status"]][1]
    for c, head in ((3, "certain"), (4, "possible"), (6, "share")):
        assert row[c] == (float(line[head] + "e-2") if line[head] else None), (row, line)
        assert not line[head] or sheets["Readiness"].formats[r, c + 1] == "0.00%"
conditions = json.loads(run(*given, "--format", "json"))["units"]
assert len(sheets["Conditions"].rows()) == 1 + sum(len(one["conditions"]) for one in conditions)
day = sheets["About"].rows()[2]
assert day == ["As of", 46173.0] and sheets["About"].formats[3, 2] == "yyyy\\-mm\\-dd", day

# ---- impact, plan, diff ------------------------------------------------------------------------------------------------------------------------------
evidence = units / "evidence.zi", units / "evidence.ndjson", "--evidence", units / "evidence-shared.json", "--as-of", "2026-05-31", "--lang", "en"


def table(name, *given):
    """The sheets of a result; the file is kept for LibreOffice."""
    content = run(*given, "--format", "xlsx")
    written.append(work / (name + ".xlsx"))
    written[-1].write_bytes(content)
    sheets = book(content)
    for one in sheets.values():
        is_table(one)
    return {called: one.rows() for called, one in sheets.items()}, json.loads(run(*given, "--format", "json"))


def fraction(text):
    top, _, below = text.partition("/")
    return int(top) / int(below or 1)


def near(a, b):
    return abs(a - b) < 1e-6


sheets, found = table("impact", "impact", *evidence, "--document", "sk-tim")
moved = {(row[0], row[1]): row for row in sheets["Scores"][1:]}
assert len(moved) == sum(len(one["scores"]) for one in found["units"]) > 4, sheets
for unit in found["units"]:
    for name, score in unit["scores"].items():
        row = moved[unit["unit"], name]
        for cell, side, which in ((3, "before", "certain"), (4, "before", "possible"), (5, "after", "certain"), (6, "after", "possible")):
            assert near(row[cell], fraction(score[side][which])), (row, score)
assert [row[2:] for row in sheets["Verdicts"][1:]] == [[words[one["before"]][1], words[one["after"]][1]] for unit in found["units"] for one in unit["predicates"].values()]

sheets, found = table("heaviest", "impact", *evidence)
assert [(row[4], row[6]) for row in sheets["Documents"][1:]] == [(one["turned"], one["units"]) for one in found["documents"]] != []

sheets, found = table("plan", "plan", *evidence, "--unit", "klinik-2", "--target", "UNGGUL", "--next", "2", "--step")
best = [row for row in sheets["Steps"][1:] if row[0] == "best"]
assert [row[8] for row in best] == [one["cost"] for one in found["plan"]["documents"] + found["plan"]["improvements"]] != []
assert sum(row[8] for row in best) == found["plan"]["cost"] == sheets["Plans"][1][3]
assert len(sheets["Plans"]) == 2 + len(found["next"])

(work / "owed.zi").write_text('''regulation r "R" in force 2022-01-01 @P
source P "P" in force 2022-01-01
level a "Bagian"
scale ada { Ya = 1 Tidak = 0 } @P
worksheet "N" 10 @P { a A "Bagian" 10 @P { question a ada "Soal" @P } }
fact u.x boolean "Fakta" @P
predicate P "Predikat" { total >= 10 @P u.x = no @P }
''')
(work / "owed.json").write_text('{"id": "sintetis-1", "answers": {"A.a": "Tidak"}, "facts": {"u.x": true}}')
sheets, found = table("owed", "plan", work / "owed.zi", work / "owed.json", "--as-of", "2026-05-31", "--unit", "sintetis-1", "--target", "P", "--lang", "en")
assert [row[1:3] for row in sheets["Conditions"][1:]] == [["Fakta (u.x): no; now yes; has to be met outside this plan", "outside the plan"]], sheets["Conditions"]

sheets, found = table("budget", "plan", *evidence, "--target", "BAIK", "--budget", "1")
assert [(row[1], row[3]) for row in sheets["Unit"][1:]] == [(one["id"], one["cost"]) for one in found["units"]]

sheets, found = table("diff", "diff", *evidence, "--unit", "klinik-1", "--and", "2027-12-31")
assert len(sheets["Questions"]) - 1 == len(found["moves"]) and len(sheets["Scores"]) - 1 == len(found["nodes"]) and found["nodes"], found.keys()

# ---- Findings, with file, sheet and cell ----------------------------------------------------------------------------------------------------------
book_with_errors = samples / "lke-zi-2021-errors.xlsx"
given = "assess", root / "rules/zi-2021.zi", book_with_errors, "--as-of", "2026-05-31", "--lang", "en"
output = work / "errors.xlsx"
run(*given, "--keep-going", "--format", "xlsx", "-o", output, status=1)
written.append(output)
heads, *rows = book(output.read_bytes())["Findings"].rows()
assert heads == ["Unit", "File", "Sheet", "Cell", "Path", "Kind", "Code", "Finding", "Help"], heads
cells = {row[3] for row in rows if row[5] == "error"}
expected = {one["cell"].rpartition("!")[2] for one in next(one for one in json.loads((samples / "expected.json").read_text())["workbooks"] if one["file"] == book_with_errors.name)["errors"]}
assert expected <= cells, (expected, cells)
assert all(row[1] == str(book_with_errors) and row[2] == "LKE ZI" for row in rows if row[3])

# ---- CSV for Excel in Indonesian --------------------------------------------------------------------------------------------------------------------
population = work / "many.ndjson"
population.write_text((units / "good.ndjson").read_text() + '{"id": "a;b", "name": ";=1+1"}\n{"id": "=1;2", "name": "1,5"}\n')
array = work / "many.json"
array.write_text("[" + ",".join(population.read_text().splitlines()) + "]")
for command in ("assess", "ready"):
    for file in (population, array):  # through columns, and one by one
        given = command, units / "small.zi", file, "--as-of", "2026-05-31", "--format", "csv"
        plain, excel = run(*given), run(*given, "--excel", "id")
        assert excel.startswith(b"\xef\xbb\xbf") and excel.count(b"\r\n") == plain.count(b"\r\n") == excel.count(b"\n")
        a = list(csv.reader(io.StringIO(plain.decode(), newline="")))
        b = list(csv.reader(io.StringIO(excel.decode("utf-8-sig"), newline=""), delimiter=";"))
        is_number = re.compile(r"-?\d+\.\d+")
        assert b == [line[:2] + [cell.replace(".", ",") if is_number.fullmatch(cell) else cell for cell in line[2:]] for line in a]
        assert any("," in cell for line in b[1:] for cell in line[2:])
        assert [line[1] for line in b[-2:]] == [";=1+1", "1,5"] and b[-1][0] == "'=1;2", b[-2:]

# ---- The command line -----------------------------------------------------------------------------------------------------------------------------
given = "assess", units / "small.zi", units / "good.ndjson", "--as-of", "2026-05-31"
run(*given, "-o", work / "no.csv", "--format", "csv", status=2)
run(*given, "--excel", "id", status=2)
run(*given, "--format", "xlsx", "-o", work / "no such folder" / "a.xlsx", status=1)
run(*given, "--fill", work / "no.xlsx", status=1)
assert not (work / "no.csv").exists() and not (work / "no.xlsx").exists()
copy = work / "same.ndjson"
copy.write_bytes((units / "good.ndjson").read_bytes())
link = work / "link.xlsx"
link.symlink_to(copy)
run("assess", units / "small.zi", copy, "--as-of", "2026-05-31", "--format", "xlsx", "-o", link, status=1)
assert copy.read_bytes() == (units / "good.ndjson").read_bytes(), "an input is not written over"

# ---- Filled in: cell by cell, and the parts that nobody may touch -----------------------------------------------------------------------------------
for name in ("lke-zi-2021-readable.xlsx", "jawaban-esdm-2026-readable.xlsx", "jawaban-portalrb-2026-readable.xlsx", "units-table.xlsx"):
    source, output = samples / name, work / ("filled-" + name)
    before = source.read_bytes()
    given = "assess", root / "rules/zi-2021.zi", source, "--as-of", "2026-05-31", "--keep-going"
    status = 1 if name.startswith("units") else 0
    run(*given, "--fill", output, status=status)
    assert source.read_bytes() == before
    old, new = zipfile.ZipFile(source), zipfile.ZipFile(output)
    assert new.testzip() is None and new.namelist() == old.namelist() + ["xl/worksheets/zi.xml"]
    changed = [part for part in old.namelist() if old.read(part) != new.read(part)]
    assert len(changed) == 4, changed
    for part in set(old.namelist()) - set(changed):
        assert (old.getinfo(part).compress_size, old.getinfo(part).date_time) == (new.getinfo(part).compress_size, new.getinfo(part).date_time), part
    a, b = book(before), book(output.read_bytes())
    assert list(b) == list(a) + ["zi"]
    added = {}
    for called, sheet in a.items():
        for place, value in sheet.cells.items():
            assert b[called].cells[place] == value and b[called].formulas.get(place) == sheet.formulas.get(place), (called, place)
        added.update({(called, place): value for place, value in b[called].cells.items() if place not in sheet.cells})
        for kept in ("mergeCells", "sheetProtection", "autoFilter", "conditionalFormatting", "dataValidations", "sheetViews", "cols"):
            one, other = sheet.xml.find(main + kept), b[called].xml.find(main + kept)
            assert (one is None) == (other is None) and (one is None or ElementTree.tostring(one) == ElementTree.tostring(other)), (called, kept)
    assert len({called for called, _ in added}) == 1 and len({place[1] for _, place in added}) == 3, "three columns of one sheet"
    assessed = list(csv.DictReader(io.StringIO(run(*given, "--format", "csv", status=status).decode(), newline="")))
    total = {float(one["total certain"]) for one in assessed}
    assert total <= set(b["zi"].cells.values()), (total, "totals stand on the sheet of verdicts")
    if name.startswith(("lke", "units")):  # of the others no row is the total's
        assert total <= set(added.values()), (total, "totals stand in their rows")
    again = work / "again.xlsx"
    run("assess", root / "rules/zi-2021.zi", output, "--as-of", "2026-05-31", "--keep-going", "--fill", again, status=status)
    now = book(again.read_bytes())
    assert list(now) == list(b), "filled again, the same sheet is written anew"
    for called in a:
        assert now[called].cells == b[called].cells, called
    written.append(output)

# ---- LibreOffice ----------------------------------------------------------------------------------------------------------------------------------
if office := shutil.which("soffice"):
    home, seen = work / "home", work / "seen"
    subprocess.run([office, f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", seen, *written],
                   check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(work)})
    for one in written:
        mine, theirs = book(one.read_bytes()), book((seen / one.name).read_bytes())
        assert list(mine) == list(theirs), (one.name, list(theirs))
        for called, sheet in mine.items():
            for place, value in sheet.cells.items():
                other = theirs[called].cells.get(place)
                if place in sheet.formulas:
                    continue  # computed anew
                same = abs(value - other) < 1e-9 if isinstance(value, float) and isinstance(other, float) else (value or None) == other or isinstance(value, str) and len(value) > 32_000
                assert same, (one.name, called, place, value, other)
            # It writes TRUE as a formula.
            more = {place: text for place, text in theirs[called].formulas.items() if place not in sheet.formulas and text not in ("TRUE()", "FALSE()")}
            assert not more, (one.name, called, more, "no text becomes a formula")
    print(f"LibreOffice opened {len(written)} workbooks")
else:
    print("LibreOffice is not installed; its part was left out")
shutil.rmtree(work)
