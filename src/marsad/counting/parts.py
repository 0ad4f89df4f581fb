"""Parts: positions that count a part of what other positions count, and so must not pull the figure down."""

from collections.abc import Collection, Sequence

import msgspec

from marsad.counting.position import Position
from marsad.counting.ruleset import RuleSet
from marsad.records import Population

_TOTALS = (Population.ALL, Population.UNKNOWN)


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


def far_below(totals: Sequence[Position], ruleset: RuleSet) -> list[Position]:
    """Mark a count of one population as a part where it is far below every total that other origins give.

    "Twelve fighters were killed" beside "1,400 people were killed" disputes nothing; "twelve civilians" beside "fifteen
    people" does.
    """
    floors = [position.low for position in totals if position.population in _TOTALS and not position.silent]
    if not floors:
        return list(totals)
    limit = min(floors) * ruleset.part_below
    return [
        msgspec.structs.replace(position, part=True)
        if position.population not in _TOTALS and position.high < limit
        else position
        for position in totals
    ]
