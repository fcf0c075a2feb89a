"""Results as Arrow streams."""

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


def _move(struct: Any, out: Any, ffi: Any = ffi) -> None:
    ffi.memmove(out, struct, ffi.sizeof(struct[0]))
    struct.release = ffi.NULL


# Bound as defaults, since globals may be gone at interpreter shutdown: see c_callback.
@c_callback("int(struct ArrowArrayStream *, struct ArrowSchema *)", errno.EIO)
def _get_schema(stream: Any, out: Any, ffi: Any = ffi, move: Any = _move, error: Any = Error, failed: int = errno.EIO) -> int:
    state = ffi.from_handle(stream.private_data)
    try:
        move(state.schema(), out)
    except error as why:
        state.error = ffi.new("char[]", str(why).encode(errors="replace"))
        return failed
    return 0


@c_callback("int(struct ArrowArrayStream *, struct ArrowArray *)", errno.EIO)
def _get_next(stream: Any, out: Any, ffi: Any = ffi, move: Any = _move) -> int:
    batches = ffi.from_handle(stream.private_data).batches
    if batches:
        move(batches.pop(0), out)
    else:
        ffi.memmove(out, bytes(ffi.sizeof("struct ArrowArray")), ffi.sizeof("struct ArrowArray"))
    return 0


@c_callback("const char *(struct ArrowArrayStream *)")
def _get_last_error(stream: Any, ffi: Any = ffi) -> Any:
    return ffi.from_handle(stream.private_data).error


@c_callback("void(struct ArrowArrayStream *)")
def _release(stream: Any, ffi: Any = ffi, release: Any = release, alive: set[Any] = _alive) -> None:
    for batch in ffi.from_handle(stream.private_data).batches:
        release(batch)
    alive.discard(stream.private_data)
    stream.release = ffi.NULL


def stream(schema: Callable[[], Any], batches: list[Any]) -> Any:
    """A stream of batches. Batches own their memory and do not refer to Python; only the stream itself calls back."""
    made = ffi.new("struct ArrowArrayStream *")
    handle = ffi.new_handle(_Stream(schema, batches))
    _alive.add(handle)
    made.get_schema, made.get_next, made.get_last_error, made.release = _get_schema, _get_next, _get_last_error, _release
    made.private_data = handle
    return made
