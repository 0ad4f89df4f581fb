"""Figures: what all origins say about one incident or tally, reconciled into low, best and high."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from marsad.counting.agreement import agreeing, floors, outdone, scope
from marsad.counting.parts import beside_larger, beside_wholes, without_parts
from marsad.counting.position import STATED, Position, positions, total
from marsad.counting.ruleset import Preference, RuleSet
from marsad.records import (
    Bound,
    Claim,
    Figure,
    Incident,
    InputError,
    Measure,
    Origin,
    OriginKind,
    Population,
    Tally,
    content_id,
)

_OPEN = (Population.ALL, Population.UNKNOWN)
ACROSS = "across_scopes"


def count_incident(
    incident: Incident, claims: Mapping[str, Claim], origins: Mapping[str, Origin], ruleset: RuleSet
) -> tuple[Figure, ...]:
    """Return the figures of an incident, sorted by measure and population.

    `claims` and `origins` are keyed by claim id. Each measure has one headline figure (see `headline`) and, where
    its claims give more than one population, a figure for each population beside it. Only counts of persons enter.
    """
    members = [claims[i] for i in incident.claims if i in claims]
    counting = [c for c in members if c.counts and c.quantity.unit == "person" and c.id in origins]
    by_measure: dict[Measure, list[Claim]] = {}
    for claim in counting:
        by_measure.setdefault(claim.measure, []).append(claim)
    figures = [
        figure
        for measure in sorted(by_measure)
        for figure in _of_measure(incident.id, measure, by_measure[measure], origins, ruleset)
    ]
    return tuple(figures)


def count_tally(
    tally: Tally, claims: Mapping[str, Claim], origins: Mapping[str, Origin], ruleset: RuleSet
) -> tuple[Figure, ...]:
    """Return the figure of a running count: its standing step; none where only increments are known."""
    standing = [step for step in tally.steps if not step.incremental and not step.superseded]
    members = [
        claims[i] for step in standing for i in step.claims if i in claims and claims[i].quantity.unit == "person"
    ]
    if not members:
        return ()
    found = positions(members, _origin_ids(members, origins), ruleset)
    return (_figure(tally.id, tally.measure, tally.population, found, own=(), ruleset=ruleset),)


def headline(figures: Iterable[Figure], measure: Measure) -> Figure:
    """Return the one figure that says how many people in all, among the figures of one incident or tally.

    It is the one over everybody where there is one, else the only one. Raises InputError where none is of `measure`.
    """
    of_measure = [figure for figure in figures if figure.measure is measure]
    if not of_measure:
        what = f"There is no figure of {measure.value} here"
        raise InputError(what, next_step="Ask for a measure that the incident's claims give.")
    return min(of_measure, key=lambda figure: (figure.population not in _OPEN, figure.population.value))


def _origin_ids(claims: Iterable[Claim], origins: Mapping[str, Origin]) -> dict[str, str]:
    return {claim.id: origins[claim.id].id for claim in claims if claim.id in origins}


def _of_measure(
    subject: str, measure: Measure, claims: Sequence[Claim], origins: Mapping[str, Origin], ruleset: RuleSet
) -> list[Figure]:
    own = {origins[c.id].id for c in claims if origins[c.id].kind is not OriginKind.ATTRIBUTED}
    voices = _origin_ids(claims, origins)
    populations = sorted({claim.population for claim in claims})
    figures: list[Figure] = []
    if len(populations) > 1:
        by_origin: dict[str, list[Position]] = {}
        for position in positions(without_parts(claims, voices, own, ruleset), voices, ruleset):
            by_origin.setdefault(position.origin, []).append(position)
        totals = beside_wholes([total(stated, ruleset) for _, stated in sorted(by_origin.items())])
        figures.append(_figure(subject, measure, Population.ALL, beside_larger(totals, own), own=own, ruleset=ruleset))
    for population in populations:
        if len(populations) == 1 or population not in _OPEN:
            counted = [claim for claim in claims if claim.population is population]
            stated = positions(without_parts(counted, voices, own, ruleset), voices, ruleset)
            figures.append(_figure(subject, measure, population, beside_larger(stated, own), own=own, ruleset=ruleset))
    return figures


def _figure(
    subject: str,
    measure: Measure,
    population: Population,
    stated: Sequence[Position],
    *,
    own: Collection[str],
    ruleset: RuleSet,
) -> Figure:
    """Reconcile what the origins say; see docs/method/counting.md for each rule with an example."""
    telling = [position for position in stated if not position.silent] or list(stated)
    setting = [position for position in telling if not position.part] or telling
    across = f"/{ACROSS}" if len({scope(position) for position in setting}) > 1 else ""
    low = _low(telling, setting, across)
    best, is_floor = _best(telling, setting, ruleset, across)
    high = _bound(setting, max(p.high for p in setting), lambda p: p.high, "largest_upper_bound", across)
    best = _raised(best, low, "raised_to_low")
    high = _raised(high, best, "raised_to_best")
    reconciled = sorted({claim for position in telling for claim in position.claims})
    voices = max(1, len(agreeing(setting, best.value, best.claims, own, ruleset)))
    days = [position.as_of for position in telling if position.as_of is not None]
    return Figure(
        id=content_id("fig", subject, measure.value, population.value),
        subject=subject,
        measure=measure,
        population=population,
        low=low,
        best=best,
        high=high,
        high_open=any(position.open for position in setting),
        best_is_floor=is_floor,
        origins=voices,
        provisional=voices < ruleset.corroborated_from,
        claims=tuple(reconciled),
        dissent=tuple(sorted(_dissent(telling, best.value))),
        ruleset=ruleset.label,
        as_of=max(days, default=None),
    )


def _low(telling: Sequence[Position], setting: Sequence[Position], across: str) -> Bound:
    """Return the smallest floor, raised to the largest part that no origin's words rule out."""
    bounded = _bounded(setting)
    low = _bound(bounded, min(p.low for p in bounded), lambda p: p.low, "smallest_floor", across)
    parts = [
        position
        for position in telling
        if position.part and position.bounded and all(p.open or position.low <= p.high for p in setting)
    ]
    most = max((position.low for position in parts), default=0)
    return _bound(parts, most, lambda p: p.low, "largest_part", across) if most > low.value else low


def _bounded(positions: Sequence[Position]) -> Sequence[Position]:
    return [position for position in positions if position.bounded] or positions


def _bound(among: Sequence[Position], value: int, end: Callable[[Position], int], rule: str, across: str) -> Bound:
    """Name the claims that set one end, and how they were put together."""
    setters = [position for position in among if end(position) == value]
    return Bound(
        value=value,
        claims=tuple(sorted({claim for position in setters for claim in position.claims})),
        rule=rule + _put_together(setters) + across,
    )


def _put_together(setters: Sequence[Position]) -> str:
    rules = {position.rule for position in setters}
    return "" if STATED in rules or not rules else f"/{min(rules)}"


def _best(
    telling: Sequence[Position], setting: Sequence[Position], ruleset: RuleSet, across: str
) -> tuple[Bound, bool]:
    """Choose among the numbers stated; one is out where its own document gives more people as certain."""
    certain = floors(telling)
    pointed = [position for position in setting if position.point is not None]
    eligible = [position for position in pointed if not outdone(position, certain)]
    if not eligible:
        bounded = _bounded(setting)
        return _bound(bounded, max(p.certain for p in bounded), lambda p: p.certain, "largest_floor", across), True
    numbers: dict[int, list[Position]] = {}
    for position in eligible:
        if position.point is not None:
            numbers.setdefault(position.point, []).append(position)
    left = sorted(numbers)
    rule = "only_number" if len(eligible) == len(pointed) else "largest_of_document"
    for preference in ruleset.best:
        if len(left) == 1:
            break
        left = _preferred(preference, left, numbers)
        rule = preference
    setters = numbers[left[0]]
    claims = tuple(sorted({claim for position in setters for claim in position.claims}))
    return Bound(value=left[0], claims=claims, rule=rule + _put_together(setters) + across), False


def _preferred(preference: Preference, left: Sequence[int], numbers: Mapping[int, Sequence[Position]]) -> list[int]:
    if preference == "lower":
        return [min(left)]
    if preference == "most_origins":
        most = max(len(numbers[number]) for number in left)
        return [number for number in left if len(numbers[number]) == most]
    last = max(_last(numbers[number]) for number in left)
    return [number for number in left if _last(numbers[number]) == last]


def _last(stated: Sequence[Position]) -> dt.date:
    return max(position.as_of or dt.date.min for position in stated)


def _raised(bound: Bound, least: Bound, rule: str) -> Bound:
    """Keep low <= best <= high where a quantity's own parts disagree (a floor above its stated number)."""
    return bound if bound.value >= least.value else Bound(value=least.value, claims=least.claims, rule=rule)


def _dissent(telling: Sequence[Position], best: int) -> set[str]:
    return {
        claim
        for position in telling
        if not (position.low <= best and (position.open or best <= position.high))
        for claim in position.claims
    }
