"""Compartments on disk: `sealed/<compartment>/` with its ring of locks and its sealed notes."""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from marsad.records import Finding, SealError, Severity
from marsad.vault.durable import replace
from marsad.vault.keyring import Keyring, new_ring
from marsad.vault.sealing import Compartment, generation_of, new_compartment
from marsad.vault.secrets import Secret
from marsad.vault.strongroom import BOX_SUFFIX, Strongroom

RING = "ring.json"
NOTE_SUFFIX = ".note"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_NOTE_ID = re.compile(r"note-[0-9a-f]{32}")
_LARGEST_NOTE = 1 << 24
_LARGEST_RING = 1 << 20


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed about one person: which record or name it is about, the text, who wrote it and when (UTC)."""

    about: str
    text: str
    author: str
    at: str


class Compartments:
    """The sealed compartments of an archive. A method that writes is for the only writer.

    `record` is told of every file written or removed: its path below the root and the SHA-256 of its encrypted bytes,
    empty for a removal. It is told *before* a ring is replaced or a file removed and *after* a note is written, so
    that a process killed in between leaves no file that the record says should be there.
    """

    def __init__(self, root: Path, record: Callable[[str, str], None] = lambda _path, _sha256: None) -> None:
        self.root = root
        self._record = record

    def names(self) -> tuple[str, ...]:
        """Return the compartments' names, sorted. Names stand in clear: give none that says who is in it."""
        if not self.root.is_dir():
            return ()
        return tuple(sorted(path.name for path in self.root.iterdir() if (path / RING).is_file()))

    def create(self, name: str, lock: str, secret: Secret) -> Compartment:
        """Make a compartment with its first lock."""
        check_name(name)
        if (self.root / name).exists():
            raise SealError("There is a compartment of that name", where=name, next_step="take another name")
        opened = new_compartment(name)
        ring = new_ring(opened, check_name(lock), secret)
        (self.root / name).mkdir(parents=True, mode=0o700)
        self.root.chmod(0o700)
        self.write_ring(ring)
        return opened

    def ring(self, name: str) -> Keyring:
        """Return a compartment's ring; raises `SealError` where there is none or it cannot be read."""
        path = self.root / check_name(name) / RING
        try:
            ring = msgspec.json.decode(_read(path, _LARGEST_RING), type=Keyring)
        except FileNotFoundError:
            raise SealError(
                "There is no such compartment", where=name, next_step="make one with `marsad seal add`"
            ) from None
        except (msgspec.DecodeError, UnicodeDecodeError, OSError):
            raise SealError(
                "The ring of locks is damaged", where=f"{name}/{RING}", next_step="restore it from a backup"
            ) from None
        if ring.compartment != name:
            raise SealError("The ring belongs to another compartment", where=name, next_step="restore it from a backup")
        return ring

    def write_ring(self, ring: Keyring) -> None:
        """Put a ring in the place of the last one, whole or not at all."""
        data = msgspec.json.format(msgspec.json.encode(ring), indent=1)
        self._record(f"{ring.compartment}/{RING}", hashlib.sha256(data).hexdigest())
        replace(self.root / ring.compartment / RING, data)

    def originals(self, compartment: str) -> Strongroom:
        """Return the boxes of a compartment: sealed originals and what belongs to them."""
        return Strongroom(self.root / check_name(compartment), self._record)

    def notes(self, compartment: str) -> tuple[str, ...]:
        """Return the ids of a compartment's notes, sorted."""
        found = (self.root / check_name(compartment)).glob(f"note-*{NOTE_SUFFIX}")
        return tuple(sorted({path.name.partition(".")[0] for path in found}))

    def add(self, opened: Compartment, note: Note) -> str:
        """Seal a note and return its id (128 random bits, which say nothing)."""
        note_id = f"note-{secrets.token_hex(16)}"
        self._seal(opened, note_id, msgspec.json.encode(note))
        return note_id

    def read(self, opened: Compartment, note_id: str) -> Note:
        """Open one note; raises `SealError` where there is none, or a bit of it was changed."""
        return msgspec.json.decode(self._open(opened, note_id), type=Note)

    def rotate(self, ring: Keyring, opened: Compartment) -> tuple[Keyring, Compartment]:
        """Seal every note anew under a new key, wrap the keys of sealed originals for it, and forget the older keys.

        The new key is on disk before anything is sealed with it and the old ones until nothing needs them: killed at
        any point, every note still opens, and rotating again finishes.
        """
        both = opened.with_new_key()
        self.write_ring(ring.rewrapped(both))
        for note_id in self.notes(opened.name):
            self._seal(both, note_id, self._open(both, note_id))
            for old in self._versions(opened.name, note_id)[:-1]:
                self._remove(old)
        self.originals(opened.name).rotate(both)
        newest = both.with_newest_key_only()
        rewrapped = ring.rewrapped(newest)
        self.write_ring(rewrapped)
        return rewrapped, newest

    def erase(self, compartment: str, note_id: str) -> None:
        """Remove a note's files; raises `SealError` where there is none."""
        versions = self._versions(compartment, note_id)
        if not versions:
            raise _no_note(note_id)
        for path in versions:
            self._remove(path)

    def _remove(self, path: Path) -> None:
        self._record(f"{path.parent.name}/{path.name}", "")
        path.unlink()

    def files(self) -> Iterator[Path]:
        """Yield every file of every compartment, in order of path."""
        for name in self.names():
            yield self.root / name / RING
            yield from self._files(name)

    def _files(self, compartment: str) -> list[Path]:
        folder = self.root / check_name(compartment)
        return sorted([*folder.glob(f"note-*{NOTE_SUFFIX}"), *folder.glob(f"*{BOX_SUFFIX}")])

    def _versions(self, compartment: str, note_id: str) -> list[Path]:
        if not _NOTE_ID.fullmatch(note_id):
            raise _no_note(note_id)
        return sorted((self.root / check_name(compartment)).glob(f"{note_id}.*{NOTE_SUFFIX}"))

    def _seal(self, opened: Compartment, note_id: str, data: bytes) -> None:
        name = f"{note_id}.{opened.generation:06d}{NOTE_SUFFIX}"
        sealed = opened.seal(data, note_id)
        replace(self.root / opened.name / name, sealed)
        self._record(f"{opened.name}/{name}", hashlib.sha256(sealed).hexdigest())

    def _open(self, opened: Compartment, note_id: str) -> bytes:
        versions = self._versions(opened.name, note_id)
        if not versions:
            raise _no_note(note_id)
        sealed = _read(versions[-1], _LARGEST_NOTE)
        if f".{generation_of(sealed, note_id):06d}." not in versions[-1].name:
            raise SealError("A sealed file was changed or damaged", where=note_id, next_step="restore it from a backup")
        return opened.open(sealed, note_id)


def check_name(name: str) -> str:
    """Return a compartment's or lock's name if it may be one; raises `SealError`."""
    if not _NAME.fullmatch(name):
        raise SealError(
            "A name is 1 to 40 lower-case letters, digits and hyphens", where=name[:40], next_step="take such a name"
        )
    return name


def _no_note(note_id: str) -> SealError:
    return SealError("There is no such note", where=note_id[:40], next_step="see `marsad seal list`")


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def check_sealed(store: Compartments, recorded: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Compare the sealed files with the hashes the log has of them (newest last, empty: removed)."""
    present = {path.relative_to(store.root).as_posix(): path for path in store.files()}
    for name in sorted({*present, *recorded}):
        hashes = recorded.get(name, ())
        newest = hashes[-1] if hashes else ""
        if name not in present:
            if newest:
                yield _problem("sealed_missing", name, "A sealed file is gone")
            continue
        with present[name].open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found == newest:
            continue
        if not newest:
            yield _finding("sealed_unlisted", name, "A sealed file that the log does not list: a command was killed")
        elif name.endswith(RING) and found in hashes[-2:-1]:
            yield _finding("sealed_unfinished", name, "The last change of this ring was cut off before it was in place")
        else:
            yield _problem("sealed_changed", name, "A sealed file is not what was written")


def _problem(kind: str, name: str, message: str) -> Finding:
    remedy = "restore it from a backup; who can open the compartment may see what is missing"
    return Finding(kind=kind, severity=Severity.ERROR, where=f"sealed/{name}", message=message, remedy=remedy)


def _finding(kind: str, name: str, message: str) -> Finding:
    remedy = "run `marsad seal rotate`, which writes the compartment anew"
    return Finding(kind=kind, severity=Severity.WARNING, where=f"sealed/{name}", message=message, remedy=remedy)
