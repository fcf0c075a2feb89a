"""How are rules loaded and units assessed?"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from ._library import call, data, diagnostics_of, encoded, error_of, ffi, handle, keeping, language_code, lib, string, struct, text
from .assessment import Assessment
from .columns import Keep, Prepared, Progress, Table
from .errors import CancelledError, Diagnostic, InvalidError, Language, MisuseError
from .files import Reading, Source, read
from .population import Population
from .session import Session
from .units import Day, Unit, Units, many_to_json, to_day, to_json

if TYPE_CHECKING:
    from typing_extensions import Unpack  # of Python 3.11

Kind = Literal["node", "question", "view", "predicate", "fact", "assessor", "evidence"]
_KINDS: tuple[Kind, ...] = ("node", "question", "view", "predicate", "fact", "assessor", "evidence")
_FILE_BYTES = 4 << 20  # the default of zi.h
_FORMATS = {"json": 0, "text": 1, "dot": 2, "xlsx": 3}
_BAD_VALUES = {"refuse": 0, "open": 1}


Limits = Mapping[str, int]
"""How much input is accepted before it is refused: by the names of `zi_limits` in zi.h, such as {"units_bytes": 10**6}. What is not named has its default."""


def load(path: str | os.PathLike[str], *, language: Language = "id", limits: Limits | None = None) -> Rules:
    """Loads rules from a file and all that it includes. `language`: of errors and texts. `limits`: of the rules, and of units read with them.
    InvalidError: every problem of the rules. Thread-safe."""

    first = os.fspath(path)
    folder = os.path.realpath(os.path.dirname(first))
    most = (limits or {}).get("file_bytes", _FILE_BYTES) + 1  # one byte too many is refused
    return _loaded(first, lambda name: _from_disk(name, None if name == first else folder, most), language, limits)


def _from_disk(name: str, folder: str | None, most: int) -> bytes:
    """As zi reads files itself: ordinary ones, without waiting for what is none; with `folder` only if it is really there."""
    with open(os.open(name, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        about = os.fstat(file.fileno())
        real = os.path.realpath(name)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(f"{name}: no ordinary file")
        if folder is not None and (os.path.commonpath([folder, real]) != folder or not os.path.samestat(about, os.stat(real))):
            raise OSError(f"{name}: not in {folder}")
        return file.read(most)


def loads(source: str | bytes, *, name: str = "rules.zi", language: Language = "id", limits: Limits | None = None) -> Rules:
    """Loads rules from text, as one file called `name`. The rest is as with load."""
    data, most = _source(source), _limits(limits)
    return Rules(handle(language, "rules", lib.zi_rules_load, encoded(name, "name"), data, len(data), most), language, limits, (name, {name: data}))


def _loaded(path: str, read: Callable[[str], bytes], language: Language, limits: Limits | None) -> Rules:
    files: dict[str, bytes] = {}

    def reader(_user: Any, wanted: Any, into: Any) -> int:
        name = string(wanted)
        try:
            data = files[name] = read(name)
        except (OSError, KeyError):
            return 1
        return int(lib.zi_buffer_append(into, data, len(data)))

    taken = ffi.callback("zi_reader", reader, error=1)
    opened = handle(language, "rules", lib.zi_rules_load_file, encoded(path, "path"), taken, ffi.NULL, _limits(limits))
    return Rules(opened, language, limits, (path, files))


def _restored(path: str, files: dict[str, bytes], language: Language, limits: Limits | None) -> Rules:
    """What pickle calls: from the same texts, wherever that is."""
    return _loaded(path, files.__getitem__, language, limits)


def format(source: str | bytes, *, name: str = "rules.zi", language: Language = "id") -> str:
    """The canonical form of one rules file; comments stay, and formatting it again changes nothing. InvalidError: every mistake of syntax. Thread-safe."""
    data = _source(source)
    return text(language, lib.zi_rules_format, encoded(name, "name"), data, len(data), ffi.NULL)


def _source(source: str | bytes) -> bytes:
    if not isinstance(source, (str, bytes)):
        raise MisuseError(f"rules are text, not {type(source).__name__}")
    return to_json(source)


def _limits(limits: Limits | None) -> Any:
    if limits is not None and not isinstance(limits, Mapping):
        raise MisuseError(f"limits are numbers by name, not {type(limits).__name__}")
    made = struct("zi_limits")
    for name, most in (limits or {}).items():
        if name in ("struct_size", "cancel") or not hasattr(made, name):
            raise MisuseError(f"there is no limit {name!r}")
        if not isinstance(most, int) or not 0 < most < 2**64:
            raise MisuseError(f"limit {name} must be a positive whole number, not {most!r}")
        setattr(made, name, most)
    return made


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a table of units may have (docs/columns.md). Fields that say nothing of it are None or empty."""

    name: str
    of: Literal["answer", "fact", "document", "evidence"]
    type: Literal["option", "member", "number", "count", "flag", "date"]
    title: str
    values: tuple[str, ...]
    """Those that may stand there: the options, the best first, or the members of a fact."""
    min: str | None
    """Of a number: the least, a decimal or a fraction."""
    max: str | None
    step: str | None
    percent: bool
    question: str | None
    """Whose answer or document it is."""
    input: str | None
    """Which count of the question."""


class Rules:
    """Rules in order, from load or loads. Immutable: any number of threads may use them at once, and calls run in parallel. Other processes get them by
    pickle, with the texts that they were loaded from."""

    def __init__(self, rules: Any, language: Language, limits: Limits | None, texts: tuple[str, dict[str, bytes]]) -> None:
        language_code(language)  # a wrong one is told at once
        self._handle = rules
        self._limits = _limits(limits)
        self._made_of = (*texts, language, limits)
        self.language: Language = language

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, self._made_of

    @property
    def name(self) -> str:
        """As in `regulation zi_2021`."""
        return string(lib.zi_rules_name(self._handle))

    def title(self, language: Language | None = None) -> str:
        """Of the regulation, for people."""
        return string(lib.zi_rules_title(self._handle, language_code(language or self.language)))

    def ids(self, kind: Kind) -> list[str]:
        """Ids of what the rules are made of, in their order."""
        return list(self.titles(kind))

    def titles(self, kind: Kind, language: Language | None = None) -> dict[str, str]:
        """Titles for people of these things, by id, in their order."""
        if kind not in _KINDS:
            raise MisuseError(f"kind is one of {', '.join(_KINDS)}, not {kind!r}")
        number, code = _KINDS.index(kind), language_code(language or self.language)
        return {
            string(lib.zi_rules_id(self._handle, number, index)): string(lib.zi_rules_thing_title(self._handle, number, index, code))
            for index in range(lib.zi_rules_count(self._handle, number))
        }

    def columns(self, language: Language | None = None) -> list[Column]:
        """What columns there may be in tables of units, with `id` and `name` beside them; titles in a language. What an assessor answers stands in columns
        `TPI:` and the name of an answer (CSV, sheets), or in a struct of that name (Arrow)."""
        found = json.loads(text(self.language, lib.zi_rules_columns, self._handle))["columns"]
        shown = language or self.language
        language_code(shown)
        return [
            Column(
                title=each["title"][shown] or each["title"]["id"] if "title" in each else "",
                values=tuple(each.get("values", ())),
                percent=each.get("percent", False),
                **{key: each[key] for key in ("name", "of", "type")},
                **{key: each.get(key) for key in ("min", "max", "step", "question", "input")},
            )
            for each in found
        ]

    @property
    def model(self) -> dict[str, Any]:
        """Everything that the rules say: docs/rules-model.schema.json."""
        model: dict[str, Any] = json.loads(text(self.language, lib.zi_rules_model, self._handle))
        return model

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What loading warned of."""
        place = ffi.new("zi_error **")
        call(self.language, lib.zi_rules_warnings, self._handle, place)
        return diagnostics_of(ffi.gc(place[0], lib.zi_error_free), self.language) if place[0] != ffi.NULL else ()

    def assess(self, unit: Unit, *, as_of: Day, id: str | None = None, **how: Unpack[Seen]) -> Assessment:
        """Assesses one unit. `as_of`: the day of rules and facts. `id`: which unit of a text that holds several. `seen_by`: who answered last, "unit" or
        an assessor. `no_evidence`: answers count as they claim. `bad_values`: "open" leaves an answer or fact that is wrong open, and its errors among the
        remarks; "refuse" refuses the unit. `evidence`: documents that units share. InvalidError: all problems of the unit."""
        asked = Asked(self, to_json(unit), as_of, id, **how)
        return Assessment(asked.text(lib.zi_assess), self, asked.as_of, asked)

    def assess_units(self, units: Units, *, as_of: Day, **how: Unpack[Seen]) -> Iterator[Assessment | InvalidError]:
        """Every unit's assessment: self.population(units, ...).assess()."""
        return self.population(units, as_of=as_of, **how).assess()

    def population(self, units: Units, *, as_of: Day, **how: Unpack[Seen]) -> Population:
        """Many units, to be assessed or asked about together. `units`: dicts, or text with an array or an object a line. The rest as with assess."""
        return Population(Asked(self, many_to_json(units), as_of, **how))

    def read(
        self, files: Source | Iterable[Source], *, as_of: Day, layout: object = None, bad_values: Literal["refuse", "open"] = "refuse", **how: Unpack[SeenFiles]
    ) -> Population:
        """Units from workbooks (XLSX), CSV, TSV, JSON and, by pyarrow, Parquet and Arrow IPC, as docs/spreadsheets.md says, to be assessed or asked about
        together. `files`: a path, a pattern such as "lke/*.xlsx", a folder, bytes, an open file, or a list of these. `layout`: how tables are read, a path, JSON text or a dict; None: as zi knows
        them. `bad_values`: "open" leaves what cannot be what it says open. InvalidError: a file cannot be read at all; that a unit is refused, assess()
        tells, with file and cell. The rest is as with assess. Thread-safe."""
        reading: Reading = {"layout": layout, "bad_values": bad_values}
        return Population(Asked(self, None, as_of, read=read(self, files, as_of, **reading), **how))

    def session(self, unit: Unit, as_of: Day, **how: Unpack[Seen]) -> Session:
        """Opens a session on one unit, in which each edit works out anew only what depends on it. The rest as with assess."""
        asked = Asked(self, to_json(unit), as_of, **how)
        opened = handle(self.language, "session", lib.zi_session_open, self._handle, asked.units, asked.size, asked.options("json", None))
        return Session(opened, self, asked.as_of)

    def prepare(self, as_of: Day, **keep: Unpack[Keep]) -> Prepared:
        """Makes rules ready for assessing columns on a day; what it keeps: see Prepared."""
        return Prepared(self, as_of, **keep)

    def assess_table(
        self,
        table: object,
        as_of: Day,
        *,
        threads: int = 1,
        progress: Progress | None = None,
        bad_values: Literal["refuse", "open"] = "refuse",
        **keep: Unpack[Keep],
    ) -> Table:
        """Assesses a table, or files of Parquet or Arrow IPC, a unit each row: self.prepare(as_of, **keep).assess(table, ...)."""
        return self.prepare(as_of, **keep).assess(table, threads=threads, progress=progress, bad_values=bad_values)

    def __repr__(self) -> str:
        return f"<zi.Rules {self.name}: {lib.zi_rules_count(self._handle, 1)} questions>"


class Seen(TypedDict, total=False):
    """How units are looked at: see Rules.assess."""

    seen_by: str | None
    no_evidence: bool
    bad_values: Literal["refuse", "open"]
    evidence: object


class SeenFiles(TypedDict, total=False):
    """The same of units from files: see Rules.read."""

    seen_by: str | None
    no_evidence: bool
    evidence: object


class Asked:
    """One unit, or many, as a call of C asks for them."""

    def __init__(
        self,
        rules: Rules,
        units: bytes | None,
        as_of: Day,
        id: str | None = None,
        *,
        seen_by: str | None = None,
        no_evidence: bool = False,
        bad_values: Literal["refuse", "open"] = "refuse",
        evidence: object = None,
        read: Any = None,
    ) -> None:
        self.rules = rules
        self.read = read
        """A zi_units in place of a text."""
        self.units = ffi.NULL if units is None else units
        self.size = 0 if units is None else len(units)
        self.as_of, self._id, self._seen_by, self._no_evidence = to_day(as_of), id, seen_by, no_evidence
        if bad_values not in _BAD_VALUES:
            raise MisuseError(f"bad_values is {bad_values!r}, not one of {', '.join(_BAD_VALUES)}")
        self._bad_values = _BAD_VALUES[bad_values]
        self._evidence = None if evidence is None else to_json(evidence)

    def options(self, format: str, language: Language | None) -> Any:
        """The zi_options."""
        options = struct("zi_options")
        keep = [encoded(self.as_of, "as_of"), encoded(self._id, "id"), encoded(self._seen_by, "seen_by")]
        options.as_of, options.unit, options.seen_by = keep
        options.no_evidence, options.bad_values, options.limits = self._no_evidence, self._bad_values, self.rules._limits
        options.format, options.language = _FORMATS[format], language_code(language or self.rules.language)
        if self.read is not None:
            keep.append(self.read)
            options.read = self.read
        if self._evidence is not None:
            keep.append(ffi.from_buffer("char[]", self._evidence))
            options.evidence, options.evidence_size = keep[-1], len(self._evidence)
        return keeping(options, *keep)

    def text(self, function: Any, *more: Any, format: str = "json", language: Language | None = None) -> str:
        return self.data(function, *more, format=format, language=language).decode()

    def data(self, function: Any, *more: Any, format: str = "json", language: Language | None = None) -> bytes:
        options = self.options(format, language)
        return data(language or self.rules.language, function, self.rules._handle, self.units, self.size, options, *more)

    def of(self, id: str | None) -> Asked:
        """The same units, of which one is meant."""
        one = Asked.__new__(Asked)
        one.__dict__.update(self.__dict__, _id=id)
        return one

    def each(self, take: Callable[[Assessment | InvalidError], bool]) -> None:
        """Hands over what came of every unit in turn, until that says False."""
        raised: list[BaseException] = []

        def sink(_user: Any, _ordinal: int, given: Any, size: int, refused: Any) -> int:
            if refused != ffi.NULL:
                error = error_of(refused, self.rules.language)
                return not take(error if isinstance(error, InvalidError) else InvalidError(str(error), error.diagnostics))
            one = Assessment(ffi.buffer(given, size)[:].decode(), self.rules, self.as_of, None)
            one._asked = self.of(one.id)
            return not take(one)

        def stop(_type: Any, value: BaseException, _trace: Any) -> None:
            raised.append(value)

        options = self.options("json", None)
        taken = ffi.callback("zi_sink", sink, error=1, onerror=stop)
        try:
            call(self.rules.language, lib.zi_assess_units, self.rules._handle, self.units, self.size, options, taken, ffi.NULL)
        except CancelledError:
            if raised:
                raise raised[0] from None
