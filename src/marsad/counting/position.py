"""Positions: what one origin says about one measure, from its latest claims."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.counting.ruleset import RuleSet
from marsad.records import Claim, Operator, Population, Quantity

STATED = "stated"
SUM_OF_NAMED = "sum_of_named"
SUM_OF_POPULATIONS = "sum_of_populations"
_TOTALS = (Population.ALL, Population.UNKNOWN)


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """How many one origin says there were.

    `low` and `high` are what a publication may count at least and the largest number given (`open`: no upper end in
    the words), `point` the one number stated, if one is. `bounded`: the words set a lower end. `silent`: they give no
    number at all. `claims` are the sorted ids behind it, `rule` how they were put together.
    """

    origin: str
    population: Population
    low: int
    high: int
    open: bool
    point: int | None
    bounded: bool
    silent: bool
    as_of: dt.date | None
    claims: tuple[str, ...]
    rule: str


def silent(quantity: Quantity) -> bool:
    """Tell whether words say that people were harmed but not how many ("civilians were killed")."""
    return quantity.operator is Operator.NONE or (quantity.vague and quantity.high is None)


def upper(quantity: Quantity) -> int:
    """Return the largest number a quantity allows, or the one it states where the words leave the end open."""
    if quantity.high is not None:
        return max(quantity.high, quantity.floor)
    return max(quantity.floor, quantity.point or 0, quantity.value or 0)


def positions(claims: Iterable[Claim], origins: Mapping[str, str], ruleset: RuleSet) -> list[Position]:
    """Return what each origin says of each population, from claims of one measure; sorted by origin, population.

    The latest claims of an origin count. Claims that give no number count only where the origin gives none at all.
    """
    groups: dict[tuple[str, Population], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        groups.setdefault((origins[claim.id], claim.population), []).append(claim)
    return [_latest(origin, members, ruleset) for (origin, _), members in sorted(groups.items())]


def _latest(origin: str, claims: Sequence[Claim], ruleset: RuleSet) -> Position:
    telling = [claim for claim in claims if not silent(claim.quantity)] or claims
    last = max(claim.reported or dt.date.min for claim in telling)
    current = [claim for claim in telling if (claim.reported or dt.date.min) == last]
    documents: dict[str, list[Claim]] = {}
    for claim in current:
        documents.setdefault(claim.document, []).append(claim)
    return _same_day([_in_document(origin, members, ruleset) for _, members in sorted(documents.items())])


def _in_document(origin: str, claims: Sequence[Claim], ruleset: RuleSet) -> Position:
    """Take the largest number a document gives; people it gives one by one add up only where it gives no number."""
    single = [claim for claim in claims if claim.quantity.low == claim.quantity.high == 1]
    plural = [claim for claim in claims if claim not in single]
    if plural:
        return _one(origin, max(plural, key=lambda c: (c.quantity.floor, upper(c.quantity), c.id)), ruleset)
    named = {_group(claim): claim for claim in reversed(single)}
    if len(named) == 1:
        return _one(origin, single[0], ruleset)
    members = sorted(claim.id for claim in named.values())
    position = _one(origin, single[0], ruleset)
    total = len(members)
    return msgspec.structs.replace(
        position, low=total, high=total, point=total, claims=tuple(members), rule=SUM_OF_NAMED
    )


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
        rule=STATED,
    )


def _same_day(stated: Sequence[Position]) -> Position:
    """Put together what several documents of one day give for one origin: nobody can tell which came last."""
    if len(stated) == 1:
        return stated[0]
    points = Counter(position.point for position in stated if position.point is not None)
    point = min(points, key=lambda number: (-points[number], number), default=None)
    bounded = [position for position in stated if position.bounded] or list(stated)
    return msgspec.structs.replace(
        stated[0],
        low=min(position.low for position in bounded),
        high=max(position.high for position in stated),
        open=any(position.open for position in stated),
        point=point,
        bounded=any(position.bounded for position in stated),
        claims=tuple(sorted({claim for position in stated for claim in position.claims})),
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
    summed = parts[0] if len(parts) == 1 else _sum(parts)
    if whole is not None and not (summed.low > whole.high and _day(summed) >= _day(whole)):
        return whole
    return summed


def _day(position: Position) -> dt.date:
    return position.as_of or dt.date.min


def _sum(parts: Sequence[Position]) -> Position:
    points = [position.point for position in parts if position.point is not None]
    days = [position.as_of for position in parts if position.as_of is not None]
    return Position(
        origin=parts[0].origin,
        population=Population.ALL,
        low=sum(position.low for position in parts),
        high=sum(position.high for position in parts),
        open=any(position.open for position in parts),
        point=sum(points) if len(points) == len(parts) else None,
        bounded=any(position.bounded for position in parts),
        silent=False,
        as_of=max(days, default=None),
        claims=tuple(sorted({claim for position in parts for claim in position.claims})),
        rule=SUM_OF_POPULATIONS,
    )
