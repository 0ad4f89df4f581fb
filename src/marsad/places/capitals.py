"""Capitals named by their country: "the Syrian capital", "the capital"."""

from marsad.places.fold import fold
from marsad.places.gazetteer import Gazetteer, Match
from marsad.places.names import Name
from marsad.places.tokens import Token

_CERTAIN = 9.0
_NOT_AFTER = frozenset({"of", "punishment", "crime", "crimes", "letters", "market", "offence"})


def capital_names(tokens: list[Token], taken: list[Name], main: str, gazetteer: Gazetteer) -> list[Name]:
    """Find capitals that go unnamed; "the capital" alone is that of the document's main country."""
    begins = {name.first for name in taken}
    names: list[Name] = []
    for at, token in enumerate(tokens):
        if token.low != "capital" or at == 0 or not token.joined or _names_itself(tokens, at, begins):
            continue
        country = gazetteer.adjectives.get(fold(tokens[at - 1].text))
        first = at - 1 if country else at
        if country is None and tokens[at - 1].low != "the":
            continue
        place = gazetteer.capital(country or main)
        if place is not None:
            matches = (Match(place, 0, _CERTAIN),)
            names.append(Name(first=first, last=at, start=tokens[first].start, end=token.end, matches=matches))
    return names


def _names_itself(tokens: list[Token], at: int, begins: set[int]) -> bool:
    """Tell whether the capital's own name follows, or "capital" means something else."""
    following = at + 1
    if following >= len(tokens) or not tokens[following].joined:
        return False
    if tokens[following].low == "city":
        following += 1
    return following in begins or tokens[at + 1].low in _NOT_AFTER
