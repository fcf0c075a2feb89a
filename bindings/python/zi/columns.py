"""How are tables assessed?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from . import _capsule
from ._library import c_callback, call, encoded, ffi, handle, language_code, lib, string, struct, text
from ._stream import stream
from .errors import CallbackError, CancelledError, Language, MisuseError
from .units import Day, to_day

Progress = Callable[[int], None]
"""Told of rows done, from any thread, one call at a time. What it raises stops the work and is raised there."""


class Plan:
    """Rules made ready for assessing columns on a day. Immutable: any number of threads may use it at once.

    predicates: names of those whose verdicts are kept; none: all. scores: ids of nodes and views whose scores are kept; none: the total. everything: all of
    both, with conditions and stage. conditions: verdicts of the conditions as well. stage: the stage as well. certain_only: no possible scores.
    integers: scores as int64 in units of 1 / `zi.denominator`, else decimals with `digits` places (1 to 18; 0: 6), rounded down. docs/columns.md."""

    def __init__(
        self,
        rules: Any,
        language: Language,
        as_of: Day,
        *,
        predicates: Sequence[str] = (),
        scores: Sequence[str] = (),
        everything: bool = False,
        conditions: bool = False,
        stage: bool = False,
        certain_only: bool = False,
        integers: bool = False,
        digits: int = 0,
    ) -> None:
        if isinstance(predicates, str) or isinstance(scores, str):
            raise MisuseError("predicates and scores are lists of names")
        options = struct("zi_plan_options")
        day = encoded(to_day(as_of), "as_of")
        names = [encoded(name, "predicates") for name in predicates]
        ids = [encoded(id, "scores") for id in scores]
        lists = ffi.new("char *[]", names), ffi.new("char *[]", ids)
        options.as_of = day
        options.predicates, options.predicate_count = lists[0], len(names)
        options.scores, options.score_count = lists[1], len(ids)
        options.everything, options.conditions, options.stage = everything, conditions, stage
        options.certain_only, options.integers, options.digits = certain_only, integers, digits
        self._language: Language = language
        self._handle = handle(language, "plan", lib.zi_plan_new, rules, options)

    def describe(self, language: Language | None = None) -> str:
        """What was planned and proved."""
        return text(self._language, lib.zi_plan_describe, self._handle, language_code(language or self._language))

    def assess(self, table: object, *, threads: int = 1, progress: Progress | None = None) -> Table:
        """Assesses a table, a unit each row: anything with __arrow_c_stream__ or __arrow_c_array__ whose columns are named as docs/columns.md says.
        Answers are read where they lie. threads: at most so many; -1: as many as the machine runs at once. The result is the same for any number.
        InvalidError: all problems of one batch, by row and column. KeyboardInterrupt stops the work."""
        batches: list[Any] = []
        run = _Run(threads, progress)
        try:
            with _batches(table) as taken:
                for schema, array in taken:
                    out = ffi.new("struct ArrowArray *")
                    batches.append(out)
                    run.rows = array.length
                    run(partial(self._columns, schema, array, run.options, out))
                    run.done += run.rows
        except BaseException:
            for batch in batches:
                _capsule.release(batch)
            raise
        return Table(self, batches)

    def _columns(self, schema: Any, array: Any, options: Any, out: Any) -> None:
        out_schema = ffi.new("struct ArrowSchema *")
        call(self._language, lib.zi_assess_columns, self._handle, schema, array, options, out_schema, out)
        _capsule.release(out_schema)

    def _schema(self) -> Any:
        """What all results look like: that of no rows and no columns."""
        schema, array = ffi.new("struct ArrowSchema *"), ffi.new("struct ArrowArray *")
        none, buffers = ffi.new("char[]", b"+s"), ffi.new("const void *[1]")
        name = ffi.new("char[]", b"")
        schema.format, schema.name, schema.release = none, name, _release_schema
        array.n_buffers, array.buffers, array.release = 1, buffers, _release_array
        out, out_array = ffi.new("struct ArrowSchema *"), ffi.new("struct ArrowArray *")
        call(self._language, lib.zi_assess_columns, self._handle, schema, array, ffi.NULL, out, out_array)
        _capsule.release(out_array)
        return out


class Table:
    """Results, a row for each unit, for anything that takes Arrow: pyarrow.table(result), polars.DataFrame(result). They are handed over once, without a
    copy, as those of a reader; what they are handed to keeps them."""

    def __init__(self, plan: Plan, batches: list[Any]) -> None:
        self._plan = plan
        self._batches: list[Any] | None = batches
        self._rows = sum(batch.length for batch in batches)
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return int(self._rows)

    def __arrow_c_schema__(self) -> object:
        return _capsule.capsule(self._plan._schema(), "arrow_schema")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A requested schema is not looked at, as the protocol allows. MisuseError: the results have been handed over."""
        with self._turn:
            if self._batches is None:
                raise MisuseError("the results have been handed over; keep what took them")
            batches, self._batches = self._batches, None
        return _capsule.capsule(stream(self._plan._schema, batches), "arrow_array_stream")

    def __del__(self) -> None:
        for batch in getattr(self, "_batches", None) or ():
            _capsule.release(batch)

    def __repr__(self) -> str:
        return f"<zi.Table: {self._rows} rows>"


@c_callback("void(struct ArrowSchema *)")
def _release_schema(schema: Any) -> None:
    schema.release = ffi.NULL


@c_callback("void(struct ArrowArray *)")
def _release_array(array: Any) -> None:
    array.release = ffi.NULL


class _Run:
    """Calls that can be stopped: by Ctrl-C, and by what a progress callback raises."""

    def __init__(self, threads: int, progress: Progress | None) -> None:
        self.done = self.rows = 0
        self._progress = progress
        self._raised: BaseException | None = None
        self._cancel = handle("en", "cancel", lib.zi_cancel_new)
        self.options = struct("zi_run_options")
        self.options.threads, self.options.cancel = threads, self._cancel
        self._told = ffi.callback("zi_progress", self._tell, onerror=self._stop)
        if progress is not None:
            self.options.progress = self._told

    def _tell(self, _user: Any, done: int, _all: int) -> None:
        if self._progress is not None and self._raised is None:
            self._progress(self.done + done)

    def _stop(self, _type: Any, value: BaseException, _trace: Any) -> None:
        self._raised = self._raised or value
        lib.zi_cancel_set(self._cancel)

    def __call__(self, work: Callable[[], None]) -> None:
        failed: list[BaseException] = []

        def guarded() -> None:
            try:
                work()
            except BaseException as error:
                failed.append(error)

        if threading.current_thread() is threading.main_thread():
            # Python sees Ctrl-C in the main thread, and only while that is not in C: another one works.
            worker = threading.Thread(target=guarded)
            worker.start()
            try:
                worker.join()
            except BaseException:
                lib.zi_cancel_set(self._cancel)
                worker.join()
                raise
        else:
            guarded()
        if self._raised is not None and (not failed or isinstance(failed[0], CancelledError)):
            raise self._raised
        if failed:
            raise failed[0]


@contextmanager
def _batches(table: Any) -> Iterator[Iterator[tuple[Any, Any]]]:
    """The struct arrays of a table with their schema; all are released in the end."""
    if hasattr(table, "__arrow_c_stream__"):
        capsule = table.__arrow_c_stream__()
        taken = _capsule.opened(capsule, "arrow_array_stream")
        schema = ffi.new("struct ArrowSchema *")
        try:
            _pulled(taken, taken.get_schema(taken, schema))
            yield _pull(taken, schema)
        finally:
            _capsule.release(schema)
            _capsule.release(taken)
    elif hasattr(table, "__arrow_c_array__"):
        capsules = table.__arrow_c_array__()
        # The capsules release what is left.
        yield iter([(_capsule.opened(capsules[0], "arrow_schema"), _capsule.opened(capsules[1], "arrow_array"))])
    else:
        raise MisuseError(f"a table has __arrow_c_stream__ or __arrow_c_array__; {type(table).__name__} has neither")


def _pull(taken: Any, schema: Any) -> Iterator[tuple[Any, Any]]:
    while True:
        array = ffi.new("struct ArrowArray *")
        _pulled(taken, taken.get_next(taken, array))
        if array.release == ffi.NULL:
            return
        try:
            yield schema, array
        finally:
            _capsule.release(array)


def _pulled(taken: Any, failure: int) -> None:
    if failure != 0:
        raise CallbackError(string(taken.get_last_error(taken)) or f"the stream failed with errno {failure}")
