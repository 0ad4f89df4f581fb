"""Checkpoints (C2SP tlog-checkpoint): a signed statement that a log of this name had these entries."""

import base64
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from marsad.records import ProofError
from marsad.vault.merkle import HASH_BYTES, Tree, verify_consistency
from marsad.vault.notes import Note, parse_note, sign_note, signers
from marsad.vault.signing import SigningKey, VerifierKey, decode_base64

LARGEST_SIZE = (1 << 63) - 1

_BODY_LINES = 3


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """What a checkpoint says: the log's name, its number of entries and the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()
    note: Note


class Tenure(msgspec.Struct, frozen=True):
    """A key and the sizes of the log it may sign: from `since` to `until`, None while it is in office."""

    key: VerifierKey
    since: int = 0
    until: int | None = None

    def covers(self, size: int) -> bool:
        """Say whether the key may sign a log of `size` entries."""
        return self.since <= size and (self.until is None or size <= self.until)


class Standing(StrEnum):
    """How a log at hand stands to a checkpoint that somebody kept."""

    SAME = "same"  # exactly the entries of the checkpoint
    EXTENDED = "extended"  # the entries of the checkpoint, then more
    OLDER = "older"  # fewer entries than the checkpoint: an older backup, or entries were cut off
    CHANGED = "changed"  # other entries where the checkpoint had its own: history was rewritten
    OTHER = "other"  # a checkpoint of another log


def make_checkpoint(origin: str, size: int, root: bytes, *keys: SigningKey, extensions: Sequence[str] = ()) -> str:
    """Return the checkpoint's text, signed by each of `keys`; the first bears the log's name, `origin`.

    The same values give the same bytes. Raises `ProofError` for values that no checkpoint can hold.
    """
    if not keys or keys[0].verifier.name != origin:
        raise _malformed("its first signer is not called as the log is")
    if not 0 <= size <= LARGEST_SIZE or len(root) != HASH_BYTES:
        raise _malformed(f"size {size} or a root of {len(root)} bytes is out of range")
    if any(not line or "\n" in line for line in extensions):
        raise _malformed("an extension is empty or has more than one line")
    lines = [origin, str(size), base64.b64encode(root).decode(), *extensions]
    return sign_note("".join(f"{line}\n" for line in lines), keys)


def cosign(text: str | bytes, key: SigningKey) -> str:
    """Return the checkpoint with one more signature: somebody else vouches to have seen it.

    Do this before time stamps are attached: they are over all of its bytes.
    """
    note = parse_checkpoint(text).note
    added = parse_note(sign_note(note.text, [key])).signatures
    return str(Note(note.text, tuple(dict.fromkeys((*note.signatures, *added)))))


def parse_checkpoint(text: str | bytes) -> Checkpoint:
    """Read a checkpoint without checking who signed it; raises `ProofError` that says what is malformed."""
    note = parse_note(text)
    lines = note.text[:-1].split("\n")
    if len(lines) < _BODY_LINES or not all(lines):
        raise _malformed("it does not start with three lines: origin, size, root")
    origin, digits, encoded, *extensions = lines
    root = decode_base64(encoded)
    if root is None or len(root) != HASH_BYTES:
        raise _malformed(f"its root is not base64 of {HASH_BYTES} bytes")
    return Checkpoint(
        origin=origin, size=parse_number(digits, "size"), root=root, extensions=tuple(extensions), note=note
    )


def verify_checkpoint(text: str | bytes, *keys: VerifierKey | Tenure) -> Checkpoint:
    """Read a checkpoint and check that one of `keys` that bears the log's name signed it, within its tenure.

    Signatures of other keys are ignored; a wrong signature that names one of `keys` is an error even beside a good
    one, and so is one of a key that was retired before. Raises `ProofError` that says what is malformed or does not
    hold.
    """
    checkpoint = parse_checkpoint(text)
    tenures = [key if isinstance(key, Tenure) else Tenure(key) for key in keys]
    signed = signers(checkpoint.note, [tenure.key for tenure in tenures])
    of_log = [tenure for tenure in tenures if tenure.key in signed and tenure.key.name == checkpoint.origin]
    if of_log and not any(tenure.covers(checkpoint.size) for tenure in of_log):
        raise ProofError(
            f"The checkpoint over {checkpoint.size} entries is signed by a key that was not in office then",
            where=f"checkpoint {checkpoint.size}, key {of_log[0].key.key_id.hex()}",
            next_step="do not believe it: a key that was replaced signs nothing more; find out who holds it",
        )
    if not of_log:
        named = ", ".join(sorted({signature.name for signature in checkpoint.note.signatures}))
        raise ProofError(
            f"The checkpoint of {checkpoint.origin} is not signed by a key of that log that you gave",
            where=f"checkpoint {checkpoint.size}, signed in the name of {named}",
            next_step="get the log's verifier key from someone you trust, and check that it is this log",
        )
    return checkpoint


def consistent(older: Checkpoint, newer: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Say whether `proof` shows that the newer checkpoint's log starts with all entries of the older; needs no log."""
    same_log = older.origin == newer.origin
    return same_log and verify_consistency(older.size, newer.size, older.root, newer.root, proof)


def standing(kept: Checkpoint, log: Tree, origin: str) -> Standing:
    """Say how the log at hand, called `origin`, stands to a checkpoint that somebody kept.

    Whoever kept a later checkpoint sees a restored older backup as `OLDER`. That its entries are otherwise unchanged
    can only be shown for checkpoints not larger than the log.
    """
    if kept.origin != origin:
        return Standing.OTHER
    if kept.size > log.size:
        return Standing.OLDER
    if log.root(kept.size) != kept.root:
        return Standing.CHANGED
    return Standing.SAME if kept.size == log.size else Standing.EXTENDED


def compare(older: Checkpoint, newer: Checkpoint, log: Tree) -> Standing:
    """Say how the newer of two checkpoints stands to the older, proved from the log that both are said to be of.

    `EXTENDED` and `SAME` are proved; `OLDER` means that the log at hand, or `newer`, lacks entries that the other
    checkpoint counts, with no entry shown to be changed; `CHANGED` that one of the two is not of this log.
    """
    against = [standing(kept, log, newer.origin) for kept in (older, newer)]
    for bad in (Standing.OTHER, Standing.CHANGED, Standing.OLDER):
        if bad in against:
            return bad
    if newer.size < older.size:
        return Standing.OLDER
    if not consistent(older, newer, log.consistency_proof(older.size, newer.size)):
        return Standing.CHANGED
    return Standing.SAME if older.size == newer.size else Standing.EXTENDED


def parse_number(digits: str, what: str) -> int:
    """Read a number as checkpoints and proofs write it: ASCII digits without leading zeroes, below 2^63."""
    short = len(digits) <= len(str(LARGEST_SIZE))
    if not (short and digits.isascii() and digits.isdigit()) or str(int(digits)) != digits:
        raise _malformed(f"its {what} is not a plain number")
    if int(digits) > LARGEST_SIZE:
        raise _malformed(f"its {what} is out of range")
    return int(digits)


def _malformed(why: str) -> ProofError:
    return ProofError(f"Not a checkpoint: {why}", where="checkpoint", next_step="compare with another copy")
