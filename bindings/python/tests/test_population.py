"""Do many units together say what the command prints of them?"""

import subprocess
import sys
import textwrap
import threading

import pytest
from conftest import DAY, ROOT, UNITS

import zi


@pytest.fixture(scope="module")
def clinics():
    rules = zi.load(UNITS / "evidence.zi")
    return rules.population((UNITS / "evidence.ndjson").read_text(), as_of=DAY, evidence=(UNITS / "evidence-shared.json").read_text())


def test_documents_impact_and_budgets_are_those_of_the_c_abi(clinics):
    printed = (ROOT / "tests/c/smoke.output").read_text()
    one = next(each for each in clinics.assess() if each.id == "klinik-1")
    for report in (
        one.documents(),
        clinics.document("rencana", "klinik-1"),
        clinics.impact("sk-tim", "klinik-1", change="expired"),
        clinics.heaviest(3),
        clinics.improve("UNGGUL", 20),
    ):
        assert str(report) and str(report) in printed
        assert report.data and str(report) == report.text("id") != report.text("en")
    assert one.documents().dot in printed
    assert one.documents().dot.startswith("digraph")


def test_what_moved_between_two_states(rules, good):
    before = rules.assess(good["below"], as_of=DAY)
    after = rules.assess(good["full"] | {"id": "below"}, as_of=DAY)
    assert before.diff(before).data != before.diff(after).data
    assert "GOOD" in str(before.diff(after))
    session = rules.session(good["below"], DAY)
    with pytest.raises(zi.MisuseError, match="session"):
        before.diff(session.assess())


def test_misuse_is_told(clinics):
    with pytest.raises(zi.MisuseError, match="change"):
        clinics.impact("sk-tim", change="lost")
    with pytest.raises(zi.InvalidError):
        str(clinics.document("nowhere"))
    with pytest.raises(zi.InvalidError):
        str(clinics.improve("NONE", 1))
    with pytest.raises(zi.Error):
        str(clinics.heaviest(0).dot)


def test_limits_hold_for_rules_and_units():
    text = (UNITS / "small.zi").read_text()
    with pytest.raises(zi.InvalidError) as caught:
        zi.loads(text, limits={"file_bytes": 100})
    assert caught.value.diagnostics
    rules = zi.loads(text, limits={"units_bytes": 20})
    with pytest.raises(zi.InvalidError):
        rules.assess({"id": "a unit that is longer than that"}, as_of=DAY)
    for wrong in ({"nonsense": 1}, {"struct_size": 1}, {"errors": 0}, {"errors": "many"}, {"errors": 2**64}):
        with pytest.raises(zi.MisuseError, match="limit"):
            zi.loads(text, limits=wrong)


def test_formatting_twice_is_formatting_once():
    for file in sorted((ROOT / "tests/cases/good").glob("*.zi")):
        once = zi.format(file.read_bytes())
        assert zi.format(once) == once
    with pytest.raises(zi.InvalidError, match="ZI0"):
        zi.format("worksheet {")


def test_units_are_assessed_as_they_are_asked_for(rules):
    """A few ahead, and no more once nobody asks."""
    before = set(threading.enumerate())
    units = rules.assess_units([{"id": str(n)} for n in range(2000)], as_of=DAY)
    assert [next(units).id for _ in range(3)] == ["0", "1", "2"]
    (worker,) = set(threading.enumerate()) - before
    worker.join(0.3)
    assert worker.is_alive()
    assert [one.id for one in units] == [str(n) for n in range(3, 2000)]
    worker.join(5)
    assert not worker.is_alive()


def test_whoever_leaves_early_leaves_no_thread(rules):
    before = set(threading.enumerate())
    units = rules.assess_units([{"id": str(n)} for n in range(2000)], as_of=DAY)
    next(units)
    (worker,) = set(threading.enumerate()) - before
    units.close()
    worker.join(5)
    assert not worker.is_alive()


def test_units_that_cannot_be_read_are_told_when_asked_for(rules):
    with pytest.raises(zi.MisuseError, match="as_of"):
        next(rules.assess_units([{"id": "a"}], as_of="yesterday"))
    units = rules.assess_units('{"id": "a"}\n{', as_of=DAY)
    assert [type(one) for one in units] == [zi.Assessment, zi.InvalidError]


def test_the_interpreter_ends_in_the_middle(tmp_path):
    program = """
        import zi
        rules = zi.loads('regulation r "R" scale s { A = 1 B = 0 } worksheet "W" 1 { question a s "Q" }')
        units = rules.assess_units([{"id": str(n)} for n in range(2000)], as_of="2026-05-31")
        print(next(units).id)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=tmp_path, capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")
