"""How do units get from files to zi?"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypedDict
from weakref import WeakKeyDictionary

from . import _pyarrow
from ._library import encoded, ffi, handle, keeping, language_code, lib, string, struct
from .errors import MisuseError
from .units import Day, to_day, to_json

if TYPE_CHECKING:
    from .rules import Rules

Source = str | os.PathLike[str] | bytes | IO[bytes]
"""A file, a folder or a pattern such as "lke/*.xlsx"; bytes of a file; or a file that is open for reading bytes. Parquet and Arrow IPC need pyarrow."""

_BAD_VALUES = {"refuse": 0, "open": 1}
# Those of a folder, as zi lists them (src/sheets/files.cpp), beside the ones that pyarrow reads.
_ENDINGS = (".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", *_pyarrow.ENDINGS)
_KINDS: tuple[Literal["json", "table", "workbook", "other"], ...] = ("json", "table", "workbook", "other")


_tables: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
"""Which files of units that were read are Parquet or Arrow; the library got them as CSV."""


class Reading(TypedDict, total=False):
    """How files are read: see Rules.read."""

    layout: object
    bad_values: Literal["refuse", "open"]


@dataclass(frozen=True, slots=True)
class File:
    """What a file was taken for. Texts are empty where there is nothing to say."""

    name: str
    kind: Literal["json", "table", "workbook", "other"]
    """other: a workbook that is not read, XLS or one with a password."""
    separator: str
    """Of a table in text: the character between cells."""
    sheet: str
    """Of a workbook: the sheet with the answers."""
    layout: str
    """"" if none fits; an error of the file says so."""
    id_cell: str
    """Where the unit's id stands; "" if in a column, or if it is the file's name."""
    words: str
    """All of it, for people."""

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"


def _named(sources: Source | Iterable[Source]) -> list[tuple[bytes, bytes | None]]:
    """Names of files, each with its bytes, or None for what is on disk."""
    one = isinstance(sources, (str, os.PathLike, bytes, bytearray, memoryview)) or hasattr(sources, "read")
    if not one and not isinstance(sources, Iterable):
        raise MisuseError(f"files are paths, bytes or open files, not {type(sources).__name__}")
    found: list[tuple[bytes, bytes | None]] = []
    for place, source in enumerate([sources] if one else sources, 1):  # type: ignore[arg-type]
        if isinstance(source, (bytes, bytearray, memoryview)):
            found.append((f"#{place}".encode(), bytes(source)))
        elif isinstance(source, (str, os.PathLike)):
            found += [(os.fsencode(path), None) for path in _paths(os.fspath(source))]
        elif hasattr(source, "read"):
            data = source.read()
            if not isinstance(data, bytes):
                raise MisuseError("open files of units for reading bytes: open(path, 'rb')")
            name = getattr(source, "name", None)
            found.append((os.fsencode(name) if isinstance(name, str) else f"#{place}".encode(), data))
        else:
            raise MisuseError(f"files are paths, bytes or open files, not {type(source).__name__}")
    if not found:
        raise MisuseError("no files are given")
    return found


def _paths(path: str) -> list[str]:
    """Those that a pattern stands for, by name; a path that is there is no pattern. A folder with files of Parquet or Arrow stands for what is in it."""
    if not isinstance(path, str) or "\0" in path:
        raise MisuseError(f"a path is text without NUL characters, not {path!r}")
    if os.path.isdir(path):
        within = [one.path for one in os.scandir(path) if one.is_file() and one.name.lower().endswith(_ENDINGS) and not one.name.startswith((".", "~$"))]
        return sorted(within) if any(one.lower().endswith(_pyarrow.ENDINGS) for one in within) else [path]
    if os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    matching = [one for one in sorted(glob.glob(path, recursive=True)) if not Path(one).name.startswith("~$")]
    if not matching:
        raise MisuseError(f"no file is called {path}")
    return matching


def arrow_tables(sources: object) -> list[str]:
    """Files of Parquet and Arrow that paths stand for; none if these are no paths."""
    some = [sources] if isinstance(sources, (str, os.PathLike)) else sources
    if not isinstance(some, (list, tuple)) or not some or not all(isinstance(one, (str, os.PathLike)) for one in some):
        return []
    found = []
    for source in some:
        paths = _paths(str(os.fspath(source)))
        within = [path for path in paths if path.lower().endswith(_pyarrow.ENDINGS)] if os.path.isdir(source) else paths
        found += within or paths
    for path in found:
        if os.path.exists(path) and not _pyarrow.kind_of(path, None):
            raise MisuseError(f"{path}: neither Parquet nor Arrow; rules.read takes other files")
    return found


def _as_csv(rules: Rules, name: bytes, held: bytes | None) -> bytes:
    return _pyarrow.as_csv(os.fsdecode(name), held, rules.columns(), rules.ids("assessor"), rules.language)


def read(rules: Rules, sources: Source | Iterable[Source], as_of: Day, *, layout: object = None, bad_values: Literal["refuse", "open"] = "refuse") -> Any:
    """A zi_units."""
    if bad_values not in _BAD_VALUES:
        raise MisuseError(f"bad_values is {bad_values!r}, not one of {', '.join(_BAD_VALUES)}")
    given = _named(sources)
    tables = {os.fsdecode(name): what for name, held in given if (what := _pyarrow.kind_of(os.fsdecode(name), held))}
    named = [(name, _as_csv(rules, name, held) if os.fsdecode(name) in tables else held) for name, held in given]
    names = [ffi.new("char[]", name) for name, _ in named]
    data = [ffi.NULL if held is None else ffi.from_buffer("char[]", held or b"\0") for _, held in named]
    sizes = [0 if held is None else len(held) for _, held in named]
    options, day = struct("zi_read_options"), encoded(to_day(as_of), "as_of")
    options.as_of, options.bad_values, options.limits = day, _BAD_VALUES[bad_values], rules._limits
    if layout is not None:
        text = _layout(layout)
        kept = ffi.from_buffer("char[]", text)
        options.layout, options.layout_size = kept, len(text)
        keeping(options, day, kept)
    else:
        keeping(options, day)
    lists = ffi.new("char *[]", names), ffi.new("char *[]", data), ffi.new("size_t[]", sizes)
    units = handle(rules.language, "units", lib.zi_read_bytes, rules._handle, *lists, len(named), options)
    _tables[units] = tables
    return units


def _layout(layout: object) -> bytes:
    """Of a file where a path is given, else as units are: a dict, or JSON text."""
    if isinstance(layout, os.PathLike):
        return Path(layout).read_bytes()
    if isinstance(layout, str) and not layout.lstrip().startswith("{"):
        return Path(layout).read_bytes()
    return to_json(layout)


def files_of(units: Any, language: Literal["id", "en"]) -> list[File]:
    """What each was taken for."""
    code = language_code(language)
    found = []
    for index in range(lib.zi_units_file_count(units)):
        file = struct("zi_units_file")
        lib.zi_units_file_at(units, index, code, file)
        name, words = string(file.name), string(file.words)
        separator = chr(file.separator) if file.separator else ""
        if what := _tables.get(units, {}).get(name):
            separator, words = "", ", ".join([what, *words.split(", ")[1:]])
        found.append(File(name, _KINDS[file.kind], separator, string(file.sheet), string(file.layout), string(file.id_cell), words))
    return found
