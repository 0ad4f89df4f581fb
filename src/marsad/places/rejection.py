"""Signs that a name is a person's or an organisation's, though a place bears it too."""

from marsad.places.lexicon import lexicon
from marsad.places.names import is_ordinary
from marsad.places.phrases import Phrase
from marsad.places.tokens import Token

_LARGE = 5.0  # weight from which on a name keeps its place sense beside an unknown capitalised word


def is_somebody(phrase: Phrase, tokens: list[Token], places: set[int], adjectives: frozenset[str], near: bool) -> bool:
    """Tell whether the words around say that the name is not a place.

    `places` are the words of names that surely are places; `near`: the entry meant lies where the document plays.
    """
    if phrase.kind:
        return False
    weight = phrase.name.matches[0].weight if phrase.name.matches else 0.0
    large = near and weight >= _LARGE
    return _named_person(phrase, tokens, places, adjectives, large) or _named_body(phrase, tokens, weight)


def _named_person(
    phrase: Phrase, tokens: list[Token], places: set[int], adjectives: frozenset[str], large: bool
) -> bool:
    words = lexicon()
    first, last = phrase.name.first, phrase.name.last
    before = tokens[first - 1] if first and (tokens[first].joined or _abbreviates(tokens, first - 1)) else None
    after = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].joined else None
    if before is not None and before.low in words.titles:
        return True
    if after is not None and after.low in words.speech and not large and not phrase.cues:
        return True
    if large and (phrase.cues or not tokens[first].shout):
        return False
    return _is_name(before, first - 1, places, adjectives) or (
        tokens[first].shout and not phrase.cues and _is_name(after, last + 1, places, adjectives)
    )


def _abbreviates(tokens: list[Token], index: int) -> bool:
    """Tell whether the word is a title cut short with a full stop ("Mr. X")."""
    token = tokens[index]
    return len(token.text) < 5 and token.low in lexicon().titles and tokens[index + 1].start - token.end <= 2


def _is_name(token: Token | None, index: int, places: set[int], adjectives: frozenset[str]) -> bool:
    """Tell whether a neighbouring word is itself a name that is no place: a first name or a surname."""
    if token is None or not token.capital or token.arabic or index in places or token.low in adjectives:
        return False
    words = lexicon()
    qualifies = token.low in words.directions | words.parts | words.near | words.around | words.prepositions
    return not qualifies and (token.low in words.first_names or not is_ordinary(token)) and len(token.text) > 2


def _named_body(phrase: Phrase, tokens: list[Token], weight: float) -> bool:
    last = phrase.last
    after = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].joined else None
    if after is None or after.low not in lexicon().organisation_after or not after.capital:
        return False
    return not after.shout or weight < _LARGE
