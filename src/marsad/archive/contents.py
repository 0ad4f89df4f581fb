"""What the database says of originals and the log, read as it stands and without trust."""

import sqlite3
from pathlib import Path

import msgspec

from marsad.archive import checking
from marsad.records import Entry

_ENTRIES = "SELECT number, kind, subject, at, author, payload, salt, leaf FROM ledger ORDER BY number"


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The log's entries in order, the stored hashes of its tree by (level, index), and each original's size."""

    entries: tuple[Entry, ...]
    nodes: dict[tuple[int, int], bytes]
    originals: dict[str, int]


def load_contents(root: Path) -> Contents:
    """Read log and originals' sizes from the archive in `root`; raises `sqlite3.DatabaseError` where it cannot."""
    with checking.reading(root) as connection:
        return read_contents(connection)


def read_contents(connection: sqlite3.Connection) -> Contents:
    """Read log and originals' sizes from an open database."""
    try:
        nodes = connection.execute('SELECT level, "index", hash FROM nodes')
        return Contents(
            entries=tuple(_entry(row) for row in connection.execute(_ENTRIES)),
            nodes={(level, index): node for level, index, node in nodes},
            originals=dict(connection.execute("SELECT sha256, size FROM originals")),
        )
    except (msgspec.ValidationError, UnicodeDecodeError) as error:
        raise sqlite3.DatabaseError(f"a column holds another type: {error}") from error


def copy_database(root: Path, target: Path) -> None:
    """Copy the database into a new file as of one moment, while other processes may write.

    Raises `sqlite3.DatabaseError`.
    """
    with checking.reading(root) as source:
        copy = sqlite3.connect(target)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        finally:
            copy.close()


def _entry(row: tuple[object, ...]) -> Entry:
    return msgspec.convert(dict(zip(Entry.__struct_fields__, row, strict=True)), Entry)
