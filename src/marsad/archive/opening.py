"""Opening an archive directory: layout, schema version, and one writer at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry

from marsad.archive import rowsums, tables
from marsad.archive.migrating import migrate
from marsad.records import ArchiveError

DATABASE = "archive.db"
_LOCK = "writer.lock"
_BUSY_SECONDS = 30


def open_database(root: Path, *, create: bool) -> Engine:
    """Return the engine of the archive in `root`, with its tables made if `create`.

    Raises `ArchiveError` where there is no archive (and `create` is False), the file is not a database, or another
    version of Marsad made it.
    """
    path = root / DATABASE
    if not create and not path.is_file():
        raise ArchiveError(
            "There is no archive here", where=str(root), next_step="run `marsad run PATH` or name one with --archive"
        )
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)  # what reports say of people is not for other accounts
        engine = _connect(path, root)
        with engine.begin() as connection:
            if create:
                # Python begins no transaction for CREATE: killed in between, an index would stay missing for good
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                tables.metadata.create_all(connection)
                rowsums.create_triggers(connection)
            found = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "schema")).scalar()
            _check_version(migrate(connection, found))
            if create:
                insert = tables.meta.insert().prefix_with("OR IGNORE")
                connection.execute(insert.values(key="schema", value=str(tables.SCHEMA_VERSION)))
    except OSError as error:
        raise explained(error, root) from error
    return engine


@contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Hold the archive for writing; raises `ArchiveError` at once if another process holds it.

    The lock is an SQLite transaction on a file of its own: unlike a lock file with a process number in it, the
    operating system lets go of it whenever the process ends, however it ends.
    """
    connection = sqlite3.connect(root / _LOCK, timeout=0, isolation_level=None)
    try:
        _take(connection, root)
        yield
    finally:
        connection.close()


def _take(connection: sqlite3.Connection, root: Path) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise explained(error, root) from error
        raise ArchiveError(
            "Another process is writing this archive",
            where=str(root),
            next_step="wait until it is done, then run again",
        ) from error


def explained(error: Exception, root: Path) -> ArchiveError:
    """Turn a database or file error into one that says what to do."""
    text = str(error)
    for sign, step in _STEPS:
        if sign in text:
            return ArchiveError(f"The archive cannot be used: {text}", where=str(root), next_step=step)
    return ArchiveError(
        f"The archive cannot be used: {text}", where=str(root), next_step="check the disk, or restore a backup"
    )


_STEPS = (
    ("full", "free space on the archive's disk and run again; what was stored is kept"),
    ("No space left", "free space on the archive's disk and run again; what was stored is kept"),
    ("readonly", "allow yourself to write the archive's directory"),
    ("unable to open", "allow yourself to read and write the archive's directory"),
    ("Permission denied", "allow yourself to read and write the archive's directory"),
    ("No such file or directory", "name a directory that can be made with --archive"),
    ("Not a directory", "name a directory that can be made with --archive"),
    ("not a database", "restore a backup of archive.db, or move it away and run again over the reports"),
    ("malformed", "restore a backup of archive.db, or move it away and run again over the reports"),
    ("locked", "wait until the other process is done, then run again"),
)


def _check_version(found: str | None) -> None:
    if found not in (None, str(tables.SCHEMA_VERSION)):
        raise ArchiveError(
            f"This archive has layout {found}, this Marsad knows layout {tables.SCHEMA_VERSION}",
            next_step="use the version of Marsad that made it, or make a new archive from the reports",
        )


def _connect(path: Path, root: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        if isinstance(connection, sqlite3.Connection):
            rowsums.register(connection)
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # words that were sealed or erased leave no bytes in free pages
        cursor.close()

    @event.listens_for(engine, "handle_error")
    def explain(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, sqlite3.DatabaseError):
            raise explained(context.original_exception, root) from context.original_exception

    return engine
