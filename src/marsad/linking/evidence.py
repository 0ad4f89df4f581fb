"""Evidence: whether two groups of reports may be one incident, and how much speaks for it."""

from marsad.linking.profile import Count, Profile, same_number, shared_counts, unit_counts
from marsad.linking.unit import Unit
from marsad.linking.weights import Weights
from marsad.records import Measure, Population

_OPEN = (Population.ALL, Population.UNKNOWN)
_TOWN = 3


def may_join(one: Profile, other: Profile) -> bool:
    """Tell whether nothing forbids one incident: places and days fit, and no document tells the two apart."""
    if one.window is not None and other.window is not None and one.window.overlap(other.window) is None:
        return False
    if not all(a.fits(b) for a in one.areas for b in other.areas if a.known and b.known):
        return False
    return not told_apart(one, other)


def told_apart(one: Profile, other: Profile) -> bool:
    """Tell whether people keep the two apart, or some document gives a unit of each as two events."""
    if not one.foes.isdisjoint(other.judged):
        return True
    few, many = (one, other) if len(one.documents) <= len(other.documents) else (other, one)
    return any(
        _two_events(a, b)
        for document, units in few.documents.items()
        for a in units
        for b in many.documents.get(document, ())
    )


def _two_events(one: Unit, other: Unit) -> bool:
    """Tell whether one document's reader holds two units apart, and nothing shows that they are one said twice."""
    if not one.event or not other.event or one.event == other.event:
        return False
    if one.area.key != other.area.key or one.window != other.window:
        return True
    return same_number(unit_counts(one), unit_counts(other)) is False


def points(one: Profile, other: Profile, weights: Weights) -> int:
    """Add up what speaks for and against one incident."""
    return (
        _place(one, other, weights)
        + _numbers(one, other, weights)
        + _kind(one, other, weights)
        + _side(one, other, weights)
        + _voice(one, other, weights)
    )


def need(one: Profile, other: Profile, weights: Weights) -> int:
    """Return how many points are needed: more where place or time are too wide to tell incidents apart."""
    place = one.area.wide or other.area.wide
    time = any(p.window is not None and p.window.wide for p in (one, other))
    if place and time:
        return weights.need.both
    return weights.need.wide if place or time else weights.need.narrow


def _place(one: Profile, other: Profile, weights: Weights) -> int:
    if one.area.key != other.area.key or not one.area.known or one.area.level > _TOWN:
        return weights.area["points"]
    return weights.town_points(one.area.people)


def _numbers(one: Profile, other: Profile, weights: Weights) -> int:
    agreement = shared_counts(one.counts, other.counts, weights) or 0
    total = agreement
    for measure in sorted(one.counts.keys() & other.counts.keys()):
        ours = {p for p in one.counts[measure] if p not in _OPEN}
        theirs = {p for p in other.counts[measure] if p not in _OPEN}
        if ours & theirs:
            return total + weights.population.same
        if ours and theirs and not (one.counts[measure].keys() | other.counts[measure].keys()) & set(_OPEN):
            total += _dispute(one, other, measure, weights)
            break
    return total


def _dispute(one: Profile, other: Profile, measure: Measure, weights: Weights) -> int:
    """Weigh civilians here and fighters there: one number, given twice, is a dispute over one event."""
    ours = frozenset[Count]().union(*one.counts[measure].values())
    theirs = frozenset[Count]().union(*other.counts[measure].values())
    same = [low for low, high in ours & theirs if low == high]
    if same and max(same) >= weights.population.disputed_from:
        return weights.counts.equal(max(same))
    return weights.population.contradict


def _kind(one: Profile, other: Profile, weights: Weights) -> int:
    if shared := one.kinds & other.kinds:
        return weights.kind.same if shared.isdisjoint(weights.kind.rare) else weights.kind.same_rare
    if not one.families & other.families:
        return weights.kind.contradict
    if one.kinds and other.kinds and not any(weights.together(a, b) for a in one.kinds for b in other.kinds):
        return weights.kind.contradict
    return 0


def _side(one: Profile, other: Profile, weights: Weights) -> int:
    if one.sides & other.sides:
        return weights.side.same
    if one.sides and other.sides and not any(weights.allied(a, b) for a in one.sides for b in other.sides):
        return weights.side.contradict
    return 0


def _voice(one: Profile, other: Profile, weights: Weights) -> int:
    """Weigh shared voices of different documents; within one document the reader's grouping has said enough."""
    if not one.documents.keys().isdisjoint(other.documents.keys()):
        return 0
    shared = weights.source.same_origin if one.origins & other.origins else 0
    return shared + (weights.source.near_copy if one.roots & other.roots else 0)
