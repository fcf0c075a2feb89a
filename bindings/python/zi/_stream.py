"""How does a result show itself as an Arrow stream?"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

from ._capsule import release
from ._library import c_callback, ffi
from .errors import Error

_alive: set[Any] = set()


class _Stream:
    def __init__(self, schema: Callable[[], Any], batches: list[Any]) -> None:
        self.schema, self.batches = schema, batches
        self.error = ffi.new("char[]", b"")


def _of(stream: Any) -> _Stream:
    found: _Stream = ffi.from_handle(stream.private_data)
    return found


@c_callback("int(struct ArrowArrayStream *, struct ArrowSchema *)", errno.EIO)
def _get_schema(stream: Any, out: Any) -> int:
    state = _of(stream)
    try:
        _move(state.schema(), out)
    except Error as error:
        state.error = ffi.new("char[]", str(error).encode())
        return errno.EIO
    return 0


@c_callback("int(struct ArrowArrayStream *, struct ArrowArray *)", errno.EIO)
def _get_next(stream: Any, out: Any) -> int:
    batches = _of(stream).batches
    if batches:
        _move(batches.pop(0), out)
    else:
        ffi.memmove(out, bytes(ffi.sizeof("struct ArrowArray")), ffi.sizeof("struct ArrowArray"))
    return 0


@c_callback("const char *(struct ArrowArrayStream *)")
def _get_last_error(stream: Any) -> Any:
    return _of(stream).error


@c_callback("void(struct ArrowArrayStream *)")
def _release(stream: Any) -> None:
    for batch in _of(stream).batches:
        release(batch)
    _alive.discard(stream.private_data)
    stream.release = ffi.NULL


def _move(struct: Any, out: Any) -> None:
    ffi.memmove(out, struct, ffi.sizeof(struct[0]))
    struct.release = ffi.NULL


def stream(schema: Callable[[], Any], batches: list[Any]) -> Any:
    """A stream that hands batches over. They keep what they need, and nothing of Python: only the stream itself calls back."""
    made = ffi.new("struct ArrowArrayStream *")
    handle = ffi.new_handle(_Stream(schema, batches))
    _alive.add(handle)
    made.get_schema, made.get_next, made.get_last_error, made.release = _get_schema, _get_next, _get_last_error, _release
    made.private_data = handle
    return made
