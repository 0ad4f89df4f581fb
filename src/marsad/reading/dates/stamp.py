"""The day a document speaks from: its own dateline or stamp first, the metadata's day where it has none."""

import datetime as dt

import msgspec

from marsad.reading.dates import dateline
from marsad.reading.dates.absolute import full_day
from marsad.reading.dates.days import closest_year
from marsad.reading.dates.finder import line_of
from marsad.reading.dates.line import Hit, Line
from marsad.reading.dates.numeric import numeric
from marsad.records import Document, Finding, Severity, Words

_REACH = 700  # characters of the body in which a stamp may stand
_BEHIND = 120
_NEAR_DAYS = 7
_CHRONICLE = 3  # so many different days at the heads of lines are a chronicle of events
_PUBLISHED, _CHANGED, _OPENING, _HEAD = range(4)  # _HEAD: at the head of a line, no stamp by itself


class EffectiveDate(msgspec.Struct, frozen=True, kw_only=True):
    """The day dates are resolved against, the words of the dateline it comes from (None: metadata), and findings."""

    date: dt.date | None
    words: Words | None = None
    findings: tuple[Finding, ...] = ()


class _Stamp(msgspec.Struct, frozen=True):
    words: Words
    day: dt.date | None  # None: an order of day and month that nothing decides
    kind: int


def effective_date(document: Document) -> EffectiveDate:
    """Return the day `document` speaks from.

    A dateline or stamp in the first part of the text beats `document.published`; where they are more than a day
    apart a finding says so. A date of an event is no stamp: it stands in a sentence. Without either the day is
    None and a finding says that relative dates stay unresolved.
    """
    stamps, metadata = _stamps(document), document.published
    known = [stamp for stamp in stamps if stamp.day is not None]
    best = min(known, key=lambda stamp: (stamp.kind == _CHANGED, stamp.words.start), default=None)
    if best is None or best.day is None:
        return EffectiveDate(date=metadata, findings=_without_stamp(document, stamps))
    if _after_retrieval(document, best.day):
        late = _finding(document, kind="dateline_after_retrieval", words=best.words.text)
        return EffectiveDate(date=metadata, findings=(late,))
    contradicted = metadata is not None and abs((best.day - metadata).days) > 1
    findings = (_contradiction(document, best),) if contradicted else ()
    return EffectiveDate(date=best.day, words=best.words, findings=findings)


def _without_stamp(document: Document, stamps: list[_Stamp]) -> tuple[Finding, ...]:
    found = [_finding(document, kind="dateline_not_understood", words=stamp.words.text) for stamp in stamps[:1]]
    if document.published is None:
        found.append(_finding(document, kind="publication_date_unknown", words=""))
    return tuple(found)


def _after_retrieval(document: Document, day: dt.date) -> bool:
    try:
        retrieved = dt.date.fromisoformat(document.retrieved[:10])
    except ValueError:
        return False
    return (day - retrieved).days > 1


def _stamps(document: Document) -> list[_Stamp]:
    """Return the stamps of the body's first part, else the day that is the whole title."""
    start = document.body_start
    found = _stamps_in(document.text[start : start + _REACH], start, document)
    heads = {stamp.day for stamp in found if stamp.kind in (_OPENING, _HEAD)}
    left_out = (_OPENING, _HEAD) if len(heads) >= _CHRONICLE else (_HEAD,)
    found = [stamp for stamp in found if stamp.kind not in left_out]
    if found or not start:
        return found
    title = document.text[:start].strip()
    named = _stamps_in(document.text[:start], 0, document)
    return [stamp for stamp in named if stamp.words.text == title and stamp.kind != _HEAD]


def _stamps_in(part: str, offset: int, document: Document) -> list[_Stamp]:
    line = line_of(part, document.published, document.language)
    found: list[_Stamp] = []
    at = 0
    while at < line.size:
        first, hit = _date_at(line, at)
        if hit is None:
            at += 1
            continue
        start, end = line.at(at).start, line.at(hit.after - 1).end
        kind = _kind(part, start, end, hit, document.title)
        if kind is not None:
            days = _day(line, first, hit, document.published)
            words = Words(start + offset, end + offset, part[start:end])
            found.extend(_Stamp(words, day, kind) for day in days)
        at = hit.after
    return found


def _date_at(line: Line, at: int) -> tuple[int, Hit | None]:
    """Read a date of day and month at token `at`, a weekday before it included; the token of day or month first."""
    first = at
    if line.has(at, "weekday"):
        first = line.skip_mark(line.skip_mark(at + 1, "."), ",،")
    token = line.at(first)
    if not (token.digits or "month" in token.tags or "day_name" in token.tags):
        return first, None
    hit = full_day(line, first, line.anchor)
    return first, hit if hit is not None and hit.day else None


def _kind(part: str, start: int, end: int, hit: Hit, title: str) -> int | None:
    """Tell whether a date stands where a document gives its own day."""
    before, behind = part[:start], part[end : end + _BEHIND]
    told = dateline.announced(before)
    if told is not None:
        return _CHANGED if told else _PUBLISHED
    if dateline.opens_text(before, behind, stated=hit.stated):
        return None if dateline.opens_title(part[start:end], title) else _OPENING
    if dateline.follows_place(before, behind) or (hit.stated and dateline.before_outlet(before, behind)):
        return _PUBLISHED
    beside = dateline.follows_agency(before) or dateline.on_page(before, behind)
    beside = beside or dateline.closes_bulletin(before, behind)
    if hit.stated and (beside or dateline.follows_title(before, title)):
        return _PUBLISHED
    return _HEAD if before.endswith("\n") else None


def _day(line: Line, at: int, hit: Hit, metadata: dt.date | None) -> tuple[dt.date | None, ...]:
    """Return the day of a stamp; (None,) where its order is undecided, nothing where it is no day of our calendar."""
    if line.at(at + 1).mark == "/" and line.at(at + 3).mark == "/":
        return (_decided(line, at, metadata),) if not line.has(hit.after - 1, "hijri_mark") else ()
    if hit.days is None:
        return ()
    if hit.stated:
        return (hit.days[0],)
    day = closest_year(hit.days[0].month, hit.days[0].day, metadata) if metadata else None
    return (day,) if day else ()


def _decided(line: Line, at: int, metadata: dt.date | None) -> dt.date | None:
    """Read a slash date that fits both orders only where the metadata's day is within a week of one of them."""
    alone = numeric(line, at, None)
    if alone and alone.days:
        return alone.days[0]
    near = numeric(line, at, metadata, within=_NEAR_DAYS)
    return near.days[0] if near and near.days else None


_REASONS = {
    "dateline_after_retrieval": (
        "The dateline lies after the day the document was retrieved; the metadata's day is used.",
        "Check the dateline and the retrieval time; correct the document's date.",
    ),
    "dateline_not_understood": (
        "Nothing decides which number of the dateline is the day and which the month; the metadata's day is used.",
        "Give the document's publication date, or declare the order of day and month of its source.",
    ),
    "publication_date_unknown": (
        "The document has neither a dateline nor a publication date; words such as yesterday stay unresolved.",
        "Give the document's publication date.",
    ),
}


def _finding(document: Document, *, kind: str, words: str) -> Finding:
    message, remedy = _REASONS[kind]
    return Finding(
        kind=kind,
        severity=Severity.WARNING,
        where=document.id,
        document=document.id,
        words=words,
        message=message,
        remedy=remedy,
    )


def _contradiction(document: Document, stamp: _Stamp) -> Finding:
    return Finding(
        kind="dateline_contradicts_metadata",
        severity=Severity.WARNING,
        where=document.id,
        document=document.id,
        words=stamp.words.text,
        message=f"The text is dated {stamp.day}, its metadata say {document.published}; the text's date is used.",
        remedy="Check the publication date; a date in the text beats metadata, which often give the day of collection.",
    )
