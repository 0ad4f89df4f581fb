"""Near copies: which documents repeat the text of an earlier one, whole or in part."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from marsad.linking.source import SIGNATURE_LENGTH, Source

WHOLE = 0.6  # share of all shingles of both texts from which one is the other, edited
PART = 0.6  # share of the shorter text's shingles found in the longer, from which it was taken over
_PART_FLOOR = 0.15  # below this the estimate of so few equal values is mostly chance
_BAND = 3


class Copies(msgspec.Struct, frozen=True):
    """Near copies among documents.

    `root` maps a document to the earliest one its text is a copy of (itself where it is none's); `parts` maps a
    document to earlier documents, oldest first, that share most of the shorter text.
    """

    root: dict[str, str]
    parts: dict[str, tuple[str, ...]]

    def root_of(self, document: str) -> str:
        """Return the earliest document of the same text."""
        return self.root.get(document, document)


def near_copies(sources: Iterable[Source]) -> Copies:
    """Find near copies by their signatures; the result does not depend on the order of `sources`."""
    ordered = sorted((source for source in sources if len(source.signature) == SIGNATURE_LENGTH), key=lambda s: s.age)
    parent = list(range(len(ordered)))
    partial: dict[int, set[int]] = {}
    for earlier, later in _candidates(ordered):
        alike = _alike(ordered[earlier], ordered[later])
        if alike >= WHOLE:
            _join(parent, earlier, later)
        elif _contained(alike, ordered[earlier].shingles, ordered[later].shingles) >= PART:
            partial.setdefault(later, set()).add(earlier)
    root = {source.document: ordered[_find(parent, at)].document for at, source in enumerate(ordered)}
    parts = {
        ordered[later].document: tuple(ordered[earlier].document for earlier in sorted(found))
        for later, found in sorted(partial.items())
    }
    return Copies(root, parts)


def _candidates(ordered: Sequence[Source]) -> list[tuple[int, int]]:
    """Pair documents that share a band, each with the oldest and the one before it in that band.

    All pairs of a band would grow with the square of a much-reprinted text; the chain joins the same documents.
    """
    pairs: set[tuple[int, int]] = set()
    for start in range(0, SIGNATURE_LENGTH, _BAND):
        bands: dict[tuple[int, ...], list[int]] = {}
        for at, source in enumerate(ordered):
            bands.setdefault(source.signature[start : start + _BAND], []).append(at)
        for members in bands.values():
            for before, member in pairwise(members):
                pairs.add((members[0], member))
                pairs.add((before, member))
    return sorted(pairs)


def _alike(one: Source, other: Source) -> float:
    same = sum(a == b for a, b in zip(one.signature, other.signature, strict=True))
    return same / SIGNATURE_LENGTH


def _contained(alike: float, one: int, other: int) -> float:
    """Estimate the share of the smaller set that lies in the larger, from their Jaccard similarity and sizes."""
    if alike < _PART_FLOOR or not one or not other:
        return 0.0
    return alike * (one + other) / ((1 + alike) * min(one, other))


def _find(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _join(parent: list[int], one: int, other: int) -> None:
    first, second = sorted((_find(parent, one), _find(parent, other)))
    parent[second] = first


def by_document(sources: Mapping[str, Source], document: str) -> Source:
    """Return the source of a document, or one that knows only its id."""
    return sources.get(document) or Source(document=document)
