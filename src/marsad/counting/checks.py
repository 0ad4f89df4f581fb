"""Checks: arithmetic that claims, tallies and figures must pass; each failure is a finding with its words."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median_low

from marsad.counting.breakdown import check_breakdowns
from marsad.counting.position import positions
from marsad.counting.ruleset import RuleSet
from marsad.records import Claim, Finding, Incident, Measure, Origin, Population, Severity, Tally, TallyStep

_DAYS_OF_AN_INCREMENT = 1


def check(
    claims: Mapping[str, Claim],
    origins: Mapping[str, Origin],
    incidents: Iterable[Incident],
    tallies: Iterable[Tally],
    ruleset: RuleSet,
) -> tuple[Finding, ...]:
    """Return all findings of the arithmetic checks, sorted; `claims` and `origins` are keyed by claim id."""
    findings = check_breakdowns(claims.values(), origins, ruleset)
    for tally in tallies:
        findings.extend(_falls(tally, claims))
        findings.extend(_increments(tally, claims))
    for incident in incidents:
        members = [claims[i] for i in incident.claims if i in claims and claims[i].counts and i in origins]
        findings.extend(_units(members))
        findings.extend(_contradictions(members, origins))
        findings.extend(_outliers(incident, members, origins, ruleset))
    return tuple(sorted(set(findings)))


def _falls(tally: Tally, claims: Mapping[str, Claim]) -> list[Finding]:
    """Report a running count that its claimant later gives lower."""
    findings: list[Finding] = []
    steps = [_lead(step, claims) for step in tally.steps if not step.incremental]
    for before, after in pairwise([claim for claim in steps if claim is not None]):
        high = after.quantity.high
        if high is not None and high < before.quantity.low:
            words = f"{before.quantity.words.text}; {after.quantity.words.text}"
            message = f"{tally.claimant} gave {before.quantity.words.text}, and later {after.quantity.words.text}."
            remedy = "Check both passages: a correction, another area or period, or a misreading. The later one stands."
            findings.append(
                _finding(
                    "cumulative_falls", Severity.WARNING, tally.id, after, words=words, message=message, remedy=remedy
                )
            )
    return findings


def _lead(step: TallyStep, claims: Mapping[str, Claim]) -> Claim | None:
    return next((claims[i] for i in step.claims if i in claims), None)


def _increments(tally: Tally, claims: Mapping[str, Claim]) -> list[Finding]:
    """Compare what is newly counted with the difference of the running counts around it."""
    findings: list[Finding] = []
    exact = [step for step in tally.steps if not step.incremental and _number(step, claims) is not None]
    new = [step for step in tally.steps if step.incremental and _number(step, claims) is not None]
    for before, after in pairwise(exact):
        for step in new:
            claim, later = _lead(step, claims), _lead(after, claims)
            if claim is None or later is None or step.as_of != after.as_of or not _one_day_apart(before, after):
                continue
            difference = (_number(after, claims) or 0) - (_number(before, claims) or 0)
            if difference != _number(step, claims):
                words = f"{claim.quantity.words.text}; {later.quantity.words.text}"
                message = f"The running count grew by {difference}, while {claim.quantity.words.text} are given as new."
                remedy = "Check the passages; the new ones are never added to the running count."
                kind = "increments_disagree"
                findings.append(
                    _finding(kind, Severity.WARNING, tally.id, claim, words=words, message=message, remedy=remedy)
                )
    return findings


def _number(step: TallyStep, claims: Mapping[str, Claim]) -> int | None:
    """Return the number a step states: "at least 1,225" states 1,225."""
    claim = _lead(step, claims)
    if claim is None:
        return None
    return claim.quantity.point if claim.quantity.point is not None else claim.quantity.value


def _one_day_apart(before: TallyStep, after: TallyStep) -> bool:
    if before.as_of is None or after.as_of is None:
        return False
    return (after.as_of - before.as_of).days == _DAYS_OF_AN_INCREMENT


def _units(members: Sequence[Claim]) -> list[Finding]:
    return [
        _finding(
            "not_counted_in_persons",
            Severity.NOTE,
            claim.id,
            claim,
            words=claim.quantity.words.text,
            message=f"This counts {claim.quantity.unit}, not persons, and enters no figure.",
            remedy="Look for a passage that says how many persons they were.",
        )
        for claim in members
        if claim.quantity.unit != "person"
    ]


def _contradictions(members: Sequence[Claim], origins: Mapping[str, Origin]) -> list[Finding]:
    """Report the least and largest number of one document and origin for the same people where both cannot be right."""
    groups: dict[tuple[str, str, Measure, Population, tuple[str, ...]], list[Claim]] = {}
    for claim in sorted(members, key=lambda claim: (claim.key, claim.id)):
        if claim.quantity.unit == "person" and claim.quantity.high != 1:
            places = tuple(mention.words.text for mention in claim.places)
            key = (claim.document, origins[claim.id].id, claim.measure, claim.population, places)
            groups.setdefault(key, []).append(claim)
    findings: list[Finding] = []
    for group in groups.values():
        least, most = min(group, key=_upper_end), max(group, key=lambda claim: (claim.quantity.low, claim.id))
        one, other = sorted((least, most), key=lambda claim: claim.key)
        if _apart(least, most):
            words = f"{one.quantity.words.text}; {other.quantity.words.text}"
            message = f"One document gives {one.quantity.words.text} and {other.quantity.words.text} for one event."
            remedy = "Read both passages; the larger number was counted. They may be two events, or a part and a whole."
            kind = "source_contradicts_itself"
            findings.append(
                _finding(kind, Severity.WARNING, other.id, other, words=words, message=message, remedy=remedy)
            )
    return findings


def _upper_end(claim: Claim) -> tuple[bool, int, str]:
    high = claim.quantity.high
    return (high is None, high or 0, claim.id)


def _apart(less: Claim, more: Claim) -> bool:
    return less.quantity.high is not None and less.quantity.high < more.quantity.low


def _outliers(
    incident: Incident, members: Sequence[Claim], origins: Mapping[str, Origin], ruleset: RuleSet
) -> list[Finding]:
    """Report a number far above what the other origins of the incident give."""
    findings: list[Finding] = []
    by_id = {claim.id: claim for claim in members}
    for measure in sorted({claim.measure for claim in members}):
        of_measure = [c for c in members if c.measure is measure and c.quantity.unit == "person"]
        stated = positions(of_measure, {c.id: origins[c.id].id for c in of_measure}, ruleset)
        for position in stated:
            others = [p.high for p in stated if p.origin != position.origin and not p.silent]
            if not others or position.silent:
                continue
            middle = median_low(others)
            least = max(middle * ruleset.checks.outlier_times, middle + ruleset.checks.outlier_least)
            if position.low >= least:
                claim = by_id[position.claims[0]]
                words = claim.quantity.words.text
                message = f"{words} is far above what other origins give for this incident ({middle})."
                remedy = "Check the number and whether the claim is about this incident alone."
                findings.append(
                    _finding(
                        "outlier_size",
                        Severity.WARNING,
                        incident.id,
                        claim,
                        words=words,
                        message=message,
                        remedy=remedy,
                    )
                )
    return findings


def _finding(
    kind: str, severity: Severity, where: str, claim: Claim, *, words: str, message: str, remedy: str
) -> Finding:
    return Finding(
        kind=kind,
        severity=severity,
        where=where,
        document=claim.document,
        words=words,
        message=message,
        remedy=remedy,
    )
