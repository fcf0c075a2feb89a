"""Are tables assessed as their rows are, whoever made them?"""

import gc
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from decimal import Decimal
from fractions import Fraction

import pytest
from conftest import DAY, UNITS

import zi

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow cannot be installed here")

NUMBERS = ["0", "1", "2.99", "3", "3.62", "4", None]


@pytest.fixture(scope="module")
def columns():
    chance = random.Random(7)
    made = {name: [chance.choice(["A", "B", "C", None]) for _ in range(2000)] for name in ("1.a", "1.b", "1.c")}
    made["2.a"] = [chance.choice(NUMBERS) for _ in range(2000)]
    made["office.rating"] = [chance.choice(["A", "B", "C", None]) for _ in range(2000)]
    return made


@pytest.fixture(scope="module")
def table(columns):
    numbers = pyarrow.array([None if n is None else Decimal(n) for n in columns["2.a"]], pyarrow.decimal128(5, 2))
    return pyarrow.table(columns | {"2.a": numbers})


@pytest.fixture(scope="module")
def wanted(rules, columns):
    """Row by row, through units."""
    units = []
    for row in range(2000):
        answers = {name: columns[name][row] for name in ("1.a", "1.b", "1.c", "2.a")}
        units.append({"id": str(row), "answers": answers, "facts": {"office.rating": columns["office.rating"][row]}})
    return list(rules.assess_units(units, as_of=DAY))


def same(result, wanted):
    assert result.num_rows == len(wanted)
    for name in ("GOOD", "award"):
        assert result[name].to_pylist() == [one.predicates[name].verdict.value for one in wanted]
    certain = result["total/certain"].to_pylist()
    for row, one in enumerate(wanted):
        score, shown = one.total.certain, Fraction(certain[row])
        assert abs(score - shown) < Fraction(1, 10**6)  # six places, on the right side of what the total is compared with
        thresholds = [Fraction(each.threshold) for key, each in one.conditions.items() if key.endswith(":total")]
        assert [shown >= each for each in thresholds] == [score >= each for each in thresholds]
        assert abs(score - shown) * 2 <= Fraction(1, 10**6) or any(abs(score - each) < Fraction(1, 10**6) for each in thresholds)


def test_a_table_is_what_its_rows_are(rules, table, wanted):
    same(pyarrow.table(rules.assess_table(table, DAY)), wanted)


def test_any_number_of_threads_and_batches_gives_the_same(rules, table):
    prepared = rules.prepare(DAY, everything=True)
    once = pyarrow.table(prepared.assess(table)).combine_chunks()
    for threads, rows in ((2, 2000), (-1, 333), (1, 1)):
        batches = pyarrow.Table.from_batches(table.to_batches(max_chunksize=rows))
        assert pyarrow.table(prepared.assess(batches, threads=threads)).combine_chunks().to_pylist() == once.to_pylist()


def test_record_batches_are_taken_as_arrays(rules, table, wanted):
    class OnlyArray:
        def __arrow_c_array__(self, requested_schema=None):
            return table.to_batches()[0].__arrow_c_array__(requested_schema)

    same(pyarrow.table(rules.assess_table(OnlyArray(), DAY)), wanted)


def test_polars(rules, table, wanted):
    polars = pytest.importorskip("polars", reason="polars cannot be installed here")
    frame = polars.from_arrow(table)
    places = {"A": 0, "B": 1, "C": 2}
    codes = frame.with_columns(polars.col("1.a", "1.b", "1.c").replace_strict(places, return_dtype=polars.UInt8))
    codes = codes.with_columns(polars.col("office.rating").replace_strict({"C": 0, "B": 1, "A": 2}, return_dtype=polars.UInt8))
    same(pyarrow.table(rules.assess_table(codes, DAY)), wanted)
    same(pyarrow.table(rules.assess_table(frame.to_arrow(compat_level=polars.CompatLevel.oldest()), DAY)), wanted)
    back = polars.DataFrame(rules.assess_table(codes, DAY))
    assert back["GOOD"].to_list() == [one.predicates["GOOD"].verdict.value for one in wanted]


def test_polars_texts(rules, table, wanted):
    polars = pytest.importorskip("polars", reason="polars cannot be installed here")
    same(pyarrow.table(rules.assess_table(polars.from_arrow(table), DAY)), wanted)


def test_duckdb(rules, table, wanted):
    duckdb = pytest.importorskip("duckdb", reason="duckdb cannot be installed here")
    connection = duckdb.connect()
    connection.register("units", table)
    taken = connection.sql("select * from units")
    if not hasattr(taken, "__arrow_c_stream__"):
        pytest.skip("this duckdb has no Arrow PyCapsule interface")
    same(pyarrow.table(rules.assess_table(taken, DAY)), wanted)
    result = rules.assess_table(table, DAY)
    counted = connection.execute("select count(*) from result where \"GOOD\" = 'met'").fetchone()
    assert counted == (sum(one.predicates["GOOD"].verdict is zi.Verdict.MET for one in wanted),)


def test_pandas(rules, table, wanted):
    pandas = pytest.importorskip("pandas", reason="pandas cannot be installed here")
    frame = table.to_pandas(types_mapper=pandas.ArrowDtype)
    same(pyarrow.table(rules.assess_table(frame, DAY)), wanted)


def test_pandas_and_polars_take_results_in_one_step(rules, table, wanted):
    pandas = pytest.importorskip("pandas", reason="pandas cannot be installed here")
    polars = pytest.importorskip("polars", reason="polars cannot be installed here")
    verdicts = [one.predicates["GOOD"].verdict.value for one in wanted]
    frame = pandas.DataFrame.from_arrow(rules.assess_table(table, DAY))
    assert list(frame["GOOD"]) == verdicts and isinstance(frame["total/certain"][0], Decimal)
    assert polars.DataFrame(rules.assess_table(table, DAY))["GOOD"].to_list() == verdicts


OPENED = '''regulation r "R <&>"
fact dibuka date "Dibuka"
fact ditutup date "Ditutup" default never
scale s { A = 1 B = 0 }
worksheet "W" 1 { question a s "Q" }
predicate TUTUP "Tutup <i>" { ditutup <= 2026-05-31 }
predicate BUKA "Buka" { dibuka < never }
'''


def test_days_of_tables_are_those_of_units_and_never_is_one():
    pandas = pytest.importorskip("pandas", reason="pandas cannot be installed here")
    polars = pytest.importorskip("polars", reason="polars cannot be installed here")
    duckdb = pytest.importorskip("duckdb", reason="duckdb cannot be installed here")
    rules = zi.loads(OPENED)
    days = ["2024-08-01", None, zi.NEVER, "1969-12-31"]
    units = [{"id": str(row), "facts": {name: day for name in ("dibuka", "ditutup")}} for row, day in enumerate(days)]
    wanted = [tuple(one.predicates[name].verdict.value for name in ("TUTUP", "BUKA")) for one in rules.assess_units(units, as_of=DAY)]
    assert wanted == [("met", "met"), ("not_met", "open"), ("not_met", "not_met"), ("met", "met")]

    def verdicts(table):
        found = pyarrow.table(rules.assess_table(table, DAY))
        return list(zip(found["TUTUP"].to_pylist(), found["BUKA"].to_pylist()))

    texts = {"dibuka": days, "ditutup": days}
    numbers = pyarrow.array([19936, None, 2932897, -1], pyarrow.int32()).cast(pyarrow.date32())
    seconds = pyarrow.array([19936 * 86400, None, 2932897 * 86400, -86400], pyarrow.timestamp("s"))
    tables = [pyarrow.table({"dibuka": numbers, "ditutup": seconds}), pyarrow.table(texts), polars.DataFrame(texts), pandas.DataFrame(texts)]
    tables += [polars.DataFrame(texts, schema={name: polars.Categorical for name in texts}), duckdb.from_arrow(pyarrow.table(texts))]
    for table in tables:
        assert verdicts(table) == wanted, table

    # Days alone, as pandas keeps them: at the begin of each.
    stamps = pandas.to_datetime(pandas.Series(["2024-08-01", None]))
    assert verdicts(pandas.DataFrame({"dibuka": stamps, "ditutup": stamps})) == wanted[:2]
    with pytest.raises(zi.InvalidError, match="2024-08-01T14:00:00"):
        verdicts(pandas.DataFrame({"dibuka": stamps + pandas.Timedelta(14, "h")}))
    with pytest.raises(zi.InvalidError, match="waktu dengan zona waktu"):  # which day begins where, a table of no place does not say
        verdicts(pandas.DataFrame({"dibuka": stamps.dt.tz_localize("Asia/Makassar")}))


def test_html_shows_the_first_rows_and_keeps_them():
    rules = zi.loads(OPENED)
    table = pyarrow.table({"a": ["A", "B", None] * 4, "dibuka": ["2024-08-01", None, "never"] * 4})
    result = rules.assess_table(table, DAY, digits=2)
    html = result._repr_html_()
    assert "<caption>R &lt;&amp;&gt;<br><small>31 Mei 2026, 10 baris pertama dari 12</small></caption>" in html
    heads = ("TUTUP", "Tutup &lt;i&gt;"), ("BUKA", "Buka"), ("total/certain", "W, pasti"), ("total/possible", "W, mungkin")
    for name, title in heads:
        assert f"<th>{name}<br><small>{title}</small></th>" in html
    assert html.count("<tr>") == 11
    first = "<tr><td>tidak terpenuhi</td><td>terpenuhi</td><td>1,00</td><td>1,00</td></tr>"
    assert first + "<tr><td>tidak terpenuhi</td><td>terbuka</td><td>0,00</td><td>0,00</td></tr>" in html
    shown = pyarrow.table(result)  # all of it, after it was looked at
    assert shown.num_rows == 12 and shown["BUKA"].to_pylist()[:3] == ["met", "open", "not_met"]
    assert "<small>31 Mei 2026, 12 baris, sudah diserahkan</small>" in result._repr_html_()


def test_html_shows_every_type_of_result():
    source = """regulation r "R"
fact besar boolean "Besar"
scale s { A = 1 B = 0 }
worksheet "W" 12345678901234567890 { question a s "Q" }
stage MULAI "Mulai" en "Begun" { total >= 1 }
predicate P "P" when besar = yes { total >= 2 }
"""
    table = pyarrow.table({"a": ["A", "B"], "besar": [True, False]})
    html = zi.loads(source, language="en").assess_table(table, DAY, everything=True, scores=["total"], digits=18)._repr_html_()
    assert "<td>12345678901234567890.000000000000000000</td>" in html  # Python's own decimals would round it
    assert "<td>Begun</td>" in html and "<th>P/total<br><small>P, W</small></th>" in html
    assert "<tbody><tr><td>met</td><td>met</td><td>met</td><td>met</td>" in html
    assert "</tr><tr><td>not met</td><td>not met</td><td></td><td></td><td></td><td></td><td>0." in html  # no concern of P, and not in any stage
    small = zi.loads(source.replace("12345678901234567890", "7/2")).assess_table(table, DAY, integers=True)
    assert "<td>7</td><td>7</td></tr><tr>" in small._repr_html_()


def test_answers_are_not_copied(rules):
    """Neither the input nor the results take memory of pyarrow's beside the column itself, which is let go of afterwards."""
    column = pyarrow.array([0, 1, 2, 0] * 50_000, pyarrow.uint8())
    before = pyarrow.total_allocated_bytes()
    result = rules.assess_table(pyarrow.table({"1.a": column}), DAY)
    assert pyarrow.total_allocated_bytes() == before
    assert len(result) == 200_000
    del column
    gc.collect()
    assert pyarrow.total_allocated_bytes() < before


def test_results_are_handed_over_once_and_outlive_all(rules, table):
    result = rules.assess_table(table, DAY)
    kept = pyarrow.table(result)
    with pytest.raises(zi.MisuseError, match="handed over"):
        pyarrow.table(result)
    del result
    gc.collect()
    assert kept["GOOD"].to_pylist()
    rules.assess_table(table, DAY).__arrow_c_stream__()  # nobody takes what is in the capsule
    gc.collect()


def test_no_rows_have_the_schema_of_all(rules, table):
    empty = pyarrow.table(rules.assess_table(table.slice(0, 0), DAY))
    assert empty.num_rows == 0 and empty.schema == pyarrow.table(rules.assess_table(table, DAY)).schema
    none = pyarrow.RecordBatchReader.from_batches(table.schema, [])
    assert pyarrow.table(rules.assess_table(none, DAY)).schema == empty.schema
    assert pyarrow.schema(rules.assess_table(table, DAY)) == empty.schema


def test_refused_tables_name_row_and_column(rules):
    with pytest.raises(zi.InvalidError) as caught:
        rules.assess_table(pyarrow.table({"1.a": ["A", "Z"], "1.b": ["A", "A"]}), DAY)
    first = caught.value.diagnostics[0]
    assert first.path == "/1.a"
    with pytest.raises(zi.InvalidError):
        rules.assess_table(pyarrow.table({"2.a": [True]}), DAY)


def test_wrong_values_are_left_open_where_that_is_asked_for(rules, table, wanted):
    """And counted, through all batches; the others are what they are."""
    bad = table.set_column(0, "1.a", pyarrow.array(["Z" if row % 500 == 499 else cell for row, cell in enumerate(table["1.a"].to_pylist())]))
    batches = pyarrow.Table.from_batches(bad.to_batches(max_chunksize=300))
    result = rules.assess_table(batches, DAY, bad_values="open")
    assert result.left_open == 4
    assert [(one.code, one.unit, one.path) for one in result.remarks] == [("ZI0807", f"#{row}", "/1.a") for row in (500, 1000, 1500, 2000)]
    missing = bad.set_column(0, "1.a", pyarrow.array([None if cell == "Z" else cell for cell in bad["1.a"].to_pylist()]))
    assert pyarrow.table(result).to_pylist() == pyarrow.table(rules.assess_table(missing, DAY)).to_pylist()
    clean = rules.assess_table(table, DAY, bad_values="open")
    assert (clean.left_open, clean.remarks) == (0, ())
    same(pyarrow.table(clean), wanted)
    few = zi.loads((UNITS / "small.zi").read_text(), limits={"errors": 3})
    many = few.assess_table(pyarrow.table({"1.a": ["Z"] * 10}), DAY, bad_values="open")
    assert (many.left_open, len(many.remarks)) == (10, 3)
    with pytest.raises(zi.InvalidError, match="1.x"):
        rules.assess_table(pyarrow.table({"1.x": ["A"]}), DAY, bad_values="open")  # which may be any question
    with pytest.raises(zi.MisuseError, match="bad_values"):
        rules.assess_table(table, DAY, bad_values="perhaps")


def test_what_is_no_table_is_misuse(rules):
    for nothing in (None, 7, {"1.a": ["A"]}):
        with pytest.raises(zi.MisuseError, match="__arrow_c_stream__"):
            rules.assess_table(nothing, DAY)


def test_a_failing_stream_is_told_in_its_own_words(rules, table):
    def batches():
        yield table.to_batches()[0]
        raise RuntimeError("the disk is gone")

    reader = pyarrow.RecordBatchReader.from_batches(table.schema, batches())
    with pytest.raises(zi.CallbackError, match="the disk is gone"):
        rules.assess_table(reader, DAY)


def test_names_that_are_unknown_are_refused(rules):
    for keep in ({"predicates": ["NONE"]}, {"scores": ["9.z"]}):
        with pytest.raises(zi.InvalidError):
            rules.prepare(DAY, **keep)
    for no_list in ("GOOD", None):
        with pytest.raises(zi.MisuseError, match="lists"):
            rules.prepare(DAY, predicates=no_list)
    with pytest.raises(TypeError):
        rules.prepare(DAY, nonsense=True)


def test_progress_is_told_and_may_stop(rules, table):
    told = []
    batches = pyarrow.Table.from_batches(table.to_batches(max_chunksize=500))
    rules.assess_table(batches, DAY, progress=told.append)
    assert told == sorted(told) and told[-1] == 2000

    def stop(done):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        rules.assess_table(table, DAY, progress=stop)


def interrupt(*seconds):
    """Ctrl-C after so long, perhaps more than once."""
    for after in seconds:
        threading.Timer(after, signal.pthread_kill, [threading.main_thread().ident, signal.SIGINT]).start()


def no_thread_is_left():
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(5)
            assert not thread.is_alive()


def test_ctrl_c_stops(rules, table):
    """The signal comes while C works on many batches; the table is endless, so that nothing else could end the call. polars, once imported, has a handler
    of its own, after which a wait goes on."""
    pytest.importorskip("polars", reason="polars cannot be installed here")

    def endless():
        while True:
            yield table.to_batches()[0]

    for _ in range(5):  # what it must not do is to free what the other thread still uses, which needs a few tries to be seen
        interrupt(0.1)
        with pytest.raises(KeyboardInterrupt):
            rules.assess_table(pyarrow.RecordBatchReader.from_batches(table.schema, endless()), DAY)
        no_thread_is_left()


def test_a_second_ctrl_c_leaves_a_stream_that_hangs(rules, table):
    goes_on = threading.Event()

    def hanging():
        yield table.to_batches()[0]
        goes_on.wait(10)
        yield table.to_batches()[0]

    interrupt(0.1, 0.4)
    begin = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        rules.assess_table(pyarrow.RecordBatchReader.from_batches(table.schema, hanging()), DAY)
    assert time.perf_counter() - begin < 5
    goes_on.set()
    no_thread_is_left()


def test_what_somebody_took_already_is_misuse(rules, table):
    class Spent:
        def __init__(self, capsules):
            self.capsules = capsules

    class Stream(Spent):
        def __arrow_c_stream__(self, requested_schema=None):
            return self.capsules

    class Array(Spent):
        def __arrow_c_array__(self, requested_schema=None):
            return self.capsules

    stream, array = table.__arrow_c_stream__(), table.to_batches()[0].__arrow_c_array__()
    assert len(rules.assess_table(Stream(stream), DAY)) == len(rules.assess_table(Array(array), DAY)) == 2000
    for spent in (Stream(stream), Array(array)):
        with pytest.raises(zi.MisuseError, match="taken already"):
            rules.assess_table(spent, DAY)
    for other in (Stream(7), Stream(array[0]), Array((stream, stream))):
        with pytest.raises(zi.MisuseError, match="PyCapsule"):
            rules.assess_table(other, DAY)


def test_results_that_live_as_long_as_the_interpreter(tmp_path):
    """In cycles, in the modules that go last, untaken and half taken."""
    program = """
        import builtins, gc, pyarrow, zi
        rules = zi.loads('regulation r "R" scale s { A = 1 B = 0 } worksheet "W" 1 { question a s "Q" }')
        gc.disable()
        for kept in [], builtins.__dict__.setdefault("kept", []):
            kept.append(kept)
            for _ in range(20):
                made = [rules.assess_table(pyarrow.table({"a": ["A", "B"]}), "2026-05-31") for _ in range(4)]
                kept += [made[0], made[1].__arrow_c_stream__(), made[2].__arrow_c_schema__(), pyarrow.RecordBatchReader.from_stream(made[3])]
        print("done")
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_limits_hold_for_tables_too():
    source = (UNITS / "small.zi").read_text()
    told = []
    for limits in ({"errors": 3}, {}):
        with pytest.raises(zi.InvalidError) as caught:
            zi.loads(source, limits=limits).assess_table(pyarrow.table({"1.a": ["Z"] * 10}), DAY)
        told.append(len(caught.value.diagnostics))
    assert told == [4, 10]  # the fourth says that there are more


def test_scores_at_the_edges_of_their_columns():
    """Exact or refused: int64 ends below 2^63, a decimal after 38 digits."""
    shares = Fraction(1), Fraction(37, 100), Fraction(0)
    table = pyarrow.table({"a": ["A", "B", None]})

    def rules_of(total):
        return zi.loads(f'regulation r "R" scale s {{ A = 1 B = 0.37 C = 0 }} worksheet "W" {total} {{ question a s "Q" }}')

    for total in 2**62 - 1, 2**62, 2**62 + 1, 2**63 - 1:
        result = pyarrow.table(rules_of(total).prepare(DAY, integers=True).assess(table))
        stated = result.schema.field("total/certain").metadata
        unit, error = int(stated[b"zi.denominator"]), int(stated[b"zi.error"])
        for units, share in zip(result["total/certain"].to_pylist(), shares):
            assert units == total * share * unit if error == 0 else units <= total * share * unit < units + error
    for total, digits in (2**63 - 1, 18), (2**63, 18), (2**64 + 1, 18), (10**20 - 1, 18), (10**32 - 1, 6):
        result = pyarrow.table(rules_of(total).prepare(DAY, digits=digits).assess(table))
        for points, share in zip(result["total/certain"].to_pylist(), shares):
            assert Fraction(points) * 10**digits == total * share * 10**digits // 1
    for total, wanted in (2**63, {"integers": True}), (10**20, {"digits": 18}), (10**32, {"digits": 6}):
        with pytest.raises(zi.InvalidError) as caught:
            rules_of(total).prepare(DAY, **wanted)
        assert caught.value.diagnostics[0].code == "ZI0911"
