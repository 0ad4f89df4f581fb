"""Places that stand in a text by name, so that none of them is taken for a speaker."""

from collections.abc import Sequence

from marsad.reading.grammar import Line
from marsad.reading.lexicon import words_of

METONYMS = frozenset(words_of("sources", "metonyms"))
_NOUNS = frozenset(words_of("sources", "nouns"))
_WHERE = frozenset({"in", "near", "outside", "inside", "around"})
_LONGEST = 3


def standing_places(lines: Sequence[Line]) -> frozenset[tuple[str, ...]]:
    """Return the names that stand as places in a text ("in Jableh"): no town speaks, but a capital for its government.

    A name behind "in" that more words follow ("in Idlib Province") is not told apart from its first word.
    """
    found: set[tuple[str, ...]] = set()
    for line in lines:
        for at in range(len(line)):
            if line.lowers[at] not in _WHERE or line.capitals:
                continue
            end = at + 1
            while end < len(line) and end - at <= _LONGEST and line.tokens[end].capital:
                found.add(tuple(line.lowers[at + 1 : end + 1]))
                end += 1
    return frozenset(name for name in found if not METONYMS.issuperset(name) and _NOUNS.isdisjoint(name))
