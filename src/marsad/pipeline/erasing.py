"""Erasure on a legal or safety ground: data and salt are destroyed, a tombstone stays, the log still verifies."""

from collections.abc import Set
from pathlib import Path

from marsad.archive import Archive
from marsad.pipeline.attachments import DERIVATIVES, attachments
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import SEALED
from marsad.records import Attachment, Draft, Entry, EntryKind, Erasure, InputError, SealedFile
from marsad.vault.compartments import Compartments
from marsad.vault.rehashing import place_of
from marsad.vault.strongroom import BoxKind, box_of


def erase_original(archive: Archive, recorder: Recorder, sha256: str, ground: str) -> Erasure:
    """Destroy an original, its captures in the log, everything read in it and all made of it; for the only writer.

    What is sealed goes with its keys. Killed in between, a file is left that nothing refers to, which `marsad verify`
    names and erasing again removes. What followed from it is derived again by the next run. Raises `InputError` where
    there is no such original or no ground is given. A derivative is erased by its own hash; its original stays.
    """
    if any(one.sha256 == sha256 for made in attachments(archive).values() for one in made):
        return _erase_derivative(archive, recorder, sha256, ground)
    kinds = [EntryKind.CAPTURE, EntryKind.CUSTODY, EntryKind.DERIVATIVE]
    entries = archive.ledger.entries(kinds, subject=sha256)
    if not any(entry.kind in kinds[:2] for entry in entries):
        raise InputError(
            "There is no original of that hash", where=sha256[:64], next_step="see `marsad list documents`"
        )
    made = {one.sha256 for one in attachments(archive).get(sha256, ())} - _made_of_others(archive, sha256)
    seals = _seals_of(archive, sha256, made)
    # what its seals say goes too: the hashes of names in it. That its boxes are gone is written down anew.
    numbers = tuple(entry.number for entry in (*entries, *seals))
    facts = Erasure(entries=numbers, ground=_ground(ground))
    draft = recorder.draft(EntryKind.ERASURE, sha256, facts)
    _erase_boxes(archive, seals)
    archive.erasing.entries(numbers, recorder.addition(draft, *_removals(recorder, seals)), original=sha256)
    place_of(archive.root / "originals", sha256).unlink(missing_ok=True)
    for derivative in sorted(made):
        place_of(archive.root / DERIVATIVES, derivative).unlink(missing_ok=True)
    return facts


def erase_note(
    archive: Archive, store: Compartments, recorder: Recorder, *, compartment: str, note: str, ground: str
) -> None:
    """Destroy a sealed note and write down that it was done; for the only writer. Raises `SealError`, `InputError`."""
    facts = Erasure(entries=(), ground=_ground(ground))
    store.erase(compartment, note)
    archive.ledger.append(recorder.addition(recorder.draft(EntryKind.ERASURE, f"{compartment}/{note}", facts)))


def _erase_derivative(archive: Archive, recorder: Recorder, sha256: str, ground: str) -> Erasure:
    """Destroy a derivative and what was read in it, of whichever originals; the next run reads those again."""
    ground = _ground(ground)
    numbers: list[int] = []
    seals = _seals_of(archive, "", {sha256})
    _erase_boxes(archive, seals)
    for original, made in attachments(archive).items():
        if all(one.sha256 != sha256 for one in made):
            continue
        entries = archive.ledger.entries([EntryKind.DERIVATIVE], subject=original)
        found = [e.number for e in entries if (one := e.facts(Attachment)) is not None and one.sha256 == sha256]
        found += [entry.number for entry in seals]
        draft = recorder.draft(EntryKind.ERASURE, sha256, Erasure(entries=tuple(found), ground=ground))
        gone = _removals(recorder, seals)
        archive.erasing.entries(found, recorder.addition(draft, *gone), original=original)
        numbers += found
        seals = []
    place_of(archive.root / DERIVATIVES, sha256).unlink(missing_ok=True)
    return Erasure(entries=tuple(numbers), ground=ground)


def _seals_of(archive: Archive, original: str, made: Set[str]) -> list[Entry]:
    """Return the entries about boxes of an original, of what was told of it and of some derivatives."""
    entries = archive.ledger.entries([EntryKind.SEAL])
    told = {e.subject for e in entries if (file := e.facts(SealedFile)) and original and file.of == original}
    told_names = {box.name for path in told if (box := box_of(Path(path)))}
    found = []
    for entry in entries:
        box = box_of(Path(entry.subject))
        if box is None:
            continue
        of_it = box.kind.is_original and box.sha256 == original
        made_of_it = box.kind is BoxKind.DERIVATIVE and box.sha256 in made
        if of_it or made_of_it or box.name in told_names:
            found.append(entry)
    return found


def _erase_boxes(archive: Archive, seals: list[Entry]) -> None:
    # boxes before rows: one left behind by a kill would be wrapped for a new key, and listed, by the next rotation
    names = {box.name for entry in seals if (box := box_of(Path(entry.subject)))}
    for name in Compartments(archive.root / SEALED).names():
        Compartments(archive.root / SEALED).originals(name).erase(names)


def _removals(recorder: Recorder, seals: list[Entry]) -> list[Draft]:
    subjects = sorted({entry.subject for entry in seals})
    return [recorder.draft(EntryKind.SEAL, path, SealedFile(sha256="")) for path in subjects]


def _made_of_others(archive: Archive, original: str) -> set[str]:
    """Return the derivatives whose bytes another original has as well (an empty text)."""
    others = (made for name, made in attachments(archive).items() if name != original)
    return {one.sha256 for made in others for one in made}


def _ground(words: str) -> str:
    if not words.strip():
        raise InputError("An erasure needs its ground", next_step="say which law or whose safety (--ground)")
    return words.strip()
