"""Profiles: what linking knows of a group of units taken together, and whether two groups may be one incident."""

from collections.abc import Iterable, Mapping, Sequence

from marsad.linking.area import Area
from marsad.linking.unit import Period, Unit
from marsad.linking.weights import Weights, sides_of
from marsad.records import EventType, Measure, Operator, Population, Quantity

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
        "foes",
        "judged",
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
        judged: frozenset[int] = frozenset(),
        foes: frozenset[int] = frozenset(),
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
        self.judged = judged  # groups of decided claims in it, and those that must never join it
        self.foes = foes
        documents: dict[str, list[Unit]] = {}
        for unit in units:
            documents.setdefault(unit.document, []).append(unit)
        self.documents = documents

    @classmethod
    def of(
        cls,
        unit: Unit,
        origins: Mapping[str, str],
        root: str,
        weights: Weights,
        *,
        judged: frozenset[int] = frozenset(),
        foes: frozenset[int] = frozenset(),
    ) -> "Profile":
        """Describe one unit; `judged` and `foes` are groups of claims that people decided about."""
        claims = unit.claims
        return cls(
            key=unit.key,
            units=(unit,),
            areas=(unit.area,),
            window=unit.window,
            counts=unit_counts(unit),
            kinds=frozenset(claim.event_type for claim in claims if claim.event_type not in _UNSPECIFIC),
            sides=frozenset[str]().union(*(sides_of(claim.perpetrator) for claim in claims)),
            origins=frozenset(origins[claim.id] for claim in claims if claim.id in origins),
            roots=frozenset((root,)),
            families=frozenset(weights.family(claim.measure) for claim in claims),
            judged=judged,
            foes=foes,
        )

    @classmethod
    def union(cls, profiles: Sequence["Profile"]) -> "Profile":
        """Describe several groups taken together."""
        areas = {area.key: area for profile in profiles for area in profile.areas}
        windows = [profile.window for profile in profiles if profile.window is not None]
        return cls(
            key=min(profile.key for profile in profiles),
            units=tuple(sorted((unit for p in profiles for unit in p.units), key=lambda unit: unit.key)),
            areas=tuple(areas[key] for key in sorted(areas)),
            window=Period.common(windows) if windows else None,
            counts=_joined(profile.counts for profile in profiles),
            kinds=frozenset[EventType]().union(*(profile.kinds for profile in profiles)),
            sides=frozenset[str]().union(*(profile.sides for profile in profiles)),
            origins=frozenset[str]().union(*(profile.origins for profile in profiles)),
            roots=frozenset[str]().union(*(profile.roots for profile in profiles)),
            families=frozenset[str]().union(*(profile.families for profile in profiles)),
            judged=frozenset[int]().union(*(profile.judged for profile in profiles)),
            foes=frozenset[int]().union(*(profile.foes for profile in profiles)),
        )

    def merged(self, other: "Profile") -> "Profile":
        """Describe both together."""
        return Profile.union((self, other))

    def features(self) -> tuple[object, ...]:
        """Everything that evidence compares, for putting equal reports together first."""
        counts = tuple(
            (measure, population, tuple(sorted(numbers)))
            for measure, by in sorted(self.counts.items())
            for population, numbers in sorted(by.items())
        )
        apart = tuple(sorted(self.foes))
        return (tuple(sorted(self.families)), tuple(sorted(self.kinds)), tuple(sorted(self.sides)), counts, apart)


def unit_counts(unit: Unit) -> Counts:
    """Return the numbers a unit's claims give, by measure and population."""
    counts: dict[Measure, dict[Population, set[Count]]] = {}
    for claim in unit.claims:
        numbers = counts.setdefault(claim.measure, {}).setdefault(claim.population, set())
        if (count := comparable(claim.quantity)) is not None and not claim.subset_of:
            numbers.add(count)
    return {measure: {p: frozenset(n) for p, n in by.items()} for measure, by in counts.items()}


def _joined(several: Iterable[Counts]) -> Counts:
    joined: Counts = {}
    for counts in several:
        for measure, by in counts.items():
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


def same_number(one: Counts, other: Counts) -> bool | None:
    """Tell whether some numbers of one measure agree; None where there are none to compare."""
    agree: bool | None = None
    for measure in one.keys() & other.keys():
        for a in frozenset[Count]().union(*one[measure].values()):
            for b in frozenset[Count]().union(*other[measure].values()):
                agree = bool(agree) or (a[0] <= b[1] and b[0] <= a[1])
    return agree
