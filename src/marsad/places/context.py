"""What the rest of a document says about where it plays."""

from collections import Counter

import msgspec

from marsad.places.fold import fold
from marsad.places.gazetteer import Gazetteer
from marsad.places.names import Name
from marsad.places.tokens import Token
from marsad.records import PlaceKind

_SURE = 5.0  # weight from which on a name alone names its likeliest place (a city of 100,000)
_FAR_AHEAD = 1.5  # lead in weight of a city that is meant without its country


class Context(msgspec.Struct, frozen=True):
    """Countries of the document with their share of all hints, areas that are named, and its main country."""

    countries: dict[str, float]
    areas: frozenset[str]
    main: str

    def share(self, country: str) -> float:
        """How much of the document's hints point to the country: 0 to 1."""
        return self.countries.get(country, 0.0)


def context_of(tokens: list[Token], names: list[Name], gazetteer: Gazetteer) -> Context:
    """Gather the document's hints: names of countries, adjectives, large cities."""
    hints: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    adjectives = gazetteer.adjectives
    for token in tokens:
        if token.capital and (country := adjectives.get(fold(token.text))):
            hints[country] += 1
    for name in names:
        best = name.matches[0]
        if best.place.kind is PlaceKind.COUNTRY:
            hints[best.place.country] += 2
        elif best.weight >= _SURE and best.place.kind is PlaceKind.LOCALITY and _is_alone(name):
            hints[best.place.country] += 1
    if not hints:
        hints.update(_only_there(names))
    total = sum(hints.values()) or 1
    main = min(hints, key=lambda country: (-hints[country], country), default="")
    shares = {country: count / total for country, count in sorted(hints.items())}
    for name in names:
        areas.update(m.place.id for m in name.matches if shares.get(m.place.country, 0) > 0.1 and m.grade < 2)
    return Context(shares, frozenset(areas), main)


def _is_alone(name: Name) -> bool:
    """Tell whether no town of another country comes near the likeliest: San Francisco is no hint at the USA."""
    best = name.matches[0]
    towns = (match for match in name.matches if match.place.kind is PlaceKind.LOCALITY)
    return all(m.weight <= best.weight - _FAR_AHEAD for m in towns if m.place.country != best.place.country)


def _only_there(names: list[Name]) -> list[str]:
    """Countries of names that are found in one country only: a weak hint, taken where there is no other."""
    countries = [{match.place.country for match in name.matches} for name in names]
    return [country for (country,) in (found for found in countries if len(found) == 1) if country]
