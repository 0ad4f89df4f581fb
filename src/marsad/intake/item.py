"""Pieces of bytes still to be read, and the items that readers find in them."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from marsad.intake.problems import RefusedError, problem
from marsad.intake.settings import IntakeSettings
from marsad.records import DocumentKind, Finding, Mask

_CHUNK = 1 << 20


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the container says about a piece: used where the piece itself does not say."""

    url: str = ""
    retrieved: str = ""
    media_type: str = ""
    charset: str = ""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A seekable stretch of bytes with a name: a file, an archive's member, an attachment, a captured page.

    `sha256` is the hash of the bytes; empty means not yet taken. `outer` is true for the stored original itself, whose
    byte offsets can be cited.
    """

    stream: BinaryIO
    size: int
    name: str
    position: str = ""
    depth: int = 0
    sha256: str = ""
    outer: bool = False
    facts: Facts = Facts()

    def head(self, count: int) -> bytes:
        """Return the first `count` bytes and go back to the start."""
        self.stream.seek(0)
        data = self.stream.read(count)
        self.stream.seek(0)
        return data

    def all_bytes(self, limit: int, what: str, setting: str) -> bytes:
        """Return all bytes; raise `RefusedError` before reading when there are more than `limit`."""
        if self.size > limit:
            raise RefusedError("too_large", what=what, size=f"{self.size:,} bytes", limit=f"{limit:,}", setting=setting)
        self.stream.seek(0)
        return self.stream.read(limit + 1)

    def identity(self) -> str:
        """Return the SHA-256 of the bytes, together with the facts that a container adds to them."""
        sha256 = self.sha256 or self._hash()
        if self.facts.url or self.facts.retrieved:
            return facts_identity({"sha256": sha256, "url": self.facts.url, "retrieved": self.facts.retrieved})
        return sha256

    def inside(self, place: str) -> str:
        """Return the position of something inside this piece."""
        return f"{self.position}!{place}" if self.position else place

    def _hash(self) -> str:
        self.stream.seek(0)
        digest = hashlib.sha256()
        while chunk := self.stream.read(_CHUNK):
            digest.update(chunk)
        self.stream.seek(0)
        return digest.hexdigest()


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One readable item as its format gives it, before it becomes a document.

    `identity` is the SHA-256 of the item's own bytes or facts. `literal` forbids any change to the body (offsets of
    hand labels refer to it). `masks` are relative to the body. `paged` marks text drawn from pages.
    """

    identity: str
    position: str
    body: str
    kind: DocumentKind = DocumentKind.FILE
    title: str = ""
    published: str | dt.date | dt.datetime = ""
    language: str = ""
    publisher: str = ""
    url: str = ""
    source_id: str = ""
    retrieved: str = ""
    literal: bool = False
    byte_offset: int = -1
    masks: tuple[Mask, ...] = ()


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """The reading of one stored original: its name in findings, its hash and the settings."""

    name: str
    sha256: str
    settings: IntakeSettings

    def where(self, position: str) -> str:
        """Return name and position as findings give them."""
        return f"{self.name}: {position}" if position else self.name

    def finding(self, kind: str, position: str, words: str = "", /, **details: object) -> Finding:
        """Make a finding at a position of this original."""
        return problem(kind, self.where(position), words, **details)


Reader = Callable[[Piece, Job], Iterator["Item | Piece | Finding"]]


def facts_identity(facts: dict[str, object]) -> str:
    """Return the SHA-256 of the canonical JSON of an item's facts: sorted keys, UTF-8, no blanks."""
    return hashlib.sha256(msgspec.json.encode(facts, order="sorted")).hexdigest()
