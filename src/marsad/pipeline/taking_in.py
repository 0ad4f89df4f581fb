"""Originals to documents: store each file, read what is new."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from marsad import intake
from marsad.archive import Archive, Intake
from marsad.engines import LocalEngine
from marsad.pipeline.progress import Progress
from marsad.pipeline.versions import INTAKE, digest
from marsad.records import Document, Finding, Severity
from marsad.settings import Settings
from marsad.vault import Kept, Originals

_MEGABYTE = 1 << 20


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came in: files looked at, originals new to the archive, documents in what was given."""

    files: int
    new: int
    documents: int


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One stored original that waits to be read into documents."""

    path: str
    sha256: str
    size: int
    version: str
    name: str
    received: str
    settings: intake.IntakeSettings


def take_in(
    archive: Archive, paths: Sequence[Path], settings: Settings, engine: LocalEngine, progress: Progress
) -> Taken:
    """Store every file under `paths` and read those into documents that this version of the intake has not read."""
    gate = _Gate(archive, settings)
    progress.start("Taking in", None)
    new = 0
    for batch in engine.map(read_originals, gate.arrivals(paths, progress)):
        gate.originals.flush()
        archive.intakes.add(batch)
        new += sum(one.sha256 not in gate.known for one in batch)
    archive.intakes.add_receipts(gate.again)
    archive.replace_discovery_findings(gate.findings)
    return Taken(files=gate.files, new=new, documents=archive.intakes.count_documents(gate.given))


class _Gate:
    """Stores files as they are found and lets through those that must be read."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self.known = archive.intakes.versions()
        self.given: set[str] = set()
        self.again: list[tuple[str, str, str]] = []
        self.findings: list[Finding] = []
        self.files = 0
        self._received = archive.intakes.receipts()
        self._root = archive.root.resolve()
        self.originals = Originals(archive.root / "originals")
        self.originals.sweep()
        self._settings = settings
        self._limits = settings.intake
        self._version = f"{INTAKE} {digest([msgspec.json.encode(self._limits)])}"

    def arrivals(self, paths: Sequence[Path], progress: Progress) -> Iterator[Arrival]:
        """Yield the originals that wait to be read."""
        for found in intake.discover(paths):
            progress.advance(1)
            if isinstance(found, Finding):
                self.findings.append(found)
            elif not Path(found.path).is_relative_to(self._root):  # an archive among the reports is not a report
                self.files += 1
                if arrival := self._arrive(found):
                    yield arrival

    def _arrive(self, found: intake.SourceFile) -> Arrival | None:
        if found.size > self._settings.max_file_mb * _MEGABYTE:
            self.findings.append(_too_large(found, self._settings))
            return None
        kept = self._keep(found)
        if kept is None:
            return None
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        if kept.sha256 in self.given or self.known.get(kept.sha256) == self._version:
            self.given.add(kept.sha256)
            if (kept.sha256, found.name) not in self._received:
                self.again.append((kept.sha256, found.name, now))
            return None
        self.given.add(kept.sha256)
        return Arrival(
            path=str(self.originals.path(kept.sha256)),
            sha256=kept.sha256,
            size=kept.size,
            version=self._version,
            name=found.name,
            received=now,
            settings=self._limits,
        )

    def _keep(self, found: intake.SourceFile) -> Kept | None:
        try:
            with Path(found.path).open("rb") as source:
                return self.originals.keep(source, found.name)
        except OSError as error:
            self.findings.append(_unreadable(found, error))
            return None


def read_originals(arrivals: Sequence[Arrival]) -> list[Intake]:
    """Read stored originals into documents and findings."""
    return [_read_original(arrival) for arrival in arrivals]


def _read_original(arrival: Arrival) -> Intake:
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    for item in intake.read_original(Path(arrival.path), arrival.name, arrival.sha256, arrival.settings):
        if isinstance(item, Finding):
            findings.append(item)
        else:
            documents.setdefault(item.id, item)
    return Intake(
        sha256=arrival.sha256,
        size=arrival.size,
        version=arrival.version,
        name=arrival.name,
        received=arrival.received,
        documents=tuple(documents.values()),
        findings=tuple(findings),
    )


def _unreadable(found: intake.SourceFile, error: OSError) -> Finding:
    return Finding(
        kind="unreadable",
        severity=Severity.ERROR,
        where=found.name,
        message=f"The file cannot be read: {error.strerror or error}",
        remedy="allow yourself to read it and run again",
    )


def _too_large(found: intake.SourceFile, settings: Settings) -> Finding:
    return Finding(
        kind="too_large",
        severity=Severity.ERROR,
        where=found.name,
        message=f"Not taken in: {found.size // _MEGABYTE} MB are more than the {settings.max_file_mb} MB allowed",
        remedy="raise max_file_mb in marsad.toml or split the file, then run again",
    )
