"""Statements of an Arabic sentence: which group of people goes with which harm words."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.reading.arabic.actions import act, fell, held_by
from marsad.reading.arabic.clause import BARRIERS, ArabicClause
from marsad.reading.arabic.harmednouns import harmed, tolls
from marsad.reading.arabic.moving import moves
from marsad.reading.arabic.states import states
from marsad.reading.arabic.subjects import Parties
from marsad.reading.arabic.taking import takings
from marsad.reading.arabic.verbs import verb
from marsad.reading.harms import Form, Inflection, Trigger
from marsad.reading.statements import Statement
from marsad.reading.victims import Group, Telling, value_of
from marsad.records import Measure, Population

_LIVES_REACH = 6
_ONTO_REACH = 8


def statements_of(clause: ArabicClause) -> list[Statement]:
    """Return what the sentence says of whom, parts included, in order of the words."""
    found: list[Statement] = []
    found.extend(tolls(clause))
    for trigger in clause.triggers:
        if _shares_figure(clause, trigger) or any(_inside(trigger, other.trigger) for other in found):
            continue
        for statement in _read(clause, trigger):
            if not any(_same(statement, other) for other in found):
                found.append(statement)
    for statement in harmed(clause):
        if not any(_overlaps(statement, other) for other in found):
            found.append(statement)
    for statement in (*takings(clause), *states(clause), *moves(clause)):
        if not any(_overlaps(statement, other) or _said_already(statement, other) for other in found):
            found.append(statement)
    found.extend(_parts(clause, found))
    found.extend(_echoes(clause, found))
    return sorted(found, key=lambda statement: (statement.people[0].first, statement.trigger.first))


def _shares_figure(clause: ArabicClause, trigger: Trigger) -> bool:
    """Tell whether dead and wounded share one figure: "مقتل وإصابة العشرات", "قتل وجرح 12"."""
    line = clause.line
    for other in clause.triggers:
        pair = {other.measure, trigger.measure} == {Measure.KILLED, Measure.INJURED}
        near = other.first == trigger.last or other.last == trigger.first
        first, second = (trigger, other) if other.first == trigger.last else (other, trigger)
        if line.raw[first.first].endswith(("وا", "ون")):
            continue  # "173 مدنيا قتلوا وأصيب العشرات": the first verb has its people before it
        if pair and near and line.joined(second.first, "و") and clause.group_at(second.last) is not None:
            return True
    return False


def _read(clause: ArabicClause, trigger: Trigger) -> Iterator[Statement]:
    for sense in trigger.senses:
        parties, active = _parties(clause, trigger, sense.form, sense.inflection)
        yielded = False
        for people in parties:
            if not _fits(sense.measure, people):
                continue
            part = all(group.part for group in people) and not active
            if part and all(value_of(group) is None for group in people):
                continue
            yielded = True
            measure = Measure.KILLED if _lost_their_own(clause, trigger, people, active) else sense.measure
            yield Statement(trigger, measure, sense.form, people, part, active)
        if yielded:
            return


def _lost_their_own(clause: ArabicClause, trigger: Trigger, people: Sequence[Group], active: bool) -> bool:
    """Tell whether "فقد" says a loss by death: "فقد زوجته وأربعة من أولاده", "فقدت القرية أربعين من شبابها"."""
    if trigger.measure is not Measure.MISSING or trigger.lemma != "فقد" or people[0].first < trigger.last:
        return False
    return any(form.after for form in clause.line.forms[people[0].first : people[0].tail])


def _fits(measure: Measure, people: Sequence[Group]) -> bool:
    group = people[0]
    if group.population is Population.UNKNOWN and group.telling is Telling.DEFINITE and not group.plural:
        return measure is not Measure.DISPLACED
    return measure is not Measure.DISPLACED or (group.plural and group.telling is not Telling.DEFINITE)


def _parties(clause: ArabicClause, trigger: Trigger, form: Form, inflection: Inflection) -> tuple[Parties, bool]:
    if form is Form.VERB:
        return verb(clause, trigger, inflection)
    if form is Form.UNDERGO:
        return fell(clause, trigger), False
    if form is Form.ACT:
        return act(clause, trigger), False
    if clause.line.forms[trigger.last - 1].after and form is Form.TAKE:
        return [], False  # "قبض عليهم"
    group = clause.group_at(trigger.last)  # LIVES and TAKE
    if group is None:
        group = (
            held_by(clause, trigger) or _onto(clause, trigger.last)
            if form is Form.TAKE
            else clause.further(trigger.last, _LIVES_REACH)
        )
    if form is Form.LIVES and group is not None and group.count is None and group.telling is Telling.DEFINITE:
        return [], False
    return (clause.parties(group), form is Form.TAKE) if group is not None else ([], False)


def _onto(clause: ArabicClause, index: int) -> Group | None:
    """Read "ألقت القبض، بحسب بيان لها، على تسعة مطلوبين"."""
    for at in range(index, min(len(clause.line), index + _ONTO_REACH)):
        if clause.line.word(at) == "علي":
            return clause.group_at(at + 1)
        if at in clause.inside or clause.line.word(at) in (".", ";"):
            return None
    return None


def _inside(trigger: Trigger, toll: Trigger) -> bool:
    """Tell whether a verb only says what a count counts: "عدد من قتلوا بلغ تسعة"."""
    return toll.first < trigger.first and trigger.last <= toll.last


def _same(one: Statement, other: Statement) -> bool:
    return one.measure is other.measure and _overlaps(one, other)


def _said_already(lost: Statement, other: Statement) -> bool:
    """Tell whether one taken before is the one of whom nothing is known since: "خطف سائقه ولم يعد"."""
    away = (Measure.ABDUCTED, Measure.DETAINED, Measure.MISSING)
    return lost.measure is Measure.MISSING and other.measure in away and lost.people[0].count is None


def _overlaps(one: Statement, other: Statement) -> bool:
    return any(mine.first < yours.last and yours.first < mine.last for mine in one.people for yours in other.people)


def _parts(clause: ArabicClause, found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the parts of what is told before them ("بينهم 4 أطفال", "ثلاثة منهم")."""
    used = {group.first for statement in found for group in statement.people}
    for group in clause.groups:
        if group.first in used or not group.part or not _counts(group) or clause.line.word(group.first - 1) in BARRIERS:
            continue
        before = [one for one in found if one.people[-1].last <= group.first and not one.part]
        if before:
            whole = max(before, key=lambda one: one.people[-1].last)
            yield msgspec.structs.replace(whole, people=(group,), part=True, active=False)


def _counts(group: Group) -> bool:
    """Tell whether a part states a number, or one woman, child or medic; "بينهم القائد" names somebody only."""
    return group.count is not None or (group.telling is Telling.SINGLE and bool(group.flags))


def _echoes(clause: ArabicClause, found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield "4 في حلب، 2 في دير الزور" behind "9 شهداء في درعا": the harm words stand further off."""
    used = {group.first for statement in found for group in statement.people}
    line = clause.line
    for group in clause.groups:
        if group.first in used or group.part or group.telling is not Telling.ELLIPTIC or group.count is None:
            continue
        marked = line.word(group.first - 1) in (",", "و") or line.adds(group.first)
        if not marked or line.word(group.last) != "في":
            continue
        before = [one for one in found if one.people[-1].last <= group.first and not one.part]
        if before and line.word(max(before, key=lambda one: one.people[-1].last).people[-1].last) == "في":
            whole = max(before, key=lambda one: one.people[-1].last)
            yield msgspec.structs.replace(whole, people=(group,), part=False, active=False, echoed=True)
