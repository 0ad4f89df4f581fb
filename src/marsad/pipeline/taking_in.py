"""Originals to documents: read each new file, mask whom it must not show, store it with its custody."""

import hashlib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from marsad import intake
from marsad.archive import Archive, Intake
from marsad.engines import LocalEngine
from marsad.pipeline import refusals
from marsad.pipeline.arriving import Arrival, Read, intake_version, read_originals
from marsad.pipeline.attachments import derivative_store
from marsad.pipeline.captures import arrivals
from marsad.pipeline.concealing import Veil
from marsad.pipeline.custody import completed
from marsad.pipeline.progress import Progress
from marsad.pipeline.protecting import shown, testimony_name
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import Witnesses, opened_by_itself
from marsad.pipeline.telling import Tellings
from marsad.pipeline.texts import Texts
from marsad.records import Draft, Finding, ItemKind, Told
from marsad.settings import Settings
from marsad.vault import Custody, Kept, Originals

_MEGABYTE = 1 << 20
ORIGINALS = "originals"
_A_TESTIMONY = "a file given as a testimony"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came in: files looked at, originals new to the archive, which were given, and what was met on the way.

    `moved` counts those that stood in clear before and are sealed now.
    """

    files: int
    new: int
    given: frozenset[str]
    moved: int
    findings: tuple[Finding, ...]


class _Given(msgspec.Struct, frozen=True, kw_only=True):
    """One file as it was given: where it stands, and its custody under its own name."""

    path: str
    sha256: str
    size: int
    custody: Custody


def take_in(
    archive: Archive,
    paths: Sequence[Path],
    settings: Settings,
    *,
    engine: LocalEngine,
    progress: Progress,
    recorder: Recorder,
    testimony: bool = False,
) -> Taken:
    """Store every file under `paths` and read those into documents that this version of the intake has not read.

    Files are read where they were given and stored after that, because what names a witness must never stand in the
    archive in clear, not for a moment. Each way an original came in is a capture in the ledger, written in one
    transaction with what was read in it.
    """
    gate = _Gate(archive, settings, recorder, testimony=testimony)
    progress.start("Taking in", None)
    new = moved = 0
    for batch in engine.map(read_originals, gate.arrivals(paths, progress)):
        kept = gate.keep(batch)
        gate.originals.flush()
        archive.intakes.add(kept, recorder.addition(*gate.captures(kept), *gate.witnesses.drafts()))
        gate.witnesses.settled()
        moved += gate.witnesses.drop_fresh()
        new += sum(one.sha256 not in gate.known for one in kept)
    again = gate.again()
    drafts = gate.captures_again(again)
    archive.intakes.add_receipts(
        [(one.sha256, one.custody.name, one.custody.when) for one in again],
        recorder.addition(*drafts, *gate.witnesses.drafts()),
    )
    findings = (*gate.findings, *gate.witnesses.findings())
    return Taken(files=gate.files, new=new, given=frozenset(gate.given), moved=moved, findings=findings)


class _Gate:
    """Looks at files as they are found, lets through those that must be read, and stores those that were."""

    def __init__(self, archive: Archive, settings: Settings, recorder: Recorder, *, testimony: bool) -> None:
        self.known = archive.intakes.versions()
        self.given: set[str] = set()
        self.findings: list[Finding] = []
        self.files = 0
        self.originals = Originals(archive.root / ORIGINALS, recorder)
        self.witnesses = Witnesses(archive, recorder)
        if swept := self.originals.sweep() + derivative_store(archive.root).sweep():
            self.findings.append(refusals.swept(swept, "originals, derivatives"))
        self._tellings = Tellings(archive, self.witnesses, recorder)
        self._texts = Texts(archive, self.witnesses, opened_by_itself(archive.root))
        self._again: list[_Given] = []
        self._given: dict[str, _Given] = {}
        self._kept: dict[str, Custody] = {}
        self._testimonies: set[str] = set()
        self._erased = archive.erasing.originals()
        self._received = archive.intakes.receipts()
        self._first = arrivals(archive)
        self._recorder = recorder
        self._root = archive.root.resolve()
        self._settings = settings
        self._all_testimony = testimony
        self._version = intake_version(settings)

    def arrivals(self, paths: Sequence[Path], progress: Progress) -> Iterator[Arrival]:
        """Yield the originals that wait to be read."""
        for found in intake.discover(paths):
            progress.advance(1)
            if isinstance(found, Finding):
                self.findings.append(self._quiet(found))
            elif not Path(found.path).is_relative_to(self._root):  # an archive among the reports is not a report
                self.files += 1
                if arrival := self._arrive(found):
                    yield arrival

    def keep(self, batch: Sequence[Read]) -> list[Intake]:
        """Store the originals of what was read, those that name somebody protected sealed; return what was stored."""
        return [read.intake for read in batch if self._keep(read)]

    def captures(self, kept: Sequence[Intake]) -> Iterator[Draft]:
        """Yield the captures of originals that are new to the ledger."""
        for one in kept:
            if one.sha256 not in self._first.captures:
                yield self._capture(self._given[one.sha256], self._kept[one.sha256])

    def again(self) -> list[_Given]:
        """Return the originals that came again under another name, as they may be named."""
        found = []
        for given in self._again:
            testimony, name = self._testimony(given.sha256), given.custody.name
            shown_name = self._veil(given.sha256).name(name)
            if {(given.sha256, shown_name), (given.sha256, name)} & self._received:
                self._tellings.again(given.custody, given.sha256, testimony=testimony)
            else:
                self._received.add((given.sha256, shown_name))
                custody = self._tellings.concealed(given.custody, given.sha256, testimony=testimony)
                found.append(msgspec.structs.replace(given, custody=custody))
        return found

    def captures_again(self, again: Sequence[_Given]) -> list[Draft]:
        """Return the captures of originals that came again under another name, and what is told anew of known ones."""
        drafts = []
        for given in again:
            self._receive(given.sha256, given.size, given.custody)
            drafts.append(self._capture(given, given.custody))
        return [*drafts, *self._tellings.drafts()]

    def _capture(self, given: _Given, custody: Custody) -> Draft:
        path, name = Path(given.path), given.custody.name
        form = intake.format_of(path, name)
        parts = self._veil(given.sha256).parts(intake.web_parts(path, name, form, self._settings.intake))
        return self._recorder.capture(given.sha256, custody.name, form, completed(parts, custody.told))

    def _arrive(self, found: intake.SourceFile) -> Arrival | None:
        if found.size > self._settings.max_file_mb * _MEGABYTE:
            self.findings.append(refusals.too_large(found, self._said(found.name), self._settings))
            return None
        told = self._tellings.beside(found)
        if not isinstance(told, Told):
            self.findings.extend([self._unreadable(found, told)] if told else [])
            return None
        given = self._look(found, told)
        if given is None or self._erased_before(given):
            return None
        sha256 = given.sha256
        box = self.witnesses.boxes.get(sha256)
        testimony = self._is_testimony(found.name, told) or (box is not None and box.testimony)
        if testimony:
            self._testimonies.add(sha256)
        first = self._first.captures.get(sha256, ())
        seen = sha256 in self.given
        self.given.add(sha256)
        if seen or first:
            self._again.append(given)
        current = self.known.get(sha256) == self._version and (box is not None or sha256 in self.originals)
        if seen or (current and (box is not None and box.testimony) == testimony):
            return None
        if self._texts.closed(sha256):  # read without them, their claims would be lost
            self.findings.append(refusals.closed(self._said(found.name)))
            return None
        self._given[sha256] = given
        return Arrival(
            path=found.path,
            sha256=sha256,
            size=given.size,
            version=self._version,
            name=first[0].custody.name if first else found.name,
            received=first[0].custody.when if first else given.custody.when,
            settings=self._settings.intake,
            testimony=testimony,
            names_key=self.witnesses.blind.key,
            names=self.witnesses.blind.digests,
            recognised=self._texts.of(sha256),
            reader=self._settings.reader,
        )

    def _is_testimony(self, name: str, told: Told | None = None) -> bool:
        if self._all_testimony or (told is not None and told.kind is ItemKind.TESTIMONY):
            return True
        return any(fnmatchcase(name, pattern) for pattern in self._settings.testimonies)

    def _testimony(self, sha256: str) -> bool:
        return sha256 in self._testimonies

    def _veil(self, sha256: str) -> Veil:
        return Veil(self.witnesses.blind, sha256, testimony=self._testimony(sha256))

    def _said(self, name: str) -> str:
        """Return the name of a file that was not taken in, as a finding may give it."""
        return _A_TESTIMONY if self._is_testimony(name) else shown(name, self.witnesses.blind)

    def _quiet(self, finding: Finding) -> Finding:
        """Return a finding of the look through folders without the names of witnesses that files have."""
        where = self._said(finding.where)
        if where == finding.where:
            return finding
        return msgspec.structs.replace(
            finding, where=where, words="", message=finding.message.replace(finding.where, where)
        )

    def _unreadable(self, found: intake.SourceFile, finding: Finding) -> Finding:
        """Return the finding of a custody.toml that cannot be read, without the words of one beside a testimony."""
        if self._is_testimony(found.name):
            return refusals.untold(finding, _A_TESTIMONY)
        said = {name: shown(getattr(finding, name), self.witnesses.blind) for name in ("where", "message")}
        return msgspec.structs.replace(finding, **said)

    def _look(self, found: intake.SourceFile, told: Told) -> _Given | None:
        custody = self._recorder.custody(found.name, told)
        try:
            with Path(found.path).open("rb") as source:
                sha256 = hashlib.file_digest(source, "sha256").hexdigest()
                return _Given(path=found.path, sha256=sha256, size=source.tell(), custody=custody)
        except OSError as error:
            self.findings.append(refusals.unreadable(self._said(found.name), error))
            return None

    def _erased_before(self, given: _Given) -> bool:
        if given.sha256 not in self._erased:
            return False
        self.originals.path(given.sha256).unlink(missing_ok=True)
        name = given.custody.name
        sealed = given.sha256 in self.witnesses.once
        shown_name = testimony_name(given.sha256, name) if sealed else self._said(name)
        self.findings.append(refusals.erased(shown_name))
        return True

    def _keep(self, read: Read) -> bool:
        given = self._given[read.intake.sha256]
        sha256 = given.sha256
        try:
            if read.protected.sealed:
                names = read.protected.names
                kept = self.witnesses.put(Path(given.path), sha256, names, testimony=read.testimony)
            else:
                with Path(given.path).open("rb") as source:
                    kept = self.originals.keep(source, self._veil(sha256).custody(given.custody)).sha256 == sha256
        except OSError as error:
            self.findings.append(refusals.unreadable(read.intake.name, error))
            return False
        if not kept:
            self.findings.append(refusals.changed(read.intake.name))
        elif sha256 not in self._first.captures:
            self._kept[sha256] = self._tellings.concealed(given.custody, sha256, testimony=self._testimony(sha256))
            self._received |= {(sha256, given.custody.name), (sha256, read.intake.name)}
            self._receive(sha256, given.size, self._kept[sha256])
        return kept

    def _receive(self, sha256: str, size: int, custody: Custody) -> None:
        self._recorder.received(Kept(sha256=sha256, size=size, new=True), custody)
