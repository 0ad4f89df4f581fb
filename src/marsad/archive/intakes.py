"""What was taken in: originals, the ways they came, and the documents read from them."""

from collections.abc import Iterator, Sequence, Set

import msgspec
from sqlalchemy import Connection, Engine, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.archive.findings import Stage, replace_findings
from marsad.records import Document, Finding


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """One original as taken in: name, size in bytes, how it came, and the documents and findings read from it."""

    sha256: str
    size: int
    version: str
    name: str
    received: str
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]


class Intakes:
    """The originals of an archive with their documents and findings."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def versions(self) -> dict[str, str]:
        """Return, for each original's SHA-256, the version of the intake that read it."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.originals.c.sha256, tables.originals.c.intake))
            return {row.sha256: row.intake for row in rows}

    def receipts(self) -> set[tuple[str, str]]:
        """Return every (SHA-256, name) pair under which an original was received."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.receipts.c.sha256, tables.receipts.c.name))
            return {(row.sha256, row.name) for row in rows}

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return, for each original's SHA-256, the names under which it came in, sorted."""
        names: dict[str, list[str]] = {}
        for sha256, name in sorted(self.receipts()):
            names.setdefault(sha256, []).append(name)
        return {sha256: tuple(given) for sha256, given in names.items()}

    def add_receipts(self, receipts: Sequence[tuple[str, str, str]]) -> None:
        """Record that originals already here came again under other names: (SHA-256, name, received)."""
        if receipts:
            rows = [{"sha256": sha256, "name": name, "received": received} for sha256, name, received in receipts]
            with self._engine.begin() as connection:
                connection.execute(insert(tables.receipts).on_conflict_do_nothing(), rows)

    def add(self, batch: Sequence[Intake]) -> None:
        """Record originals with their documents and findings, all or none; what an older intake read is replaced."""
        with self._engine.begin() as connection:
            for intake in batch:
                _add(connection, intake)

    def documents(self) -> Iterator[Document]:
        """Yield every document once, by id; one that stands in several originals with the least of them."""
        columns = tables.documents.c
        order = select(columns.id, columns.payload).order_by(columns.id, columns.original, columns.position)
        with self._engine.connect() as connection:
            last = ""
            for row in connection.execution_options(yield_per=500).execute(order):
                if row.id != last:
                    last = row.id
                    yield msgspec.json.decode(row.payload, type=Document)

    def documents_without(self, version: str) -> Iterator[Document]:
        """Yield every document that has no reading of `version`, by id."""
        wanted = self._without(version)
        if wanted:
            yield from (document for document in self.documents() if document.id in wanted)

    def count_documents_without(self, version: str) -> int:
        """Return how many documents have no reading of `version`."""
        return len(self._without(version))

    def count_documents(self, originals: Set[str] | None = None) -> int:
        """Return how many different documents there are, in all or in some originals."""
        columns = tables.documents.c
        with self._engine.connect() as connection:
            if originals is None:
                return connection.execute(select(func.count(columns.id.distinct()))).scalar_one()
            rows = connection.execute(select(columns.id, columns.original))
            return len({row.id for row in rows if row.original in originals})

    def _without(self, version: str) -> set[str]:
        done = select(tables.readings.c.document).where(tables.readings.c.version == version)
        with self._engine.connect() as connection:
            return set(
                connection.execute(select(tables.documents.c.id).where(tables.documents.c.id.not_in(done))).scalars()
            )


def _add(connection: Connection, intake: Intake) -> None:
    original = insert(tables.originals).values(sha256=intake.sha256, size=intake.size, intake=intake.version)
    connection.execute(original.on_conflict_do_update(index_elements=["sha256"], set_={"intake": intake.version}))
    receipt = insert(tables.receipts).values(sha256=intake.sha256, name=intake.name, received=intake.received)
    connection.execute(receipt.on_conflict_do_nothing())
    connection.execute(delete(tables.documents).where(tables.documents.c.original == intake.sha256))
    if intake.documents:
        connection.execute(insert(tables.documents), [_row(document) for document in intake.documents])
    replace_findings(connection, Stage.INTAKE, intake.sha256, intake.findings)


def _row(document: Document) -> dict[str, str | bytes]:
    return {
        "id": document.id,
        "original": document.original,
        "position": document.position,
        "payload": msgspec.json.encode(document),
    }
