"""Python's fractions: exact, and what one would compare with."""
import platform
import sys
from fractions import Fraction

from worksheet import Sheet, report

sheet = Sheet(sys.argv[1])
shares = [{key: Fraction(value) for key, value in q["options"].items()} if q["kind"] == "option" else None for q in sheet.questions]


def share(row, number, question):
    if question["kind"] == "option":
        return shares[number][row[question["name"]]]
    if question["kind"] == "number":
        return Fraction(row[question["name"]]) / Fraction(question["max"])
    top, bottom = row[question["name"] + "_top"], row[question["name"] + "_bottom"]
    if question["fall"]:
        return max(Fraction(0), Fraction(bottom - top, bottom))
    return min(Fraction(1), Fraction(top, bottom))


def assess_one(row):
    groups = [Fraction(g["weight"]) * sum(share(row, q, sheet.questions[q]) for q in g["questions"]) / len(g["questions"]) for g in sheet.groups]
    met = {"WBK": True, "WBBM": True}
    for condition in sheet.conditions:
        met[condition["predicate"]] &= sum(groups[g] for g in condition["groups"]) >= Fraction(condition["threshold"])
    return met["WBK"], met["WBBM"]


report("python fractions", "exact", lambda rows: rows, lambda rows: [assess_one(row) for row in rows], limit=1000, version=platform.python_version())
