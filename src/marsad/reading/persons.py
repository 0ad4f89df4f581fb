"""Persons named without a title: where a name begins that a given name opens, and what a phrase behind it says."""

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
from marsad.reading.populations import noun_at, population_of
from marsad.reading.tokens import Kind
from marsad.records import Population

GIVEN = frozenset(words_of("names", "given"))
_TITLES = frozenset(words_of("names", "titles"))
_NEVER = frozenset(words_of("names", "never"))
_PARTICLES = frozenset(words_of("names", "particles"))
_CLOSED = ADVERBS | AUXILIARIES | BARRIERS | CONJUNCTIONS | DETERMINERS | PREPOSITIONS | PRONOUNS
_LONGEST = 6
_REACH = 7
_VERBAL = ("ed", "ing")


def person_end(line: Line, index: int, taken: set[int]) -> int:
    """Return where the person's name that a given name opens at `index` ends; `index` where none does.

    Two words are the least: a given name alone is a town, a river or a saint's day too often.
    """
    titled = line.lowers[index] in _TITLES and line.tokens[index].capital
    start = index + titled + (titled and line.word(index + 1) == ".")
    if start >= len(line) or not (_goes_on(line, start, taken) if titled else _opens(line, index, taken)):
        return index
    end = start + 1
    while end < len(line) and end - index < _LONGEST and _goes_on(line, end, taken):
        end += 1
    while end > index and line.lowers[end - 1] in _PARTICLES:
        end -= 1
    if end + 1 in taken and line.lowers[end].endswith("'s"):
        end += 1  # "Carlos Perez's murder"
    return end if end - index > 1 else index


def described(line: Line, end: int) -> Population:
    """Return the population that the phrase behind a name gives ("X, mayor of Y,"), UNKNOWN where there is none."""
    if line.word(end) != ",":
        return Population.UNKNOWN
    for index in range(end + 1, min(end + 1 + _REACH, len(line))):
        match = noun_at(line.lowers, index)
        if match is not None:
            size, noun = match
            return Population.UNKNOWN if noun.plural else population_of(line.lowers, end + 1, index, index + size, noun)
        if line.tokens[index].kind is not Kind.WORD or line.lowers[index] in _CLOSED - DETERMINERS:
            break
    return Population.UNKNOWN


def _opens(line: Line, index: int, taken: set[int]) -> bool:
    token = line.tokens[index]
    return token.lower in GIVEN and token.capital and index not in taken


def _goes_on(line: Line, index: int, taken: set[int]) -> bool:
    token, word = line.tokens[index], line.lowers[index]
    if token.kind is not Kind.WORD or index in taken:
        return False
    if word in _PARTICLES:
        return True
    if word in GIVEN:
        return token.capital
    if word in _CLOSED or word in _NEVER or noun_at(line.lowers, index) is not None or word.endswith(("'s", "'")):
        return False
    article, dash, rest = token.text.partition("-")
    named = token.capital or (bool(dash) and article in _PARTICLES and rest[:1].isupper())
    return named and not (line.capitals and word.endswith(_VERBAL))
