"""Mentions of dates: the words, the days they allow, and what the day is said to be."""

from enum import StrEnum

import msgspec

from marsad.records import Interval, Words


class DateRole(StrEnum):
    """What a date in a text is said to be."""

    POINT = "point"  # when something happened (a day, or a period something happened within)
    SINCE = "since"  # from then until publication
    UNTIL = "until"  # up to then; `interval.start` is not known
    AS_OF = "as_of"  # the state of that day: "as of Wednesday", "by Friday"
    AGE = "age"  # a birth date: never an event
    REFERENCE = "reference"  # an anniversary, or more than ten years before publication


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """A date as a text words it.

    `interval.words` equals `words`. An interval without days is a date that was recognised and could not be
    resolved: no effective date, a Hijri date, an order of day and month that nothing decides.
    """

    words: Words
    interval: Interval
    role: DateRole
