"""The chain behind a number: rule, claims, quotes, documents, originals and offsets."""

import datetime as dt
import re

import msgspec

from marsad.records import (
    Bound,
    Claim,
    DateBasis,
    Document,
    Figure,
    Flag,
    Incident,
    Measure,
    Population,
    Span,
    Tally,
    Words,
)
from marsad.release.cleaning import one_line, without_folders
from marsad.release.lookup import Lookup
from marsad.release.passages import Passage, passage_of, words_of
from marsad.release.wording import claim_notes, recognition_notes

UNTITLED = "an untitled document"

_DOCUMENT_ID = re.compile(r"\bdoc-[0-9a-f]{32}\b")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The document a claim stands in and the original it came from.

    `url` is given only where it leads to the web; `file` is a name under which the original came in.
    """

    document: str
    name: str
    title: str
    publisher: str
    published: dt.date | None
    language: str
    url: str
    original: str
    file: str
    position: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with the words it rests on, where they stand, and who said them first.

    `start` and `end` are characters of the document's text, `byte_start` and `byte_end` bytes of the original (None
    where the text is not a literal stretch of it). `low` and `high` are what `words` allow by `rule` (`high` None:
    no upper end).
    """

    claim: str
    measure: Measure
    population: Population
    words: str
    low: int
    high: int | None
    rule: str
    ruleset: str
    passage: Passage
    start: int
    end: int
    byte_start: int | None
    byte_end: int | None
    source: Source
    flags: tuple[Flag, ...]
    date_start: dt.date | None
    date_end: dt.date | None
    date_basis: DateBasis
    attribution: str
    perpetrator: str
    origin: str
    origin_name: str
    origin_kind: str
    origin_reason: str
    notes: tuple[str, ...]


class BoundLink(msgspec.Struct, frozen=True, kw_only=True):
    """One end of a figure, the rule that set it and the claims it rests on."""

    name: str
    value: int
    rule: str
    claims: tuple[str, ...]


def bound_links(figure: Figure) -> tuple[BoundLink, ...]:
    """Return low, best and high in this order."""
    bounds: tuple[tuple[str, Bound], ...] = (("low", figure.low), ("best", figure.best), ("high", figure.high))
    return tuple(BoundLink(name=name, value=b.value, rule=b.rule, claims=b.claims) for name, b in bounds)


def evidence_of(claims: tuple[str, ...], lookup: Lookup) -> tuple[Evidence, ...]:
    """Return the evidence of claims in order of publication, document and place in it; unknown ids are left out."""
    known = (lookup.claims[name] for name in claims if name in lookup.claims)
    pairs = [(claim, lookup.documents[claim.document]) for claim in known if claim.document in lookup.documents]
    pairs.sort(key=lambda pair: reading_order(pair[0], pair[1]))
    return tuple(evidence(claim, document, lookup) for claim, document in pairs)


def reading_order(claim: Claim, document: Document) -> tuple[dt.date, str, int, str]:
    """Sort key: day of publication (undated last), document's name, place in the text, id."""
    return (claim.reported or document.published or dt.date.max, document.name, claim.key.start, claim.id)


def evidence(claim: Claim, document: Document, lookup: Lookup) -> Evidence:
    """Return one claim with its quote, its document and its origin, names withheld."""
    origin = lookup.origins.get(claim.id)
    quote = _inside(claim.quote, document) or claim.key
    byte_start, byte_end = byte_offsets(document, quote)
    return Evidence(
        claim=claim.id,
        measure=claim.measure,
        population=claim.population,
        words=spoken(claim.quantity.words, document, lookup),
        low=claim.quantity.low,
        high=claim.quantity.high,
        rule=claim.quantity.rule,
        ruleset=claim.quantity.ruleset,
        passage=passage_of(document, quote, claim.key, lookup.withholding),
        start=quote.start,
        end=quote.end,
        byte_start=byte_start,
        byte_end=byte_end,
        source=source_of(document, lookup),
        flags=claim.flags,
        date_start=claim.when.start,
        date_end=claim.when.end,
        date_basis=claim.when.basis,
        attribution=spoken(claim.attribution, document, lookup),
        perpetrator=spoken(claim.perpetrator, document, lookup),
        origin=origin.id if origin else "",
        origin_name=told(origin.name, lookup, document.id) if origin else "",
        origin_kind=origin.kind.value if origin else "",
        origin_reason=told(origin.reason, lookup, document.id) if origin else "",
        notes=(*claim_notes(claim, lookup.snapshot.marks.get(claim.id)), *recognition_notes(document)),
    )


def source_of(document: Document, lookup: Lookup) -> Source:
    """Return what may be shown of a document: no absolute path, no address outside the web, no name withheld."""
    hide = lookup.withholding.hide
    web = document.url if document.url.startswith(("https://", "http://")) else ""
    return Source(
        document=document.id,
        name=one_line(without_folders(document.name)),
        title=one_line(hide(document.title, document.id)),
        publisher=one_line(hide(document.publisher, document.id)),
        published=document.published,
        language=document.language,
        url=one_line(web),
        original=document.original,
        file=next(iter(files_of(document, lookup)), ""),
        position=one_line(without_folders(document.position)),
    )


def files_of(document: Document, lookup: Lookup) -> tuple[str, ...]:
    """Return the names under which the original of a document came in, folders of absolute paths left out."""
    names = lookup.snapshot.received.get(document.original, ())
    return tuple(one_line(lookup.withholding.hide(without_folders(name), document.id)) for name in names)


def spoken(words: Words | None, document: Document, lookup: Lookup) -> str:
    """Return words of a document as they may be shown, or nothing."""
    return one_line(words_of(document, words.span, lookup.withholding)) if words else ""


def told(text: str, lookup: Lookup, *documents: str) -> str:
    """Return what was written about `documents` as it may be shown: names withheld, documents by their titles."""

    def title(match: re.Match[str]) -> str:
        document = lookup.documents.get(match.group())
        if document is None:
            return match.group()
        files = files_of(document, lookup)
        return f"“{document.title}”" if document.title else document.source_id or (files[0] if files else UNTITLED)

    return one_line(lookup.withholding.hide(_DOCUMENT_ID.sub(title, without_folders(text)), *documents))


def byte_offsets(document: Document, span: Span) -> tuple[int | None, int | None]:
    """Return where in the original a span stands, in bytes, where the text is a literal stretch of it."""
    if document.byte_offset < 0:
        return None, None
    start = document.byte_offset + _bytes(document.text[: span.start])
    return start, start + _bytes(span.of(document.text))


def subject_claims(subject: Incident | Tally) -> tuple[str, ...]:
    """Return the claims of an incident or of all steps of a tally."""
    if isinstance(subject, Incident):
        return subject.claims
    return tuple(claim for step in subject.steps for claim in step.claims)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _inside(span: Span, document: Document) -> Span | None:
    return span if 0 <= span.start < span.end <= len(document.text) else None
