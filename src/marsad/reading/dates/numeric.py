"""Dates in figures only: "2017-04-04", "11.10.2017", "4/4/2017"."""

import datetime as dt

from marsad.reading.dates.days import full_year, make_day
from marsad.reading.dates.hijri import hijri_day
from marsad.reading.dates.line import Hit, Line

_AMBIGUOUS_DAYS = 60
_SEPARATORS = ("-", "/", ".")
_NUMBER_MARKS = ("/", ".", "-", ",")


def numeric(line: Line, at: int, anchor: dt.date | None, *, within: int = _AMBIGUOUS_DAYS) -> Hit | None:
    """Read "2017-04-04", "11.10.2017" or "4/4/2017".

    A slash date that fits both orders is resolved only where one of them lies `within` so many days of `anchor`.
    """
    first, second, third = line.at(at), line.at(at + 2), line.at(at + 4)
    if not (second.digits and third.digits and first.digits and _separated(line, at)):
        return None
    if line.has(at + 5, "hijri_mark"):
        ends = (third.value, first.value) if third.digits == 4 else (first.value, third.value)
        return Hit(hijri_day(ends[0], second.value, ends[1]), at + 6, stated=True)
    if first.digits == 4:
        made = make_day(first.value, second.value, third.value)
        return Hit((made, made), at + 5, stated=True, day=True) if made else None
    year = full_year(third.value, third.digits, anchor)
    if year is None or max(first.digits, second.digits) > 2 or (third.digits == 2 and line.at(at + 1).mark == "-"):
        return None
    return _ordered(line, at, year, anchor, within)


def _separated(line: Line, at: int) -> bool:
    """Tell whether one sign twice holds three numbers together, and neither a version nor a longer number goes on."""
    sign = line.at(at + 1).mark
    if sign not in _SEPARATORS or line.at(at + 3).mark != sign:
        return False
    touching = all(line.touches(at + step) for step in range(1, 5))
    before, behind = line.at(at - 1).mark, line.at(at + 5).mark
    goes_on = behind == sign and line.touches(at + 5) and line.touches(at + 6) and line.at(at + 6).digits > 0
    return (touching or sign == "/") and not goes_on and not (before in _NUMBER_MARKS and line.touches(at))


def _ordered(line: Line, at: int, year: int, anchor: dt.date | None, within: int) -> Hit | None:
    first, second = line.at(at).value, line.at(at + 2).value
    day_first, month_first = make_day(year, second, first), make_day(year, first, second)
    if line.at(at + 1).mark != "/" or line.day_first:
        month_first = None
    found = [day for day in (day_first, month_first) if day is not None]
    if not found:
        return None
    if len(set(found)) > 1:
        near = [day for day in found if anchor and abs((anchor - day).days) <= within]
        if len(near) != 1:
            return Hit(None, at + 5, stated=True, day=True)
        found = near
    return Hit((found[0], found[0]), at + 5, stated=True, day=True)
