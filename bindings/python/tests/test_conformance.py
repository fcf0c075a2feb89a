"""Every conformance case of tests/conformance: its README describes them."""

import json

import pytest
from conftest import ROOT

import zi

FOLDER = ROOT / "tests/conformance"
SUITES = sorted(file for file in FOLDER.glob("*.json") if file.name != "suite.schema.json")


def told(wanted, said):
    """What the assessment says where `wanted` asks; None where it says nothing."""
    found = {}
    for member, listed in wanted.items():
        if member == "stage":
            stage = said.get("stage", {})
            found[member] = [stage.get("certain"), stage.get("possible")]
        elif member == "scores":
            found[member] = {name: [said["scores"][name]["certain"], said["scores"][name]["possible"]] for name in listed}
        elif member == "claimed":
            found[member] = {name: said["answers"][name]["claimed"] for name in listed}
        else:
            found[member] = {name: judged(want, said[member].get(name)) for name, want in listed.items()}
    return found


def judged(want, one):
    if want is None or one is None:
        return one
    statuses = {condition["id"]: condition["status"] for condition in one["conditions"]}
    parts = {"status": one["status"], "conditions": {id: statuses.get(id) for id in want.get("conditions", {})}}
    return {part: parts[part] for part in want}


def answer(load, case):
    if "unit" not in case:
        try:
            said = load(case["rules"]).warnings
        except zi.InvalidError as error:
            said = error.diagnostics
        return {"diagnostics": [{"severity": one.severity, "code": one.code, "line": one.line, "column": one.column} for one in said]}
    try:
        rules = load(case["rules"])
        if "edits" in case:
            session = rules.session(case["unit"], case["as_of"])
            for question, given in case["edits"]:
                session.set_answer(question, given)
            said = session.assess()
        else:
            said = rules.assess(case["unit"], as_of=case["as_of"])
    except zi.InvalidError as error:
        return {"refused": [{"code": one.code, "path": one.path} for one in error.diagnostics]}
    return told(case["expect"], json.loads(said.json))


@pytest.mark.parametrize("file", SUITES, ids=lambda file: file.stem)
def test_conformance(file):
    suite = json.loads(file.read_text())
    known = {}

    def load(name):
        if name not in known:
            rules = suite["rules"][name]
            known[name] = zi.load(FOLDER / rules["file"]) if "file" in rules else zi.loads(rules["text"])
        return known[name]

    failed = [case["name"] for case in suite["cases"] if answer(load, case) != case["expect"]]
    assert suite["cases"] and not failed


def test_there_are_more_than_a_thousand():
    assert sum(len(json.loads(file.read_text())["cases"]) for file in SUITES) > 1000
