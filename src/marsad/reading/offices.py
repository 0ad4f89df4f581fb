"""Offices: the person's name in the words for a speaker ("Observatory head Rima Saleh")."""

from marsad.reading.grammar import Line
from marsad.reading.lexicon import words_of

_TITLES = frozenset(words_of("sources", "titles"))
_NO_NAMES = frozenset({*words_of("sources", "nouns"), *words_of("sources", "modifiers"), "the", "a", "an", "of"})
_SURNAME = 1


def person_in(line: Line, first: int, last: int) -> tuple[int, int]:
    """Return the person's name beside an office told in lower case, else all the words.

    A name of one word may as well be a place or a body ("the mayor of Homs"), so that two words are asked for.
    """
    if line.capitals:
        return first, last
    titles = [at for at in range(first, last) if line.lowers[at] in _TITLES and not line.tokens[at].capital]
    if not titles:
        return first, last
    for start, end in ((titles[-1] + 1, last), (first, titles[0])):
        if end - start > _SURNAME and all(_called(line, at) for at in range(start, end)):
            return start, end
    return first, last


def _called(line: Line, index: int) -> bool:
    word = line.lowers[index]
    return (line.tokens[index].capital or word.startswith("al-")) and word not in _NO_NAMES
