"""Names in a text that the gazetteer knows, or that the words around them call a place."""

import msgspec

from marsad.places.gazetteer import Gazetteer, Match
from marsad.places.lexicon import lexicon
from marsad.places.tokens import Token

_LONGEST = 6  # words of a name
_PARTICLES = frozenset(
    "al el ar as ash at ad an az ez es de del la las los le du ibn bin bint of da do dos der den".split()
)
_ARTICLES = frozenset("al el ar as ash at ad az ez".split())
_PREFIXES = ("وال", "بال", "فال", "كال", "وب", "ول", "لل", "و", "ب", "ل", "ف")


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """Words `first` to `last` (numbers of tokens) that may name a place, and the entries of that name.

    `start` and `end` are characters; `known` is False for a name that only the words around it call a place.
    """

    first: int
    last: int
    start: int
    end: int
    matches: tuple[Match, ...] = ()

    @property
    def known(self) -> bool:
        """Tell whether the gazetteer has the name."""
        return bool(self.matches)


def known_names(text: str, tokens: list[Token], gazetteer: Gazetteer) -> list[Name]:
    """Find the gazetteer's names, longest first from the left, without overlaps."""
    names: list[Name] = []
    at = 0
    while at < len(tokens):
        name = _name_at(text, tokens, at, gazetteer) if _may_begin(tokens, at) else None
        if name is not None:
            names.append(name)
        at = name.last + 1 if name is not None else at + 1
    return names


def _may_begin(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.arabic or token.capital:
        return True
    follows = at + 1 < len(tokens) and tokens[at + 1].joined and tokens[at + 1].capital
    return token.low in _ARTICLES and follows


def run_end(tokens: list[Token], at: int) -> int:
    """Return the last word of the run of words that may form one name with the word `at`."""
    last = at
    for index in range(at + 1, min(at + _LONGEST, len(tokens))):
        token = tokens[index]
        if not token.joined or token.arabic != tokens[at].arabic:
            break
        if token.capital or token.arabic:
            last = index
        elif token.low not in _PARTICLES:
            break
    return last


def _name_at(text: str, tokens: list[Token], at: int, gazetteer: Gazetteer) -> Name | None:
    for last in range(run_end(tokens, at), at - 1, -1):
        start, end = tokens[at].start, tokens[last].end
        matches = gazetteer.matches(text[start:end])
        if not matches and tokens[at].arabic:
            start, matches = _without_prefix(text, start, end, gazetteer)
        if matches and not _common(tokens, at, last):
            return Name(first=at, last=last, start=start, end=end, matches=matches)
    return None


def _without_prefix(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, tuple[Match, ...]]:
    """Take off a conjunction or preposition written together with an Arabic name (`بحلب`, `والرقة`)."""
    word = text[start:end]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            rest = word[len(prefix) :]
            named = f"ال{rest}" if prefix.endswith("ال") or prefix == "لل" else rest
            matches = gazetteer.matches(named)
            if matches:
                return start + len(prefix), matches
    return start, ()


def _common(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether the words mean no place by themselves: a month, a rank, a first name, a word of the language."""
    words = lexicon()
    span = tokens[first : last + 1]
    if all(token.low in words.not_places or token.low in _PARTICLES for token in span):
        return True
    if tokens[first].low in words.not_places and tokens[first].low not in words.directions and len(span) > 1:
        return _common(tokens, first + 1, last) or tokens[first].low in words.prepositions | {"the", "a", "this"}
    if any(token.shout for token in span):
        return all(token.low in words.common or token.low in words.not_places for token in span)
    return len(span) == 1 and span[0].low in words.common


def called_places(text: str, tokens: list[Token], taken: list[Name]) -> list[Name]:
    """Find names the gazetteer lacks that stand after "village of" or "in", or before "neighbourhood" and the like."""
    covered = {index for name in taken for index in range(name.first, name.last + 1)}
    names: list[Name] = []
    at = 0
    while at < len(tokens):
        last = _called_at(tokens, at, covered)
        if last is None:
            at += 1
            continue
        names.append(Name(first=at, last=last, start=tokens[at].start, end=tokens[last].end))
        at = last + 1
    return names


def _called_at(tokens: list[Token], at: int, covered: set[int]) -> int | None:
    words = lexicon()
    if at in covered or not _may_begin(tokens, at) or _unlikely(tokens[at]) or tokens[at].arabic:
        return None
    last = at
    for index in range(at + 1, min(at + _LONGEST, len(tokens))):
        token = tokens[index]
        ends = not token.joined or index in covered or token.low in words.kinds.after
        if ends or not (token.capital or token.low in _PARTICLES) or (token.capital and _unlikely(token)):
            break
        last = index if token.capital else last
    if _kind_after(tokens, last) or _kind_before(tokens, at):
        return last
    alone = tokens[at].shout or last - at > 2 or _begins_organisation(tokens, last)
    before = tokens[at - 1] if at and tokens[at].joined else None
    strong = before is not None and before.low in words.strong_prepositions and not before.capital
    return last if strong and not alone else None


def _unlikely(token: Token) -> bool:
    words = lexicon()
    if not token.capital and token.low not in _ARTICLES:
        return True
    return token.low in words.not_places or token.low in words.kinds.after or token.low in words.common


def _kind_after(tokens: list[Token], last: int) -> bool:
    kinds, between = lexicon().kinds.after, lexicon().between
    for index in range(last + 1, min(last + 3, len(tokens))):
        token = tokens[index]
        if not token.joined:
            return False
        if token.low in kinds:
            return True
        if token.low not in between:
            return False
    return False


def _kind_before(tokens: list[Token], at: int) -> bool:
    if at < 2 or not tokens[at].joined or not tokens[at - 1].joined or tokens[at - 1].low != "of":
        return False
    return tokens[at - 2].low in lexicon().kinds.before


def _begins_organisation(tokens: list[Token], last: int) -> bool:
    following = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].joined else None
    return following is not None and (
        following.low in lexicon().organisation_after or following.low in lexicon().speech
    )
