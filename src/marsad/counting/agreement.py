"""Agreement: which origins stand behind a figure, and which numbers their own texts outdo."""

from collections.abc import Collection, Mapping, Sequence

from marsad.counting.position import Position
from marsad.counting.ruleset import RuleSet
from marsad.records import Population


def agreeing(
    setting: Sequence[Position], best: int, claims: Collection[str], own: Collection[str], ruleset: RuleSet
) -> set[str]:
    """Return the origins that give about as many people as `best`, of the scope of a claim that set it.

    What a publisher says in a text that also quotes a named speaker is no second voice: the same reporter wrote both.
    `own` are the publishers speaking for themselves.
    """
    scopes = {scope(position) for position in setting if not set(claims).isdisjoint(position.claims)}
    near = [p for p in setting if scope(p) in scopes and _near(p, best, ruleset)]
    voices = {p.origin for p in near if p.origin not in own}
    told = {document for p in near if p.origin in voices for document in p.documents}
    for position in sorted(near, key=lambda p: (len(p.documents), p.origin)):
        if position.origin not in voices and not position.documents <= told:
            voices.add(position.origin)
            told |= position.documents
    return voices


def scope(position: Position) -> Population:
    """Return the population a position is about; where the text does not say, it is everybody."""
    return Population.ALL if position.population is Population.UNKNOWN else position.population


def _near(position: Position, best: int, ruleset: RuleSet) -> bool:
    """Tell whether a position holds a number, or nearly does."""
    reach = ruleset.agree_within_open if position.open else ruleset.agree_within
    return position.low <= best * ruleset.agree_within and best <= position.high * reach


def floors(stated: Sequence[Position]) -> dict[str, int]:
    """Return the largest number that each document gives as certain."""
    largest: dict[str, int] = {}
    for position in stated:
        if position.bounded and not position.silent:
            for told in position.told:
                largest[told.document] = max(largest.get(told.document, 0), told.low)
    return largest


def outdone(position: Position, largest: Mapping[str, int]) -> bool:
    """Tell whether every document that states a position's number also gives more people as certain."""
    where = [told.document for told in position.told if told.point == position.point]
    return position.point is not None and all(position.point < largest.get(document, 0) for document in where)
