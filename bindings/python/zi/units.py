"""Conversion of units from Python to JSON."""

from __future__ import annotations

import datetime
import json
import operator
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from ._library import utf8
from .errors import MisuseError

Unit = Mapping[str, Any] | str | bytes
"""A unit as docs/units.schema.json describes it: a dict, or JSON text."""

Units = Iterable[Mapping[str, Any]] | str | bytes
"""Units: dicts, or JSON text with an array, or an object a line."""

Day = datetime.date | str
"""A day: a date, a datetime or pandas.Timestamp at 00:00, or text such as "2026-05-31"."""

NEVER: Final = "never"
"""The date of an event that has not happened, wherever units state a date: in facts, in a session, in a column of text. Later than any datetime.date."""


def _spelled(day: datetime.date) -> str:
    """ISO date. Times other than midnight are refused: their date depends on the time zone."""
    if isinstance(day, datetime.datetime):
        if day != day:
            raise ValueError("NaT is no day: None is one that is not known, zi.NEVER that of what has not happened")
        if day.time() != datetime.time() or getattr(day, "nanosecond", 0) != 0:
            raise ValueError(f"{day} is a moment within a day: write its .date()")
        day = day.date()
    return day.isoformat()


def _plain(value: object) -> object:
    """Exact numbers and days go as text, which zi reads exactly; but a count has no point in its text, as Decimal("12.00") has."""
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < 100 and value == value.to_integral_value():
        return int(value)
    if isinstance(value, (Fraction, Decimal)):
        return str(value)
    if isinstance(value, datetime.date):
        return _spelled(value)
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__index__"):  # numpy integers
        return operator.index(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a unit")


def to_json(value: object) -> bytes:
    """JSON for zi. A float is its shortest round-trip decimal: 3.62 is 181/50."""
    if isinstance(value, str):
        return utf8(value)
    if isinstance(value, bytes):
        return value
    try:
        return utf8(json.dumps(value, default=_plain, allow_nan=False, ensure_ascii=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise MisuseError(f"not a unit: {error}") from error


def many_to_json(units: Units) -> bytes:
    """The same for many units. A single dict is refused instead of being iterated by its keys."""
    if isinstance(units, (str, bytes)):
        return to_json(units)
    if isinstance(units, Mapping) or not isinstance(units, Iterable):
        raise MisuseError(f"units are a list of dicts, or JSON text, not {type(units).__name__}")
    return to_json(list(units))


def to_day(day: Day) -> str:
    """The assessment date as ISO text."""
    try:
        return _spelled(day) if isinstance(day, datetime.date) else day
    except ValueError as error:
        raise MisuseError(f"as_of: {error}") from None
