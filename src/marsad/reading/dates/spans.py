"""Whole date expressions: parts of months, ranges ("6-10 March", "from Thursday to Sunday"), "since", "until"."""

import datetime as dt
from typing import NamedTuple

from marsad.reading.dates.absolute import absolute, day_number, part_of, year_after
from marsad.reading.dates.days import cut, latest_month, make_day, month_of
from marsad.reading.dates.line import Hit, Line
from marsad.reading.dates.mention import DateRole
from marsad.reading.dates.relative import back_from, relative

_REFERENCE_YEARS = 10
_LOOK_BACK = 4


class Expression(NamedTuple):
    """A date expression: first token, token after, the days (either end may be open), basis and role."""

    first: int
    after: int
    start: dt.date | None
    end: dt.date | None
    stated: bool
    role: DateRole
    day: bool = False


def expression(line: Line, at: int) -> Expression | None:
    """Read the date expression that begins at token `at`, if one does."""
    tags = line.at(at).tags
    if not (tags or line.at(at).digits):
        return None
    found = None
    if "since" in tags:
        found = _since(line, at)
    elif "from" in tags or "between" in tags:
        found = _from_to(line, at)
    if found is None and "until" in tags:
        found = _until(line, at)
    if found is None and "as_of" in tags:
        found = _as_of(line, at)
    return found or _plain(line, at)


def single(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read one date that is no range."""
    tags = line.at(at).tags
    if "edge" in tags:
        return _edged(line, at, anchor)
    if "ordinal" in tags and (found := _part_by_number(line, at, anchor)):
        return found
    return absolute(line, at, anchor) or relative(line, at, anchor)


def _edged(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    edge = line.at(at).tags["edge"]
    after = at + 1
    if line.at(after).dash:
        after += 1
    after = line.skip(after, "the")
    after = line.skip(after, "month_word") if line.has(after + 1, "month") else after
    if line.has(after, "month") or line.has(after, "year_word") or line.at(after).digits == 4:
        found = absolute(line, after, anchor)
        return part_of(found, edge, anchor) if found and not found.day else found
    if line.has(after, "shift") and line.at(after + 1).tags.get("unit") in (30, 365):
        found = relative(line, after, None if anchor is None else _month_end(anchor))
        return part_of(found, edge, anchor) if found else None
    return None


def _month_end(day: dt.date) -> dt.date:
    return month_of(day.year, day.month)[1]


def _part_by_number(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "the first week of March", "the last week of 2016", "the second half of April"."""
    number, unit = line.at(at).tags["ordinal"], line.at(at + 1)
    week, half = unit.tags.get("unit") == 7, "half" in unit.tags
    after = line.skip(at + 2, "of")
    if not (week or half) or after == at + 2:
        return None
    whole = absolute(line, after, anchor)
    if whole is None or whole.day:
        return None
    if whole.days is None or (week and whole.year):
        return whole
    return whole._replace(days=cut(_numbered(whole, number, week=week), anchor), year=False)


def _numbered(whole: Hit, number: int, *, week: bool) -> tuple[dt.date, dt.date]:
    first = whole.days[0] if whole.days else dt.date.min
    last = dt.date(first.year, 12, 31) if whole.year else _month_end(first)
    if week:
        if number == -1:
            return last - dt.timedelta(days=6), last
        begin = first + dt.timedelta(days=7 * (number - 1))
        return begin, min(begin + dt.timedelta(days=6), last)
    middle = dt.date(first.year, 6, 30) if whole.year else first.replace(day=15)
    return (first, middle) if number == 1 else (middle + dt.timedelta(days=1), last)


def _plain(line: Line, at: int) -> Expression | None:
    found = _day_span(line, at, joined=False) or _month_day_span(line, at)
    if found is None:
        hit = single(line, at, line.anchor)
        found = _joined(line, at, hit) if hit else None
        if hit and found is None:
            found = _expression(at, hit, DateRole.POINT)
    if found is None or line.has(at - 1, "every"):
        return None
    return found._replace(role=_role(line, at, found))


def _role(line: Line, at: int, found: Expression) -> DateRole:
    """A birth date, an anniversary, or a day more than ten years before publication is no event to count."""
    if line.has(at - 1, "born") or (line.has(at - 2, "born") and not line.at(at - 1).stop):
        return DateRole.AGE
    for back in range(1, _LOOK_BACK + 1):
        if line.at(at - back).stop:
            break
        if line.has(at - back, "anniversary"):
            return DateRole.REFERENCE
    if line.anchor and found.end and found.end.year < line.anchor.year - _REFERENCE_YEARS:
        return DateRole.REFERENCE
    return found.role


def _expression(first: int, hit: Hit, role: DateRole) -> Expression:
    start, end = hit.days or (None, None)
    return Expression(first, hit.after, start, end, hit.stated, role, hit.day)


def _joined(line: Line, at: int, hit: Hit) -> Expression | None:
    """Read "Thursday to Sunday", "6 March - 10 March", "Friday-Saturday" where `hit` is its first date."""
    after = hit.after
    sign = line.at(after)
    night = "weekday" in line.at(after).tags and "part" in line.at(at - 1).tags and line.has(at, "weekday")
    if not (hit.day and (sign.dash or "to" in sign.tags or night)):
        return None
    second = after if night else after + 1
    if (sign.dash or night) and not _like(line, at, second):
        return None
    return _range(line, at, at, second, word=at)


def _like(line: Line, one: int, other: int) -> bool:
    """Tell whether two dates are worded alike: a dash after a date is more often a dash than a range."""
    if line.has(one, "weekday"):
        return line.has(other, "weekday")
    return bool(line.at(other).digits or "month" in line.at(other).tags)


def _range(line: Line, at: int, first: int, second: int, *, word: int) -> Expression | None:
    """Read from the date at `first` to the date at `second`; the first is told from the last ("Thursday to Sunday")."""
    last = single(line, second, line.anchor)
    if last is None:
        return None
    opening = single(line, first, last.days[1] if last.days else line.anchor)
    if opening is None:
        return None
    if last.days is None or opening.days is None:
        return Expression(word, last.after, None, None, last.stated, DateRole.POINT)
    if opening.days[0] > last.days[1]:
        return None
    return Expression(word, last.after, opening.days[0], last.days[1], last.stated, DateRole.POINT)


def _day_span(line: Line, at: int, *, joined: bool) -> Expression | None:
    """Read "6-10 March 2017", "6 to 10 March", with `joined` also "6 and 10 March"; "6 and 7 March" always."""
    first = day_number(line, at)
    sign = line.at(at + 1)
    second = day_number(line, at + 2) if first else None
    if first is None or second is None or first >= second:
        return None
    both = "and" in sign.tags and (joined or second == first + 1)
    if not (sign.dash or "to" in sign.tags or both):
        return None
    hit = absolute(line, at + 2, line.anchor)
    if hit is None or not hit.day:
        return None
    return _from_day(hit, first, at)


def _from_day(hit: Hit, first: int, at: int) -> Expression | None:
    if hit.days is None:
        return Expression(at, hit.after, None, None, hit.stated, DateRole.POINT)
    start = make_day(hit.days[0].year, hit.days[0].month, first)
    if start is None or start > hit.days[1]:
        return None
    return Expression(at, hit.after, start, hit.days[1], hit.stated, DateRole.POINT)


def _month_day_span(line: Line, at: int) -> Expression | None:
    """Read "March 6-10, 2017", "March 6 to 10"."""
    if "month" not in line.at(at).tags or line.common_word(at):
        return None
    first, second = day_number(line, at + 1), day_number(line, at + 3)
    sign = line.at(at + 2)
    if first is None or second is None or first >= second:
        return None
    if not (sign.dash or "to" in sign.tags or ("and" in sign.tags and second == first + 1)):
        return None
    if not sign.dash and line.has(at + 4, "counted"):
        return None
    year, after = year_after(line, at + 4, line.anchor)
    month = line.at(at).tags["month"]
    if year is None and line.anchor is None:
        return Expression(at, after, None, None, False, DateRole.POINT)
    stated = year is not None
    if year is None and line.anchor is not None:
        year = latest_month(month, line.anchor)
    start, end = make_day(year or 0, month, first), make_day(year or 0, month, second)
    return Expression(at, after, start, end, stated, DateRole.POINT) if start and end else None


def _from_to(line: Line, at: int) -> Expression | None:
    """Read "from A to B" and "between A and B"; "from A" alone is A."""
    first = line.skip(at + 1, "the")
    link = "and" if "between" in line.at(at).tags else "to"
    span = _day_span(line, first, joined=link == "and")
    if span is not None:
        return span._replace(first=at)
    opening = single(line, first, line.anchor)
    days_only = day_number(line, first) if opening is None else None
    after = opening.after if opening else first + 1
    if opening is None and days_only is None:
        return None
    arabic_and = link == "and" and line.at(after).start > line.at(after - 1).end + 1
    if link in line.at(after).tags or (link == "to" and line.at(after).dash):
        second = line.skip(after + 1, "the")
    elif arabic_and:
        second = after
    else:
        return None
    if opening is None:
        return None
    found = _range(line, at, first, second, word=at)
    return found or _bare_end(line, at, first, second)


def _bare_end(line: Line, at: int, first: int, second: int) -> Expression | None:
    """Read "between March 6 and 10": the last day has no month of its own."""
    opening, last = single(line, first, line.anchor), day_number(line, second)
    if opening is None or not opening.day or opening.days is None or last is None or line.has(second + 1, "counted"):
        return None
    year, after = year_after(line, second + 1, line.anchor)
    start = opening.days[0] if year is None else opening.days[0].replace(year=year)
    end = make_day(start.year, start.month, last)
    if end is None or end < start:
        return None
    return Expression(at, after, start, end, opening.stated or year is not None, DateRole.POINT)


def _since(line: Line, at: int) -> Expression | None:
    first = line.skip(at + 1, "the")
    hit = single(line, first, line.anchor) or _after_since(line, first)
    if hit is None:
        return None
    start = hit.days[0] if hit.days else None
    until = hit.after
    if "to" in line.at(until).tags and (closing := single(line, until + 1, line.anchor)) and closing.days and start:
        return Expression(at, closing.after, start, max(closing.days[1], start), hit.stated, DateRole.POINT)
    end = line.anchor if start and line.anchor and start <= line.anchor else None
    return Expression(at, hit.after, start, end, hit.stated, DateRole.SINCE)


def _after_since(line: Line, at: int) -> Hit | None:
    """Read what only "since" makes a date: "since dawn", "منذ ثلاثة أيام"."""
    tags = line.at(at).tags
    if "part" in tags:
        named = single(line, at + 1, line.anchor)
        if named is not None and named.day:
            return named
        return Hit((line.anchor, line.anchor) if line.anchor else None, at + 1, day=True)
    if line.at(at - 1).word != "منذ":
        return None
    if "dual" in tags:
        return back_from(2, tags["dual"], at + 1, line.anchor)
    unit = line.at(at + 1).tags.get("unit")
    count = line.at(at).value if line.at(at).digits in (1, 2, 3) else tags.get("number", 0)
    return back_from(count, unit, at + 2, line.anchor) if unit is not None and count > 0 else None


def _until(line: Line, at: int) -> Expression | None:
    hit = _closing(line, at)
    if hit is None:
        return None
    return Expression(at, hit.after, None, hit.days[1] if hit.days else None, hit.stated, DateRole.UNTIL)


def _as_of(line: Line, at: int) -> Expression | None:
    hit = _closing(line, at)
    if hit is None or (line.at(hit.after).mark in ("'", "’") and line.at(at).word == "by"):
        return None  # "by Friday's strike": Friday is when, not until when
    return _expression(at, hit, DateRole.AS_OF)


def _closing(line: Line, at: int) -> Hit | None:
    first = line.skip(at + 1, "the")
    while line.has(first, "day_word") or (line.has(first, "part") and not line.has(first, "deictic")):
        first += 1
    return single(line, first, line.anchor)
