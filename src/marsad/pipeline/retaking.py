"""Originals read again from the store: after a rebuild, after a killed run, or because names in them must be sealed."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from marsad.archive import Archive, Intake
from marsad.engines import LocalEngine
from marsad.intake import RecognisedFile
from marsad.pipeline.arriving import Arrival, Read, intake_version, read_originals
from marsad.pipeline.attachments import attachments, derivative_store
from marsad.pipeline.captures import arrivals
from marsad.pipeline.progress import Progress
from marsad.pipeline.protecting import names_somebody
from marsad.pipeline.recording import Recorder
from marsad.pipeline.rewriting import Rewriter
from marsad.pipeline.sealing import Witnesses
from marsad.pipeline.taking_in import ORIGINALS
from marsad.pipeline.texts import Texts, box_key_of, opened_bytes
from marsad.records import DerivativeKind, Draft, SealError, StoreError
from marsad.settings import Settings
from marsad.vault import Originals
from marsad.vault.sealing import Compartment
from marsad.vault.strongroom import Box


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
        self._texts = Texts(archive, self.witnesses, opened)
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
            if names_somebody(document, blind):
                found[document.original] = None
            elif blind.touches(document.text, document.sealed):
                perhaps[document.original] = None
        for sha256, names in self._arrivals.names.items() if blind.digests else ():
            if any(blind.spans(name, sha256) for name in names):
                found[sha256] = None
        return [one for one in found | perhaps if self._opens(one)], [one for one in found if not self._opens(one)]

    def open(self, opened: Compartment | None) -> None:
        """Read sealed originals as well from now on, where the compartment could be opened."""
        self._opened = self._texts.opened = self._opened or opened

    def closed(self) -> list[str]:
        """Return the sealed originals that cannot be read here: the compartment is not open."""
        return [] if self._opened is not None else sorted(self.witnesses.boxes)

    def retake(self, originals: Sequence[str], engine: LocalEngine, progress: Progress) -> None:
        """Read originals again and store what is read in them, names masked and those that need it sealed."""
        if originals:
            progress.start("Reading originals", len(originals))
        for batch in engine.map(read_originals, map(self.arrival, originals)):
            kept = [self._keep(read) for read in batch]
            self._settle(kept)
            progress.advance(len(batch))
        again = ((c, c.custody) for sha256 in originals for c in self._arrivals.captures[sha256])
        self._archive.intakes.add_receipts([(c.sha256, custody.name, custody.when) for c, custody in again])

    def take(self, read: Read, *drafts: Draft) -> None:
        """Store what was read in one original, in one transaction with entries about it."""
        self._settle([self._keep(read)], drafts)

    def seal_made(self) -> int:
        """Seal the translations that name somebody by now; return how many there were."""
        store, count = derivative_store(self._archive.root), 0
        for made in (one for all_made in attachments(self._archive).values() for one in all_made):
            path = store.path(made.sha256)
            if made.kind is not DerivativeKind.TRANSLATION or made.sha256 in self.witnesses.made or not path.is_file():
                continue
            data = path.read_bytes()
            if self.witnesses.blind.spans(data.decode("utf-8", "replace")):
                self.witnesses.put_made(io.BytesIO(data), made.sha256)
                count += 1
        if drafts := self.witnesses.drafts():
            self._archive.ledger.append(self._recorder.addition(*drafts))
        return count

    def rewrite(self) -> int:
        """Write entries anew that name somebody, and blank the old ones; return how many."""
        count = Rewriter(self._archive, self.witnesses, self._recorder).rewrite()
        self._arrivals = arrivals(self._archive)
        return count

    def arrival(self, sha256: str, *more: RecognisedFile) -> Arrival:
        """Return an original that the ledger knows, ready to be read again, with `more` texts; raises `SealError`."""
        first = self._arrivals.first(sha256)
        box = self.witnesses.boxes.get(sha256)
        return Arrival(
            path="" if box else str(self._store.path(sha256)),
            box=box,
            key=box_key_of(box, self._opened) if box else b"",
            sha256=sha256,
            size=first.size,
            version=intake_version(self._settings),
            name=first.custody.name,
            received=first.custody.when,
            settings=self._settings.intake,
            testimony=box is not None and box.testimony,
            names_key=self.witnesses.blind.key,
            names=self.witnesses.blind.digests,
            recognised=(*self._texts.of(sha256), *more),
            reader=self._settings.reader,
        )

    def _opens(self, sha256: str) -> bool:
        closed = sha256 in self.witnesses.boxes or self._texts.closed(sha256)
        return not closed or self._opened is not None

    def _settle(self, kept: Sequence[Intake], drafts: Sequence[Draft] = ()) -> None:
        everything = (*drafts, *self.witnesses.drafts())
        self._archive.intakes.add(kept, self._recorder.addition(*everything) if everything else None)
        self.witnesses.settled()
        self.witnesses.drop_fresh()

    def _keep(self, read: Read) -> Intake:
        names, sha256 = read.protected.names, read.intake.sha256
        if read.protected.sealed and not self.witnesses.put(Path(read.path), sha256, names, testimony=read.testimony):
            raise StoreError(
                "An original is not what was received", where=sha256, next_step="run `marsad verify --all`"
            )
        return read.intake


def missing_originals(archive: Archive) -> list[str]:
    """Return the originals, and the texts made of them, that the ledger knows and that are nowhere, clear or sealed."""
    recorder = Recorder()
    witnesses = Witnesses(archive, recorder)
    store, made = Originals(archive.root / ORIGINALS, recorder), derivative_store(archive.root)
    read = {one.sha256 for all_made in attachments(archive).values() for one in all_made if one.kind.is_read}
    gone = [one for one in sorted(arrivals(archive).captures) if one not in store and one not in witnesses.boxes]
    return gone + [one for one in sorted(read) if one not in made and one not in witnesses.made]


def check_boxes(boxes: Sequence[Box], opened: Compartment) -> Iterator[SealError]:
    """Open every box and yield what does not hold: a flipped bit, or bytes that were not received."""
    for box in boxes:
        try:
            data = opened_bytes(box, opened)
        except SealError as error:
            yield error
            continue
        if hashlib.sha256(data).hexdigest() != box.sha256:
            yield SealError("What is in a box is not what was received", where=box.name, next_step="restore it")
