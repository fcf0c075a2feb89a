"""CLIPS: answers are facts; rules give shares, then groups, then predicates."""
import importlib.metadata
import sys

import clips

from worksheet import Sheet, floating, report

sheet = Sheet(sys.argv[1])
environment = clips.Environment()
scales = " ".join(f"(scale {q['name']} {key} {floating(value)})" for q in sheet.questions if q["kind"] == "option" for key, value in q["options"].items())
environment.build(f"(deffacts scales {scales})")
environment.build("(defrule share (answer ?q ?a) (scale ?q ?a ?s) => (assert (share ?q ?s)))")
environment.build("(defrule ratio (ratio ?q ?top ?bottom) => (assert (share ?q (max 0.0 (min 1.0 (/ ?top ?bottom))))))")
environment.build("(defrule fall (fall ?q ?top ?bottom) => (assert (share ?q (max 0.0 (min 1.0 (/ (- ?bottom ?top) ?bottom))))))")
environment.build("(defrule index (index ?q ?value ?most) => (assert (share ?q (/ ?value ?most))))")


def total(names):
    return f"(+ {' '.join(names)})" if len(names) > 1 else names[0]


for i, g in enumerate(sheet.groups):
    given = " ".join(f"(share {sheet.questions[q]['name']} ?s{q})" for q in g["questions"])
    shares = total([f"?s{q}" for q in g["questions"]])
    environment.build(f"(defrule g{i} {given} => (assert (group {i} (/ (* {floating(g['weight'])} {shares}) {len(g['questions'])}))))")
for name in ("WBK", "WBBM"):
    given = " ".join(f"(group {i} ?g{i})" for i in range(len(sheet.groups)))
    tests = " ".join(f"(>= {total([f'?g{g}' for g in c['groups']])} {floating(c['threshold'])})" for c in sheet.conditions if c["predicate"] == name)
    environment.build(f"(defrule {name} {given} (test (and {tests})) => (assert (met {name})))")


def facts(row):
    made = []
    for q in sheet.questions:
        name = q["name"]
        if q["kind"] == "option":
            made.append(f"(answer {name} {row[name]})")
        elif q["kind"] == "number":
            made.append(f"(index {name} {floating(row[name])} {floating(q['max'])})")
        else:
            made.append(f"({'fall' if q['fall'] else 'ratio'} {name} {row[name + '_top']} {row[name + '_bottom']})")
    return " ".join(made)


def assess(units):
    given = []
    for unit in units:
        environment.reset()
        environment.load_facts(unit)
        environment.run()
        met = {str(fact[0]) for fact in environment.find_template("met").facts()}
        given.append(("WBK" in met, "WBBM" in met))
    return given


# The binding's listeners are asked about everything that CLIPS might print; that would be most of the time.
for router in list(environment.routers()):
    if type(router).__module__.startswith("clips"):
        router.deactivate()

report("clips", "double", lambda rows: [facts(row) for row in rows], assess, limit=1000, version="clipspy " + importlib.metadata.version("clipspy"), repeat=1)
