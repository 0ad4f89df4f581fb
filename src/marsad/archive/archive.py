"""An archive: one directory that holds originals, what was read in them, and what follows."""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from marsad.archive.derivations import Derivations
from marsad.archive.findings import Stage, load_findings, replace_findings
from marsad.archive.intakes import Intakes
from marsad.archive.opening import only_writer, open_database
from marsad.archive.readings import Readings
from marsad.records import Finding, Incident, ReadingNote, Snapshot


class Archive:
    """The database of an archive directory; close it, or use it in a `with` statement."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self.root = root
        self.intakes = Intakes(engine)
        self.readings = Readings(engine)
        self.derivations = Derivations(engine)
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

    def snapshot(self) -> Snapshot:
        """Return everything the archive holds now."""
        documents = tuple(self.intakes.documents())
        readings = [stored.reading for stored in self.readings.all()]
        derivation = self.derivations.load()
        with self._engine.connect() as connection:
            met = load_findings(connection, [Stage.DISCOVERY, Stage.INTAKE])
        read = (finding for reading in readings for finding in reading.findings)
        return Snapshot(
            received=self.intakes.names(),
            documents=documents,
            notes={
                reading.document: ReadingNote(
                    reader=reading.reader if reading.read else "",
                    effective=reading.effective,
                    protected=reading.protected,
                )
                for reading in readings
            },
            claims=tuple(sorted((claim for reading in readings for claim in reading.claims), key=lambda c: c.id)),
            origins=derivation.origins,
            incidents=tuple(sorted(derivation.incidents, key=_by_day)),
            tallies=derivation.tallies,
            figures=derivation.figures,
            ruleset=derivation.ruleset,
            gazetteer=derivation.gazetteer,
            findings=tuple(sorted({*met, *read, *derivation.findings})),
        )


def _by_day(incident: Incident) -> tuple[bool, dt.date, dt.date, str]:
    """Order incidents by first and last day, undated ones last."""
    start, end = incident.date_start, incident.date_end
    return (start is None, start or dt.date.min, end or dt.date.max, incident.id)
