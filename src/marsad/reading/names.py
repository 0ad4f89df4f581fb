"""Names of persons without a title: by their capitals, or by what is left where everything is in capitals."""

from collections.abc import Collection

from marsad.reading.grammar import (
    ADVERBS,
    AUXILIARIES,
    BARRIERS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Line,
)
from marsad.reading.lexicon import words_of
from marsad.reading.populations import noun_at
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling
from marsad.records import Population

_CLOSED = ADVERBS | AUXILIARIES | BARRIERS | CONJUNCTIONS | DETERMINERS | PREPOSITIONS | PRONOUNS
_NEVER = frozenset(words_of("names", "never"))
_PARTICLES = frozenset(words_of("names", "particles"))
_LONGEST = 5


def name_before(line: Line, end: int, taken: Collection[int], *, owner: bool = False) -> Group | None:
    """Return the name that ends right before `end`, as one named person; `owner` for "Haddad's murder"."""
    first = end
    while first > 0 and end - first < _LONGEST and _may_be_name(line, first - 1, taken):
        first -= 1
    while first < end and line.lowers[first] in _PARTICLES and not line.tokens[first].capital:
        first += 1
    if first == end or line.word(first - 1) in DETERMINERS or line.word(first - 1) in PREPOSITIONS:
        return None
    if end - first == 1 and first == 0 and not owner and (not line.capitals or line.head):
        return None  # any word may begin a sentence with a capital
    return _named(first, end)


def name_after(line: Line, start: int, taken: Collection[int]) -> Group | None:
    """Return the name of two words or more that begins right at `start`, as one named person."""
    last = start
    while last < len(line) and last - start < _LONGEST and _may_be_name(line, last, taken):
        last += 1
    if last - start < 2:
        return None
    return _named(start, last)


def _may_be_name(line: Line, index: int, taken: Collection[int]) -> bool:
    token = line.tokens[index]
    if token.kind is not Kind.WORD or index in taken or token.lower in _CLOSED or token.lower in _NEVER:
        return False
    if token.lower in _PARTICLES:
        return True
    return _capital(token.text) and noun_at(line.lowers, index) is None and len(token.text) > 2


def _capital(word: str) -> bool:
    """Tell whether a word is written like a name: with a capital, or with an article before one ("al-Khatib")."""
    article, dash, rest = word.partition("-")
    return word[:1].isupper() or (bool(dash) and article in _PARTICLES and rest[:1].isupper())


def _named(first: int, last: int) -> Group:
    return Group(first, last - 1, last, last, Telling.NAMED, None, Population.UNKNOWN, (), False)


def name_tokens(line: Line) -> list[tuple[int, int]]:
    """Return the token ranges that look like a person's name: capitalised words, particles inside them included.

    One word is enough; a sentence wholly in capitals has none that can be told.
    """
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(line):
        last = index
        while last < len(line) and last - index < _LONGEST and _may_be_name(line, last, ()):
            last += 1
        while last > index and line.lowers[last - 1] in _PARTICLES:
            last -= 1
        if last > index and not line.capitals and _capital(line.tokens[index].text):
            found.append((index, last))
        index = max(last, index + 1)
    return found
