"""Single dates, and named parts of them: "mid-March", "the first week of May", "the last 12 days of September"."""

import datetime as dt

from marsad.reading.dates.absolute import absolute, part_of, year_number
from marsad.reading.dates.days import DAY, Days, cut, month_of, months_back
from marsad.reading.dates.feasts import feast_at
from marsad.reading.dates.line import Hit, Line
from marsad.reading.dates.relative import MONTH, WEEK, YEAR, counted_units, relative

_OF_FEASTS = ("feast", "nth_of_days", "day_name", "ordinal")
_HALF_MONTH_DAY, _HALF_YEAR_MONTH = 15, 6


def single(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read one date that is no range, at token `at`, as of `anchor`."""
    tags = line.at(at).tags
    if not tags.keys().isdisjoint(_OF_FEASTS) and (found := feast_at(line, at, anchor)):
        return found
    if "edge" in tags and (found := _edged(line, at, anchor)):
        return found
    if "ordinal" in tags or "rolling" in tags:
        found = _numbered_part(line, at, anchor) or _counted_part(line, at, anchor)
        if found:
            return found
    if "unit" in tags and line.has(at + 1, "day_name") and (found := _week_by_name(line, at, anchor)):
        return found
    if "shift" in tags and ("month" in line.at(at + 1).tags or "weekday" in line.at(at + 1).tags):
        return absolute(line, at + 1, anchor) or relative(line, at + 1, anchor)
    return absolute(line, at, anchor) or relative(line, at, anchor)


def _edged(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "mid-March", "late 2016", "late on Tuesday", "early last month", "مطلع شهر آذار", "نهاية العام الماضي"."""
    edge = line.at(at).tags["edge"]
    after = line.skip(at + 2 if line.at(at + 1).dash else at + 1, "the")
    if line.has(after, "month_word") and line.has(after + 1, "month"):
        after += 1
    token = line.at(after)
    if "month" in token.tags or "year_word" in token.tags or token.digits == 4:
        found = absolute(line, after, anchor)
        if found is not None:
            return found if found.day else part_of(found, edge, anchor)
    if "weekday" in token.tags:
        return relative(line, after, anchor)
    unit = line.at(after + 1).tags.get("unit", token.tags.get("unit"))
    if unit in (WEEK, MONTH, YEAR) and ("shift" in token.tags or line.has(after + 1, "shift_after")):
        found = relative(line, after, anchor)
        return part_of(found, edge, anchor) if found and unit != WEEK else found
    return None


def _numbered_part(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "the first week of March", "the last week of April", "the second half of 2016"."""
    number = line.at(at).tags.get("ordinal", -1)
    week, half = line.at(at + 1).tags.get("unit") == WEEK, line.has(at + 1, "half")
    if not (week or half) or not line.has(at + 2, "of"):
        return None
    whole = absolute(line, at + 3, anchor) or year_number(line, at + 3, anchor)
    if whole is None or whole.day or (week and whole.year):
        return None
    if whole.days is None:
        return whole
    days = _week_in(whole.days[0], number) if week else _half_of(whole, number)
    return whole._replace(days=cut(days, anchor), year=False)


def _week_by_name(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "الأسبوع الثاني من آذار": the second week, not the second day."""
    whole = absolute(line, at + 2, anchor)
    if line.at(at).tags["unit"] != WEEK or whole is None or whole.day or whole.year:
        return None
    if whole.days is None:
        return whole
    return whole._replace(days=cut(_week_in(whole.days[0], line.at(at + 1).tags["day_name"]), anchor))


def _week_in(first: dt.date, number: int) -> Days:
    last = month_of(first.year, first.month)[1]
    if number == -1:
        return last - DAY * 6, last
    begin = first + DAY * (7 * (number - 1))
    return begin, min(begin + DAY * 6, last)


def _half_of(whole: Hit, number: int) -> Days:
    first = whole.days[0] if whole.days else dt.date.min
    if whole.year:
        middle, last = month_of(first.year, _HALF_YEAR_MONTH)[1], dt.date(first.year, 12, 31)
    else:
        middle, last = first.replace(day=_HALF_MONTH_DAY), month_of(first.year, first.month)[1]
    return (first, middle) if number == 1 else (middle + DAY, last)


def _counted_part(line: Line, at: int, anchor: dt.date | None) -> Hit | None:
    """Read "the first three months of 2017", "the last 12 days of September"."""
    counted = counted_units(line, at + 1)
    if counted is None or not line.has(counted[2], "of") or line.at(at).tags.get("ordinal", -1) not in (1, -1):
        return None
    count, unit, after = counted
    whole = absolute(line, after + 1, anchor) or year_number(line, after + 1, anchor)
    if whole is None or whole.day or unit not in (1, WEEK, MONTH) or (unit == MONTH and not whole.year):
        return None
    if whole.days is None:
        return whole
    first = whole.days[0]
    last = dt.date(first.year, 12, 31) if whole.year else month_of(first.year, first.month)[1]
    days = _opening(first, count, unit) if "ordinal" in line.at(at).tags else _ending(last, count, unit)
    if days[0] < first or days[1] > last:
        return None
    return whole._replace(days=cut(days, anchor), year=False)


def _opening(first: dt.date, count: int, unit: int) -> Days:
    if unit == MONTH:
        return first, month_of(first.year, min(count, 12))[1]
    return first, first + DAY * (min(count, 366) * unit - 1)


def _ending(last: dt.date, count: int, unit: int) -> Days:
    if unit == MONTH:
        return months_back(last, min(count, 12) - 1)[0], last
    return last - DAY * (min(count, 366) * unit - 1), last
