"""Dates as texts give them: an interval of days and how precisely it is known."""

import datetime as dt
from enum import StrEnum

import msgspec

from marsad.records.span import Words


class DatePrecision(StrEnum):
    """How precisely a time is known; the first five are UCDP `date_prec` 1 to 5."""

    DAY = "day"
    DAYS = "days"  # 2 to 6 days
    WEEK = "week"
    MONTH = "month"  # 8 to 31 days
    YEAR = "year"  # more than a month
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """What an event date rests on."""

    STATED = "stated"  # day, month and year are in the words
    RESOLVED = "resolved"  # words such as "Friday" or "yesterday", resolved against the effective publication date
    INHERITED = "inherited"  # from words elsewhere in the document
    PUBLICATION = "publication"  # no words: the day of a daily bulletin or the effective publication date
    JUDGED = "judged"  # set by a judgement
    UNKNOWN = "unknown"


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """First and last possible day (None: not known), how precise that is, and what it rests on."""

    start: dt.date | None = None
    end: dt.date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    basis: DateBasis = DateBasis.UNKNOWN
    words: Words | None = None


def precision_of(start: dt.date | None, end: dt.date | None) -> DatePrecision:
    """Name the precision of an interval by its length (UCDP GED codebook, `date_prec`)."""
    if start is None or end is None:
        return DatePrecision.UNKNOWN
    days = (end - start).days + 1
    for longest, precision in _LONGEST:
        if days <= longest:
            return precision
    return DatePrecision.YEAR


_LONGEST = (
    (1, DatePrecision.DAY),
    (6, DatePrecision.DAYS),
    (7, DatePrecision.WEEK),
    (31, DatePrecision.MONTH),
)
