"""Feast days as dates: Eid, Easter, Christmas, New Year, Nowruz; the nearest one to the publication day."""

import datetime as dt
from enum import IntEnum

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from marsad.reading.dates.days import DAY, FIRST_YEAR, LAST_YEAR, Days, cut
from marsad.reading.dates.hijri import hijri_day, hijri_year
from marsad.reading.dates.line import Hit, Line

_NEAR = 31  # days: a feast so near, before or after, is the one meant


class Feast(IntEnum):
    """The feasts, as the tables `feast` of the lexicon number them."""

    FITR = 1
    ADHA = 2
    EID = 3  # either of the two
    CHRISTMAS = 4
    CHRISTMAS_EVE = 5
    NEW_YEAR = 6
    NEW_YEARS_EVE = 7
    EASTER = 8
    GOOD_FRIDAY = 9
    PALM_SUNDAY = 10
    EASTER_MONDAY = 11
    OLD_CHRISTMAS = 12  # 7 January of the Coptic and other churches
    ASHURA = 13
    MAWLID = 14
    NOWRUZ = 15
    ARAFA = 16
    HIJRI_NEW_YEAR = 17


# Month, day and number of days in the Islamic year.
_ISLAMIC = {
    Feast.FITR: (10, 1, 3),
    Feast.ADHA: (12, 10, 4),
    Feast.ASHURA: (1, 10, 1),
    Feast.MAWLID: (3, 12, 1),
    Feast.ARAFA: (12, 9, 1),
    Feast.HIJRI_NEW_YEAR: (1, 1, 1),
}
# Month, day and number of days in the year; Nowruz begins on the eve.
_FIXED = {
    Feast.CHRISTMAS: (12, 25, 1),
    Feast.CHRISTMAS_EVE: (12, 24, 1),
    Feast.NEW_YEAR: (1, 1, 1),
    Feast.NEW_YEARS_EVE: (12, 31, 1),
    Feast.OLD_CHRISTMAS: (1, 7, 1),
    Feast.NOWRUZ: (3, 20, 2),
}
_FROM_EASTER = {Feast.EASTER: 0, Feast.GOOD_FRIDAY: -2, Feast.PALM_SUNDAY: -7, Feast.EASTER_MONDAY: 1}


def feast_days(feast: Feast, year: int, nth: int | None = None) -> list[Days]:
    """Return the days of a feast that begin in a year of the common calendar, or only its `nth` day.

    Easter is given as the western and the eastern churches keep it; Islamic feasts with a day either side, as who saw
    the moon decides.
    """
    if feast is Feast.EID:
        return feast_days(Feast.FITR, year, nth) + feast_days(Feast.ADHA, year, nth)
    if feast in _ISLAMIC:
        return _islamic(feast, year, nth)
    if feast in _FROM_EASTER:
        return _moved(_FROM_EASTER[feast], year)
    month, day, length = _FIXED[feast]
    first = dt.date(year, month, day)
    return [(first, first + DAY * (length - 1))]


def _islamic(feast: Feast, year: int, nth: int | None) -> list[Days]:
    month, day, length = _ISLAMIC[feast]
    begun = hijri_year(dt.date(year, 1, 1))
    found: list[Days] = []
    for one in (begun, begun + 1, begun + 2) if begun is not None else ():
        days = hijri_day(one, month, day)
        if days is None or (days[0] + DAY).year != year:
            continue
        first, last = (1, length) if nth is None else (nth, nth)
        found.append((days[0] + DAY * (first - 1), days[1] + DAY * (last - 1)))
    return found


def _moved(offset: int, year: int) -> list[Days]:
    days = {easter(year, method) + DAY * offset for method in (EASTER_WESTERN, EASTER_ORTHODOX)}
    return [(day, day) for day in sorted(days)]


def nearest_feast(feast: Feast, anchor: dt.date, nth: int | None = None, *, past: bool = False) -> Days | None:
    """Return the feast within a month before `anchor`, else one within a month after it, else the latest before it.

    With `past` it is the latest before.
    """
    years = range(anchor.year - 1, anchor.year + 2)
    found = sorted(days for year in years for days in feast_days(feast, year, nth))
    latest = max((days for days in found if days[0] <= anchor), default=None)
    if past or (latest is not None and (anchor - latest[1]).days <= _NEAR):
        return latest
    # A feast a little ahead is an announced one, not last year's.
    return next((days for days in found if anchor < days[0] <= anchor + DAY * _NEAR), latest)


def feast_at(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read the feast at token `at`, or a day of one: "Eid al-Adha 2024", "second day of Eid", "ثاني أيام العيد"."""
    tags = line.at(at).tags
    if "feast" in tags:
        return _feast(line, at, anchor, None)
    after = at + 1
    if "ordinal" in tags:
        after = line.skip(after + 1, "of") if line.at(after).tags.get("unit") == 1 else line.size
    after = line.skip(after, "the")
    number = tags.get("nth_of_days", tags.get("day_name", tags.get("ordinal", 0)))
    return _feast(line, after, anchor, number) if number > 0 and line.has(after, "feast") else None


def _feast(line: Line, at: int, anchor: dt.date | None, nth: int | None) -> Hit | None:
    if not _is_date(line, at, nth):
        return None
    feast = Feast(line.at(at).tags["feast"])
    after = at + 1
    year = line.skip(after, "year_word")
    behind = line.at(year)
    if behind.digits == 4 and FIRST_YEAR <= behind.value <= LAST_YEAR:
        days = feast_days(feast, behind.value, nth) if feast is not Feast.EID else []
        return Hit((days[0][0], days[-1][1]), year + 1, stated=True) if days else None
    past = line.at(at - 1).tags.get("shift", line.at(after).tags.get("shift_after")) == -1
    after = line.skip(after, "shift_after")
    if anchor is None:
        return Hit(None, after)
    near = nearest_feast(feast, anchor, nth, past=past)
    return Hit(cut(near, anchor), after, day=near[0] == near[1]) if near is not None else None


def _is_date(line: Line, at: int, nth: int | None) -> bool:
    """Tell whether a feast is told as a time: not "before Eid", "two days after Christmas" or "a Christmas market"."""
    if line.has(at + 1, "feast_name"):
        return False
    back = at - 1
    while "the" in line.at(back).tags or "feast_lead" in line.at(back).tags:
        back -= 1  # "قبل عطلة العيد" stands beside it, as "قبل العيد" does
    if not line.at(back).tags.keys().isdisjoint(("beside", "before", "name_before")):
        return False
    return nth is not None or "feast_alone" not in line.at(at).tags or line.has(_lead(line, at), "feast_lead")


def _lead(line: Line, at: int) -> int:
    return at - 2 if line.has(at - 1, "the") else at - 1
