"""An archive: one directory that holds originals, what was read in them, and what follows."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from marsad.archive import tables
from marsad.archive.derivations import Derivation, Derivations
from marsad.archive.erasing import Erasing
from marsad.archive.findings import Stage, load_findings, replace_findings
from marsad.archive.intakes import Intakes
from marsad.archive.ledger import Ledger, append
from marsad.archive.migrating import PENDING
from marsad.archive.opening import only_writer, open_database
from marsad.archive.readings import Readings
from marsad.archive.rebuilding import Derived
from marsad.records import Addition, Attachment, EntryKind, Finding, Incident, ReadingNote, Snapshot

_SWEPT = "sealed.swept"


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive held at an earlier time: its first `entries`, and what followed from them.

    `received` are the names each original had come in under, `documents` the ids of those that were there.
    """

    entries: int
    received: Mapping[str, tuple[str, ...]]
    documents: Set[str]
    derivation: Derivation


class Archive:
    """The database of an archive directory; close it, or use it in a `with` statement."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self.root = root
        self.intakes = Intakes(engine)
        self.readings = Readings(engine)
        self.derivations = Derivations(engine)
        self.ledger = Ledger(engine)
        self.derived = Derived(engine)
        self.erasing = Erasing(engine)
        self._engine = engine

    @classmethod
    def create(cls, root: Path) -> Self:
        """Open the archive in `root`, making it where there is none; raises `ArchiveError`."""
        return cls(root, open_database(root, create=True))

    @classmethod
    def open(cls, root: Path) -> Self:
        """Open the archive in `root`; raises `ArchiveError` where there is none."""
        return cls(root, open_database(root, create=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def writing(self) -> AbstractContextManager[None]:
        """Hold the archive as its only writer; raises `ArchiveError` at once if another process does."""
        return only_writer(self.root)

    def replace_discovery_findings(self, findings: Sequence[Finding]) -> None:
        """Store what the last look at the given paths met (unreadable files and folders)."""
        with self._engine.begin() as connection:
            replace_findings(connection, Stage.DISCOVERY, "", findings)

    def replace_findings_of(self, subject: str, findings: Sequence[Finding]) -> None:
        """Store what a look at the archive itself met, in place of what the last one about the subject met."""
        with self._engine.begin() as connection:
            replace_findings(connection, Stage.DISCOVERY, subject, findings)

    def swept(self) -> int:
        """Return the last entry whose sealed names were looked for in all documents; -1 where none was."""
        with self._engine.connect() as connection:
            found = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == _SWEPT)).scalar()
            return -1 if found is None else int(found)

    def mark_swept(self, number: int) -> None:
        """Remember up to which entry sealed names were looked for in all documents."""
        row = insert(tables.meta).values(key=_SWEPT, value=str(number))
        with self._engine.begin() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": str(number)}))

    def discovery_findings(self) -> tuple[Finding, ...]:
        """Return what the last look at the given paths met."""
        with self._engine.connect() as connection:
            return tuple(load_findings(connection, [Stage.DISCOVERY], {""}))

    def lacks_captures(self) -> bool:
        """Tell whether an older Marsad made this archive, and its ledger still lacks what came in then."""
        with self._engine.connect() as connection:
            return connection.execute(select(tables.meta.c.key).where(tables.meta.c.key == PENDING)).first() is not None

    def add_captures(self, captures: Addition) -> None:
        """Write into the ledger what came in before there was one."""
        with self._engine.begin() as connection:
            append(connection, captures)
            connection.execute(delete(tables.meta).where(tables.meta.c.key == PENDING))

    def snapshot(self, past: Past | None = None) -> Snapshot:
        """Return everything the archive holds now, or held at an earlier time."""
        received = self.intakes.names() if past is None else dict(past.received)
        held = self.intakes.documents(None if past is None else received.keys())
        documents = tuple(document for document in held if past is None or document.id in past.documents)
        known = {document.id for document in documents}
        readings = [stored.reading for stored in self.readings.all() if stored.reading.document in known]
        derivation = self.derivations.load() if past is None else past.derivation
        edited = {claim.id: claim for claim in derivation.edited}
        read = (finding for reading in readings for finding in reading.findings)
        return Snapshot(
            received=received,
            attachments=self._attached(past),
            documents=documents,
            notes={
                reading.document: ReadingNote(
                    reader=reading.reader if reading.read else "",
                    effective=reading.effective,
                    protected=reading.protected,
                )
                for reading in readings
            },
            claims=tuple(
                sorted((edited.get(c.id, c) for reading in readings for c in reading.claims), key=lambda c: c.id)
            ),
            marks={mark.id: mark for mark in derivation.marks},
            origins=derivation.origins,
            incidents=tuple(sorted(derivation.incidents, key=_by_day)),
            tallies=derivation.tallies,
            figures=derivation.figures,
            ruleset=derivation.ruleset,
            gazetteer=derivation.gazetteer,
            findings=tuple(sorted({*self._met(past), *read, *derivation.findings})),
        )

    def _attached(self, past: Past | None) -> tuple[Attachment, ...]:
        """Return what was made of originals, but for what was erased, in the order it came in."""
        entries = self.ledger.entries([EntryKind.DERIVATIVE], until=None if past is None else past.entries)
        return tuple(made for entry in entries if (made := entry.facts(Attachment)) is not None)

    def _met(self, past: Past | None) -> tuple[Finding, ...]:
        """Return what taking in and the ledger's clock gave rise to; of the past only what its originals tell."""
        with self._engine.connect() as connection:
            if past is not None:
                return load_findings(connection, [Stage.INTAKE], past.received.keys())
            met = load_findings(connection, [Stage.DISCOVERY, Stage.INTAKE])
        return (*met, *self.ledger.findings())


def _by_day(incident: Incident) -> tuple[bool, dt.date, dt.date, str]:
    """Order incidents by first and last day, undated ones last."""
    start, end = incident.date_start, incident.date_end
    return (start is None, start or dt.date.min, end or dt.date.max, incident.id)
