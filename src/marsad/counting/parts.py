"""Parts: claims and positions that count a part of what others count, and so must not pull the figure down."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from marsad.counting.position import Position, may_share, silent, single, upper
from marsad.counting.ruleset import RuleSet
from marsad.records import Claim, Population

_OWN_WORD = 2
_TOTALS = (Population.ALL, Population.UNKNOWN)


def without_parts(
    claims: Sequence[Claim], origins: Mapping[str, str], own: Collection[str], ruleset: RuleSet
) -> list[Claim]:
    """Leave out what a document gives beside a whole that takes it in, whoever says it.

    "At least 33 fighters were killed" takes in the fighter who is named below it, and the eight children among 40
    people. A headline's "dozens" is silent where the text gives a number. `own` are origins that are publishers
    speaking for themselves.
    """
    documents: dict[str, list[Claim]] = {}
    for claim in claims:
        documents.setdefault(claim.document, []).append(claim)
    wholes = {
        document: [claim for claim in members if claim.quantity.floor > 1 and not silent(claim.quantity)]
        for document, members in documents.items()
    }
    return [
        claim
        for claim in claims
        if not any(
            whole is not claim
            and (_inside(claim, whole, ruleset) or _outworded(claim, whole, origins, own, ruleset=ruleset))
            for whole in wholes[claim.document]
        )
    ]


def _inside(claim: Claim, whole: Claim, ruleset: RuleSet) -> bool:
    """Tell whether a claim counts one person, or people of a kind, among the people another counts."""
    held = whole.population in _TOTALS or claim.population in (whole.population, Population.UNKNOWN)
    if not held or not may_share(claim, whole):
        return False
    if single(claim.quantity):
        return True
    larger = claim.quantity.floor <= whole.quantity.floor
    fits = whole.quantity.high is None or upper(claim.quantity) <= upper(whole.quantity)
    return _of_a_kind(claim, ruleset) and not _of_a_kind(whole, ruleset) and larger and fits


def _of_a_kind(claim: Claim, ruleset: RuleSet) -> bool:
    """Tell whether a claim counts one kind alone: "eight children", not "eight people, children among them"."""
    if not claim.flags or claim.group is None:
        return False
    words = claim.group.text.casefold().replace(",", " ").split()
    return any(word in ruleset.kinds[flag] for flag in claim.flags for word in words)


def _outworded(
    claim: Claim, whole: Claim, origins: Mapping[str, str], own: Collection[str], *, ruleset: RuleSet
) -> bool:
    """Tell whether a word ("dozens") stands beside a number that is as large, from the same voice.

    A publisher's own word, as in a headline, gives way to a number of half its floor too.
    """
    own_word = origins[claim.id] in own
    return (
        claim.quantity.vague
        and not whole.quantity.vague
        and whole.quantity.floor * (_OWN_WORD if own_word else 1) >= claim.quantity.floor
        and (_of_a_kind(claim, ruleset) or not _of_a_kind(whole, ruleset))
        and (own_word or origins[claim.id] == origins[whole.id])
        and (
            whole.population in _TOTALS
            or whole.population is claim.population
            or (own_word and claim.population in _TOTALS)
        )
    )


def beside_larger(stated: Sequence[Position], own: Collection[str]) -> list[Position]:
    """Mark a publisher's own number as a part where the same documents give a larger one from a named speaker.

    "The monitor said 21 were killed. Six died near the bridge" does not make the newspaper claim six in all. `own` are
    the origins that are publishers speaking for themselves.
    """
    return [
        msgspec.structs.replace(position, part=True)
        if position.origin in own and any(_larger(other, position, own) for other in stated)
        else position
        for position in stated
    ]


def _larger(other: Position, position: Position, own: Collection[str]) -> bool:
    return (
        other.origin not in own
        and not other.silent
        and position.documents <= other.documents
        and other.low > position.high
    )


def beside_wholes(totals: Sequence[Position]) -> list[Position]:
    """Mark counts of one population as parts beside origins that count everybody.

    "Twelve civilians" does not dispute "fifteen people"; "thirty civilians" does, and "fifteen civilians" are the same
    people. Where nobody counts everybody, the
    population with the largest floor stands for the whole, since the others may have been killed besides.
    """
    telling = [position for position in totals if not position.silent]
    wholes = [position for position in telling if position.population in _TOTALS]
    if wholes:
        largest = max(position.high for position in wholes)
        unlimited = all(position.open for position in wholes)
        same = {position.point for position in wholes} - {None}
        return [_as_part(p, part=p.point not in same and (unlimited or p.low <= largest)) for p in totals]
    if not telling:
        return list(totals)
    most = max(telling, key=lambda position: (position.low, position.high, position.population.value))
    return [_as_part(p, part=p.population is not most.population) for p in totals]


def _as_part(position: Position, *, part: bool) -> Position:
    if not part or position.population in _TOTALS:
        return position
    return msgspec.structs.replace(position, part=True)
