"""Subjects: the people before harm words ("12 villagers were killed", "12 killed in raids")."""

import msgspec

from marsad.reading.clause import Clause
from marsad.reading.grammar import (
    ADVERBS,
    AUXILIARIES,
    BARRIERS,
    CONJUNCTIONS,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
)
from marsad.reading.harms import Form, Trigger
from marsad.reading.names import name_before
from marsad.reading.objects import is_theirs, link, mixed, object_group, one_party, past_description
from marsad.reading.tokens import Kind
from marsad.reading.tolls import toll
from marsad.reading.victims import Group, Telling
from marsad.reading.voices import is_object, voice
from marsad.records import Measure

_STOPS = frozenset({";", ":", "!", "?"})
_REACH = 32
_AGENT_REACH = 12


def subjects(clause: Clause, trigger: Trigger, *, chained: bool) -> list[tuple[Group, ...]]:
    """Return the people told before a verb, one tuple a figure; `chained` where auxiliaries lead up to it."""
    end = clause.before_chain(trigger.first) + 1
    word = clause.line.word(end - 1)
    if word in PERSONAL and clause.line.word(end - 2) not in PREPOSITIONS:
        return _company(clause, trigger)
    if word == "," and end > 3 and clause.line.word(end - 3) == "," and clause.line.lowers[end - 2].isdigit():
        end -= 3  # "Salma, 74, was killed"
    if word in RELATIVES:
        return _antecedents(clause, trigger, end, chained=chained)
    if word in ("and", "then", "but", "later"):
        return _shared_subject(clause, trigger, end)
    return _of_group(clause, trigger, end, subject_group(clause, end, adjacent=not chained), chained=chained)


def _antecedents(clause: Clause, trigger: Trigger, end: int, *, chained: bool) -> list[tuple[Group, ...]]:
    """Return the people a relative clause is about."""
    described = _described(clause, end - 1) if clause.line.word(end - 1) != "that" else None
    if described is not None:
        return [(described,)]
    end -= 1
    while clause.line.word(end - 1) in (",", "(", "-"):
        end -= 1
    group = subject_group(clause, end, adjacent=not chained, antecedent=True)
    if trigger.measure is Measure.DISPLACED and group is not None and group.count is None:
        return []  # "refugees who fled the war" says who they are
    return _of_group(clause, trigger, end, group, chained=chained)


def _of_group(
    clause: Clause, trigger: Trigger, end: int, group: Group | None, *, chained: bool
) -> list[tuple[Group, ...]]:
    if group is None:
        return _named(clause, end)
    group = _risen_to(clause, _of_bodies(clause, group))
    if group.count is None and not group.plural and clause.line.word(end) in ("were", "are", "have"):
        parties = coordinated_left(clause, group)
        return parties if len(parties) > 1 or len(parties[0]) > 1 else []  # "the militia were killed" is no one person
    return coordinated_left(clause, group) if chained else _of_participle(clause, trigger, end, group)


def _of_bodies(clause: Clause, group: Group) -> Group:
    """Give the people of "12 corpses of villagers who were shot" the number of their bodies."""
    at = group.first - 1
    bodies = next((one for one in clause.triggers if one.last == at and one.measure is Measure.BODIES_FOUND), None)
    if group.count is not None or not group.plural or bodies is None or clause.line.word(at) != "of":
        return group
    counted = clause.adjacent_left(bodies.first)
    if counted is None or counted.count is None:
        return group
    return msgspec.structs.replace(group, first=counted.first, count=counted.count, telling=Telling.COUNTED)


def _risen_to(clause: Clause, group: Group) -> Group:
    """Give the people of "rose to 31 the number of rebels who were killed" the number that stands before."""
    line = clause.line
    start = group.first + (line.word(group.first) == "the")
    at = next(
        (i for i in range(start, max(1, group.first - 3), -1) if line.lowers[i - 1 : i + 1] == ["number", "of"]), 0
    )
    if group.count is not None or not group.plural or not at:
        return group
    end = at - 1 - (line.word(at - 2) == "the")
    end -= line.word(end - 1) == ","
    risen = next((other for other in clause.groups if other.last == end and line.word(other.first - 1) == "to"), None)
    if risen is None or risen.count is None:
        return group
    return msgspec.structs.replace(group, first=risen.first, count=risen.count, telling=Telling.COUNTED)


def _of_participle(clause: Clause, trigger: Trigger, end: int, group: Group) -> list[tuple[Group, ...]]:
    """Return the people of a participle without auxiliary ("12 killed in raids")."""
    if group.count is None and "number" in clause.line.lowers[max(0, end - _REACH // 2) : end]:
        # "the number of fighters killed has risen to 39"
        told = [one for (one,) in toll(clause, trigger)]
        return [(msgspec.structs.replace(one, population=group.population, flags=group.flags),) for one in told]
    if group.count is None and group.telling is Telling.PLURAL and not (group.first == 0 or group.more):
        return []  # "calls about people killed in traffic" counts nobody
    if group.telling is Telling.ELLIPTIC:
        # The bare number of "6 martyrs and 22 injured" stands alone; that of "2 displaced camps" counts no people.
        return [] if _is_adjective(clause, trigger) else [(group,)]
    return coordinated_left(clause, group)


def _described(clause: Clause, end: int) -> Group | None:
    """Return the one person whom a relative clause without a comma tells apart ("the boy who was killed")."""
    if clause.line.word(end - 1) == ",":
        return None
    near = next((group for group in reversed(clause.groups) if group.last == end), None)
    return near if near is not None and near.count is None and not near.plural else None


def _company(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "he was killed along with two others": the pronoun repeats somebody, the others are new."""
    if clause.line.word(trigger.last) in ("along", "together") and clause.line.word(trigger.last + 1) == "with":
        group = object_group(clause, trigger.last + 2)
        return [(group,)] if group is not None and group.count is not None else []
    return []


def _named(clause: Clause, end: int) -> list[tuple[Group, ...]]:
    """Return the person named right before `end`, or the two of "Perez and Ramirez"."""
    named = name_before(clause.line, end, clause.inside)
    if named is None:
        return []
    other = (
        name_before(clause.line, named.first - 1, clause.inside) if clause.line.word(named.first - 1) == "and" else None
    )
    return [(other, named)] if other is not None and other.last - other.first > 1 else [(named,)]


def _shared_subject(clause: Clause, trigger: Trigger, end: int) -> list[tuple[Group, ...]]:
    """Read "were captured and executed": the second verb takes the subject of the first."""
    before = [one for one in clause.triggers if one.last < end and end - one.last <= 12]
    if not before or before[-1].senses[0].form is not Form.VERB or before[-1].measure is trigger.measure:
        return []
    if voice(clause, before[-1], before[-1].senses[0]) != "passive":
        return []
    return subjects(clause, before[-1], chained=True)


def subject_group(clause: Clause, end: int, *, adjacent: bool, antecedent: bool = False) -> Group | None:
    """Return the group that is the subject of a verb whose auxiliaries begin at `end`."""
    fallback: Group | None = None
    edge = end
    for group in reversed(clause.groups):
        if group.last > end:
            continue
        if _stands_aside(clause, group, end):
            edge = group.first
            continue
        if end - group.tail > _REACH or (not group.part and _blocked(clause, min(group.tail, edge), edge, end)):
            break
        touching = clause.touches(group, end)
        before = clause.line.word(group.first - 1)
        if touching and adjacent and not group.part:
            return group
        if group.part:
            edge = group.first
            if fallback is None and touching and (adjacent or group.telling is Telling.ELLIPTIC):
                fallback = group
            continue
        if before in PREPOSITIONS and before not in ("as", "that", "than") and not antecedent:
            fallback = fallback or (group if touching and before != "by" else None)
            edge = group.first
            continue
        if (adjacent and not _only_parts(clause, group, end)) or (not touching and is_object(clause, group)):
            break
        if group.count is None and fallback is not None and fallback.count is not None and not adjacent:
            return fallback
        return group
    return fallback


def _stands_aside(clause: Clause, group: Group, end: int) -> bool:
    """Tell whether a group before a verb is not its subject: in brackets, a family that others are of, a doer."""
    if group.first in clause.asides and end not in clause.asides:
        return True
    if group.unit == "family" and clause.line.word(group.first - 1) in ("of", "from"):
        return True  # "seven citizens of one family were killed"
    return clause.touches(group, end) and _is_agent(clause, group)


def _is_agent(clause: Clause, group: Group) -> bool:
    """Tell whether the group is who did something before the verb ("seized by rebels, was found dead")."""
    for index in range(group.first - 1, max(-1, group.first - _AGENT_REACH), -1):
        word = clause.line.lowers[index]
        if word == "by":
            return clause.line.word(group.tail) == ","
        if word in AUXILIARIES or word in CONJUNCTIONS or word == ",":
            return False
    return False


def _only_parts(clause: Clause, group: Group, end: int) -> bool:
    """Tell whether only parts of the group, places and marks stand between it and a reduced participle."""
    covered = {i for other in clause.groups if other.part for i in range(other.first, other.tail)}
    between = [clause.line.lowers[i] for i in range(group.tail, end) if i not in covered]
    if between and (between[-1] in PREPOSITIONS or between[-1] in DETERMINERS):
        return False
    return len(between) <= 5 and not any(word in AUXILIARIES or word in ("and", ".", "for") for word in between)


def _blocked(clause: Clause, start: int, end: int, verb: int) -> bool:
    """Tell whether a finite verb, other harm words or a mark between `start` and `end` cut the subject off.

    Asides (brackets, dashes, ", who ...,") do not, unless the verb itself stands in one.
    """
    for index in range(start, end):
        word = clause.line.lowers[index]
        if index in clause.asides and verb not in clause.asides:
            continue
        if index in clause.inside or word in _STOPS:
            return True
        if word in BARRIERS and not (word == "left" or clause.line.word(index - 1) in ("the", "of")):
            return True
        if word in AUXILIARIES and word not in ("may", "will", "can") and not _of_relative(clause, index):
            return True
    return False


def _is_adjective(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a thing follows that "displaced" describes ("a raid on 2 displaced camps")."""
    if trigger.measure is not Measure.DISPLACED or trigger.last >= len(clause.line):
        return False
    token = clause.line.tokens[trigger.last]
    word = clause.line.lowers[trigger.last]
    return token.kind is Kind.WORD and word not in PREPOSITIONS | CONJUNCTIONS | ADVERBS and not token.capital


def _of_relative(clause: Clause, index: int) -> bool:
    """Tell whether an auxiliary belongs to a relative clause without commas ("nine members who were working there")."""
    return clause.line.word(index - 1) in ("who", "which")


def coordinated_left(clause: Clause, group: Group) -> list[tuple[Group, ...]]:
    """Return a subject with what "and" joins to it on the left, one tuple a figure."""
    parties: list[list[Group]] = [[group]]
    for other in reversed(clause.groups):
        if other.tail > parties[0][0].first or other is group:
            continue
        if other.first in clause.asides and group.first not in clause.asides:
            continue
        head = parties[0][0]
        joined = link(clause, other.tail, head) or past_description(clause, other, head)
        if (
            joined not in ("and", "as well as", ",", "&", "plus", "with", "or")
            or other.part
            or is_object(clause, other)
        ):
            break
        if joined == "and" and other.telling is Telling.COUNTED and head.telling is Telling.PLURAL and not head.more:
            parties[0][0] = mixed(other, head)
            continue
        if (
            joined == "and"
            and other.telling is Telling.PLURAL
            and head.telling is Telling.PLURAL
            and len(parties[0]) == 1
        ):
            parties[0][0] = mixed(other, head)
            continue
        if (
            other.count is None
            and other.telling not in (Telling.SINGLE, Telling.NAMED)
            and not is_theirs(clause, other)
        ):
            break
        if joined in ("and", "as well as", ",", "with", "&", "plus") and one_party(other, head):
            parties[0].insert(0, other)
        else:
            parties.insert(0, [other])
    return [tuple(people) for people in parties]
