"""What a date is said to be: "since Thursday", "until 13 March", "as of Wednesday", "born in 1990", an anniversary."""

from marsad.reading.dates.line import Hit, Line
from marsad.reading.dates.mention import DateRole
from marsad.reading.dates.parts import single
from marsad.reading.dates.ranges import Expression, expressed, from_to, plain
from marsad.reading.dates.relative import back_from, counted_units

_REFERENCE_YEARS = 10
_ANNIVERSARY_REACH = 4  # tokens
_CLAUSE_REACH = 10  # tokens
_CLAUSE_LENGTH = 90  # characters
_NEARBY = ("weekday", "deictic", "shift", "rolling", "recent", "weekend", "overnight")
_DATE_MARKS = "-–—−/."


def expression(line: Line, at: int) -> Expression | None:
    """Read the date expression that begins at token `at`, if one does, with its role."""
    token = line.at(at)
    tags = token.tags
    if "starts" not in tags and not (token.digits and _may_be_date(line, at)):
        return None
    found = None
    if "since" in tags:
        found = _since(line, at)
    elif "from" in tags or "between" in tags:
        found = from_to(line, at)
    if found is None and "until" in tags:
        found = _until(line, at)
    if found is None and "as_of" in tags:
        found = _as_of(line, at)
    return found or _bare(line, at)


def _may_be_date(line: Line, at: int) -> bool:
    """Tell whether the words beside a number allow a date; most numbers count people, and this is asked first."""
    behind, before = line.at(at + 1), line.at(at - 1)
    return bool(behind.tags or before.tags or before.dash or (behind.mark and behind.mark in _DATE_MARKS))


def _bare(line: Line, at: int) -> Expression | None:
    found = plain(line, at)
    if found is None or line.has(at - 1, "every"):
        return None
    role = _role(line, at)
    if role is not None:
        return found._replace(role=role)
    opened = _since_clause(line, at, found)
    return _open(line, found._replace(first=opened)) if opened is not None else _old(line, found)


def _role(line: Line, at: int) -> DateRole | None:
    """A birth date or an anniversary, told by the words before it; "last week" and "Friday" are neither."""
    if not line.at(at).tags.keys().isdisjoint(_NEARBY):
        return None
    lead = line.at(at - 1)
    if "born" in lead.tags or (line.has(at - 2, "born") and ("dated" in lead.tags or lead.mark in (":", "("))):
        return DateRole.AGE
    for back in range(1, _ANNIVERSARY_REACH + 1):
        if line.at(at - back).stop:
            break
        if line.has(at - back, "anniversary"):
            return DateRole.REFERENCE
    return None


def _old(line: Line, found: Expression) -> Expression:
    """A day more than ten years before publication is no event to count today."""
    if line.anchor and found.end and found.end.year < line.anchor.year - _REFERENCE_YEARS:
        return found._replace(role=DateRole.REFERENCE)
    return found


def _since_clause(line: Line, at: int, found: Expression) -> int | None:
    """Return the token that opens "since the conflict began in March 2011", or the war "that began in 2011"."""
    if not line.has(at - 1, "dated"):
        return None
    earliest = max(at - 2 - _CLAUSE_REACH, line.floor - 1)
    for back in range(at - 2, earliest, -1):
        token = line.at(back)
        # "Since talks will begin on 8 April" gives a reason, not the start of a period.
        if token.stop or "planned" in token.tags or line.at(at).start - token.start > _CLAUSE_LENGTH:
            break
        if "since" in token.tags:
            return back
    return at if found.whole and line.has(at - 2, "began") else None


def _open(line: Line, found: Expression) -> Expression:
    """Let a period that begins with `found` run until publication."""
    end = line.anchor if found.start and line.anchor and found.start <= line.anchor else None
    return found._replace(end=end, role=DateRole.SINCE, day=False)


def _since(line: Line, at: int) -> Expression | None:
    first = line.skip_day_words(at + 1)
    hit = single(line, first, line.anchor) or _only_since(line, at)
    if hit is None:
        return None
    start = hit.days[0] if hit.days else None
    if "to" in line.at(hit.after).tags:
        closing = single(line, line.skip_day_words(hit.after + 1), line.anchor)
        if closing and closing.days and start and start <= closing.days[1]:
            return Expression(at, closing.after, start, closing.days[1], hit.stated)
    return _open(line, expressed(at, hit))


def _only_since(line: Line, at: int) -> Hit | None:
    """Read what only "since" makes a date: "since dawn", "منذ ثلاثة أيام"."""
    if line.has(at + 1, "part"):
        return Hit((line.anchor, line.anchor) if line.anchor else None, at + 2, day=True)
    first = line.skip(at + 1, "about")
    counted = (counted_units(line, first) or _one_unit(line, first)) if line.has(at, "for_since") else None
    return back_from(counted[0], counted[1], counted[2], line.anchor) if counted else None


def _one_unit(line: Line, at: int) -> tuple[int, int, int] | None:
    """Read "منذ شهر", "منذ أسبوع": one of a unit, where no name of a month or year follows."""
    tags = line.at(at).tags
    behind = line.at(at + 1)
    if "unit" not in tags or "definite" in tags or "some_ago" in tags or behind.digits or "month" in behind.tags:
        return None
    return 1, tags["unit"], at + 1


def _until(line: Line, at: int) -> Expression | None:
    hit = single(line, line.skip_day_words(at + 1), line.anchor)
    if hit is None:
        return None
    return Expression(at, hit.after, None, hit.days[1] if hit.days else None, hit.stated, DateRole.UNTIL)


def _as_of(line: Line, at: int) -> Expression | None:
    first = line.skip_day_words(at + 1)
    hit = single(line, first, line.anchor)
    if hit is None:
        return None
    # "Condemned by Friday's strike": Friday is when, not the state of a day; some texts have lost the apostrophe.
    owned = line.at(hit.after).mark in ("'", "’") or line.has(first, "plural_day")
    return None if owned and line.has(at, "by") else expressed(at, hit, DateRole.AS_OF)
