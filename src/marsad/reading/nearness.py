"""Nearness of places: whether two phrases can be about one spot, and whether a list of places spans a country."""

import math
from collections.abc import Sequence
from functools import lru_cache
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
    """Tell whether two sets of places cannot be one event's: no place of one is, holds or lies in one of the other.

    A place that only says where another one lies is left out: "X in Homs" and "Y in Homs" are two places.
    """
    mine, theirs = cores(first), cores(second)
    return bool(mine) and bool(theirs) and not any(related(one, other) for one in mine for other in theirs)


def cores(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the narrow mentions that hold none of the others."""
    spots = narrow(mentions)
    held = {area for one in spots for area in _held_by(one)}
    return [one for one in spots if one.place is None or one.place.id not in held] or spots


def unsure(first: Sequence[PlaceMention], second: Sequence[PlaceMention]) -> bool:
    """Tell whether two sets may be about one spot all the same, since the gazetteer does not know a place of one."""
    return any(one.place is None for one in (*cores(first), *cores(second)))


def one_province(first: Sequence[PlaceMention], second: Sequence[PlaceMention]) -> bool:
    """Tell whether two sets of places lie in one governorate, or a place of one is not in the gazetteer."""
    mine, theirs = (set().union(*(_areas(one) - _country_of(one) for one in narrow(told))) for told in (first, second))
    return bool(mine & theirs) or unsure(first, second)


def nested(first: Sequence[PlaceMention], second: Sequence[PlaceMention]) -> bool:
    """Tell whether a place of one set shares its name with a place of the other, holds it or lies in it."""
    return any(
        names(one) & names(other) or (_held_by(one) | _own(one)) & _own(other) or _own(one) & _held_by(other)
        for one in narrow(first)
        for other in narrow(second)
    )


def _own(mention: PlaceMention) -> set[str]:
    return {mention.place.id} if mention.place is not None else set()


def _country_of(mention: PlaceMention) -> set[str]:
    place = mention.place or mention.within
    return set(place.admin[:1]) if place is not None else set()


def related(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two mentions share their name, or one is, holds, or lies beside the other."""
    if names(one) & names(other):
        return True
    here, there = one.place, other.place
    if (here is not None and here.id in _areas(other)) or (there is not None and there.id in _areas(one)):
        return True
    return here is not None and there is not None and _beside(one, here, other, there)


def _areas(mention: PlaceMention) -> set[str]:
    return _own(mention) | _held_by(mention)


def _held_by(mention: PlaceMention) -> set[str]:
    """Return the ids of what holds a mention, itself left out."""
    own = mention.place
    held = set(own.admin) if own is not None else set()
    area = mention.within
    return held if area is None or area == own else held | {*area.admin, area.id}


def spread(mentions: Sequence[PlaceMention]) -> bool:
    """Tell whether places are too far apart for one attack: none holds the other, 40 km and more between them."""
    known = [place for place in (one.place for one in narrow(mentions)) if place is not None]
    return any(_far(one, other) for one, other in combinations(known, 2))


def names(mention: PlaceMention) -> frozenset[str]:
    """Return the words of a mention that name it: "countryside of Homs" is named by Homs alone."""
    return _names(mention.words.text)


@lru_cache(maxsize=4096)
def _names(told: str) -> frozenset[str]:
    words = told.casefold().replace("’", "'").replace(",", " ").split()
    bare = {word.strip("'\"()[].").removesuffix("'s") for word in words}
    parts = {word.removeprefix("al-").removeprefix("el-") for word in bare}
    return frozenset(word for word in parts if len(word) >= _LETTERS and word not in _COMMON)


def _far(one: Place, other: Place) -> bool:
    return one.id not in other.admin and other.id not in one.admin and kilometres(one, other) >= _FAR_KM


def _beside(one: PlaceMention, here: Place, other: PlaceMention, there: Place) -> bool:
    loose = PlacePrecision.NEAR_LOCALITY in (one.precision, other.precision)
    loose = loose or PlaceKind.REGION in (here.kind, there.kind)
    if not loose and not {here.kind, there.kind} <= _BY_POINT:
        return False
    return kilometres(here, there) <= (_BESIDE_KM if loose else _SAME_KM)


def kilometres(one: Place, other: Place) -> float:
    """Return the distance of two entries in kilometres, to within 1 % where they lie in one country."""
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return math.hypot(north, east) * _KM_PER_DEGREE
