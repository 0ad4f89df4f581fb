"""Profiles: what linking knows of a group of units taken together, and whether two groups may be one incident."""

from collections.abc import Iterable, Mapping
from typing import Self

from marsad.linking.area import Area
from marsad.linking.unit import Period, Unit
from marsad.linking.weights import Weights, sides_of
from marsad.records import Claim, EventType, Measure, Operator, Population, Quantity

_OPEN = (Population.ALL, Population.UNKNOWN)
_UNSPECIFIC = (EventType.OTHER, EventType.MULTIPLE)
Count = tuple[int, int]
Counts = dict[Measure, dict[Population, frozenset[Count]]]


class Profile:
    """A group of units: one incident in the making. Never changed after it is made; `merged` makes a new one."""

    __slots__ = (
        "area",
        "areas",
        "counts",
        "documents",
        "families",
        "key",
        "kinds",
        "origins",
        "roots",
        "sides",
        "units",
        "window",
    )

    def __init__(
        self,
        *,
        key: str,
        units: tuple[Unit, ...],
        areas: tuple[Area, ...],
        window: Period | None,
        counts: Counts,
        kinds: frozenset[EventType],
        sides: frozenset[str],
        origins: frozenset[str],
        roots: frozenset[str],
        families: frozenset[str],
    ) -> None:
        self.key = key
        self.units = units
        self.areas = areas
        self.area = min(areas, key=lambda area: (area.level, area.key))
        self.window = window
        self.counts = counts
        self.kinds = kinds
        self.sides = sides
        self.origins = origins
        self.roots = roots
        self.families = families
        documents: dict[str, list[Unit]] = {}
        for unit in units:
            documents.setdefault(unit.document, []).append(unit)
        self.documents = documents

    @classmethod
    def of(cls, unit: Unit, origins: Mapping[str, str], root: str, weights: Weights) -> "Profile":
        """Describe one unit."""
        claims = unit.claims
        return cls(
            key=unit.key,
            units=(unit,),
            areas=(unit.area,),
            window=unit.window,
            counts=counts_of(claims),
            kinds=frozenset(claim.event_type for claim in claims if claim.event_type not in _UNSPECIFIC),
            sides=frozenset[str]().union(*(sides_of(claim.perpetrator) for claim in claims)),
            origins=frozenset(origins[claim.id] for claim in claims if claim.id in origins),
            roots=frozenset((root,)),
            families=frozenset(weights.family(claim.measure) for claim in claims),
        )

    def merged(self, other: Self) -> "Profile":
        """Describe both together."""
        areas = {area.key: area for area in (*self.areas, *other.areas)}
        window = self.window.overlap(other.window) if self.window and other.window else self.window or other.window
        return Profile(
            key=min(self.key, other.key),
            units=tuple(sorted((*self.units, *other.units), key=lambda unit: unit.key)),
            areas=tuple(areas[key] for key in sorted(areas)),
            window=window,
            counts=_joined(self.counts, other.counts),
            kinds=self.kinds | other.kinds,
            sides=self.sides | other.sides,
            origins=self.origins | other.origins,
            roots=self.roots | other.roots,
            families=self.families | other.families,
        )

    def features(self) -> tuple[object, ...]:
        """Everything that evidence compares, for putting equal reports together first."""
        counts = tuple(
            (measure, population, tuple(sorted(numbers)))
            for measure, by in sorted(self.counts.items())
            for population, numbers in sorted(by.items())
        )
        return (tuple(sorted(self.families)), tuple(sorted(self.kinds)), tuple(sorted(self.sides)), counts)


def counts_of(claims: Iterable[Claim]) -> Counts:
    """Return the numbers claims give, by measure and population."""
    counts: dict[Measure, dict[Population, set[Count]]] = {}
    for claim in claims:
        numbers = counts.setdefault(claim.measure, {}).setdefault(claim.population, set())
        if (count := comparable(claim.quantity)) is not None and not claim.subset_of:
            numbers.add(count)
    return {measure: {p: frozenset(n) for p, n in by.items()} for measure, by in counts.items()}


def _joined(one: Counts, other: Counts) -> Counts:
    joined = {measure: dict(by) for measure, by in one.items()}
    for measure, by in other.items():
        into = joined.setdefault(measure, {})
        for population, numbers in by.items():
            into[population] = into.get(population, frozenset()) | numbers
    return joined


def comparable(quantity: Quantity) -> Count | None:
    """Return the number or closed range to compare by; None where the words give no number to compare."""
    if quantity.point is not None:
        return (quantity.point, quantity.point)
    if quantity.operator in (Operator.GE, Operator.GT) and quantity.value is not None:
        return (quantity.value, quantity.value)
    if quantity.high is not None and quantity.high > 0 and quantity.operator is not Operator.NONE:
        return (max(quantity.low, 1), max(quantity.high, 1))
    return None


def shared_counts(one: Counts, other: Counts, weights: Weights) -> int | None:
    """Return the points of the best agreement between counts of one measure; None where there is none to compare."""
    best: int | None = None
    for measure in one.keys() & other.keys():
        for population, numbers in one[measure].items():
            for against, others in other[measure].items():
                if population is against or population in _OPEN or against in _OPEN:
                    for a in numbers:
                        for b in others:
                            points = _agreement(a, b, weights)
                            best = points if best is None else max(best, points)
    return best


def _agreement(one: Count, other: Count, weights: Weights) -> int:
    rules = weights.counts
    if one == other and one[0] == one[1]:
        return rules.equal(one[0])
    smaller, larger = (one, other) if one[1] < other[0] else (other, one)
    if smaller[1] >= larger[0]:
        return rules.fits
    ratio = larger[0] / max(smaller[1], 1)
    if ratio <= rules.near:
        return rules.fits
    if larger[0] - smaller[1] < rules.least_difference or ratio <= rules.far:
        return 0
    return rules.contradict if ratio > rules.too_far else rules.apart
