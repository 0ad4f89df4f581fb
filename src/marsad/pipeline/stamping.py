"""Time stamps of an authority for an archive's checkpoints: asked for, and kept once they hold."""

from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.pipeline.checkpointing import CHECKPOINTS, KEYS
from marsad.records import InputError, ProofError
from marsad.vault.inventory import sign_inventory
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import PRIVATE_FILE, load_key
from marsad.vault.timestamps import TimeStamp, attach_timestamp, stamped, timestamp_request, verify_kept


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """A time stamp that is kept now: over how many entries its checkpoint is, its file, and what it says."""

    size: int
    path: Path
    stamp: TimeStamp


def newest_checkpoint(root: Path) -> tuple[int, bytes]:
    """Return the size and the bytes of an archive's newest checkpoint; raises `InputError` where there is none."""
    shelf = CheckpointShelf(root / CHECKPOINTS)
    sizes = shelf.sizes()
    if not sizes:
        raise InputError("There is no checkpoint here", where=str(root), next_step="run `marsad checkpoint` first")
    return sizes[-1], shelf.text(sizes[-1])


def request_for_newest(root: Path) -> tuple[int, bytes]:
    """Return the size of the newest checkpoint and the request (DER) that asks an authority to stamp it."""
    size, text = newest_checkpoint(root)
    return size, timestamp_request(text)


def keep_stamp(archive: Archive, response: bytes, chain: bytes, passphrase: bytes | None = None) -> Stamped:
    """Check an authority's response and keep it beside the checkpoint it is over. For the only writer.

    That is the newest one unless runs signed others since the request was made. The inventory is signed again where
    the key is here. Raises `ProofError` where the response is over no checkpoint of this archive or does not hold.
    """
    shelf = CheckpointShelf(archive.root / CHECKPOINTS)
    sizes = {shelf.path(size): size for size in reversed(shelf.sizes())}
    checkpoint = stamped(response, sizes)
    if checkpoint is None:
        raise ProofError(
            "The time stamp is over none of this archive's checkpoints",
            where=str(archive.root),
            next_step="make the request anew with `marsad timestamp request`",
        )
    # before the stamp is kept: a wrong passphrase leaves nothing half done
    signing = (archive.root / KEYS / PRIVATE_FILE).exists()
    key = load_key(archive.root / KEYS, passphrase) if signing else None
    path = attach_timestamp(checkpoint, response, chain)
    if key is not None:
        sign_inventory(archive.root, key)
    return Stamped(size=sizes[checkpoint], path=path, stamp=verify_kept(checkpoint, path))
