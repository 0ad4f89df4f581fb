"""Small files: written once, whole, and on the disk when the call returns; read without trusting their size."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.records import StoreError

READ_ONLY = 0o444
SECRET = 0o600


def write_new(path: Path, data: bytes, mode: int = READ_ONLY) -> None:
    """Write `data` to a file that is not there yet, so that a kill or a power cut leaves all of it or nothing.

    While it is written only its owner can read it; then it gets its access bits (`mode`). Writing the same bytes again
    does nothing. Raises `StoreError` when the path holds something else, or when the disk is full or not writable.
    """
    try:
        _place(path, data, mode)
    except OSError as error:
        raise StoreError(
            f"Cannot write the file: {error.strerror or error}",
            where=path.name,
            next_step="free space or allow writing on the archive's disk, then try again; nothing was changed",
        ) from error


def replace(path: Path, data: bytes, mode: int = SECRET) -> None:
    """Put `data` in the place of a file, whole or not at all; the new bytes are on the disk when it returns.

    Raises `StoreError` when the disk is full or not writable.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _incoming(path.parent, data, mode) as temporary:
            temporary.replace(path)
        _flush_directory(path.parent)
    except OSError as error:
        raise StoreError(
            f"Cannot write the file: {error.strerror or error}",
            where=path.name,
            next_step="free space or allow writing on the archive's disk, then try again; the old file is as it was",
        ) from error


def read_small(path: Path, most: int) -> bytes:
    """Read a file that should have at most `most` bytes; one byte more tells that it has more. Raises `OSError`."""
    if not path.is_file():  # a pipe put in its place would block for ever
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    with path.open("rb") as file:
        return file.read(most + 1)


def _place(path: Path, data: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _incoming(path.parent, data, mode) as temporary:
        _name(temporary, path, data)
    _flush_directory(path.parent)


@contextmanager
def _incoming(folder: Path, data: bytes, mode: int) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=".incoming-", dir=folder)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        temporary.chmod(mode)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _name(temporary: Path, path: Path, data: bytes) -> None:
    # a hard link instead of a rename: it never replaces a file that another process wrote first
    try:
        os.link(temporary, path)
    except FileExistsError:
        if path.read_bytes() != data:
            raise StoreError(
                "The file exists and holds something else",
                where=path.name,
                next_step="find out which process wrote it; it was left as it is",
            ) from None
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS} or path.exists():
            raise
        temporary.rename(path)  # file systems without hard links (exFAT, some network shares)


def _flush_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
