"""Statements: which group of people goes with which harm words."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from marsad.reading.clause import Clause
from marsad.reading.constructions import act, split, state, undergo
from marsad.reading.harms import Form, Sense, Trigger
from marsad.reading.objects import object_group, objects
from marsad.reading.subjects import subjects
from marsad.reading.tolls import deaths, lives, people_found, toll
from marsad.reading.victims import Group, Telling, value_of
from marsad.reading.voices import TERRITORIAL, voice
from marsad.records import Measure, Population


class Statement(msgspec.Struct, frozen=True):
    """Harm words with the people they are about: one group, or several that one figure adds up.

    `part` tells that they are part of a larger group, `active` that the harm words have a doer before them, `echoed`
    that the harm words stand further off in the sentence ("... and another five in X").
    """

    trigger: Trigger
    measure: Measure
    form: Form
    people: tuple[Group, ...]
    part: bool = False
    active: bool = False
    echoed: bool = False


_READERS: dict[Form, Callable[[Clause, Trigger], list[tuple[Group, ...]]]] = {
    Form.UNDERGO: undergo,
    Form.STATE: state,
    Form.ACT: act,
    Form.DEATHS: deaths,
    Form.TOLL: toll,
    Form.LIVES: lives,
    Form.PEOPLE: people_found,
}
_LOSSES = frozenset({"lost", "losing", "loses"})
_FAMILY = {Measure.BODIES_FOUND: Measure.KILLED}


def statements(clause: Clause) -> list[Statement]:
    """Return what the sentence says of whom, in order of the harm words."""
    found: list[Statement] = []
    for trigger in clause.triggers:
        if _undivided(clause, trigger):
            continue
        for statement in _read(clause, trigger):
            found = [other for other in found if not _says_how(statement, other)]
            if not any(_same(statement, other) for other in found):
                found.append(statement)
    return [one for one in found if not any(_only_who(one, other) or _harmed_before(one, other) for other in found)]


def _undivided(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether dead and wounded share one figure: "killed and wounded 40", not "2 killed and injured 5"."""
    for first, last in clause.undivided:
        if first <= trigger.first < last:
            return clause.adjacent_left(first) is None or object_group(clause, last) is None
    return False


def _read(clause: Clause, trigger: Trigger) -> Iterator[Statement]:
    for sense in sorted(trigger.senses, key=lambda one: one.form is not Form.DEATHS):
        parties, active = _parties(clause, trigger, sense)
        if parties:
            for people in parties:
                if not _fits(trigger, sense.measure, people):
                    continue
                part = all(group.part for group in people) and not (active and sense.form is Form.VERB)
                if part and all(value_of(group) is None for group in people):
                    continue
                yield Statement(trigger, sense.measure, sense.form, people, part, active)
            return


def _parties(clause: Clause, trigger: Trigger, sense: Sense) -> tuple[list[tuple[Group, ...]], bool]:
    if sense.form is Form.VERB:
        return _verb(clause, trigger, sense)
    if sense.form is Form.TAKE:
        return objects(clause, trigger.last, counted=sense.narrow), True
    if sense.form is Form.SPLIT:
        return split(clause, trigger), True
    return _READERS[sense.form](clause, trigger), False


def _verb(clause: Clause, trigger: Trigger, sense: Sense) -> tuple[list[tuple[Group, ...]], bool]:
    inner = clause.adjective_of(trigger)
    if inner is not None:
        return [(inner,)], False
    told = voice(clause, trigger, sense)
    if told == "active":
        return objects(clause, trigger.last), True
    if told == "adjective":
        return [], False
    if told == "noun":
        return act(clause, trigger), False
    if told == "passive":
        return subjects(clause, trigger, chained=True), False
    return subjects(clause, trigger, chained=False), False


def _fits(trigger: Trigger, measure: Measure, people: Sequence[Group]) -> bool:
    """Tell whether these people can have come to this harm: fighters who flee a battle are not displaced people."""
    group = people[0]
    if trigger.lemma in ("seize", "blow up", "snatch") and group.telling is Telling.ELLIPTIC:
        return False
    if trigger.lemma in TERRITORIAL and group.count is None and not group.plural and _no_person(group):
        return False  # "rebels captured Deir Salem": a place
    armed = group.population in (Population.COMBATANT, Population.SECURITY_FORCE)
    if trigger.lemma in _LOSSES:
        return armed or group.population is Population.UNKNOWN
    if measure is not Measure.DISPLACED:
        return True
    if group.harm == trigger.first:
        return False  # "200 displaced people" says who they are, not what happened
    return not armed and (group.count is not None or (group.plural and group.telling is Telling.PLURAL))


def _no_person(group: Group) -> bool:
    """Tell whether nothing says that a name, or "the group" before a verb, is a person who was taken."""
    return group.population is Population.UNKNOWN and group.telling in (Telling.NAMED, Telling.DEFINITE, Telling.SINGLE)


def _same(one: Statement, other: Statement) -> bool:
    """Tell whether two readings count the same people: "270 dead bodies" is one statement."""
    same = _FAMILY.get(one.measure, one.measure) is _FAMILY.get(other.measure, other.measure)
    return same and any(
        mine.first < yours.last and yours.first < mine.last for mine in one.people for yours in other.people
    )


def _harmed_before(one: Statement, other: Statement) -> bool:
    """Tell whether "injured" only describes the object of another verb ("raiders killed two men injured earlier")."""
    if one.active or not other.active or {one.measure, other.measure} != {Measure.KILLED, Measure.INJURED}:
        return False
    group = one.people[0]
    return other.people[0].first == group.first and other.trigger.first < group.first < one.trigger.first


def _says_how(one: Statement, bodies: Statement) -> bool:
    """Tell whether a verb of killing says how people died whose bodies are counted: they were killed, and how many."""
    killed = one.form is Form.VERB and one.measure is Measure.KILLED and bodies.measure is Measure.BODIES_FOUND
    return killed and one.people[0].count is not None and _same(one, bodies)


def _only_who(one: Statement, other: Statement) -> bool:
    """Tell whether "217 detainees" only names the people of another statement ("217 detainees were executed")."""
    if one.form is not Form.PEOPLE or other is one or one.measure is Measure.BODIES_FOUND:
        return False
    return any(mine.first == yours.first for mine in one.people for yours in other.people)
