"""DuckDB: a wide table and one query, in DOUBLE and in DECIMAL."""
import csv
import os
import sys
import tempfile

import duckdb

import sql
from worksheet import Sheet, floating, report

sheet = Sheet(sys.argv[1])


def load(types):
    def prepare(rows):
        database = duckdb.connect()
        database.execute("SET threads = 1")
        database.execute(sql.create(types))
        with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, newline="") as file:
            csv.writer(file).writerows([i] + [row[name] for name, _ in types[1:]] for i, row in enumerate(rows))
        database.execute(f"COPY answers FROM '{file.name}' (HEADER false)")
        os.unlink(file.name)
        return database

    return prepare


def run(query):
    return lambda database: database.execute(query).fetchall()


double = sql.query(sheet, lambda text: floating(text) + "::DOUBLE", lambda a, b: f"({a} / {b})")
report("duckdb", "DOUBLE", load(sql.columns(sheet, "VARCHAR", "INTEGER", "DOUBLE")), run(double), version=duckdb.__version__)
# A quotient of DECIMALs is a DOUBLE in DuckDB, so it is cast back.
decimal = sql.query(sheet, lambda text: f"{text}::DECIMAL(18, 6)", lambda a, b: f"({a} / {b})::DECIMAL(18, 6)")
report("duckdb", "DECIMAL(18, 6)", load(sql.columns(sheet, "VARCHAR", "INTEGER", "DECIMAL(18, 9)")), run(decimal), version=duckdb.__version__)
