"""Who signs a log: its keys in the order they took over, each new one signed by the one before.

A handover is a checkpoint of the log with three lines more: the key that leaves, the key that takes over, and why. Both
sign it, so that whoever trusts the first key can follow to the last, and knows which signatures count no more.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from marsad.records import MarsadError, ProofError
from marsad.vault.checkpoints import Checkpoint, Tenure, make_checkpoint, parse_checkpoint
from marsad.vault.durable import read_small
from marsad.vault.notes import LARGEST_NOTE, signers
from marsad.vault.signing import VERIFIER_FILE, SigningKey, VerifierKey, load_verifier, parse_verifier

SUFFIX = ".handover"
_NAME = re.compile(rf"[0-9]{{12,19}}{re.escape(SUFFIX)}")
_LINES = ("old-key ", "next-key ", "because ")


class Leaving(StrEnum):
    """Why a key left office."""

    RETIRED = "retired"
    COMPROMISED = "compromised"  # somebody else may have it
    LOST = "lost"  # it cannot sign its own handover: nothing but the archive's word leads to the next key


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """One key took over from another; the old one may have signed logs up to the checkpoint's size, never larger."""

    checkpoint: Checkpoint
    old: VerifierKey
    new: VerifierKey
    because: Leaving

    @property
    def size(self) -> int:
        """The entries the log had."""
        return self.checkpoint.size


class Succession(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of a log in order, and whether the files of the last handover still have to be put in place."""

    first: VerifierKey
    handovers: tuple[Handover, ...] = ()
    unfinished: bool = False

    @property
    def current(self) -> VerifierKey:
        """The key that signs now."""
        return self.handovers[-1].new if self.handovers else self.first

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Each key with the sizes of the log that it may have signed."""
        keys = [self.first, *(handover.new for handover in self.handovers)]
        starts = [0, *(handover.size for handover in self.handovers)]
        ends = [*(handover.size for handover in self.handovers), None]
        return tuple(Tenure(*parts) for parts in zip(keys, starts, ends, strict=True))


def make_handover(size: int, root: bytes, old: SigningKey | VerifierKey, new: SigningKey, because: Leaving) -> str:
    """Return the statement that `new` takes over from `old`, signed by both; by `new` alone where `old` was lost."""
    leaving = old.verifier if isinstance(old, SigningKey) else old
    lines = (leaving.line, new.verifier.line, because.value)
    signing = (old, new) if isinstance(old, SigningKey) else (new,)
    extensions = [f"{head}{line}" for head, line in zip(_LINES, lines, strict=True)]
    return make_checkpoint(leaving.name, size, root, *signing, extensions=extensions)


def parse_handover(text: str | bytes, where: str = "handover") -> Handover:
    """Read a handover and check that both keys signed it (the new one alone where the old was lost).

    Raises `ProofError`. Whether the old key can be trusted is for the caller to know.
    """
    checkpoint = parse_checkpoint(text)
    if len(checkpoint.extensions) != len(_LINES):
        raise _broken("it does not name two keys and a reason", where)
    values = []
    for head, line in zip(_LINES, checkpoint.extensions, strict=True):
        if not line.startswith(head):
            raise _broken(f"it has no line '{head.strip()}'", where)
        values.append(line.removeprefix(head))
    try:
        old, new = (parse_verifier(value, where) for value in values[:2])
        because = Leaving(values[2])
    except (MarsadError, ValueError) as error:
        raise _broken(str(error), where) from None
    needed = {new} if because is Leaving.LOST else {old, new}
    # every signature must be one of theirs: one of a stranger could be changed unseen
    if set(signers(checkpoint.note, [old, new])) != needed or len(checkpoint.note.signatures) != len(needed):
        raise _broken("it is not signed by the keys it names", where)
    if old == new or {old.name, new.name} != {checkpoint.origin}:
        raise _broken("its keys are not two keys of this log", where)
    return Handover(checkpoint=checkpoint, old=old, new=new, because=because)


def follow(trusted: VerifierKey, handovers: Iterable[Handover]) -> Succession:
    """Return the keys that a key you trust leads to; raises `ProofError` where the chain breaks.

    A handover of a lost key leads nowhere: nobody who trusts the old key has vouched for the new one.
    """
    ordered = sorted(handovers, key=lambda handover: handover.size)
    for handover in ordered:
        if handover.because is Leaving.LOST:
            raise _broken("the old key was lost and has not signed it: get the new key from its owner", "handover")
    return Succession(first=trusted, handovers=_chained(trusted, ordered))


def handover_files(folder: Path) -> list[Path]:
    """Return the files of the handovers in `keys/`, by the size of the log."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if _NAME.fullmatch(path.name))


def handover_path(folder: Path, size: int) -> Path:
    """Say where the handover at a size of the log stands."""
    return folder / f"{size:012d}{SUFFIX}"


def load_succession(folder: Path) -> Succession:
    """Read the keys of an archive, past and present; raises `InputError` or `ProofError` that names the file.

    `unfinished` tells that a process was killed after a handover was signed and before the new key's files were put
    in place; then the new key is the current one all the same.
    """
    named = load_verifier(folder / VERIFIER_FILE)
    handovers = [_load(path) for path in handover_files(folder)]
    if not handovers:
        return Succession(first=named)
    first, last = handovers[0].old, handovers[-1]
    if named not in (last.old, last.new):
        raise _broken(f"it does not lead to the key in {VERIFIER_FILE}", handover_path(folder, last.size).name)
    return Succession(first=first, handovers=_chained(first, handovers), unfinished=named == last.old)


def _load(path: Path) -> Handover:
    try:
        handover = parse_handover(read_small(path, LARGEST_NOTE), path.name)
    except OSError as error:
        raise _broken(f"it cannot be read: {error.strerror or error}", path.name) from None
    except ProofError as error:
        raise ProofError(error.what, where=path.name, next_step=error.next_step) from None
    if path != handover_path(path.parent, handover.size):
        raise _broken("its file is named for another size", path.name)
    return handover


def _chained(first: VerifierKey, handovers: Sequence[Handover]) -> tuple[Handover, ...]:
    key, seen = first, {first}
    for handover in handovers:
        if handover.old != key or handover.new in seen:
            raise _broken("the keys do not follow one from another", f"handover at {handover.size} entries")
        key = handover.new
        seen.add(key)
    return tuple(handovers)


def _broken(why: str, where: str) -> ProofError:
    return ProofError(
        f"The handover from one key to the next does not hold: {why}",
        where=where,
        next_step="restore keys/ from a backup, or get the handover from someone who kept it",
    )
