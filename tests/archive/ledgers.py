"""Entries for tests of the archive, with a stand-in for the tree's hashing."""

import hashlib

import msgspec

from marsad.records import Addition, Draft, EntryKind


class PlainLog:
    """Hashes a leaf once more and keeps every leaf as a node of the lowest level."""

    def leaf(self, commitment):
        return hashlib.sha256(b"\0" + commitment).digest()

    def grow(self, nodes, size, leaves):
        for index, leaf in enumerate(leaves, start=size):
            nodes.put(0, index, leaf)


class Facts(msgspec.Struct, frozen=True):
    words: str


def capture(sha256, words="came in", author="Nadia"):
    return Draft.of(EntryKind.CAPTURE, sha256, author, Facts(words))


def addition(*drafts, at="2025-03-08T10:00:00.000000+00:00"):
    return Addition(drafts=drafts, at=at, log=PlainLog())
