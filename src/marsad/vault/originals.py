"""The write-once store of originals: every file by the SHA-256 of its bytes."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from marsad.records import StoreError
from marsad.vault.custody import Custodian, Custody, Kept

_CHUNK = 1 << 20
_PREFIX_DIGITS = 2
_INCOMING = ".incoming-"


class Originals:
    """Files named by their SHA-256 under one directory; nothing in it is ever rewritten or removed.

    `custodian` is told of every file that is kept, and writes it into the ledger.
    """

    def __init__(self, root: Path, custodian: Custodian) -> None:
        self._root = root
        self._custodian = custodian
        self._unflushed: set[Path] = set()

    def path(self, sha256: str) -> Path:
        """Say where the original of that name stands, whether or not it is there."""
        return self._root / sha256[:_PREFIX_DIGITS] / sha256

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def keep(self, source: BinaryIO, custody: Custody) -> Kept:
        """Store the bytes of `source` (streamed, one megabyte in memory), tell the custodian, and return their name.

        The bytes go to a temporary file that is flushed to disk and then given its final name in one step, so that a
        killed process leaves either the whole original or none; `flush` makes the names of many last. Raises
        `StoreError`, naming where it came from, when the disk is full or not writable; what was stored before stays as
        it was. A failing read of `source` is passed on as it is.
        """
        where = custody.name
        digest = hashlib.sha256()
        size = 0
        with self._temporary(where) as (temporary, path):
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                with _explained(where):
                    _write(temporary, chunk)
            sha256 = digest.hexdigest()
            new = sha256 not in self
            if new:
                with _explained(where):
                    self._settle(temporary, path, self.path(sha256))
        kept = Kept(sha256=sha256, size=size, new=new)
        self._custodian.received(kept, custody)
        return kept

    def flush(self) -> None:
        """Make the names of all originals kept so far survive a power cut; call it before anything refers to them.

        Apart from `keep`, because flushing a directory after every file takes most of the time of taking in.
        """
        with _explained(str(self._root)):
            for directory in sorted(self._unflushed):
                _flush_directory(directory)
        self._unflushed.clear()

    def sweep(self) -> int:
        """Remove what a killed process left half-written; return how many files that were. For the only writer."""
        left = sorted(self._root.glob(f"{_INCOMING}*"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    @contextmanager
    def _temporary(self, where: str) -> Iterator[tuple[BinaryIO, Path]]:
        with _explained(where):
            self._root.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=_INCOMING, dir=self._root)
        path = Path(name)
        try:
            # unbuffered: a full disk shows at the write that meets it, not again at closing
            with os.fdopen(handle, "wb", buffering=0) as temporary:
                yield temporary, path
        finally:
            path.unlink(missing_ok=True)

    def _settle(self, temporary: BinaryIO, path: Path, final: Path) -> None:
        os.fsync(temporary.fileno())
        path.chmod(0o444)
        final.parent.mkdir(exist_ok=True)
        # a hard link instead of a rename: it never replaces a file that another process settled first
        try:
            os.link(path, final)
        except FileExistsError:
            pass
        except OSError:
            path.rename(final)  # file systems without hard links (exFAT, some network shares)
        self._unflushed.update((final.parent, self._root))


def _write(file: BinaryIO, chunk: bytes) -> None:
    left = memoryview(chunk)
    while left:
        left = left[file.write(left) :]


def _flush_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _explained(where: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"Cannot keep the original: {error.strerror or error}",
            where=where,
            next_step=_REMEDIES.get(error.errno or 0, "look at the file and the archive's disk, then run again"),
        ) from error


_REMEDIES = {
    errno.ENOSPC: "free space on the archive's disk and run again; what was taken in before is kept",
    errno.EDQUOT: "free space on the archive's disk and run again; what was taken in before is kept",
    errno.EROFS: "move the archive to a disk that can be written",
    errno.EACCES: "allow yourself to read the file and to write the archive, then run again",
    errno.EIO: "check the disk, restore a backup if the archive was on it",
}
