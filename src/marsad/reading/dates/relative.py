"""Dates told from the effective date: weekdays, "yesterday", "last week", "two days ago", "in the past 24 hours"."""

import datetime as dt

from marsad.reading.dates.days import DAY, cut, latest_weekday, months_back, shift, week_of, year_of
from marsad.reading.dates.line import Hit, Line

HOURS, WEEK, MONTH, YEAR = 0, 7, 30, 365
_NTH = ("nth_day", "day_name")
_SATURDAY, _SUNDAY = 5, 6
_FEW = {HOURS: 24, 1: 7, WEEK: 6, MONTH: 6, YEAR: 5}
_WEEK_AGO, _WEEKS_AGO = 1, 3  # days either side of "a week ago" and "three weeks ago"
_MOST_UNITS = {HOURS: 1000, 1: 1000, WEEK: 200, MONTH: 240, YEAR: 100}


def relative(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read the relative date that begins at token `at`, as of `anchor`."""
    tags = line.at(at).tags
    if "weekday" in tags:
        return weekday(line, at, anchor)
    if "deictic" in tags:
        return _deictic(line, at, anchor)
    if "overnight" in tags or "deictic_from" in tags:
        return _overnight(line, at, anchor)
    if "weekend" in tags:
        return _weekend(line, at, anchor, 0)
    if "antecedent" in tags or "told_unit" in tags:
        return _antecedent(line, at)
    found = _period(line, at, anchor) if "shift" in tags or "rolling" in tags or "recent" in tags else None
    return found or _counted(line, at, anchor) or _arabic_period(line, at, anchor)


def weekday(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "Friday", "Friday night", "Friday last week", "الجمعة الماضي": the latest such day on or before `anchor`."""
    number = line.at(at).tags["weekday"]
    after = at + 1
    while line.has(after, "part"):
        after += 1
    if not _is_weekday(line, at, after):
        return None
    turn = line.at(at - 1).tags.get("shift", line.at(after).tags.get("shift_after"))
    week = line.skip(after, "of")
    if line.has(week, "shift") and line.at(week + 1).tags.get("unit") == WEEK:
        return _day_of_week(number, line.at(week).tags["shift"], week + 2, anchor)
    if line.has(after, "overnight"):
        return _night_around(latest_weekday(number, anchor) if anchor else None, after + 1, anchor)
    day = latest_weekday(number, anchor, before=turn == -1) if anchor else None
    ahead = line.at(after).tags.get("deictic", 1 if turn == 1 else 0) > 0  # "Friday, tomorrow"
    after = line.skip(line.skip(after, "shift_after"), "deictic")
    if day and ahead:
        day += DAY * 7
    return Hit((day, day) if day else None, after, day=True)


def _is_weekday(line: Line, at: int, after: int) -> bool:
    """Tell a weekday from a name ("Bloody Sunday"), a habit ("on Fridays") and an abbreviation that is a word."""
    token = line.at(at)
    if line.has(after, "name_after") or line.has(at - 1, "name_before"):
        return False
    behind_on = line.has(at - 1, "on")
    if "short" in token.tags:
        return behind_on and token.capital
    return not (behind_on and "plural_day" in token.tags)


def _day_of_week(weekday_number: int, turn: int, after: int, anchor: dt.date | None) -> Hit:
    if anchor is None:
        return Hit(None, after, day=True)
    first = week_of(anchor + DAY * 7 if turn == 1 else anchor, 1 if turn == -1 else 0)[0]
    day = first + DAY * ((weekday_number - first.weekday()) % 7)
    return Hit((day, day), after, day=True)


def _deictic(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    if line.has(at - 1, "name_before") or not line.at(at + 1).tags.keys().isdisjoint(_NTH):
        return None
    offset = line.at(at).tags["deictic"]
    after = at + 1
    while line.has(after, "part") and not line.has(after, "weekday"):
        after += 1
    day = shift(anchor, offset) if anchor else None
    named = line.skip_mark(after, "(,،")
    if line.has(named, "weekday") and "short" not in line.at(named).tags:
        # The named weekday is surer than "today": a page is often dated a day or more after it was written.
        if anchor and day and day.weekday() != line.at(named).tags["weekday"]:
            day = latest_weekday(line.at(named).tags["weekday"], anchor)
        opened = named > after and line.at(after).mark == "("
        after = line.skip_mark(named + 1, ")") if opened else named + 1
    return Hit((day, day) if day else None, after, day=True)


def _overnight(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    after = at + 1
    if "overnight" not in line.at(at).tags:
        offset = line.at(at).tags["deictic_from"]
        first = shift(anchor, offset) if anchor else None
        return Hit((first, anchor) if first and anchor else None, after)
    named = line.skip(after, "on")
    if line.has(named, "weekday"):
        day = latest_weekday(line.at(named).tags["weekday"], anchor) if anchor else None
        return _night_around(day, named + 1, anchor)
    first = shift(anchor, -1) if anchor else None
    return Hit((first, anchor) if first and anchor else None, after)


def _night_around(day: dt.date | None, after: int, anchor: dt.date | None) -> Hit:
    """Take the night before and the night after: "overnight Friday" may be either, as far as the report reaches."""
    return Hit(cut((day - DAY, day + DAY), anchor) if day else None, after)


def _weekend(line: Line, at: int, anchor: dt.date | None, turn: int) -> Hit:
    if anchor is None:
        return Hit(None, at + 1)
    saturday = latest_weekday(_SATURDAY, anchor)
    if turn:
        saturday += DAY * (7 if turn == 1 else -7 if anchor.weekday() in (_SATURDAY, _SUNDAY) else 0)
    return Hit(cut((saturday, saturday + DAY), anchor), at + 1)


def _antecedent(line: Line, at: int) -> Hit | None:
    if line.has(at, "told_unit"):
        return _from_told(line, at, 1, line.at(at).tags["told_unit"])
    offset = line.at(at).tags["antecedent"]
    if offset in (-1, 1) and line.at(at).word.startswith("the day") and line.has(at + 1, "event_after"):
        return None
    day = shift(line.last_day, offset) if line.last_day else None
    return Hit((day, day) if day else None, at + 1, day=True)


def _period(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    tags = line.at(at).tags
    unit = line.at(at + 1).tags.get("unit")
    if "recent" in tags:
        return _rolling(_FEW[unit], unit, at + 2, anchor) if unit is not None else None
    if unit is None:
        if "shift" in tags and line.has(at + 1, "weekend"):
            return _weekend(line, at + 1, anchor, tags["shift"])
        counted = counted_units(line, at + 1) if "rolling" in tags else None
        return _rolling(counted[0], counted[1], counted[2], anchor) if counted else None
    if "rolling" in tags and (line.has(at - 1, "the") or line.at(at).word == "past"):
        return _rolling(1, unit, at + 2, anchor)
    return _named_period(unit, tags["shift"], at + 2, anchor) if "shift" in tags else None


def _named_period(unit: int, turn: int, after: int, anchor: dt.date | None) -> Hit | None:
    """Read "This week", "last month", "next year": the calendar's, a running one up to `anchor`."""
    if unit in (HOURS, 1):
        return None
    if anchor is None:
        return Hit(None, after)
    if unit == WEEK:
        days = week_of(anchor + DAY * 7 if turn == 1 else anchor, 1 if turn == -1 else 0)
    elif unit == MONTH:
        days = months_back(anchor, -turn)
    else:
        days = year_of(min(max(anchor.year + turn, 1), dt.MAXYEAR))
    return Hit(cut(days, anchor), after, year=unit == YEAR)


def _rolling(count: int, unit: int, after: int, anchor: dt.date | None) -> Hit | None:
    """Read "The past 24 hours", "the last five days": back from `anchor`."""
    if count > _MOST_UNITS[unit]:
        return None
    first = shift(anchor, -_in_days(count, unit)) if anchor else None
    return Hit((first, anchor) if first and anchor else None, after)


def _in_days(count: int, unit: int) -> int:
    return -(-count // 24) if unit == HOURS else count * unit


def counted_units(line: Line, at: int) -> tuple[int, int, int] | None:
    """Read "three days", "24 hours", "a week", "a few days", "يومين", "عدة أشهر": count, unit, token after."""
    token = line.at(at)
    tags = token.tags
    if "dual" in tags:
        return 2, tags["dual"], at + 1
    unit = line.at(at + 1).tags.get("unit")
    if unit is None or line.has(at + 1, "definite"):
        return None
    if token.digits and token.value > 0 and token.digits <= 4:
        return token.value, unit, at + 2
    if "number" in tags or "article" in tags:
        return tags.get("number", 1), unit, at + 2
    return (_FEW[unit], unit, at + 2) if "few" in tags else None


def _counted(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "two days ago", "three days earlier"."""
    counted = counted_units(line, at)
    if counted is None and "unit" in line.at(at).tags and not line.has(at, "definite"):
        counted = _FEW[line.at(at).tags["unit"]], line.at(at).tags["unit"], at + 1
        if not line.has(at + 1, "ago") or line.at(at - 1).digits or line.has(at - 1, "number"):
            return None
    if counted is None:
        return None
    count, unit, after = counted
    if line.has(after, "ago"):
        few = line.has(at, "few") or after == at + 1
        return _rolling(count, unit, after + 1, anchor) if few else back_from(count, unit, after + 1, anchor)
    if line.has(after, "earlier") and unit == 1:
        turn = line.at(after).tags["earlier"]
        day = shift(line.last_day, turn * count) if line.last_day else None
        return Hit((day, day) if day else None, after + 1, day=True)
    return _from_told(line, after, count, unit)


def _from_told(line: Line, after: int, count: int, unit: int) -> Hit | None:
    """Read "two weeks earlier", "a year before" from the last day told: the days around, the month, the year."""
    told = line.last_day
    before = line.has(after, "before_told") and not line.has(after + 1, "event_after")
    if told is None or unit not in (WEEK, MONTH, YEAR) or not (before or line.at(after).tags.get("earlier") == -1):
        return None
    return back_from(count, unit, after + 1, told)


def back_from(count: int, unit: int, after: int, anchor: dt.date | None) -> Hit | None:
    """Read "two days ago" as that day; weeks, months and years ago as the days around, the month and the year."""
    if count > _MOST_UNITS[unit]:
        return None
    if anchor is None:
        return Hit(None, after, day=unit == 1)
    if unit == HOURS:
        return _rolling(count, unit, after, anchor)
    if unit in (MONTH, YEAR):
        days = months_back(anchor, count) if unit == MONTH else year_of(max(anchor.year - count, 1))
        return Hit(cut(days, anchor), after, year=unit == YEAR)
    around = DAY * (0 if unit == 1 else _WEEK_AGO if count == 1 else _WEEKS_AGO)
    day = shift(anchor, -count * unit)
    return Hit((day - around, day + around), after, day=unit == 1) if day else None


def _arabic_period(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "الأسبوع الماضي", "الأيام الثلاثة الماضية", "24 ساعة الماضية", "اليومين الماضيين", "قبل ثلاثة أيام"."""
    tags = line.at(at).tags
    if "before" in tags:
        return _before(line, at, anchor)
    counted = counted_units(line, at)
    if counted and line.at(counted[2]).tags.get("shift_after", 1) < 1:
        return _rolling(counted[0], counted[1], counted[2] + 1, anchor)
    unit = tags.get("unit")
    if unit is None:
        return None
    many = line.at(line.skip(at + 1, "the"))
    after = line.skip(at + 1, "the") + 1
    if ("number" in many.tags or 0 < many.digits <= 3) and line.at(after).tags.get("shift_after", 1) < 1:
        return _rolling(many.tags.get("number", many.value), unit, after + 1, anchor)
    return _definite(line, at, unit, anchor)


def _definite(line: Line, at: int, unit: int, anchor: dt.date | None) -> Hit | None:
    """Read "الأسبوع الماضي" as the calendar's week, "الأيام القليلة الماضية" as a few days up to `anchor`."""
    after = line.skip(at + 1, "few_after")
    if not (line.has(after, "shift_after") and line.has(at, "definite")):
        return None
    turn = line.at(after).tags["shift_after"]
    if line.has(at, "some_past") or unit == HOURS:
        return _rolling(_FEW[unit], unit, after + 1, anchor) if turn < 1 else None
    return _named_period(unit, turn, after + 1, anchor)


def _before(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    at = line.skip(at + 1, "about") - 1
    counted = counted_units(line, at + 1)
    few = False
    if counted is None and line.has(at + 1, "unit") and not line.has(at + 1, "definite"):
        unit = line.at(at + 1).tags["unit"]
        few = line.has(at + 1, "some_ago")
        counted = (_FEW[unit] if few else 1), unit, at + 2
    if counted is None:
        return None
    count, unit, after = counted
    after = line.skip(after, "number") if count == 1 else after
    if line.has(after, "of"):
        return None  # "a day before the attack": told from the event, not from publication
    if few or line.has(at + 1, "few"):
        return _rolling(count, unit, after, anchor)
    return back_from(count, unit, after, anchor)
