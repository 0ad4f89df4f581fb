"""Dates that name a month or a year: "4 April 2017", "17 OCT 89", "March", "in 2014"."""

import datetime as dt

from marsad.reading.dates.days import (
    FIRST_YEAR,
    LAST_YEAR,
    cut,
    full_year,
    latest_month,
    make_day,
    month_of,
    months_back,
    nearest_year,
    year_of,
)
from marsad.reading.dates.hijri import hijri_day, latest_hijri_day
from marsad.reading.dates.line import Hit, Line
from marsad.reading.dates.numeric import numeric

_MONTH, _YEAR = 30, 365  # units of the lexicon
_EARLY, _LATE = 10, 20  # last days of the first and second third of a month
_YEAR_THIRDS = ((1, 4), (5, 8), (9, 12))


def absolute(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read the date that begins at token `at`, a leading weekday included, as of `anchor`."""
    token = line.at(at)
    if token.digits or "day_name" in token.tags:
        return _from_number(line, at, anchor)
    if "month" in token.tags:
        return month_day(line, at, anchor) or month_alone(line, at, anchor)
    if "weekday" in token.tags:
        return _behind_weekday(line, line.skip_mark(at + 1, "."), anchor)
    if "year_word" in token.tags:
        return year_alone(line, at + 1, anchor)
    return None


def _behind_weekday(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read the date of "Friday, 7 March", "Friday (7 March)"."""
    at = line.skip(at, "equals")
    opened = line.at(at).mark in ("(", "[")
    after = at + 1 if opened else line.skip_mark(at, ",،")
    found = full_day(line, line.skip(after, "the"), anchor)
    return found._replace(after=line.skip_mark(found.after, ")]")) if found and opened else found


def full_day(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read a date that names day and month, with or without its year."""
    if line.at(at).digits or line.has(at, "day_name"):
        return numeric(line, at, anchor) or day_month(line, at, anchor)
    return month_day(line, at, anchor) if line.has(at, "month") else None


def _from_number(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    return numeric(line, at, anchor) or day_month(line, at, anchor) or year_alone(line, at, anchor)


def day_month(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "4 April 2017", "4th of April", "17 OCT 89", "17-OCT-1989"."""
    day = day_number(line, at)
    if day is None:
        return None
    after = at + 1
    if line.has(after, "suffix") and line.touches(after):
        after += 1
    after = line.skip(after, "of")
    after = line.skip(line.skip_mark(after, "-/."), "month_word")
    if line.has(after, "hijri"):
        return _hijri(line, day, after, anchor)
    month = line.at(after).tags.get("month")
    if month is None:
        closed = line.has(after - 1, "of") or "day_name" in line.at(at).tags
        return _of_named_month(line, day, after, anchor, of=closed)
    end = _double_month(line, after)
    if line.common_word(after) and not line.has(at - 1, "on") and year_after(line, end, anchor)[0] is None:
        return None  # "12 march songs"
    return _dated(line, month, day, end, anchor)


def _of_named_month(line: Line, day: int, at: int, anchor: dt.date | None, *, of: bool) -> Hit | None:
    """Read "the 17th of last month", "26 من الشهر الماضي", "7 الجاري", where token `at` begins the month."""
    tags, behind = line.at(at).tags, line.at(at + 1).tags
    if tags.get("shift_after") == 0 and "unit" not in line.at(at - 1).tags:
        made = make_day(anchor.year, anchor.month, day) if anchor else None
        return Hit((made, made), at + 1, day=True) if made else None
    if not of:
        return None
    turn = tags.get("shift") if behind.get("unit") == _MONTH else None
    if tags.get("unit") == _MONTH:
        turn = behind.get("shift_after")
    if turn is None:
        return None
    first = months_back(anchor, -turn)[0] if anchor else None
    made = make_day(first.year, first.month, day) if first else None
    return Hit((made, made), at + 2, day=True) if made else None


def month_day(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "April 4, 2017", "Apr. 4", "April 4th", "Apr 152017" (a day and a year that lost their space)."""
    month = line.at(at).tags["month"]
    after = line.skip_mark(at + 1, ".")
    token = line.at(after)
    if token.digits in (5, 6):
        made = make_day(token.value % 10_000, month, token.value // 10_000)
        return Hit((made, made), after + 1, stated=True, day=True) if made else None
    after = line.skip(after, "the")
    day = day_number(line, after)
    if day is None or line.at(after + 1).mark == ":" or (line.common_word(at) and not line.at(after + 1).digits):
        return None
    suffixed = line.has(after + 1, "suffix") and line.touches(after + 1)
    if not suffixed and line.has(after + 1, "counted") and not line.has(at - 1, "on"):
        return None  # "in March 15 people died": the number counts people
    return _dated(line, month, day, after + (2 if suffixed else 1), anchor)


def _dated(line: Line, month: int, day: int, after: int, anchor: dt.date | None) -> Hit | None:
    year, end = year_after(line, after, anchor)
    if year is not None:
        made = make_day(year, month, day)
        return Hit((made, made), end, stated=True, day=True) if made else None
    if line.has(after, "name_after"):
        return None  # "the March 14 alliance"
    past = line.at(after).tags.get("shift_after") == -1
    made = nearest_year(month, day, anchor, planned=not past) if anchor else None
    after += past
    if made is None and make_day(2000, month, day) is None:
        return None
    return Hit((made, made) if made else None, after, day=True)


def day_number(line: Line, at: int) -> int | None:
    """Return the day of the month that token `at` may be; a unit's number or a part of a longer number is none."""
    token = line.at(at)
    if "day_name" in token.tags:
        return token.tags["day_name"]
    if token.digits not in (1, 2) or not 1 <= token.value <= 31:
        return None
    before = line.at(at - 1)
    if "name_before" in before.tags:
        return None
    if before.mark in (",", ".", ":", "/", "$") and line.touches(at) and (before.mark == "$" or line.at(at - 2).digits):
        return None
    if line.at(at + 1).mark == "," and line.touches(at + 1) and line.touches(at + 2) and line.at(at + 2).digits == 3:
        return None
    return token.value


def year_after(line: Line, at: int, anchor: dt.date | None) -> tuple[int | None, int]:
    """Read the year behind a month or day: "2017", ", 2017", "of 2017", "89" in capitals or a dateline, "last year"."""
    after = line.skip_mark(at, ",،")
    after = line.skip(after, "of")
    after = line.skip_mark(after, "-/.") if line.touches(after) else after
    after = line.skip(after, "year_word")
    token = line.at(after)
    if token.digits == 4 and FIRST_YEAR <= token.value <= LAST_YEAR:
        return token.value, line.skip(after + 1, "era_mark")
    apostrophe = token.mark in ("'", "’")
    short = line.at(after + 1) if apostrophe else token
    if short.digits == 2 and (apostrophe or _closes(line, after + 1)):
        year = full_year(short.value, 2, anchor)
        if year is not None and (anchor is None or abs(year - anchor.year) <= 1):
            return year, after + (2 if apostrophe else 1)
    named = _named_year(line, line.skip(at, "of"), anchor)
    return (named, line.skip(at, "of") + 2) if named is not None else (None, at)


def _named_year(line: Line, at: int, anchor: dt.date | None) -> int | None:
    """Read "last year", "العام الماضي"."""
    tags, behind = line.at(at).tags, line.at(at + 1).tags
    if anchor and "shift" in tags and behind.get("unit") == _YEAR:
        return anchor.year + tags["shift"]
    if anchor and tags.get("unit") == _YEAR and "shift_after" in behind:
        return anchor.year + behind["shift_after"]
    return None


def _closes(line: Line, at: int) -> bool:
    token = line.at(at)
    return bool(token.mark and token.mark in "()[]-–—\n.;:" and not line.at(at + 1).digits) or at >= line.size


def _double_month(line: Line, at: int) -> int:
    """Return the index after a month that may be named twice ("نيسان/أبريل", "مارس (آذار)")."""
    mark = line.at(at + 1).mark
    second = at + 2 if mark and mark in "/-–(" else at + 1
    if line.at(second).tags.get("month") != line.at(at).tags["month"]:
        return line.skip_mark(at + 1, ".") if "short" in line.at(at).tags else at + 1
    return line.skip_mark(second + 1, ")") if mark == "(" else second + 1


def _hijri(line: Line, day: int, at: int, anchor: dt.date | None) -> Hit | None:
    """Read the year behind an Islamic month; the common date that follows "الموافق" is surer than ours."""
    month, year = line.at(at).tags["hijri"], line.at(at + 1)
    stated = year.digits == 4
    after = line.skip(at + 2 if stated else at + 1, "hijri_mark")
    if line.has(after, "equals"):
        same = full_day(line, line.skip_day_words(after + 1), anchor)
        if same is not None:
            return same
    if stated:
        return Hit(hijri_day(year.value, month, day), after, stated=True)
    return Hit(latest_hijri_day(month, day, anchor) if anchor else None, after)


def month_alone(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "April 2017", "in March", "last March", "آذار الماضي"; a bare month only behind a word that leads to one."""
    token = line.at(at)
    month = token.tags["month"]
    after = _double_month(line, at)
    year, end = year_after(line, after, anchor)
    if year is not None:
        return Hit(cut(month_of(year, month), anchor), end, stated=True)
    past = line.at(at - 1).tags.get("shift", line.at(after).tags.get("shift_after"))
    if past is None and ("short" in token.tags or line.common_word(at) or not _led(line, at)):
        return None
    if line.common_word(at) or line.at(after).digits in (1, 2):
        after_number = line.at(after + 1).tags
        if line.common_word(at) or "counted" not in after_number:
            return None
    after = line.skip(after, "shift_after")
    if anchor is None:
        return Hit(None, after)
    year = anchor.year + (month <= anchor.month) if past == 1 else latest_month(month, anchor, before=past == -1)
    return Hit(cut(month_of(year, month), anchor), after)


def _led(line: Line, at: int) -> bool:
    """Tell whether a bare month stands behind a word that leads to one; in capitals MAY and MARCH need a sure one."""
    before = line.at(at - 1)
    lead = before.tags.get("lead", 1 if before.dash or "day_name" in before.tags else 0)
    return lead >= (2 if line.shout and "verb" in line.at(at).tags else 1)


def year_alone(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "in 2014", "عام 2014"; never a count ("2014 people") and never a number without such a lead."""
    token = line.at(at)
    if token.digits != 4 or not FIRST_YEAR <= token.value <= LAST_YEAR:
        return None
    worded = line.has(at - 1, "year_word")
    dashed = line.at(at - 1).dash and line.has(at - 2, "edge")
    if not (worded or dashed or line.has(at - 1, "year_lead") or line.has(at - 1, "born")):
        return None
    if line.has(at + 1, "counted") and not worded:
        return None
    behind = line.at(at + 1)
    if behind.mark in ("/", ".", ",", "%", ":") and line.at(at + 2).digits and line.touches(at + 2):
        return None
    return Hit(cut(year_of(token.value), anchor), line.skip(at + 1, "era_mark"), stated=True, year=True)


def year_number(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read the second year of a range, which stands behind no word that leads to a year."""
    token = line.at(at)
    if token.digits != 4 or not FIRST_YEAR <= token.value <= LAST_YEAR or line.has(at + 1, "counted"):
        return None
    return Hit(cut(year_of(token.value), anchor), line.skip(at + 1, "era_mark"), stated=True, year=True)


def part_of(hit: Hit, edge: int, anchor: dt.date | None) -> Hit:
    """Cut a month (ten days) or a year (four months) to its early (1), middle (2) or late (3) part."""
    if hit.days is None:
        return hit
    first = hit.days[0]
    if hit.year:
        begin, end = _YEAR_THIRDS[edge - 1]
        days = month_of(first.year, begin)[0], month_of(first.year, end)[1]
    else:
        begin = (1, _EARLY + 1, _LATE + 1)[edge - 1]
        end = (_EARLY, _LATE, month_of(first.year, first.month)[1].day)[edge - 1]
        days = first.replace(day=begin), first.replace(day=end)
    return hit._replace(days=cut(days, anchor))
