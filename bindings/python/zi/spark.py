"""Assessment on Spark: executors assess Arrow batches in place.

    from zi import spark
    verdicts = spark.assess(units, rules, "2026-05-31")

Needs pyspark and pyarrow, and zi on every worker; the rules travel with the job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema

from .columns import Keep
from .errors import MisuseError
from .rules import Rules
from .units import Day

if TYPE_CHECKING:
    from typing_extensions import Unpack  # of Python 3.11


def assess(units: DataFrame, rules: Rules, as_of: Day, *, passed: Sequence[str] = ("id",), **keep: Unpack[Keep]) -> DataFrame:
    """Assesses a DataFrame, a unit each row, through DataFrame.mapInArrow. Columns are questions and facts by name, as with Rules.assess_table; those named in
    `passed` are not looked at and come first in the result, then what `keep` asks for (see Prepared): verdicts as "met", "not_met", "open" or null, scores as
    decimals (docs/columns.md). Lazy, as Spark is. A row that is refused fails the job with InvalidError, which names row (within its batch) and column."""
    names = tuple(units.columns)
    missing = [name for name in passed if name not in names]
    if missing:
        raise MisuseError(f"there is no column {missing[0]!r} to pass on")
    passing = units.select([_quoted(name) for name in passed]).schema.fields
    schema = from_arrow_schema(_plain(pyarrow.schema(rules.prepare(as_of, **keep).assess(_no_rows()))))
    for field in reversed(passing):
        schema.fields.insert(0, field)
        schema.names.insert(0, field.name)
    # mapInArrow resolves columns by name, where a dot means a field of a struct.
    return units.toDF(*(f"c{place}" for place in range(len(names)))).mapInArrow(_work(rules, as_of, names, tuple(passed), keep), schema)


def _work(rules: Rules, as_of: Day, names: tuple[str, ...], passed: tuple[str, ...], keep: Keep) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Assesses the batches of a partition on a worker."""

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        prepared = rules.prepare(as_of, **keep)
        for batch in batches:
            table = pyarrow.Table.from_batches([batch]).rename_columns(list(names))
            found = pyarrow.table(prepared.assess(table.drop_columns(list(passed))))
            result = found.cast(_plain(found.schema))
            for place, name in enumerate(passed):
                result = result.add_column(place, table.schema.field(name), table[name])
            yield from result.to_batches()

    return work


def _plain(schema: Any) -> Any:
    """Decodes dictionaries, which Spark does not support."""
    types = pyarrow.types
    return pyarrow.schema([field.with_type(field.type.value_type) if types.is_dictionary(field.type) else field for field in schema])


def _no_rows() -> Any:
    return pyarrow.RecordBatchReader.from_batches(pyarrow.schema([]), [])


def _quoted(name: str) -> str:
    """A column by name, with dots quoted."""
    return "`" + name.replace("`", "``") + "`"
