"""Holders: the narrowest area that takes in all the places of one incident."""

from collections.abc import Callable, Iterable

import msgspec

from marsad.linking.area import Area, level_of
from marsad.linking.weights import quarter_words
from marsad.linking.words import fold
from marsad.records import Claim, Place, PlaceKind, PlacePrecision

Lookup = Callable[[str], Place | None]
_PRECISIONS = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.REGION,
    PlaceKind.ADM1: PlacePrecision.ADM1,
    PlaceKind.ADM2: PlacePrecision.ADM2,
    PlaceKind.ADM3: PlacePrecision.ADM3,
}


def no_gazetteer(place_id: str) -> Place | None:
    """Know no place but those that the claims name."""
    del place_id
    return None


def held_together(area: Area, claims: Iterable[Claim], lookup: Lookup) -> Area:
    """Give an area of several separate places the place that holds them all, with that place's precision.

    Two villages of one district are "in that district", not nowhere. Beside a quarter that no entry fits, the town told
    with it holds both; beside any other name without entry, no less than the governorate of the others does. The words
    are a text's own words for the holder, where a claim names it. Other areas are returned as they are.
    """
    known = [member for member in area.members if member.place is not None]
    if not known:
        return area
    named: dict[str, tuple[Place, str]] = {}
    for mention in sorted((m for claim in claims for m in claim.places), key=lambda mention: mention.words):
        if mention.place is not None:
            named.setdefault(mention.place.id, (mention.place, mention.words.text))
    holders = frozenset.intersection(*(member.inside for member in known))
    found = [named[i] for i in holders if i in named]
    found += [(place, "") for i in holders if i not in named and (place := lookup(i)) is not None]
    if any(member.place is None and quarter_words().isdisjoint(fold(member.words)) for member in area.members):
        found = [(place, words) for place, words in found if level_of(place.kind) >= level_of(PlaceKind.ADM1)]
    if not found:
        return area
    place, words = min(found, key=lambda pair: (level_of(pair[0].kind), pair[0].id))
    precision = _PRECISIONS.get(place.kind, PlacePrecision.LOCALITY)
    return msgspec.structs.replace(area, place=place, words=words, precision=precision)
