"""Checking a proof file without an archive, for `marsad verify --proof`."""

import binascii
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from marsad.records import InputError
from marsad.release.cleaning import one_line
from marsad.vault.checkpoints import Tenure, verify_checkpoint
from marsad.vault.durable import read_small
from marsad.vault.merkle import HASH_BYTES
from marsad.vault.notes import LARGEST_NOTE
from marsad.vault.proofs import LARGEST_PROOF, verify_entry, verify_extension
from marsad.vault.signing import load_verifier
from marsad.vault.succession import follow, parse_handover

_GROWTH = b"old "
HANDOVER = click.option(
    "--handover",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A handover from the key you trust to the next one (keys/*.handover of the archive); may be repeated.",
)


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a proof that holds shows: of which log and how many entries, and which entry or since which size."""

    holds: bool
    log: str
    size: int
    entry: int | None = None
    leaf: str = ""
    says: str = ""
    since: int | None = None


def trusted(key: Path, handovers: Sequence[Path] = ()) -> tuple[Tenure, ...]:
    """Return the keys that a log's public key leads to by some handovers; raises `InputError` or `ProofError`."""
    read = [parse_handover(bytes_of(path, LARGEST_NOTE), path.name) for path in handovers]
    return follow(load_verifier(key), read).tenures


def check_proof(proof: Path, log: Sequence[Tenure], known: Path | None, leaf: str) -> Held:
    """Check a proof file with the log's public keys alone.

    `known` is the kept checkpoint that a proof of growth starts from, `leaf` (hex) the entry that an undisclosed proof
    is about. Raises `ProofError` where the proof does not hold, `InputError` where something to check it with lacks.
    """
    data = bytes_of(proof, LARGEST_PROOF)
    if data.startswith(_GROWTH):
        if leaf:
            raise InputError("This proof is about no single entry", next_step="leave --leaf out")
        return _growth(data, log, known)
    if known is not None:
        raise InputError(
            "This proof is about an entry, and shows nothing of how the log grew",
            next_step="leave --known-checkpoint out, or ask for a proof of `marsad prove --since`",
        )
    proven = verify_entry(data, *log, leaf=_hash(leaf) if leaf else None)
    return Held(
        holds=True,
        log=proven.checkpoint.origin,
        size=proven.checkpoint.size,
        entry=proven.index,
        leaf=proven.leaf.hex(),
        says=(proven.payload or b"").decode("utf-8", "replace"),
    )


def print_held(held: Held, *, as_json: bool) -> None:
    """Print what a proof showed; what an entry says cannot write over the terminal."""
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(held), indent=2))
        return
    log = one_line(held.log)
    if held.since is not None:
        click.echo(
            f"The proof holds: the first {held.since:,} of {held.size:,} entries in the log {log} are unchanged."
        )
        return
    click.echo(f"The proof holds: it is entry {held.entry} of the first {held.size:,} in the log {log}.")
    click.echo(f"It says: {one_line(held.says)}" if held.says else f"It is not disclosed; its leaf is {held.leaf}")


def bytes_of(path: Path, most: int) -> bytes:
    """Return a file's bytes, no more than one beyond `most`; raises `InputError` where it cannot be read."""
    try:
        return read_small(path, most)
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror}", where=str(path), next_step="check the path"
        ) from error


def _growth(data: bytes, log: Sequence[Tenure], known: Path | None) -> Held:
    if known is None:
        raise InputError(
            "This proof shows that a log grew since a checkpoint",
            next_step="give that checkpoint, as you kept it, with --known-checkpoint",
        )
    older = verify_checkpoint(bytes_of(known, LARGEST_NOTE), *log)
    newer = verify_extension(data, older, *log)
    return Held(holds=True, log=newer.origin, size=newer.size, since=older.size)


def _hash(text: str) -> bytes:
    try:
        data = binascii.unhexlify(text)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != HASH_BYTES:
        raise InputError("A leaf is 64 hexadecimal digits", next_step="take it from what `marsad prove` printed")
    return data
