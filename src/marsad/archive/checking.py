"""Whether the database is whole: its pages, its tables, every row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Table

from marsad.archive import rowsums
from marsad.archive.journal import check_journal
from marsad.archive.opening import DATABASE
from marsad.records import Finding, Severity

_MOST_PAGES = 100
# what is made only after the tables
_LATER = ("originals", "checkpoints", "sealed")
_CANNOT_WRITE = ("unable to open", "readonly")
_COPY = "copy the archive to a disk that can be written, and verify the copy"
_RESTORE = "restore a backup; what can be read is still there, do not run anything on it before"


@contextmanager
def reading(root: Path) -> Iterator[sqlite3.Connection]:
    """Open the database of the archive in `root` for reading only, as it is at one moment, whatever its state.

    Others may write meanwhile: what is read here is all of before or all of after.
    """
    uri = f"{(root / DATABASE).absolute().as_uri()}?mode=ro"
    if _needs_writing(root, uri):
        uri += "&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, timeout=30)) as connection:
        rowsums.register(connection)
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        connection.execute("BEGIN")
        yield connection


def _needs_writing(root: Path, uri: str) -> bool:
    """Tell whether the disk cannot be written, so that SQLite must be told that nobody else writes either.

    Not where a journal beside the database holds something: read so, it would be passed over.
    """
    journal = root / f"{DATABASE}-wal"
    if journal.exists() and journal.stat().st_size:
        return False
    with closing(sqlite3.connect(uri, uri=True, timeout=30)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            return any(sign in str(error) for sign in _CANNOT_WRITE)
    return False


def check_database(root: Path) -> Iterator[Finding]:
    """Yield what is wrong with the database of the archive in `root`: pages, tables, then rows."""
    if not (root / DATABASE).is_file():
        yield _damage(DATABASE, "There is no database here", "name the archive's directory, or restore a backup")
        return
    yield from check_journal(root)
    try:
        with reading(root) as connection:
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                yield _empty(root)
                return
            if layout := _older_layout(root, connection):
                yield layout
                return
            yield from _check_schema(connection)
            yield from _check_pages(connection)
            for table in rowsums.summed_tables():
                yield from _check_rows(connection, table)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # of damaged tables even the message may be no text
        copied = any(sign in str(error) for sign in _CANNOT_WRITE)
        yield _damage(DATABASE, f"The database cannot be read: {error}", _COPY if copied else _RESTORE)


def clear_names(root: Path) -> list[str]:
    """Return the originals whose documents name somebody protected and stand in clear: an older Marsad took them in."""
    query = (
        "SELECT DISTINCT documents.original FROM documents JOIN readings ON readings.document = documents.id"
        """ WHERE instr(CAST(readings.payload AS TEXT), '"protected":[{') > 0"""
        """ AND instr(CAST(documents.payload AS TEXT), '"sealed":[{') = 0 ORDER BY 1"""
    )
    with reading(root) as connection:
        return [original for (original,) in connection.execute(query)]


def count_rows(root: Path) -> int:
    """Return how many rows have sums."""
    with reading(root) as connection:
        count: int = connection.execute("SELECT count(*) FROM rowsums").fetchone()[0]
        return count


def _empty(root: Path) -> Finding:
    """Tell a first run that was killed before its first table from a database that was put in another's place."""
    if any((root / name).exists() for name in _LATER):
        return _damage(DATABASE, "The database holds nothing, and the archive beside it does", _RESTORE)
    return Finding(
        kind="archive_unfinished",
        severity=Severity.NOTE,
        where=DATABASE,
        message="The first run was stopped before it wrote anything",
        remedy="run `marsad run` again",
    )


def _older_layout(root: Path, connection: sqlite3.Connection) -> Finding | None:
    """Tell an archive of a Marsad that kept no log; where a log was signed, one that is missing was taken away."""
    logged = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'ledger'").fetchone()[0]
    known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
    if logged or not known or (root / "checkpoints").exists():
        return None
    return Finding(
        kind="older_layout",
        severity=Severity.WARNING,
        where=DATABASE,
        message="An older Marsad made this archive, which kept no log: only what it says itself can be compared",
        remedy="run `marsad run` over any report, which begins the log; then verify",
    )


def _check_schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    wanted = rowsums.expected_schema()
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    for name in sorted({*wanted, *found}):
        if wanted.get(name) != found.get(name):
            state = "missing" if name not in found else "not one of Marsad's" if name not in wanted else "changed"
            yield Finding(
                kind="schema_changed",
                severity=Severity.ERROR,
                where=f"{DATABASE} {name}",
                message=f"The table, index or trigger {name} is {state}",
                remedy=_RESTORE,
            )


def _check_pages(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (message,) in connection.execute(f"PRAGMA integrity_check({_MOST_PAGES})"):
        if message != "ok":
            yield _damage(DATABASE, f"The database is damaged: {message}", _RESTORE)


def _check_rows(connection: sqlite3.Connection, table: Table) -> Iterator[Finding]:
    try:
        sums = dict(connection.execute("SELECT row, sum FROM rowsums WHERE tbl = ?", (table.name,)))
        for row, found in connection.execute(rowsums.row_query(table)):
            if sums.pop(row, None) != found:
                yield _problem("row_changed", table, row, "A row is not what Marsad wrote")
        for row in sums:
            yield _problem("row_missing", table, row, "A row that Marsad wrote is gone")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        yield _damage(f"{DATABASE} {table.name}", f"A table cannot be read: {error}", _RESTORE)


def _problem(kind: str, table: Table, row: str, message: str) -> Finding:
    return Finding(
        kind=kind,
        severity=Severity.ERROR,
        where=f"{DATABASE} {table.name} {_readable(row)}",
        message=message,
        remedy=_REMEDIES.get(table.name, "run `marsad rebuild`, which makes it again from the originals"),
    )


def _readable(row: str) -> str:
    """Show a row's key: its columns apart, characters that are none as question marks."""
    return row.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x1f", " ")


def _damage(where: str, message: str, remedy: str) -> Finding:
    return Finding(kind="database_damaged", severity=Severity.ERROR, where=where, message=message, remedy=remedy)


_REMEDIES = dict.fromkeys(("ledger", "originals", "receipts", "meta"), _RESTORE)
