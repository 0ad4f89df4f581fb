"""Texts that were recognised in originals, ready to be read: as they stand, or out of their boxes with the key."""

from marsad.archive import Archive
from marsad.intake import RecognisedFile
from marsad.pipeline.attachments import attachments, derivative_store, recognised_file, recognition_of
from marsad.pipeline.sealing import Witnesses
from marsad.records import Attachment, SealError
from marsad.vault.sealing import Compartment
from marsad.vault.strongroom import Box, Strongroom, open_box


class Texts:
    """The texts that are read as the words of originals that hold none; sealed ones with the opened compartment."""

    def __init__(self, archive: Archive, witnesses: Witnesses, opened: Compartment | None) -> None:
        self.opened = opened
        self._boxes = witnesses.made
        self._store = derivative_store(archive.root)
        self._made = {
            original: tuple(one for one in made if one.kind.is_read) for original, made in attachments(archive).items()
        }

    def closed(self, original: str) -> bool:
        """Tell whether a text of the original is sealed and cannot be opened here."""
        return self.opened is None and any(one.sha256 in self._boxes for one in self._made.get(original, ()))

    def of(self, original: str) -> tuple[RecognisedFile, ...]:
        """Return the texts of an original; raises `SealError` where one does not open."""
        return tuple(self._file(one) for one in self._made.get(original, ()))

    def _file(self, made: Attachment) -> RecognisedFile:
        box = self._boxes.get(made.sha256)
        if box is None:
            return recognised_file(self._store, made)
        return RecognisedFile(data=opened_bytes(box, self.opened), recognition=recognition_of(made))


def box_key_of(box: Box, opened: Compartment | None) -> bytes:
    """Return the key of a box; raises `SealError` where the compartment is closed."""
    if opened is None:
        raise SealError("The compartment is closed", where=box.name, next_step="run `marsad rebuild` with its key")
    return Strongroom(box.path.parent).key(opened, box)


def opened_bytes(box: Box, opened: Compartment | None) -> bytes:
    """Return what is in a box, in memory; raises `SealError`."""
    return open_box(box, box_key_of(box, opened))
