"""Exceptions and diagnostics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]
"""Language of texts for display."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of rules or units. Texts that do not apply are empty, numbers 0."""

    severity: Literal["error", "warning"]
    code: str
    """"ZI0401"; docs/diagnostics.md describes each. Codes are stable, wording is not."""
    message: str
    hint: str
    file: str
    line: int
    """Counted from 1; columns in code points. The end is exclusive."""
    column: int
    end_line: int
    end_column: int
    begin: int
    """The same as byte offsets in the file."""
    end: int
    unit: str
    """The unit's id, "#1" for the first if it has none; of columns the row."""
    path: str
    """A JSON pointer inside the unit, "/answers/A.I.1.i.a"; of columns the column."""
    cell: str = ""
    """Of units from a workbook, "'LKE ZI'!K11"; from a table in text "K11", whose row is the line. `file` says which file."""


class Error(Exception):
    """Base of all errors of calls. str() is the text for display: several lines, with carets under the places."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return str(self.args[0]).rstrip("\n")

    def __reduce__(self) -> tuple[type[Error], tuple[str, tuple[Diagnostic, ...]]]:
        return type(self), (self.args[0], self.diagnostics)  # pickling would lose the diagnostics otherwise


class InvalidError(Error, ValueError):
    """Rules, units, columns or names were refused; the diagnostics name all problems at once."""


class MisuseError(Error, ValueError):
    """An invalid argument; the message names it."""


class OutOfMemoryError(Error, MemoryError):
    """Out of memory. No effect, except that an edited session is lost."""


class CancelledError(Error):
    """The work was cancelled."""


class CallbackError(Error):
    """The caller's stream failed; the message is its own."""


class UnsupportedError(Error):
    """Not supported by this build of the library."""


class InternalError(Error):
    """A bug of zi; please report the message."""


_BY_STATUS: dict[str, type[Error]] = {
    "ZI_MISUSE": MisuseError,
    "ZI_INVALID": InvalidError,
    "ZI_OUT_OF_MEMORY": OutOfMemoryError,
    "ZI_CANCELLED": CancelledError,
    "ZI_CALLBACK": CallbackError,
    "ZI_UNSUPPORTED": UnsupportedError,
}


def of_status(status: str, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> Error:
    """The exception for the name of a zi_status."""
    return _BY_STATUS.get(status, InternalError)(message or status, diagnostics)
