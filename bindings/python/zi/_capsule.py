"""Arrow structs in PyCapsules.

cffi knows no capsules; the interpreter's own functions make and open them.
"""

from __future__ import annotations

import ctypes
from typing import Any

from ._library import ffi, immortal
from .errors import MisuseError

_open = ctypes.pythonapi.PyCapsule_GetPointer
_open.restype = ctypes.c_void_p
_open.argtypes = [ctypes.py_object, ctypes.c_char_p]
_open_raw = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
_Destructor = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)
_new = ctypes.pythonapi.PyCapsule_New
_new.restype = ctypes.py_object
_new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, _Destructor]

_STRUCTS = {"arrow_schema": "struct ArrowSchema *", "arrow_array": "struct ArrowArray *", "arrow_array_stream": "struct ArrowArrayStream *"}
_names = {name: immortal(name.encode()) for name in _STRUCTS}  # a capsule keeps the pointer to its name


def opened(capsule: object, name: str) -> Any:
    """The struct in a capsule, borrowed."""
    try:
        struct = ffi.cast(_STRUCTS[name], _open(capsule, _names[name]))
    except ValueError:
        raise MisuseError(f"expected a PyCapsule {name!r}, not {capsule!r}") from None
    if struct.release == ffi.NULL:
        raise MisuseError(f"what is in the PyCapsule {name!r} has been taken already")
    return struct


def release(struct: Any, null: Any = ffi.NULL) -> None:
    """Releases a struct if it has not been released."""
    if struct.release != null:
        struct.release(struct)


_exported: dict[int, Any] = {}


def _destructor(name: str) -> Any:
    # May run at interpreter shutdown, so it uses no globals of this module: see c_callback.
    def destroy(capsule: int, exported: dict[int, Any] = _exported, raw: Any = _open_raw, name: bytes = _names[name], release: Any = release) -> None:
        release(exported.pop(raw(capsule, name)))  # unless a consumer has moved the content out

    return immortal(_Destructor(destroy))


_destructors = {name: _destructor(name) for name in _STRUCTS}


def capsule(struct: Any, name: str) -> object:
    """A capsule that owns a struct made by ffi.new."""
    address = int(ffi.cast("uintptr_t", struct))
    _exported[address] = struct
    return _new(address, _names[name], _destructors[name])
