"""How do Arrow structs travel in PyCapsules?

cffi knows no capsules; the interpreter's own functions make and open them.
"""

from __future__ import annotations

import ctypes
from typing import Any

from ._library import ffi

_open = ctypes.pythonapi.PyCapsule_GetPointer
_open.restype = ctypes.c_void_p
_open.argtypes = [ctypes.py_object, ctypes.c_char_p]
_open_raw = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
_Destructor = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)
_new = ctypes.pythonapi.PyCapsule_New
_new.restype = ctypes.py_object
_new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, _Destructor]

_STRUCTS = {"arrow_schema": "struct ArrowSchema *", "arrow_array": "struct ArrowArray *", "arrow_array_stream": "struct ArrowArrayStream *"}
_names = {name: name.encode() for name in _STRUCTS}  # a capsule keeps the pointer to its name
_exported: dict[int, Any] = {}


def opened(capsule: object, name: str) -> Any:
    """The struct in a capsule, which stays the capsule's. ValueError: another capsule."""
    return ffi.cast(_STRUCTS[name], _open(capsule, _names[name]))


def release(struct: Any) -> None:
    """Releases a struct unless that has been done."""
    if struct.release != ffi.NULL:
        struct.release(struct)


def _destructor(name: str) -> Any:
    def destroy(capsule: int) -> None:
        # Whoever took the content has set release to NULL.
        release(_exported.pop(_open_raw(capsule, _names[name])))

    return _Destructor(destroy)


_destructors = {name: _destructor(name) for name in _STRUCTS}


def capsule(struct: Any, name: str) -> object:
    """A capsule that owns a struct made by ffi.new."""
    address = int(ffi.cast("uintptr_t", struct))
    _exported[address] = struct
    return _new(address, _names[name], _destructors[name])
