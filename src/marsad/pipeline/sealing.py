"""Sealed compartments of an archive, with every file written or removed on record."""

import hashlib
import io
import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.archive import Archive
from marsad.pipeline.attachments import attachments, derivative_store
from marsad.pipeline.checkpointing import KEYS
from marsad.pipeline.recording import Recorder
from marsad.records import Draft, EntryKind, Finding, SealedFile, SealError, Severity, StoreError
from marsad.vault.blinding import Blind
from marsad.vault.boxes import Drop
from marsad.vault.compartments import RING, Compartments
from marsad.vault.durable import SECRET, read_small, write_new
from marsad.vault.rehashing import place_of
from marsad.vault.sealing import KEY_BYTES, Compartment
from marsad.vault.secrets import Secret, write_key_file
from marsad.vault.strongroom import Box, BoxKind, Strongroom, box_of, sealed_original

WITNESSES = "witnesses"
SEALED = "sealed"
OWN_LOCK = "archive"
_NAMES_KEY = "names.key"


def compartments(archive: Archive, recorder: Recorder) -> Compartments:
    """Return the compartments of an archive; the log gets the hash of every file, never what is in it."""

    def record(path: str, sha256: str) -> None:
        draft = recorder.draft(EntryKind.SEAL, path, SealedFile(sha256=sha256))
        archive.ledger.append(recorder.addition(draft))

    return Compartments(archive.root / SEALED, record)


def key_file(root: Path, compartment: str) -> Path:
    """Say where the key file stands that an archive makes for itself, whether or not it is there."""
    return root / KEYS / f"{compartment}.key"


def own_secret(root: Path, compartment: str = WITNESSES) -> Secret | None:
    """Return the key file that stands in the archive's own folder of keys, if it does."""
    path = key_file(root, compartment)
    return Secret.of_file(path) if path.is_file() else None


def opened_by_itself(root: Path) -> Compartment | None:
    """Open the compartment for witnesses with the archive's own key file; None where that is not possible."""
    secret, store = own_secret(root), Compartments(root / SEALED)
    if secret is None or WITNESSES not in store.names():
        return None
    try:
        return store.ring(WITNESSES).unlock(secret)
    except SealError:
        return None  # the lock was revoked or the key file is another's: whoever needs it is asked


class Witnesses:
    """The compartment for witnesses as taking in needs it: it only ever seals, and needs no passphrase.

    What it writes down waits in `drafts` for the transaction that stores the documents.
    """

    def __init__(self, archive: Archive, recorder: Recorder) -> None:
        self._archive = archive
        self._recorder = recorder
        self._store = compartments(archive, recorder)
        self._drafts: list[Draft] = []
        self._facts = SealedFile(sha256="")
        self._drop: Drop | None = None
        self._path = archive.root / KEYS / _NAMES_KEY
        self._new_key = not self._path.is_file()
        key = os.urandom(KEY_BYTES) if self._new_key else read_small(self._path, KEY_BYTES)
        self._stored = known_names(archive)
        known = frozenset[str]().union(*self._stored.values())
        self.lost = bool(known) and self._new_key
        self.blind = Blind(key, () if self.lost else known)
        self._superseded: list[Path] = []
        self._fresh: list[Path] = []
        # by the SHA-256 of their clear bytes: originals, derivatives, and what collectors told
        self.boxes: dict[str, Box] = {}
        self.made: dict[str, Box] = {}
        self.told: dict[str, Box] = {}
        self._list()
        self._attached = attachments(archive)
        # erased ones too: what they were called stays unsaid
        self.once = {sealed_original(entry.subject) for entry in archive.ledger.entries([EntryKind.SEAL])}

    def put(self, path: Path, sha256: str, names: tuple[str, ...], *, testimony: bool) -> bool:
        """Seal a file with all that was made of it, and remember its names.

        False, sealing nothing, where it holds other bytes by now.
        """
        self._remember(names)
        self._facts = SealedFile(sha256="", names=names)
        box = self.boxes.get(sha256)
        if box is None or box.testimony != testimony:
            with path.open("rb") as source:
                sealed = self._put(source, sha256, BoxKind.TESTIMONY if testimony else BoxKind.ORIGINAL)
            if sealed is None:
                return False
            self.boxes[sha256] = sealed
            self._fresh.append(self._clear_original(sha256))
            if box is not None:
                self._note(f"{WITNESSES}/{box.path.name}", "")
                self._superseded.append(box.path)
        elif set(names) - self._stored.get(sha256, set()):
            self._note(f"{WITNESSES}/{box.path.name}", _sha256_of(box.path))
        self._stored.setdefault(sha256, set()).update(names)
        self._seal_made_of(sha256)
        return True

    def put_made(self, source: BinaryIO, sha256: str, names: tuple[str, ...] = ()) -> None:
        """Seal a derivative and remember the names in it; raises `StoreError` where it is not what was kept."""
        self._remember(names)
        self._facts = SealedFile(sha256="", names=names)
        if sha256 in self.made:
            return
        box = self._put(source, sha256, BoxKind.DERIVATIVE)
        if box is None:
            raise StoreError("A derivative is not what was kept", where=sha256, next_step="run `marsad verify`")
        self.made[sha256] = box
        self._fresh.append(self._clear_derivative(sha256))

    def put_told(self, original: str, words: bytes) -> None:
        """Seal what was told of an original and may not stand in clear."""
        self._facts = SealedFile(sha256="", of=original)
        sha256 = hashlib.sha256(words).hexdigest()
        if box := self._put(io.BytesIO(words), sha256, BoxKind.TOLD):
            self.told[sha256] = box

    def all_boxes(self) -> list[Box]:
        """Return everything that is sealed, by name."""
        found = (*self.boxes.values(), *self.made.values(), *self.told.values())
        return sorted(found, key=lambda box: box.name)

    def drop_clear(self) -> int:
        """Remove clear copies of everything that is sealed; return how many there were."""
        return _remove([*map(self._clear_original, self.boxes), *map(self._clear_derivative, self.made)])

    def drop_fresh(self) -> int:
        """Remove clear copies of what was sealed since the last time; return how many there were."""
        fresh, self._fresh = self._fresh, []
        return _remove(fresh)

    def settled(self) -> None:
        """Remove the boxes that others took the place of, now that the log says so."""
        for path in self._superseded:
            path.unlink(missing_ok=True)
        self._superseded.clear()

    def drafts(self) -> tuple[Draft, ...]:
        """Return what waits to be written down, once."""
        waiting = tuple(self._drafts)
        self._drafts.clear()
        return waiting

    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with the keys that taking in needs."""
        return (_lost_names_key(),) if self.lost else ()

    def _list(self) -> None:
        """Take note of the boxes that the log lists: one that a killed run left is made again."""
        newest: dict[str, str] = {}
        for entry in self._archive.ledger.entries([EntryKind.SEAL]):
            if file := entry.facts(SealedFile):
                newest[entry.subject] = file.sha256
        kinds = {BoxKind.DERIVATIVE: self.made, BoxKind.TOLD: self.told}
        for box in self._room().all():  # of an original that became a testimony, the testimony
            if newest.get(f"{WITNESSES}/{box.path.name}"):
                kinds.get(box.kind, self.boxes)[box.sha256] = box

    def _seal_made_of(self, original: str) -> None:
        """Seal what was made of an original: it shows whom the original shows."""
        for made in self._attached.get(original, ()):
            path = self._clear_derivative(made.sha256)
            if made.sha256 not in self.made and path.is_file():
                with path.open("rb") as source:
                    self.put_made(source, made.sha256)

    def _put(self, source: BinaryIO, sha256: str, kind: BoxKind) -> Box | None:
        drop = self._open_drop()
        return self._room().put(source, drop, sha256, kind)

    def _clear_original(self, sha256: str) -> Path:
        return place_of(self._archive.root / "originals", sha256)

    def _clear_derivative(self, sha256: str) -> Path:
        return derivative_store(self._archive.root).path(sha256)

    def _remember(self, names: tuple[str, ...]) -> None:
        if names and self._new_key:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new(self._path, self.blind.key, SECRET)
            self._new_key = False
        self.blind |= names

    def _room(self) -> Strongroom:
        return Strongroom(self._archive.root / SEALED / WITNESSES, self._note)

    def _note(self, path: str, sha256: str) -> None:
        facts = msgspec.structs.replace(self._facts, sha256=sha256) if sha256 else SealedFile(sha256="")
        self._drafts.append(self._recorder.draft(EntryKind.SEAL, path, facts))

    def _open_drop(self) -> Drop:
        if self._drop is None:
            if WITNESSES not in self._store.names():
                self._create()
            refuse_strange_ring(self._archive)
            self._drop = self._store.ring(WITNESSES).drop()
        return self._drop

    def _create(self) -> None:
        path = key_file(self._archive.root, WITNESSES)
        if not path.exists():  # one whose making was cut off is used again
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_key_file(path)
        self._store.create(WITNESSES, OWN_LOCK, Secret.of_file(path))


def _remove(paths: list[Path]) -> int:
    found = [path for path in paths if path.exists()]
    for path in found:
        path.unlink()
    return len(found)


def known_names(archive: Archive) -> dict[str, set[str]]:
    """Return the keyed hashes of the names in everything sealed that was not erased, by its SHA-256."""
    found: dict[str, set[str]] = {}
    for entry in archive.ledger.entries([EntryKind.SEAL]):
        box = box_of(Path(entry.subject))
        if box is not None and (file := entry.facts(SealedFile)):
            found.setdefault(box.sha256, set()).update(file.names)
    return found


def refuse_strange_ring(archive: Archive) -> None:
    """Raise `SealError` where the ring of the witnesses is not the one on record: it may hold a stranger's lock."""
    subject = f"{WITNESSES}/{RING}"
    entries = archive.ledger.entries([EntryKind.SEAL], subject=subject)
    known = [file.sha256 for entry in entries[-2:] if (file := entry.facts(SealedFile))]
    if _sha256_of(archive.root / SEALED / subject) not in known:
        raise SealError(
            "The ring of locks is not the one that the log has; nothing was sealed for it",
            where=subject,
            next_step="run `marsad verify`, and restore the ring from a backup",
        )


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lost_names_key() -> Finding:
    return Finding(
        kind="names_key_missing",
        severity=Severity.WARNING,
        where=f"{KEYS}/{_NAMES_KEY}",
        message="The key by which sealed names are known again is not here: new reports may show such names in clear",
        remedy="put it back from a backup made with --with-keys, or run `marsad rebuild` with the compartment's key",
    )
