"""All date mentions of a text, in order."""

import datetime as dt
import re

from marsad.reading.dates.days import FIRST_YEAR, LAST_YEAR
from marsad.reading.dates.frames import expression
from marsad.reading.dates.lexicon import lexicon_of
from marsad.reading.dates.line import Line
from marsad.reading.dates.mention import DateMention, DateRole
from marsad.reading.dates.ranges import Expression
from marsad.reading.dates.tokens import tokenize
from marsad.records import DateBasis, Finding, Interval, Severity, Words, precision_of

_LOWER_CASE = re.compile("[a-z]{3}")


def find_dates(text: str, effective: dt.date | None, language: str) -> tuple[DateMention, ...]:
    """Return the dates of `text` as of the publication day `effective`, in order and never overlapping.

    Relative dates without an effective date are returned unresolved. Linear in the length of the text; never fails.
    """
    line = line_of(text, effective, language)
    found: list[DateMention] = []
    at = 0
    while at < line.size:
        read = expression(line, at)
        if read is None:
            at += 1
            continue
        found.append(_mention(text, line, read))
        if read.day and read.start and read.role in (DateRole.POINT, DateRole.AS_OF):
            line.last_day = read.start
        at = line.floor = max(read.after, at + 1)
    return tuple(found)


def line_of(text: str, effective: dt.date | None, language: str) -> Line:
    """Prepare `text` for the grammar; a publication day outside 1900 to 2100 is a broken one and resolves nothing."""
    if effective is not None and not FIRST_YEAR <= effective.year <= LAST_YEAR:
        effective = None
    shout = _LOWER_CASE.search(text) is None
    return Line(tokenize(text, lexicon_of(language)), effective, shout=shout, day_first=language.startswith("ar"))


def future_finding(document_id: str, mention: DateMention, effective: dt.date | None) -> Finding | None:
    """Report a mention whose first possible day lies after the effective date; None where it does not."""
    start = mention.interval.start
    if effective is None or start is None or start <= effective:
        return None
    return Finding(
        kind="date_after_publication",
        severity=Severity.WARNING,
        where=document_id,
        document=document_id,
        words=mention.words.text,
        message=f"The date {start.isoformat()} lies after the document's own date {effective.isoformat()}.",
        remedy="Check the document's publication date and the year of this date; correct whichever is wrong.",
    )


def _mention(text: str, line: Line, read: Expression) -> DateMention:
    words = Words.at(text, line.at(read.first).start, line.at(read.after - 1).end)
    start, end = read.start, read.end
    known = start is not None or end is not None
    basis = (DateBasis.STATED if read.stated else DateBasis.RESOLVED) if known else DateBasis.UNKNOWN
    interval = Interval(start=start, end=end, precision=precision_of(start, end), basis=basis, words=words)
    return DateMention(words=words, interval=interval, role=read.role)
