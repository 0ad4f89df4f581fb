"""Setbacks: "days after a bombing killed 12": harm told as earlier than the day its sentence is about."""

import datetime as dt

import msgspec

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import Phrases, rows_of, strings

_REACH = 16  # words between "days after" and the harm
_BREAKS = frozenset({".", ";", "said", "told", "reported", "according"})


class Setback(msgspec.Struct, frozen=True):
    """How many days, at least and at most, harm lies before the day told; `at` is the word that says so."""

    at: int
    least: int
    most: int

    def days(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and last possible day of the harm, `day` being the day told."""
        return day - dt.timedelta(days=self.most), day - dt.timedelta(days=self.least)


def _days(row: object) -> int:
    return row if isinstance(row, int) else 0


_BEFORE: Phrases[tuple[int, int]] = Phrases(
    (words, (_days(row["least"]), _days(row["most"])))
    for row in rows_of("timing", "before")
    for words in strings(row, "words")
)


def setback(draft: Draft, line: Line) -> Setback | None:
    """Return what puts the harm of a draft before the day of its sentence, None where nothing does."""
    first = min(draft.statement.trigger.first, draft.statement.people[0].first)
    found: Setback | None = None
    for index in range(max(0, first - _REACH), first):
        if line.lowers[index] in _BREAKS:
            found = None
        hit = _BEFORE.at(line.lowers, index)
        if hit is not None and (found is None or index > found.at + 1):
            found = Setback(index, *hit[1])
    return found
