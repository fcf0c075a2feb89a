"""How are tables assessed?"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from . import _capsule, _html, _peek, _pyarrow
from ._library import c_callback, call, diagnostics_of, encoded, ffi, handle, language_code, lib, number, string, struct, text
from ._stream import stream as arrow_stream
from .errors import CallbackError, CancelledError, Diagnostic, InvalidError, Language, MisuseError
from .files import arrow_tables
from .units import Day, to_day

if TYPE_CHECKING:
    from .rules import Rules

_BAD_VALUES = {"refuse": 0, "open": 1}
_SHOWN = 10  # rows in a notebook

Progress = Callable[[int], None]
"""Told of rows done, from any thread, one call at a time. What it raises stops the work and is raised there."""


class Keep(TypedDict, total=False):
    """What prepared columns keep: see Prepared."""

    predicates: Sequence[str]
    scores: Sequence[str]
    everything: bool
    conditions: bool
    stage: bool
    certain_only: bool
    integers: bool
    digits: int


class Prepared:
    """Rules made ready for assessing columns on a day. Immutable: any number of threads may use it at once.

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
        """How columns are assessed, and what was proved of it."""
        return text(self._language, lib.zi_prepared_describe, self._handle, language_code(language or self._language))

    def assess(
        self, table: object, *, threads: int = 1, progress: Progress | None = None, bad_values: Literal["refuse", "open"] = "refuse"
    ) -> Table:
        """Assesses a table, a unit each row: anything with __arrow_c_stream__ or __arrow_c_array__ whose columns are named as docs/columns.md says, or files
        of Parquet or Arrow IPC (a path, a pattern, a folder, or a list of these), which pyarrow reads batch by batch. Answers are read where they lie. threads: at most so many; -1: as many as the machine runs at once. The result is the same for any number.
        bad_values: "open" leaves an answer or fact that is wrong open: its problem stands in the result's `remarks`; "refuse" refuses the table. InvalidError:
        all problems of one batch, by row and column. KeyboardInterrupt stops the work."""
        if bad_values not in _BAD_VALUES:
            raise MisuseError(f"bad_values is {bad_values!r}, not one of {', '.join(_BAD_VALUES)}")
        run = _Run(threads, progress, self._limits, bad_values, self._language)
        files = arrow_tables(table)
        taken = [] if files else [_Taken(table)]
        return run(lambda: Table(self, self._of_files(files, run) if files else self._batches(taken, run), tuple(run.remarks), run.left_open))

    def _of_files(self, files: list[str], run: _Run) -> list[Any]:
        def tables(name: str) -> Generator[_Taken, None, None]:
            with _pyarrow.reading(name, None, self._language) as (_, batches):
                for batch in batches:
                    yield _Taken(batch)

        made: list[Any] = []
        for name in files:
            run.file = name
            try:
                with closing(tables(name)) as each:
                    made += self._batches(each, run)
            except BaseException as error:
                _release_all(made)
                if isinstance(error, InvalidError) and error.diagnostics:
                    raise InvalidError(f"{name}:\n{error}", tuple(replace(one, file=name) for one in error.diagnostics)) from None
                raise
        return made

    def _batches(self, tables: Iterable[_Taken], run: _Run) -> list[Any]:
        batches: list[Any] = []
        before = run.done  # by earlier tables, whose rows messages do not count
        try:
            for taken in tables:
                for schema, array in taken:
                    out = ffi.new("struct ArrowArray *")
                    batches.append(out)
                    run.options.rows_before = run.done - before
                    run.batch(array.length, partial(self._columns, schema, array, run.options, out))
        except BaseException:
            _release_all(batches)
            raise
        return batches

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

    def __init__(self, prepared: Prepared, batches: list[Any], remarks: tuple[Diagnostic, ...] = (), left_open: int = 0) -> None:
        self.remarks = remarks
        """With bad_values="open": what is wrong with answers and facts that are left open, by row and column; the first of each batch, as `limits` say."""
        self.left_open = left_open
        """How many such problems there are in all."""
        self._prepared = prepared
        self._batches: list[Any] | None = batches
        self._rows = sum(batch.length for batch in batches)
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return int(self._rows)

    def __arrow_c_schema__(self) -> object:
        return _capsule.capsule(self._prepared._schema(), "arrow_schema")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A requested schema is not looked at, as the protocol allows. MisuseError: the results have been handed over."""
        with self._turn:
            if self._batches is None:
                raise MisuseError("the results have been handed over; keep what took them")
            batches, self._batches = self._batches, None
        return _capsule.capsule(arrow_stream(self._prepared._schema, batches), "arrow_array_stream")

    def write(self, path: str | os.PathLike[str], *, beside: object = None) -> None:
        """Hands the results over to a file: Parquet, or Arrow IPC where its name ends in .arrow, .feather or .ipc. `beside`: a table of as many rows, such as
        the units' ids, whose columns come first. UnsupportedError: there is no pyarrow. A file of this name is replaced."""
        _pyarrow.write(os.fspath(path), self, beside, self._prepared._language)

    def __del__(self) -> None:
        for batch in getattr(self, "_batches", None) or ():
            _capsule.release(batch)

    def __repr__(self) -> str:
        return f"<zi.Table: {self._rows} rows>"

    def _repr_html_(self) -> str:
        """The first rows, which stay here."""
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


def _release_all(batches: Iterable[Any]) -> None:
    for batch in batches:
        _capsule.release(batch)


@c_callback("void(struct ArrowSchema *)")
def _release_schema(schema: Any, null: Any = ffi.NULL) -> None:
    schema.release = null


@c_callback("void(struct ArrowArray *)")
def _release_array(array: Any, null: Any = ffi.NULL) -> None:
    array.release = null


class _Run:
    """Work that can be stopped: by Ctrl-C, and by what a progress callback raises."""

    def __init__(self, threads: int, progress: Progress | None, limits: Any, bad_values: str, language: Language) -> None:
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
        self.file = ""
        self.remarks: list[Diagnostic] = []
        self.left_open = 0
        self._language: Language = language
        self._left = ffi.callback("zi_left_open", self._remark, onerror=self._failed)
        self.options.bad_values, self.options.left_open = _BAD_VALUES[bad_values], self._left

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
        if self._raised is not None:  # by the last rows, when nothing was left to stop
            raise self._raised
        self.done += rows

    def _tell(self, _user: Any, done: int, _all: int) -> None:
        if self._progress is not None and self._raised is None:
            self._progress(self.done + done)

    def _remark(self, _user: Any, count: int, problems: Any) -> None:
        self.left_open += count
        self.remarks += [replace(one, file=self.file) for one in diagnostics_of(problems, self._language)]

    def _failed(self, _type: Any, value: BaseException, _trace: Any) -> None:
        self._raised = self._raised or value
        self._stop()

    def _stop(self) -> None:
        self._stopped = True
        lib.zi_cancel_set(self._cancel)

    def __call__(self, work: Callable[[], Table]) -> Table:
        if threading.current_thread() is not threading.main_thread():
            return work()
        # Python sees Ctrl-C in the main thread, and only while that is not in C: another one works. It owns all that C reads and writes, so that
        # nothing is freed under its hands, however often Ctrl-C comes.
        found: list[Table] = []
        failed: list[BaseException] = []
        # Neither Thread.join, which takes a running thread for a finished one once it was interrupted (Python 3.11), nor a wait without end, which some
        # libraries' handlers of Ctrl-C let go on (polars).
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
                wait()  # a second Ctrl-C does not: the thread ends by itself
            raise
        if failed:
            raise failed[0]
        return found[0]


class _Taken:
    """The struct arrays of a table, each with the schema. Whoever iterates owns them."""

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
            yield self._structs  # what is left, the capsules release
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
