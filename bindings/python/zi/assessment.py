"""What came of a unit?"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from . import _html
from ._library import encoded, ffi, keeping, lib, number, struct
from .errors import Language, MisuseError
from .numbers import Interval
from .units import to_json

if TYPE_CHECKING:
    from .rules import Asked, Rules


class Verdict(str, Enum):
    """Of a predicate or a condition. OPEN: it hangs on what is not known yet."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a predicate, in force on the day and applicable to the unit."""

    id: str
    verdict: Verdict
    operator: str
    threshold: str
    """In points for a score; else as the rules put it: "met", "{A, B}", "1 year"."""
    value: str | None
    """Certain points, the fact's value, a verdict or a day; None: not known."""
    possible: Fraction | None
    """Possible points, of a score alone."""
    margin: Fraction | None
    """How far the certain value lies on the right side of the threshold; None where nothing can be measured."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """An award, an eligibility or a stage."""

    name: str
    verdict: Verdict
    exact: bool
    """False: OPEN is a bound, not proved that both outcomes are within reach."""
    conditions: Mapping[str, Condition]
    """By id, in the order of the rules."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was answered to one question, and what it counts."""

    id: str
    answer: str | Mapping[str, Fraction | None] | None
    """An option's key, a number as text, or counts by input; None: not given."""
    claimed: Fraction | None
    """The share of the weight that the answer claims, 0 to 1; None while it is open."""
    counted: Interval | None
    """The share that documents carry; None where no evidence is asked for or stated."""
    reason: str
    standing: str | None
    """Why documents carry no more: "accepted", "pending", "missing" and so on."""
    document: str | None
    """Id of the document that stands so."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the unit stands in its life; None: before the first stage."""

    certain: str | None
    possible: str | None
    stages: Mapping[str, Predicate]


class Explanation(str):
    """A text for people, which a notebook shows as it is laid out."""

    def _repr_html_(self) -> str:
        return _html.preformatted(self)


class Report:
    """An answer of zi as text (str()) and as data (`data`), each worked out when it is first asked for."""

    def __init__(self, fetch: Callable[[str, Language | None], bytes]) -> None:
        self._fetch = fetch

    def text(self, language: Language | None = None) -> Explanation:
        """In a language; None: that of the rules."""
        return Explanation(self._fetch("text", language).decode())

    @cached_property
    def data(self) -> dict[str, Any]:
        """The JSON of the command of the same name; its schema is in docs."""
        loaded: dict[str, Any] = json.loads(self._fetch("json", None))
        return loaded

    @cached_property
    def dot(self) -> str:
        """A drawing for Graphviz, of documents alone."""
        return self._fetch("dot", None).decode()

    def workbook(self, language: Language | None = None) -> bytes:
        """The bytes of an XLSX file, as the command's --format xlsx: of readiness, improve, impact, heaviest and diff. MisuseError: of others there is none."""
        return self._fetch("xlsx", language)

    def __str__(self) -> str:
        return str(self.text())

    def _repr_html_(self) -> str:
        return _html.preformatted(str(self))


class Assessment:
    """One unit's assessment. Immutable; any number of threads may read it."""

    def __init__(self, text: str, rules: Rules, as_of: str, asked: Asked | None) -> None:
        self.json = text
        """As zi gave it: an element of `units` in docs/assessment.schema.json."""
        self.as_of = as_of
        """The day of rules and facts."""
        self._rules = rules
        self._asked = asked
        self._data: dict[str, Any] = json.loads(text)

    @property
    def id(self) -> str:
        return str(self._data["id"])

    @property
    def name(self) -> str | None:
        """For people; None if the unit gives none."""
        return self._data.get("name")

    @cached_property
    def nodes(self) -> Mapping[str, Interval]:
        """Points by official path, "total" and the names of views, in worksheet order."""
        return {key: Interval(Fraction(score["certain"]), Fraction(score["possible"]), self._rules, key) for key, score in self._data["scores"].items()}

    @property
    def total(self) -> Interval:
        """Points of the whole worksheet."""
        return self.nodes["total"]

    @cached_property
    def predicates(self) -> Mapping[str, Predicate]:
        """Awards and eligibilities that concern the unit, by name."""
        return _predicates(self._data["predicates"]) | _predicates(self._data["eligibility"])

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """All conditions of these predicates, by predicate and id: "WBK:total"."""
        return {f"{name}:{key}": condition for name, predicate in self.predicates.items() for key, condition in predicate.conditions.items()}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """By official path: every question of the worksheet."""
        return {key: _question(key, answer) for key, answer in self._data["answers"].items()}

    @cached_property
    def stage(self) -> Stage | None:
        """None if the rules have no stages."""
        stage = self._data.get("stage")
        return stage and Stage(stage["certain"], stage["possible"], _predicates(stage["stages"]))

    @property
    def remarks(self) -> list[dict[str, Any]]:
        """What is taken as it stands although something else may have been meant, and what contradicts itself: `remarks` of docs/assessment.schema.json."""
        return list(self._data.get("remarks", []))

    def explain(self, language: Language | None = None) -> Explanation:
        """The worksheet as a tree and every condition."""
        return Explanation(self._unit("explain").text(lib.zi_explain, language=language))

    def why(self, predicate: str | None = None) -> Report:
        """Why a predicate is met; None: all that are. InvalidError: there is no such predicate."""
        return self._report("why", lambda *_: [encoded(predicate, "predicate")])

    def whynot(self, predicate: str | None = None) -> Report:
        """Why a predicate is not met, and what is missing; None: all that are not."""
        return self._report("whynot", lambda *_: [encoded(predicate, "predicate")])

    def readiness(self, target: str | None = None) -> Report:
        """How far the unit is from a predicate; None: the first award."""
        return self._report("readiness", lambda *_: [encoded(target, "predicate")])

    def improve(self, target: str, *, costs: object = None, next: int = 0, step: bool = False, work: int = 0) -> Report:
        """The cheapest way to a predicate. `costs`: docs/costs.schema.json, a dict or JSON text; `next`: so many other plans, 10 at most; `step`: the
        best single step as well; `work`: steps at most, the same on every machine, 5 to 60 ns each; 0: 2**27."""
        return self._report("improve", lambda *_: [encoded(target, "predicate"), improve_options(costs, next, step, work)])

    def proof(self, target: str, *, costs: object = None, work: int = 0) -> str:
        """The proof of the way that `improve` gives, for somebody else to check: docs/proof.schema.json."""
        return self._unit("proof").text(lib.zi_improve_proof, encoded(target, "predicate"), improve_options(costs, work=work))

    def verify(self, proof: str, *, costs: object = None) -> Report:
        """Does a proof hold for this unit as it stands, on this day and with these costs? `data["found"]` is "sound" if it does, else what is wrong:
        docs/verification.schema.json."""
        data = proof.encode()
        return self._report("verify", lambda *_: [data, len(data), improve_options(costs), ffi.new("int32_t *")])

    def documents(self) -> Report:
        """How each document stands, what is circular, unsupported, lapsing, fragile. `dot`: a drawing. docs/graph.schema.json."""
        return self._report("documents", lambda *_: [])

    def diff(self, other: Assessment) -> Report:
        """What moved from this assessment to another: of a unit of the same rules as it is later, as others see it, or on another day.
        docs/diff.schema.json."""
        asked = other._asked
        if asked is None:
            raise MisuseError("diff: the state of a session has no unit to compare with")
        return self._report("diff", lambda format, language: [asked.units, asked.size, asked.options(format, language)])

    def _report(self, subject: str, more: Callable[[str, Language | None], list[Any]]) -> Report:
        """What the function zi_<subject> says; `more`: its arguments behind the options."""
        function = getattr(lib, f"zi_{subject}")
        return Report(lambda format, language: self._unit(subject).data(function, *more(format, language), format=format, language=language))

    def _unit(self, subject: str) -> Asked:
        if self._asked is None:
            raise MisuseError(f"{subject}: the state of a session has no unit to ask about; use session.explain, or assess the unit")
        return self._asked

    def __repr__(self) -> str:
        verdicts = ", ".join(f"{name} {predicate.verdict.value}" for name, predicate in self.predicates.items())
        return f"<zi.Assessment {self.id!r}: {self.total}; {verdicts}>"

    def _repr_html_(self) -> str:
        language = self._rules.language
        head = f"{self.id} - {self.name}" if self.name else self.id
        nodes, predicates = self._rules.titles("node"), self._rules.titles("predicate")
        rows = [("total", nodes["total"], _html.number(str(self.total), language))]
        rows += [(name, predicates[name], _html.word(each.verdict.value, language)) for name, each in self.predicates.items()]
        rows += [(each["code"], each.get("path", ""), each["message"][language]) for each in self.remarks]
        return _html.table([f"{head}, {_html.day(self.as_of, language)}", self._rules.title()], rows)


def improve_options(costs: object, following: int = 0, step: bool = False, work: int = 0) -> Any:
    """The zi_improve_options."""
    how = struct("zi_improve_options")
    data = b"" if costs is None else to_json(costs)
    kept = ffi.from_buffer("char[]", data)
    how.costs, how.costs_size, how.next, how.step = ffi.NULL if costs is None else kept, len(data), number(following, "next", "uint32_t"), step
    how.work = number(work, "work")
    return keeping(how, kept)


def _predicates(found: Mapping[str, Any]) -> dict[str, Predicate]:
    return {
        name: Predicate(name, Verdict(each["status"]), each.get("exact", True), {row["id"]: _condition(row) for row in each["conditions"]})
        for name, each in found.items()
    }


def _condition(row: Mapping[str, Any]) -> Condition:
    possible, margin = row.get("possible"), row["margin"]
    return Condition(
        id=row["id"],
        verdict=Verdict(row["status"]),
        operator=row["operator"],
        threshold=row["threshold"],
        value=row["value"],
        possible=None if possible is None else Fraction(possible),
        margin=None if margin is None else Fraction(margin),
    )


def _question(key: str, row: Mapping[str, Any]) -> Question:
    answer, claimed, evidence = row["answer"], row["claimed"], row.get("evidence")
    if isinstance(answer, dict):
        answer = {name: None if count is None else Fraction(count) for name, count in answer.items()}
    return Question(
        id=key,
        answer=answer,
        claimed=None if claimed is None else Fraction(claimed),
        counted=Interval(Fraction(evidence["certain"]), Fraction(evidence["possible"])) if evidence else None,
        reason=row["reason"],
        standing=evidence["standing"] if evidence else None,
        document=evidence["document"] if evidence else None,
    )
