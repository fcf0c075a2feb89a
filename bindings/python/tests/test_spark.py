"""Does Spark give what one process gives, on a million units and several workers?"""

import os
import random
import time
from decimal import Decimal

import pytest
from conftest import DAY, ROOT

import zi

pytestmark = pytest.mark.spark
pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
pyarrow = pytest.importorskip("pyarrow")

ROWS = 1_000_000


@pytest.fixture(scope="module")
def rules_2021():
    return zi.load(ROOT / "rules/zi-2021.zi", language="en")


@pytest.fixture(scope="module")
def units(rules_2021, tmp_path_factory):
    """A million synthetic units of the 2021 rules that answer nearly everything, most of it well, as a table and as a Parquet file."""
    import numpy
    import pyarrow.parquet

    chance = random.Random(90)
    model = rules_2021.model
    scales = {scale["name"]: len(scale.get("options", ())) for scale in model["scales"]}
    columns = {"id": pyarrow.array(range(ROWS), pyarrow.int64())}

    def add(name, draw, type):
        some = pyarrow.array([draw() if chance.random() < 0.999 else None for _ in range(10_007)], type)  # a prime: no two questions repeat alike
        columns[name] = some.take(pyarrow.array((numpy.arange(ROWS) + chance.randrange(10_007)) % 10_007))

    for question in model["questions"]:
        name, kind = question["id"], question["kind"]
        if kind == "options":
            add(name, lambda: min(int(chance.expovariate(3)), scales[question["scale"]] - 1), pyarrow.int8())
        elif kind == "number":
            add(name, lambda: Decimal(chance.randrange(340, 401)) / 100, pyarrow.decimal128(5, 2))
        else:
            for one in question["inputs"]:
                if not one["sum_of"]:  # a part is no more than its whole
                    least, most = (0, 20) if one["at_most"] else (20, 39)
                    add(f"{name}/{one['key']}", lambda: chance.randint(least, most), pyarrow.int16())
    table = pyarrow.table(columns)
    file = tmp_path_factory.mktemp("units") / "units.parquet"
    pyarrow.parquet.write_table(table, file, row_group_size=ROWS // 8)
    return table, str(file)


def test_a_million_units_on_two_workers_are_what_one_process_says(session, units, rules_2021, capsys):
    from zi import spark

    table, file = units
    prepared = rules_2021.prepare(DAY, predicates=["WBK", "WBBM"], digits=4)
    before = time.perf_counter()
    local = pyarrow.table(prepared.assess(table.drop_columns(["id"])))
    alone = time.perf_counter() - before

    frame = session.read.parquet(file)
    assessed = spark.assess(frame, rules_2021, DAY, predicates=["WBK", "WBBM"], digits=4)
    assert assessed.columns == ["id", *local.schema.names]
    few = session.range(0, 8, numPartitions=8).rdd.mapPartitions(lambda _rows: [os.getcwd()])
    assert few.distinct().count() == 2  # each worker has a folder of its own
    spark.assess(frame.limit(1000), rules_2021, DAY).toArrow()  # workers are warm
    before = time.perf_counter()
    found = assessed.toArrow().sort_by("id")
    two = time.perf_counter() - before
    before = time.perf_counter()
    again = spark.assess(frame.coalesce(1), rules_2021, DAY, predicates=["WBK", "WBBM"], digits=4).toArrow()
    one = time.perf_counter() - before

    assert found.num_rows == ROWS and found["id"].to_pylist()[-1] == ROWS - 1
    assert again.sort_by("id").equals(found)
    for name in local.schema.names:
        wanted = local[name].cast(found[name].type)
        assert found[name].combine_chunks().equals(wanted.combine_chunks()), name
    assert len(set(found["WBK"].unique().to_pylist())) > 1  # else the comparison proves little
    with capsys.disabled():
        print(f"\n1,000,000 units: {alone:.2f} s in one process; Spark with one task {one:.1f} s, with two workers {two:.1f} s")


def test_refusals_and_misuse_are_told(session, rules):
    from zi import spark

    frame = session.createDataFrame([("u", "A"), ("v", "Z")], ["id", "1.a"])
    with pytest.raises(Exception, match="ZI0807|is not one of the choices"):
        spark.assess(frame, rules, DAY).collect()
    with pytest.raises(zi.MisuseError, match="no column"):
        spark.assess(frame, rules, DAY, passed=["nama"])
    good = spark.assess(frame.filter("id = 'u'"), rules, DAY, passed=["id"], everything=True).collect()
    assert good[0]["1.a/certain"] == rules.assess({"id": "u", "answers": {"1.a": "A"}}, as_of=DAY).nodes["1.a"].certain
