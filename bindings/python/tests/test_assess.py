"""Does Python give what the command prints, exactly?"""

import datetime
import importlib.metadata
import json
import os
import pickle
import re
import threading
import time
from decimal import Decimal
from fractions import Fraction

import pytest
from conftest import DAY, ROOT, UNITS

import zi


def recorded(case, section="stdout"):
    text = (ROOT / f"tests/cli/{case}.case").read_text()
    return re.search(rf"^-- {section} --\n(.*?)(?=^-- |\Z)", text, re.M | re.S)[1]


def test_all_units_are_what_the_command_printed(rules):
    printed = json.loads(recorded("assess-json"))["units"]
    found = list(rules.assess_units((UNITS / "good.ndjson").read_text(), as_of=DAY))
    assert [json.loads(one.json) for one in found] == printed
    for one, wanted in zip(found, printed, strict=True):
        assert list(one.nodes) == list(wanted["scores"])
        for key, score in wanted["scores"].items():
            assert one.nodes[key] == zi.Interval(Fraction(score["certain"]), Fraction(score["possible"]))
            assert str(one.nodes[key].decimal) == score["decimal"]
        for name, predicate in (wanted["predicates"] | wanted["eligibility"]).items():
            assert one.predicates[name].verdict.value == predicate["status"]
            assert [c.id for c in one.predicates[name].conditions.values()] == [c["id"] for c in predicate["conditions"]]
            for c in predicate["conditions"]:
                assert one.conditions[f"{name}:{c['id']}"].margin == (None if c["margin"] is None else Fraction(c["margin"]))
        assert list(one.questions) == list(wanted["answers"])


def test_one_by_one_is_the_same_as_all(rules, good):
    for one in rules.assess_units(good.values(), as_of=DAY):
        assert one.json == rules.assess(good[one.id], as_of=datetime.date(2026, 5, 31)).json == rules.assess(json.dumps(good[one.id]), as_of=DAY).json
        assert str(one.explain("id")) == str(rules.assess(good[one.id], as_of=DAY).explain("id"))


def test_explanations_are_those_of_the_command(rules, good):
    assert rules.assess(good["exact"], as_of=DAY).explain("id") == recorded("explain")
    indonesian = zi.load(UNITS / "small.zi")
    assert indonesian.assess(good["open"], as_of=DAY).whynot().data == json.loads(recorded("whynot-json"))


def test_readiness_why_and_improve_answer_in_text_and_data(rules, good):
    below = rules.assess(good["below"], as_of=DAY)
    assert "GOOD" in str(below.readiness("GOOD")) and below.readiness("GOOD").data["id"] == "below"
    assert "GOOD" in str(below.improve("GOOD", next=1, step=True).text("en"))
    proof = below.proof("GOOD")
    assert below.verify(proof).data["found"] == "sound" and "does for less" in below.verify(proof).text("en")
    assert below.verify(proof, costs={"questions": {"1.c": 9}}).data["found"] == "other_costs"
    costs = recorded("plan-json", "costs.json")
    assert zi.load(UNITS / "small.zi").assess(good["below"], as_of=DAY).improve("GOOD", costs=costs).data == json.loads(recorded("plan-json"))
    assert "GOOD" in str(rules.assess(good["full"], as_of=DAY).why("GOOD"))
    with pytest.raises(zi.InvalidError, match="NONE"):
        str(below.why("NONE"))


@pytest.mark.parametrize("value", ["3.62", 3.62, Decimal("3.62"), Fraction(181, 50)])
def test_numbers_are_read_exactly(rules, value):
    assert rules.assess({"id": "a", "answers": {"2.a": value}}, as_of=DAY).nodes["2.a"].certain == Fraction(181, 50) / 4 * 3


@pytest.mark.parametrize("count", [3, "3", Decimal("3.00"), Decimal("3E+0"), Fraction(3)])
def test_whole_numbers_are_counts_however_they_are_typed(rules, count):
    assert rules.assess({"id": "a", "answers": {"2.b": {"received": count, "settled": 1}}}, as_of=DAY).nodes["2.b"].certain == Fraction(1, 3)


@pytest.mark.parametrize("count", ["3.00", Decimal("3.50"), Decimal("NaN"), Decimal("1E+999999")])
def test_what_is_no_count_is_refused(rules, count):
    with pytest.raises(zi.InvalidError):
        rules.assess({"id": "a", "answers": {"2.b": {"received": count, "settled": 1}}}, as_of=DAY)


def test_a_tenth_is_a_tenth(rules):
    assert rules.assess({"id": "a", "answers": {"2.a": 0.1}}, as_of=DAY).nodes["2.a"].certain == Fraction(3, 40)


def test_the_decimal_is_rounded_at_halves_and_a_step_beside():
    def four(numerator):
        return zi.Interval(Fraction(numerator, 10**6), Fraction(1)).decimal

    assert [str(four(n)) for n in (0, 49, 50, 51, 150, 1_000_000)] == ["0.0000", "0.00005", "0.0001", "0.0001", "0.0002", "1.0000"]


def test_decimals_are_those_that_zi_prints():
    rules = zi.loads("""regulation angka "Angka, sintetis"
level bagian "Bagian"
scale nilai number 0 .. 100 { value / 100 }
worksheet "Nilai" 100 { bagian A "Satu" 100 { question a nilai "Pertanyaan" 100 } }
predicate BAIK "Baik" { total >= 90 }
""")

    def shown(value):
        one = rules.assess({"id": "u", "answers": {"A.a": value}}, as_of=DAY)
        assert rules.session({"id": "u", "answers": {"A.a": value}}, DAY).score().decimal == one.total.decimal
        assert one.json.count(f'"decimal":"{one.total}"') >= 1 and f"<td>{str(one.total).replace('.', ',')}</td>" in one._repr_html_()
        assert f": {one.total};" in repr(one) and str(pickle.loads(pickle.dumps(one.total))) == str(one.total)
        return str(one.total)

    assert [shown(value) for value in ("89.9999999", "90", "90.00004", "2.9475")] == ["89.9999999", "90.0000", "90.00004", "2.9475"]
    # A possible score has its threshold too.
    assert str(zi.Interval(Fraction(0), Fraction(899_999_999, 10_000_000), rules, "total")) == "0.0000 .. 89.9999999"


def test_errors_have_places_and_can_be_pickled(rules):
    with pytest.raises(zi.InvalidError) as caught:
        rules.assess({"id": "a", "answers": {"1.a": "Z", "1.b": "Z"}}, as_of=DAY)
    assert [d.path for d in caught.value.diagnostics] == ["/answers/1.a", "/answers/1.b"]
    assert {d.unit for d in caught.value.diagnostics} == {"a"} and caught.value.diagnostics[0].code == "ZI0807"
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.diagnostics) == (str(caught.value), caught.value.diagnostics)


def test_errors_of_rules_have_spans():
    with pytest.raises(zi.InvalidError) as caught:
        zi.loads("regulation a\n  nonsense", name="a.zi", language="en")
    first = caught.value.diagnostics[0]
    assert first.file == "a.zi" and first.line >= 1 and first.end > first.begin and "^" in str(caught.value)


def test_rules_that_are_no_text_are_misuse():
    with pytest.raises(zi.MisuseError, match="NoneType"):
        zi.loads(None)


def test_a_refused_unit_does_not_stop_the_others(rules, good):
    found = list(rules.assess_units([good["full"], {"id": "bad", "answers": {"1.a": "Z"}}, good["exact"]], as_of=DAY))
    assert [type(one) for one in found] == [zi.Assessment, zi.InvalidError, zi.Assessment]
    assert found[1].diagnostics[0].unit == "bad"


HOSTILE = ["", "{", "[" * 100_000, '{"id": "\ud800"}', '{"id": "a\\u0000"}', "null", b"\xff\xfe", {"id": {}}, {"id": "a", "answers": {"1.a": "A" * 10**6}}]


@pytest.mark.parametrize("unit", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_units_are_refused(rules, unit):
    try:
        rules.assess(unit, as_of=DAY)
    except zi.Error as error:
        assert isinstance(error, ValueError) and str(error)
    else:
        assert unit == '{"id": "a\\u0000"}'  # an id like another


@pytest.mark.parametrize("unit", [{"id": "a", "answers": {"2.a": float("nan")}}, {"id": object()}, 7])
def test_what_is_no_json_is_misuse(rules, unit):
    with pytest.raises((zi.MisuseError, zi.InvalidError)):
        rules.assess(unit, as_of=DAY)


@pytest.mark.parametrize("day", ["2026-02-30", "", "2026-05-31\0", "yesterday"])
def test_a_day_that_is_none_is_misuse(rules, good, day):
    with pytest.raises(zi.MisuseError):
        rules.assess(good["full"], as_of=day)


def test_a_language_that_is_none_is_misuse(rules, good):
    with pytest.raises(zi.MisuseError, match="language"):
        zi.load(UNITS / "small.zi", language="fr")
    with pytest.raises(zi.MisuseError, match="language"):
        rules.assess(good["full"], as_of=DAY).explain("fr")


@pytest.mark.parametrize("number", [-1, 2**64, 1.5, "1", None])
def test_numbers_that_c_cannot_hold_are_misuse(rules, good, number):
    one, many, session = rules.assess(good["full"], as_of=DAY), rules.population([], as_of=DAY), rules.session(good["full"], DAY)
    for name, ask in {
        "next": lambda: str(one.improve("GOOD", next=number)),
        "budget": lambda: many.improve("GOOD", number),
        "most": lambda: many.heaviest(number),
        "mark": lambda: session.undo(number),
        "digits": lambda: rules.prepare(DAY, digits=number),
    }.items():
        with pytest.raises(zi.MisuseError, match=name):
            ask()


def test_numbers_of_numpy_are_numbers(rules):
    numpy = pytest.importorskip("numpy")
    for three in (numpy.int64(3), numpy.uint8(3), numpy.float64(3)):
        assert rules.assess({"id": "a", "answers": {"2.a": three}}, as_of=DAY).nodes["2.a"].certain == Fraction(9, 4)


def test_one_unit_is_no_population(rules, good):
    for units in (good["full"], 7, None):
        with pytest.raises(zi.MisuseError, match="list of dicts"):
            rules.population(units, as_of=DAY)


def test_files_whose_names_are_not_utf8(tmp_path):
    file = os.fsencode(tmp_path) + b"/\xff.zi"
    with pytest.raises(zi.InvalidError) as caught:
        zi.load(os.fsdecode(file), language="en")
    assert "ZI0" in str(caught.value)


def test_included_files_are_ordinary_and_lie_in_the_folder(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "top.zi").write_text('regulation r "R"\ninclude "part.zi"\nscale s { A = 1 B = 0 }\nworksheet "W" 1 { question a s "Q" }\n')
    (folder / "inside.zi").write_text('interpretation i "I"\n')
    (tmp_path / "outside.zi").write_text('interpretation i "I"\n')
    (tmp_path / "link.zi").symlink_to("rules/top.zi")
    part = folder / "part.zi"
    part.symlink_to("inside.zi")
    zi.load(folder / "top.zi")
    for make in (lambda: part.symlink_to("../outside.zi"), lambda: os.mkfifo(part), lambda: part.symlink_to("/dev/zero"), lambda: None):
        part.unlink()
        make()
        with pytest.raises(zi.InvalidError, match="ZI0701"):
            zi.load(folder / "top.zi")
    with pytest.raises(zi.InvalidError, match="ZI0701"):
        zi.load("/dev/zero")
    part.write_text('interpretation i "I"\n')
    assert zi.load(folder / "top.zi")
    with pytest.raises(zi.InvalidError, match="ZI0701"):  # what is included lies beside the link
        zi.load(tmp_path / "link.zi")


def test_a_refusal_is_told_in_one_language():
    rules = zi.loads('regulation r "R" in force 2021-01-01 .. 2030-01-01\nscale s { A = 1 B = 0 }\nworksheet "W" 1 { question a s "Q" }\n', language="en")
    for refused in (lambda: rules.prepare(as_of="2030-01-01"), lambda: rules.assess({"id": "u"}, as_of="2030-01-01")):
        with pytest.raises(zi.InvalidError, match="it is in force from 1 January 2021 until before 1 January 2030"):
            refused()


MOMENTS = [datetime.datetime(2026, 5, 31, 14), datetime.datetime(2026, 5, 31, 0, 0, 0, 1)]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_within_a_day_is_refused(rules, good, moment):
    for ask in (
        lambda: rules.assess(good["full"], as_of=moment),
        lambda: rules.prepare(moment),
        lambda: rules.session(good["full"], moment),
        lambda: founded().assess({"id": "u", "facts": {"berdiri": moment}}, as_of=DAY),
        lambda: founded().session({"id": "u"}, DAY).set_fact("berdiri", moment),
    ):
        with pytest.raises(zi.MisuseError, match=r"within a day: write its \.date\(\)"):
            ask()


def founded() -> zi.Rules:
    """Rules that ask for a day."""
    return zi.loads("""regulation r "R"
fact berdiri date "Berdiri"
scale s { A = 1 B = 0 }
worksheet "W" 1 { question a s "Q" }
predicate BARU "Baru" { berdiri > 2020-01-01 }
""")


def moments_of_days():
    yield datetime.date(2026, 5, 31)
    yield datetime.datetime(2026, 5, 31)
    yield datetime.datetime(2026, 5, 31, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))  # the day of whoever wrote it
    pandas = pytest.importorskip("pandas", reason="pandas cannot be installed here")
    yield pandas.Timestamp("2026-05-31")
    yield pandas.Timestamp("2026-05-31", tz="Asia/Makassar")


def test_the_begin_of_a_day_is_that_day(rules, good):
    for day in moments_of_days():
        assert rules.assess(good["exact"], as_of=day).as_of == DAY
        assert rules.assess(good["exact"], as_of=day).json == rules.assess(good["exact"], as_of=DAY).json
        one = founded().assess({"id": "u", "facts": {"berdiri": day}}, as_of=DAY)
        assert one.conditions["BARU:berdiri"].value == DAY


def test_what_pandas_lacks_is_no_day(rules, good):
    pandas = pytest.importorskip("pandas", reason="pandas cannot be installed here")
    for ask in (lambda: rules.assess(good["full"], as_of=pandas.NaT), lambda: founded().assess({"id": "u", "facts": {"berdiri": pandas.NaT}}, as_of=DAY)):
        with pytest.raises(zi.MisuseError, match="NaT is no day"):
            ask()
    with pytest.raises(zi.MisuseError, match="within a day"):
        rules.assess(good["full"], as_of=pandas.Timestamp(DAY) + pandas.Timedelta(1, "ns"))


def test_never_comes_back_as_it_went_in():
    rules = founded()
    one = rules.assess({"id": "u", "facts": {"berdiri": zi.NEVER}}, as_of=DAY)
    told = one.conditions["BARU:berdiri"]
    assert (told.value, told.verdict) == (zi.NEVER, zi.Verdict.MET)
    session = rules.session({"id": "u"}, DAY)
    session.set_fact("berdiri", told.value)
    assert session.assess().json == one.json
    with pytest.raises(zi.MisuseError):
        rules.assess({"id": "u"}, as_of=zi.NEVER)


def test_html_says_what_things_are_called_in_the_language_of_the_rules(good):
    for language, parts in (
        ("id", ("full - Kantor lengkap, 31 Mei 2026", "Lembar contoh", "<th>GOOD</th><td>Baik</td><td>terpenuhi</td>", "<th>total</th><td>Nilai</td><td>7,5721</td>")),
        ("en", ("full - Kantor lengkap, 31 May 2026", "Sample worksheet", "<th>GOOD</th><td>Good</td><td>met</td>", "<th>total</th><td>Score</td><td>7.5721</td>")),
    ):
        rules = zi.load(UNITS / "small.zi", language=language)
        for one in (rules.assess(good["full"], as_of=DAY), rules.session(good["full"], DAY).assess()):
            for part in parts:
                assert part in one._repr_html_()


def test_html_is_escaped(rules):
    one = rules.assess({"id": "<script>&", "name": "</table>"}, as_of=DAY)
    for html in (one._repr_html_(), one.explain()._repr_html_(), one.whynot()._repr_html_()):
        assert "<script>" not in html and html.count("</table>") == 1
    assert "&lt;script&gt;&amp;" in one._repr_html_()


def test_remarks_are_told_and_shown():
    rules = zi.loads('regulation r "R"\nscale p number 0 .. 100 { value / 100 }\nworksheet "W" 1 { question a p "Q" }\n')
    one = rules.assess({"id": "u", "answers": {"a": 0.95}}, as_of="2026-05-31")
    assert [(each["code"], each["path"], each["args"]) for each in one.remarks] == [("ZI0831", "/answers/a", ["0.95", "95"])]
    assert "ZI0831" in one._repr_html_()
    assert rules.assess({"id": "u", "answers": {"a": "95%"}}, as_of="2026-05-31").remarks == []


def test_rules_say_what_they_are_made_of(rules):
    assert rules.name == "small" and rules.title("id") == "Lembar contoh"
    assert rules.ids("predicate") == ["GOOD", "award"] and "1.a" in rules.ids("question")
    assert rules.warnings == () and rules.model
    assert list(rules.titles("question")) == rules.ids("question") and rules.titles("predicate", "id")["GOOD"] == "Baik"
    with pytest.raises(zi.MisuseError, match="kind"):
        rules.ids("nonsense")


def test_the_package_and_its_library_have_one_version():
    assert importlib.metadata.version("zi-rules") == zi.__version__


def test_other_threads_run_while_zi_works(rules, good):
    """The lock is released: a Python thread advances while one call of C takes long."""
    many = json.dumps([good["full"] | {"id": str(n)} for n in range(30_000)])
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(time.perf_counter())

    ticker = threading.Thread(target=tick)
    ticker.start()
    begin = time.perf_counter()
    rules.assess(many, as_of=DAY, id="29999")  # reads all, gives one
    end = time.perf_counter()
    done.set()
    ticker.join()
    assert len([t for t in ticks if begin < t < end]) >= 2


def test_threads_share_rules(rules, good):
    wanted = rules.assess(good["full"], as_of=DAY).json
    found = []
    threads = [threading.Thread(target=lambda: found.extend(rules.assess(good["full"], as_of=DAY).json for _ in range(50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 200


def test_rules_travel_to_other_processes_with_all_that_they_include(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/scale.zi").write_text("scale s { A = 1 B = 0 }\n")
    (tmp_path / "rules.zi").write_text('regulation r "R"\ninclude "parts/scale.zi"\nworksheet "W" 1 { question a s "Q" }\n')
    rules = zi.load(tmp_path / "rules.zi", language="en")
    pickled = pickle.dumps(rules)
    (tmp_path / "rules.zi").unlink()
    (tmp_path / "parts/scale.zi").unlink()
    again = pickle.loads(pickled)
    assert again.model == rules.model and again.language == "en"
    with pytest.raises(zi.InvalidError, match="rules.zi"):
        zi.load(tmp_path / "rules.zi")
    assert pickle.loads(pickle.dumps(zi.loads('regulation r "R" scale s { A = 1 B = 0 } worksheet "W" 1 { question a s "Q" }'))).ids("question") == ["a"]


def test_a_wrong_answer_is_left_open_where_that_is_asked(rules):
    unit = {"id": "u", "answers": {"1.a": "A", "1.b": "D"}, "facts": {"office.size": "-"}}
    with pytest.raises(zi.InvalidError):
        rules.assess(unit, as_of=DAY)
    found = rules.assess(unit, as_of=DAY, bad_values="open")
    assert found.questions["1.b"].reason == "refused"
    assert [(one["severity"], one["code"], one["path"]) for one in found.remarks] == [
        ("error", "ZI0807", "/answers/1.b"),
        ("error", "ZI0840", "/facts/office.size"),
    ]
    assert found.remarks[1]["message"]["en"].startswith("`-` may mean not answered")
    assert rules.assess({"id": "u"}, as_of=DAY).remarks == []
    with pytest.raises(zi.MisuseError):
        rules.assess(unit, as_of=DAY, bad_values="terbuka")
