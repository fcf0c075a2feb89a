#!/usr/bin/env python3
"""Runs conformance cases through the command as tables: a line an answer and a line a unit in CSV, a line a unit in XLSX.

The answers must be those of the case. What a table cannot say is named and counted, by the reason; so is what a sheet reads in another way
(docs/spreadsheets.md), by the case's name. Nothing else is passed over. See README.md of this folder.

usage: tables.py ZI FILE...
"""
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape, quoteattr

WAYS = ("long", "wide", "xlsx")


class Spelled(str):
    """A number of JSON, as it is spelled."""


class Unsaid(Exception):
    """What a table cannot say."""


# ---- From a unit to cells --------------------------------------------------------------------------------------------


def flat(facts, prefix=""):
    for key, value in facts.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def cell(value):
    """None: blank."""
    if value is None or isinstance(value, Spelled):
        return value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, str):
        return value
    raise Unsaid("a list or an object in the place of a value")


def answers(given, by=""):
    if not isinstance(given, dict) or isinstance(given, str):
        raise Unsaid("answers or facts that are no object")
    for question, answer in given.items():
        if isinstance(answer, dict):
            if not answer:
                raise Unsaid("counts without any count")
            for key, count in answer.items():
                yield f"{by}{question}/{key}", cell(count)
        else:
            yield by + question, cell(answer)


def cells(unit):
    """Pairs of a column's name and a cell."""
    if set(unit) - {"id", "name", "answers", "assessed", "facts"}:
        raise Unsaid("members of a unit that the format does not know")
    if not isinstance(unit.get("id"), str) or isinstance(unit["id"], Spelled) or not unit["id"].strip():
        raise Unsaid("an id that is missing or no text")
    if not isinstance(unit.get("name", ""), str) or isinstance(unit.get("name"), Spelled):
        raise Unsaid("a name that is no text")
    own = unit.get("answers")
    found = list(answers({} if own is None else own))
    if not isinstance(unit.get("assessed") or {}, dict):
        raise Unsaid("answers or facts that are no object")
    for assessor, given in (unit.get("assessed") or {}).items():
        found += answers(given or {}, f"{assessor}:")
    facts = unit.get("facts") or {}
    if not isinstance(facts, dict):
        raise Unsaid("answers or facts that are no object")
    found += [(name, cell(value)) for name, value in flat(facts)]
    if len({name.lower() for name, _ in found}) < len(found):
        raise Unsaid("the same thing twice")
    return [(name, value) for name, value in found if value is not None]


def in_text(value):
    """As a table in text says a number without another one being meant: 3.5000, not 3.500."""
    exactly_three = isinstance(value, Spelled) and re.fullmatch(r"-?\d+\.\d{3}", value)
    return f"{value}0" if exactly_three else str(value)


# ---- Files -----------------------------------------------------------------------------------------------------------


def write_csv(path, rows, separator):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=separator).writerows(rows)


def column_letters(place):
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def write_xlsx(path, rows, shared=False):
    """`shared`: texts stand once, in a part of their own, as spreadsheet programs write them."""
    lines, texts = [], {}
    for y, row in enumerate(rows, 1):
        line = ""
        for x, value in enumerate(row, 1):
            place = f"{column_letters(x)}{y}"
            # A spreadsheet keeps 15 digits of a number.
            if isinstance(value, Spelled) and len(value) <= 15:
                line += f'<c r="{place}"><v>{value}</v></c>'
            elif value != "" and shared:
                line += f'<c r="{place}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
            elif value != "":
                line += f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
        lines.append(f'<row r="{y}">{line}</row>')
    office = "http://schemas.openxmlformats.org"
    main, relations = f"{office}/spreadsheetml/2006/main", f"{office}/package/2006/relationships"
    documents = f"{office}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r={quoteattr(documents)}><sheets><sheet name="Kasus" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{documents}/worksheet" Target="sheet.xml"/>'
        f'<Relationship Id="r2" Type="{documents}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(f"<si><t>{escape(text)}</t></si>" for text in texts)}</sst>',
        "xl/sheet.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)


def write(folder, units, cases):
    """`units`: by number, the cells of a unit. One may call by its name what another calls by its path, so each has a wide table of its own."""
    files = [folder / "long.csv"]
    lines = [["unit", "pertanyaan", "jawaban"]]
    for number, found in units.items():
        lines.append([f"long-{number}", "", ""])
        lines += [[f"long-{number}", name, in_text(value)] for name, value in found]
        # A table of ids alone is none: a question that is not answered makes it one.
        heads = ["id", *([name for name, _ in found] or list(cases[number]["expect"].get("claimed", {"1.a": None}))[:1])]
        values = [value for _, value in found] or [""]
        files += [folder / f"{number}.csv", folder / f"{number}.xlsx"]
        write_csv(files[-2], [heads, [f"wide-{number}", *map(in_text, values)]], ";")
        write_xlsx(files[-1], [heads, [f"xlsx-{number}", *values]])
    write_csv(files[0], lines, ",")
    return files


# ---- What was answered -----------------------------------------------------------------------------------------------


def told(wanted, said):
    """As run.cpp: what the assessment says where `wanted` asks."""
    found = {}
    for member, listed in wanted.items():
        if member == "stage":
            found[member] = [said.get("stage", {}).get(which) for which in ("certain", "possible")]
            continue
        here = found[member] = {}
        for name, want in listed.items():
            one = said.get("answers" if member == "claimed" else member, {}).get(name)
            if member == "claimed":
                here[name] = one.get("claimed") if one else None
            elif member == "scores":
                here[name] = [one["certain"], one["possible"]] if one else None
            elif one is None or want is None:
                here[name] = one
            else:
                statuses = {condition["id"]: condition["status"] for condition in one["conditions"]}
                here[name] = {part: one[part] if part == "status" else {id: statuses.get(id) for id in parts} for part, parts in want.items()}
    return found


def differs(wanted, said, refused):
    """What is different, in words; nothing: it is as it should be."""
    if "refused" in wanted:
        want = [[one["code"], one["path"]] for one in wanted["refused"]]
        found = sorted([one["code"], one.get("path", "")] for one in refused) if refused is not None else None
        return None if found == sorted(want) else f"wanted {want}, got {found}"
    if said is None:
        return f"refused: {refused}"
    found = told(wanted, said)
    return None if found == wanted else f"wanted {json.dumps(wanted)[:300]}, got {json.dumps(found)[:300]}"


def edited(unit, edits):
    if not edits:
        return unit
    given = dict(unit.get("answers") or {})
    for question, answer in edits:
        given.pop(question, None)
        if answer is not None:
            given[question] = answer
    return {**unit, "answers": given}


def main():
    zi, files = sys.argv[1], [pathlib.Path(name) for name in sys.argv[2:]]
    unsaid, otherwise, failed, asked = collections.Counter(), collections.Counter(), [], 0
    for file in files:
        suite = json.loads(file.read_text(), parse_int=Spelled, parse_float=Spelled)
        groups = collections.defaultdict(list)
        for case in suite["cases"]:
            if "unit" in case:
                groups[case["rules"], case["as_of"]].append(case)
        for (rules, day), cases in groups.items():
            with tempfile.TemporaryDirectory() as made:
                folder = pathlib.Path(made)
                given = suite["rules"][rules]
                source = file.parent / given["file"] if "file" in given else folder / "rules.zi"
                if "text" in given:
                    source.write_text(given["text"], encoding="utf-8")
                units = {}
                for number, case in enumerate(cases):
                    try:
                        units[number] = cells(edited(case["unit"], case.get("edits", [])))
                    except Unsaid as reason:
                        unsaid[str(reason)] += 1
                if not units:
                    continue
                command = [zi, "assess", source, *write(folder, units, cases), "--as-of", day, "--format", "json", "--keep-going", "--bad-values", "refuse"]
                done = subprocess.run(command, capture_output=True, text=True)
                if not done.stdout:
                    sys.exit(f"{' '.join(map(str, command))}: {done.stderr}")
                answer = json.loads(done.stdout)
                said = {one["id"]: one for one in answer["units"]}
                refused = collections.defaultdict(list)
                for one in answer["refused"]:
                    refused[one["unit"]] += one["errors"]
                for number in units:
                    case = cases[number]
                    for way in WAYS:
                        asked += 1
                        id = f"{way}-{number}"
                        if file.name == "units.json" and case["name"] in OTHERWISE:
                            reason, *wanted = OTHERWISE[case["name"]]
                            found = "assessed" if id in said else " ".join(one["code"] for one in refused.get(id, [])) or FILE
                            problem = None if found == wanted[WAYS.index(way)] else f"read otherwise: got {found}"
                            otherwise[reason] += 1
                        else:
                            problem = differs(case["expect"], said.get(id), refused.get(id))
                        if problem:
                            failed.append(f"{file.name}, {case['name']}, {way}: {problem}")
    print("\n".join(failed))
    print(f"{asked} answers compared, {len(failed)} failed; of them, {sum(otherwise.values())} that a table reads otherwise, as docs/spreadsheets.md says")
    for reason, count in otherwise.most_common():
        print(f"  {count}: {reason}")
    print(f"not said by tables: {sum(unsaid.values())} cases")
    for reason, count in unsaid.most_common():
        print(f"  {count}: {reason}")
    return bool(failed) or asked == 0


FILE = "the file"  # is refused as a whole
UNKNOWN = "a name that the rules do not know makes no table, and a line with it has no place in the unit"
TRUE = "a cell has no true: it says ya, which is no number"
COUNTS = "what stands below the name of a ratio question is its percentage"
MARK = "a dash says that nothing is answered"
# By name, of units.json: why, and what tables answer instead, a line an answer, a line a unit, XLSX.
OTHERWISE = {
    "true for a number": (TRUE, "ZI0808", "ZI0808", "ZI0808"),
    "true for a count": (TRUE, "ZI0811", "ZI0811", "ZI0811"),
    "a number for counts": (COUNTS, "ZI0962", "ZI0962", "ZI0962"),
    "a text for counts": (COUNTS, "ZI0962", "ZI0962", "ZI0962"),
    "an unknown question": (UNKNOWN, "ZI0804", FILE, FILE),
    "a part is no question": (UNKNOWN, "ZI0804", FILE, FILE),
    "an unknown question without an answer": (UNKNOWN, "assessed", "assessed", "assessed"),
    "an unknown input": (UNKNOWN, "ZI0812", FILE, FILE),
    "an unknown fact": (UNKNOWN, "ZI0804", FILE, FILE),
    "an unknown nested fact": (UNKNOWN, "ZI0804", FILE, FILE),
    "an assessor that there is not": (UNKNOWN, "assessed", "assessed", "assessed"),
    "a dash for an option": (MARK, "assessed", "assessed", "assessed"),
    "a decimal comma": ("a decimal comma is one", "assessed", "assessed", "assessed"),
    "a thousand, or one": ("what may be thousands is told so", "ZI0957", "ZI0957", "ZI0957"),
    "answered by id and by alias": ("two lines or columns of one question are told so", "assessed", FILE, FILE),
}

if __name__ == "__main__":
    sys.exit(main())
