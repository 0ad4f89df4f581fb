"""Makes the views of everything in a snapshot; JSON of them is stable and documented in `docs/guide/json.md`."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec

from marsad.records import Claim, Context, Document, Figure, Finding, Incident, PlaceMention, Tally, TallyStep, Words
from marsad.release.chain import byte_offsets, files_of, source_of, spoken, told
from marsad.release.cleaning import one_line, without_folders
from marsad.release.derivatives import derivative_view
from marsad.release.headings import claimant, heading, incident_place, tally_figure, tally_place
from marsad.release.lookup import Lookup
from marsad.release.passages import words_of
from marsad.release.views import (
    ClaimView,
    DocumentView,
    FigureBrief,
    FigureView,
    FindingView,
    IncidentView,
    PlaceView,
    StepView,
    TallyView,
    View,
)


class Listed(StrEnum):
    """What can be listed and exported."""

    INCIDENTS = "incidents"
    TALLIES = "tallies"
    CLAIMS = "claims"
    DOCUMENTS = "documents"
    DERIVATIVES = "derivatives"
    FIGURES = "figures"
    FINDINGS = "findings"


def views(what: Listed, lookup: Lookup, context: Context | None = None) -> tuple[View, ...]:
    """Return the views of all incidents, tallies, claims and so on, in the order of the snapshot.

    With `context`, only harm of that context; documents and findings have none and are always returned.
    """
    made = _MAKERS[what](lookup)
    return made if context is None else tuple(view for view in made if getattr(view, "context", context) == context)


def to_json(value: msgspec.Struct | Sequence[msgspec.Struct]) -> str:
    """Return JSON with two blanks of indent, keys in the documented order, dates as `2025-03-07`."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode("utf-8") + "\n"


def incident_view(incident: Incident, lookup: Lookup) -> IncidentView:
    """Return one incident."""
    place = incident.place
    return IncidentView(
        id=incident.id,
        aliases=incident.aliases,
        place=incident_place(incident, lookup) or None,
        date_start=incident.date_start,
        date_end=incident.date_end,
        context=incident.context,
        documents=tuple(_name(document, lookup) for document in incident.documents),
        claims=incident.claims,
        figures={m.value: figure_brief(f) for m, f in lookup.headlines.get(incident.id, {}).items()},
        place_id=place.id if place else None,
        place_pcode=(place.pcode or None) if place else None,
        place_precision=incident.place_precision,
        date_precision=incident.date_precision,
        event_type=incident.event_type,
        origins=len(lookup.origins_of(c for figure in lookup.figures.get(incident.id, ()) for c in figure.claims)),
    )


def figure_brief(figure: Figure) -> FigureBrief:
    """Return the numbers of a figure."""
    return FigureBrief(
        low=figure.low.value,
        best=figure.best.value,
        high=figure.high.value,
        high_open=figure.high_open,
        best_is_floor=figure.best_is_floor,
        origins=figure.origins,
        provisional=figure.provisional,
        id=figure.id,
    )


def tally_view(tally: Tally, lookup: Lookup) -> TallyView:
    """Return one tally."""
    figure = tally_figure(tally, lookup)
    last = max((step.as_of for step in tally.steps if step.as_of), default=None)
    return TallyView(
        id=tally.id,
        claimant=claimant(tally, lookup),
        origin=tally.origin,
        measure=tally.measure,
        population=tally.population,
        context=tally.context,
        place=tally_place(tally, lookup) or None,
        since=tally.since,
        as_of=figure.as_of if figure and figure.as_of else last,
        figure=figure_brief(figure) if figure else None,
        steps=tuple(_step_view(step, lookup) for step in tally.steps),
    )


def claim_view(claim: Claim, lookup: Lookup) -> ClaimView:
    """Return one claim; its words are withheld where they name somebody protected."""
    document = lookup.documents[claim.document]
    incident, tally = lookup.incidents.get(claim.id), lookup.tallies.get(claim.id)
    origin, mark = lookup.origins.get(claim.id), lookup.snapshot.marks.get(claim.id)
    byte_start, byte_end = byte_offsets(document, claim.quote)

    def said(words: Words | None) -> str | None:
        return spoken(words, document, lookup) or None

    return ClaimView(
        id=claim.id,
        document=_name(claim.document, lookup),
        document_id=claim.document,
        measure=claim.measure,
        words=spoken(claim.quantity.words, document, lookup),
        operator=claim.quantity.operator,
        low=claim.quantity.low,
        high=claim.quantity.high,
        floor=claim.quantity.floor,
        point=claim.quantity.point,
        unit=claim.quantity.unit,
        rule=claim.quantity.rule,
        ruleset=claim.quantity.ruleset,
        quote=words_of(document, claim.quote, lookup.withholding),
        start=claim.quote.start,
        end=claim.quote.end,
        number_start=claim.key.start,
        number_end=claim.key.end,
        byte_start=byte_start,
        byte_end=byte_end,
        group=said(claim.group),
        population=claim.population,
        flags=tuple(flag.value for flag in claim.flags),
        places=tuple(_place_view(mention, document, lookup) for mention in claim.places),
        date_start=claim.when.start,
        date_end=claim.when.end,
        date_precision=claim.when.precision,
        date_basis=claim.when.basis,
        reported=claim.reported,
        attribution=said(claim.attribution),
        perpetrator=said(claim.perpetrator),
        origin=origin.id if origin else None,
        origin_name=told(origin.name, lookup, document.id) if origin else None,
        tally=claim.tally,
        modality=claim.modality,
        context=claim.context,
        event_type=claim.event_type,
        subset_of=claim.subset_of or None,
        counts=claim.counts and not (mark and mark.rejected),
        incident=incident.id if incident else None,
        tally_id=tally.id if tally else None,
        reader=claim.reader,
        rejected=bool(mark and mark.rejected),
        grade=(mark.grade or None) if mark else None,
        judgements=mark.judgements if mark else (),
    )


def document_view(document: Document, lookup: Lookup) -> DocumentView:
    """Return one document."""
    note = lookup.snapshot.notes.get(document.id)
    source = source_of(document, lookup)
    return DocumentView(
        id=document.id,
        source_id=one_line(without_folders(document.source_id)) or None,
        original=document.original,
        files=files_of(document, lookup),
        position=source.position,
        kind=document.kind,
        title=source.title,
        publisher=source.publisher,
        published=document.published,
        effective=note.effective if note else None,
        language=document.language,
        url=source.url,
        characters=len(document.text),
        recognised=document.recognition.kind if document.recognition else None,
        confidence=document.recognition.confidence if document.recognition else None,
        byte_offset=document.byte_offset if document.byte_offset >= 0 else None,
        read=bool(note and note.reader),
        reader=(note.reader or None) if note else None,
        claims=lookup.claim_counts.get(document.id, 0),
    )


def figure_view(figure: Figure, lookup: Lookup) -> FigureView:
    """Return one figure."""
    subject = lookup.subjects.get(figure.subject)
    return FigureView(
        id=figure.id,
        subject=figure.subject,
        subject_kind="tally" if isinstance(subject, Tally) else "incident",
        about=heading(subject, lookup) if subject else "",
        context=subject.context if subject else None,
        headline=lookup.is_headline(figure),
        measure=figure.measure,
        population=figure.population,
        low=figure.low.value,
        best=figure.best.value,
        high=figure.high.value,
        high_open=figure.high_open,
        best_is_floor=figure.best_is_floor,
        origins=figure.origins,
        provisional=figure.provisional,
        low_rule=figure.low.rule,
        best_rule=figure.best.rule,
        high_rule=figure.high.rule,
        low_claims=figure.low.claims,
        best_claims=figure.best.claims,
        high_claims=figure.high.claims,
        claims=figure.claims,
        dissent=figure.dissent,
        ruleset=figure.ruleset,
        as_of=figure.as_of,
    )


def finding_view(finding: Finding, lookup: Lookup) -> FindingView:
    """Return one finding, folders of absolute paths left out."""
    return FindingView(
        kind=finding.kind,
        severity=finding.severity,
        where=one_line(without_folders(lookup.withholding.hide(finding.where, finding.document))),
        document=finding.document or None,
        words=told(finding.words, lookup, finding.document),
        message=told(finding.message, lookup, finding.document),
        remedy=told(finding.remedy, lookup, finding.document),
    )


def _step_view(step: TallyStep, lookup: Lookup) -> StepView:
    first = next((lookup.claims[name] for name in step.claims if name in lookup.claims), None)
    return StepView(
        as_of=step.as_of,
        words=spoken(first.quantity.words, lookup.documents[first.document], lookup) if first else "",
        low=first.quantity.low if first else None,
        high=first.quantity.high if first else None,
        incremental=step.incremental,
        superseded=step.superseded,
        claims=step.claims,
    )


def _place_view(mention: PlaceMention, document: Document, lookup: Lookup) -> PlaceView:
    return PlaceView(
        words=spoken(mention.words, document, lookup),
        name=mention.place.name if mention.place else None,
        id=mention.place.id if mention.place else None,
        precision=mention.precision,
    )


def _name(document: str, lookup: Lookup) -> str:
    known = lookup.documents.get(document)
    return one_line(without_folders(known.name)) if known else document


_MAKERS: dict[Listed, Callable[[Lookup], tuple[View, ...]]] = {
    Listed.INCIDENTS: lambda lookup: tuple(incident_view(i, lookup) for i in lookup.snapshot.incidents),
    Listed.TALLIES: lambda lookup: tuple(tally_view(t, lookup) for t in lookup.snapshot.tallies),
    Listed.CLAIMS: lambda lookup: tuple(
        claim_view(c, lookup) for c in lookup.snapshot.claims if c.document in lookup.documents
    ),
    Listed.DOCUMENTS: lambda lookup: tuple(document_view(d, lookup) for d in lookup.snapshot.documents),
    Listed.DERIVATIVES: lambda lookup: tuple(derivative_view(a, lookup) for a in lookup.snapshot.attachments),
    Listed.FIGURES: lambda lookup: tuple(figure_view(f, lookup) for f in lookup.snapshot.figures),
    Listed.FINDINGS: lambda lookup: tuple(finding_view(f, lookup) for f in lookup.snapshot.findings),
}
