"""The head of the page: what is counted, from how much, and sums over incidents with quotes to open."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from marsad.records import Context, DatePrecision, Figure, Incident, Measure, PlacePrecision, Snapshot
from marsad.release.chain import Evidence, evidence_of
from marsad.release.headings import incident_place
from marsad.release.lookup import Lookup
from marsad.release.wording import FigureText, bounds_text, figure_text, incident_dates, label, number

_MOST_PARTS = 12
_MOST_QUOTES = 3


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One incident's share of a sum."""

    incident: str
    place: str
    dates: str
    text: FigureText


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """The headline figures of one measure added over single incidents, largest parts first.

    `wider` counts the incidents with such a figure that are not added (see `single`).
    """

    measure: str
    text: FigureText
    low: int
    best: int
    high: int
    incidents: int
    corroborated: int
    corroborated_best: str
    wider: int
    parts: tuple[Part, ...]
    more: int
    evidence: tuple[Evidence, ...]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much the record rests on; `read` are documents a reader took, `used` those with a claim in the record."""

    documents: int
    read: int
    used: int
    origins: int
    incidents: int
    corroborated: int
    tallies: int


def counts_of(snapshot: Snapshot, lookup: Lookup) -> Counts:
    """Count the conflict record: incidents and tallies of other contexts are left out."""
    incidents = [incident for incident in snapshot.incidents if incident.context is Context.CONFLICT]
    tallies = [tally for tally in snapshot.tallies if tally.context is Context.CONFLICT]
    claims = {name for incident in incidents for name in incident.claims}
    claims |= {name for tally in tallies for step in tally.steps for name in step.claims}
    documents = {lookup.claims[name].document for name in claims if name in lookup.claims}
    return Counts(
        documents=len(snapshot.documents),
        read=sum(1 for d in snapshot.documents if d.id in snapshot.notes and snapshot.notes[d.id].reader),
        used=len(documents),
        origins=len(lookup.origins_of(claims)),
        incidents=len(incidents),
        corroborated=sum(1 for i in incidents if _corroborated(i, lookup)),
        tallies=len(tallies),
    )


def single(incident: Incident) -> bool:
    """Tell whether an incident is known well enough not to be a sum of others itself.

    Known to a town or village and to a few days: UCDP's "event clarity" 1. A count over a coast or a month may hold
    the incidents beside it, and adding it to them would count people twice.
    """
    near = incident.place_precision.rank <= PlacePrecision.NEAR_LOCALITY.rank
    return near and incident.date_precision in (DatePrecision.DAY, DatePrecision.DAYS)


def sums_of(incidents: Sequence[Incident], lookup: Lookup) -> tuple[Sum, ...]:
    """Add up the headline figures of single incidents, one sum a measure, in the order of `Measure`."""
    sums = []
    for measure in Measure:
        found = [
            (incident, figure)
            for incident in incidents
            if (figure := lookup.headlines.get(incident.id, {}).get(measure)) is not None
        ]
        parts = [pair for pair in found if single(pair[0])]
        if parts:
            sums.append(_sum(measure, parts, len(found) - len(parts), lookup))
    return tuple(sums)


def _sum(measure: Measure, found: list[tuple[Incident, Figure]], wider: int, lookup: Lookup) -> Sum:
    figures = [figure for _, figure in found]
    low, best, high = (
        sum(f.low.value for f in figures),
        sum(f.best.value for f in figures),
        sum(f.high.value for f in figures),
    )
    open_end = any(figure.high_open for figure in figures)
    largest = sorted(found, key=lambda pair: (-pair[1].best.value, pair[0].id))
    parts = tuple(
        Part(
            incident=incident.id,
            place=incident_place(incident, lookup),
            dates=incident_dates(incident),
            text=figure_text(figure),
        )
        for incident, figure in largest[:_MOST_PARTS]
    )
    quotes = tuple(quote for _, f in largest[:_MOST_QUOTES] for quote in evidence_of(f.best.claims[:1], lookup))
    return Sum(
        measure=label("measure", measure.value),
        text=bounds_text(low, best, high, open_end, floor=any(figure.best_is_floor for figure in figures)),
        low=low,
        best=best,
        high=high,
        incidents=len(found),
        corroborated=sum(1 for figure in figures if not figure.provisional),
        corroborated_best=number(sum(figure.best.value for figure in figures if not figure.provisional)),
        wider=wider,
        parts=parts,
        more=len(found) - len(parts),
        evidence=quotes,
    )


def _corroborated(incident: Incident, lookup: Lookup) -> bool:
    return any(not figure.provisional for figure in lookup.headlines.get(incident.id, {}).values())


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """How many things of one kind there are."""

    name: str
    count: int


def uncounted(snapshot: Snapshot) -> tuple[Group, ...]:
    """Count the claims that are kept but enter no figure, by the reason."""
    reasons: Counter[str] = Counter()
    for claim in snapshot.claims:
        if not claim.counts:
            reasons[label("claim_note", "subset") if claim.subset_of else label("modality", claim.modality.value)] += 1
    return tuple(Group(name=name, count=count) for name, count in sorted(reasons.items()))
