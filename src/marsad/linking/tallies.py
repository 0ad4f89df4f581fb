"""Tallies: one claimant's running counts, with the later superseding the earlier."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.linking.area import area_of
from marsad.linking.copies import by_document
from marsad.linking.running import parted_and_joined
from marsad.linking.series import DISTINCTIVE, Entry, Series, series_of
from marsad.linking.source import Source
from marsad.records import (
    Claim,
    Decisions,
    Finding,
    Origin,
    Population,
    Severity,
    Tally,
    TallyKind,
    TallyStep,
    content_id,
)

NOTHING_DECIDED = Decisions()
_Stated = tuple[int, int | None, int | None]


def link_tallies(
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    sources: Mapping[str, Source],
    decided: Decisions = NOTHING_DECIDED,
) -> tuple[tuple[Tally, ...], tuple[Finding, ...]]:
    """Put cumulative and incremental claims into tallies, sorted by id.

    One tally for each origin, measure, population, area, context and period counted. Steps are in order of the day
    they were given; the same figure given again, by whatever outlet, is the same step. What people decided holds
    over area and period: claims of one group in `decided` are one tally, claims of groups that are apart never are.
    """
    origin_of = {claim: origin for origin in origins for claim in origin.claims}
    known = _populations(claims, origin_of)
    groups: dict[tuple[str, ...], list[Entry]] = {}
    findings: list[Finding] = []
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.tally is TallyKind.EVENT or not claim.counts or claim.id not in origin_of:
            continue
        source = by_document(sources, claim.document)
        entry = Entry(claim, area_of([claim]), claim.reported or source.published, source.published_time)
        population = claim.population
        if population is Population.UNKNOWN:
            population = known.get(_number_key(claim, origin_of[claim.id].id), population)
        key = (origin_of[claim.id].id, claim.measure.value, population.value, claim.context.value)
        groups.setdefault(key, []).append(entry)
        if entry.day is None:
            findings.append(_undated(claim))
    names = {origin.id: origin for origin in origins}
    tallies: dict[str, Tally] = {}
    for group, entries in sorted(groups.items()):
        for series in parted_and_joined(series_of(entries), decided):
            tally = _tally(names[group[0]], series, group)
            if tally.id in tallies:  # a part that people split off runs over the same area and period
                tally = msgspec.structs.replace(tally, id=content_id("tly", tally.id, *tally.steps[0].claims[:1]))
            tallies[tally.id] = tally
    return tuple(tallies[name] for name in sorted(tallies)), tuple(sorted(findings))


def _populations(claims: Iterable[Claim], origin_of: Mapping[str, Origin]) -> dict[tuple[str, ...], Population]:
    """Return whom a claimant's number counts where some text says it, for texts that give the same number barely."""
    said: dict[tuple[str, ...], set[Population]] = {}
    for claim in claims:
        told = claim.population is not Population.UNKNOWN and claim.tally is not TallyKind.EVENT
        if told and claim.counts and claim.id in origin_of and (claim.quantity.value or 0) >= DISTINCTIVE:
            said.setdefault(_number_key(claim, origin_of[claim.id].id), set()).add(claim.population)
    return {key: min(populations) for key, populations in said.items() if len(populations) == 1}


def _number_key(claim: Claim, origin: str) -> tuple[str, ...]:
    kind = (claim.measure.value, claim.context.value, claim.tally.value, str(claim.quantity.value))
    return (origin, *kind)


def _undated(claim: Claim) -> Finding:
    return Finding(
        kind="tally_undated",
        severity=Severity.WARNING,
        where=claim.id,
        document=claim.document,
        words=claim.quantity.words.text,
        message="A running count without a date cannot be put in order; it was taken as older than all dated ones.",
        remedy="Give the document its publication date.",
    )


def _tally(origin: Origin, series: Series, key: tuple[str, ...]) -> Tally:
    entries = sorted(series.entries, key=lambda entry: entry.order)
    first, area = entries[0].claim, series.area
    since = series.since.isoformat() if series.since else min(entry.claim.id for entry in entries)
    return Tally(
        id=content_id("tly", *key, area.key, since),
        origin=origin.id,
        claimant=origin.name,
        measure=first.measure,
        population=Population(key[2]),
        context=first.context,
        place=area.place,
        place_words="" if area.place is not None and not area.key.startswith("name:") else area.words,
        since=series.since,
        steps=_steps(entries),
    )


def _steps(entries: Sequence[Entry]) -> tuple[TallyStep, ...]:
    """Make the steps, oldest first; each cumulative one but the standing one is superseded."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_same_step(entry), []).append(entry)
    ordered = sorted(groups.values(), key=lambda members: members[0].order)
    standing = _standing([members[0] for members in ordered])
    return tuple(
        TallyStep(
            as_of=members[0].day,
            claims=tuple(sorted(entry.claim.id for entry in members)),
            incremental=members[0].incremental,
            superseded=not members[0].incremental and members[0] is not standing,
        )
        for members in ordered
    )


def _same_step(entry: Entry) -> tuple[object, ...]:
    """Name the step a claim gives: a figure repeated later is old news; an increment is new on its own day only."""
    quantity = entry.claim.quantity
    stated: _Stated = (0, quantity.value, None) if quantity.value is not None else (1, quantity.low, quantity.high)
    if not entry.incremental:
        return (False, stated)
    when = entry.claim.when
    return (True, stated, (when.start, when.end) if when.start is not None else entry.day)


def _standing(entries: Sequence[Entry]) -> Entry | None:
    """Return the count that stands: the latest, but never a looser one that an earlier one already satisfies.

    "More than 1,000" after 1,476 says nothing new; 1,300 after 1,476 is a correction and stands.
    """
    standing: Entry | None = None
    for entry in entries:
        if not entry.incremental and (standing is None or not _looser(entry.claim, standing.claim)):
            standing = entry
    return standing


def _looser(later: Claim, earlier: Claim) -> bool:
    new, old = later.quantity, earlier.quantity
    if new.floor >= old.floor:
        return False
    return new.low <= old.low and (new.high is None or (old.high is not None and new.high >= old.high))
