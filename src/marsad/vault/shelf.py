"""The checkpoints an archive has signed, one file each, never changed: `checkpoints/<size>.txt`."""

import re
from pathlib import Path

from marsad.records import ArchiveError, ProofError
from marsad.vault.checkpoints import (
    Checkpoint,
    Standing,
    Tenure,
    make_checkpoint,
    parse_checkpoint,
    standing,
    verify_checkpoint,
)
from marsad.vault.durable import read_small, write_new
from marsad.vault.merkle import Tree
from marsad.vault.notes import LARGEST_NOTE
from marsad.vault.signing import SigningKey, VerifierKey

_NAME = re.compile(r"([0-9]{12,19})\.txt")
_REMEDY = {
    Standing.OLDER: "restore the newest backup; nothing is signed until the log is whole again",
    Standing.CHANGED: "run `marsad verify` and restore a backup; nothing is signed over a changed log",
    Standing.OTHER: "look whether `checkpoints/` or `keys/` came from another archive",
}


class CheckpointShelf:
    """The folder of an archive's checkpoints."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, size: int) -> Path:
        """Say where the checkpoint over `size` entries stands, whether or not it is there."""
        return self._folder / f"{size:012d}.txt"

    def sizes(self) -> list[int]:
        """Return the sizes that have a checkpoint, smallest first; other files in the folder are passed over."""
        names = (_NAME.fullmatch(path.name) for path in self._folder.glob("*.txt"))
        return sorted(int(match[1]) for match in names if match)

    def text(self, size: int) -> bytes:
        """Return the bytes of a checkpoint; raises `ProofError` when there is none or it cannot be read."""
        try:
            return read_small(self.path(size), LARGEST_NOTE)
        except OSError as error:
            raise ProofError(
                f"The checkpoint cannot be read: {error.strerror or error}",
                where=self.path(size).name,
                next_step="restore it from a backup, or from someone who kept a copy",
            ) from error

    def verified(self, size: int, *keys: VerifierKey | Tenure) -> Checkpoint:
        """Return a checkpoint after checking its signature and its file's name; raises `ProofError`."""
        return self._named(verify_checkpoint(self.text(size), *keys), size)

    def latest(self) -> Checkpoint | None:
        """Return the checkpoint over the most entries, its signature unchecked; raises `ProofError` if malformed."""
        sizes = self.sizes()
        return self._named(parse_checkpoint(self.text(sizes[-1])), sizes[-1]) if sizes else None

    def sign(self, log: Tree, key: SigningKey) -> Path:
        """Sign the log as it stands and keep the checkpoint; return its file. Once signed, a size is not signed again.

        Raises `ArchiveError` when the log does not extend the latest checkpoint: a log must never sign two
        histories, and it is then that entries were lost or changed.
        """
        origin, latest = key.verifier.name, self.latest()
        if latest:
            found = standing(latest, log, origin)
            if found in _REMEDY:
                raise ArchiveError(
                    f"The log does not extend its own checkpoint over {latest.size} entries: it is {found.value}",
                    where=self.path(latest.size).name,
                    next_step=_REMEDY[found],
                )
            if found is Standing.SAME:
                return self.path(latest.size)
        path = self.path(log.size)
        write_new(path, make_checkpoint(origin, log.size, log.root(), key).encode())
        return path

    def _named(self, checkpoint: Checkpoint, size: int) -> Checkpoint:
        if checkpoint.size != size:
            raise ProofError(
                f"The checkpoint is over {checkpoint.size} entries, its file is named for {size}",
                where=self.path(size).name,
                next_step="give the file its own name back, or restore it from a backup",
            )
        return checkpoint
