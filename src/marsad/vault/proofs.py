"""Proofs as files that stand alone: an entry is in the log (C2SP tlog-proof); a log only grew (C2SP tlog-witness)."""

import base64
from collections.abc import Iterable

import msgspec

from marsad.records import SALT_BYTES, ProofError, commitment
from marsad.vault.checkpoints import Checkpoint, Tenure, consistent, parse_checkpoint, parse_number, verify_checkpoint
from marsad.vault.merkle import HASH_BYTES, Tree, leaf_hash, verify_inclusion
from marsad.vault.signing import VerifierKey, decode_base64

LARGEST_PROOF = 1 << 26

_FIRST_LINE = "c2sp.org/tlog-proof@v1"
_LONGEST_PATH = 128


class Disclosure(msgspec.Struct, frozen=True):
    """What an entry says and the salt that hid it in the log; whoever has both can check the entry's leaf."""

    salt: bytes
    payload: bytes

    @property
    def leaf(self) -> bytes:
        """The entry's leaf: the leaf hash of its commitment."""
        return leaf_hash(commitment(self.salt, self.payload))


class ProvenEntry(msgspec.Struct, frozen=True):
    """An entry that a checked proof showed: its number, its leaf, what it says if disclosed, and the checkpoint."""

    index: int
    leaf: bytes
    payload: bytes | None
    checkpoint: Checkpoint


class _Parts(msgspec.Struct, frozen=True):
    head: list[str]
    path: list[bytes]
    checkpoint: str


def prove_entry(log: Tree, index: int, checkpoint: str, disclosure: Disclosure | None = None) -> str:
    """Return the proof file that entry `index` is in the log of that checkpoint.

    With `disclosure` the file also carries what the entry says, so that it can be checked with nothing else but the
    log's public key; without, it shows nothing of the entry. Raises `ProofError` when the checkpoint is not of this
    log or the disclosure not of the entry, `InputError` when the log has no such entry.
    """
    shown = _of_this_log(log, checkpoint)
    path = log.inclusion_proof(index, shown.size)
    if disclosure and not (
        len(disclosure.salt) == SALT_BYTES and verify_inclusion(disclosure.leaf, index, shown.size, path, shown.root)
    ):
        raise ProofError(
            "The salt and words of the entry do not fit its place in the log",
            where=f"entry {index}",
            next_step="run `marsad verify`: the entry was changed, or it is another one",
        )
    extra = [f"extra {_base64(disclosure.salt + disclosure.payload)}"] if disclosure else []
    return _file([_FIRST_LINE, *extra, f"index {index}"], path, checkpoint)


def verify_entry(proof: str | bytes, *keys: VerifierKey | Tenure, leaf: bytes | None = None) -> ProvenEntry:
    """Check a proof file against the keys of the log and return the entry it proves.

    The entry is the disclosed one, or the one with this `leaf`; when both are given they must agree. Raises
    `ProofError` that says what is malformed or does not hold.
    """
    parts = _parts(proof)
    index, disclosure = _head(parts.head)
    if disclosure and leaf not in {None, disclosure.leaf}:
        raise _broken("it discloses another entry than the one asked about")
    if disclosure:
        leaf = disclosure.leaf
    if leaf is None:
        raise ProofError(
            "The proof shows nothing yet: it discloses no entry, and no leaf was given to compare",
            where="proof",
            next_step="give the leaf that `marsad prove` printed, with --leaf",
        )
    checkpoint = verify_checkpoint(parts.checkpoint, *keys)
    if not verify_inclusion(leaf, index, checkpoint.size, parts.path, checkpoint.root):
        raise _broken(f"its hashes do not lead from entry {index} to the root of the checkpoint")
    return ProvenEntry(index, leaf, disclosure.payload if disclosure else None, checkpoint)


def prove_extension(log: Tree, old_size: int, checkpoint: str) -> str:
    """Return the proof file that the log of that checkpoint starts with the first `old_size` entries unchanged.

    It is what a C2SP witness takes as the body of its `add-checkpoint` request. Raises as `prove_entry` does.
    """
    path = log.consistency_proof(old_size, _of_this_log(log, checkpoint).size)
    return _file([f"old {old_size}"], path, checkpoint)


def verify_extension(proof: str | bytes, older: Checkpoint, *keys: VerifierKey | Tenure) -> Checkpoint:
    """Check that a proof file's checkpoint extends `older`, which the caller kept, and return it.

    Raises `ProofError` that says what is malformed or does not hold.
    """
    parts = _parts(proof)
    if len(parts.head) != 1 or parts.head[0] != f"old {older.size}":
        raise _broken(f"it does not start from the checkpoint of size {older.size}")
    newer = verify_checkpoint(parts.checkpoint, *keys)
    if not consistent(older, newer, parts.path):
        raise _broken(f"its hashes do not lead from {older.origin} at {older.size} to {newer.origin} at {newer.size}")
    return newer


def _of_this_log(log: Tree, text: str) -> Checkpoint:
    checkpoint = parse_checkpoint(text)
    if checkpoint.size > log.size or log.root(checkpoint.size) != checkpoint.root:
        raise ProofError(
            "The checkpoint is not of this log",
            where=f"{checkpoint.origin} at {checkpoint.size}",
            next_step="run `marsad verify`: the log, or the checkpoint, was changed",
        )
    return checkpoint


def _file(head: Iterable[str], path: Iterable[bytes], checkpoint: str) -> str:
    lines = [*head, *map(_base64, path), "", checkpoint]
    return "\n".join(lines)


def _parts(proof: str | bytes) -> _Parts:
    data = proof.encode("utf-8", "surrogatepass") if isinstance(proof, str) else proof
    if len(data) > LARGEST_PROOF:
        raise _broken(f"it is larger than {LARGEST_PROOF:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _broken(f"byte {error.start} is not UTF-8") from None
    head, blank, checkpoint = text.partition("\n\n")
    if not blank:
        raise _broken("no blank line divides it from a checkpoint")
    lines = head.split("\n", _LONGEST_PATH)
    first = 1 + next((n for n, line in enumerate(lines) if line.startswith(("index ", "old "))), len(lines))
    return _Parts(lines[:first], [_hash(line) for line in lines[first:]], checkpoint)


def _head(lines: list[str]) -> tuple[int, Disclosure | None]:
    if lines[0] != _FIRST_LINE or not lines[-1].startswith("index ") or len(lines) > 3:
        raise _broken(f"it does not start with '{_FIRST_LINE}' and an index")
    index = parse_number(lines[-1].removeprefix("index "), "index")
    if len(lines) == 2:
        return index, None
    extra = decode_base64(lines[1].removeprefix("extra ")) if lines[1].startswith("extra ") else None
    if extra is None or len(extra) < SALT_BYTES:
        raise _broken("its line 'extra' is not base64 of a salt and an entry")
    return index, Disclosure(extra[:SALT_BYTES], extra[SALT_BYTES:])


def _hash(line: str) -> bytes:
    data = decode_base64(line)
    if data is None or len(data) != HASH_BYTES:
        raise _broken("a line is not base64 of a hash")
    return data


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _broken(why: str) -> ProofError:
    return ProofError(f"The proof does not hold: {why}", where="proof", next_step="ask for the proof again")
