"""polars: one lazy query of expressions."""
import sys

import polars as pl

from worksheet import Sheet, report

sheet = Sheet(sys.argv[1])


def prepare(rows):
    frame = pl.DataFrame(rows)
    return frame.with_columns([pl.col(q["name"]).cast(pl.Float64 if q["kind"] == "number" else pl.Categorical)
                               for q in sheet.questions if q["kind"] != "ratio"])


def share(q):
    if q["kind"] == "option":
        return pl.col(q["name"]).replace_strict({key: float(value) for key, value in q["options"].items()}, return_dtype=pl.Float64)
    if q["kind"] == "number":
        return pl.col(q["name"]) / float(q["max"])
    top, bottom = pl.col(q["name"] + "_top"), pl.col(q["name"] + "_bottom")
    return ((bottom - top) / bottom if q["fall"] else top / bottom).clip(0, 1)


groups = [(float(g["weight"]) * pl.sum_horizontal([share(sheet.questions[q]) for q in g["questions"]]) / len(g["questions"])).alias(f"g{i}")
          for i, g in enumerate(sheet.groups)]


def met(predicate):
    return pl.all_horizontal([pl.sum_horizontal([pl.col(f"g{g}") for g in c["groups"]]) >= float(c["threshold"])
                              for c in sheet.conditions if c["predicate"] == predicate]).alias(predicate)


report("polars", "float64", prepare, lambda frame: frame.lazy().with_columns(groups).select(met("WBK"), met("WBBM")).collect().rows(), version=pl.__version__)
