"""How are files of Parquet and Arrow IPC read and written? By pyarrow, which nothing else here needs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import InvalidError, Language, MisuseError, UnsupportedError

if TYPE_CHECKING:
    from .rules import Column

ENDINGS = (".parquet", ".arrow", ".feather", ".ipc")
_NEVER = 2932897  # 10000-01-01 as a day since 1970: docs/columns.md

_NEEDED = {
    "id": "{}: berkas Parquet dan Arrow memerlukan pyarrow: pip install pyarrow",
    "en": "{}: files of Parquet and Arrow need pyarrow: pip install pyarrow",
}
_FAILED = {"id": "{}: tidak dapat dibaca sebagai {}: {}", "en": "{}: cannot be read as {}: {}"}


def kind_of(path: str, held: bytes | None) -> str | None:
    """What a file is by its first bytes: Parquet, Arrow IPC (a file, which Feather is too, or a stream), or neither. `held`: its bytes; None: it is on disk,
    and where it cannot be looked at, whoever reads it says so."""
    head = held and held[:6]
    if held is None and os.path.isfile(path):
        with suppress(OSError), open(path, "rb") as file:
            head = file.read(6)
    if not head:
        return None
    return "Parquet" if head.startswith(b"PAR1") else "Arrow" if head.startswith((b"ARROW1", b"\xff\xff\xff\xff")) else None


def _module(name: str, language: Language) -> Any:
    try:
        import pyarrow
    except ImportError:
        raise UnsupportedError(_NEEDED[language].format(name)) from None
    return pyarrow


@contextmanager
def reading(name: str, held: bytes | None, language: Language) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Schema and record batches of a file, read one after the other; `held`: its bytes, None for what is on disk."""
    arrow = _module(name, language)
    import pyarrow.ipc
    import pyarrow.parquet

    what = kind_of(name, held) or "Parquet"
    try:
        with arrow.OSFile(name) if held is None else arrow.BufferReader(held) as source:
            if what == "Parquet":
                file = arrow.parquet.ParquetFile(source)
                yield file.schema_arrow, file.iter_batches()
            elif source.read(6) == b"ARROW1":
                source.seek(0)
                file = arrow.ipc.open_file(source)
                yield file.schema, (file.get_batch(index) for index in range(file.num_record_batches))
            else:
                source.seek(0)
                stream = arrow.ipc.open_stream(source)
                yield stream.schema, iter(stream)
    except (arrow.ArrowException, OSError) as error:
        raise InvalidError(_FAILED[language].format(name, what, error)) from None


def as_csv(name: str, held: bytes | None, columns: Iterable[Column], assessors: Sequence[str], language: Language) -> bytes:
    """A table of units as the CSV that says the same: a value means what it means to Rules.assess_table."""
    arrow = _module(name, language)
    import pyarrow.csv

    known = {column.name: column for column in columns}
    sink = arrow.BufferOutputStream()
    with reading(name, held, language) as (schema, batches):
        heads = [head for head, _ in _flat(schema.empty_table(), assessors)]
        with arrow.csv.CSVWriter(sink, arrow.schema([(head, arrow.string()) for head in heads])) as writer:
            for batch in batches:
                cells = [_texts(arrow, head, cells, known.get(head.rpartition(":")[2])) for head, cells in _flat(batch, assessors)]
                writer.write_batch(arrow.RecordBatch.from_arrays(cells, heads))
    return bytes(sink.getvalue())


def _flat(table: Any, assessors: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Columns by their names in CSV: what an assessor answers stands in a struct of that name here, there in columns TPI:A.I.1.i.a."""
    for name, cells in zip(table.schema.names, table.columns, strict=True):
        if name in assessors and hasattr(cells.type, "fields"):
            children = cells.combine_chunks().flatten() if hasattr(cells, "chunks") else cells.flatten()  # with the nulls of the struct
            yield from ((f"{name}:{field.name}", child) for field, child in zip(cells.type.fields, children, strict=True))
        else:
            yield name, cells


def _texts(arrow: Any, name: str, cells: Any, column: Column | None) -> Any:
    """Cells as a table in text has them."""
    compute, types = arrow.compute, arrow.types
    if isinstance(cells.type, arrow.BaseExtensionType):
        cells = cells.storage
    if types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if types.is_floating(cells.type):
        cells = compute.if_else(compute.is_nan(cells), None, cells)  # pandas has no other way to leave a number out
    if column is not None and column.values and (types.is_int8(cells.type) or types.is_uint8(cells.type)):
        return arrow.array([None if place is None else _value(column, place) for place in cells.to_pylist()], arrow.string())
    try:
        if types.is_date(cells.type) or (types.is_timestamp(cells.type) and cells.type.tz is None):
            days = cells.cast(arrow.date32(), safe=False)
            written = compute.if_else(compute.equal(days.cast(arrow.int32()), _NEVER), "never", days.cast(arrow.string()))
            # A moment within a day stays one: zi says so, with its cell.
            return compute.if_else(compute.equal(days.cast(cells.type, safe=False), cells), written, cells.cast(arrow.string()))
        return cells.cast(arrow.string())
    except arrow.ArrowException as error:
        raise arrow.ArrowInvalid(f"{name}: {error}") from None


def _value(column: Column, place: int) -> str:
    """The option or member in this place: docs/columns.md."""
    return column.values[place] if 0 <= place < len(column.values) else f"#{place}"


def write(path: str, results: Any, beside: object, language: Language) -> None:
    """Results as a file: Arrow IPC where its name says so, else Parquet. `beside`: a table whose columns come first."""
    arrow = _module(path, language)
    import pyarrow.ipc
    import pyarrow.parquet

    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise MisuseError(f"{path}: the name of a file of results ends in {', '.join(ENDINGS)}")
    first = arrow.table({}) if beside is None else arrow.table(beside)
    if beside is not None and first.num_rows != len(results):
        raise MisuseError(f"beside: {first.num_rows} rows for {len(results)} results")
    for twice in set(first.schema.names) & set(arrow.schema(results).names):
        raise MisuseError(f"beside: {twice} is a column of the results")
    table = arrow.table(results)
    for place, field in enumerate(first.schema):
        table = table.add_column(place, field, first.column(place))
    if ending == ".parquet":
        arrow.parquet.write_table(table, path)
        return
    with arrow.OSFile(path, "wb") as sink, arrow.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
