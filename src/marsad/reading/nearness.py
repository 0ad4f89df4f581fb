"""Nearness of places: whether two phrases can be about one spot, and whether a list of places spans a country."""

import math
from collections.abc import Sequence
from itertools import combinations

from marsad.reading.lexicon import words_of
from marsad.records import Place, PlaceKind, PlaceMention, PlacePrecision

WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.SEA_AIR})
_COMMON = frozenset(words_of("nearness", "common"))
_LETTERS = 3
_KM_PER_DEGREE = 111.2
_SAME_KM = 3.0  # two entries of a gazetteer for one town
_BESIDE_KM = 15.0  # "near X", a region, and the towns around
_FAR_KM = 40.0  # no single attack reaches over this
_BY_POINT = frozenset({PlaceKind.LOCALITY, PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE})


def narrow(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the mentions that say more than a country."""
    return [one for one in mentions if one.precision not in WIDE]


def conflict(first: Sequence[PlaceMention], second: Sequence[PlaceMention]) -> bool:
    """Tell whether two sets of places cannot be one event's: no place of one is, holds or lies in one of the other."""
    mine, theirs = narrow(first), narrow(second)
    return bool(mine) and bool(theirs) and not any(related(one, other) for one in mine for other in theirs)


def related(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two mentions share their name, or one is, holds, or lies beside the other."""
    if names(one) & names(other):
        return True
    here, there = place_of(one), place_of(other)
    if here is None or there is None:
        return False
    if here.id == there.id or here.id in there.admin or there.id in here.admin:
        return True
    return _beside(one, here, other, there)


def spread(mentions: Sequence[PlaceMention]) -> bool:
    """Tell whether places are too far apart for one attack: none holds the other, 40 km and more between them."""
    known = [place for place in (one.place for one in narrow(mentions)) if place is not None]
    return any(_far(one, other) for one, other in combinations(known, 2))


def names(mention: PlaceMention) -> frozenset[str]:
    """Return the words of a mention that name it: "countryside of Homs" is named by Homs alone."""
    words = mention.words.text.casefold().replace("’", "'").replace(",", " ").split()
    bare = {word.strip("'\"()[].").removesuffix("'s") for word in words}
    parts = {word.removeprefix("al-").removeprefix("el-") for word in bare}
    return frozenset(word for word in parts if len(word) >= _LETTERS and word not in _COMMON)


def place_of(mention: PlaceMention) -> Place | None:
    """Return the entry of a mention, else the one that the text says holds it."""
    return mention.place or mention.within


def _far(one: Place, other: Place) -> bool:
    return one.id not in other.admin and other.id not in one.admin and kilometres(one, other) >= _FAR_KM


def _beside(one: PlaceMention, here: Place, other: PlaceMention, there: Place) -> bool:
    by_point = one.place is not None and other.place is not None
    loose = PlacePrecision.NEAR_LOCALITY in (one.precision, other.precision) or PlaceKind.REGION in (
        here.kind,
        there.kind,
    )
    if not by_point or not (loose or {here.kind, there.kind} <= _BY_POINT):
        return False
    return kilometres(here, there) <= (_BESIDE_KM if loose else _SAME_KM)


def kilometres(one: Place, other: Place) -> float:
    """Return the distance of two entries in kilometres, to within 1 % where they lie in one country."""
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return math.hypot(north, east) * _KM_PER_DEGREE
