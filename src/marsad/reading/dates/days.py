"""Arithmetic of days: spans of months, years and weeks, and the nearest day that fits. Nothing here reads text."""

import calendar
import datetime as dt

DAY = dt.timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2100
_PLANNED_DAYS = 31
_LEAP_CYCLE_YEARS = 8

Days = tuple[dt.date, dt.date]


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, or None where the calendar has no such day or the year is out of range."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def shift(day: dt.date, days: int) -> dt.date | None:
    """Return the day `days` later, or None beyond the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def month_of(year: int, month: int) -> Days:
    """First and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Days:
    """First and last day of a year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def months_back(day: dt.date, months: int) -> Days:
    """The calendar month `months` before the one of `day`."""
    count = day.year * 12 + day.month - 1 - months
    return month_of(max(count // 12, 1), count % 12 + 1)


def week_of(day: dt.date, back: int = 0) -> Days:
    """The week, Sunday to Saturday, `back` weeks before the one of `day`.

    On a Sunday or Monday "this week" is still the days just gone: the seven days up to `day`.
    """
    sunday = day - DAY * ((day.weekday() + 1) % 7)
    if back == 0 and (day - sunday).days < 2:
        return day - DAY * 6, day
    first = sunday - DAY * (7 * back)
    return first, first + DAY * 6


def latest_weekday(weekday: int, anchor: dt.date, *, before: bool = False) -> dt.date:
    """The latest such weekday on or before `anchor`; strictly before it with `before`."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - DAY * (7 if before and back == 0 else back)


def latest_month(month: int, anchor: dt.date, *, before: bool = False) -> int:
    """The year of the latest such month that begins on or before `anchor`; not the anchor's own with `before`."""
    past = month < anchor.month or (month == anchor.month and not before)
    return anchor.year if past else anchor.year - 1


def nearest_year(month: int, day: int, anchor: dt.date, *, planned: bool = True) -> dt.date | None:
    """The day without a year: the latest on or before `anchor`, unless one lies at most a month ahead of it.

    A day a little ahead is an announced meeting or a slip, not last year's: the caller reports it as such.
    """
    if planned:
        for year in (anchor.year, anchor.year + 1):
            ahead = make_day(year, month, day)
            if ahead is not None and anchor < ahead <= anchor + DAY * _PLANNED_DAYS:
                return ahead
    for year in range(anchor.year, anchor.year - _LEAP_CYCLE_YEARS - 1, -1):
        past = make_day(year, month, day)
        if past is not None and past <= anchor:
            return past
    return None


def closest_year(month: int, day: int, anchor: dt.date) -> dt.date | None:
    """The day without a year, in the year that brings it nearest to `anchor`."""
    found = [made for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (made := make_day(year, month, day))]
    return min(found, key=lambda made: abs((made - anchor).days), default=None)


def full_year(value: int, digits: int, anchor: dt.date | None) -> int | None:
    """A year of four digits, or of two in the century that brings it nearest to `anchor` (else 1970 to 2069)."""
    if digits == 4:
        return value if FIRST_YEAR <= value <= LAST_YEAR else None
    if digits != 2:
        return None
    if anchor is None:
        return value + (1900 if value >= 70 else 2000)
    return min((value + 1900, value + 2000), key=lambda year: abs(year - anchor.year))


def cut(days: Days, end: dt.date | None) -> Days:
    """Cut a span at `end` where it begins before and reaches beyond it."""
    if end is not None and days[0] <= end < days[1]:
        return days[0], end
    return days
