"""Originals to documents: store each file with its custody, read what is new."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from marsad import intake
from marsad.archive import Archive, Intake
from marsad.engines import LocalEngine
from marsad.pipeline.attachments import derivative_store, recognised_files
from marsad.pipeline.captures import arrivals, told_since
from marsad.pipeline.custody import completed, custody_flags
from marsad.pipeline.progress import Progress
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sidecars import Sidecars
from marsad.pipeline.versions import INTAKE, digest
from marsad.records import CustodyNote, Document, Draft, EntryKind, Finding, Severity, Told
from marsad.settings import Settings
from marsad.vault import Capture, Custody, Kept, Originals

_MEGABYTE = 1 << 20
_ORIGINALS = "originals"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came in: files looked at, originals new to the archive, and which originals were given."""

    files: int
    new: int
    given: frozenset[str]


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One stored original that waits to be read into documents; `name` is the one it first came in under.

    `recognised` are the files with its text where it is a picture or a sound.
    """

    path: str
    sha256: str
    size: int
    version: str
    name: str
    received: str
    settings: intake.IntakeSettings
    recognised: tuple[intake.RecognisedFile, ...] = ()


def take_in(
    archive: Archive,
    paths: Sequence[Path],
    settings: Settings,
    *,
    engine: LocalEngine,
    progress: Progress,
    recorder: Recorder,
    mended: Sequence[Finding] = (),
) -> Taken:
    """Store every file under `paths` and read those into documents that this version of the intake has not read.

    `mended` is what the start of this run put right or has to say; it is kept with what the look at the paths met.
    Each way an original came in is a capture in the ledger, written in one transaction with what was read in it.
    """
    gate = _Gate(archive, settings, recorder)
    progress.start("Taking in", None)
    new = 0
    for batch in engine.map(read_originals, gate.arrivals(paths, progress)):
        gate.originals.flush()
        archive.intakes.add(batch, recorder.addition(*gate.captures(batch)))
        new += sum(one.sha256 not in gate.known for one in batch)
    gate.originals.flush()
    archive.intakes.add_receipts(gate.again, recorder.addition(*gate.captures_again()))
    archive.replace_discovery_findings([*mended, *gate.findings, *custody_flags(archive, gate.given)])
    return Taken(files=gate.files, new=new, given=frozenset(gate.given))


class _Gate:
    """Stores files as they are found and lets through those that must be read."""

    def __init__(self, archive: Archive, settings: Settings, recorder: Recorder) -> None:
        self.known = archive.intakes.versions()
        self.given: set[str] = set()
        self.again: list[tuple[str, str, str]] = []
        self.findings: list[Finding] = []
        self.files = 0
        self.originals = Originals(archive.root / _ORIGINALS, recorder)
        if swept := self.originals.sweep() + derivative_store(archive.root).sweep():
            self.findings.append(_swept(swept))
        self._erased = archive.erasing.originals()
        self._received = archive.intakes.receipts()
        self._first = arrivals(archive)
        self._recognised = recognised_files(archive)
        self._sidecars = Sidecars()
        self._told = told_since(archive)
        self._given_with: dict[tuple[str, str], Told] = {}
        self._retold: dict[tuple[str, str], Told] = {}
        self._recorder = recorder
        self._root = archive.root.resolve()
        self._settings = settings
        self._limits = settings.intake
        self._version = intake_version(settings)

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

    def captures(self, batch: Sequence[Intake]) -> Iterator[Draft]:
        """Yield the captures of originals that are new to the ledger."""
        for one in batch:
            if one.sha256 not in self._first.captures:
                yield self._capture(one.sha256, one.name)

    def captures_again(self) -> Iterator[Draft]:
        """Yield the captures of originals that came again under another name, and what is told anew of known ones."""
        for sha256, name, _ in self.again:
            yield self._capture(sha256, name)
        for (sha256, name), told in self._retold.items():
            yield self._recorder.draft(EntryKind.CUSTODY, sha256, CustodyNote(name=name, told=told))

    def _capture(self, sha256: str, name: str) -> Draft:
        path = self.originals.path(sha256)
        form = intake.format_of(path, name)
        parts = intake.web_parts(path, name, form, self._limits)
        return self._recorder.capture(sha256, name, form, completed(parts, self._given_with[sha256, name]))

    def _arrive(self, found: intake.SourceFile) -> Arrival | None:
        if found.size > self._settings.max_file_mb * _MEGABYTE:
            self.findings.append(_too_large(found, self._settings))
            return None
        told = self._sidecars.told(found)
        if not isinstance(told, Told):
            self.findings.extend([told] if told else [])
            return None
        custody = self._recorder.custody(found.name, told)
        kept = self._keep(found, custody)
        if kept is None or self._erased_before(kept, found):
            return None
        first = self._first.captures.get(kept.sha256, ())
        seen = kept.sha256 in self.given
        self.given.add(kept.sha256)
        self._given_with.setdefault((kept.sha256, found.name), told)
        if (kept.sha256, found.name) in self._received and told not in (
            Told(),
            self._told.get((kept.sha256, found.name)),
        ):
            self._retold[kept.sha256, found.name] = told
        if (seen or first) and (kept.sha256, found.name) not in self._received:
            self.again.append((kept.sha256, found.name, custody.when))
        self._received.add((kept.sha256, found.name))
        if seen or self.known.get(kept.sha256) == self._version:
            return None
        return Arrival(
            path=str(self.originals.path(kept.sha256)),
            sha256=kept.sha256,
            size=kept.size,
            version=self._version,
            name=first[0].custody.name if first else found.name,
            received=first[0].custody.when if first else custody.when,
            settings=self._limits,
            recognised=self._recognised.get(kept.sha256, ()),
        )

    def _erased_before(self, kept: Kept, found: intake.SourceFile) -> bool:
        if kept.sha256 not in self._erased:
            return False
        self.originals.path(kept.sha256).unlink(missing_ok=True)
        self.findings.append(_erased(found))
        return True

    def _keep(self, found: intake.SourceFile, custody: Custody) -> Kept | None:
        try:
            with Path(found.path).open("rb") as source:
                return self.originals.keep(source, custody)
        except OSError as error:
            self.findings.append(_unreadable(found, error))
            return None


def retake(archive: Archive, settings: Settings, engine: LocalEngine, progress: Progress) -> int:
    """Read stored originals that the ledger holds a capture of and the tables nothing; return how many there were.

    So a rebuild goes on where it was stopped, and originals are not lost with the tables about them.
    """
    found = arrivals(archive)
    known = archive.intakes.versions()
    missing = [captures[0] for sha256, captures in found.captures.items() if sha256 not in known]
    recognised = recognised_files(archive)
    waiting = (arrival_of(archive.root, first, settings, recognised.get(first.sha256, ())) for first in missing)
    if missing:
        progress.start("Reading originals", len(missing))
    for batch in engine.map(read_originals, waiting):
        archive.intakes.add(batch)
        progress.advance(len(batch))
    again = [(c.sha256, c.custody.name, c.custody.when) for first in missing for c in found.captures[first.sha256]]
    archive.intakes.add_receipts(again)
    return len(missing)


def arrival_of(
    root: Path, first: Capture, settings: Settings, recognised: tuple[intake.RecognisedFile, ...]
) -> Arrival:
    """Return an original that the ledger knows by its first capture, ready to be read again."""
    return Arrival(
        path=str(Originals(root / _ORIGINALS, Recorder()).path(first.sha256)),
        sha256=first.sha256,
        size=first.size,
        version=intake_version(settings),
        name=first.custody.name,
        received=first.custody.when,
        settings=settings.intake,
        recognised=recognised,
    )


def missing_originals(archive: Archive) -> list[str]:
    """Return the originals, and the texts made of them, that the ledger knows and the stores have no file of."""
    store, made = Originals(archive.root / _ORIGINALS, Recorder()), derivative_store(archive.root)
    texts = {one.recognition.derivative for files in recognised_files(archive).values() for one in files}
    gone = [sha256 for sha256 in sorted(arrivals(archive).captures) if sha256 not in store]
    return gone + [sha256 for sha256 in sorted(texts) if sha256 not in made]


def intake_version(settings: Settings) -> str:
    """Name everything that the documents of an original depend on besides its bytes and its first name."""
    return f"{INTAKE} {digest([msgspec.json.encode(settings.intake)])}"


def read_originals(arrivals: Sequence[Arrival]) -> list[Intake]:
    """Read stored originals into documents and findings."""
    return [_read_original(arrival) for arrival in arrivals]


def _read_original(arrival: Arrival) -> Intake:
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    for item in _items(arrival):
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


def _items(arrival: Arrival) -> Iterator[Document | Finding]:
    """Yield what the original holds itself, then what was recognised in it."""
    told = arrival.name, arrival.sha256, arrival.settings
    for item in intake.read_original(Path(arrival.path), *told):
        if not (arrival.recognised and isinstance(item, Finding) and intake.answers(item, arrival.name)):
            yield item
    for file in arrival.recognised:
        yield from intake.read_recognised(file, *told)


def _swept(count: int) -> Finding:
    return Finding(
        kind="half_written_removed",
        severity=Severity.NOTE,
        where="originals, derivatives",
        message=f"{count} half-written files of a run that was killed were removed; nothing referred to them",
        remedy="nothing: give the same reports again if that run was not repeated",
    )


def _erased(found: intake.SourceFile) -> Finding:
    return Finding(
        kind="erased_before",
        severity=Severity.ERROR,
        where=found.name,
        message="Not taken in: this original was erased on a legal or safety ground (`marsad log` shows which)",
        remedy="take the file out of the folder",
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
