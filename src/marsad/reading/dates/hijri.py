"""Days of the Islamic calendar, by the tables of Umm al-Qura, a day either side of them."""

import datetime as dt

from hijridate import Gregorian, Hijri

from marsad.reading.dates.days import DAY, Days

_LONGEST_MONTH = 30


def hijri_day(year: int, month: int, day: int) -> Days | None:
    """Return the day and its neighbours: which of the three it was depends on who saw the moon.

    None outside of 1343 to 1500 AH (1924 to 2077), where the tables end, and for days no month has.
    """
    if not (1 <= month <= 12 and 1 <= day <= _LONGEST_MONTH):
        return None
    try:
        first = Hijri(year, month, 1).to_gregorian()
    except (ValueError, OverflowError):
        return None
    named = dt.date(first.year, first.month, first.day) + DAY * (day - 1)
    return named - DAY, named + DAY


def hijri_year(day: dt.date) -> int | None:
    """Return the Islamic year of a day, None outside of the tables."""
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def latest_hijri_day(month: int, day: int, anchor: dt.date) -> Days | None:
    """Return the latest such day that may have come by `anchor`, for a date without its year."""
    year = hijri_year(anchor)
    if year is None:
        return None
    found = (hijri_day(one, month, day) for one in (year, year - 1))
    return next((days for days in found if days is not None and days[0] <= anchor), None)
