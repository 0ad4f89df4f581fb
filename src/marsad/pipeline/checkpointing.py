"""Signing the log as it stands, with the archive's own key."""

import secrets
from pathlib import Path

from marsad.archive import Archive
from marsad.pipeline.clock import measured_clock, too_unsure, unsure_finding
from marsad.pipeline.succeeding import KEYS
from marsad.records import ArchiveError, Finding, InputError
from marsad.settings import FILE_NAME, load_settings
from marsad.vault.inventory import sign_inventory
from marsad.vault.merkle import Tree
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import PRIVATE_FILE, VERIFIER_FILE, SigningKey, create_key, key_is_guarded, load_key
from marsad.vault.succession import load_succession

__all__ = [
    "CHECKPOINTS",
    "KEYS",
    "checkpoint_after_run",
    "clock_doubt",
    "ensure_key",
    "needs_passphrase",
    "sign_checkpoint",
]

CHECKPOINTS = "checkpoints"
_NAME_BYTES = 8


def ensure_key(root: Path, passphrase: bytes | None = None) -> bool:
    """Make the archive's signing key where it has none, under a passphrase if one is given; tell whether it is new.

    Its name is random, so that it says nothing of the archive.
    """
    folder = root / KEYS
    if (folder / VERIFIER_FILE).exists():
        return False
    create_key(folder, f"marsad-{secrets.token_hex(_NAME_BYTES)}", passphrase)
    return True


def needs_passphrase(root: Path) -> bool:
    """Tell whether the archive's signing key is guarded by a passphrase."""
    return key_is_guarded(root / KEYS)


def sign_checkpoint(archive: Archive, passphrase: bytes | None = None) -> Path:
    """Sign the log as it stands and the inventory of small files; return the checkpoint's path. For the only writer.

    Raises `InputError` where the key is not here or needs a passphrase, `ArchiveError` where the log does not extend
    the last checkpoint, or the clock may be further off than the settings allow.
    """
    if doubt := clock_doubt(archive.root):
        raise ArchiveError(doubt.message, where=doubt.where, next_step=doubt.remedy)
    ensure_key(archive.root)
    return _sign(archive, load_key(archive.root / KEYS, passphrase))


def checkpoint_after_run(archive: Archive) -> Path | None:
    """Sign a checkpoint where that needs nobody's passphrase; None where it was not possible. For the only writer."""
    if not archive.ledger.size():
        return None
    ensure_key(archive.root)
    if needs_passphrase(archive.root) or not (archive.root / KEYS / PRIVATE_FILE).exists():
        return None
    return None if clock_doubt(archive.root) else sign_checkpoint(archive)


def clock_doubt(root: Path) -> Finding | None:
    """Return why nothing is signed where the clock may be further off than the settings allow, else None."""
    limit, clock = load_settings(root / FILE_NAME).largest_clock_error_ms, measured_clock()
    return unsure_finding(clock, limit) if too_unsure(clock, limit) else None


def _sign(archive: Archive, key: SigningKey) -> Path:
    if load_succession(archive.root / KEYS).current != key.verifier:
        raise InputError(
            "Another key took over from this one; it signs nothing more",
            where=f"{KEYS}/{PRIVATE_FILE}",
            next_step="restore keys/ from a backup made since",
        )
    size = archive.ledger.size()
    if not size:
        raise InputError("The log is empty: there is nothing to sign", next_step="run `marsad run PATH` first")
    with archive.ledger.nodes() as nodes:
        path = CheckpointShelf(archive.root / CHECKPOINTS).sign(Tree(nodes, size), key)
    sign_inventory(archive.root, key)
    return path
