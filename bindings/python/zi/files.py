"""Reading units from files."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypedDict

from ._library import encoded, ffi, handle, keeping, language_code, lib, string, struct
from .errors import MisuseError
from .units import Day, to_day, to_json

if TYPE_CHECKING:
    from .rules import Rules

Source = str | os.PathLike[str] | bytes | IO[bytes]
"""A file, a folder or a pattern such as "lke/*.xlsx"; bytes of a file; or a file that is open for reading bytes."""

_BAD_VALUES = {"refuse": 0, "open": 1}
_KINDS: tuple[Literal["json", "table", "workbook", "other"], ...] = ("json", "table", "workbook", "other")


class Reading(TypedDict, total=False):
    """How files are read: see Rules.read."""

    layout: object
    bad_values: Literal["refuse", "open"]


@dataclass(frozen=True, slots=True)
class File:
    """How a file was detected and read. Texts that do not apply are empty."""

    name: str
    kind: Literal["json", "table", "workbook", "other"]
    """other: an unsupported workbook, XLS or encrypted."""
    separator: str
    """Of a table: the character between cells."""
    sheet: str
    """Of a workbook: the sheet with the answers."""
    layout: str
    """"" if none fits; an error of the file says so."""
    id_cell: str
    """The cell of the unit's id; "" if ids are in a column, or the id is the file's name."""
    words: str
    """A description for display."""

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"


def _named(sources: Source | Iterable[Source]) -> list[tuple[bytes, bytes | None]]:
    """Names of files with their bytes; None: on disk."""
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
    """Expands a pattern, sorted by name; an existing path is not a pattern."""
    if not isinstance(path, str) or "\0" in path:
        raise MisuseError(f"a path is text without NUL characters, not {path!r}")
    if os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    matching = [one for one in sorted(glob.glob(path, recursive=True)) if not Path(one).name.startswith("~$")]
    if not matching:
        raise MisuseError(f"no file is called {path}")
    return matching


def read(rules: Rules, sources: Source | Iterable[Source], as_of: Day, *, layout: object = None, bad_values: Literal["refuse", "open"] = "refuse") -> Any:
    """A zi_units."""
    if bad_values not in _BAD_VALUES:
        raise MisuseError(f"bad_values is {bad_values!r}, not one of {', '.join(_BAD_VALUES)}")
    named = _named(sources)
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
    return handle(rules.language, "units", lib.zi_read_bytes, rules._handle, *lists, len(named), options)


def _layout(layout: object) -> bytes:
    """Content of a file for a path; else a dict or JSON text, as for units."""
    if isinstance(layout, os.PathLike):
        return Path(layout).read_bytes()
    if isinstance(layout, str) and not layout.lstrip().startswith("{"):
        return Path(layout).read_bytes()
    return to_json(layout)


def files_of(units: Any, language: Literal["id", "en"]) -> list[File]:
    """How each file was detected and read."""
    code = language_code(language)
    found = []
    for index in range(lib.zi_units_file_count(units)):
        file = struct("zi_units_file")
        lib.zi_units_file_at(units, index, code, file)
        separator = chr(file.separator) if file.separator else ""
        found.append(File(string(file.name), _KINDS[file.kind], separator, *map(string, (file.sheet, file.layout, file.id_cell, file.words))))
    return found
