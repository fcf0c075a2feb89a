"""What can go wrong, and where?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]
"""Of texts for people: Indonesian or English."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of rules or units. Texts are empty and numbers 0 where there is nothing to say."""

    severity: Literal["error", "warning"]
    code: str
    """"ZI0401"; docs/diagnostics.md describes each. Codes are stable, wording is not."""
    message: str
    hint: str
    file: str
    line: int
    """Counted from 1; columns in code points. The end is the first place behind."""
    column: int
    end_line: int
    end_column: int
    begin: int
    """The same in bytes from the beginning of the file."""
    end: int
    unit: str
    """The unit's id, "#1" for the first if it has none; of columns the row."""
    path: str
    """A JSON pointer inside the unit, "/answers/A.I.1.i.a"; of columns the column."""
    cell: str = ""
    """Of units from a workbook, "'LKE ZI'!K11"; from a table in text "K11", whose row is the line. `file` says which file."""


class Error(Exception):
    """Why a call failed. str() is the text to show: several lines, with carets under the places."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return str(self.args[0]).rstrip("\n")

    def __reduce__(self) -> tuple[type[Error], tuple[str, tuple[Diagnostic, ...]]]:
        return type(self), (self.args[0], self.diagnostics)  # else pickling would lose the diagnostics


class InvalidError(Error, ValueError):
    """Rules, units, columns or names were refused; the diagnostics name all problems at once."""


class MisuseError(Error, ValueError):
    """A parameter cannot be; the message names it."""


class OutOfMemoryError(Error, MemoryError):
    """Nothing has changed, sessions under edit apart, which are lost."""


class CancelledError(Error):
    """Work was stopped."""


class CallbackError(Error):
    """A stream that was given failed; the message is its own."""


class UnsupportedError(Error):
    """This build of the library does not have it."""


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
