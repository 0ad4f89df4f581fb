"""Proofs out of an archive's log: that an entry is in it, and that it only grew."""

import msgspec

from marsad.archive import Archive
from marsad.pipeline.stamping import newest_checkpoint
from marsad.pipeline.succeeding import KEYS
from marsad.records import Entry, EntryKind, InputError, Judgement
from marsad.vault.checkpoints import Checkpoint, verify_checkpoint
from marsad.vault.merkle import Tree
from marsad.vault.proofs import Disclosure, prove_entry, prove_extension
from marsad.vault.succession import load_succession


class Proven(msgspec.Struct, frozen=True, kw_only=True):
    """A proof's file, and the checkpoint it leads to."""

    text: str
    checkpoint: Checkpoint


def entry_about(archive: Archive, name: str) -> Entry | None:
    """Return the entry that is a judgement of this id, or the first capture of an original of this SHA-256."""
    captures = archive.ledger.entries([EntryKind.CAPTURE], subject=name)
    if captures:
        return captures[0]
    for entry in archive.ledger.entries([EntryKind.JUDGEMENT]):
        judgement = entry.facts(Judgement)
        if judgement is not None and judgement.id == name:
            return entry
    return None


def proof_of_entry(archive: Archive, entry: Entry, checkpoint: bytes | None, *, disclose: bool) -> Proven:
    """Prove that an entry is in the log of a checkpoint, the newest one where None is given.

    With `disclose` the proof carries what the entry says. Raises `InputError` where the entry is younger than the
    checkpoint or was erased, `ProofError` where the checkpoint is not of this archive.
    """
    text, shown = _signed(archive, checkpoint)
    if entry.number >= shown.size:
        raise InputError(
            f"The checkpoint is over {shown.size} entries, and this is entry {entry.number}: it came later",
            next_step="run `marsad checkpoint`, or give a later checkpoint",
        )
    disclosure = _disclosure(entry) if disclose else None
    with archive.ledger.nodes() as nodes:
        proof = prove_entry(Tree(nodes, archive.ledger.size()), entry.number, text, disclosure)
    return Proven(text=proof, checkpoint=shown)


def proof_of_growth(archive: Archive, since: bytes) -> Proven:
    """Prove that the log of the newest checkpoint starts with the entries of the one that somebody kept, unchanged.

    Raises `ProofError` where the kept one is not of this archive, `InputError` where the archive is older than it.
    """
    _, older = _signed(archive, since)
    text, newest = _signed(archive, None)
    if older.size > newest.size:
        raise InputError(
            f"The newest checkpoint is over {newest.size} entries, the one you gave over {older.size}",
            next_step="run `marsad verify --known-checkpoint` with it: this may be an older copy",
        )
    with archive.ledger.nodes() as nodes:
        tree = Tree(nodes, archive.ledger.size())
        if tree.root(older.size) != older.root:
            raise InputError(
                f"The first {older.size} entries are not those of the checkpoint you gave",
                next_step="run `marsad verify --known-checkpoint` with it, and keep it: it may be evidence",
            )
        proof = prove_extension(tree, older.size, text)
    return Proven(text=proof, checkpoint=newest)


def _signed(archive: Archive, given: bytes | None) -> tuple[str, Checkpoint]:
    data = newest_checkpoint(archive.root)[1] if given is None else given
    checkpoint = verify_checkpoint(data, *load_succession(archive.root / KEYS).tenures)
    return data.decode(), checkpoint


def _disclosure(entry: Entry) -> Disclosure:
    if entry.payload is None or entry.salt is None:
        raise InputError(
            f"Entry {entry.number} was erased: there is nothing left to disclose",
            next_step="prove it without --disclose",
        )
    return Disclosure(entry.salt, entry.payload)
