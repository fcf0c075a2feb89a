"""Preview of the first rows of results, for notebooks. Reads in place and leaves the results unchanged."""

from __future__ import annotations

import sys
from itertools import islice
from typing import Any

from ._library import ffi, string

_INTEGERS = {"c": "int8_t *", "i": "int32_t *", "l": "int64_t *"}


def names(schema: Any) -> list[str]:
    """Of the columns."""
    return [string(schema.children[place].name) for place in range(schema.n_children)]


def rows(schema: Any, batches: list[Any], most: int) -> list[list[str]]:
    """At most so many rows, as text; "" for null."""
    every = ((batch, row) for batch in batches for row in range(batch.length))
    return [[_cell(schema.children[place], batch.children[place], row) for place in range(schema.n_children)] for batch, row in islice(every, most)]


def _cell(schema: Any, array: Any, row: int) -> str:
    """For the types that zi exports: dictionaries, decimals and integers."""
    row += array.offset
    bits = ffi.cast("uint8_t *", array.buffers[0])
    if bits != ffi.NULL and not bits[row // 8] >> row % 8 & 1:
        return ""
    format = string(schema.format)
    if format.startswith("d:"):
        return _decimal(int.from_bytes(ffi.buffer(array.buffers[1] + 16 * row, 16), sys.byteorder, signed=True), int(format.split(",")[1]))
    value = ffi.cast(_INTEGERS[format], array.buffers[1])[row]
    return str(value) if schema.dictionary == ffi.NULL else _text(array.dictionary, value)


def _text(array: Any, row: int) -> str:
    ends = ffi.cast("int32_t *", array.buffers[1])
    return str(ffi.buffer(array.buffers[2] + ends[row], ends[row + 1] - ends[row])[:].decode())


def _decimal(units: int, places: int) -> str:
    """Not decimal.Decimal, whose default context rounds to 28 digits."""
    digits = str(units).rjust(places + 1, "0")  # scores are not negative
    return f"{digits[:-places]}.{digits[-places:]}"
