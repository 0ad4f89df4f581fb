"""Verifying a whole archive: everything it holds against everything it says of itself."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from marsad.archive.checking import check_database
from marsad.archive.contents import Contents, load_contents
from marsad.pipeline.attachments import DERIVATIVES
from marsad.pipeline.checkpointing import CHECKPOINTS, KEYS
from marsad.pipeline.succeeding import NEXT
from marsad.records import Attachment, Entry, EntryKind, Finding, MarsadError, SealedFile, Severity
from marsad.settings import FILE_NAME, load_settings
from marsad.vault import Capture
from marsad.vault.beside import check_derivatives
from marsad.vault.checkpoints import Checkpoint
from marsad.vault.compartments import Compartments, check_sealed
from marsad.vault.inventory import check_inventory
from marsad.vault.layout import foreign_files
from marsad.vault.logcheck import check_checkpoints, check_entries, check_handovers, check_known, check_nodes
from marsad.vault.rehashing import Advance, check_originals
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import PRIVATE_FILE, PUBLIC_FILE, VERIFIER_FILE, VerifierKey, load_key
from marsad.vault.strongroom import BoxKind, box_of
from marsad.vault.succession import load_succession
from marsad.vault.witnesses import load_witnesses

_Facts = TypeVar("_Facts")
Expect = Callable[[str, int], None]


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """What the log says an archive holds: sizes of originals and derivatives by hash, erased originals, sealed files.

    A sealed file has every hash it had, the newest last; empty stands for removed. `boxed` and `boxed_derivatives` are
    kept sealed, and not among `originals` and `derivatives`.
    """

    originals: dict[str, int]
    derivatives: dict[str, int]
    erased: frozenset[str]
    sealed: dict[str, tuple[str, ...]]
    boxed: frozenset[str]
    boxed_derivatives: frozenset[str]


def verify(root: Path, *, known: Checkpoint | None = None, expect: Expect, advance: Advance) -> Iterator[Finding]:
    """Yield everything in the archive in `root` that is not as it was written; an error is a break.

    The order is the same every time: database, log, keys and checkpoints, sealed files, small files, originals.
    `expect` is told before the originals are hashed how many there are and their bytes, `advance` of each its bytes.
    `known` is a checkpoint that somebody kept elsewhere.
    """
    # before the log is read: another process may sign a longer one meanwhile
    signed = CheckpointShelf(root / CHECKPOINTS).sizes()
    yield from check_database(root)
    try:
        contents = load_contents(root)
    except sqlite3.DatabaseError:
        return  # said above: what cannot be read cannot be compared either
    yield from check_entries(contents.entries)
    leaves = [entry.leaf for entry in contents.entries]
    yield from check_nodes(leaves, contents.nodes)
    yield from _check_signed(root, contents.entries, signed, known)
    held = holdings(contents)
    yield from check_sealed(Compartments(root / "sealed"), held.sealed)
    yield from _check_settings(root)
    yield from foreign_files(root)
    made = f" and {len(held.derivatives):,} derivatives" if held.derivatives else ""
    size = sum(held.originals.values()) + sum(held.derivatives.values())
    expect(f"{len(held.originals) + len(held.boxed):,} originals{made}", size)
    yield from check_originals(root / "originals", held.originals, held.erased, held.boxed, advance)
    yield from check_derivatives(root / DERIVATIVES, held.derivatives, held.boxed_derivatives, advance)


def holdings(contents: Contents) -> Holdings:
    """Return what the log says is there; for an archive older than its log, the database's own list as well."""
    originals, erased, captured = dict(contents.originals), set[str](), set[str]()
    derivatives: dict[str, int] = {}
    sealed: dict[str, tuple[str, ...]] = {}
    for entry in contents.entries:
        if entry.kind == EntryKind.CAPTURE:
            capture = _facts(entry, Capture)
            if capture is None:
                erased.add(entry.subject)
            else:
                originals[capture.sha256] = capture.size
                captured.add(capture.sha256)
        elif entry.kind == EntryKind.DERIVATIVE and (made := _facts(entry, Attachment)):
            derivatives[made.sha256] = made.size
        elif entry.kind == EntryKind.SEAL and (file := _facts(entry, SealedFile)):
            sealed[entry.subject] = (*sealed.get(entry.subject, ()), file.sha256)
    erased -= captured  # captures written anew, with names masked, stand for those that were blanked
    boxes = [box for path, hashes in sealed.items() if hashes[-1] and (box := box_of(Path(path)))]
    boxed = {box.sha256 for box in boxes if box.kind.is_original} - erased
    boxed_derivatives = {box.sha256 for box in boxes if box.kind is BoxKind.DERIVATIVE}
    return Holdings(
        originals={sha256: size for sha256, size in originals.items() if sha256 not in erased | boxed},
        derivatives={sha256: size for sha256, size in derivatives.items() if sha256 not in boxed_derivatives},
        erased=frozenset(erased),
        sealed=sealed,
        boxed=frozenset(boxed),
        boxed_derivatives=frozenset(boxed_derivatives),
    )


def _facts(entry: Entry, kind: type[_Facts]) -> _Facts | None:
    try:
        return entry.facts(kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None  # a changed entry, which the log's own check names


def _check_signed(
    root: Path, entries: Sequence[Entry], signed: Sequence[int], known: Checkpoint | None
) -> Iterator[Finding]:
    """Check what the archive's key signed; one whose first run was killed has no key and nothing signed."""
    shelf, leaves = CheckpointShelf(root / CHECKPOINTS), [entry.leaf for entry in entries]
    if not (root / KEYS / VERIFIER_FILE).exists() and not signed and known is None:
        return
    try:
        succession = load_succession(root / KEYS)
        witnesses = load_witnesses(root / KEYS)
    except MarsadError as error:
        yield _key_problem(error.where or VERIFIER_FILE, error)
        return
    key = succession.current
    yield from check_handovers(succession, leaves, entries)
    if not succession.unfinished:
        yield from _check_key_files(root / KEYS, key)
        yield from check_inventory(root, key)
    elif (root / KEYS / NEXT / VERIFIER_FILE).exists():
        yield _unfinished()
    else:
        yield _key_problem(VERIFIER_FILE, "another key took over from it, and is not here")
    yield from check_checkpoints(shelf, leaves, succession.tenures, witnesses, signed)
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


def _unfinished() -> Finding:
    return Finding(
        kind="handover_unfinished",
        severity=Severity.WARNING,
        where=f"{KEYS}/{NEXT}",
        message="A process was killed while a new signing key took over; its files are not in place yet",
        remedy="run `marsad checkpoint` or `marsad run`: either finishes it",
    )


def _key_problem(name: str, why: object) -> Finding:
    return Finding(
        kind="key_broken",
        severity=Severity.ERROR,
        where=f"{KEYS}/{name}",
        message=f"A key of this archive is damaged: {why}",
        remedy="restore keys/ from its backup; checkpoints can be checked with a verifier key that somebody kept",
    )
