"""How is the C library loaded and called?"""

from __future__ import annotations

import ctypes
import operator
from collections.abc import Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from cffi import FFI

from .errors import Diagnostic, Error, InternalError, Language, of_status

_HERE = Path(__file__).parent


ffi: Any = FFI()  # its types are those of zi.h, which no checker reads
ffi.cdef((_HERE / "zi-ffi.h").read_text(encoding="utf-8"))
lib: Any = ffi.dlopen(str(next(_HERE.glob("libzi_c.*"))))
if lib.zi_abi_version() != lib.ZI_ABI_VERSION:
    raise ImportError(f"zi needs ABI {lib.ZI_ABI_VERSION} of libzi_c; this library has ABI {lib.zi_abi_version()}")

version: str = ffi.string(lib.zi_version()).decode()


def language_code(language: str) -> int:
    """The zi_language of "id" or "en"."""
    if language not in ("id", "en"):
        raise of_status("ZI_MISUSE", f"language must be 'id' or 'en', not {language!r}\n")
    return int(language == "en")


def number(value: Any, name: str, type: str = "uint64_t") -> int:
    """A whole number that C's type holds."""
    try:
        return int(ffi.new(f"{type} *", operator.index(value))[0])
    except (OverflowError, TypeError) as error:
        raise of_status("ZI_MISUSE", f"{name}: {error}, given {value!r}\n") from None


def string(pointer: Any) -> str:
    """A C string, "" for NULL. Names of files need not be UTF-8: what utf8 passed on comes back."""
    return str(ffi.string(pointer).decode("utf-8", "surrogatepass")) if pointer else ""


def struct(name: str) -> Any:
    """A struct of options, all zero but its size."""
    made = ffi.new(f"{name} *")
    made.struct_size = ffi.sizeof(name)
    return made


_kept: WeakKeyDictionary[Any, tuple[Any, ...]] = WeakKeyDictionary()


def keeping(made: Any, *parts: Any) -> Any:
    """A struct whose pointers lead to these parts, which live as long as it does."""
    _kept[made] = parts
    return made


def encoded(text: str | None, name: str) -> Any:
    """A name or day for C; NULL for None. C would end at a NUL character, so that one is refused."""
    if text is None:
        return ffi.NULL
    if not isinstance(text, str) or "\0" in text:
        raise of_status("ZI_MISUSE", f"{name} must be text without NUL characters, not {text!r}\n")
    return ffi.new("char[]", utf8(text))


def utf8(text: str) -> bytes:
    """UTF-8; a lone surrogate is passed on as it is, for zi to refuse with its place."""
    return text.encode("utf-8", "surrogatepass")


def _diagnostic(error: Any, index: int, language: int) -> Diagnostic:
    found = struct("zi_diagnostic")
    lib.zi_error_diagnostic(error, index, language, found)
    return Diagnostic(
        severity="warning" if found.severity == 1 else "error",
        code=string(found.code),
        message=string(found.message),
        hint=string(found.hint),
        file=string(found.file),
        line=found.line,
        column=found.column,
        end_line=found.end_line,
        end_column=found.end_column,
        begin=found.begin,
        end=found.end,
        unit=string(found.unit),
        path=string(found.path),
        cell=string(found.cell),
    )


def diagnostics_of(error: Any, language: Language) -> tuple[Diagnostic, ...]:
    """All diagnostics of a zi_error."""
    code = language_code(language)
    return tuple(_diagnostic(error, index, code) for index in range(lib.zi_error_diagnostic_count(error)))


def error_of(error: Any, language: Language) -> Error:
    """The exception that says what a zi_error says. The zi_error stays the caller's."""
    status = string(lib.zi_status_name(lib.zi_error_status(error)))
    message = string(lib.zi_error_message(error, language_code(language)))
    return of_status(status, message, diagnostics_of(error, language))


def call(language: Language, function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function whose last parameter is a zi_error **; raises what it says."""
    place = ffi.new("zi_error **")
    status = function(*arguments, place)
    if status != lib.ZI_OK:
        if place[0] == ffi.NULL:  # no memory even for the error
            raise of_status(string(lib.zi_status_name(status)), "")
        error = ffi.gc(place[0], lib.zi_error_free)
        raise error_of(error, language)


def text(language: Language, function: Callable[..., int], *arguments: Any) -> str:
    """Calls a function that gives a zi_text before its error."""
    return data(language, function, *arguments).decode()


def data(language: Language, function: Callable[..., int], *arguments: Any) -> bytes:
    """The same where the zi_text is a workbook."""
    place = ffi.new("zi_text **")
    call(language, function, *arguments, place)
    if place[0] == ffi.NULL:
        raise InternalError("no text was given")
    try:
        return bytes(ffi.buffer(lib.zi_text_data(place[0]), lib.zi_text_size(place[0])))
    finally:
        lib.zi_text_free(place[0])


def c_callback(signature: str, error: int | None = None) -> Callable[[Callable[..., Any]], Any]:
    """Makes a function callable from C until the process ends; `error` is returned where it raises. It must not use names of its module, which the
    interpreter takes away before the last objects are gone."""

    def made(function: Callable[..., Any]) -> Any:
        taken = ffi.callback(signature, function) if error is None else ffi.callback(signature, function, error=error)
        return immortal(taken)

    return made


def immortal(thing: Any) -> Any:
    """What others may call at any time is never freed."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
    return thing


def handle(language: Language, name: str, function: Callable[..., int], *arguments: Any) -> Any:
    """Calls a function that gives a handle before its error; the handle frees itself."""
    place = ffi.new(f"zi_{name} **")
    call(language, function, *arguments, place)
    return ffi.gc(place[0], getattr(lib, f"zi_{name}_free"))
