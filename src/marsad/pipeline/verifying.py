"""Verifying a whole archive: everything it holds against everything it says of itself."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from marsad.archive.checking import check_database
from marsad.archive.contents import Contents, load_contents
from marsad.pipeline.checkpointing import CHECKPOINTS, KEYS
from marsad.records import Entry, EntryKind, Finding, MarsadError, SealedFile, Severity
from marsad.settings import FILE_NAME, load_settings
from marsad.vault import Capture
from marsad.vault.checkpoints import Checkpoint
from marsad.vault.compartments import Compartments, check_sealed
from marsad.vault.inventory import check_inventory
from marsad.vault.layout import foreign_files
from marsad.vault.logcheck import check_checkpoints, check_entries, check_known, check_nodes
from marsad.vault.rehashing import Advance, check_originals
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import PRIVATE_FILE, PUBLIC_FILE, VERIFIER_FILE, VerifierKey, load_key, load_verifier
from marsad.vault.strongroom import sealed_original

_Facts = TypeVar("_Facts")
Expect = Callable[[str, int], None]


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """What the log says an archive holds: sizes of originals by hash, erased originals, and sealed files' hashes.

    A sealed file has every hash it had, the newest last; empty stands for removed. `boxed` are the originals that are
    kept sealed, and not among `originals`.
    """

    originals: dict[str, int]
    erased: frozenset[str]
    sealed: dict[str, tuple[str, ...]]
    boxed: frozenset[str]


def verify(root: Path, *, known: Checkpoint | None = None, expect: Expect, advance: Advance) -> Iterator[Finding]:
    """Yield everything in the archive in `root` that is not as it was written; an error is a break.

    The order is the same every time: database, log, keys and checkpoints, sealed files, small files, originals.
    `expect` is told before the originals are hashed how many there are and their bytes, `advance` of each its bytes.
    `known` is a checkpoint that somebody kept elsewhere.
    """
    yield from check_database(root)
    try:
        contents = load_contents(root)
    except sqlite3.DatabaseError:
        return  # said above: what cannot be read cannot be compared either
    yield from check_entries(contents.entries)
    leaves = [entry.leaf for entry in contents.entries]
    yield from check_nodes(leaves, contents.nodes)
    yield from _check_signed(root, leaves, known)
    held = holdings(contents)
    yield from check_sealed(Compartments(root / "sealed"), held.sealed)
    yield from _check_settings(root)
    yield from foreign_files(root)
    expect(f"{len(held.originals) + len(held.boxed):,} originals", sum(held.originals.values()))
    yield from check_originals(root / "originals", held.originals, held.erased, held.boxed, advance)


def holdings(contents: Contents) -> Holdings:
    """Return what the log says is there; for an archive older than its log, the database's own list as well."""
    originals, erased, captured = dict(contents.originals), set[str](), set[str]()
    sealed: dict[str, tuple[str, ...]] = {}
    for entry in contents.entries:
        if entry.kind == EntryKind.CAPTURE:
            capture = _facts(entry, Capture)
            if capture is None:
                erased.add(entry.subject)
            else:
                originals[capture.sha256] = capture.size
                captured.add(capture.sha256)
        elif entry.kind == EntryKind.SEAL and (file := _facts(entry, SealedFile)):
            sealed[entry.subject] = (*sealed.get(entry.subject, ()), file.sha256)
    erased -= captured  # captures written anew, with names masked, stand for those that were blanked
    boxed = {sealed_original(path) for path, hashes in sealed.items() if hashes[-1]} - erased - {""}
    kept = {sha256: size for sha256, size in originals.items() if sha256 not in erased | boxed}
    return Holdings(originals=kept, erased=frozenset(erased), sealed=sealed, boxed=frozenset(boxed))


def _facts(entry: Entry, kind: type[_Facts]) -> _Facts | None:
    try:
        return entry.facts(kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None  # a changed entry, which the log's own check names


def _check_signed(root: Path, leaves: list[bytes], known: Checkpoint | None) -> Iterator[Finding]:
    """Check what the archive's key signed; one whose first run was killed has no key and nothing signed."""
    signed = CheckpointShelf(root / CHECKPOINTS).sizes()
    if not (root / KEYS / VERIFIER_FILE).exists() and not signed and known is None:
        return
    try:
        key = load_verifier(root / KEYS / VERIFIER_FILE)
    except MarsadError as error:
        yield _key_problem(VERIFIER_FILE, error)
        return
    yield from _check_key_files(root / KEYS, key)
    yield from check_checkpoints(CheckpointShelf(root / CHECKPOINTS), leaves, key)
    yield from check_inventory(root, key)
    if known is not None:
        yield from check_known(known, leaves, key.name)


def _check_key_files(folder: Path, key: VerifierKey) -> Iterator[Finding]:
    private = folder / PRIVATE_FILE
    try:
        public = (folder / PUBLIC_FILE).read_bytes()
        if public != key.pem:
            yield _key_problem(PUBLIC_FILE, "it does not belong to the verifier key")
        # one that a passphrase guards cannot be compared; the inventory has its hash
        if private.exists() and b"ENCRYPTED" not in private.read_bytes():
            load_key(folder)
    except (MarsadError, OSError) as error:
        yield _key_problem(PRIVATE_FILE, error)


def _check_settings(root: Path) -> Iterator[Finding]:
    try:
        load_settings(root / FILE_NAME)
    except MarsadError as error:
        yield Finding(
            kind="settings_broken",
            severity=Severity.ERROR,
            where=FILE_NAME,
            message=f"The settings cannot be used: {error.what}",
            remedy=error.next_step,
        )


def _key_problem(name: str, why: object) -> Finding:
    return Finding(
        kind="key_broken",
        severity=Severity.ERROR,
        where=f"{KEYS}/{name}",
        message=f"A key of this archive is damaged: {why}",
        remedy="restore keys/ from its backup; checkpoints can be checked with a verifier key that somebody kept",
    )
