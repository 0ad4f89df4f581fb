"""Whether the log is whole: entries against leaves, nodes against leaves, leaves against every checkpoint."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from marsad.records import Entry, EntryKind, Erasure, Finding, ProofError, Severity, commitment
from marsad.vault.checkpoints import Checkpoint, Tenure
from marsad.vault.merkle import leaf_hash, node_hash, roots_of
from marsad.vault.notes import signers
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import VerifierKey
from marsad.vault.succession import Leaving, Succession
from marsad.vault.timestamps import timestamps_of, verify_kept

_RESTORE = "restore a backup; whoever kept a checkpoint can tell which one is whole"


def check_entries(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield entries that are missing, say other than their payload, or do not fit their leaf."""
    blanked: list[int] = []
    allowed: set[int] = set()
    expected = 0
    for entry in entries:
        if entry.number != expected:
            yield _finding("entry_missing", f"entry {expected}", "An entry of the log is gone")
        expected = entry.number + 1
        if entry.payload is None and entry.salt is None:
            blanked.append(entry.number)
        elif entry.payload is None or entry.salt is None or not _fits(entry, entry.payload, entry.salt):
            yield _finding("entry_changed", f"entry {entry.number}", "An entry is not what was written down")
        elif entry.kind == EntryKind.ERASURE:
            allowed.update(_erased_by(entry))
    for number in blanked:
        if number not in allowed:
            yield _finding("entry_blanked", f"entry {number}", "An entry was blanked, and no erasure is on record")


def erased_entries(entries: Iterable[Entry]) -> frozenset[int]:
    """Return the numbers of the entries that erasures on record blanked."""
    return frozenset(number for entry in entries if entry.kind == EntryKind.ERASURE for number in _erased_by(entry))


def check_nodes(leaves: Sequence[bytes], nodes: Mapping[tuple[int, int], bytes]) -> Iterator[Finding]:
    """Yield stored nodes of the tree that do not follow from the leaves, by (level, index)."""
    level, row, left = 0, list(leaves), set(nodes)
    while row:
        for index, node in enumerate(row):
            if nodes.get((level, index)) != node:
                yield _finding(
                    "node_changed", f"level {level}, index {index}", "A hash of the log's tree does not follow from it"
                )
            left.discard((level, index))
        row = [node_hash(*pair) for pair in zip(row[::2], row[1::2], strict=False)]
        level += 1
    for key in sorted(left):
        yield _finding("node_changed", f"level {key[0]}, index {key[1]}", "A hash of the log's tree covers no entries")


def check_checkpoints(
    shelf: CheckpointShelf,
    leaves: Sequence[bytes],
    log: Sequence[Tenure],
    witnesses: Sequence[VerifierKey] = (),
    sizes: Sequence[int] | None = None,
) -> Iterator[Finding]:
    """Yield checkpoints whose signatures, time stamps or root do not hold for these leaves.

    On an archive's own shelf every signature is of one of its keys or of a witness whose key it keeps: others could be
    changed unseen. `sizes` are those to check, all where None is given.

    Each is compared with the root of the entries it counts, computed from the leaves: that all fit one log is more
    than that each extends the one before.
    """
    sizes = shelf.sizes() if sizes is None else sizes
    roots = roots_of(leaves, sizes)
    for size in sizes:
        try:
            checkpoint = shelf.verified(size, *log)
            keys = [*(tenure.key for tenure in log), *witnesses]
            if len(signers(checkpoint.note, keys)) != len(checkpoint.note.signatures):
                raise ProofError("it bears a signature of a key that this archive does not keep")
        except ProofError as error:
            yield _problem("checkpoint_broken", size, str(error))
            continue
        yield from _check_root(checkpoint, roots, len(leaves))
        yield from _check_time_stamps(shelf, size)


def check_handovers(succession: Succession, leaves: Sequence[bytes], entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield handovers of the signing key that are of another log, gone, or vouched for by no earlier key."""
    sizes = [handover.size for handover in succession.handovers]
    roots = roots_of(leaves, [size for size in sizes if size <= len(leaves)])
    for handover in succession.handovers:
        where = f"keys/{handover.size:012d}.handover"
        if roots.get(handover.size) != handover.checkpoint.root:
            yield _finding("key_broken", where, "The signing key was replaced over other entries than the log has")
        elif handover.because is Leaving.LOST:
            yield Finding(
                kind="key_unvouched",
                severity=Severity.WARNING,
                where=where,
                message="The key before it was lost: no earlier key vouches for the one that took over",
                remedy="publish the new key as you did the old one; checkpoints that others kept show whose log it is",
            )
    known = {handover.new.line for handover in succession.handovers}
    for entry in entries:
        if entry.kind == EntryKind.KEY and entry.payload is not None and entry.subject not in known:
            yield _finding(
                "file_missing", f"entry {entry.number}", "The log says that a key took over, and its handover is gone"
            )


def check_known(checkpoint: Checkpoint, leaves: Sequence[bytes], origin: str) -> Iterator[Finding]:
    """Compare the log with a checkpoint that somebody kept elsewhere: is it older, or another history."""
    if checkpoint.origin != origin:
        yield _finding("checkpoint_of_other_log", f"checkpoint {checkpoint.size}", "The checkpoint is of another log")
    elif checkpoint.size > len(leaves):
        yield _finding(
            "archive_older",
            f"checkpoint {checkpoint.size}",
            f"This archive is older: it has {len(leaves)} entries, the checkpoint counts {checkpoint.size}",
        )
    else:
        yield from _check_root(checkpoint, roots_of(leaves, [checkpoint.size]), len(leaves))


def _check_root(checkpoint: Checkpoint, roots: Mapping[int, bytes], size: int) -> Iterator[Finding]:
    if checkpoint.size > size:
        yield _problem(
            "log_shortened",
            checkpoint.size,
            f"The log has {size} entries, and a checkpoint was signed over {checkpoint.size}: the last ones are gone",
        )
    elif roots[checkpoint.size] != checkpoint.root:
        yield _problem(
            "log_rewritten",
            checkpoint.size,
            f"The first {checkpoint.size} entries are not those that the checkpoint was signed over",
        )


def _check_time_stamps(shelf: CheckpointShelf, size: int) -> Iterator[Finding]:
    checkpoint = shelf.path(size)
    for path in timestamps_of(checkpoint):
        try:
            verify_kept(checkpoint, path)
        except ProofError as error:
            yield _finding("time_stamp_broken", f"checkpoints/{path.name}", f"A time stamp does not hold: {error}")


def _fits(entry: Entry, payload: bytes, salt: bytes) -> bool:
    # the leaf first: a payload that does not fit it may be no JSON and no text either
    return leaf_hash(commitment(salt, payload)) == entry.leaf and entry.agrees()


def _erased_by(entry: Entry) -> Sequence[int]:
    try:
        facts = entry.facts(Erasure)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ()
    return facts.entries if facts else ()


def _problem(kind: str, size: int, message: str) -> Finding:
    return _finding(kind, f"checkpoints/{size:012d}.txt", message)


def _finding(kind: str, where: str, message: str) -> Finding:
    return Finding(kind=kind, severity=Severity.ERROR, where=where, message=message, remedy=_RESTORE)
