#!/usr/bin/env python3
"""Does C get what the command prints? Everything that the command says of a clinic must stand in what tests/c/smoke.c prints of it.

usage: c_like_command.py ROOT ZI SMOKE (the test's program)
"""
import json
import pathlib
import subprocess
import sys
import tempfile

root, zi, smoke = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
shown = subprocess.run([smoke], cwd=root, check=True, capture_output=True, text=True).stdout
of_clinic = "tests/cli/units/evidence.zi tests/cli/units/evidence.ndjson --evidence tests/cli/units/evidence-shared.json --as-of 2026-05-31".split()


def say(command, *options):
    done = subprocess.run([zi, command, *of_clinic, *options], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, (command, options, done.stderr)
    return done.stdout


one = ("--unit", "klinik-1")
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "proof.json"
    say("plan", *one, "--target", "UNGGUL", "--proof", str(file))
    proof = file.read_text()
    verified = say("verify", str(file))
texts = {
    "explain": say("explain", *one, "--lang", "en"),
    "why": say("why", *one, "--predicate", "BAIK"),
    "whynot": say("whynot", *one),
    "ready": say("ready", *one, "--target", "UNGGUL"),
    "plan": say("plan", *one, "--target", "UNGGUL"),
    "plan --proof": proof,
    "verify": verified,
    "plan --budget": say("plan", "--target", "UNGGUL", "--budget", "20"),
    "graph --unit": say("graph", *one, "--format", "text"),
    "graph --document": say("graph", "--document", "rencana", "--of", "klinik-1", "--format", "text"),
    "graph, drawn": say("graph", *one),
    "impact": say("impact", "--document", "sk-tim", "--of", "klinik-1", "--change", "expired"),
    "impact --top": say("impact", "--top", "3"),
    "why --format json": say("why", *one, "--predicate", "BAIK", "--format", "json", "--lang", "en"),
    "whynot --format json": say("whynot", *one, "--format", "json", "--lang", "en"),
    "plan --format json": say("plan", "--target", "UNGGUL", "--budget", "20", "--format", "json"),
    "graph --format json": say("graph", *one, "--format", "json"),
    "impact --format json": say("impact", "--document", "sk-tim", "--of", "klinik-1", "--format", "json"),
}
# Of the documents that hold many units, the elements.
lines = set(shown.splitlines())
for name, arguments in {"assess": (), "ready": ("--target", "BAIK")}.items():
    found = say(name, *one, *arguments, "--format", "json").splitlines()
    element = next(line for line in found if line.startswith('{"id"'))
    json.loads(element)
    texts[f"{name} --format json"] = element if element in lines else "\0"
missing = [name for name, text in texts.items() if text not in shown]
print(*(f"zi {name}: C says something else" for name in missing), f"{len(texts)} compared", sep="\n")
sys.exit(1 if missing else 0)
