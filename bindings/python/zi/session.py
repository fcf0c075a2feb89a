"""Sessions: editing one unit with incremental assessment."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ._library import call, encoded, ffi, language_code, lib, number, text
from .assessment import Assessment, Explanation, Verdict
from .errors import Language
from .numbers import Interval
from .units import to_json

if TYPE_CHECKING:
    from .rules import Rules

Change = dict[str, Any]
"""What an edit changed: docs/session-change.schema.json."""


class Session:
    """One unit under edit, from Rules.session. At any time it equals a fresh assessment. An edit that does not fit raises InvalidError and leaves
    everything as it was. Thread-safe: calls are serialized."""

    def __init__(self, handle: Any, rules: Rules, as_of: str) -> None:
        self._handle = handle
        self._as_of = as_of
        self._rules = rules
        self._language: Language = rules.language
        self._turn = threading.Lock()

    def set_answer(self, question: str, value: object, *, assessor: str | None = None) -> Change:
        """Answers a question (id or alias) as the unit, or as an assessor: an option's key, a number, or a dict of counts; None takes it back."""
        return self._edit(lib.zi_session_set_answer, encoded(question, "question"), encoded(assessor, "assessor"), *_value(value))

    def set_fact(self, fact: str, value: object) -> Change:
        """Sets a fact; None removes it."""
        return self._edit(lib.zi_session_set_fact, encoded(fact, "fact"), *_value(value))

    def set_document(self, document: Mapping[str, Any]) -> Change:
        """Adds a document as in the `evidence` of units, or replaces the one with the same id."""
        return self._edit(lib.zi_session_set_document, *_value(document))

    def remove_document(self, id: str) -> Change:
        """Removes a document."""
        return self._edit(lib.zi_session_remove_document, encoded(id, "id"))

    def mark(self) -> int:
        """A point in the undo log, for undo."""
        place = ffi.new("uint64_t *")
        self._call(lib.zi_session_mark, place)
        return int(place[0])

    def undo(self, mark: int) -> Change:
        """Reverts all edits since the mark. MisuseError: it was forgotten, or an undo has gone back beyond it."""
        return self._edit(lib.zi_session_undo, number(mark, "mark"))

    def forget(self, mark: int) -> None:
        """Discards the undo log before the mark, to free memory."""
        self._call(lib.zi_session_forget, number(mark, "mark"))

    @contextmanager
    def what_if(self) -> Iterator[Session]:
        """`with session.what_if():` reverts the edits inside at the end."""
        mark = self.mark()
        try:
            yield self
        finally:
            self.undo(mark)

    def verdict(self, predicate: str) -> Verdict:
        """The verdict of a predicate by name."""
        place = ffi.new("int32_t *")
        self._call(lib.zi_session_verdict, encoded(predicate, "predicate"), place)
        return (Verdict.MET, Verdict.NOT_MET, Verdict.OPEN)[place[0]]

    def score(self, node: str = "total") -> Interval:
        """The points of a node or view, by id or alias."""
        possible = ffi.new("zi_text **")
        with self._turn:
            certain = text(self._language, lambda *given: lib.zi_session_score(*given[:-1], possible, given[-1]), self._handle, encoded(node, "node"))
        try:
            return Interval(Fraction(certain), Fraction(ffi.string(lib.zi_text_data(possible[0])).decode()), self._rules, node)
        finally:
            lib.zi_text_free(possible[0])

    def assess(self) -> Assessment:
        """The current assessment, without why, whynot and so on, which need a unit."""
        with self._turn:
            return Assessment(text(self._language, lib.zi_session_assess, self._handle), self._rules, self._as_of, None)

    def explain(self, language: Language | None = None) -> Explanation:
        """The worksheet as a tree and every condition."""
        with self._turn:
            return Explanation(text(self._language, lib.zi_session_explain, self._handle, language_code(language or self._language)))

    def _edit(self, function: Callable[..., int], *arguments: Any) -> Change:
        with self._turn:
            change: Change = json.loads(text(self._language, function, self._handle, *arguments))
        return change

    def _call(self, function: Callable[..., int], *arguments: Any) -> None:
        with self._turn:
            call(self._language, function, self._handle, *arguments)


def _value(value: object) -> tuple[Any, int]:
    """JSON of a value. A text is a value here, not JSON."""
    data = json.dumps(value, ensure_ascii=True).encode() if isinstance(value, str) else to_json(value)
    return data, len(data)
