"""What a rebuild deletes and must make again: every derived row, and one digest over all of them."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Select, delete, select

from marsad.archive import tables
from marsad.archive.findings import Stage

_DERIVED = (
    tables.receipts,
    tables.documents,
    tables.derivatives,
    tables.readings,
    tables.derived,
    tables.originals,
)
_NAMES = "derivation.%"


class Derived:
    """All rows of an archive that follow from its originals, its ledger and its settings.

    Not among them: what the last look at the given paths met (unreadable files), which no original tells.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def digest(self) -> str:
        """Return SHA-256 over every derived row, in an order that does not depend on how they were stored."""
        running = hashlib.sha256()
        with self._engine.connect() as connection:
            for cell in _cells(connection):
                running.update(b"%d:" % len(cell))
                running.update(cell)
        return running.hexdigest()

    def forget(self) -> None:
        """Delete every derived row, all or none."""
        with self._engine.begin() as connection:
            connection.execute(delete(tables.findings).where(tables.findings.c.stage != Stage.DISCOVERY.value))
            connection.execute(delete(tables.meta).where(tables.meta.c.key.like(_NAMES)))
            for table in _DERIVED:
                connection.execute(delete(table))


def _cells(connection: Connection) -> Iterator[bytes]:
    for query in _queries():
        for row in connection.execution_options(yield_per=500).execute(query):
            for cell in row:
                yield cell if isinstance(cell, bytes) else str(cell).encode()
        yield b""


def _queries() -> Iterator[Select[tuple[object, ...]]]:
    for table in _DERIVED:
        yield select(table).order_by(*table.primary_key.columns)
    found = tables.findings.c
    yield (
        select(found.stage, found.subject, found.payload)
        .where(found.stage != Stage.DISCOVERY.value)
        .order_by(found.stage, found.subject, found.payload)
    )
    yield select(tables.meta).where(tables.meta.c.key.like(_NAMES)).order_by(tables.meta.c.key)
