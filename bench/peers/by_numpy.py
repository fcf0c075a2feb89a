"""numpy: option codes as bytes, shares looked up, everything else arrays of float64."""
import sys

import numpy as np

from worksheet import Sheet, report

sheet = Sheet(sys.argv[1])
tables = [np.array([float(v) for v in q["options"].values()]) if q["kind"] == "option" else None for q in sheet.questions]


def prepare(rows):
    columns = {}
    for q in sheet.questions:
        if q["kind"] == "option":
            keys = list(q["options"])
            columns[q["name"]] = np.array([keys.index(row[q["name"]]) for row in rows], dtype=np.uint8)
        elif q["kind"] == "number":
            columns[q["name"]] = np.array([float(row[q["name"]]) for row in rows])
        else:
            for side in ("_top", "_bottom"):
                columns[q["name"] + side] = np.array([row[q["name"] + side] for row in rows], dtype=np.float64)
    return columns


def share(columns, number):
    q = sheet.questions[number]
    if q["kind"] == "option":
        return tables[number][columns[q["name"]]]
    if q["kind"] == "number":
        return columns[q["name"]] / float(q["max"])
    top, bottom = columns[q["name"] + "_top"], columns[q["name"] + "_bottom"]
    return np.clip((bottom - top) / bottom if q["fall"] else top / bottom, 0, 1)


def assess(columns):
    groups = [float(g["weight"]) * sum(share(columns, q) for q in g["questions"]) / len(g["questions"]) for g in sheet.groups]
    met = {"WBK": True, "WBBM": True}
    for c in sheet.conditions:
        met[c["predicate"]] = met[c["predicate"]] & (sum(groups[g] for g in c["groups"]) >= float(c["threshold"]))
    return list(zip(met["WBK"].tolist(), met["WBBM"].tolist()))


report("numpy", "float64", prepare, assess, version=np.__version__)
