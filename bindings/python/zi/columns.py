"""Assessing tables."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict

from . import _capsule, _html, _peek
from ._library import c_callback, call, encoded, ffi, handle, language_code, lib, number, string, struct, text
from ._stream import stream as arrow_stream
from .errors import CallbackError, CancelledError, Language, MisuseError
from .units import Day, to_day

if TYPE_CHECKING:
    from .rules import Rules

_SHOWN = 10  # rows in a notebook

Progress = Callable[[int], None]
"""Called with the rows done, from any thread, one call at a time. An exception cancels the work and is propagated."""


class Keep(TypedDict, total=False):
    """Outputs of prepared rules: see Prepared."""

    predicates: Sequence[str]
    scores: Sequence[str]
    everything: bool
    conditions: bool
    stage: bool
    certain_only: bool
    integers: bool
    digits: int


class Prepared:
    """Rules prepared for columns on a day. Immutable and thread-safe.

    predicates: names of those whose verdicts are kept; none: all. scores: ids of nodes and views whose scores are kept; none: the total. everything: all of
    both, with conditions and stage. conditions: verdicts of the conditions as well. stage: the stage as well. certain_only: no possible scores.
    integers: scores as int64 in units of 1 / `zi.denominator`, else decimals with `digits` places (1 to 18; 0: 6). docs/columns.md."""

    def __init__(
        self,
        rules: Rules,
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
        if not all(isinstance(names, Sequence) and not isinstance(names, str) for names in (predicates, scores)):
            raise MisuseError("predicates and scores are lists of names")
        options = struct("zi_prepare_options")
        self.as_of = to_day(as_of)
        """The day of rules and facts."""
        day = encoded(self.as_of, "as_of")
        names = [encoded(name, "predicates") for name in predicates]
        ids = [encoded(id, "scores") for id in scores]
        lists = ffi.new("char *[]", names), ffi.new("char *[]", ids)
        options.as_of = day
        options.predicates, options.predicate_count = lists[0], len(names)
        options.scores, options.score_count = lists[1], len(ids)
        options.everything, options.conditions, options.stage = everything, conditions, stage
        options.certain_only, options.integers, options.digits = certain_only, integers, number(digits, "digits", "uint32_t")
        self._rules = rules
        self._language: Language = rules.language
        self._limits = rules._limits
        self._handle = handle(rules.language, "prepared", lib.zi_prepare, rules._handle, options)

    def describe(self, language: Language | None = None) -> str:
        """Widths, denominators and error bounds as text."""
        return text(self._language, lib.zi_prepared_describe, self._handle, language_code(language or self._language))

    def assess(self, table: object, *, threads: int = 1, progress: Progress | None = None) -> Table:
        """Assesses a table, a unit each row: anything with __arrow_c_stream__ or __arrow_c_array__ whose columns are named as docs/columns.md says.
        Answers are read where they lie. threads: at most so many; -1: as many as the machine runs at once. The result is the same for any number.
        InvalidError: all problems of one batch, by row and column. KeyboardInterrupt stops the work."""
        run = _Run(threads, progress, self._limits)
        taken = _Taken(table)
        return run(lambda: Table(self, self._batches(taken, run)))

    def _batches(self, taken: _Taken, run: _Run) -> list[Any]:
        batches: list[Any] = []
        try:
            for schema, array in taken:
                out = ffi.new("struct ArrowArray *")
                batches.append(out)
                run.options.rows_before = run.done
                run.batch(array.length, partial(self._columns, schema, array, run.options, out))
        except BaseException:
            for batch in batches:
                _capsule.release(batch)
            raise
        return batches

    def _columns(self, schema: Any, array: Any, options: Any, out: Any) -> None:
        out_schema = ffi.new("struct ArrowSchema *")
        call(self._language, lib.zi_assess_columns, self._handle, schema, array, options, out_schema, out)
        _capsule.release(out_schema)

    def _schema(self) -> Any:
        """The schema of all results, from an empty table."""
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
    """Results, a row for each unit, for anything that takes Arrow: pyarrow.table(result), polars.DataFrame(result). They can be consumed once, without a
    copy, like a reader; the consumer owns them."""

    def __init__(self, prepared: Prepared, batches: list[Any]) -> None:
        self._prepared = prepared
        self._batches: list[Any] | None = batches
        self._rows = sum(batch.length for batch in batches)
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return int(self._rows)

    def __arrow_c_schema__(self) -> object:
        return _capsule.capsule(self._prepared._schema(), "arrow_schema")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Ignores a requested schema, as the protocol allows. MisuseError: the results have been consumed."""
        with self._turn:
            if self._batches is None:
                raise MisuseError("the results have been handed over; keep what took them")
            batches, self._batches = self._batches, None
        return _capsule.capsule(arrow_stream(self._prepared._schema, batches), "arrow_array_stream")

    def __del__(self) -> None:
        for batch in getattr(self, "_batches", None) or ():
            _capsule.release(batch)

    def __repr__(self) -> str:
        return f"<zi.Table: {self._rows} rows>"

    def _repr_html_(self) -> str:
        """The first rows, without consuming them."""
        rules, language = self._prepared._rules, self._prepared._language
        schema = self._prepared._schema()
        try:
            names = _peek.names(schema)
            with self._turn:
                gone = self._batches is None
                rows = _peek.rows(schema, self._batches or [], _SHOWN)
        finally:
            _capsule.release(schema)
        about = "gone" if gone else "first" if len(rows) < self._rows else "rows"
        counts = [len(rows), self._rows] if about == "first" else [self._rows]
        caption = f"{_html.day(self._prepared.as_of, language)}, {_html.word(about, language).format(*counts)}"
        titles = rules.titles("predicate") | rules.titles("view") | rules.titles("node")

        def described(name: str) -> str:
            thing, _, what = name.rpartition("/")
            return ", ".join(titles.get(part, _html.word(part, language)) for part in (thing, what) if part)

        def shown(name: str, cell: str) -> str:
            if name.startswith("stage/"):
                return titles.get(cell, "")
            return _html.number(cell, language) if name.endswith(("/certain", "/possible")) else _html.word(cell, language)

        heads = [(name, described(name)) for name in names]
        return _html.table([rules.title(), caption], [[shown(*pair) for pair in zip(names, row, strict=True)] for row in rows], heads)


@c_callback("void(struct ArrowSchema *)")
def _release_schema(schema: Any, null: Any = ffi.NULL) -> None:
    schema.release = null


@c_callback("void(struct ArrowArray *)")
def _release_array(array: Any, null: Any = ffi.NULL) -> None:
    array.release = null


class _Run:
    """Cancellable work: by Ctrl-C, or an exception of the progress callback."""

    def __init__(self, threads: int, progress: Progress | None, limits: Any) -> None:
        self.done = 0
        self._progress = progress
        self._raised: BaseException | None = None
        self._stopped = False
        self._cancel = handle("en", "cancel", lib.zi_cancel_new)
        self.options = struct("zi_run_options")
        self.options.threads, self.options.cancel, self.options.limits = number(threads, "threads", "int32_t"), self._cancel, limits
        self._told = ffi.callback("zi_progress", self._tell, onerror=self._failed)
        if progress is not None:
            self.options.progress = self._told

    def batch(self, rows: int, work: Callable[[], None]) -> None:
        """One batch of the work."""
        try:
            if self._stopped:
                raise CancelledError("stopped")
            work()
        except CancelledError:
            if self._raised is not None:
                raise self._raised from None
            raise
        if self._raised is not None:  # raised at the last rows, after which nothing was left to cancel
            raise self._raised
        self.done += rows

    def _tell(self, _user: Any, done: int, _all: int) -> None:
        if self._progress is not None and self._raised is None:
            self._progress(self.done + done)

    def _failed(self, _type: Any, value: BaseException, _trace: Any) -> None:
        self._raised = self._raised or value
        self._stop()

    def _stop(self) -> None:
        self._stopped = True
        lib.zi_cancel_set(self._cancel)

    def __call__(self, work: Callable[[], Table]) -> Table:
        if threading.current_thread() is not threading.main_thread():
            return work()
        # Python handles Ctrl-C in the main thread, and not while that is in C; so a second thread works. It owns all memory that C uses, so that
        # nothing is freed early, however often Ctrl-C comes.
        found: list[Table] = []
        failed: list[BaseException] = []
        # Not Thread.join, which after an interruption reports a running thread as finished (Python 3.11), and no wait without timeout, which the Ctrl-C
        # handlers of some libraries do not end (polars).
        finished = threading.Lock()
        finished.acquire()

        def guarded() -> None:
            try:
                found.append(work())
            except BaseException as error:
                failed.append(error)
            finally:
                finished.release()

        def wait() -> None:
            while not (found or failed):
                finished.acquire(timeout=0.1)

        worker, started = threading.Thread(target=guarded), False
        try:
            worker.start()
            started = True
            wait()
        except BaseException:
            self._stop()
            if started:
                wait()  # a second Ctrl-C does not end the wait: the thread ends by itself
            raise
        if failed:
            raise failed[0]
        return found[0]


class _Taken:
    """The struct arrays of a table, each with the schema; owned by the caller."""

    def __init__(self, table: Any) -> None:
        if hasattr(table, "__arrow_c_stream__"):
            self._capsules = (table.__arrow_c_stream__(),)
            self._structs = (_capsule.opened(self._capsules[0], "arrow_array_stream"),)
        elif hasattr(table, "__arrow_c_array__"):
            self._capsules = tuple(table.__arrow_c_array__())
            self._structs = tuple(map(_capsule.opened, self._capsules, ("arrow_schema", "arrow_array")))
        else:
            raise MisuseError(f"a table has __arrow_c_stream__ or __arrow_c_array__; {type(table).__name__} has neither")

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if len(self._structs) == 2:
            yield self._structs  # the capsules release what was not moved out
            return
        stream = self._structs[0]
        schema, array = ffi.new("struct ArrowSchema *"), ffi.new("struct ArrowArray *")
        try:
            _pulled(stream, stream.get_schema(stream, schema))
            while True:
                _pulled(stream, stream.get_next(stream, array))
                if array.release == ffi.NULL:
                    return
                yield schema, array
                _capsule.release(array)
        finally:
            for struct in (array, schema, stream):
                _capsule.release(struct)


def _pulled(taken: Any, failure: int) -> None:
    if failure != 0:
        raise CallbackError(string(taken.get_last_error(taken)) or f"the stream failed with errno {failure}")
