"""A text under the grammar: its tokens, the day it is read as of, and what a rule found in it."""

import datetime as dt
from typing import NamedTuple

from marsad.reading.dates.days import Days
from marsad.reading.dates.tokens import NOTHING, Token

_PADDING = 32


class Hit(NamedTuple):
    """What a rule read: the days (None: not resolvable), the token after it, and what kind of date it is.

    `stated`: the words give the year. `day`: they name one day, which "the same day" may refer to. `year`: they name
    a whole year.
    """

    days: Days | None
    after: int
    stated: bool = False
    day: bool = False
    year: bool = False


class Line:
    """The tokens of one text, with the effective date (`anchor`) and the last day named so far."""

    __slots__ = ("anchor", "day_first", "floor", "last_day", "shout", "size", "tokens")

    def __init__(self, tokens: list[Token], anchor: dt.date | None, *, shout: bool, day_first: bool = False) -> None:
        self.size = len(tokens)
        # Padding serves both ends, as an index below zero counts from the end: no rule looks further than this.
        self.tokens = tokens + [NOTHING] * _PADDING
        self.anchor = anchor
        self.shout = shout  # a text in capitals: case tells nothing
        self.day_first = day_first
        self.last_day: dt.date | None = None
        self.floor = 0  # the first token that belongs to no mention yet

    def at(self, index: int) -> Token:
        """Return the token at `index`, an empty one a little beyond either end."""
        return self.tokens[index]

    def has(self, index: int, tag: str) -> bool:
        """Tell whether the token at `index` carries `tag`."""
        return tag in self.at(index).tags

    def skip(self, index: int, tag: str) -> int:
        """Return the index after the token where it carries `tag`, else `index`."""
        return index + 1 if self.has(index, tag) else index

    def skip_mark(self, index: int, marks: str) -> int:
        """Return the index after the token where it is one of `marks`, else `index`."""
        mark = self.at(index).mark
        return index + 1 if mark and mark in marks else index

    def skip_day_words(self, index: int) -> int:
        """Return the index of the date behind words such as "the", "the night of", "يوم", "فجر"."""
        index = self.skip(index, "the")
        while self.has(index, "day_word") and not self.at(index).stop:
            index += 1
        return index

    def touches(self, index: int) -> bool:
        """Tell whether no space stands between the token at `index` and the one before it."""
        return index > 0 and self.at(index).start == self.at(index - 1).end

    def common_word(self, index: int) -> bool:
        """Tell whether the token is written as an everyday word ("may", "march"), in lower case."""
        token = self.at(index)
        return "verb" in token.tags and not token.capital
