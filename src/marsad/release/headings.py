"""One line for each thing of the record, enough to tell it from others of its kind."""

from marsad.records import Claim, Document, Figure, Incident, Origin, Tally
from marsad.release.chain import source_of, subject_claims, told
from marsad.release.lookup import Lookup
from marsad.release.wording import (
    NO_PLACE,
    dates_text,
    day_text,
    figure_text,
    incident_dates,
    label,
    people,
    place_name,
    quantity_text,
)

Thing = Figure | Incident | Claim | Tally | Document | Origin
"""Whatever has an id that can be explained."""


def tally_figure(tally: Tally, lookup: Lookup) -> Figure | None:
    """Return the figure of a tally: its headline, else the one over the population it counts."""
    headline = lookup.headlines.get(tally.id, {}).get(tally.measure)
    if headline is not None:
        return headline
    own = (
        f for f in lookup.figures.get(tally.id, ()) if (f.measure, f.population) == (tally.measure, tally.population)
    )
    return next(own, None)


def claimant(tally: Tally, lookup: Lookup) -> str:
    """Return who counts, safe to show."""
    return told(tally.claimant, lookup, *_documents(tally, lookup))


def tally_place(tally: Tally, lookup: Lookup) -> str:
    """Return the area a tally is about, safe to show, or nothing."""
    return place_name(tally.place, lookup.withholding.hide(tally.place_words, *_documents(tally, lookup)))


def incident_place(incident: Incident, lookup: Lookup) -> str:
    """Return the place of an incident, safe to show, or nothing."""
    return place_name(incident.place, lookup.withholding.hide(incident.place_words, *incident.documents))


def _documents(tally: Tally, lookup: Lookup) -> list[str]:
    return sorted({lookup.claims[c].document for c in subject_claims(tally) if c in lookup.claims})


def heading(thing: Thing, lookup: Lookup) -> str:
    """Return the line."""
    if isinstance(thing, Figure):
        return f"{figure_text(thing)} {people(thing.population.value, thing.measure.value)}, {_about(thing, lookup)}"
    if isinstance(thing, Incident):
        return f"{incident_place(thing, lookup) or NO_PLACE}, {incident_dates(thing)}"
    if isinstance(thing, Tally):
        return _tally_heading(thing, lookup)
    if isinstance(thing, Claim):
        when = dates_text(thing.when.start, thing.when.end)
        return f"{quantity_text(thing.quantity)} {people(thing.population.value, thing.measure.value)}, {when}"
    if isinstance(thing, Origin):
        return f"{told(thing.name, lookup)} ({label('origin_kind', thing.kind.value)})"
    source = source_of(thing, lookup)
    return ", ".join(
        part for part in (source.title or source.name, source.publisher, day_text(source.published)) if part
    )


def _about(figure: Figure, lookup: Lookup) -> str:
    subject = lookup.subjects.get(figure.subject)
    if subject is None:
        return figure.subject
    return heading(subject, lookup) if isinstance(subject, Incident) else f"by {_tally_heading(subject, lookup)}"


def _tally_heading(tally: Tally, lookup: Lookup) -> str:
    scope = people(tally.population.value, tally.measure.value)
    return ", ".join(part for part in (claimant(tally, lookup), scope, tally_place(tally, lookup)) if part)
