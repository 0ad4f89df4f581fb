"""What one line of the page opens to: the figures of an incident or tally, and the quotes they rest on, numbered."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import structs

from marsad.records import Claim, Document, Figure, Incident, Measure, Tally, TallyStep
from marsad.release.chain import BoundLink, Evidence, bound_links, evidence, reading_order, spoken, subject_claims
from marsad.release.headings import claimant, incident_place, tally_figure, tally_place
from marsad.release.lookup import Lookup
from marsad.release.wording import (
    FigureText,
    day_text,
    figure_text,
    incident_dates,
    label,
    number,
    people,
    place_precision,
    quantity_text,
    rule_text,
)


class BoundLine(msgspec.Struct, frozen=True, kw_only=True):
    """One end of a figure, or all three where they are one: name, number, rule in words, quotes that set it."""

    name: str
    value: str
    rule: str
    quotes: tuple[int, ...]
    more: int


class FigureEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One figure as the page shows it."""

    id: str
    people: str
    scope: str
    text: FigureText
    headline: bool
    bounds: tuple[BoundLine, ...]
    origins: int
    provisional: bool
    dissent: tuple[int, ...]
    dissent_more: int


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """One numbered quote; `dissents` where its numbers do not hold the best figure of its subject."""

    number: int
    evidence: Evidence
    allows: str
    dissents: bool


class IncidentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as the page shows it; `others` are measures besides killed and injured."""

    id: str
    aliases: tuple[str, ...]
    place: str
    place_ar: str
    place_note: str
    dates: str
    event: str
    killed: FigureEntry | None
    injured: FigureEntry | None
    others: tuple[tuple[str, FigureEntry], ...]
    origins: int
    provisional: bool
    figures: tuple[FigureEntry, ...]
    quotes: tuple[Quoted, ...]
    more: int


class StepEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a tally: the words that give it, what they allow, and its quotes."""

    as_of: str
    words: str
    allows: str
    incremental: bool
    superseded: bool
    quotes: tuple[int, ...]


class TallyEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One tally as the page shows it, newest state last; `hidden_steps` are earlier states left out."""

    id: str
    claimant: str
    people: str
    place: str
    place_ar: str
    since: str
    as_of: str
    figure: FigureEntry | None
    steps: tuple[StepEntry, ...]
    hidden_steps: int
    quotes: tuple[Quoted, ...]
    more: int


_MOST_STEPS = 24


def incident_entry(incident: Incident, lookup: Lookup, most: int) -> IncidentEntry:
    """Return an incident with at most about `most` quotes; each bound keeps at least one."""
    figures = lookup.ordered_figures(incident.id)
    headlines = lookup.headlines.get(incident.id, {})
    quotes, more = _quotes(incident, figures, lookup, most)
    entries = {figure.id: _figure_entry(figure, lookup, quotes) for figure in figures}
    top = {measure: entries[figure.id] for measure, figure in headlines.items()}
    origins = lookup.origins_of(name for figure in figures for name in figure.claims)
    named = (Measure.KILLED, Measure.INJURED)
    return IncidentEntry(
        id=incident.id,
        aliases=incident.aliases,
        place=incident_place(incident, lookup),
        place_ar=incident.place.name_ar if incident.place else "",
        place_note=place_precision(incident.place_precision),
        dates=incident_dates(incident),
        event=label("event_type", incident.event_type.value),
        killed=top.get(Measure.KILLED),
        injured=top.get(Measure.INJURED),
        others=tuple((label("measure", m.value), e) for m, e in top.items() if m not in named),
        origins=len(origins),
        provisional=bool(top) and next(iter(top.values())).provisional,
        figures=tuple(entries.values()),
        quotes=quotes,
        more=more,
    )


def tally_entry(tally: Tally, lookup: Lookup, most: int) -> TallyEntry:
    """Return a tally with its series; superseded states stay on show and are never added."""
    figures = lookup.figures.get(tally.id, ())
    quotes, more = _quotes(tally, figures, lookup, most)
    figure = tally_figure(tally, lookup)
    shown_steps = tally.steps[-_MOST_STEPS:]
    return TallyEntry(
        id=tally.id,
        claimant=claimant(tally, lookup),
        people=people(tally.population.value, tally.measure.value),
        place=tally_place(tally, lookup),
        place_ar=tally.place.name_ar if tally.place else "",
        since=day_text(tally.since),
        as_of=day_text(figure.as_of if figure and figure.as_of else _last_day(tally)),
        figure=_figure_entry(figure, lookup, quotes) if figure else None,
        steps=tuple(step for s in shown_steps if (step := _step_entry(s, lookup, quotes)) is not None),
        hidden_steps=len(tally.steps) - len(shown_steps),
        quotes=quotes,
        more=more,
    )


def _last_day(tally: Tally) -> dt.date | None:
    return max((step.as_of for step in tally.steps if step.as_of), default=None)


def _quotes(
    subject: Incident | Tally, figures: Sequence[Figure], lookup: Lookup, most: int
) -> tuple[tuple[Quoted, ...], int]:
    """Choose the quotes to show: those that set bounds, then all others in order of publication."""
    known = [
        (lookup.claims[name], lookup.documents[lookup.claims[name].document])
        for name in dict.fromkeys((*subject_claims(subject), *(c for f in figures for c in f.claims)))
        if name in lookup.claims and lookup.claims[name].document in lookup.documents
    ]
    known.sort(key=lambda pair: reading_order(*pair))
    chosen = set(_chosen(subject, figures, known, most))
    dissent = {name for figure in figures if lookup.is_headline(figure) for name in figure.dissent}
    pairs = [pair for pair in known if pair[0].id in chosen]
    quotes = (
        Quoted(
            number=place,
            evidence=evidence(claim, document, lookup),
            allows=quantity_text(claim.quantity),
            dissents=claim.id in dissent,
        )
        for place, (claim, document) in enumerate(pairs, start=1)
    )
    return tuple(quotes), len(known) - len(pairs)


def _chosen(
    subject: Incident | Tally, figures: Sequence[Figure], known: Sequence[tuple[Claim, Document]], most: int
) -> list[str]:
    ids = [claim.id for claim, _ in known]
    needed = [_first(bound.claims, ids) for figure in figures for bound in bound_links(figure)]
    if isinstance(subject, Tally):
        needed += [_first(step.claims, ids) for step in subject.steps[-_MOST_STEPS:]]
    wanted = dict.fromkeys(name for name in needed if name)
    setting = dict.fromkeys(name for figure in figures for bound in bound_links(figure) for name in bound.claims)
    counted = dict.fromkeys(name for name in ids if any(name in figure.claims for figure in figures))
    for name in (*setting, *counted, *ids):
        if len(wanted) >= most:
            break
        if name in setting or name in ids:
            wanted.setdefault(name)
    return list(wanted)


def _first(claims: Iterable[str], ordered: Sequence[str]) -> str:
    wanted = set(claims)
    return next((name for name in ordered if name in wanted), "")


def _figure_entry(figure: Figure, lookup: Lookup, quotes: Sequence[Quoted]) -> FigureEntry:
    numbers = {quote.evidence.claim: quote.number for quote in quotes}
    bounds = bound_links(figure)
    if _one(figure):
        bounds = (structs.replace(bounds[1], name="low, best and high"),)
    dissent = _numbers(figure.dissent, numbers)
    return FigureEntry(
        id=figure.id,
        people=people(figure.population.value, figure.measure.value),
        scope=label("population_short", figure.population.value),
        text=figure_text(figure),
        headline=lookup.is_headline(figure),
        bounds=tuple(_bound_line(bound, figure, numbers) for bound in bounds),
        origins=figure.origins,
        provisional=figure.provisional,
        dissent=dissent,
        dissent_more=len(figure.dissent) - len(dissent),
    )


def _one(figure: Figure) -> bool:
    """Tell whether one number, from the same claims, is all three bounds."""
    ends = {(bound.value, bound.claims) for bound in (figure.low, figure.best, figure.high)}
    return len(ends) == 1 and not figure.high_open


def _bound_line(bound: BoundLink, figure: Figure, numbers: dict[str, int]) -> BoundLine:
    shown = _numbers(bound.claims, numbers)
    return BoundLine(
        name=bound.name,
        value=number(bound.value) + ("+" if bound.name == "high" and figure.high_open else ""),
        rule=rule_text(bound.rule),
        quotes=shown,
        more=len(bound.claims) - len(shown),
    )


def _numbers(claims: Iterable[str], numbers: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[name] for name in claims if name in numbers))


def _step_entry(step: TallyStep, lookup: Lookup, quotes: Sequence[Quoted]) -> StepEntry | None:
    known = [lookup.claims[name] for name in step.claims if name in lookup.claims]
    if not known:
        return None
    numbers = {quote.evidence.claim: quote.number for quote in quotes}
    shown = _numbers(step.claims, numbers)
    first = next((claim for claim in known if claim.id in numbers), known[0])
    return StepEntry(
        as_of=day_text(step.as_of),
        words=spoken(first.quantity.words, lookup.documents[first.document], lookup),
        allows=quantity_text(first.quantity),
        incremental=step.incremental,
        superseded=step.superseded,
        quotes=shown,
    )
