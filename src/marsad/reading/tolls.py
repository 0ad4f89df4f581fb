"""Tolls: nouns that carry a figure of their own ("12 deaths", "the death toll rose to 12", "12 lives", "12 bodies")."""

import msgspec

from marsad.reading import harms
from marsad.reading.clause import Clause
from marsad.reading.grammar import AUXILIARIES, PREPOSITIONS, TOLL_LINKS
from marsad.reading.harms import Trigger
from marsad.reading.objects import followed, objects
from marsad.reading.populations import flags_of, noun_at
from marsad.reading.victims import Group, Telling
from marsad.records import Measure, Operator, Population

_REACH = 32
_OF_REACH = 5
_OF = frozenset({"of", "among", "amongst"})
_OUTSIDE = (PREPOSITIONS | AUXILIARIES | frozenset({",", "(", ";"})) - _OF
_MOVES = frozenset(
    {
        "rose",
        "risen",
        "rises",
        "climbed",
        "climbs",
        "jumped",
        "increased",
        "went",
        "gone",
        "grew",
        "revised",
        "raised",
        "soared",
        "up",
    }
)


def deaths(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "12 deaths", "93 more deaths of civilians"."""
    group = clause.adjacent_left(trigger.first)
    if group is None or group.count is None:
        return []
    of = objects(clause, trigger.last + 1) if clause.line.word(trigger.last) in ("of", "among") else []
    if of and of[0][0].count is None and of[0][0].plural:
        group = msgspec.structs.replace(group, population=of[0][0].population, flags=of[0][0].flags)
    return [(group,)]


def toll(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "the death toll has reached 20", "brings to 12 the number of dead"."""
    for group in clause.groups:
        if group.first < trigger.last or group.count is None:
            continue
        if group.first - trigger.last > _REACH:
            break
        before = clause.line.word(group.first - 1)
        spread = before == "from" and group.count.operator is not Operator.RANGE
        reached = (before in TOLL_LINKS and not spread) or clause.line.lowers[group.first] in TOLL_LINKS
        if reached and not group.part and not followed(clause, group):
            return [(_of_whom(clause, trigger, _latest(clause, trigger, group)),)]
    left = next((g for g in reversed(clause.groups) if g.last <= trigger.first), None)
    if (
        left is not None
        and left.count is not None
        and trigger.first - left.last <= 2
        and clause.line.word(left.first - 1) == "to"
    ):
        return [(left,)]
    return []


def _latest(clause: Clause, trigger: Trigger, group: Group) -> Group:
    """Return the figure a toll has come to: "rose from 12 to 15" says 15 and no range."""
    count = group.count
    moved = any(word in _MOVES for word in clause.line.lowers[trigger.last : group.first + 1])
    if count is None or count.upper is None or not moved:
        return group
    last = msgspec.structs.replace(
        count,
        first=count.last - 1,
        number=count.last - 1,
        value=count.upper,
        upper=None,
        operator=Operator.EQ,
        bound="V1",
    )
    return msgspec.structs.replace(group, first=count.last - 1, count=last)


def _of_whom(clause: Clause, trigger: Trigger, group: Group) -> Group:
    """Give a bare figure the population its noun names ("the number of civilians killed has risen to 900")."""
    if group.population is not Population.UNKNOWN:
        return group
    for index in range(trigger.first, min(trigger.last + _OF_REACH, group.first)):
        word = clause.line.lowers[index]
        if index >= trigger.last and (word in _OUTSIDE or (index > trigger.last and word in _OF)):
            break  # "the toll from attacks by militants": they are not the dead
        noun = noun_at(clause.line.lowers, index)
        if noun is not None and noun[1].plural:
            flags = flags_of(clause.line.lowers, index, index + noun[0])
            return msgspec.structs.replace(group, population=noun[1].population, flags=flags)
    return group


def lives(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "claimed 12 lives", "hundreds of lives lost"."""
    group = clause.adjacent_left(trigger.first)
    if group is None or group.count is None:
        return []
    taken = harms.LIVES_BEFORE.find(clause.line.lowers, max(0, group.first - 7), group.first)
    lost = harms.LIVES_AFTER.at(clause.line.lowers, trigger.last) if trigger.last < len(clause.line) else None
    return [(group,)] if taken is not None or lost is not None else []


def people_found(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "20 martyrs", "thousands of detainees", "the bodies of 14 men were found"."""
    bodies = trigger.measure is Measure.BODIES_FOUND
    near = clause.line.lowers[max(0, trigger.first - 10) : trigger.last + 10]
    if bodies and not harms.found(near):
        return []
    start = trigger.first - 1 if clause.line.word(trigger.first - 1) in ("dead", "lifeless") else trigger.first
    group = clause.adjacent_left(start) or clause.holder(trigger)
    if group is not None and group.count is not None:
        return [(group,)]
    if bodies and clause.line.word(trigger.last) == "of":
        named = objects(clause, trigger.last + 1)
        if named and (named[0][0].count is not None or named[0][0].telling is Telling.PLURAL):
            return named
    return []
