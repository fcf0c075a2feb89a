"""The worksheet as one SQL query, for every database."""


def share(question, number, divide):
    """A share as an expression; `divide` writes a quotient."""
    name = question["name"]
    if question["kind"] == "option":
        cases = " ".join(f"WHEN '{key}' THEN {number(value)}" for key, value in question["options"].items())
        return f"CASE {name} {cases} END"
    if question["kind"] == "number":
        return divide(name, number(question["max"]))
    top, bottom = name + "_top", name + "_bottom"
    over = divide(f"({bottom} - {top})", bottom) if question["fall"] else divide(top, bottom)
    return f"CASE WHEN {over} > 1 THEN {number('1')} WHEN {over} < 0 THEN {number('0')} ELSE {over} END"


def query(sheet, number, divide):
    def group(one):
        shares = " + ".join(share(sheet.questions[q], number, divide) for q in one["questions"])
        return divide(f"{number(one['weight'])} * ({shares})", number(str(len(one["questions"]))))

    groups = ", ".join(f"{group(one)} AS g{i}" for i, one in enumerate(sheet.groups))
    wbk, wbbm = (sheet.predicate(name, number) for name in ("WBK", "WBBM"))
    return f"SELECT {wbk} AS wbk, {wbbm} AS wbbm FROM (SELECT unit, {groups} FROM answers) AS scored ORDER BY unit"


def columns(sheet, text, count, number):
    """Names and types of the table's columns."""
    found = [("unit", count)]
    for question in sheet.questions:
        name = question["name"]
        if question["kind"] == "ratio":
            found += [(name + "_top", count), (name + "_bottom", count)]
        else:
            found.append((name, text if question["kind"] == "option" else number))
    return found


def create(types):
    return "CREATE TABLE answers (" + ", ".join(f"{name} {kind}" for name, kind in types) + ")"
