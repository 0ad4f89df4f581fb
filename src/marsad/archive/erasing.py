"""Erasure: payload and salt of entries are destroyed in the file itself; their hashes stay, and the log still holds."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, delete, select, update

from marsad.archive import tables
from marsad.archive.ledger import append
from marsad.records import Addition, EntryKind

_OF_ORIGINALS = (tables.receipts, tables.derivatives, tables.documents)


class Erasing:
    """Destroys what entries say and what was read in originals; for the only writer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def originals(self) -> frozenset[str]:
        """Return the originals that were erased, by SHA-256."""
        columns = tables.ledger.c
        captures = select(columns.subject).where(columns.kind == EntryKind.CAPTURE.value)
        with self._engine.connect() as connection:
            blank = set(connection.execute(captures.where(columns.payload.is_(None))).scalars())
            # one whose captures were written anew, with names masked, was not erased
            return frozenset(blank - set(connection.execute(captures.where(columns.payload.is_not(None))).scalars()))

    def entries(self, numbers: Sequence[int], record: Addition, original: str = "") -> None:
        """Blank entries, forget an original's rows and write down that it was done, all or none.

        The freed bytes are overwritten in the database, and the journal beside it is emptied.
        """
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.rollback()  # ends what SQLAlchemy began for the pragma
            with connection.begin():
                self._blank(connection, numbers)
                if original:
                    self._forget(connection, original)
                append(connection, record)
        self._empty_journal()

    def scrub(self) -> None:
        """Write the database anew without the bytes of rows that are gone, and empty the journal beside it."""
        with self._engine.connect() as connection:
            plain = connection.execution_options(isolation_level="AUTOCOMMIT")
            plain.exec_driver_sql("VACUUM")
        self._empty_journal()

    def _empty_journal(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _blank(self, connection: Connection, numbers: Sequence[int]) -> None:
        columns = tables.ledger.c
        for number in numbers:
            connection.execute(update(tables.ledger).where(columns.number == number).values(payload=None, salt=None))

    def _forget(self, connection: Connection, original: str) -> None:
        documents = tables.documents.c
        gone = connection.execute(tables.documents.select().where(documents.original == original)).all()
        for table in _OF_ORIGINALS:
            column = table.c.original if "original" in table.c else table.c.sha256
            connection.execute(delete(table).where(column == original))
        for row in gone:
            connection.execute(delete(tables.readings).where(tables.readings.c.document == row.id))
        connection.execute(delete(tables.originals).where(tables.originals.c.sha256 == original))
        connection.execute(delete(tables.findings).where(tables.findings.c.subject == original))
        # with its key, so that the next run derives again even where nothing had been read in it
        connection.execute(delete(tables.derived))
        connection.execute(delete(tables.meta).where(tables.meta.c.key.like("derivation.%")))
