"""Backups: an archive as one file, every part hashed, verified before it counts and before it is put in place."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from marsad.records import StoreError

MANIFEST = "manifest.json"
KEYS = "keys.sealed"
FORMAT = "marsad backup 1"
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 1 << 30
_MOST_PARTS = 10_000_000
# only what an archive holds may come out of a backup, whatever a manifest says
_PART = re.compile(
    r"archive\.db|marsad\.toml|inventory\.txt|keys\.sealed|keys/log\.(?:pub\.pem|vkey)|keys/[a-z0-9-]{1,40}\.key\.sealed"
    r"|keys/(?:[0-9]{12,19}\.handover|witness-[0-9a-f]{8}\.vkey)"
    r"|(?:originals|derivatives)/([0-9a-f]{2})/\1[0-9a-f]{62}"
    r"|checkpoints/[0-9]{12,19}(?:\.txt|\.[1-9][0-9]{0,8}\.(?:tsr|pem|sha256))"
    r"|sealed/[a-z0-9][a-z0-9-]{0,39}/"
    r"(?:ring\.json|note-[0-9a-f]{32}\.[0-9]{6}\.note|(?:original|testimony|derivative|told)-[0-9a-f]{64}\.[0-9]{6}\.box)"
)

Advance = Callable[[int], None]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a backup: its path in the archive, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: the log it is of, how many entries it had, when it was made (UTC), and every file."""

    format: str
    origin: str
    entries: int
    made: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """The bytes of all parts."""
        return sum(part.size for part in self.parts)


class BackupWriter:
    """Collects the parts of a backup and writes the manifest last, so that a cut backup has none."""

    def __init__(self, target: zipfile.ZipFile, advance: Advance) -> None:
        self._target = target
        self._advance = advance
        self._parts: list[Part] = []

    def add_file(self, path: str, source: Path, sha256: str = "") -> None:
        """Copy a file in; raises `StoreError` where it is not there or not of the hash it should have."""
        with source.open("rb") as file:
            self._add(path, file)
        if sha256 and self._parts[-1].sha256 != sha256:
            raise StoreError(
                "An original is not what was received; a backup of it would not mend that",
                where=path,
                next_step="run `marsad verify --all` and restore an earlier backup",
            )

    def add_bytes(self, path: str, data: bytes) -> None:
        """Put bytes in."""
        with self._target.open(_info(path), "w") as member:
            member.write(data)
        self._parts.append(Part(path=path, size=len(data), sha256=hashlib.sha256(data).hexdigest()))

    def finish(self, origin: str, entries: int, made: str) -> Manifest:
        """Write the manifest and return it."""
        manifest = Manifest(format=FORMAT, origin=origin, entries=entries, made=made, parts=tuple(self._parts))
        with self._target.open(_info(MANIFEST), "w") as member:
            member.write(msgspec.json.encode(manifest))
        return manifest

    def _add(self, path: str, file: IO[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._target.open(_info(path), "w", force_zip64=True) as member:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                member.write(chunk)
                self._advance(len(chunk))
        self._parts.append(Part(path=path, size=size, sha256=digest.hexdigest()))


@contextmanager
def writer(target: Path, advance: Advance) -> Iterator[BackupWriter]:
    """Open a backup for writing; parts are stored as they are, not packed."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as backup:
        yield BackupWriter(backup, advance)


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says it holds, after checking that it may; its parts are not read. Raises `StoreError`."""
    with _opened(path) as (_, manifest):
        return manifest


def verify_backup(path: Path, advance: Advance) -> Manifest:
    """Read a whole backup and compare every part with the manifest; raises `StoreError` that names the first break."""
    with _opened(path) as (backup, manifest):
        for part in manifest.parts:
            for chunk in _chunks(backup, part):
                advance(len(chunk))
        return manifest


def unpack(path: Path, target: Path, advance: Advance) -> Manifest:
    """Write the parts of a backup into the new directory `target`, for you alone, each checked against the manifest.

    Only paths that an archive has are written and only as many bytes as the manifest gives, so that a hostile file
    neither leads out of `target` nor fills the disk beyond what it says. Raises `StoreError`.
    """
    with _opened(path) as (backup, manifest):
        target.mkdir(mode=0o700)
        for part in manifest.parts:
            place = target / part.path
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with place.open("xb") as file:
                for chunk in _chunks(backup, part):
                    file.write(chunk)
                    advance(len(chunk))
            place.chmod(0o444 if part.path.startswith(("originals/", "derivatives/")) else 0o600)
        return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    try:
        with zipfile.ZipFile(path) as backup:
            yield backup, _manifest(backup, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise _bad(path.name, f"It cannot be read: {error}") from None
    except OSError as error:
        raise StoreError(
            f"The backup cannot be read or unpacked: {error.strerror or error}",
            where=path.name,
            next_step="check the path, the space left and the permissions",
        ) from None


def _manifest(backup: zipfile.ZipFile, path: Path) -> Manifest:
    names = backup.namelist()
    if MANIFEST not in names:
        raise _bad(path.name, "It has no manifest: it is no backup of Marsad's, or was cut off")
    if backup.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST or len(names) > _MOST_PARTS:
        raise _bad(path.name, "It is larger than any archive")
    _plain(backup, MANIFEST)
    try:
        manifest = msgspec.json.decode(backup.read(MANIFEST), type=Manifest)
    except msgspec.MsgspecError as error:
        raise _bad(MANIFEST, f"The manifest cannot be read: {error}") from None
    listed = [part.path for part in manifest.parts]
    if manifest.format != FORMAT:
        raise _bad(MANIFEST, f"It is of another format: {manifest.format[:40]!r}")
    if sorted([*listed, MANIFEST]) != sorted(names):
        raise _bad(MANIFEST, "The files in it are not those that the manifest lists")
    for name in listed:
        if not _PART.fullmatch(name):
            raise _bad(name[:80], "No archive has a file of this name")
        _plain(backup, name)
    return manifest


def _plain(backup: zipfile.ZipFile, name: str) -> None:
    """Refuse packed parts: backups store them as they are, and what is not packed cannot unpack to more."""
    info = backup.getinfo(name)
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
        raise _bad(name[:80], "A part is packed or encrypted, as Marsad never does it")


def _chunks(backup: zipfile.ZipFile, part: Part) -> Iterator[bytes]:
    if backup.getinfo(part.path).file_size != part.size:
        raise _bad(part.path, "A part has another size than the manifest says")
    digest = hashlib.sha256()
    with backup.open(part.path) as member:
        while chunk := member.read(_CHUNK):
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != part.sha256:
        raise _bad(part.path, "A part is not what the manifest says")


def _info(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))  # the manifest tells the time
    info.external_attr = 0o600 << 16
    return info


def _bad(where: str, why: str) -> StoreError:
    return StoreError(
        f"This backup cannot be trusted. {why}", where=where, next_step="use another backup; nothing was put in place"
    )
