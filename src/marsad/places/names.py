"""Names in a text that the gazetteer knows."""

import msgspec

from marsad.places.fold import fold
from marsad.places.gazetteer import Gazetteer, Match
from marsad.places.lexicon import lexicon
from marsad.places.tokens import Token
from marsad.records import PlaceKind

_LONGEST = 6  # words of a name
_LONGEST_ARABIC = 3  # the same in Arabic, where every word may be one of a name
_SHORT = 4  # letters below which a name that only the loose key knows is too likely another word
_WELL_KNOWN = 5.0  # weight from which on a name of several words is a place though each word is an ordinary one
_NOTED = 4.0  # the same for texts whose capitals mark names
_PREFIXES = ("وال", "بال", "فال", "كال", "وب", "ول", "لل", "و", "ب", "ل", "ف")


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """Words `first` to `last` (numbers of tokens) that may name a place, and the entries of that name.

    `start` and `end` are characters; without matches it is a name that only the words around it call a place.
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
    at, free = 0, 0
    while at < len(tokens):
        name = None
        if _may_open(tokens, at) and not _carries_on(tokens, at, free):
            name = _name_at(text, tokens, at, gazetteer)
        if name is not None:
            names.append(name)
            free = name.last + 1
        at = name.last + 1 if name is not None else at + 1
    return names


def may_begin(tokens: list[Token], at: int) -> bool:
    """Tell whether a name may begin at the word: a capital, Arabic letters, or a small article before a capital."""
    token = tokens[at]
    if token.arabic or token.capital:
        return True
    return token.low in lexicon().bare_articles and _capital_follows(tokens, at)


def _may_open(tokens: list[Token], at: int) -> bool:
    """As `may_begin`, and a small direction before a capital: "eastern Ghouta" is as much a name as "Eastern" is."""
    words, token = lexicon(), tokens[at]
    if token.low in words.directions:
        return _capital_follows(tokens, at)
    if not may_begin(tokens, at) or (token.low in words.function_words and not has_article(token)):
        return False
    return not token.shout or token.low in words.openers or not is_ordinary(token)


def lone_article(tokens: list[Token], at: int) -> bool:
    """Tell whether the word is an article's spelling without a name behind it ("At least", "AS THE")."""
    if tokens[at].low not in lexicon().articles:
        return False
    return not _capital_follows(tokens, at) or is_ordinary(tokens[at + 1])


def _capital_follows(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].joined and tokens[at + 1].capital


def has_article(token: Token) -> bool:
    """Tell whether the word is an Arabic article or begins with one (`al-Bab`, `ez-Zor`)."""
    return token.low in lexicon().articles or token.low.split("-")[0] in lexicon().articles


def is_ordinary(token: Token) -> bool:
    """Tell whether the word is one of the language or no place by itself."""
    words = lexicon()
    parts = token.low.split("-") if "-" in token.low else ()
    if parts and parts[0] not in words.articles and all(part in words.common for part in parts):
        return True
    return token.low in words.not_places or token.low in words.common or token.low in words.kinds.after


def _carries_on(tokens: list[Token], at: int, free: int) -> bool:
    """Tell whether the word is the later part of a longer name that is no place (`Saadallah al-Jabiri`)."""
    if at <= free or not tokens[at].joined or not has_article(tokens[at]):
        return False
    before = tokens[at - 1]
    says_kind = before.low in lexicon().kinds.before or before.low in lexicon().openers
    return (
        before.capital and not before.arabic and not says_kind and not is_ordinary(before) and not has_article(before)
    )


def run_end(tokens: list[Token], at: int) -> int:
    """Return the last word of the run of words that may form one name with the word `at`."""
    words = lexicon()
    last = at
    for index in range(at + 1, min(at + _LONGEST, len(tokens))):
        token = tokens[index]
        if not token.joined or token.arabic != tokens[at].arabic:
            break
        if token.capital or token.arabic or _glued_article(token):
            last = index
        elif token.low not in words.particles:
            break
    return last


def _glued_article(token: Token) -> bool:
    low = token.low
    return len(low) > 5 and low[0] in "ae" and low[1] in "lzsrdnt" and not is_ordinary(token)


def _name_at(text: str, tokens: list[Token], at: int, gazetteer: Gazetteer) -> Name | None:
    furthest = min(run_end(tokens, at), at + _LONGEST_ARABIC - 1) if tokens[at].arabic else run_end(tokens, at)
    for last in range(furthest, at - 1, -1):
        if tokens[last].low in lexicon().particles:
            continue
        start, end = tokens[at].start, tokens[last].end
        matches = gazetteer.matches(text[start:end])
        if not matches and tokens[at].arabic:
            start, matches = _without_prefix(text, start, end, gazetteer)
        if last == at and tokens[at].low.endswith("s") and (not matches or matches[0].grade == 2):
            owner = _possessive(tokens[at], gazetteer)
            matches, end = owner or matches, end - bool(owner)
        if matches and not _no_place(tokens, at, last, matches, gazetteer):
            return Name(first=at, last=last, start=start, end=end, matches=matches)
    return None


def _possessive(token: Token, gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Match a well-known name whose possessive has lost its apostrophe, as aggregators do (`Syrias second city`)."""
    name = token.text[:-1]
    if name.lower() in lexicon().not_places:
        return ()
    matches = gazetteer.matches(name)
    known = matches and matches[0].weight >= _WELL_KNOWN and matches[0].grade < 2 and len(name) > 3
    return matches if known else ()


def _without_prefix(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, tuple[Match, ...]]:
    """Take off a conjunction or preposition written together with an Arabic name (`بحلب`, `والرقة`)."""
    word = text[start:end]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            rest = word[len(prefix) :]
            if fold(rest) in lexicon().not_places:
                continue
            named = f"ال{rest}" if prefix.endswith("ال") or prefix == "لل" else rest
            matches = gazetteer.matches(named)
            if matches:
                return start + len(prefix) - 2 * prefix.endswith("ال"), matches
    return start, ()


def _no_place(tokens: list[Token], first: int, last: int, matches: tuple[Match, ...], gazetteer: Gazetteer) -> bool:
    """Tell whether the words mean no place by themselves: a month, a rank, a first name, an adjective, a word."""
    words = lexicon()
    span = tokens[first : last + 1]
    if " ".join(token.low for token in span) in words.phrases:
        return True
    if all(token.low in words.not_places or token.low in words.particles for token in span):
        return len(span) == 1 or matches[0].grade == 2 or matches[0].weight < _WELL_KNOWN
    if len(span) == 1:
        lone = not may_begin(tokens, first) or _only_opens(tokens, first)
        named = first > 0 and tokens[first].joined and tokens[first - 1].low in words.kinds.before
        return lone or (not named and _single_no_place(span[0], matches, gazetteer))
    return _ordinary_words(span, matches)


def _ordinary_words(span: list[Token], matches: tuple[Match, ...]) -> bool:
    """Tell whether several words are ordinary ones, or begin with one, and no well-known place is named so."""
    words, best = lexicon(), matches[0]
    if best.grade < 2 and best.weight >= _WELL_KNOWN:
        return False
    if span[0].low in words.not_places - words.directions - words.openers and best.grade == 2:
        return True
    return all(is_ordinary(token) for token in span) and (span[0].shout or best.weight < _NOTED)


def _only_opens(tokens: list[Token], at: int) -> bool:
    return tokens[at].low in lexicon().openers and _capital_follows(tokens, at)


def _single_no_place(token: Token, matches: tuple[Match, ...], gazetteer: Gazetteer) -> bool:
    if fold(token.text) in gazetteer.adjectives or token.low in lexicon().common:
        return True
    letters = [c for c in token.text if c.isalpha()]
    if token.arabic and len(letters) < _SHORT:
        return len(letters) < _SHORT - 1 or matches[0].grade > 0 or matches[0].weight < _WELL_KNOWN
    if not token.shout and sum(c.isupper() for c in letters) > 1 and len(letters) < 5 and "-" not in token.text:
        return matches[0].place.kind is not PlaceKind.COUNTRY
    return matches[0].grade == 2 and len(letters) < _SHORT
