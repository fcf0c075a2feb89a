"""Is a session at any time what a fresh assessment is?"""

import copy
from fractions import Fraction

import pytest
from conftest import DAY

import zi


def test_edits_equal_a_fresh_assessment_and_are_taken_back(rules, good):
    unit = copy.deepcopy(good["exact"])
    session = rules.session(unit, DAY)
    before = session.assess().json
    with session.what_if():
        change = session.set_answer("1.c", "A")
        session.set_fact("office.rating", "C")
        session.set_answer("2.a", Fraction(7, 2))
        unit["answers"] |= {"1.c": "A", "2.a": "3.5"}
        unit["facts"] = {"office.size": 4, "office.rating": "C"}
        fresh = rules.assess(unit, as_of=DAY)
        assert session.assess().json == fresh.json and session.score() == fresh.total
        assert session.explain("en") == fresh.explain("en")
        assert session.verdict("GOOD") is fresh.predicates["GOOD"].verdict
        assert "total" in change["scores"]
    assert session.assess().json == before


def test_what_if_is_taken_back_when_it_fails(rules, good):
    session = rules.session(good["exact"], DAY)
    before = session.assess().json
    with pytest.raises(RuntimeError), session.what_if():
        session.set_answer("1.c", "A")
        raise RuntimeError
    assert session.assess().json == before


def test_an_edit_that_does_not_fit_changes_nothing(rules, good):
    session = rules.session(good["exact"], DAY)
    before = session.assess().json
    for question, value in (("1.a", "Z"), ("9.z", "A"), ("2.a", 5)):
        with pytest.raises(zi.InvalidError):
            session.set_answer(question, value)
    with pytest.raises(zi.InvalidError):
        session.remove_document("none")
    assert session.assess().json == before


def test_a_state_has_no_unit_to_ask_about(rules, good):
    with pytest.raises(zi.MisuseError, match="session"):
        str(rules.session(good["exact"], DAY).assess().why())
