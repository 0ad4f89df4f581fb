"""Originals read again from the store: after a rebuild, after a killed run, or because names in them must be sealed."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from marsad.archive import Archive, Intake
from marsad.engines import LocalEngine
from marsad.pipeline.arriving import Arrival, Read, intake_version, read_originals
from marsad.pipeline.captures import arrivals
from marsad.pipeline.progress import Progress
from marsad.pipeline.protecting import shown, testimony_name
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import Witnesses
from marsad.pipeline.taking_in import ORIGINALS
from marsad.records import Draft, EntryKind, Erasure, SealError, StoreError
from marsad.settings import Settings
from marsad.vault import Capture, Originals
from marsad.vault.sealing import Compartment
from marsad.vault.strongroom import Box, Strongroom, open_box

_GROUND = "names of protected persons are kept sealed"


class Retaker:
    """Reads stored originals again; sealed ones with the opened compartment, where there is one."""

    def __init__(
        self, archive: Archive, settings: Settings, recorder: Recorder, opened: Compartment | None = None
    ) -> None:
        self.witnesses = Witnesses(archive, recorder)
        self._archive = archive
        self._settings = settings
        self._recorder = recorder
        self._opened = opened
        self._store = Originals(archive.root / ORIGINALS, recorder)
        self._arrivals = arrivals(archive)

    def missing(self) -> list[str]:
        """Return the originals that the ledger holds a capture of and the tables nothing, as far as they open."""
        known = self._archive.intakes.versions()
        return [sha256 for sha256 in self._arrivals.captures if sha256 not in known and self._opens(sha256)]

    def outdated(self) -> list[str]:
        """Return the originals that another version of the intake read, as far as they open."""
        version = intake_version(self._settings)
        known = self._archive.intakes.versions()
        captured = self._arrivals.captures
        return [sha256 for sha256 in captured if known.get(sha256) != version and self._opens(sha256)]

    def naming(self) -> tuple[list[str], list[str]]:
        """Return the originals in which a sealed name still stands in clear: those that open, and those that do not."""
        blind, found, perhaps = self.witnesses.blind, dict[str, None](), dict[str, None]()
        for document in self._archive.intakes.standings() if blind.digests else ():
            if document.testimony:
                continue
            if blind.spans(document.text, document.id):
                found[document.original] = None
            elif blind.touches(document.text, document.sealed):
                perhaps[document.original] = None
        return [one for one in found | perhaps if self._opens(one)], [one for one in found if not self._opens(one)]

    def open(self, opened: Compartment | None) -> None:
        """Read sealed originals as well from now on, where the compartment could be opened."""
        self._opened = self._opened or opened

    def closed(self) -> list[str]:
        """Return the sealed originals that cannot be read here: the compartment is not open."""
        return [] if self._opened is not None else sorted(self.witnesses.boxes)

    def retake(self, originals: Sequence[str], engine: LocalEngine, progress: Progress) -> None:
        """Read originals again and store what is read in them, names masked and those that need it sealed."""
        if originals:
            progress.start("Reading originals", len(originals))
        for batch in engine.map(read_originals, map(self._arrival, originals)):
            kept = [self._keep(read) for read in batch]
            drafts = self.witnesses.drafts()
            self._archive.intakes.add(kept, self._recorder.addition(*drafts) if drafts else None)
            self.witnesses.settled()
            self.drop_clear()
            progress.advance(len(batch))
        again = ((c, c.custody) for sha256 in originals for c in self._arrivals.captures[sha256])
        self._archive.intakes.add_receipts([(c.sha256, custody.name, custody.when) for c, custody in again])

    def drop_clear(self) -> int:
        """Remove clear copies of originals that are sealed; return how many there were."""
        found = [path for sha256 in self.witnesses.boxes if (path := self._store.path(sha256)).exists()]
        for path in found:
            path.unlink()
        return len(found)

    def rename(self) -> int:
        """Write captures anew whose file name shows a sealed name, and blank the old ones; return how many."""
        count = 0
        for sha256 in self.witnesses.boxes:
            count += self._rename(sha256)
        self._arrivals = arrivals(self._archive)
        return count

    def _rename(self, sha256: str) -> int:
        entries = self._archive.ledger.entries([EntryKind.CAPTURE], subject=sha256)
        captures = {entry.number: (entry.author, c) for entry in entries if (c := entry.facts(Capture))}
        again = [_renamed(c, author, self._shown(sha256, c.custody.name)) for author, c in captures.values()]
        renamed = [capture for _, capture in again]
        if renamed == [capture for _, capture in captures.values()]:
            return 0
        # all of them, so that the first stays the first
        self._archive.intakes.replace_receipts(sha256, [(c.custody.name, c.custody.when) for c in renamed])
        numbers = tuple(captures)
        record = self._recorder.draft(EntryKind.ERASURE, sha256, Erasure(entries=numbers, ground=_GROUND))
        drafts = [Draft.of(EntryKind.CAPTURE, sha256, author, capture) for author, capture in again]
        self._archive.erasing.entries(numbers, self._recorder.addition(*drafts, record))
        return len(numbers)

    def _shown(self, sha256: str, name: str) -> str:
        if self.witnesses.boxes[sha256].testimony:
            return testimony_name(sha256, name)
        return shown(name, self.witnesses.blind, sha256)

    def _opens(self, sha256: str) -> bool:
        return sha256 not in self.witnesses.boxes or self._opened is not None

    def _arrival(self, sha256: str) -> Arrival:
        first = self._arrivals.first(sha256)
        box = self.witnesses.boxes.get(sha256)
        return Arrival(
            path="" if box else str(self._store.path(sha256)),
            box=box,
            key=self._key(box) if box else b"",
            sha256=sha256,
            size=first.size,
            version=intake_version(self._settings),
            name=first.custody.name,
            received=first.custody.when,
            settings=self._settings.intake,
            testimony=box is not None and box.testimony,
            names_key=self.witnesses.blind.key,
            names=self.witnesses.blind.digests,
        )

    def _key(self, box: Box) -> bytes:
        if self._opened is None:
            raise SealError("The compartment is closed", where=box.name, next_step="run `marsad rebuild` with its key")
        return Strongroom(box.path.parent).key(self._opened, box)

    def _keep(self, read: Read) -> Intake:
        names, sha256 = read.protected.names, read.intake.sha256
        if read.protected.sealed and not self.witnesses.put(Path(read.path), sha256, names, testimony=read.testimony):
            raise StoreError(
                "An original is not what was received", where=sha256, next_step="run `marsad verify --all`"
            )
        return read.intake


def missing_originals(archive: Archive) -> list[str]:
    """Return the originals that the ledger holds a capture of and the store no file, clear or sealed."""
    recorder = Recorder()
    store, boxes = Originals(archive.root / ORIGINALS, recorder), Witnesses(archive, recorder).boxes
    return [sha256 for sha256 in sorted(arrivals(archive).captures) if sha256 not in store and sha256 not in boxes]


def check_boxes(boxes: Mapping[str, Box], opened: Compartment) -> Iterator[SealError]:
    """Open every sealed original and yield what does not hold: a flipped bit, or bytes that were not received."""
    for sha256, box in sorted(boxes.items()):
        try:
            data = open_box(box, Strongroom(box.path.parent).key(opened, box))
        except SealError as error:
            yield error
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            yield SealError("A sealed original is not what was received", where=box.name, next_step="restore it")


def _renamed(capture: Capture, author: str, name: str) -> tuple[str, Capture]:
    custody = msgspec.structs.replace(capture.custody, name=name)
    return author, msgspec.structs.replace(capture, custody=custody)
