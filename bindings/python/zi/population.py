"""Many units: assessment in order, and reports about all of them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from ._library import encoded, lib, number
from .assessment import Assessment, Report, improve_options
from .errors import InvalidError, MisuseError
from .files import File, files_of

if TYPE_CHECKING:
    from .rules import Asked

_AHEAD = 16
_Ready = queue.Queue[tuple["Assessment | InvalidError | None", "BaseException | None"]]
_CHANGES = {"rejected": 0, "expired": 1, "accepted": 2}


class Population:
    """Units on one day, from Rules.population. Immutable and thread-safe. Reports about all units raise InvalidError if a unit is refused."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    @property
    def files(self) -> list[File]:
        """How each file was detected and read, for units from Rules.read; else empty."""
        read, language = self._asked.read, self._asked.rules.language
        return [] if read is None else files_of(read, language)

    def assess(self) -> Iterator[Assessment | InvalidError]:
        """Every unit's assessment in the order of the input, or the error (not raised) that says why it is refused. A thread reads all units, since
        members of a kawasan may stand anywhere, and assesses a few ahead of what is asked for: memory for results does not grow with their number."""
        ready: _Ready = queue.Queue(_AHEAD)
        left = threading.Event()

        def give(one: Assessment | InvalidError | None, failed: BaseException | None = None) -> bool:
            while not left.is_set() and threading.main_thread().is_alive():  # the interpreter waits for this thread before it ends
                with suppress(queue.Full):
                    ready.put((one, failed), timeout=0.1)
                    return True
            return False

        def work() -> None:
            try:
                self._asked.each(give)
            except BaseException as error:
                give(None, error)
            else:
                give(None)

        threading.Thread(target=work).start()
        try:
            while True:
                one, failed = _next(ready)
                if failed is not None:
                    raise failed
                if one is None:
                    return
                yield one
        finally:
            left.set()

    def improve(self, target: str, budget: int, *, costs: object = None, work: int = 0) -> Report:
        """How many units reach a predicate within a budget (in the unit of costs), and which to coach first. `work`: budget in steps of 5 to 60 ns;
        0: 2**24 for each unit. docs/population-plan.schema.json."""
        return self._report(lib.zi_improve_all, encoded(target, "target"), number(budget, "budget"), improve_options(costs, work=work))

    def document(self, document: str, of: str | None = None) -> Report:
        """What one document supports, derives from and affects. `of`: its owner; None: the id is unique. docs/graph.schema.json."""
        return self._report(lib.zi_document, encoded(document, "document"), of=of)

    def impact(self, document: str, of: str | None = None, *, change: Literal["rejected", "expired", "accepted"] = "rejected") -> Report:
        """What changes in every unit that depends on a document, if it changes so."""
        if change not in _CHANGES:
            raise MisuseError(f"change is one of {', '.join(_CHANGES)}, not {change!r}")
        return self._report(lib.zi_impact, encoded(document, "document"), _CHANGES[change], of=of)

    def heaviest(self, most: int = 10) -> Report:
        """The documents whose loss costs the units most."""
        return self._report(lib.zi_heaviest, number(most, "most"))

    def _report(self, function: Any, *more: Any, of: str | None = None) -> Report:
        asked = self._asked.of(of)
        return Report(lambda format, language: asked.text(function, *more, format=format, language=language))


def _next(ready: _Ready) -> tuple[Assessment | InvalidError | None, BaseException | None]:
    while True:
        with suppress(queue.Empty):
            return ready.get(timeout=0.1)  # a wait without timeout might not see Ctrl-C: see columns.py
