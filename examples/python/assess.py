"""Loads rules, assesses a unit, and tries an answer. docs/python.md shows this file; a test compares what it prints."""

import zi

rules = zi.load("rules/zi-2021.zi", language="en")
print(f"{rules.title()}: {len(rules.ids('question'))} questions")

# A synthetic unit.
unit = {"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "B.I.a": 3.59}}
assessment = rules.assess(unit, as_of="2026-05-31")
total = assessment.total
print(f"total {total.certain} = {total.decimal}, at most {total.possible}; WBK {assessment.predicates['WBK'].verdict.value}")

# An answer that is none of the options: everything that is wrong is told.
try:
    rules.assess({"id": "sintetis-2", "answers": {"A.I.1.i.a": "Yes"}}, as_of="2026-05-31")
except zi.InvalidError as error:
    first = error.diagnostics[0]
    print(f"{first.code} at {first.path} of {first.unit}: {first.message}")

# What would another answer change?
session = rules.session(unit, "2026-05-31")
with session.what_if():
    session.set_answer("A.I.1.i.b", "A")
    print(f"with A.I.1.i.b = A: total {session.score().certain}")
print(f"and without: {session.score().certain}")
