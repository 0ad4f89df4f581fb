"""Erasure on a legal or safety ground: data and salt are destroyed, a tombstone stays, the log still verifies."""

from marsad.archive import Archive
from marsad.pipeline.recording import Recorder
from marsad.records import EntryKind, Erasure, InputError
from marsad.vault.compartments import Compartments
from marsad.vault.rehashing import place_of


def erase_original(archive: Archive, recorder: Recorder, sha256: str, ground: str) -> Erasure:
    """Destroy an original, its captures in the log and everything read in it; for the only writer.

    The rows go first: killed in between, the file is one that nothing refers to, which `marsad verify` names and
    erasing again removes. What followed from it is derived again by the next run. Raises `InputError` where there is
    no such original or no ground is given.
    """
    kinds = [EntryKind.CAPTURE, EntryKind.CUSTODY]
    numbers = tuple(entry.number for entry in archive.ledger.entries(kinds, subject=sha256))
    if not numbers:
        raise InputError(
            "There is no original of that hash", where=sha256[:64], next_step="see `marsad list documents`"
        )
    facts = Erasure(entries=numbers, ground=_ground(ground))
    draft = recorder.draft(EntryKind.ERASURE, sha256, facts)
    archive.erasing.entries(numbers, recorder.addition(draft), original=sha256)
    place_of(archive.root / "originals", sha256).unlink(missing_ok=True)
    return facts


def erase_note(
    archive: Archive, store: Compartments, recorder: Recorder, *, compartment: str, note: str, ground: str
) -> None:
    """Destroy a sealed note and write down that it was done; for the only writer. Raises `SealError`, `InputError`."""
    facts = Erasure(entries=(), ground=_ground(ground))
    store.erase(compartment, note)
    archive.ledger.append(recorder.addition(recorder.draft(EntryKind.ERASURE, f"{compartment}/{note}", facts)))


def _ground(words: str) -> str:
    if not words.strip():
        raise InputError("An erasure needs its ground", next_step="say which law or whose safety (--ground)")
    return words.strip()
