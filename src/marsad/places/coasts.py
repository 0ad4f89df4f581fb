"""Coasts named by their country or not at all: "Syria's coast", "the coast", "the coastal provinces"."""

from marsad.places.fold import fold
from marsad.places.gazetteer import Gazetteer, Match
from marsad.places.lexicon import lexicon
from marsad.places.names import Name
from marsad.places.tokens import Token
from marsad.records import Place, PlaceKind

_CERTAIN = 9.0


def coast_names(tokens: list[Token], taken: list[Name], main: str, gazetteer: Gazetteer) -> list[Name]:
    """Find coasts by such words; without a country in the words that of the document's main country is meant."""
    words = lexicon()
    covered = {index for name in taken for index in range(name.first, name.last + 1)}
    names: list[Name] = []
    for at in range(len(tokens)):
        last = _last(tokens, at)
        if last is None or at in covered:
            continue
        country = gazetteer.adjectives.get(fold(tokens[at - 1].text)) or _owner(tokens, at, taken)
        if country is None and not (at and tokens[at - 1].low in words.before_coast):
            continue
        place = coast_of(country or main, gazetteer)
        if place is not None:
            first = at - 1 if country else at
            match = (Match(place, 0, _CERTAIN),)
            names.append(Name(first=first, last=last, start=tokens[first].start, end=tokens[last].end, matches=match))
    return names


def coast_of(country: str, gazetteer: Gazetteer) -> Place | None:
    """Return the gazetteer's entry for the coast of a country, None where it has none."""
    for adjective in sorted(name for name, iso in gazetteer.adjectives.items() if iso == country):
        for place in gazetteer.find(f"{adjective} coast", country=country):
            if place.kind is PlaceKind.REGION:
                return place
    return None


def _last(tokens: list[Token], at: int) -> int | None:
    """Return the last word of "coast" or "coastal provinces" at a word; a coast guard or the coast of X is neither."""
    words = lexicon()
    following = tokens[at + 1].low if at + 1 < len(tokens) and tokens[at + 1].joined else ""
    if tokens[at].low == "coast":
        return None if following in words.not_behind_coast else at
    if tokens[at].low == "coastal" and following in words.coastal:
        return at + 1
    return None


def _owner(tokens: list[Token], at: int, taken: list[Name]) -> str | None:
    """Return the country in "Syria's coast" (or "Syrias coast", where marks are lost)."""
    if at == 0 or not (tokens[at].owned or tokens[at].joined):
        return None
    for name in taken:
        if name.last == at - 1 and name.matches and name.matches[0].place.kind is PlaceKind.COUNTRY:
            return name.matches[0].place.country
    return None
