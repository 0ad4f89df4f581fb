"""Positions: what one origin says about one measure, from its latest claims."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.counting.ruleset import RuleSet
from marsad.records import Claim, Operator, Population, Quantity, Span

STATED = "stated"
SUM_OF_NAMED = "sum_of_named"
SUM_OF_GROUPS = "sum_of_groups"
SUM_OF_PLACES = "sum_of_places"
SUM_OF_POPULATIONS = "sum_of_populations"
_TOTALS = (Population.ALL, Population.UNKNOWN)


class Told(msgspec.Struct, frozen=True):
    """What one document gives for an origin: what may be counted at least, and the one number stated, if one is."""

    document: str
    low: int
    point: int | None


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """How many one origin says there were.

    `low` and `high` are what a publication may count at least and the largest number given (`open`: no upper end in
    the words), `point` the one number stated, if one is. `bounded`: the words set a lower end. `silent`: they give no
    number at all. `part`: it counts a part of what others count, and so sets neither best nor high. `claims` are the
    sorted ids behind it, `told` what each document gives, `rule` how they were put together.
    """

    origin: str
    population: Population
    low: int
    high: int
    open: bool
    point: int | None
    bounded: bool
    silent: bool
    part: bool = False
    as_of: dt.date | None
    claims: tuple[str, ...]
    told: tuple[Told, ...]
    rule: str

    @property
    def documents(self) -> frozenset[str]:
        """The documents behind it."""
        return frozenset(told.document for told in self.told)

    @property
    def certain(self) -> int:
        """The most that one of its documents gives at least; above `low` where documents of one day differ."""
        return max(self.low, *(told.low for told in self.told))


def single(quantity: Quantity) -> bool:
    """Tell whether words count one person."""
    return quantity.low == quantity.high == 1


def silent(quantity: Quantity) -> bool:
    """Tell whether words say that people were harmed but not how many ("civilians were killed")."""
    return quantity.operator is Operator.NONE or (quantity.vague and quantity.high is None)


def upper(quantity: Quantity) -> int:
    """Return the largest number a quantity allows, or the one it states where the words leave the end open."""
    if quantity.high is not None:
        return max(quantity.high, quantity.floor)
    return max(quantity.floor, quantity.point or 0, quantity.value or 0)


def positions(claims: Iterable[Claim], origins: Mapping[str, str], ruleset: RuleSet) -> list[Position]:
    """Return what each origin says of each population, from claims of one measure; sorted by origin, population."""
    groups: dict[tuple[str, Population], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        groups.setdefault((origins[claim.id], claim.population), []).append(claim)
    return [_latest(origin, members, ruleset) for (origin, _), members in sorted(groups.items())]


def _latest(origin: str, claims: Sequence[Claim], ruleset: RuleSet) -> Position:
    current = latest(claims)
    documents: dict[str, list[Claim]] = {}
    for claim in current:
        documents.setdefault(claim.document, []).append(claim)
    return _same_day([_in_document(origin, members, ruleset) for _, members in sorted(documents.items())])


def latest(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of one origin's last day; its earlier ones are history.

    Words without a number ("dozens", "people") do not replace a number, unless they say more than it. One person told
    of later does not replace the people counted before, nor does "at least 15" replace "at least 21".
    """
    numbered = [claim for claim in claims if not silent(claim.quantity) and not claim.quantity.vague]
    numbered = [claim for claim in numbered if not single(claim.quantity)] or numbered
    telling = numbered or [claim for claim in claims if not silent(claim.quantity)] or list(claims)
    current = _last_day(telling)
    if all(claim.quantity.high is None for claim in current):
        least = max(claim.quantity.floor for claim in current)
        current = _last_day([claim for claim in telling if claim.quantity.floor > least] or current)
    if telling is not numbered:
        return current
    most = max(upper(claim.quantity) for claim in current)
    more = [c for c in claims if c.quantity.vague and c.quantity.floor > most and _day_of(c) >= _day_of(current[0])]
    return _last_day(more) if more else current


def _last_day(claims: Sequence[Claim]) -> list[Claim]:
    last = max(_day_of(claim) for claim in claims)
    return [claim for claim in claims if _day_of(claim) == last]


def _day_of(claim: Claim) -> dt.date:
    return claim.reported or dt.date.min


def _in_document(origin: str, claims: Sequence[Claim], ruleset: RuleSet) -> Position:
    """Take the largest number a document gives for one area, and add up areas that it nowhere takes together.

    People it gives one by one add up only where it gives no number.
    """
    plural = [claim for claim in claims if not single(claim.quantity)]
    if plural:
        apart = _largest_apart(plural)
        parts = [_with_fellows(origin, claim, plural, ruleset) for claim in apart]
        return parts[0] if len(parts) == 1 else _sum(parts, parts[0].population, SUM_OF_PLACES)
    named = {_group(claim): claim for claim in reversed(claims)}
    parts = [_one(origin, claim, ruleset) for claim in named.values()]
    return parts[0] if len(parts) == 1 else _sum(parts, parts[0].population, SUM_OF_NAMED)


def _with_fellows(origin: str, claim: Claim, others: Sequence[Claim], ruleset: RuleSet) -> Position:
    """Add the groups that one clause counts beside a claim's ("40 rebels and 12 militiamen were killed")."""
    fellows = [other for other in others if other is not claim and _one_clause(claim, other)]
    parts = [_one(origin, one, ruleset) for one in (claim, *fellows)]
    return parts[0] if not fellows else _sum(parts, claim.population, SUM_OF_GROUPS)


def _one_clause(one: Claim, other: Claim) -> bool:
    """Tell whether the clause of one claim holds the number of the other; parts stated as parts never come here."""
    return _holds(one.quote, other.key) or _holds(other.quote, one.key)


def _holds(clause: Span, words: Span) -> bool:
    return clause.start <= words.start and words.end <= clause.end


def _largest_apart(claims: Sequence[Claim]) -> list[Claim]:
    """Return the largest claim of each separate area; only the largest of all where one area may hold another."""
    areas: dict[str, list[Claim]] = {}
    for claim in claims:
        areas.setdefault(_area(claim), []).append(claim)
    largest = [max(members, key=_size) for _, members in sorted(areas.items())]
    if any(_takes_in(one, other) for one in claims for other in claims if _area(one) != _area(other)):
        return [max(largest, key=_size)]
    return largest


def _size(claim: Claim) -> tuple[int, int, str]:
    return (claim.quantity.floor, upper(claim.quantity), claim.id)


def _area(claim: Claim) -> str:
    """Name the narrowest place of a claim; its places stand narrow first."""
    if not claim.places:
        return ""
    first = claim.places[0]
    return first.place.id if first.place is not None else first.words.text.casefold()


def _takes_in(one: Claim, other: Claim) -> bool:
    """Tell whether the area of one claim may hold that of another; a name without entry may lie anywhere."""
    if not one.places or len(one.places) > 1 or one.places[0].place is None or not other.places:
        return True
    place = one.places[0].place
    holders = {m.place.id for m in other.places if m.place is not None}
    holders.update(area for m in other.places if m.place is not None for area in m.place.admin)
    return place.id in holders or any(m.place is None for m in other.places)


def may_share(one: Claim, other: Claim) -> bool:
    """Tell whether two claims may be about people at one place: the same area, or one may hold the other."""
    return _area(one) == _area(other) or _takes_in(one, other) or _takes_in(other, one)


def _group(claim: Claim) -> str:
    """Name the person a claim counts; claims that do not say whom they count are one person said again."""
    return " ".join(claim.group.text.casefold().split()) if claim.group is not None else ""


def _one(origin: str, claim: Claim, ruleset: RuleSet) -> Position:
    quantity = claim.quantity
    return Position(
        origin=origin,
        population=claim.population,
        low=quantity.floor,
        high=upper(quantity),
        open=quantity.high is None,
        point=quantity.point,
        bounded=quantity.operator not in ruleset.without_floor,
        silent=silent(quantity),
        as_of=claim.reported,
        claims=(claim.id,),
        told=(Told(claim.document, quantity.floor, quantity.point),),
        rule=STATED,
    )


def _same_day(stated: Sequence[Position]) -> Position:
    """Put together what several documents of one day give for one origin: nobody can tell which came last.

    Its number is the largest stated, since counts grow through a day, unless a floor is above it.
    """
    if len(stated) == 1:
        return stated[0]
    most = max((position.point for position in stated if position.point is not None), default=0)
    point = most if most and most >= max(position.low for position in stated) else None
    bounded = [position for position in stated if position.bounded] or list(stated)
    return msgspec.structs.replace(
        stated[0],
        low=min(position.low for position in bounded),
        high=max(position.high for position in stated),
        open=any(position.open for position in stated),
        point=point,
        bounded=any(position.bounded for position in stated),
        claims=tuple(sorted({claim for position in stated for claim in position.claims})),
        told=tuple(told for position in stated for told in position.told),
        rule=max(position.rule for position in stated),
    )


def total(stated: Sequence[Position], ruleset: RuleSet) -> Position:
    """Return what one origin says of everybody: its total, else the sum of the populations it gives apart.

    A total given before larger parts is out of date; then the parts are what the origin says last.
    """
    wholes = [position for position in stated if position.population in _TOTALS and not position.silent]
    parts = [position for position in stated if position.population in ruleset.disjoint and not position.silent]
    whole = min(wholes, key=lambda position: _TOTALS.index(position.population), default=None)
    if whole is None and not parts:
        return min(stated, key=lambda position: position.population.value)
    if not parts:
        return whole if whole is not None else stated[0]
    summed = parts[0] if len(parts) == 1 else _sum(parts, Population.ALL, SUM_OF_POPULATIONS)
    if whole is None or (summed.low > whole.high and _day(summed) >= _day(whole)):
        return summed
    return _at_least(whole, summed) if whole.point is None and summed.low > whole.low else whole


def _at_least(whole: Position, parts: Position) -> Position:
    """Raise the floor of a total in words ("dozens", "at least 5") to what its parts come to."""
    return msgspec.structs.replace(
        whole,
        low=parts.low,
        high=max(whole.high, parts.high),
        claims=tuple(sorted({*whole.claims, *parts.claims})),
        told=(*whole.told, *parts.told),
        rule=parts.rule,
    )


def _day(position: Position) -> dt.date:
    return position.as_of or dt.date.min


def _sum(parts: Sequence[Position], population: Population, rule: str) -> Position:
    """Add up what one origin gives in parts that do not overlap."""
    points = [position.point for position in parts if position.point is not None]
    point = sum(points) if len(points) == len(parts) else None
    days = [position.as_of for position in parts if position.as_of is not None]
    lows: Counter[str] = Counter()
    for position in parts:
        for told in position.told:
            lows[told.document] += told.low
    return Position(
        origin=parts[0].origin,
        population=population,
        low=sum(position.low for position in parts),
        high=sum(position.high for position in parts),
        open=any(position.open for position in parts),
        point=point,
        bounded=any(position.bounded for position in parts),
        silent=all(position.silent for position in parts),
        as_of=max(days, default=None),
        claims=tuple(sorted({claim for position in parts for claim in position.claims})),
        told=tuple(Told(document, lows[document], point) for document in sorted(lows)),
        rule=rule,
    )
