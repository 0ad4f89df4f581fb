"""Which place the text says another lies in: "X neighbourhood in Y", "X, Y", "Y's X"."""

from marsad.places.lexicon import lexicon
from marsad.places.phrases import Phrase
from marsad.places.tokens import Token
from marsad.records import Place, PlaceKind

_INTO = frozenset({"in", "of", "the", "inside", "within", "near", "at", "s", "في", "من"})
_AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADM1, PlaceKind.ADM2, PlaceKind.ADM3, PlaceKind.REGION})
_LONGEST_EXPLANATION = 9  # words of ", a mostly Alawite village in"
_LONGEST = 3  # words between two linked names


def linked_place(
    at: int, text: str, phrases: list[Phrase], places: list[Place | None], tokens: list[Token]
) -> Place | None:
    """Return the place that the words right after (or before) phrase `at` name as its holder, None without."""
    if at + 1 < len(phrases):
        place, following = places[at + 1], phrases[at + 1]
        start = max(
            tokens[following.first].start, following.name.start if following.first == following.name.first else 0
        )
        joined = following.first == phrases[at].last + 1 and tokens[following.first].joined and text[start - 1] == "ب"
        if place is not None and (joined or _leads_into(phrases[at], following, place, tokens)):
            return place
    if at > 0 and phrases[at].first == phrases[at - 1].last + 1:
        gap = text[tokens[phrases[at - 1].last].end : tokens[phrases[at].first].start]
        return places[at - 1] if gap.strip() in {"'s", "’s"} else None
    return None


def _leads_into(phrase: Phrase, following: Phrase, place: Place, tokens: list[Token]) -> bool:
    between = tokens[phrase.last + 1 : following.first]
    if not between:
        first = tokens[following.first]
        return (first.comma and place.kind in _AREAS) or (first.joined and following.near)
    if _explains(between, following) and all(token.joined for token in [*between[1:], tokens[following.first]]):
        return True
    if len(between) > _LONGEST or not all(token.joined for token in [*between, tokens[following.first]]):
        return False
    return all(token.low in _INTO for token in between) and between[0].low in {
        "in",
        "of",
        "inside",
        "within",
        "near",
        "في",
        "من",
    }


def _explains(between: list[Token], following: Phrase) -> bool:
    """Tell whether the words say what the place before is and where: ", a village in the hills near"."""
    if not between[0].comma or len(between) > _LONGEST_EXPLANATION or between[0].low not in {"a", "an", "the"}:
        return False
    kinds = lexicon().kinds.before
    return (following.near or between[-1].low in _INTO) and any(token.low in kinds for token in between)


def only_town(places: list[Place | None], country: str) -> Place | None:
    """Return the one town of the country that a document names, None where it names several or none."""
    towns = {place.id: place for place in places if place and place.kind is PlaceKind.LOCALITY}
    home = [place for place in towns.values() if place.country == country]
    return home[0] if len(home) == 1 else None
