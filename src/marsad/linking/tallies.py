"""Tallies: one claimant's running counts, with the later superseding the earlier."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from marsad.linking.area import Area, area_of
from marsad.linking.copies import by_document
from marsad.linking.profile import comparable
from marsad.linking.source import Source
from marsad.records import Claim, Finding, Origin, Severity, Tally, TallyKind, TallyStep, content_id

_PERIOD_DAYS = 3  # "since Thursday" and "since 6 March" of one claimant are one period
_SIZE = 4  # a count more than four times the one before it runs over another area or period

_Stated = tuple[int, int | None, int | None]


class _Entry(msgspec.Struct, frozen=True):
    """A claim with what orders it in its tally."""

    claim: Claim
    day: dt.date | None
    time: str

    @property
    def order(self) -> tuple[dt.date, str, int, str]:
        return (self.day or dt.date.min, self.time, self.claim.quantity.floor, self.claim.id)

    @property
    def incremental(self) -> bool:
        return self.claim.tally is TallyKind.INCREMENTAL


def link_tallies(
    claims: Sequence[Claim], origins: Sequence[Origin], sources: Mapping[str, Source]
) -> tuple[tuple[Tally, ...], tuple[Finding, ...]]:
    """Put cumulative and incremental claims into tallies, sorted by id.

    One tally for each origin, measure, population, area, context and period counted. Steps are in order of the day
    they were given; the same figure given again, by whatever outlet, is the same step.
    """
    origin_of = {claim: origin for origin in origins for claim in origin.claims}
    groups: dict[tuple[str, ...], list[_Entry]] = {}
    areas: dict[str, Area] = {}
    findings: list[Finding] = []
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.tally is TallyKind.EVENT or not claim.counts or claim.id not in origin_of:
            continue
        area = area_of([claim])
        areas.setdefault(area.key, area)
        key = (origin_of[claim.id].id, claim.measure.value, claim.population.value, claim.context.value, area.key)
        entry = _entry(claim, by_document(sources, claim.document))
        groups.setdefault(key, []).append(entry)
        if entry.day is None:
            findings.append(_undated(claim))
    names = {origin.id: origin for origin in origins}
    tallies = [
        _tally(names[key[0]], areas[key[-1]], series, key)
        for key, entries in sorted(groups.items())
        for series in _series(sorted(entries, key=lambda entry: entry.order))
    ]
    return tuple(sorted(tallies, key=lambda tally: tally.id)), tuple(sorted(findings))


def _entry(claim: Claim, source: Source) -> _Entry:
    return _Entry(claim, claim.reported or source.published, source.published_time)


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


def _series(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Part one claimant's counts into series that run over one period.

    Counts that give no beginning go to the series with a given one that they fit in size, if it is the only one.
    """
    series: list[tuple[dt.date | None, list[_Entry]]] = []
    since = [entry for entry in entries if not entry.incremental and entry.claim.when.start is not None]
    for entry in sorted(since, key=lambda entry: (entry.claim.when.start or dt.date.min, entry.order)):
        start = entry.claim.when.start or dt.date.min
        if series and series[-1][0] is not None and (start - series[-1][0]).days <= _PERIOD_DAYS:
            series[-1][1].append(entry)
        else:
            series.append((start, [entry]))
    for entry in entries:
        if entry.claim.when.start is None and not entry.incremental:
            _place(series, entry)
    for entry in entries:
        if entry.incremental:
            _add_increment(series, entry)
    return [sorted(members, key=lambda entry: entry.order) for _, members in series]


def _place(series: list[tuple[dt.date | None, list[_Entry]]], entry: _Entry) -> None:
    fits = [members for start, members in series if _starts_by(start, entry.day) and _fits(members, entry)]
    if len(fits) == 1:
        fits[0].append(entry)
    else:
        series.append((None, [entry]))


def _add_increment(series: list[tuple[dt.date | None, list[_Entry]]], entry: _Entry) -> None:
    """Put an increment beside the one running count it can be new to, else into a series of increments alone."""
    running = [members for start, members in series if not members[0].incremental and _starts_by(start, entry.day)]
    alone = [members for _, members in series if members[0].incremental]
    if len(running) == 1:
        running[0].append(entry)
    elif alone:
        alone[0].append(entry)
    else:
        series.append((None, [entry]))


def _starts_by(start: dt.date | None, day: dt.date | None) -> bool:
    return start is None or day is None or start <= day


def _fits(members: Sequence[_Entry], entry: _Entry) -> bool:
    """Tell whether a count is of the size of the one given nearest before it, or else nearest after it."""
    before = [member for member in members if member.order <= entry.order]
    nearest = max(before, key=lambda member: member.order) if before else min(members, key=lambda m: m.order)
    one, other = comparable(nearest.claim.quantity), comparable(entry.claim.quantity)
    if one is None or other is None:
        return True
    return one[0] <= _SIZE * other[1] and other[0] <= _SIZE * one[1]


def _tally(origin: Origin, area: Area, entries: Sequence[_Entry], key: tuple[str, ...]) -> Tally:
    first = entries[0].claim
    starts = [e.claim.when.start for e in entries if not e.incremental and e.claim.when.start is not None]
    since = min(starts, default=None)
    least = "" if since is not None else min(entry.claim.id for entry in entries)
    return Tally(
        id=content_id("tly", *key, since.isoformat() if since else "", least),
        origin=origin.id,
        claimant=origin.name,
        measure=first.measure,
        population=first.population,
        context=first.context,
        place=area.place,
        place_words="" if area.place is not None and not area.key.startswith("name:") else area.words,
        since=since,
        steps=_steps(entries),
    )


def _steps(entries: Sequence[_Entry]) -> tuple[TallyStep, ...]:
    """Make the steps, oldest first; each cumulative one but the standing one is superseded."""
    groups: dict[tuple[object, ...], list[_Entry]] = {}
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


def _same_step(entry: _Entry) -> tuple[object, ...]:
    """Name the step a claim gives: a figure repeated later is old news; an increment is new on its own day only."""
    quantity = entry.claim.quantity
    stated: _Stated = (0, quantity.value, None) if quantity.value is not None else (1, quantity.low, quantity.high)
    if not entry.incremental:
        return (False, stated)
    when = entry.claim.when
    return (True, stated, (when.start, when.end) if when.start is not None else entry.day)


def _standing(entries: Sequence[_Entry]) -> _Entry | None:
    """Return the count that stands: the latest, but never a looser one that an earlier one already satisfies.

    "More than 1,000" after 1,476 says nothing new; 1,300 after 1,476 is a correction and stands.
    """
    standing: _Entry | None = None
    for entry in entries:
        if not entry.incremental and (standing is None or not _looser(entry.claim, standing.claim)):
            standing = entry
    return standing


def _looser(later: Claim, earlier: Claim) -> bool:
    new, old = later.quantity, earlier.quantity
    if new.floor >= old.floor:
        return False
    return new.low <= old.low and (new.high is None or (old.high is not None and new.high >= old.high))
