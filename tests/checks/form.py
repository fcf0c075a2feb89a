#!/usr/bin/env python3
"""Do the forms that zi template makes agree with zi? Random units of several rules are made by their own JSON Schema (zi schema), and
filled into the forms. Then
- each unit passes the schema, and wrong values do not;
- zi assess reads the filled forms as it reads the same units in JSON, without an option, and likewise the form in CSV;
- LibreOffice recalculates each form: every node and view is within 1e-9 of zi's exact score, every verdict, condition and stage is the same.
  A verdict that floating point decides otherwise is printed, and must lie within 1e-9 of its threshold without being on it;
- what the empty form stores for its formulas is what LibreOffice computes.
All workbooks go through a few runs of soffice with a profile of its own; without soffice the last two are skipped, which is said.

usage: form.py ROOT ZI UNITS (of the rules of 2021; of each other file a twentieth, three at least)
"""
import calendar
import copy
import csv
import datetime
import fractions
import io
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile
from xml.sax.saxutils import escape

import schema

root, zi, count = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], int(sys.argv[3])
cases = root / "tests/cases/good"
files = {"zi-2021": (root / "rules/zi-2021.zi", count)}
few = max(3, count // 20)
files |= {"sekolah": (root / "rules/sekolah-sehat-aman.zi", few)}
files |= {name: (cases / f"{name}.zi", few) for name in ("every_statement", "formulas", "guards", "bands", "figures", "exact_literals", "deep_tree", "numeric_labels")}
# More words than a cell lists: a validation of another kind.
long_list = 'regulation r "R"\nscale s { ' + " ".join(f"pilihan_yang_panjang_{i} = {i}/30" for i in range(30, -1, -1)) + \
    ' }\nworksheet "W" 1 { question a s "Soal" question b s "Soal lain" }\npredicate P "P" { total >= 0.5 }\n'
day = datetime.date(2026, 5, 31)
chance = random.Random(20261130)
found = []


# libxlsxwriter 1.1.4 keeps the formula of a list in a validation for good, some twenty bytes a cell; decision 0032.
known_leaks = "leak:lxw_strdup\n"


def run(*arguments, **options):
    with tempfile.NamedTemporaryFile("w", suffix=".supp") as leaks:
        leaks.write(known_leaks)
        leaks.flush()
        environment = os.environ | {"LSAN_OPTIONS": f"suppressions={leaks.name}:print_suppressions=0"}
        done = subprocess.run([zi, *map(str, arguments)], capture_output=True, env=environment, **options)
    return done.returncode, done.stdout, done.stderr.decode()


# ---- Random units, by the schema

def alternatives(one):
    return [a for a in one.get("anyOf", [one]) if a.get("type") != "null"]


def number(one):
    if "." in str(one["minimum"]) and len(str(one["minimum"])) > 9:  # an end that has no decimal: 1/3 .. 2/3
        return None
    low, high = fractions.Fraction(str(one["minimum"])), fractions.Fraction(str(one["maximum"]))
    step = fractions.Fraction(str(one.get("multipleOf", "0.25")))
    value = chance.choice([low, high, low + step * chance.randint(0, int((high - low) / step))])
    return float(value) if value.denominator > 1 else int(value)


def counts(inputs):
    """Parts and totals agree, and no part exceeds its whole."""
    for _ in range(300):
        value = {name: chance.choice([0, 1, 2, 3, 5, 8, 40, 75, 100]) for name in inputs}
        rules = {name: one.get("description", "").split("; ") for name, one in inputs.items()}
        for _ in inputs:
            for name, said in rules.items():
                if said[0].startswith("= "):
                    value[name] = sum(value[part] for part in said[0][2:].split(" + "))
        if any(rule.startswith("<= ") and value[name] > value[rule[3:]] for name, said in rules.items() for rule in said):
            continue
        if chance.random() < 0.3:
            for name in chance.sample(sorted(inputs), chance.randint(0, len(inputs))):
                del value[name]
        return value or None
    return None


def value_of(one):
    some = alternatives(one)
    if any("properties" in a for a in some):
        return counts(next(a for a in some if "properties" in a)["properties"])
    if any(a.get("type") == "boolean" for a in some):
        return chance.random() < 0.5
    if any(a.get("format") == "date" for a in some):
        if chance.random() < 0.15:
            return "never"
        when = day + datetime.timedelta(days=chance.randint(-1500, 100))
        if chance.random() < 0.3:
            when = when.replace(day=calendar.monthrange(when.year, when.month)[1])
        return chance.choice([when, when, day, day.replace(year=2025), day.replace(year=2024)]).isoformat()
    for a in some:
        if "enum" in a:
            return chance.choice(a["enum"])
        if a.get("type") == "integer":
            return chance.choice([0, 1, 2, 5, 29, 30, 100])
    numeric = next(a for a in some if a.get("type") == "number")
    value = number(numeric)
    if value is None:
        return None
    return value if "exclusiveMinimum" not in numeric or value == 0 or value > 1 else 0


def units_of(name, defs, ids, wanted):
    asked = {key: one for key, one in defs["answers"]["properties"].items() if key in ids}
    facts = {key: one for key, one in alternatives(defs["unit"]["properties"]["facts"])[0]["properties"].items() if key in ids}
    assessors = alternatives(defs["unit"]["properties"]["assessed"])[0]["properties"]
    made = []
    for i in range(wanted):
        # From units that are nearly perfect to those that have answered little.
        share, good = chance.choice([1, 1, 0.97, 0.6, 0.1]), chance.choice([0, 0.5, 0.85, 0.95])

        def answer(one):
            best = next((a["enum"][0] for a in alternatives(one) if "enum" in a), None)
            return best if best and chance.random() < good else value_of(one)
        unit = {"id": f"sintetis-{name}-{i}", "facts": {}, "answers": {}, "assessed": {}}
        for key, one in facts.items():
            if chance.random() < 0.75:
                unit["facts"][key] = value_of(one)
        for key, one in asked.items():
            if chance.random() < share:
                unit["answers"][key] = answer(one)
        for who in assessors:
            unit["assessed"][who] = {key: answer(one) for key, one in asked.items() if chance.random() < chance.choice([0, 0.2])}
        made.append(unit)
    return made


# ---- Workbooks

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def parts_of(book):
    """The part of each sheet, by its name."""
    links = {one.get("Id"): one.get("Target") for one in tree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    return {one.get("name"): "xl/" + links[one.get(LINK)].removeprefix("/xl/") for one in tree.fromstring(book.read("xl/workbook.xml")).find(MAIN + "sheets")}


def cells_of(book, part, shared):
    cells = {}
    for cell in tree.fromstring(book.read(part)).iter(MAIN + "c"):
        value = cell.find(MAIN + "v")
        text = value.text if value is not None and value.text is not None else ""
        if cell.get("t") == "s":
            text = shared[int(text)]
        cells[cell.get("r")] = float(text) if text and cell.get("t") in (None, "n") else text
    return cells


def shared_of(book):
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return ["".join(text.text or "" for text in one.iter(MAIN + "t")) for one in tree.fromstring(book.read("xl/sharedStrings.xml")).findall(MAIN + "si")]


def split(reference):
    letters, digits = re.fullmatch("([A-Z]+)([0-9]+)", reference).groups()
    return letters, int(digits)


class Form:
    """An empty form, and where in it things are asked."""

    def __init__(self, path):
        self.book = zipfile.ZipFile(path)
        self.parts, shared = parts_of(self.book), shared_of(self.book)
        self.cells = {name: cells_of(self.book, part, shared) for name, part in self.parts.items()}
        self.rows, self.columns = {}, {}
        for sheet, cells in self.cells.items():
            heads = {value: split(key)[0] for key, value in cells.items() if split(key)[1] == 3}
            if "Isian unit" in heads:
                self.columns[sheet] = heads
                self.rows |= {value: (sheet, split(key)[1]) for key, value in cells.items() if split(key)[0] == "A" and split(key)[1] > 3}

    def filled(self, unit, percents):
        """A copy with the unit's answers."""
        new = {}

        def put(name, head, value):
            sheet, row = self.rows[name]
            if isinstance(value, dict):
                for key, one in value.items():
                    put(f"{name}/{key}", head, one)
                return
            if value is None:
                return
            column = self.columns[sheet][head]
            if isinstance(value, bool):
                value = "ya" if value else "tidak"
            if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                value = (datetime.date.fromisoformat(value) - datetime.date(1899, 12, 30)).days
            if name in percents and not isinstance(value, str):
                value = float(fractions.Fraction(str(value)) / 100)
            new.setdefault(sheet, {})[f"{column}{row}"] = value
        for name, value in unit["facts"].items():
            put(name, "Isian unit", value)
        for name, value in unit["answers"].items():
            put(name, "Isian unit", value)
        for who, answers in unit["assessed"].items():
            for name, value in answers.items():
                put(name, f"Isian oleh {who}", value)
        new.setdefault("Petunjuk", {})["B3"] = unit["id"]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy_of:
            for part in self.book.namelist():
                text = self.book.read(part)
                sheet = next((name for name, own in self.parts.items() if own == part), None)
                if sheet in new:
                    wanted = new[sheet]

                    def cell(match):
                        if match[1] not in wanted:
                            return match[0]
                        value = wanted.pop(match[1])
                        if isinstance(value, str):
                            return f'<c r="{match[1]}"{match[2]} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
                        return f'<c r="{match[1]}"{match[2]}><v>{value!r}</v></c>'
                    text = re.sub(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?/>', cell, text.decode()).encode()
                    assert not wanted, wanted
                copy_of.writestr(part, text)
        return out.getvalue()


def shown_by(path):
    """Scores, verdicts and stages of a recalculated form."""
    book = zipfile.ZipFile(path)
    parts, shared = parts_of(book), shared_of(book)
    scores, verdicts, stages = {}, {}, {}
    for sheet, part in parts.items():
        if sheet in ("Petunjuk", "Fakta", "Hitungan", "Daftar"):
            continue
        cells = cells_of(book, part, shared)
        rows = {}
        for key, value in cells.items():
            letters, row = split(key)
            rows.setdefault(row, {})[letters] = value
        if sheet != "Hasil":
            heads = {value: letters for letters, value in rows[3].items()}
            for row, cells in rows.items():
                if row > 3 and "/" not in str(cells.get("A", "/")):
                    scores[str(cells["A"])] = (cells[heads["Nilai pasti"]], cells[heads["Nilai mungkin"]])
            continue
        part_of = None
        for row in sorted(rows):
            name, last = rows[row].get("A", ""), rows[row].get("C", "")
            if name in ("ID", "Predikat, kelayakan, tahap"):
                part_of = name
            elif part_of == "ID" and "D" in rows[row]:
                scores[name] = (rows[row]["D"], rows[row]["E"])
            elif name.startswith("Tahap"):
                stages["certain" if name == "Tahap" else "possible"] = rows[row].get("B", "") or None
            elif part_of and part_of != "ID" and name:
                verdicts[name] = last
    return scores, verdicts, stages


words = {"tidak terpenuhi": "not_met", "terbuka": "open", "terpenuhi": "met", "tidak berlaku bagi unit ini": None}


def beside(condition):
    """Is a score beside its threshold by less than nine decimals tell, and not on it?"""
    if "possible" not in condition:
        return False
    ends, threshold = [fractions.Fraction(condition[end]) for end in ("value", "possible")], fractions.Fraction(condition["threshold"])
    return any(0 < abs(end - threshold) < fractions.Fraction(1, 10**9) for end in ends)


def compare(path, assessed):
    scores, verdicts, stages = shown_by(path)
    name = path.name
    for node, score in assessed["scores"].items():
        exact = (fractions.Fraction(score["certain"]), fractions.Fraction(score["possible"]))
        if node not in scores:
            # A node that is divided into sheets, or a view, stands among the results.
            found.append(f"{name}: no {node}")
        elif any(abs(shown - float(one)) > 1e-9 for shown, one in zip(scores[node], exact)):
            found.append(f"{name}: {node} is {scores[node]}, by zi {tuple(map(float, exact))}")
    all_of = {**assessed["predicates"], **assessed["eligibility"], **assessed.get("stage", {}).get("stages", {})}
    seen, known = 0, set()
    for predicate, result in all_of.items():
        told = {predicate: result["status"]} | {f"{predicate}.{one['id']}": one["status"] for one in result.get("conditions", [])}
        known |= told.keys()
        near = [f"{predicate}.{one['id']}" for one in result.get("conditions", []) if beside(one)]
        for what, status in told.items():
            seen += 1
            if words[verdicts[what]] == status:
                continue
            if what in near or (what == predicate and near):
                print(f"{name}: floating point decides {what} otherwise: {verdicts[what]}, by zi {status}; beside a threshold: {near}")
            else:
                found.append(f"{name}: {what} is {verdicts[what]}, by zi {status}")
    for what, verdict in verdicts.items():
        # What does not concern the unit, zi leaves out; conditions of it the form shows all the same.
        if what not in known and words[verdict] is not None and words.get(verdicts[what.split(".")[0]], "") is not None:
            found.append(f"{name}: {what} is {verdict}, and zi leaves it out")
    if "stage" in assessed and (stages.get("certain"), stages.get("possible")) != (assessed["stage"]["certain"], assessed["stage"]["possible"]):
        found.append(f"{name}: stages {stages}, by zi {assessed['stage']['certain']}, {assessed['stage']['possible']}")
    return len(assessed["scores"]), seen


# ---- All of it

def wrong_units(defs, unit, asked, facts):
    """Units that must not pass: each has one wrong value."""
    def changed(where, key, value):
        other = copy.deepcopy(unit)
        other.setdefault(where, {})[key] = value
        return other
    yield {}
    yield unit | {"answer": {}}
    yield changed("answers", "no.such.question", "Ya")
    yield changed("facts", "no.such.fact", 1)
    yield unit | {"assessed": {"nobody": {}}}
    for where, all_of in (("answers", asked), ("facts", facts)):
        for key, one in all_of.items():
            some = alternatives(one)
            inner = next((a["properties"] for a in some if "properties" in a), None)
            if inner:
                yield changed(where, key, {next(iter(inner)): -1})
                yield changed(where, key, {next(iter(inner)): 0.5})
                yield changed(where, key, {"no_such_count": 1})
                continue
            yield changed(where, key, "no such option")
            yield changed(where, key, -1)
            numeric = next((a for a in some if "maximum" in a), None)
            if numeric:
                yield changed(where, key, numeric["maximum"] + 1)
                if "multipleOf" in numeric:
                    yield changed(where, key, numeric["minimum"] + numeric["multipleOf"] / 2)


def prepare(folder, name, rules, wanted):
    status, text, said = run("schema", rules)
    assert status == 0, said
    own = json.loads(text)
    defs = own["$defs"]
    empty = folder / "forms" / f"{name}.xlsx"
    status, _, said = run("template", rules, "-o", empty, "--as-of", day)
    assert status == 0, said
    status, again, _ = run("template", rules, "-o", "-", "--as-of", day)
    assert again == empty.read_bytes(), f"{name}: not the same bytes twice"
    form = Form(empty)
    asked = {key: one for key, one in defs["answers"]["properties"].items() if key in form.rows}
    facts = {key: one for key, one in alternatives(defs["unit"]["properties"]["facts"])[0]["properties"].items() if key in form.rows}
    percents = {key for key, one in (asked | facts).items() if any("%" in a.get("pattern", "") for a in alternatives(one))}
    units = units_of(name, defs, set(asked) | set(facts), wanted)
    for unit in units:
        found.extend(f"{name}: {problem}" for problem in schema.problems(unit, own))
    found.extend(f"{name}: passes the schema: {str(wrong)[:200]}" for wrong in wrong_units(defs, units[0], asked, facts) if not schema.problems(wrong, own))
    as_json = folder / f"{name}.json"
    as_json.write_text(json.dumps(units))
    status, text, said = run("assess", rules, as_json, "--as-of", day, "--format", "json", "--lang", "en")
    assert status == 0, said[:3000]
    assessed = {unit["id"]: unit for unit in json.loads(text)["units"]}
    books = folder / name
    books.mkdir()
    for unit in units:
        (books / f"{unit['id']}.xlsx").write_bytes(form.filled(unit, percents))
    status, text, said = run("assess", rules, books, "--as-of", day, "--format", "json", "--lang", "en")
    if status != 0:
        found.append(f"{name}: {said[:3000]}")
    read = {unit["id"]: unit for unit in json.loads(text)["units"]} if text else {}
    found.extend(f"{name}: {id} is not read as in JSON: {first_difference(unit, read.get(id))}" for id, unit in assessed.items() if without_remarks(unit) != without_remarks(read.get(id)))
    # The table in text, for those that have the unit's own answers alone.
    own_only = [unit | {"assessed": {}} for unit in units[:2]]
    status, text, said = run("template", rules, "--csv", "--unit", "u")
    assert status == 0, said
    lines = list(csv.reader(io.StringIO(text.decode())))
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(lines[0])
    for unit in own_only:
        given = unit["facts"] | {key: one for key, one in unit["answers"].items() if not isinstance(one, dict)}
        given |= {f"{key}/{inner}": one for key, counted in unit["answers"].items() if isinstance(counted, dict) for inner, one in counted.items()}
        left = set(key for key, one in given.items() if one is not None)
        for line in lines[1:]:
            one = given.get(line[1])
            left.discard(line[1])
            said_so = {True: "ya", False: "tidak", None: ""}.get(one, one) if isinstance(one, bool) or one is None else one
            writer.writerow([unit["id"], line[1], f"{said_so}%" if line[1] in percents and one is not None else said_so, *line[3:]])
        assert not left, left
    (folder / f"{name}.csv").write_text(table.getvalue())
    (folder / f"{name}-own.json").write_text(json.dumps(own_only))
    both = [json.loads(run("assess", rules, folder / file, "--as-of", day, "--format", "json")[1] or b'{"units":[]}')["units"] for file in (f"{name}.csv", f"{name}-own.json")]
    if [without_remarks(unit) for unit in both[0]] != [without_remarks(unit) for unit in both[1]]:
        found.append(f"{name}: the table in text is not read as JSON: {run('assess', rules, folder / f'{name}.csv', '--as-of', day, '--lang', 'en')[2][:1500]}")
    return form, assessed


def without_remarks(unit):
    return {key: value for key, value in (unit or {}).items() if key not in ("remarks", "name")}


def first_difference(one, other):
    for key in one:
        if other is None or one[key] != other.get(key):
            if isinstance(one[key], dict) and other:
                return next(f"{key}.{inner}: {value} / {other[key].get(inner)}" for inner, value in one[key].items() if value != other[key].get(inner))
            return key
    return None


with tempfile.TemporaryDirectory() as work:
    folder = pathlib.Path(work)
    (folder / "forms").mkdir()
    (folder / "long_list.zi").write_text(long_list)
    files["long_list"] = (folder / "long_list.zi", few)
    prepared = {name: prepare(folder, name, rules, wanted) for name, (rules, wanted) in files.items()}
    soffice = shutil.which("soffice")
    if not soffice:
        print("skipped: no soffice, so nothing is recalculated (scripts/setup tests installs libreoffice-calc-nogui)")
    else:
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
            '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>')
        books = sorted((folder / "forms").glob("*.xlsx")) + sorted(book for name in files for book in (folder / name).glob("*.xlsx"))
        # After some 150 workbooks one process ends in silence.
        batch = 75
        for begin in range(0, len(books), batch):
            done = subprocess.run([soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", folder / "out", *books[begin:begin + batch]],
                                  capture_output=True, text=True)
        lost = [book.name for book in books if not (folder / "out" / book.name).exists()]
        assert not lost, f"{lost[:5]}: {done.stderr[-2000:]}"
        nodes = verdicts = stored = 0
        for name, (form, assessed) in prepared.items():
            computed = Form(folder / "out" / f"{name}.xlsx")
            for sheet, cells in form.cells.items():
                for cell, value in cells.items():
                    other = computed.cells[sheet].get(cell, "")
                    same = abs(value - other) <= 1e-9 * max(1, abs(value)) if isinstance(value, float) and isinstance(other, float) else value == other
                    stored += 1
                    if not same:
                        found.append(f"{name}, empty: {sheet}!{cell} stores {value!r:.60}, is {other!r:.60}")
            for id, unit in assessed.items():
                more = compare(folder / "out" / f"{id}.xlsx", unit)
                nodes, verdicts = nodes + more[0], verdicts + more[1]
        print(f"{sum(len(assessed) for _, assessed in prepared.values())} units recalculated: {nodes} nodes and views, {verdicts} verdicts and conditions; {stored} stored values")
        if nodes == 0 or verdicts == 0:
            found.append("nothing was compared")
print(*found[:60], sep="\n")
sys.exit(bool(found))
