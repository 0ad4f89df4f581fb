"""Entries of the ledger: what was received, judged, corrected, released or erased, in the order it was written down."""

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

import msgspec

SALT_BYTES = 32

_Facts = TypeVar("_Facts")


class EntryKind(StrEnum):
    """What an entry of the ledger is about."""

    CAPTURE = "capture"  # an original came in, with its custody
    DERIVATIVE = "derivative"  # something was made of an original, with its custody
    NAMING = "naming"  # incidents were given their names
    JUDGEMENT = "judgement"
    CORRECTION = "correction"
    RELEASE = "release"
    ERASURE = "erasure"
    SEAL = "seal"  # a sealed file was written or removed
    OPENING = "opening"  # somebody read sealed words
    CUSTODY = "custody"  # what was told of an original after it had come in
    SEARCH = "search"  # where somebody looked, and what they found or not
    COPY = "copy"  # the archive was copied as a whole
    KEY = "key"  # another key signs from here on


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written down: what kind of entry, which object it is about, who says so, and the facts."""

    kind: EntryKind
    subject: str
    author: str
    facts: msgspec.Raw

    @classmethod
    def of(cls, kind: EntryKind, subject: str, author: str, facts: msgspec.Struct) -> "Draft":
        """Make a draft whose facts are a record."""
        return cls(kind=kind, subject=subject, author=author, facts=msgspec.Raw(canonical(facts)))


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What the payload of an entry says: everything in its row but number, salt and leaf, and the facts."""

    kind: str
    subject: str
    at: str
    author: str
    facts: msgspec.Raw


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the ledger, numbered from 0 without gaps.

    `at` is the time it was written down (UTC, ISO 8601) by the clock of the machine, `payload` the canonical JSON of
    its `Statement`, `leaf` its hash in the tree. Payload and salt are None once the entry was erased.
    """

    number: int
    kind: str
    subject: str
    at: str
    author: str
    payload: bytes | None
    salt: bytes | None
    leaf: bytes

    def facts(self, kind: type[_Facts]) -> _Facts | None:
        """Return the facts as a record of `kind`, None where they were erased."""
        if self.payload is None:
            return None
        return msgspec.json.decode(msgspec.json.decode(self.payload, type=Statement).facts, type=kind)

    def agrees(self) -> bool:
        """Tell whether the row says what its payload says; an erased entry has nothing left to disagree with."""
        if self.payload is None:
            return True
        try:
            told = msgspec.json.decode(self.payload, type=Statement)
        except msgspec.MsgspecError:
            return False
        return (told.kind, told.subject, told.at, told.author) == (self.kind, self.subject, self.at, self.author)


class Nodes(Protocol):
    """Where the hashes of the ledger's tree are kept, by level (0: leaves) and index."""

    def get(self, level: int, index: int) -> bytes:
        """Return one hash."""
        ...

    def put(self, level: int, index: int, node: bytes, /) -> None:
        """Keep one hash."""
        ...


class Log(Protocol):
    """How entries become leaves of a tree; the archive stores them and leaves the hashing to who knows it."""

    def leaf(self, commitment: bytes) -> bytes:
        """Return the leaf's hash of a commitment."""
        ...

    def grow(self, nodes: Nodes, size: int, leaves: Sequence[bytes]) -> None:
        """Add leaves to a tree of `size` leaves."""
        ...


class Addition(msgspec.Struct, frozen=True, kw_only=True):
    """Drafts to be written down together, at one time."""

    drafts: tuple[Draft, ...]
    at: str
    log: Log


def statement(draft: Draft, at: str) -> bytes:
    """Return the payload of an entry: canonical JSON (keys sorted, no blanks) of what it says."""
    return canonical(
        Statement(kind=draft.kind.value, subject=draft.subject, at=at, author=draft.author, facts=draft.facts)
    )


def canonical(record: msgspec.Struct) -> bytes:
    """Return a record as JSON that is the same bytes everywhere."""
    return msgspec.json.encode(record, order="sorted")


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Bind to a payload without revealing it: SHA-256 over 32 random bytes and the payload.

    Without the salt a short payload ("reject" of a known claim) could be found from its hash by trying.
    """
    return hashlib.sha256(salt + payload).digest()
