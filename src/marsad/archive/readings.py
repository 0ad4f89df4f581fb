"""What readers found: one reading a document, with the version that made it."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.records import Reading


class StoredReading(msgspec.Struct, frozen=True, kw_only=True):
    """A reading, the version of the readers that made it, and what linking keeps of the document (its own bytes)."""

    version: str
    reading: Reading
    source: bytes


class Readings:
    """The readings of an archive."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, batch: Sequence[StoredReading]) -> None:
        """Record readings, all or none; a newer reading of a document takes the place of the older."""
        with self._engine.begin() as connection:
            put_readings(connection, batch)

    def all(self) -> Iterator[StoredReading]:
        """Yield every reading, by document id."""
        query = select(tables.readings).order_by(tables.readings.c.document)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield StoredReading(
                    version=row.version, reading=msgspec.json.decode(row.payload, type=Reading), source=row.source
                )

    def versions(self) -> list[tuple[str, str]]:
        """Return (document id, version) of every reading, by document id."""
        query = select(tables.readings.c.document, tables.readings.c.version).order_by(tables.readings.c.document)
        with self._engine.connect() as connection:
            return [(row.document, row.version) for row in connection.execute(query)]

    def drop_orphans(self) -> None:
        """Forget readings of documents that a newer intake no longer makes."""
        kept = select(tables.documents.c.id)
        with self._engine.begin() as connection:
            connection.execute(delete(tables.readings).where(tables.readings.c.document.not_in(kept)))


def put_readings(connection: Connection, batch: Sequence[StoredReading]) -> None:
    """Record readings in the transaction of `connection`."""
    if not batch:
        return
    rows = [
        {
            "document": stored.reading.document,
            "version": stored.version,
            "payload": msgspec.json.encode(stored.reading),
            "source": stored.source,
        }
        for stored in batch
    ]
    statement = insert(tables.readings)
    new = statement.excluded
    changed = {"version": new.version, "payload": new.payload, "source": new.source}
    connection.execute(statement.on_conflict_do_update(index_elements=["document"], set_=changed), rows)
