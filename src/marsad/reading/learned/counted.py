"""Counted: the words that the network takes for a number, understood by the same rules as any other number.

The network only points; "at least a dozen" becomes an interval by the word table, or no claim comes of it.
"""

from collections.abc import Callable

import msgspec

from marsad.reading import quantities
from marsad.reading.arabic import quantities as arabic
from marsad.reading.arabic.people import Number, person_at
from marsad.reading.grammar import Line
from marsad.reading.populations import noun_at
from marsad.reading.quantities import Count
from marsad.reading.victims import Group, Telling
from marsad.records import Population, Quantity, Words

_SINGLE = frozenset({"a", "an", "one", "another"})
_FAMILIES = frozenset({"family", "families", "household", "households"})
_PERSON, _FAMILY = "person", "family"


class Counted(msgspec.Struct, frozen=True):
    """A quantity with the group of people that it counts."""

    quantity: Quantity
    group: Group


#: Understands tokens `first` to `last` (excluded) of a line of a text as a number of people.
Quantify = Callable[[Line, int, int, str], Counted]


def english_counted(line: Line, first: int, last: int, text: str) -> Counted:
    """Return how many people some English words count: a number, else one or several by their noun."""
    for index in range(first, last):
        count = quantities.count_at(line.tokens, line.lowers, index, max(0, first - 3))
        if count is not None:
            unit = _FAMILY if any(line.word(at) in _FAMILIES for at in range(count.last, count.last + 3)) else _PERSON
            quantity = quantities.quantity(count, line.words(text, count.first, count.last), unit)
            return Counted(quantity, _group(first, last, Telling.COUNTED, count, unit))
    nouns = [noun[1] for index in range(first, last) if (noun := noun_at(line.lowers, index)) is not None]
    named = not line.capitals and any(token.capital for token in line.tokens[first:last])
    plural = nouns[-1].plural if nouns else not named and line.word(last - 1).endswith("s")
    unit = nouns[-1].unit if nouns else _PERSON
    return _uncounted(
        line, first, last, text, many=plural and not _SINGLE & set(line.lowers[first:last]), named=named, unit=unit
    )


def arabic_counted(line: Line, first: int, last: int, text: str) -> Counted:
    """Return how many people some Arabic words count: a number or a dual, else one or several by their noun."""
    raw = [token.lower for token in line.tokens]
    for index in range(first, last):
        count = arabic.count_at(line.tokens, raw, index, max(0, first - 3))
        if count is not None:
            behind = person_at(line.tokens, count.last)
            unit = _FAMILY if behind is not None and behind.family else _PERSON
            quantity = quantities.quantity(count, Words.at(text, count.start, count.end), unit)
            return Counted(quantity, _group(first, last, Telling.COUNTED, count, unit))
    nouns = [noun for index in range(first, last) if (noun := person_at(line.tokens, index)) is not None]
    unit = _FAMILY if nouns and nouns[0].family else _PERSON
    many = bool(nouns) and nouns[0].number is Number.MANY
    return _uncounted(line, first, last, text, many=many, named=not nouns, unit=unit)


def _uncounted(line: Line, first: int, last: int, text: str, *, many: bool, named: bool, unit: str) -> Counted:
    words = line.words(text, first, last)
    telling = Telling.PLURAL if many else Telling.NAMED if named else Telling.SINGLE
    quantity = quantities.plural(words, unit) if many else quantities.single(words, unit=unit)
    return Counted(quantity, _group(first, last, telling, None, unit))


def _group(first: int, last: int, telling: Telling, count: Count | None, unit: str) -> Group:
    return Group(
        first=first,
        head=last - 1,
        last=last,
        tail=last,
        telling=telling,
        count=count,
        population=Population.UNKNOWN,
        flags=(),
        plural=telling is not Telling.SINGLE,
        unit=unit,
    )
