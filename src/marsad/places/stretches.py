"""Stretches between two places: "the road between X and Y" is one place, and neither X nor Y."""

import re

from marsad.places.lexicon import lexicon
from marsad.records import PlaceMention, PlacePrecision, Words

_OPENING = re.compile(r"(\w+)\s+(?:running\s+|linking\s+|located\s+)?between\s+$", re.IGNORECASE)
_REACH = 40  # characters before the first name that may hold the opening words


def joined_stretches(text: str, mentions: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Join the two mentions of each "road between X and Y" to one without place, whose candidates are both ends."""
    joined: list[PlaceMention] = []
    at = 0
    while at < len(mentions):
        stretch = _stretch(text, mentions[at], mentions[at + 1]) if at + 1 < len(mentions) else None
        joined.append(stretch or mentions[at])
        at += 2 if stretch else 1
    return tuple(joined)


def _stretch(text: str, one: PlaceMention, other: PlaceMention) -> PlaceMention | None:
    if text[one.words.end : other.words.start].strip().lower() != "and":
        return None
    reach = max(0, one.words.start - _REACH)
    opening = _OPENING.search(text[reach : one.words.start])
    if opening is None or opening.group(1).lower() not in lexicon().between_heads:
        return None
    return PlaceMention(
        words=Words.at(text, reach + opening.start(), other.words.end),
        precision=PlacePrecision.REGION,
        candidates=tuple(mention.place.id for mention in (one, other) if mention.place is not None),
    )
