"""Parts and additions: "including 4 children", "three of the dead were women", "and another five outside Kobane"."""

from collections.abc import Sequence

import msgspec

from marsad.reading.clause import Clause
from marsad.reading.grammar import ADVERBS, AUXILIARIES, LOCATIVES, Line
from marsad.reading.harms import Form, Sense, Trigger
from marsad.reading.lexicon import words_of
from marsad.reading.objects import followed
from marsad.reading.populations import flags_of, noun_at
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling, value_of
from marsad.records import Measure

_NEAR = 18
_LISTED = 12
_PERSONS = frozenset({Telling.SINGLE, Telling.NAMED})
_DEAD = {
    word: Measure(measure)
    for measure in ("killed", "injured", "missing")
    for word in words_of("grammar", f"harmed_{measure}")
}
_IDENTIFIED = _DEAD | dict.fromkeys(("victim", "body", "bodies", "corpse", "corpses"), Measure.KILLED)
_FINITE = frozenset(words_of("harms", "finite", "words"))
_DESCRIBING = frozenset(words_of("harms", "finite", "describing"))
_ADDING = frozenset({"and", ",", "while", "plus", "(", "&", ":", ";"})
_BESIDE = frozenset({"with", "to"})


def complete(clause: Clause, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements of a sentence with the parts and additions that the harm words only imply."""
    found = list(statements)
    used = {group.first for statement in found for group in statement.people}
    for group in clause.groups:
        if group.first in used or (group.count is None and group.telling not in _PERSONS):
            continue
        extra = (
            _identified(clause.line, group, found)
            or _among_dead(clause.line, group)
            or _part(clause.line, group, found)
            or _addition(clause, group, found)
        )
        if extra is not None:
            found.append(extra)
            used.add(group.first)
    return sorted(found, key=lambda statement: (statement.people[0].first, statement.trigger.first))


def _identified(line: Line, group: Group, statements: Sequence[Statement]) -> Statement | None:
    """Read "the victims were identified as A, a clerk, B and C": each name is a part of a count told before."""
    if group.telling is not Telling.NAMED:
        return None
    listed = [s for s in statements if s.part and s.form is Form.STATE and s.people[-1].last <= group.first]
    if listed and _names_victims(line, group, listed):
        return _synthetic(line, group, listed[-1].trigger.first, listed[-1].measure)
    if line.lowers[max(0, group.first - 2) : group.first] != ["identified", "as"]:
        return None
    for index in range(group.first - 3, max(-1, group.first - _NEAR), -1):
        measure = _IDENTIFIED.get(line.lowers[index])
        if measure is not None:
            return _synthetic(line, group, index, measure)
    return None


def _among_dead(line: Line, group: Group) -> Statement | None:
    """Read "two women were among the dead" and "five of the dead were women"."""
    inside = [word for word in line.lowers[group.first : group.tail] if word in _DEAD]
    if group.part and inside and _predicated(line, group):
        return _synthetic(line, group, group.tail - 1, _DEAD[inside[-1]])
    named = _named_before(line, group)
    if named is not None:
        return _synthetic(line, group, named, _DEAD[line.lowers[named]])
    at = group.tail
    while line.word(at) in AUXILIARIES or line.word(at) in ADVERBS or line.word(at) == "identified":
        at += 1
    if line.word(at) != "among":
        return None
    for index in range(at + 1, min(at + 5, len(line))):
        if line.lowers[index] in _DEAD:
            return _synthetic(line, group, index, _DEAD[line.lowers[index]])
    return None


def _named_before(line: Line, group: Group) -> int | None:
    """Return the word for the harmed in "among the dead were 22 children" and "the dead included 109 evacuees"."""
    at = group.first - 1
    if line.word(at) in AUXILIARIES:
        return _opened(line, at)
    if line.word(at) not in ("included", "include", "includes"):
        return None
    for index in range(at - 1, max(0, at - _NEAR), -1):
        if line.lowers[index] in _DEAD and line.lowers[index - 1] in ("the", "those"):
            return index
    return 0 if line.word(0) in _DEAD else None


def _opened(line: Line, aux: int) -> int | None:
    """Return the word for the harmed in "among the victims of the airstrike were six children"."""
    for index in range(max(1, aux - _NEAR // 2), aux):
        if line.lowers[index] in _DEAD and "among" in line.lowers[max(0, index - 2) : index]:
            return index
    return None


def _predicated(line: Line, group: Group) -> bool:
    """Tell whether "five of the dead" goes on to say who they were; "two of the wounded are in hospital" does not."""
    after = range(group.tail, min(group.tail + 5, len(line)))
    return any(noun_at(line.lowers, index) is not None for index in after)


def _synthetic(line: Line, group: Group, index: int, measure: Measure) -> Statement:
    trigger = Trigger(index, index + 1, (Sense(measure, Form.STATE, lemma=line.lowers[index]),))
    return Statement(trigger, measure, Form.STATE, (group,), part=True)


def _part(line: Line, group: Group, statements: Sequence[Statement]) -> Statement | None:
    """Return a part of the nearest statement before it; "A were among the B killed" makes A a part of B."""
    whole = _whole(line, group, statements)
    if (
        value_of(group) is None
        or whole is None
        or (group.telling is Telling.ELLIPTIC and not _names_people(line, group))
    ):
        return None
    if group.telling is Telling.ELLIPTIC:
        group = _described(line, group)
    return Statement(whole.trigger, whole.measure, whole.form, (group,), part=True, active=whole.active)


def _described(line: Line, group: Group) -> Group:
    """Give "nine of whom" the population and the flags of the word that says who they were."""
    for index in range(group.tail, min(group.tail + 3, len(line))):
        noun = noun_at(line.lowers, index)
        if noun is not None:
            flags = flags_of(line.lowers, index, index + noun[0])
            return msgspec.structs.replace(group, population=noun[1].population, flags=flags)
    return group


def _names_people(line: Line, group: Group) -> bool:
    """Tell whether "three of them" goes on to say who they are ("three of them children")."""
    return any(noun_at(line.lowers, index) is not None for index in range(group.tail, min(group.tail + 3, len(line))))


def _whole(line: Line, group: Group, statements: Sequence[Statement]) -> Statement | None:
    if not group.part:
        follows = _among_group(line, group, statements)
        if follows is not None:
            return follows
        if not _after_part(line, group, statements):
            return None
    before = [s for s in statements if s.people[-1].last <= group.first and group.first - _end(s, group) <= _NEAR]
    return before[-1] if before else None


def _end(statement: Statement, group: Group) -> int:
    ends = [statement.people[-1].tail]
    if statement.trigger.last <= group.first:
        ends.append(statement.trigger.last)
    return max(ends)


def _among_group(line: Line, group: Group, statements: Sequence[Statement]) -> Statement | None:
    at = group.tail
    while line.word(at) in AUXILIARIES or line.word(at) in ADVERBS:
        at += 1
    if line.word(at) != "among":
        return None
    return next((s for s in statements if 0 <= s.people[0].first - at <= 3), None)


def _after_part(line: Line, group: Group, statements: Sequence[Statement]) -> bool:
    """Tell whether the group continues a list of parts ("including 10 women and 5 children")."""
    if group.telling is Telling.NAMED and _names_victims(line, group, statements):
        return True
    if line.word(group.first - 1) not in ("and", ","):
        return False
    return any(s.part and 0 <= group.first - s.people[-1].tail <= 2 for s in statements)


def _names_victims(line: Line, group: Group, statements: Sequence[Statement]) -> bool:
    """Tell whether a name stands in a list of those counted: "killed three men: A, a farmer, B and C"."""
    before = [s for s in statements if s.people[-1].last <= group.first]
    if not before or (before[-1].people[0].count is None and not before[-1].part):
        return False
    last = before[-1].people[-1]
    between = line.lowers[last.tail : group.first]
    if not last.part and not before[-1].part:
        return ":" in between[:_LISTED] and len(between) <= _LISTED and between[-1] in (":", "--", "and", ",")
    named = last.telling is Telling.NAMED and len(between) <= _LISTED and between[-1:] in (["and"], [","], [";"])
    return named and not any(word in AUXILIARIES for word in between)


def _addition(clause: Clause, group: Group, statements: Sequence[Statement]) -> Statement | None:
    """Return a further group under harm words that stand before it: "... and another five outside Kobane"."""
    line = clause.line
    if group.part or group.count is None:
        return None
    before = [s for s in statements if s.people[-1].last <= group.first and not s.part]
    whole = before[-1] if before else None
    if whole is None or group.first - _end(whole, group) > _NEAR + 8:
        return None
    start = _end(whole, group)
    if any(start <= trigger.first < group.first for trigger in clause.triggers) or followed(clause, group):
        return None
    if not _added(line, group) and not (
        group.telling is Telling.ELLIPTIC and _smaller(group, whole) and _listed(line, group)
    ):
        return None
    if _acts(line, group) or (group.telling is Telling.ELLIPTIC and line.word(group.last) not in LOCATIVES):
        return None
    people = group
    if group.telling is Telling.ELLIPTIC:
        people = msgspec.structs.replace(group, population=whole.people[0].population)
    return Statement(whole.trigger, whole.measure, whole.form, (people,), active=whole.active, echoed=True)


def _acts(line: Line, group: Group) -> bool:
    """Tell whether what follows the group can be a verb of its own ("and six others reached the border")."""
    at = group.tail
    while line.word(at) in ADVERBS:
        at += 1
    word = line.word(at)
    if word in AUXILIARIES or word in _FINITE:
        return True
    if at >= len(line) or line.tokens[at].kind is not Kind.WORD or line.tokens[at].capital:
        return False
    return word.endswith("ed") and word not in _DESCRIBING


def _added(line: Line, group: Group) -> bool:
    before = line.word(group.first - 1)
    if before in _ADDING or (before == "as" and line.word(group.first - 2) == "well"):
        return True
    return before in _BESIDE and line.word(group.first - 2) in ("along", "together", "addition")


def _listed(line: Line, group: Group) -> bool:
    after = group.last + 1
    return after < len(line) and (line.tokens[after].capital or line.lowers[after] in ("a", "the"))


def _smaller(group: Group, whole: Statement) -> bool:
    mine, all_of_them = value_of(group), value_of(whole.people[0])
    return mine is not None and all_of_them is not None and mine < all_of_them
