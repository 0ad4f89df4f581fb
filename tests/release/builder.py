"""Builds small invented snapshots: documents in the project's own words, claims found in them by their quotes."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from marsad.records import (
    Bound,
    Claim,
    Context,
    DateBasis,
    DatePrecision,
    Document,
    EventType,
    Figure,
    Finding,
    Incident,
    Interval,
    Measure,
    Modality,
    Operator,
    Origin,
    OriginKind,
    Place,
    PlaceKind,
    PlaceMention,
    PlacePrecision,
    Population,
    Quantity,
    ReadingNote,
    Severity,
    Snapshot,
    Span,
    Tally,
    TallyKind,
    TallyStep,
    Words,
    claim_id,
    content_id,
    document_id,
)

MARCH = dt.date(2025, 3, 1)


def headline(figures: Iterable[Figure], measure: Measure) -> Figure | None:
    """The figure over everybody, else the first by id: enough to show one."""
    found = sorted((f for f in figures if f.measure == measure), key=lambda f: (f.population != Population.ALL, f.id))
    return found[0] if found else None


def place(name, ar, lat, lon, *, kind=PlaceKind.LOCALITY, admin=("SY", "SY-coast"), country="SY", name_id=""):
    return Place(
        id=name_id or content_id("plc", name, kind.value),
        name=name,
        name_ar=ar,
        kind=kind,
        country=country,
        admin=admin,
        latitude=lat,
        longitude=lon,
    )


def document(text, *, title="", publisher="", day=8, language="en", source_id="", url="", byte_offset=-1, masks=()):
    whole = f"{title}\n\n{text}" if title else text
    sha = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=document_id(sha, source_id),
        original=sha,
        source_id=source_id,
        title=title,
        text=whole,
        body_start=len(whole) - len(text),
        language=language,
        published=dt.date(2025, 3, day) if day else None,
        publisher=publisher,
        url=url,
        byte_offset=byte_offset,
        masks=masks,
    )


def quantity(words, low, high, *, floor=None, point=None, operator=Operator.EQ, rule="V1"):
    return Quantity(
        words=words,
        operator=operator,
        value=low,
        low=low,
        high=high,
        floor=low if floor is None else floor,
        point=point,
        rule=rule,
        ruleset="marsad/1",
    )


def claim(
    doc,
    quote,
    number,
    low,
    high="same",
    *,
    measure=Measure.KILLED,
    population=Population.UNKNOWN,
    places=(),
    attribution="",
    perpetrator="",
    day=7,
    rule="V1",
    operator=Operator.EQ,
    tally=TallyKind.EVENT,
    modality=Modality.ASSERTED,
    context=Context.CONFLICT,
    subset_of="",
    event_type=EventType.SHOOTING,
):
    start = doc.text.index(quote)
    key = doc.text.index(number, start)
    high = low if high == "same" else high
    when = dt.date(2025, 3, day)
    span = Span(key, key + len(number))
    mentions = []
    for found in places:
        at = doc.text.find(found.name)
        words = Words.at(doc.text, at, at + len(found.name)) if at >= 0 else Words.at(doc.text, 0, 0)
        mentions.append(PlaceMention(words=words, place=found, precision=PlacePrecision.LOCALITY))

    def spoken(words):
        at = doc.text.index(words)
        return Words.at(doc.text, at, at + len(words))

    return Claim(
        id=claim_id(doc.id, measure, span),
        document=doc.id,
        measure=measure,
        quantity=quantity(
            Words.at(doc.text, *_ends(span)),
            low,
            high,
            point=low if low == high else None,
            rule=rule,
            operator=operator,
        ),
        key=span,
        quote=Span(start, start + len(quote)),
        population=population,
        places=tuple(mentions),
        when=Interval(start=when, end=when, precision=DatePrecision.DAY, basis=DateBasis.RESOLVED),
        reported=doc.published,
        attribution=spoken(attribution) if attribution else None,
        perpetrator=spoken(perpetrator) if perpetrator else None,
        tally=tally,
        modality=modality,
        context=context,
        subset_of=subset_of,
        event_type=event_type,
        reader="rules-en/1",
    )


def _ends(span):
    return span.start, span.end


def origin(name, *claims, kind=OriginKind.ATTRIBUTED, reason="the text names who says it"):
    ids = tuple(sorted(c.id for c in claims))
    return Origin(id=content_id("org", name, *ids), name=name, kind=kind, claims=ids, reason=reason)


def incident(
    *claims,
    where=None,
    words="",
    precision=PlacePrecision.LOCALITY,
    start=7,
    end=None,
    context=Context.CONFLICT,
    aliases=(),
    event_type=EventType.SHOOTING,
    dates=None,
):
    first, last = dates or (
        dt.date(2025, 3, start) if start else None,
        dt.date(2025, 3, end or start) if start else None,
    )
    days = (last - first).days if first else -1
    kind = DatePrecision.UNKNOWN if days < 0 else DatePrecision.DAY if days == 0 else DatePrecision.DAYS
    return Incident(
        id=content_id("inc", *sorted(c.id for c in claims)),
        aliases=aliases,
        context=context,
        event_type=event_type,
        place=where,
        place_words=words,
        place_precision=precision if where else PlacePrecision.UNKNOWN,
        date_start=first,
        date_end=last,
        date_precision=kind if days < 7 else DatePrecision.MONTH,
        claims=tuple(sorted(c.id for c in claims)),
        documents=tuple(sorted({c.document for c in claims})),
    )


def figure(
    subject,
    *claims,
    low,
    best,
    high,
    population=Population.ALL,
    origins=2,
    high_open=False,
    best_is_floor=False,
    dissent=(),
    as_of=None,
):
    ids = tuple(sorted(c.id for c in claims))
    measure = claims[0].measure

    def bound(value, rule):
        setting = tuple(sorted(c.id for c in claims if c.quantity.low <= value <= (c.quantity.high or value)))
        return Bound(value=value, claims=setting or ids[:1], rule=rule)

    return Figure(
        id=content_id("fig", subject.id, measure.value, population.value),
        subject=subject.id,
        measure=measure,
        population=population,
        low=bound(low, "smallest_floor"),
        best=bound(best, "most_origins"),
        high=bound(high, "largest_upper_bound"),
        high_open=high_open,
        best_is_floor=best_is_floor,
        origins=origins,
        provisional=origins < 2,
        claims=ids,
        dissent=tuple(sorted(c.id for c in dissent)),
        ruleset="marsad/1",
        as_of=as_of,
    )


def tally(origin_name, *steps, population=Population.CIVILIAN, where=None, words="", since=None):
    first = steps[0][1]
    return Tally(
        id=content_id("tal", origin_name, first.id),
        origin=content_id("org", origin_name),
        claimant=origin_name,
        measure=first.measure,
        population=population,
        context=Context.CONFLICT,
        place=where,
        place_words=words,
        since=since,
        steps=tuple(
            TallyStep(as_of=dt.date(2025, 3, day), claims=(c.id,), superseded=(c, day) != (steps[-1][1], steps[-1][0]))
            for day, c in steps
        ),
    )


def finding(
    kind="unreadable_file",
    *,
    where="reports/broken.pdf",
    message="The file ends early.",
    words="",
    document="",
    severity=Severity.ERROR,
    remedy="Ask the sender for the file again.",
):
    return Finding(
        kind=kind, severity=severity, where=where, document=document, words=words, message=message, remedy=remedy
    )


def snapshot(*, documents=(), claims=(), origins=(), incidents=(), tallies=(), figures=(), findings=(), protected=None):
    protected = protected or {}
    return Snapshot(
        received={d.original: (f"reports/{d.source_id}.txt",) for d in documents if d.source_id.isascii()},
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        notes={
            d.id: ReadingNote(
                reader="" if d.language not in ("en", "und") else "rules-en/1",
                effective=d.published,
                protected=tuple(protected.get(d.id, ())),
            )
            for d in documents
        },
        claims=tuple(sorted(claims, key=lambda c: c.id)),
        origins=tuple(sorted(origins, key=lambda o: o.id)),
        incidents=tuple(
            sorted(incidents, key=lambda i: (i.date_start or dt.date.max, i.place.name if i.place else "", i.id))
        ),
        tallies=tuple(sorted(tallies, key=lambda t: t.id)),
        figures=tuple(sorted(figures, key=lambda f: f.id)),
        findings=tuple(sorted(findings)),
        ruleset="marsad/1",
        gazetteer="marsad-places/1",
    )
