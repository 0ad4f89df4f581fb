"""Witnesses: somebody else who has seen a checkpoint, and that it extends the last one they saw, and signs it too.

A witness has a folder of its own: its key, as an archive's, and in `seen/` the newest checkpoint of each log it signed.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from marsad.records import InputError, ProofError
from marsad.vault.checkpoints import Checkpoint, Tenure, cosign, parse_checkpoint, verify_checkpoint
from marsad.vault.durable import read_small, replace, write_new
from marsad.vault.notes import LARGEST_NOTE, Note, signers
from marsad.vault.proofs import verify_extension
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import SigningKey, VerifierKey, load_verifier
from marsad.vault.timestamps import timestamps_of

_SEEN = "seen"
_GROWTH = b"old "


def cosign_seen(folder: Path, data: bytes, log: Sequence[Tenure], key: SigningKey) -> str:
    """Sign a checkpoint as a witness; return it with that signature.

    The first of a log is taken as it is. A later one comes as the file of `marsad prove --since` the one signed last,
    which proves that nothing was changed; what is smaller or another history is refused. What was seen is on the disk
    before the signature leaves. Raises `ProofError`.
    """
    growth = data.startswith(_GROWTH)
    origin = log[0].key.name
    seen = _seen(folder, origin)
    if growth and seen is None:
        raise ProofError(
            "This witness has signed no checkpoint of the log yet that a proof of growth could start from",
            where=origin,
            next_step="give the checkpoint itself",
        )
    shown = verify_extension(data, seen, *log) if growth and seen else verify_checkpoint(data, *log)
    if seen is not None and not growth and (seen.size, seen.root) != (shown.size, shown.root):
        raise ProofError(
            f"This witness signed the log at {seen.size} entries; that at {shown.size} has to be proved to extend it",
            where=origin,
            next_step="give what `marsad prove --since` prints for the checkpoint that you signed last, as it stands in"
            f" {folder.name}/{_SEEN}/",
        )
    text = cosign(str(shown.note), key)
    replace(_place(folder, origin), text.encode())
    return text


def adopt(shelf: CheckpointShelf, keys: Path, log: Sequence[Tenure], data: bytes, witness: VerifierKey) -> Path:
    """Put a witness's signature under an archive's own checkpoint, and keep the witness's key; return the file.

    Raises `ProofError` where it is none of this archive's or not signed by the witness, `InputError` where it bears a
    time stamp already, which is over all of its bytes.
    """
    given = verify_checkpoint(data, *log)
    own = shelf.verified(given.size, *log)
    if own.note.text != given.note.text or not signers(given.note, [witness]):
        raise ProofError(
            "This is not the archive's checkpoint with a signature of that witness",
            where=f"checkpoint {given.size}",
            next_step="ask the witness for the file that `marsad checkpoint cosign` wrote, and for its public key",
        )
    path = shelf.path(given.size)
    added = tuple(one for one in given.note.signatures if (one.name, one.key_id) == (witness.name, witness.key_id))
    signatures = tuple(dict.fromkeys((*own.note.signatures, *added)))
    if signatures == own.note.signatures:
        return path
    if timestamps_of(path):
        raise InputError(
            "The checkpoint has a time stamp, which covers all of its bytes",
            where=path.name,
            next_step="let witnesses sign the next checkpoint before it is stamped",
        )
    # the key first: a signature of a witness whose key is not here is a break
    write_new(keys / f"witness-{witness.key_id.hex()}.vkey", f"{witness.line}\n".encode())
    replace(path, str(Note(own.note.text, signatures)).encode(), path.stat().st_mode & 0o777)
    return path


def witness_files(keys: Path) -> list[Path]:
    """Return the files of the witnesses' public keys in an archive's `keys/`."""
    return sorted(keys.glob("witness-*.vkey"))


def load_witnesses(keys: Path) -> tuple[VerifierKey, ...]:
    """Read the witnesses whose signatures an archive keeps; raises `InputError` that names a damaged file."""
    return tuple(load_verifier(path) for path in witness_files(keys))


def _seen(folder: Path, origin: str) -> Checkpoint | None:
    path = _place(folder, origin)
    return parse_checkpoint(read_small(path, LARGEST_NOTE)) if path.exists() else None


def _place(folder: Path, origin: str) -> Path:
    # a log's name may be an address, which is no file name
    return folder / _SEEN / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.txt"
