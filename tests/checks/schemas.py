#!/usr/bin/env python3
"""Do the published schemas describe what zi reads and writes? Checks the synthetic population against docs/units.schema.json, its
assessment against docs/assessment.schema.json, and its readiness for every predicate against docs/readiness.schema.json.

usage: schemas.py ROOT ZI POPULATION (the generator)
"""
import json
import pathlib
import subprocess
import sys

import schema

root = pathlib.Path(sys.argv[1])
units_schema, assessment_schema, readiness_schema = (
    json.loads((root / f"docs/{name}.schema.json").read_text()) for name in ("units", "assessment", "readiness"))
rules = root / "rules/zi-2021.zi"

# A validator that lets everything pass is worth nothing.
assert schema.problems({"id": ""}, units_schema) and schema.problems({"answers": {}}, units_schema) and schema.problems([], units_schema)
assert schema.problems({"id": "x", "answer": {}}, units_schema) and schema.problems({"id": "x", "answers": {"a": True}}, units_schema)
assert schema.problems({"id": "x", "answers": {"a": {"n": "many"}}}, units_schema)

found = [text for example in units_schema["examples"] for text in schema.problems(example, units_schema)]
population = subprocess.run([sys.argv[3], rules], check=True, capture_output=True, text=True).stdout
units = [json.loads(line) for line in population.splitlines()]
found += schema.problems(units, units_schema)
done = subprocess.run([sys.argv[2], "assess", rules, "-", "--as-of", "2026-05-31", "--format", "json"], input=population, capture_output=True, text=True)
assessed = json.loads(done.stdout)
found += schema.problems(assessed, assessment_schema)
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
