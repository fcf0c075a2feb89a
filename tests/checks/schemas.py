#!/usr/bin/env python3
"""Do the published schemas describe what zi reads and writes? Checks the synthetic population against docs/units.schema.json, its
assessment against docs/assessment.schema.json, and its readiness for every predicate against docs/readiness.schema.json; units with
evidence, and the examples of the schemas, must also be read by zi.

usage: schemas.py ROOT ZI POPULATION (the generator)
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import schema

root = pathlib.Path(sys.argv[1])
units_schema, assessment_schema, evidence_schema, readiness_schema = (
    json.loads((root / f"docs/{name}.schema.json").read_text()) for name in ("units", "assessment", "evidence", "readiness"))
rules = root / "rules/zi-2021.zi"

# A validator that lets everything pass is worth nothing.
assert schema.problems({"id": ""}, units_schema) and schema.problems({"answers": {}}, units_schema) and schema.problems([], units_schema)
assert schema.problems({"id": "x", "answer": {}}, units_schema) and schema.problems({"id": "x", "answers": {"a": True}}, units_schema)
assert schema.problems({"id": "x", "answers": {"a": {"n": "many"}}}, units_schema)
document = {"id": "s", "kind": "k", "status": "accepted", "owner": "o"}
assert not schema.problems([document], evidence_schema) and not schema.problems({"evidence": [document]}, evidence_schema)
for wrong in ({"owner": None}, {"status": "expired"}, {"units": "u"}, {"issued": "1 May"}, {"period": {}}, {"supports": [{"option": "A"}]}, {"isued": None}):
    assert schema.problems([document | wrong], evidence_schema), wrong
    assert schema.problems({"id": "u", "evidence": [document | wrong]}, units_schema) or "owner" in wrong, wrong
assert schema.problems({}, evidence_schema) and schema.problems({"id": "u", "evidence": [document | {"units": ["u"]}]}, units_schema)

found = [text for example in units_schema["examples"] for text in schema.problems(example, units_schema)]
found += [text for example in evidence_schema["examples"] for text in schema.problems(example, evidence_schema)]
cli = root / "tests/cli/units"
found += schema.problems([json.loads(line) for line in (cli / "evidence.ndjson").read_text().splitlines()], units_schema)
found += schema.problems(json.loads((cli / "evidence-shared.json").read_text()), evidence_schema)
with tempfile.TemporaryDirectory() as folder:
    units_file, shared_file = (pathlib.Path(folder) / name for name in ("units.json", "shared.json"))
    units_file.write_text(json.dumps(units_schema["examples"]))
    shared_file.write_text(json.dumps(evidence_schema["examples"][0]))
    command = [sys.argv[2], "assess", rules, units_file, "--evidence", shared_file, "--as-of", "2026-05-31", "--format", "json", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True)
    found += [done.stderr] if done.returncode else schema.problems(json.loads(done.stdout), assessment_schema)
population = subprocess.run([sys.argv[3], rules], check=True, capture_output=True, text=True).stdout
units = [json.loads(line) for line in population.splitlines()]
found += schema.problems(units, units_schema)
done = subprocess.run([sys.argv[2], "assess", rules, "-", "--as-of", "2026-05-31", "--format", "json"], input=population, capture_output=True, text=True)
assessed = json.loads(done.stdout)
found += schema.problems(assessed, assessment_schema)
# What C programs get, as the test of the C ABI records it.
recorded = [json.loads(line) for line in (root / "tests/c/smoke.output").read_text().splitlines() if line.startswith('{"schema":"zi-')]
for name, wanted in (("rules-model", "zi-rules/1"), ("columns", "zi-columns/1"), ("session-change", "zi-session-change/1")):
    own = json.loads((root / f"docs/{name}.schema.json").read_text())
    some = [one for one in recorded if one["schema"] == wanted]
    found += [f"{name}: {problem}" for one in some for problem in schema.problems(one, own)] + ([] if some else [f"{name}: no example"])
    assert schema.problems(some[0] | {"x": 1}, own)
if [unit["id"] for unit in assessed["units"]] != [unit["id"] for unit in units] or len(units) != 253:
    found.append("a unit is lost")
for target in [name for kind in ("predicates", "eligibility") for name in assessed["units"][0][kind]]:
    ready = subprocess.run([sys.argv[2], "ready", rules, "-", "--as-of", "2026-05-31", "--target", target, "--format", "json"], input=population,
                           check=True, capture_output=True, text=True)
    ready = json.loads(ready.stdout)
    found += schema.problems(ready, readiness_schema)
    for unit, result in zip(assessed["units"], ready["units"], strict=True):
        status = next((unit[kind][target]["status"] for kind in ("predicates", "eligibility") if target in unit[kind]), "not_concerned")
        if (unit["id"], status) != (result["id"], result["status"]):
            found.append(f"{unit['id']}: readiness says {result['status']} of {target}, the assessment {status}")
print(*found[:20], f"{len(units)} units, {len(found)} problems", sep="\n")
sys.exit(1 if found else 0)
