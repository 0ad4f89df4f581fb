"""The English rule reader: documents to claims, by word tables and the grammar of clauses."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from marsad.places import Gazetteer, find_places
from marsad.reading import (
    events,
    findings,
    grammar,
    locating,
    mentions,
    protecting,
    running,
    sentences,
    timing,
    tokens,
    translations,
)
from marsad.reading.clause import Clause
from marsad.reading.dates import DateMention, EffectiveDate, effective_date, find_dates, future_finding
from marsad.reading.drafts import Draft, drafts
from marsad.reading.grammar import Line
from marsad.reading.mentions import Told
from marsad.reading.reader import Reading
from marsad.reading.scenes import scenes
from marsad.records import Claim, Document, Finding, Mention, PlaceMention, Span, claim_id, content_id

_LANGUAGES = frozenset({"en", "eng"})
_NAME = "rules-en/1"


class EnglishRules:
    """Reads English by rule. Holds nothing but the word tables, so one instance serves any number of processes."""

    @property
    def name(self) -> str:
        """Reader and version."""
        return _NAME

    def takes(self, document: Document) -> bool:
        """Tell whether the document is in English, regional tags included ("en-GB")."""
        return document.language.lower().replace("_", "-").split("-")[0] in _LANGUAGES

    def protected(self, document: Document) -> tuple[Span, ...]:
        """Return the spans of names to seal."""
        return protecting.protected(_lines(document.readable(), document.title))

    def read(self, document: Document, gazetteer: Gazetteer) -> Reading:
        """Return the claims of a document in order of their words, with findings for what could not be understood.

        Masked text is not read. Any text gives a reading: one without harm words has no claims.
        """
        text = document.readable()
        effective = effective_date(document)
        lines = _lines(text, document.title)
        clauses = [Clause(line) for line in lines]
        found = (
            drafts(text, lines, clauses, effective.date)
            if any(clause.triggers or clause.groups for clause in clauses)
            else []
        )
        if not found:
            return _reading(
                document, effective, (), protecting.protected(lines), findings.undivided(document, text, clauses)
            )
        dates = _dates(text, effective, document.language)
        told = _tell(found, lines, dates, scenes(lines, find_places(document, gazetteer)), effective.date)
        withheld = protecting.protected(lines)
        claims = _claims(document, told, effective.date, withheld)
        problems = [
            *findings.undivided(document, text, clauses),
            *findings.not_understood(document, [one.best for one in told]),
            *_future(document, told, dates, effective.date),
        ]
        return _reading(document, effective, claims, withheld, problems)


def _lines(text: str, title: str) -> list[Line]:
    found = tokens.tokenise(text)
    return grammar.lines(found, sentences.split(found, title))


def _dates(text: str, effective: EffectiveDate, language: str) -> tuple[DateMention, ...]:
    """Return the dates told in a text; its dateline tells when it was written, not when anything happened."""
    found = find_dates(text, effective.date, language)
    if effective.words is None:
        return found
    dateline = effective.words.span
    return tuple(mention for mention in found if not mention.words.span.overlaps(dateline))


def _reading(
    document: Document,
    effective: EffectiveDate,
    claims: tuple[Claim, ...],
    withheld: tuple[Span, ...],
    problems: Iterable[Finding],
) -> Reading:
    return Reading(
        document=document.id,
        reader=_NAME,
        effective=effective.date,
        dateline=effective.words.span if effective.words else None,
        claims=claims,
        protected=withheld,
        findings=(*effective.findings, *dict.fromkeys(problems)),
    )


def _tell(
    found: Sequence[Draft],
    lines: Sequence[Line],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    effective: dt.date | None,
) -> list[Told]:
    """Fill in places and dates, merge repeated mentions, and tell the events apart."""
    locating.locate(found, lines, places)
    timing.date(found, lines, dates, effective)
    if running.settle(found, lines):
        timing.date(found, lines, dates, effective)
    translations.widen(found, lines)
    told = mentions.merge(found, lines)
    for one in told:
        locating.share(one.best, one.others)
    best = [one.best for one in told]
    events.group(best, lines, places, dates)
    locating.inherit(best, lines, places)
    timing.inherit(best, lines, dates, effective)
    return told


def _claims(
    document: Document, told: Sequence[Told], effective: dt.date | None, withheld: Sequence[Span]
) -> tuple[Claim, ...]:
    ids: dict[int, str] = {}
    for one in told:
        name = claim_id(document.id, one.best.measure, one.best.key)
        ids.update((id(draft), name) for draft in (one.best, *one.others))
    claims: dict[str, Claim] = {}
    for one in told:
        claim = _claim(document, one, ids, effective, withheld)
        claims.setdefault(claim.id, claim)
    return tuple(sorted(claims.values(), key=lambda claim: (claim.key, claim.measure.value)))


def _claim(
    document: Document,
    told: Told,
    ids: Mapping[int, str],
    effective: dt.date | None,
    withheld: Sequence[Span],
) -> Claim:
    best = told.best
    name = ids[id(best)]
    whole = ids.get(id(best.whole), "") if best.whole is not None else ""
    return Claim(
        id=name,
        document=document.id,
        measure=best.measure,
        quantity=best.quantity,
        key=best.key,
        quote=best.quote,
        mentions=tuple(
            Mention(quote=other.quote, quantity=other.quantity)
            for other in sorted(told.others, key=lambda draft: draft.quote)
        ),
        group=best.group,
        population=best.population,
        flags=best.flags,
        places=best.places,
        when=best.when,
        reported=effective,
        perpetrator=best.perpetrator,
        attribution=protecting.without(best.attribution, document.text, withheld),
        tally=best.tally,
        modality=best.modality,
        context=best.context,
        event_type=best.event_type,
        event=content_id("evt", document.id, best.event) if best.event >= 0 else "",
        subset_of=whole if whole != name else "",
        reader=_NAME,
    )


def _future(
    document: Document, told: Sequence[Told], dates: Sequence[DateMention], effective: dt.date | None
) -> list[Finding]:
    """Report dates after publication that a claim took for its own."""
    used = {one.best.when.words for one in told if one.best.when.words is not None}
    found = [future_finding(document.id, mention, effective) for mention in dates if mention.words in used]
    return [finding for finding in found if finding is not None]
