"""What was taken in: originals, the ways they came, and the documents read from them."""

import hashlib
from collections.abc import Iterator, Sequence, Set

import msgspec
from sqlalchemy import Connection, Engine, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.archive.findings import Stage, replace_findings
from marsad.archive.ledger import append, captured
from marsad.archive.readings import StoredReading, put_readings
from marsad.records import Addition, ArchiveError, Derivative, DerivativeKind, Document, Finding

_READER = "marsad intake"


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """One original as taken in: name, size in bytes, how it came, and the documents and findings read from it.

    `readings` are those that could only be made of a text before it was sealed.
    """

    sha256: str
    size: int
    version: str
    name: str
    received: str
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    readings: tuple[StoredReading, ...] = ()


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

    def all_receipts(self) -> list[tuple[str, int, str, str]]:
        """Return (SHA-256, size, name, received) of every way an original came in, the oldest first."""
        receipts, originals = tables.receipts.c, tables.originals.c
        query = (
            select(receipts.sha256, originals.size, receipts.name, receipts.received)
            .join_from(tables.receipts, tables.originals)
            .order_by(receipts.received, receipts.sha256, receipts.name)
        )
        with self._engine.connect() as connection:
            return [(row.sha256, row.size, row.name, row.received) for row in connection.execute(query)]

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return, for each original's SHA-256, the names under which it came in, sorted."""
        names: dict[str, list[str]] = {}
        for sha256, name in sorted(self.receipts()):
            names.setdefault(sha256, []).append(name)
        return {sha256: tuple(given) for sha256, given in names.items()}

    def add_receipts(self, receipts: Sequence[tuple[str, str, str]], captures: Addition | None = None) -> None:
        """Record that originals already here came again under other names: (SHA-256, name, received).

        `captures` is written into the ledger in the same transaction; None where the ledger has them already.
        """
        rows = [{"sha256": sha256, "name": name, "received": received} for sha256, name, received in receipts]
        if rows or (captures is not None and captures.drafts):
            with self._engine.begin() as connection:
                if captures is not None:
                    append(connection, captures)
                if rows:
                    connection.execute(insert(tables.receipts).on_conflict_do_nothing(), rows)

    def add(self, batch: Sequence[Intake], captures: Addition | None = None) -> None:
        """Record originals with their documents and findings, all or none; what an older intake read is replaced.

        `captures` is written into the ledger in the same transaction. Raises `ArchiveError`, storing nothing, where
        the ledger then holds no capture of one of the originals: nothing enters without its custody.
        """
        with self._engine.begin() as connection:
            if captures is not None:
                append(connection, captures)
            _demand_custody(connection, batch)
            for intake in batch:
                _add(connection, intake)

    def replace_receipts(self, sha256: str, receipts: Sequence[tuple[str, str]]) -> None:
        """Record anew how an original came in, because names must be masked: (name, received), the first first."""
        with self._engine.begin() as connection:
            connection.execute(delete(tables.receipts).where(tables.receipts.c.sha256 == sha256))
            for name, received in receipts:
                row = insert(tables.receipts).values(sha256=sha256, name=name, received=received)
                connection.execute(row.on_conflict_do_nothing())

    def derivatives(self, document: str) -> tuple[Derivative, ...]:
        """Return what was made of originals for one document, sorted."""
        query = select(tables.derivatives).where(tables.derivatives.c.document == document)
        with self._engine.connect() as connection:
            rows = [{str(name): cell for name, cell in row._mapping.items()} for row in connection.execute(query)]
        return tuple(sorted(msgspec.convert(row, Derivative) for row in rows))

    def documents(self, originals: Set[str] | None = None) -> Iterator[Document]:
        """Yield every document once, by id; one that stands in several originals with the least of them.

        With `originals`, only documents that stand in one of those.
        """
        columns = tables.documents.c
        order = select(columns.id, columns.original, columns.payload).order_by(
            columns.id, columns.original, columns.position
        )
        with self._engine.connect() as connection:
            last = ""
            for row in connection.execution_options(yield_per=500).execute(order):
                if row.id != last and (originals is None or row.original in originals):
                    last = row.id
                    yield msgspec.json.decode(row.payload, type=Document)

    def standings(self) -> Iterator[Document]:
        """Yield every document as it stands in every original, by original."""
        columns = tables.documents.c
        query = select(columns.payload).order_by(columns.original, columns.id, columns.position)
        with self._engine.connect() as connection:
            for payload in connection.execution_options(yield_per=500).execute(query).scalars():
                yield msgspec.json.decode(payload, type=Document)

    def documents_without(self, version: str) -> Iterator[Document]:
        """Yield every document that has no reading of `version`, by id."""
        wanted = self._without(version)
        if wanted:
            yield from (document for document in self.documents() if document.id in wanted)

    def count_documents_without(self, version: str) -> int:
        """Return how many documents have no reading of `version`."""
        return len(self._without(version))

    def document_ids(self, originals: Set[str]) -> set[str]:
        """Return the ids of all documents that stand in some originals."""
        columns = tables.documents.c
        with self._engine.connect() as connection:
            rows = connection.execute(select(columns.id, columns.original))
            return {row.id for row in rows if row.original in originals}

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
    _forget_clear(connection, [document.id for document in intake.documents if document.sealed])
    put_readings(connection, intake.readings)
    connection.execute(delete(tables.derivatives).where(tables.derivatives.c.original == intake.sha256))
    if intake.documents:
        rows = [msgspec.structs.asdict(_text_of(document, intake.version)) for document in intake.documents]
        connection.execute(insert(tables.derivatives), rows)
    replace_findings(connection, Stage.INTAKE, intake.sha256, intake.findings)


def _forget_clear(connection: Connection, documents: Sequence[str]) -> None:
    """Delete what was read in texts before their words were sealed, and all that followed from it."""
    gone = 0
    for name in documents:
        gone += connection.execute(delete(tables.readings).where(tables.readings.c.document == name)).rowcount
    if gone:
        connection.execute(delete(tables.derived))
        connection.execute(delete(tables.meta).where(tables.meta.c.key.like("derivation.%")))
        replace_findings(connection, Stage.LINKING, "", ())


def _demand_custody(connection: Connection, batch: Sequence[Intake]) -> None:
    given = {intake.sha256 for intake in batch}
    missing = sorted(given - captured(connection, given))
    if missing:
        raise ArchiveError(
            "An original without a custody entry is not taken in",
            where=missing[0],
            next_step="run `marsad run` over the file it came from",
        )


def _text_of(document: Document, version: str) -> Derivative:
    recognition = document.recognition
    return Derivative(
        original=document.original,
        position=document.position,
        document=document.id,
        kind=recognition.kind if recognition else DerivativeKind.EXTRACTED_TEXT,
        tool=recognition.tool if recognition else _READER,
        version=recognition.version if recognition else version,
        sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _row(document: Document) -> dict[str, str | bytes]:
    return {
        "id": document.id,
        "original": document.original,
        "position": document.position,
        "payload": msgspec.json.encode(document),
    }
