"""A checksum beside every row, kept by the database itself, so that a flipped bit is found and its row named.

SQLite checks the shape of its pages and not what stands in them. Triggers write the sums in the same transaction as
the rows, so that a killed process leaves both or neither.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Column, Connection, LargeBinary, String, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from marsad.archive.tables import metadata

_FUNCTION = "marsad_rowsum"
_SUM_BYTES = 16
_SEPARATOR = 0x1F  # stands between the columns of a row's key
# sums need none of their own, and nodes are computed again from the log's leaves
_UNSUMMED = frozenset({"rowsums", "nodes"})

rowsums = Table(
    "rowsums",
    metadata,
    Column("tbl", String, primary_key=True),
    Column("row", String, primary_key=True),
    Column("sum", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


def register(connection: sqlite3.Connection) -> None:
    """Teach a connection the function that the triggers call; without it the tables cannot be written."""
    connection.create_function(_FUNCTION, -1, _row_sum, deterministic=True)


def create_triggers(connection: Connection) -> None:
    """Make the triggers of every table where they are not there."""
    for statement in _triggers():
        connection.exec_driver_sql(statement)


def summed_tables() -> list[Table]:
    """Return the tables whose rows have sums, by name."""
    return [table for table in metadata.sorted_tables if table.name not in _UNSUMMED]


def row_query(table: Table) -> str:
    """Return the query that gives (row, sum) of every row, as the triggers would write them now."""
    return f"SELECT {_key(table, '')}, {_sum(table, '')} FROM {table.name}"  # noqa: S608 (our own table names)


def expected_schema() -> dict[str, str]:
    """Return the SQL of every table, index and trigger of a whole archive, by name."""
    dialect = sqlite.dialect()
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in metadata.sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=dialect)))
            for index in table.indexes:
                connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
        for statement in _triggers():
            connection.execute(statement)
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def _triggers() -> Iterator[str]:
    for table in summed_tables():
        name, new, old = table.name, _key(table, "NEW."), _key(table, "OLD.")
        put = f"INSERT OR REPLACE INTO rowsums VALUES ('{name}', {new}, {_sum(table, 'NEW.')});"  # noqa: S608 (our own)
        drop = f"DELETE FROM rowsums WHERE tbl = '{name}' AND row = {old};"  # noqa: S608 (our own table names)
        for event, body in (("INSERT", put), ("UPDATE", f"{drop} {put}"), ("DELETE", drop)):
            yield f"CREATE TRIGGER IF NOT EXISTS {name}_sum_{event.lower()} AFTER {event} ON {name} BEGIN {body} END"


def _key(table: Table, prefix: str) -> str:
    return f" || char({_SEPARATOR}) || ".join(_text(column.name, prefix) for column in table.primary_key.columns)


def _text(name: str, prefix: str) -> str:
    return f'CAST({prefix}"{name}" AS TEXT)'


def _sum(table: Table, prefix: str) -> str:
    # as bytes: a flipped bit can make a text that is none, and SQLite would refuse to hand it over
    columns = ", ".join(f'CAST({prefix}"{column.name}" AS BLOB)' for column in table.columns)
    return f"{_FUNCTION}('{table.name}', {columns})"


def _row_sum(table: str, *cells: bytes | None) -> bytes:
    """Hash the cells with their lengths, so that no two rows of different cells give the same bytes."""
    digest = hashlib.sha256(table.encode())
    for cell in cells:
        digest.update(b"null:" if cell is None else b"%d:" % len(cell))
        digest.update(cell or b"")
    return digest.digest()[:_SUM_BYTES]
