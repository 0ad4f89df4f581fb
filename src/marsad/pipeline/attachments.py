"""Attachments in the ledger: which files were made of which originals, and the text among them that is read."""

from pathlib import Path

from marsad.archive import Archive
from marsad.intake import RecognisedFile
from marsad.records import Attachment, EntryKind, Recognition
from marsad.vault import Custodian, Custody, Kept, Originals

DERIVATIVES = "derivatives"


class _Silent(Custodian):
    """Takes no note: what is kept of a derivative goes into its own entry."""

    def received(self, kept: Kept, custody: Custody) -> None:
        """Do nothing."""


def derivative_store(root: Path) -> Originals:
    """Return the write-once store of derivatives, by the hash of their bytes, beside the originals."""
    return Originals(root / DERIVATIVES, _Silent())


def attachments(archive: Archive, until: int | None = None) -> dict[str, tuple[Attachment, ...]]:
    """Return the derivatives in the ledger below entry `until` (None: all) by original, in the order they came."""
    found: dict[str, list[Attachment]] = {}
    for entry in archive.ledger.entries([EntryKind.DERIVATIVE], until=until):
        made = entry.facts(Attachment)
        if made is not None:
            found.setdefault(made.original, []).append(made)
    return {original: tuple(made) for original, made in found.items()}


def recognised_file(store: Originals, made: Attachment) -> RecognisedFile:
    """Return a text as intake reads it."""
    return RecognisedFile(path=str(store.path(made.sha256)), recognition=recognition_of(made))


def recognition_of(made: Attachment) -> Recognition:
    """Return what a document says of a text that stands for its original's words."""
    return Recognition(
        kind=made.kind,
        derivative=made.sha256,
        tool=made.tool,
        version=made.version,
        language=made.language,
        confidence=made.confidence,
    )


def not_known_by(archive: Archive, until: int) -> frozenset[str]:
    """Return the documents whose text was attached at entry `until` or later."""
    known = {(made.original, made.sha256) for all_made in attachments(archive, until).values() for made in all_made}
    originals = attachments(archive).keys()
    if not originals:
        return frozenset()  # and no look at every document
    return frozenset(
        document.id
        for document in archive.intakes.documents(originals)
        if document.recognition and (document.original, document.recognition.derivative) not in known
    )
