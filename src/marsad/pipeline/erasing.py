"""Erasure on a legal or safety ground: data and salt are destroyed, a tombstone stays, the log still verifies."""

from marsad.archive import Archive
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import SEALED
from marsad.records import EntryKind, Erasure, InputError, SealedFile
from marsad.vault.compartments import Compartments
from marsad.vault.rehashing import place_of
from marsad.vault.strongroom import sealed_original


def erase_original(archive: Archive, recorder: Recorder, sha256: str, ground: str) -> Erasure:
    """Destroy an original (a sealed one with its key), its captures in the log and all that was read in it.

    For the only writer.

    The rows go first: killed in between, the file is one that nothing refers to, which `marsad verify` names and
    erasing again removes. What followed from it is derived again by the next run. Raises `InputError` where there is
    no such original or no ground is given.
    """
    numbers = tuple(entry.number for entry in archive.ledger.entries([EntryKind.CAPTURE], subject=sha256))
    seals = [e for e in archive.ledger.entries([EntryKind.SEAL]) if sealed_original(e.subject) == sha256]
    if not numbers:
        raise InputError(
            "There is no original of that hash", where=sha256[:64], next_step="see `marsad list documents`"
        )
    # what its seals say goes too: the hashes of names in it. That its boxes are gone is written down anew.
    numbers += tuple(entry.number for entry in seals)
    facts = Erasure(entries=numbers, ground=_ground(ground))
    draft = recorder.draft(EntryKind.ERASURE, sha256, facts)
    gone = [recorder.draft(EntryKind.SEAL, path, SealedFile(sha256="")) for path in sorted({e.subject for e in seals})]
    # boxes before rows: one left behind by a kill would be wrapped for a new key, and listed, by the next rotation
    for name in Compartments(archive.root / SEALED).names():
        Compartments(archive.root / SEALED).originals(name).erase(sha256)
    archive.erasing.entries(numbers, recorder.addition(draft, *gone), original=sha256)
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
