"""The day a document speaks from: its own dateline or stamp first, the metadata's day where it has none."""

import datetime as dt
import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from marsad.reading.dates.absolute import full_day, numeric
from marsad.reading.dates.days import closest_year
from marsad.reading.dates.finder import line_of
from marsad.reading.dates.line import Hit, Line
from marsad.reading.dates.tokens import fold
from marsad.records import Document, Finding, Severity, Words

_REACH = 700  # characters of the body in which a stamp may stand
_BEFORE = 40  # characters in which the words that announce a stamp stand
_NEAR_DAYS = 7
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLOCK = re.compile(r"(?:^|\s)\d{1,2}:?\d{2}(?:\s*(?:GMT|UTC|[ap]\.?m\.?))?[\s,|-]*$", re.IGNORECASE)
_CLOCK_BEHIND = re.compile(r"[\s,|-]*(?:\d{2}:\d{2}|\d{4}\s*[ap]\.?m)\b", re.IGNORECASE)
_IN_SENTENCE = re.compile(r"\b(?:on|in|of|since|until|by|from|to|the|dated|and)\s*$", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[\s\[(|*#>\-–—]*(?:\d{1,2}:\d{2}\s*(?:GMT|UTC)?[\s,|\-]*)?$", re.IGNORECASE)
_DATELINE_PLACE = re.compile(
    r"(?:^|[\n.\])}:|-])[\s\[(*#>]*(?:[A-Z\u0621-\u064a][\w'’.-]*|\([^()\n]{1,40}\)|[,،/ ]|al-|de|el|ez-)"
    r"{1,12}[,،]?\s*(?:[-–—]\s*)?$"
)
_DATELINE_END = re.compile(
    r"\s*,?\s*(?:\d{2,4}\s*)?(?:\([^()\n]{1,60}\)|[A-Z]{2,8}\b)?\s*(?:\[[^\[\]\n]{1,30}\]\s*)*(?:--|[-–—:]|\()"
)


class EffectiveDate(msgspec.Struct, frozen=True, kw_only=True):
    """The day dates are resolved against, the words of the dateline it comes from (None: metadata), and findings."""

    date: dt.date | None
    words: Words | None = None
    findings: tuple[Finding, ...] = ()


class _Stamp(msgspec.Struct, frozen=True):
    words: Words
    day: dt.date | None  # None: an order of day and month that nothing decides
    rank: int  # 0 for a day of publication, 1 for a later change


@cache
def _table(name: str) -> frozenset[str]:
    tables = tomllib.loads(files(__package__).joinpath("data", "stamps.toml").read_text("utf-8"))
    return frozenset(tables[name]["words"])


def effective_date(document: Document) -> EffectiveDate:
    """Return the day `document` speaks from.

    A dateline or stamp in the first part of the text beats `document.published`; where they are more than a day
    apart a finding says so. A date of an event is no stamp: it stands in a sentence. Without either the day is
    None and a finding says that relative dates stay unresolved.
    """
    stamps = _stamps(document)
    known = sorted((stamp for stamp in stamps if stamp.day), key=lambda stamp: (stamp.rank, stamp.words.start))
    metadata = document.published
    if known and known[0].day:
        best = known[0]
        if _after_retrieval(document, known[0].day):
            return EffectiveDate(
                date=metadata, findings=(_finding(document, "dateline_after_retrieval", best.words.text),)
            )
        apart = abs((known[0].day - metadata).days) if metadata else 0
        findings = (_contradiction(document, best, metadata),) if metadata and apart > 1 else ()
        return EffectiveDate(date=best.day, words=best.words, findings=findings)
    problems = [_finding(document, "dateline_not_understood", stamp.words.text) for stamp in stamps[:1]]
    if metadata is None:
        problems.append(_finding(document, "publication_date_unknown", ""))
    return EffectiveDate(date=metadata, findings=tuple(problems))


def _after_retrieval(document: Document, day: dt.date) -> bool:
    try:
        retrieved = dt.date.fromisoformat(document.retrieved[:10])
    except ValueError:
        return False
    return (day - retrieved).days > 1


def _stamps(document: Document) -> list[_Stamp]:
    text = document.text
    found = _stamps_in(text[: document.body_start], 0, document) if document.body_start else []
    return found + _stamps_in(text[document.body_start : document.body_start + _REACH], document.body_start, document)


def _stamps_in(part: str, offset: int, document: Document) -> list[_Stamp]:
    line = line_of(part, document.published, document.language)
    found: list[_Stamp] = []
    at = 0
    while at < line.size:
        start, hit = _date_at(line, at, document.published)
        if hit is None:
            at += 1
            continue
        stamp = _stamp(part, line, at, hit, document)
        if stamp is not None:
            first, last = line.at(start).start, line.at(hit.after - 1).end
            words = Words(first + offset, last + offset, part[first:last])
            found.append(_Stamp(words, stamp[0], stamp[1]))
        at = hit.after
    return found


def _date_at(line: Line, at: int, metadata: dt.date | None) -> tuple[int, Hit | None]:
    """Read a date of day and month at token `at`, a weekday before it included."""
    first = at
    if line.has(at, "weekday"):
        at = line.skip_mark(at + 1, ".")
        at = line.skip_mark(at, ",،")
    token = line.at(at)
    if not (token.digits or "month" in token.tags):
        return first, None
    hit = full_day(line, at, metadata)
    return first, hit if hit is None or hit.day else None


def _stamp(part: str, line: Line, at: int, hit: Hit, document: Document) -> tuple[dt.date | None, int] | None:
    start, end = line.at(at).start, line.at(hit.after - 1).end
    before, behind = part[max(0, start - _REACH) : start], part[end : end + 120]
    rank = _rank(before, behind, hit.stated, document.title)
    if rank is None:
        return None
    if hit.days is None:
        return (None, rank) if numeric(line, at, None) else None
    day = hit.days[0]
    if not hit.stated:
        closest = closest_year(day.month, day.day, document.published) if document.published else None
        if closest is None:
            return None
        day = closest
    elif part[start:end].count("/") == 2:
        return _decided(line, at, document.published, rank)
    return day, rank


def _decided(line: Line, at: int, metadata: dt.date | None, rank: int) -> tuple[dt.date | None, int]:
    """A slash date that fits both orders counts only where metadata are within a week of one of them."""
    alone = numeric(line, at, None)
    if alone and alone.days:
        return alone.days[0], rank
    near = numeric(line, at, metadata)
    if near and near.days and metadata and abs((near.days[0] - metadata).days) <= _NEAR_DAYS:
        return near.days[0], rank
    return None, rank


def _rank(before: str, behind: str, stated: bool, title: str) -> int | None:
    """Tell whether a date between these words is a stamp: 0 of publication, 1 of a later change, None of neither."""
    announced = _announced(before)
    if announced is not None:
        return announced
    follows = _first_words(behind)
    if _LINE_START.search(before):
        if stated:
            return None if follows[:1] and follows[0] in _table("sentence") else 0
        return 0 if _DATELINE_END.match(behind) else None
    if _DATELINE_PLACE.search(before[-80:]) and _DATELINE_END.match(behind):
        return 0
    if not stated:
        return None
    return 0 if _beside_agency(before) or _on_page(before, behind) or _after_title(before, title) else None


def _announced(before: str) -> int | None:
    words = [fold(word) for word in _WORDS.findall(before[-_BEFORE:])]
    tail = before[-_BEFORE:].rstrip()
    if tail.endswith((".", "?", "!")):
        return None
    while words and words[-1] in ("the", "يوم", "gmt"):
        words.pop()
    for size in (3, 2, 1):
        phrase = " ".join(words[-size:]) if len(words) >= size else ""
        if phrase in _table("later"):
            return 1
        if phrase in _table("first"):
            return 0
    return None


def _first_words(behind: str) -> list[str]:
    return [fold(word) for word in _WORDS.findall(behind)[:3]]


def _beside_agency(before: str) -> bool:
    words = [fold(word) for word in _WORDS.findall(before[-_BEFORE:])]
    bare = not before.rstrip().endswith((".", ",", ")", "،"))
    return bare and any(" ".join(words[-size:]) in _table("agency") for size in (1, 2, 3))


def _on_page(before: str, behind: str) -> bool:
    """The stamp of a page: a clock time beside it, or the page's own buttons behind it."""
    if _CLOCK.search(before[-12:]):
        return True
    if _CLOCK_BEHIND.match(behind) and not _IN_SENTENCE.search(before[-12:]):
        return True
    follows = _first_words(behind)
    return any(" ".join(follows[:size]) in _table("behind") for size in (1, 3)) and behind[:1] != ","


def _after_title(before: str, title: str) -> bool:
    said, named = _folded(before), _folded(title)
    return bool(named) and len(said) <= len(named) + 1 and said[: len(named)] == named


def _folded(text: str) -> list[str]:
    return [fold(word) for word in _WORDS.findall(text)]


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


def _finding(document: Document, kind: str, words: str) -> Finding:
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


def _contradiction(document: Document, stamp: _Stamp, metadata: dt.date) -> Finding:
    return Finding(
        kind="dateline_contradicts_metadata",
        severity=Severity.WARNING,
        where=document.id,
        document=document.id,
        words=stamp.words.text,
        message=f"The text is dated {stamp.day}, its metadata say {metadata}; the text's own date is used.",
        remedy="Check the publication date; a date in the text beats metadata, which often give the day of collection.",
    )
