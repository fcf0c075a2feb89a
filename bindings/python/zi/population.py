"""What do many units say together?"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from ._library import data, encoded, lib, number
from .assessment import Assessment, Report, improve_options
from .errors import InvalidError, Language, MisuseError
from .files import File, files_of

if TYPE_CHECKING:
    from .rules import Asked

_AHEAD = 16
_Ready = queue.Queue[tuple["Assessment | InvalidError | None", "BaseException | None"]]
_CHANGES = {"rejected": 0, "expired": 1, "accepted": 2}


class Population:
    """Units on one day, from Rules.population. Immutable: any number of threads may use it. Reports about all raise InvalidError if a unit is refused."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    @property
    def files(self) -> list[File]:
        """What each file was taken for, of units from Rules.read; else none."""
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

    def workbook(self, language: Language | None = None) -> bytes:
        """Every unit's assessment as the bytes of an XLSX file, as `zi assess --format xlsx`; units that are refused stand among its findings."""
        return self._asked.data(lib.zi_assess_workbook, language=language)

    def filled(self, language: Language | None = None) -> bytes:
        """A copy of the workbook that the units were read from, as the bytes of an XLSX file, as `zi assess --fill`: with points, states and remarks beside the
        answers, and verdicts on a sheet behind the others; all else is as it was. InvalidError: the units were not read from one XLSX file."""
        if self._asked.read is None:
            raise MisuseError("filled: these units were not read from files; use rules.read")
        asked, said = self._asked, language or self._asked.rules.language
        return data(said, lib.zi_fill_workbook, asked.rules._handle, asked.options("json", said))

    def improve(self, target: str, budget: int, *, costs: object = None, work: int = 0) -> Report:
        """How many units reach a predicate within a budget (in the unit of costs), and which to coach first. `work`: steps at most, 5 to 60 ns each;
        0: 2**24 for each unit. docs/population-plan.schema.json."""
        return self._report(lib.zi_improve_all, encoded(target, "target"), number(budget, "budget"), improve_options(costs, work=work))

    def document(self, document: str, of: str | None = None) -> Report:
        """What one document supports, rests on and serves. `of`: the unit whose it is; None: the only one that is called so. docs/graph.schema.json."""
        return self._report(lib.zi_document, encoded(document, "document"), of=of)

    def impact(self, document: str, of: str | None = None, *, change: Literal["rejected", "expired", "accepted"] = "rejected") -> Report:
        """What changes in every unit that a document reaches, if that happens to it."""
        if change not in _CHANGES:
            raise MisuseError(f"change is one of {', '.join(_CHANGES)}, not {change!r}")
        return self._report(lib.zi_impact, encoded(document, "document"), _CHANGES[change], of=of)

    def heaviest(self, most: int = 10) -> Report:
        """The documents that the units lose most with."""
        return self._report(lib.zi_heaviest, number(most, "most"))

    def _report(self, function: Any, *more: Any, of: str | None = None) -> Report:
        asked = self._asked.of(of)
        return Report(lambda format, language: asked.data(function, *more, format=format, language=language))


def _next(ready: _Ready) -> tuple[Assessment | InvalidError | None, BaseException | None]:
    while True:
        with suppress(queue.Empty):
            return ready.get(timeout=0.1)  # a wait without end might not see Ctrl-C: see columns.py
