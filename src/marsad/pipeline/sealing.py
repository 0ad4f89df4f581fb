"""Sealed compartments of an archive, with every file written or removed on record."""

from marsad.archive import Archive
from marsad.pipeline.recording import Recorder
from marsad.records import EntryKind, SealedFile
from marsad.vault.compartments import Compartments


def compartments(archive: Archive, recorder: Recorder) -> Compartments:
    """Return the compartments of an archive; the log gets the hash of every file, never what is in it."""

    def record(path: str, sha256: str) -> None:
        draft = recorder.draft(EntryKind.SEAL, path, SealedFile(sha256=sha256))
        archive.ledger.append(recorder.addition(draft))

    return Compartments(archive.root / "sealed", record)
