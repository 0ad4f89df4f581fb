"""Erasure on a legal or safety ground: data and salt are destroyed, a tombstone stays, the log still verifies."""

from marsad.archive import Archive
from marsad.pipeline.attachments import DERIVATIVES, attachments
from marsad.pipeline.recording import Recorder
from marsad.records import Attachment, EntryKind, Erasure, InputError
from marsad.vault.compartments import Compartments
from marsad.vault.rehashing import place_of


def erase_original(archive: Archive, recorder: Recorder, sha256: str, ground: str) -> Erasure:
    """Destroy an original, its captures in the log, everything read in it and all made of it; for the only writer.

    The rows go first: killed in between, the file is one that nothing refers to, which `marsad verify` names and
    erasing again removes. What followed from it is derived again by the next run. Raises `InputError` where there is
    no such original or no ground is given. A derivative is erased by its own hash; its original stays.
    """
    if any(one.sha256 == sha256 for made in attachments(archive).values() for one in made):
        return _erase_derivative(archive, recorder, sha256, ground)
    kinds = [EntryKind.CAPTURE, EntryKind.CUSTODY]
    numbers = tuple(entry.number for entry in archive.ledger.entries(kinds, subject=sha256))
    if not numbers:
        raise InputError(
            "There is no original of that hash", where=sha256[:64], next_step="see `marsad list documents`"
        )
    made = archive.ledger.entries([EntryKind.DERIVATIVE], subject=sha256)
    gone = {one.sha256 for one in attachments(archive).get(sha256, ())} - _made_of_others(archive, sha256)
    numbers += tuple(entry.number for entry in made)
    facts = Erasure(entries=numbers, ground=_ground(ground))
    draft = recorder.draft(EntryKind.ERASURE, sha256, facts)
    archive.erasing.entries(numbers, recorder.addition(draft), original=sha256)
    place_of(archive.root / "originals", sha256).unlink(missing_ok=True)
    for derivative in sorted(gone):
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
    for original, made in attachments(archive).items():
        if all(one.sha256 != sha256 for one in made):
            continue
        entries = archive.ledger.entries([EntryKind.DERIVATIVE], subject=original)
        found = [e.number for e in entries if (one := e.facts(Attachment)) is not None and one.sha256 == sha256]
        draft = recorder.draft(EntryKind.ERASURE, sha256, Erasure(entries=tuple(found), ground=ground))
        archive.erasing.entries(found, recorder.addition(draft), original=original)
        numbers += found
    place_of(archive.root / DERIVATIVES, sha256).unlink(missing_ok=True)
    return Erasure(entries=tuple(numbers), ground=ground)


def _made_of_others(archive: Archive, original: str) -> set[str]:
    """Return the derivatives whose bytes another original has as well (an empty text)."""
    others = (made for name, made in attachments(archive).items() if name != original)
    return {one.sha256 for made in others for one in made}


def _ground(words: str) -> str:
    if not words.strip():
        raise InputError("An erasure needs its ground", next_step="say which law or whose safety (--ground)")
    return words.strip()
