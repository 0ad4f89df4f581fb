"""From drafts to a reading, in any language: places and dates, repeated mentions, events, claims."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from marsad.reading import events, locating, mentions, protecting, running, timing, translations
from marsad.reading.dates import DateMention, EffectiveDate, find_dates, future_finding
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.mentions import Told
from marsad.reading.reader import Reading
from marsad.records import Claim, Document, Finding, Mention, PlaceMention, Span, claim_id, content_id


def dates_told(text: str, effective: EffectiveDate, language: str) -> tuple[DateMention, ...]:
    """Return the dates told in a text; its dateline tells when it was written, not when anything happened."""
    found = find_dates(text, effective.date, language)
    if effective.words is None:
        return found
    dateline = effective.words.span
    return tuple(mention for mention in found if not mention.words.span.overlaps(dateline))


def reading_of(
    document: Document,
    effective: EffectiveDate,
    claims: tuple[Claim, ...],
    withheld: tuple[Span, ...],
    problems: Iterable[Finding],
    *,
    reader: str,
) -> Reading:
    """Return the reading of a document; findings come once each."""
    return Reading(
        document=document.id,
        reader=reader,
        effective=effective.date,
        dateline=effective.words.span if effective.words else None,
        claims=claims,
        protected=withheld,
        findings=(*effective.findings, *dict.fromkeys(problems)),
    )


def tell(
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


def claims_of(
    document: Document, told: Sequence[Told], effective: dt.date | None, withheld: Sequence[Span], reader: str
) -> tuple[Claim, ...]:
    """Return the claims of a document in order of their words, each id once."""
    ids: dict[int, str] = {}
    for one in told:
        name = claim_id(document.id, one.best.measure, one.best.key)
        ids.update((id(draft), name) for draft in (one.best, *one.others))
    claims: dict[str, Claim] = {}
    for one in told:
        claim = _claim(document, one, ids, effective, withheld, reader=reader)
        claims.setdefault(claim.id, claim)
    return tuple(sorted(claims.values(), key=lambda claim: (claim.key, claim.measure.value)))


def _claim(
    document: Document,
    told: Told,
    ids: Mapping[int, str],
    effective: dt.date | None,
    withheld: Sequence[Span],
    *,
    reader: str,
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
        reader=reader,
        confidence=best.confidence,
    )


def future(
    document: Document, told: Sequence[Told], dates: Sequence[DateMention], effective: dt.date | None
) -> list[Finding]:
    """Report dates after publication that a claim took for its own."""
    used = {one.best.when.words for one in told if one.best.when.words is not None}
    found = [future_finding(document.id, mention, effective) for mention in dates if mention.words in used]
    return [finding for finding in found if finding is not None]
