"""Dates told from the effective date: weekdays, "yesterday", "last week", "two days ago", "in the past 24 hours"."""

import datetime as dt

from marsad.reading.dates.days import DAY, cut, latest_weekday, months_back, shift, week_of, year_of
from marsad.reading.dates.line import Hit, Line

HOURS, WEEK, MONTH, YEAR = 0, 7, 30, 365
_SATURDAY, _SUNDAY = 5, 6
_FEW = {HOURS: 24, 1: 7, WEEK: 6, MONTH: 6, YEAR: 5}
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
    if "antecedent" in tags:
        return _antecedent(line, at)
    found = _period(line, at, anchor) if "shift" in tags or "rolling" in tags or "recent" in tags else None
    return found or _counted(line, at, anchor) or _arabic_period(line, at, anchor)


def weekday(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "Friday", "Friday night", "Friday last week", "الجمعة الماضي": the latest such day on or before `anchor`."""
    token = line.at(at)
    tags = token.tags
    if ("short" in tags and not line.has(at - 1, "on")) or (tags.keys() >= {"short"} and not token.capital):
        return None
    if "plural_day" in tags and line.has(at - 1, "on"):
        return None  # "on Fridays" is a habit
    after = at + 1
    while line.has(after, "part"):
        after += 1
    if line.has(after, "name_after") or line.has(at - 1, "name_before"):
        return None
    turn = line.at(at - 1).tags.get("shift")
    unit = line.at(after + 1).tags.get("unit")
    if line.has(after, "shift") and unit == WEEK:
        return _day_of_week(tags["weekday"], line.at(after).tags["shift"], after + 2, anchor)
    if line.has(after, "shift_after"):
        turn, after = line.at(after).tags["shift_after"], after + 1
    if line.has(after, "overnight"):
        return _night_around(latest_weekday(tags["weekday"], anchor) if anchor else None, after + 1, anchor)
    if anchor is None:
        return Hit(None, after, day=True)
    if turn == 1:
        day = latest_weekday(tags["weekday"], anchor) + DAY * 7
    else:
        day = latest_weekday(tags["weekday"], anchor, before=turn == -1)
    return Hit((day, day), after, day=True)


def _day_of_week(weekday_number: int, turn: int, after: int, anchor: dt.date | None) -> Hit:
    if anchor is None:
        return Hit(None, after, day=True)
    first = week_of(anchor + DAY * 7 if turn == 1 else anchor, 1 if turn == -1 else 0)[0]
    day = first + DAY * ((weekday_number - first.weekday()) % 7)
    return Hit((day, day), after, day=True)


def _deictic(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    if line.has(at - 1, "name_before"):
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
    """ "Overnight Friday" may be the night before or after Friday: both, as far as the report reaches."""
    return Hit(cut((day - DAY, day + DAY), anchor) if day else None, after)


def _weekend(line: Line, at: int, anchor: dt.date | None, turn: int) -> Hit:
    if anchor is None:
        return Hit(None, at + 1)
    saturday = latest_weekday(_SATURDAY, anchor)
    if turn:
        saturday += DAY * (7 if turn == 1 else -7 if anchor.weekday() in (_SATURDAY, _SUNDAY) else 0)
    return Hit(cut((saturday, saturday + DAY), anchor), at + 1)


def _antecedent(line: Line, at: int) -> Hit | None:
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
        counted = _count(line, at + 1) if "rolling" in tags else None
        return _rolling(counted[0], counted[1], counted[2], anchor) if counted else None
    if "rolling" in tags and (line.has(at - 1, "the") or line.at(at).word == "past"):
        return _rolling(1, unit, at + 2, anchor)
    return _named_period(unit, tags["shift"], at + 2, anchor) if "shift" in tags else None


def _named_period(unit: int, turn: int, after: int, anchor: dt.date | None) -> Hit | None:
    """ "This week", "last month", "next year": the calendar's, a running one up to `anchor`."""
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
    """ "The past 24 hours", "the last five days": back from `anchor`."""
    if count > _MOST_UNITS[unit]:
        return None
    first = shift(anchor, -_in_days(count, unit)) if anchor else None
    return Hit((first, anchor) if first and anchor else None, after)


def _in_days(count: int, unit: int) -> int:
    return -(-count // 24) if unit == HOURS else count * unit


def _count(line: Line, at: int) -> tuple[int, int, int] | None:
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
    counted = _count(line, at)
    if counted is None and "unit" in line.at(at).tags and not line.has(at, "definite"):
        counted = _FEW[line.at(at).tags["unit"]], line.at(at).tags["unit"], at + 1
        if not line.has(at + 1, "ago"):
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
    return None


def back_from(count: int, unit: int, after: int, anchor: dt.date | None) -> Hit | None:
    """ "Two days ago" is that day; weeks, months and years ago are the week around, the month and the year."""
    if count > _MOST_UNITS[unit]:
        return None
    if anchor is None:
        return Hit(None, after, day=unit == 1)
    if unit == HOURS:
        return _rolling(count, unit, after, anchor)
    if unit == MONTH:
        return Hit(cut(months_back(anchor, count), anchor), after)
    if unit == YEAR:
        return Hit(cut(year_of(max(anchor.year - count, 1)), anchor), after, year=True)
    day = shift(anchor, -count * unit)
    if day is None:
        return None
    around = 3 if unit == WEEK else 0
    return Hit((day - DAY * around, day + DAY * around), after, day=unit == 1)


def _arabic_period(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "الأسبوع الماضي", "الأيام الثلاثة الماضية", "24 ساعة الماضية", "اليومين الماضيين", "قبل ثلاثة أيام"."""
    tags = line.at(at).tags
    if "before" in tags:
        return _before(line, at, anchor)
    counted = _count(line, at)
    if counted and line.has(counted[2], "shift_after"):
        return _rolling(counted[0], counted[1], counted[2] + 1, anchor)
    unit = tags.get("unit")
    if unit is None:
        return None
    if "number" in line.at(at + 1).tags and line.has(at + 2, "shift_after"):
        return _rolling(line.at(at + 1).tags["number"], unit, at + 3, anchor)
    after = line.skip(at + 1, "few_after")
    if not line.has(after, "shift_after") or "definite" not in tags:
        return None
    if "some_past" in tags or unit == HOURS:
        return _rolling(_FEW[unit], unit, after + 1, anchor)
    return _named_period(unit, line.at(after).tags["shift_after"], after + 1, anchor)


def _before(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    counted = _count(line, at + 1)
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
