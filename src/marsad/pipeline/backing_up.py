"""Backing an archive up into one file, and putting one back."""

import datetime as dt
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.archive.checking import check_database
from marsad.archive.contents import copy_database, load_contents
from marsad.archive.opening import DATABASE, explained
from marsad.pipeline.attachments import DERIVATIVES
from marsad.pipeline.checkpointing import CHECKPOINTS, KEYS
from marsad.pipeline.verifying import Expect, Holdings, holdings, verify
from marsad.records import Finding, InputError, Severity, StoreError
from marsad.settings import FILE_NAME
from marsad.vault import inventory
from marsad.vault.backups import KEYS as SAFE
from marsad.vault.backups import BackupWriter, Manifest, read_manifest, unpack, verify_backup, writer
from marsad.vault.keysafe import lock_key, unlock_key
from marsad.vault.rehashing import Advance, place_of
from marsad.vault.secrets import Secret
from marsad.vault.signing import PRIVATE_FILE, PUBLIC_FILE, VERIFIER_FILE, load_verifier
from marsad.vault.succession import handover_files
from marsad.vault.witnesses import witness_files

_SPARE_BYTES = 1 << 24


def back_up(
    root: Path, target: Path, *, made: dt.datetime, secret: Secret | None, expect: Expect, advance: Advance
) -> Manifest:
    """Write the archive in `root` into the new file `target`, as of one moment; other processes may write meanwhile.

    What stands in `target` was read back and compared before it got its name. The private key goes in only with a
    `secret`, encrypted by it. Raises `StoreError`, leaving no file, where the archive is not whole, the disk is full or
    `target` exists.
    """
    if not (root / DATABASE).is_file():
        raise InputError("There is no archive here", where=str(root), next_step="name one with --archive")
    if target.exists():
        raise InputError("There is a file of that name", where=str(target), next_step="name a new file")
    # before the database: checkpoints must not be ahead of the log that goes in
    small = {path.relative_to(root).as_posix(): path.read_bytes() for path in _small_files(root)}
    with _beside(target) as folder:
        _copy(root, folder)
        contents = load_contents(folder)
        held = holdings(contents)
        expect("backup", 2 * (sum(held.originals.values()) + sum(held.derivatives.values())))
        with writer(folder / "backup", advance) as backup:
            for path, data in small.items():
                backup.add_bytes(path, data)
            if secret is not None:
                backup.add_bytes(SAFE, lock_key((root / KEYS / PRIVATE_FILE).read_bytes(), secret))
                for key in sorted((root / KEYS).glob("*.key")):
                    backup.add_bytes(f"{KEYS}/{key.name}.sealed", lock_key(key.read_bytes(), secret))
            backup.add_file(DATABASE, folder / DATABASE)
            _add_files(backup, root, held)
            backup.finish(_origin(root), len(contents.entries), made.isoformat(timespec="seconds"))
        manifest = verify_backup(folder / "backup", advance)
        _settle(folder / "backup", target)
    return manifest


def restore(source: Path, root: Path, *, secret: Secret | None, expect: Expect, advance: Advance) -> Manifest:
    """Put a backup back into the new or empty directory `root`.

    It is unpacked beside `root`, compared with its manifest, verified as an archive, and only then given its name.
    Raises `StoreError`, leaving `root` as it was, where any of this fails.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise InputError(
            "Something is there already; a restore never overwrites", where=str(root), next_step="name a new directory"
        )
    size = read_manifest(source).size
    with _beside(root) as folder:
        free = shutil.disk_usage(folder).free
        if size + _SPARE_BYTES > free:
            raise StoreError(
                f"The backup needs {size:,} bytes and the disk has {free:,}",
                where=str(root),
                next_step="free space, or restore to another disk",
            )
        expect("restore", 2 * size)
        manifest = unpack(source, folder / "archive", advance)
        _put_key(folder / "archive", secret)
        _refuse_broken(verify(folder / "archive", expect=lambda _what, _size: None, advance=advance))
        if root.exists():
            root.rmdir()
        (folder / "archive").rename(root)
    return manifest


def _small_files(root: Path) -> Iterator[Path]:
    # the inventory first: what changes after it is checked by signatures or is a change that somebody made
    names = (inventory.FILE, FILE_NAME, f"{KEYS}/{PUBLIC_FILE}", f"{KEYS}/{VERIFIER_FILE}")
    yield from (root / name for name in names if (root / name).is_file())
    yield from (*handover_files(root / KEYS), *witness_files(root / KEYS))
    yield from sorted(path for path in (root / CHECKPOINTS).glob("[0-9]*") if path.is_file())


def _add_files(backup: BackupWriter, root: Path, held: Holdings) -> None:
    try:
        for sha256 in sorted(held.originals):
            backup.add_file(f"originals/{sha256[:2]}/{sha256}", root / "originals" / sha256[:2] / sha256, sha256)
        for sha256 in sorted(held.derivatives):
            backup.add_file(f"{DERIVATIVES}/{sha256[:2]}/{sha256}", place_of(root / DERIVATIVES, sha256), sha256)
        for name, hashes in sorted(held.sealed.items()):
            if hashes[-1]:
                backup.add_file(f"sealed/{name}", root / "sealed" / name, hashes[-1])
    except OSError as error:
        raise StoreError(
            f"The backup cannot be written: {error.strerror or error}",
            where=str(error.filename or ""),
            next_step="run `marsad verify`; free space where the disk is full; then try again",
        ) from error


def _copy(root: Path, folder: Path) -> None:
    try:
        copy_database(root, folder / DATABASE)
    except sqlite3.DatabaseError as error:
        raise explained(error, root) from error
    _refuse_broken(check_database(folder))


def _refuse_broken(findings: Iterator[Finding]) -> None:
    for finding in findings:
        if finding.severity is Severity.ERROR:
            raise StoreError(f"It is not whole: {finding.message}", where=finding.where, next_step=finding.remedy)


def _put_key(root: Path, secret: Secret | None) -> None:
    safes = {root / SAFE: root / KEYS / PRIVATE_FILE}
    safes.update((path, path.with_suffix("")) for path in sorted((root / KEYS).glob("*.key.sealed")))
    for safe, place in safes.items():
        if safe.exists() and secret is not None:
            key = unlock_key(safe.read_bytes(), secret)
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(key)
        safe.unlink(missing_ok=True)
    if (root / KEYS).exists():
        (root / KEYS).chmod(0o700)


def _origin(root: Path) -> str:
    path = root / KEYS / VERIFIER_FILE
    return load_verifier(path).name if path.exists() else ""


def _settle(made: Path, target: Path) -> None:
    made.chmod(0o600)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(made, target)  # never replaces a file that came meanwhile
    except FileExistsError:
        raise InputError("There is a file of that name", where=str(target), next_step="name a new file") from None
    except OSError:
        made.rename(target)  # file systems without hard links, such as most memory sticks


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a private folder on the same disk, removed afterwards whatever happens."""
    try:
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.absolute().parent) as name:
            yield Path(name)
    except OSError as error:
        raise StoreError(
            f"It cannot be written: {error.strerror or error}",
            where=str(target),
            next_step="check the space left and the permissions, or name another place",
        ) from error
