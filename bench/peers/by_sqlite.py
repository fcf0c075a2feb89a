"""SQLite, as Python brings it: a wide table and one query in REAL."""
import sqlite3
import sys

import sql
from worksheet import Sheet, floating, report

sheet = Sheet(sys.argv[1])
types = sql.columns(sheet, "TEXT", "INTEGER", "REAL")
query = sql.query(sheet, floating, lambda a, b: f"(1.0 * {a} / {b})")


def prepare(rows):
    database = sqlite3.connect(":memory:")
    database.execute(sql.create(types))
    marks = ", ".join("?" for _ in types)
    database.executemany(f"INSERT INTO answers VALUES ({marks})", [[i] + [row[name] for name, _ in types[1:]] for i, row in enumerate(rows)])
    return database


report("sqlite", "REAL (float64)", prepare, lambda database: database.execute(query).fetchall(), version=sqlite3.sqlite_version)
