"""Ranges of dates: "6-10 March", "from Thursday to Sunday", "between March 6 and 10", "2011-2013"."""

import datetime as dt
from typing import NamedTuple

from marsad.reading.dates.absolute import absolute, day_number, year_after, year_number
from marsad.reading.dates.days import make_day, nearest_year
from marsad.reading.dates.line import Hit, Line
from marsad.reading.dates.mention import DateRole
from marsad.reading.dates.parts import single


class Expression(NamedTuple):
    """A date expression: first token, token after, the days (either end may be open), basis and role."""

    first: int
    after: int
    start: dt.date | None
    end: dt.date | None
    stated: bool
    role: DateRole = DateRole.POINT
    day: bool = False
    whole: bool = False  # names a month or a year


def expressed(first: int, hit: Hit, role: DateRole = DateRole.POINT) -> Expression:
    """Turn what a rule read into an expression that begins at token `first`."""
    start, end = hit.days or (None, None)
    return Expression(first, hit.after, start, end, hit.stated, role, hit.day, not hit.day)


def plain(line: Line, at: int) -> Expression | None:
    """Read the range or the single date that begins at token `at` without a word before it."""
    found = _days_of_month(line, at, joined=False) or _month_and_days(line, at)
    if found is not None:
        return found
    hit = single(line, at, line.anchor)
    if hit is None:
        return None
    hit = _equal(line, hit)
    return _joined(line, at, hit) or expressed(at, hit)


def _equal(line: Line, hit: Hit) -> Hit:
    """Take "اليوم الجمعة الموافق 15 / 10 / 1436 هـ" for one date: the narrower of the two where they agree."""
    if not hit.day or not line.has(hit.after, "equals"):
        return hit
    same = absolute(line, line.skip_day_words(hit.after + 1), line.anchor)
    if same is None:
        return hit
    agrees = same.days is None or (hit.days is not None and same.days[0] <= hit.days[0] <= same.days[1])
    return hit._replace(after=same.after) if agrees else same


def _joined(line: Line, at: int, hit: Hit) -> Expression | None:
    """Read "Thursday to Sunday", "6 March - 10 March", "Friday-Saturday", "2011-2013"; `hit` is the first date."""
    sign = line.at(hit.after)
    if hit.year:
        close = sign.dash and line.touches(hit.after) and line.touches(hit.after + 1)
        return _range(line, at, at, hit.after + 1) if close else None
    if not hit.day:
        return None
    night = line.has(at, "weekday") and line.has(at - 1, "part")
    both = night and "weekday" in sign.tags
    over = night and ("on_to" in sign.tags or sign.mark == "/") and line.has(hit.after + 1, "weekday")
    if not (both or over or sign.dash or "to" in sign.tags):
        return None
    second = hit.after if both else hit.after + 1
    # A dash behind a date is more often a dash than a range: both ends must be worded alike.
    if sign.dash and line.has(at, "weekday") != line.has(second, "weekday"):
        return None
    return _range(line, at, at, second)


def _range(line: Line, at: int, first: int, second: int) -> Expression | None:
    """Read the dates at `first` and `second`; the first is told from the last ("Thursday to Sunday")."""
    last = single(line, second, line.anchor) or year_number(line, second, line.anchor)
    if last is None:
        return None
    opening = single(line, first, last.days[1] if last.days else line.anchor)
    if opening is None:
        return None
    if last.days is None or opening.days is None:
        return Expression(at, last.after, None, None, last.stated)
    if opening.days[0] > last.days[1]:
        return None
    return Expression(at, last.after, opening.days[0], last.days[1], last.stated)


def _days_of_month(line: Line, at: int, *, joined: bool) -> Expression | None:
    """Read "6-10 March 2017", "6 to 10 March", "6 and 7 March", with `joined` also "6 and 10 March"."""
    token = line.at(at)
    if not token.digits and "day_name" not in token.tags:
        return None
    first, second = day_number(line, at), day_number(line, at + 2)
    if first is None or second is None or first >= second or not _links(line, at + 1, first, second, joined=joined):
        return None
    hit = absolute(line, at + 2, line.anchor)
    if hit is None or not hit.day:
        return None
    if hit.days is None:
        return Expression(at, hit.after, None, None, hit.stated)
    start = make_day(hit.days[0].year, hit.days[0].month, first)
    return Expression(at, hit.after, start, hit.days[1], hit.stated) if start else None


def _month_and_days(line: Line, at: int) -> Expression | None:
    """Read "March 6-10, 2017", "Feb. 6 to 10"."""
    month = line.at(at).tags.get("month")
    if month is None or line.common_word(at):
        return None
    begin = line.skip_mark(at + 1, ".")
    first, second = day_number(line, begin), day_number(line, begin + 2)
    if first is None or second is None or first >= second:
        return None
    if not _links(line, begin + 1, first, second, joined=False) or line.has(begin + 3, "counted"):
        return None
    year, after = year_after(line, begin + 3, line.anchor)
    end = make_day(year, month, second) if year else None
    if year is None and line.anchor:
        end = nearest_year(month, second, line.anchor)
    if end is None:
        return None if line.anchor or year else Expression(at, after, None, None, stated=False)
    return Expression(at, after, end.replace(day=first), end, stated=year is not None)


def _links(line: Line, at: int, first: int, second: int, *, joined: bool) -> bool:
    sign = line.at(at)
    return sign.dash or "to" in sign.tags or ("and" in sign.tags and (joined or second == first + 1))


def from_to(line: Line, at: int) -> Expression | None:
    """Read "from A to B", "between A and B", "من الخميس إلى الأحد", where token `at` is the first word."""
    between = line.has(at, "between")
    first = line.skip_day_words(at + 1)
    span = _days_of_month(line, first, joined=between) or _month_and_days(line, first)
    if span is not None:
        return span._replace(first=at)
    opening = single(line, first, line.anchor)
    if opening is None:
        return None
    sign = line.at(opening.after)
    if ("and" if between else "to") in sign.tags or (sign.dash and not between):
        second = line.skip_day_words(opening.after + 1)
    elif between and sign.prefixed:
        second = line.skip_day_words(opening.after)
    else:
        return None
    return _range(line, at, first, second) or _bare_end(line, at, opening, second)


def _bare_end(line: Line, at: int, opening: Hit, second: int) -> Expression | None:
    """Read "between March 6 and 10": the last day has no month of its own."""
    last = day_number(line, second)
    if last is None or not opening.day or opening.days is None or line.has(second + 1, "counted"):
        return None
    year, after = year_after(line, second + 1, line.anchor)
    month = opening.days[0].month
    start = make_day(year or opening.days[0].year, month, opening.days[0].day)
    end = make_day(year or opening.days[0].year, month, last)
    if start is None or end is None or end < start:
        return None
    return Expression(at, after, start, end, opening.stated or year is not None)
