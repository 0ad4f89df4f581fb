"""Areas: where a claim puts the harm, and which areas hold which."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from marsad.linking.weights import place_words
from marsad.linking.words import fold
from marsad.records import Claim, Place, PlaceKind, PlaceMention, PlacePrecision

_LEVELS = {
    PlaceKind.SITE: 0,
    PlaceKind.NEIGHBOURHOOD: 1,
    PlaceKind.LOCALITY: 2,
    PlaceKind.ADM3: 4,
    PlaceKind.ADM2: 5,
    PlaceKind.ADM1: 6,
    PlaceKind.REGION: 7,
    PlaceKind.COUNTRY: 8,
}
_NEAR = 3
_UNRESOLVED = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.LOCALITY: 1,
    PlacePrecision.NEAR_LOCALITY: 3,
    PlacePrecision.ADM3: 4,
    PlacePrecision.ADM2: 5,
    PlacePrecision.ADM1: 6,
    PlacePrecision.REGION: 7,
    PlacePrecision.SEA_AIR: 7,
    PlacePrecision.COUNTRY: 8,
    PlacePrecision.UNKNOWN: 5,  # a name that may be a hamlet or a province
}
_VOWELS = "aeiouyاوي"
_WIDE_FROM = _LEVELS[PlaceKind.ADM1]
_NOWHERE = 9


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Where one or more claims put the harm.

    `key` names the area (empty: no place is known). `covers` are the ids under which narrower areas know that they
    lie in this one; `inside` all ids of areas that hold it, itself included. `level` grows with the width. `around` are
    the ids of the areas that a name without gazetteer entry is said to lie in.
    `people` is the population of the place (0 where not known), `place` and `words` what to show. `members` are the
    separate areas of one that joins several.
    """

    key: str = ""
    level: int = _NOWHERE
    covers: tuple[str, ...] = ()
    inside: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    people: int = 0
    place: Place | None = None
    words: str = ""
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    members: tuple["Area", ...] = ()

    @property
    def known(self) -> bool:
        """Tell whether any place is known."""
        return bool(self.key)

    @property
    def wide(self) -> bool:
        """Tell whether the area is a governorate or more: too wide to tell incidents apart."""
        return self.level >= _WIDE_FROM

    def holds(self, other: "Area") -> bool:
        """Tell whether `other` is a narrower area known to lie in this one."""
        if self.level < other.level or self.key == other.key:
            return False
        if self.covers[:1] == other.covers[:1]:  # one name, given once with the area around it and once without
            return self.around <= other.around or other.around <= self.around
        covers = self.covers if self.level > other.level else self.covers[:1]  # two regions do not hold each other
        return any(cover in other.inside for cover in covers)

    def fits(self, other: "Area") -> bool:
        """Tell whether harm in one area may be harm in the other: the same area, or one holds the other."""
        return self.known and other.known and (self.key == other.key or self.holds(other) or other.holds(self))


NOWHERE = Area()


def level_of(kind: PlaceKind) -> int:
    """Return how wide a kind of place is; the narrowest is 0."""
    return _LEVELS[kind]


def area_of(claims: Iterable[Claim]) -> Area:
    """Return the area of claims about one harm: the narrowest places named, wider ones around them left out."""
    areas = {area.key: area for claim in claims for area in _areas(claim.places)}
    narrow: list[Area] = []
    for area in sorted(areas.values(), key=lambda area: (area.level, -len(area.inside), area.key)):
        if not any(area.fits(other) for other in narrow):
            narrow.append(area)
    if not narrow:
        return NOWHERE
    return narrow[0] if len(narrow) == 1 else _several(sorted(narrow, key=lambda area: area.key))


def _several(areas: Sequence[Area]) -> Area:
    """Join separate areas of one harm: as loose as a governorate, for harm that a narrower report puts in one of them.

    A text may add the city it was written in, or a city for its province; or the harm took in several villages.
    """
    return Area(
        key="+".join(area.key for area in areas),
        level=max(_WIDE_FROM, *(area.level for area in areas)),
        covers=tuple(area.covers[0] for area in areas if area.covers),
        inside=frozenset.intersection(*(area.inside for area in areas)),
        words=", ".join(area.words for area in areas),
        members=tuple(areas),
    )


def _areas(mentions: Sequence[PlaceMention]) -> list[Area]:
    """Return the areas of one claim; its places stand narrow first.

    A name without entry counts only where it comes first: after another place it says no more than that place does.
    """
    resolved = [_resolved(mention, mention.place) for mention in mentions if mention.place is not None]
    if not mentions or mentions[0].place is not None:
        return resolved
    first = _unresolved(mentions, resolved)
    return [first, *resolved] if first.known and all(first.level <= area.level for area in resolved) else resolved


def _resolved(mention: PlaceMention, place: Place) -> Area:
    itself = _iso(place) if place.kind is PlaceKind.COUNTRY else place.id
    covers: tuple[str, ...] = (itself,)
    level, key = _LEVELS[place.kind], itself
    if place.kind is PlaceKind.REGION:
        covers = (itself, _iso(place))  # a coast or a desert has no border to test; the country is the most it can say
    elif mention.precision is PlacePrecision.NEAR_LOCALITY and level < _NEAR:
        covers = (itself, *place.admin[-1:])
        level, key = _NEAR, f"near:{place.id}"
    elif mention.precision is PlacePrecision.SEA_AIR:
        level, key = _LEVELS[PlaceKind.REGION], f"sea:{place.id}"
    inside = frozenset((key, itself, *place.admin, _iso(place)))
    people = place.population if level <= _NEAR else 0
    return Area(
        key=key,
        level=level,
        covers=covers,
        inside=inside,
        people=people,
        place=place,
        words=mention.words.text,
        precision=mention.precision,
    )


def _unresolved(mentions: Sequence[PlaceMention], resolved: Sequence[Area]) -> Area:
    """Keep a name that no gazetteer entry fits as a place of its own inside the places named beside it."""
    first = mentions[0]
    names = [_name(mention) for mention in mentions if mention.place is None]
    if not names[0]:
        return NOWHERE
    holder = min(resolved, key=lambda area: (area.level, area.key), default=NOWHERE)
    around = frozenset[str]().union(*(area.inside for area in resolved))
    key = f"{names[0]}@{holder.key}"
    return Area(
        key=key,
        level=_level(first.precision, beside=bool(resolved)),
        covers=(names[0],),
        inside=around.union(names, first.candidates, (key,)) - {""},
        around=around,
        place=holder.place,
        words=first.words.text,
        precision=holder.precision if holder.known else first.precision,
    )


def _level(precision: PlacePrecision, *, beside: bool) -> int:
    """Return the level of a name without entry; one of unknown kind is narrow only beside a wider place."""
    if precision is PlacePrecision.UNKNOWN and beside:
        return _UNRESOLVED[PlacePrecision.LOCALITY]
    return _UNRESOLVED[precision]


def _name(mention: PlaceMention) -> str:
    """Name a place without entry by the consonants of its words: Tokhar, Tukhar and al-Tukhar are one name."""
    words = [word for word in fold(mention.words.text) if word not in place_words()]
    bare = "".join(words) or "".join(fold(mention.words.text))
    skeleton = bare[:1] + "".join(letter for letter in bare[1:] if letter not in _VOWELS)
    return f"name:{''.join(letter for letter, _ in groupby(skeleton))}" if bare else ""


def _iso(place: Place) -> str:
    return f"country:{place.country}"
