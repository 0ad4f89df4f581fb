"""Sources: what linking keeps of a document."""

import datetime as dt
import re
from collections.abc import Sequence

import msgspec
import rensa

from marsad.linking.speakers import directory
from marsad.linking.words import fold
from marsad.records import Document

SIGNATURE_LENGTH = 126  # 42 bands of 3: two texts that share half their shingles meet with probability 0.996
_SEED = 20250306
_SHINGLE = 4
_LEAST_WORDS = 12
_MOST_CHARACTERS = 400_000
_LEAD = 160
_BRACKETS = re.compile(r"\(([^()\n]{2,40})\)")
_LAST_WORDS = re.compile(r"(?:\(|\b[Ss]ources?: ?|[-–—/] ?)([\w.&' ]{2,40})[).\s]*\Z")
_DASH = re.compile(r"\s[-–—]+\s")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What linking knows of a document.

    `signature` is the MinHash of the word shingles of its body, empty for a text too short to recognise (under 12
    words); `shingles` counts the distinct ones. `credit` is the agency that its dateline or its last words name
    ("BEIRUT (Reuters) -", "Source: AFP"), `monitors` the ids of the monitors its text names in full.
    """

    document: str
    publisher: str = ""
    published: dt.date | None = None
    published_time: str = ""
    language: str = "und"
    url: str = ""
    signature: tuple[int, ...] = ()
    shingles: int = 0
    credit: str = ""
    monitors: tuple[str, ...] = ()

    @property
    def age(self) -> tuple[dt.date, str, str]:
        """Sort key, oldest first; a document without a date comes last."""
        return (self.published or dt.date.max, self.published_time, self.document)


def describe(document: Document, effective: dt.date | None) -> Source:
    """Return what linking needs of `document`; `effective` is its publication day as its reader resolved it."""
    body = document.readable()[document.body_start : document.body_start + _MOST_CHARACTERS]
    words = fold(body)
    shingles = _shingles(words)
    return Source(
        document=document.id,
        publisher=document.publisher,
        published=effective or document.published,
        published_time=document.published_time,
        language=document.language,
        url=document.url,
        signature=_signature(shingles),
        shingles=len(shingles),
        credit=_credit(body[:_LEAD]) or _credit_at_end(body.rstrip()[-_LEAD:]),
        monitors=directory().monitors(words),
    )


def _shingles(words: Sequence[str]) -> list[str]:
    if len(words) < _LEAST_WORDS:
        return []
    return sorted({" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)})


def _signature(shingles: list[str]) -> tuple[int, ...]:
    if not shingles:
        return ()
    sketch = rensa.RMinHash(SIGNATURE_LENGTH, _SEED)
    sketch.update(shingles)
    return tuple(sketch.digest())


def _credit(lead: str) -> str:
    """Name the agency in a dateline, in brackets or before a dash; only agencies are credited so."""
    candidates = [match.group(1) for match in _BRACKETS.finditer(lead)]
    before_dash = _DASH.split(lead, maxsplit=1)
    if len(before_dash) > 1 and len(before_dash[0]) <= 40:
        candidates.append(before_dash[0].rpartition(",")[2])
    return next((name for candidate in candidates if (name := _agency(candidate))), "")


def _credit_at_end(tail: str) -> str:
    """Name the agency credited by the last words of a text: "(AFP)", "Source: AFP", "- Reuters"."""
    found = _LAST_WORDS.search(tail)
    return _agency(found.group(1)) if found else ""


def _agency(words: str) -> str:
    body = directory().publisher(words).body
    return body.name if body is not None and body.kind == "channel" else ""
