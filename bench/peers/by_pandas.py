"""pandas: letters as categories, mapped to shares."""
import sys

import pandas as pd

from worksheet import Sheet, report

sheet = Sheet(sys.argv[1])


def prepare(rows):
    frame = pd.DataFrame(rows)
    for q in sheet.questions:
        if q["kind"] == "option":
            frame[q["name"]] = frame[q["name"]].astype("category")
        elif q["kind"] == "number":
            frame[q["name"]] = frame[q["name"]].astype(float)
    return frame


def share(frame, q):
    if q["kind"] == "option":
        return frame[q["name"]].map({key: float(value) for key, value in q["options"].items()}).astype(float)
    if q["kind"] == "number":
        return frame[q["name"]] / float(q["max"])
    top, bottom = frame[q["name"] + "_top"], frame[q["name"] + "_bottom"]
    return ((bottom - top) / bottom if q["fall"] else top / bottom).clip(0, 1)


def assess(frame):
    groups = [float(g["weight"]) * pd.concat([share(frame, sheet.questions[q]) for q in g["questions"]], axis=1).mean(axis=1) for g in sheet.groups]
    met = {"WBK": True, "WBBM": True}
    for c in sheet.conditions:
        met[c["predicate"]] = met[c["predicate"]] & (sum(groups[g] for g in c["groups"]) >= float(c["threshold"]))
    return list(zip(met["WBK"], met["WBBM"]))


report("pandas", "float64", prepare, assess, version=pd.__version__)
