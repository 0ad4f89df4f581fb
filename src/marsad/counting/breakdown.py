"""Breakdowns: whether the parts a document states add up to the whole it states."""

from collections.abc import Iterable, Mapping, Sequence

from marsad.counting.ruleset import RuleSet
from marsad.records import (
    Claim,
    Finding,
    Operator,
    Origin,
    Place,
    PlaceKind,
    Population,
    Quantity,
    Severity,
    TallyKind,
)

_OPEN = (Population.ALL, Population.UNKNOWN)
_Range = tuple[int, int]


def check_breakdowns(claims: Iterable[Claim], origins: Mapping[str, Origin], ruleset: RuleSet) -> list[Finding]:
    """Compare wholes and parts (by population, by place, and stated as parts) of one document and origin."""
    ordered = sorted(claims, key=lambda claim: claim.id)
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in ordered:
        if claim.counts and claim.quantity.unit == "person" and stated_range(claim.quantity) is not None:
            voice = origins[claim.id].id if claim.id in origins else ""
            key = (claim.document, voice, claim.measure.value, claim.tally.value, claim.context.value, claim.event)
            groups.setdefault(key, []).append(claim)
    findings: list[Finding] = []
    for _, members in sorted(groups.items()):
        findings.extend(_by_population(members, ruleset))
        findings.extend(_by_place(members, ruleset))
    findings.extend(_subsets(ordered))
    return findings


def stated_range(quantity: Quantity) -> _Range | None:
    """Return the number stated ("at least 20" states 20), or the closed range of words that give no one number."""
    if quantity.operator in (Operator.EQ, Operator.GE, Operator.GT):
        number = quantity.point if quantity.point is not None else quantity.value
        return (number, number) if number is not None else None
    if quantity.high is None or quantity.operator is Operator.NONE:
        return None
    return (quantity.low, quantity.high)


def _by_population(members: Sequence[Claim], ruleset: RuleSet) -> list[Finding]:
    """Compare "1,018 people" with "745 civilians and 213 fighters", area by area."""
    findings: list[Finding] = []
    areas: dict[str, list[Claim]] = {}
    for claim in members:
        areas.setdefault(_place_key(claim), []).append(claim)
    for _, here in sorted(areas.items()):
        wholes = [claim for claim in here if claim.population in _OPEN]
        parts = {p: [c for c in here if c.population is p] for p in ruleset.disjoint}
        largest = [max(of, key=_size) for of in parts.values() if of]
        if wholes and len(largest) > 1:
            findings.extend(_compare(max(wholes, key=_size), largest, ruleset))
    return findings


def _by_place(members: Sequence[Claim], ruleset: RuleSet) -> list[Finding]:
    """Compare a whole over a wide area with the parts for areas in it."""
    findings: list[Finding] = []
    for whole in members:
        inside: dict[str, Claim] = {}
        for claim in members:
            same = claim.population is whole.population or claim.population is Population.UNKNOWN
            if claim is not whole and same and _covers(whole, claim):
                key = _place_key(claim)
                inside[key] = max(inside.get(key, claim), claim, key=_size)
        parts = [part for part in inside.values() if not any(_covers(other, part) for other in inside.values())]
        if len(parts) > 1:
            findings.extend(_compare(whole, parts, ruleset))
    return findings


def _size(claim: Claim) -> tuple[int, str]:
    return ((stated_range(claim.quantity) or (0, 0))[1], claim.id)


def _place(claim: Claim) -> Place | None:
    return next((mention.place for mention in claim.places if mention.place is not None), None)


def _place_key(claim: Claim) -> str:
    place = _place(claim)
    return place.id if place else " ".join(mention.words.text.casefold() for mention in claim.places[:1])


def _covers(whole: Claim, part: Claim) -> bool:
    """Tell whether the area of one claim holds that of another; a running count without a place covers all places."""
    wide, narrow = _place(whole), _place(part)
    if narrow is None:
        return False
    if wide is None:
        return not whole.places and whole.tally is not TallyKind.EVENT
    if wide.id == narrow.id or wide.country != narrow.country or narrow.kind is PlaceKind.COUNTRY:
        return False
    return (
        wide.kind in (PlaceKind.COUNTRY, PlaceKind.REGION) and narrow.kind is not wide.kind
    ) or wide.id in narrow.admin


def _compare(whole: Claim, parts: Sequence[Claim], ruleset: RuleSet) -> list[Finding]:
    ranges = [r for part in parts if (r := stated_range(part.quantity)) is not None]
    stated = stated_range(whole.quantity)
    if stated is None:
        return []
    low, high = sum(r[0] for r in ranges), sum(r[1] for r in ranges)
    if low > stated[1] and whole.quantity.high is not None:
        return [_finding("breakdown_exceeds_whole", Severity.WARNING, whole, parts, low)]
    if high < stated[0] and high >= ruleset.checks.full_breakdown * stated[0]:
        loose = any(claim.quantity.high is None for claim in (whole, *parts))
        severity = Severity.NOTE if loose else Severity.WARNING
        return [_finding("parts_do_not_sum", severity, whole, parts, high)]
    return []


def _finding(kind: str, severity: Severity, whole: Claim, parts: Sequence[Claim], total: int) -> Finding:
    ordered = sorted(parts, key=lambda claim: claim.key)
    words = " + ".join(claim.quantity.words.text for claim in ordered)
    return Finding(
        kind=kind,
        severity=severity,
        where=whole.id,
        document=whole.document,
        words=f"{whole.quantity.words.text}; {words}",
        message=f"The parts ({words}) make {total}, the whole is given as {whole.quantity.words.text}.",
        remedy="Read the passage: a part may be missing, counted twice or of another kind. Nothing was added up.",
    )


def _subsets(claims: Sequence[Claim]) -> list[Finding]:
    """Compare parts stated as parts ("including 4 children") with the claim they are part of."""
    by_id = {claim.id: claim for claim in claims}
    findings: list[Finding] = []
    for claim in claims:
        whole = by_id.get(claim.subset_of)
        if whole is None or claim.measure is not whole.measure or whole.quantity.high is None:
            continue
        if claim.quantity.low > whole.quantity.high:
            findings.append(_finding("breakdown_exceeds_whole", Severity.WARNING, whole, [claim], claim.quantity.low))
    return findings
