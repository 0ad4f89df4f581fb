"""Statements of an Arabic sentence: which group of people goes with which harm words."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.reading.arabic.clause import ADVERBS, BARRIERS, CONJUNCTIONS, ArabicClause
from marsad.reading.arabic.harmwords import DYING, is_light
from marsad.reading.arabic.harmednouns import harmed, tolls
from marsad.reading.arabic.names import name_behind
from marsad.reading.arabic.populations import side_of
from marsad.reading.harms import Form, Inflection, Trigger
from marsad.reading.statements import Statement
from marsad.reading.victims import Group, Telling, value_of
from marsad.records import Measure, Population

_REACH = 26
_DYING_REACH = 24
_ACTIVE_REACH = 12
_LIVES_REACH = 6
_HOLDS = frozenset({"تضم", "مكونه", "مؤلفه", "قوامها", "يضم", "مكون", "مؤلف"})
_NOUN_LEADS = frozenset({"في", "عن", "من", "علي", "الي", "بعد", "قبل", "عمليه", "جريمه", "محاوله", "حوادث"})
_AND = ("و", "ف")
_RELATIVE = frozenset({"الذين", "الذي", "التي", "ممن", "اللذين", "اللذان"})
Parties = list[tuple[Group, ...]]


def statements_of(clause: ArabicClause) -> list[Statement]:
    """Return what the sentence says of whom, parts included, in order of the words."""
    found: list[Statement] = []
    found.extend(tolls(clause))
    for trigger in clause.triggers:
        if _shares_figure(clause, trigger):
            continue
        for statement in _read(clause, trigger):
            if not any(_same(statement, other) for other in found):
                found.append(statement)
    for statement in harmed(clause):
        if not any(_overlaps(statement, other) for other in found):
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
            yield Statement(trigger, sense.measure, sense.form, people, part, active)
        if yielded:
            return


def _fits(measure: Measure, people: Sequence[Group]) -> bool:
    group = people[0]
    if group.population is Population.UNKNOWN and group.telling is Telling.DEFINITE and not group.plural:
        return measure is not Measure.DISPLACED
    return measure is not Measure.DISPLACED or (group.plural and group.telling is not Telling.DEFINITE)


def _parties(clause: ArabicClause, trigger: Trigger, form: Form, inflection: Inflection) -> tuple[Parties, bool]:
    if form is Form.VERB:
        return _verb(clause, trigger, inflection)
    if form is Form.UNDERGO:
        return _fell(clause, trigger), False
    if form is Form.ACT:
        return _act(clause, trigger), False
    if clause.line.forms[trigger.last - 1].after and form is Form.TAKE:
        return [], False  # "قبض عليهم"
    group = clause.group_at(trigger.last)  # LIVES and TAKE
    if group is None:
        group = _held_by(clause, trigger) if form is Form.TAKE else clause.further(trigger.last, _LIVES_REACH)
    if form is Form.LIVES and group is not None and group.count is None and group.telling is Telling.DEFINITE:
        return [], False
    return (clause.parties(group), form is Form.TAKE) if group is not None else ([], False)


def _verb(clause: ArabicClause, trigger: Trigger, inflection: Inflection) -> tuple[Parties, bool]:
    line = clause.line
    if is_light(trigger) and not _dies(clause, trigger):
        return [], False
    behind = clause.group_at(trigger.last)
    if behind is not None and behind.first >= trigger.last and not clause.may_be_subject(behind):
        behind = None
    if inflection is Inflection.PARTICIPLE:
        return _suffered(clause, trigger, behind), False
    if trigger.measure is Measure.MISSING and behind is None:
        return [], False  # "فقد" is also "then has"
    if behind is not None and _is_noun(clause, trigger):
        return ([], False) if behind.count is None or line.definite(behind.first) else (clause.parties(behind), False)
    if behind is not None:
        object_ = _object_behind(clause, behind)
        if object_ is not None:
            return clause.parties(object_), True
        subject_first = _doer_before(clause, trigger)
        if inflection is Inflection.PRESENT and behind.count is None and behind.population is Population.COMBATANT:
            return [], False
        return clause.parties(behind), subject_first or inflection is Inflection.PRESENT
    if clause.side_at(trigger.last) or inflection is Inflection.PRESENT or line.raw[trigger.first].endswith("ت"):
        group = clause.further(trigger.last, _ACTIVE_REACH)
        if group is not None:
            return clause.parties(group), True
    named = name_behind(clause, clause.skip(trigger.last)) if not clause.side_at(trigger.last) else None
    if named is not None:
        return [(named,)], False
    if line.forms[trigger.first].after:
        told = _told_before(clause, trigger) if line.joined(trigger.first, "ف") else None
        return ([(told,)], True) if told is not None else ([], False)
    found = _subjects(clause, trigger)
    if not found and not _is_noun(clause, trigger):
        group = clause.further(trigger.last, _ACTIVE_REACH)
        found = clause.parties(group) if group is not None and group.count is not None else []
    return found, False


def _is_noun(clause: ArabicClause, trigger: Trigger) -> bool:
    """Tell whether "قتل" is the noun: behind a preposition ("في قتل الشرطيين"), with "ب" or "ل" joined to it."""
    line = clause.line
    return line.joined(trigger.first, "ب", "ل") or line.word(trigger.first - 1) in _NOUN_LEADS


def _told_before(clause: ArabicClause, trigger: Trigger) -> Group | None:
    """Return the one told last before "فقتلوه": its pronoun stands for them."""
    before = [group for group in clause.groups if group.last <= trigger.first and not group.part]
    near = before[-1] if before and trigger.first - before[-1].tail <= 2 else None
    return near if near is not None and (not near.plural or near.count is not None) else None


def _dies(clause: ArabicClause, trigger: Trigger) -> bool:
    line = clause.line
    return any(word in DYING for word in line.lowers[trigger.last : trigger.last + _DYING_REACH])


def _suffered(clause: ArabicClause, trigger: Trigger, behind: Group | None) -> Parties:
    if behind is not None:
        return clause.parties(behind)
    found = _subjects(clause, trigger)
    if found:
        return found
    named = name_behind(clause, clause.skip(trigger.last))
    if named is not None:
        return [(named,)]
    group = clause.further(trigger.last, _ACTIVE_REACH)
    return clause.parties(group) if group is not None else []


def _object_behind(clause: ArabicClause, doer: Group) -> Group | None:
    """Return the people right behind a doer that itself stands behind the verb ("قتل مسلح 38 سائحا")."""
    if doer.count is not None and doer.population is Population.CIVILIAN:
        return None
    for at in (doer.last, doer.tail):
        start = clause.skip(at)
        group = clause.by_first.get(start)
        if group is None or group.part or clause.line.adds(group.first) or not clause.may_be_subject(group):
            continue
        if group.count is not None and group.telling is not Telling.ELLIPTIC:
            return group
        if group.telling in (Telling.SINGLE, Telling.DEFINITE, Telling.NAMED) and doer.population in (
            Population.COMBATANT, Population.SECURITY_FORCE
        ) and at == doer.tail and group.harm < 0:  # fmt: skip
            return group
    return None


def _doer_before(clause: ArabicClause, trigger: Trigger) -> bool:
    """Tell whether a side right before the verb does it: "الجيش قتل 25"."""
    line = clause.line
    start = max(0, trigger.first - 6)
    return any(clause.side_at(at) for at in range(start, trigger.first)) and not any(
        line.word(at) in (",", ".") for at in range(start, trigger.first)
    )


def _subjects(clause: ArabicClause, trigger: Trigger) -> Parties:
    """Return the people before a verb: "ثمانية مسلحين قتلوا", "قائد الجبهة لقي مصرعه"."""
    line = clause.line
    if line.joined(trigger.first, *_AND):
        return []
    edge = trigger.first
    fallback: Group | None = None
    for group in reversed(clause.groups):
        if group.last > trigger.first:
            continue
        if edge - group.tail > _REACH or _cut_off(clause, group, trigger.first):
            break
        if group.part:
            edge = group.first
            continue
        if not _agrees(line.raw[trigger.first], group):
            continue
        singular = _is_plain(line.raw[trigger.first], trigger)
        if singular and not _near(clause, group, trigger.first):
            continue
        if not clause.may_be_subject(group) and not _near(clause, group, trigger.first):
            fallback = fallback or None
            continue
        if group.telling is Telling.DEFINITE and group.plural and group.count is None:
            continue
        return _joined_before(clause, group)
    return [(fallback,)] if fallback is not None else []


def _is_plain(verb: str, trigger: Trigger) -> bool:
    """Tell whether a verb that may also be active is in the singular: what stands far before it is not its subject."""
    return trigger.senses[0].inflection is Inflection.PAST and not verb.endswith(("وا", "ون", "ا"))


def _near(clause: ArabicClause, group: Group, verb: int) -> bool:
    """Tell whether a relative pronoun or nothing stands between people and their verb ("من أربعة رجال قتلوا")."""
    between = clause.line.lowers[group.tail : verb]
    return all(word in ADVERBS or word in _RELATIVE or word in ('"', ",") for word in between)


def _agrees(verb: str, group: Group) -> bool:
    """Tell whether the ending of a verb fits: "قتلوا" is said of several behind whom it stands."""
    if verb.endswith(("وا", "ون", "و")):
        return group.plural
    if verb.endswith("ا") and len(verb) > 3:
        return group.plural or group.count is not None
    return not group.plural or group.telling is Telling.ELLIPTIC or group.count is not None


def _joined_before(clause: ArabicClause, group: Group) -> Parties:
    """Return a subject with what stands joined before it ("12 متشددا وخمسة مدنيين قتلوا")."""
    for other in clause.groups:
        if other.first < group.first and not other.part:
            parties = clause.parties(other)
            if any(one is group for party in parties for one in party) and clause.may_be_subject(other):
                return parties
    return [(group,)]


def _cut_off(clause: ArabicClause, group: Group, verb: int) -> bool:
    line = clause.line
    for at in range(group.last, verb):
        if at in clause.inside or line.word(at) in (".", ";"):
            return True
        if line.word(at) in BARRIERS and not any(word in _RELATIVE for word in line.lowers[group.last : at + 1]):
            return True
        if line.word(at) in CONJUNCTIONS and line.word(at) not in _RELATIVE:
            return True
    return False


def _fell(clause: ArabicClause, trigger: Trigger) -> Parties:
    """Read "سقط ثمانية مسلحين", "ثلاثة من عناصرها سقطوا": people of a word that itself tells harm are read by it."""
    group = clause.group_at(trigger.last) or clause.further(trigger.last, 4)
    if group is not None:
        ok = group.harm < 0 and (group.count is not None or group.telling is Telling.SINGLE) and not (
            group.telling is Telling.ELLIPTIC
        )
        return clause.parties(group) if ok and clause.may_be_subject(group) and not _is_victim_word(clause, group) else []
    if clause.line.word(trigger.first) == "سقوط":
        return []
    found = _subjects(clause, trigger)
    return [party for party in found if party[0].harm < 0 and party[0].count is not None]


def _is_victim_word(clause: ArabicClause, group: Group) -> bool:
    return clause.line.word(group.head) == "ضحايا"


def _act(clause: ArabicClause, trigger: Trigger) -> Parties:
    """Read "مقتل 12 شخصا", "اعتقال أكثر من 40"; "مقتله" only says again who was told of."""
    line = clause.line
    if line.forms[trigger.last - 1].definite and line.word(trigger.last - 1) != "علي" and trigger.last - trigger.first == 1:
        return []
    group = clause.group_at(trigger.last)
    if group is not None and group.first > trigger.last and line.joined(group.first, "ب", "ل"):
        group = None
    if group is not None and trigger.measure is Measure.DETAINED and trigger.lemma == "ضبط" and group.count is None:
        return []
    if group is not None:
        return clause.parties(group)
    held = _held_by(clause, trigger)
    if held is not None:
        return [(held,)]
    named = name_behind(clause, clause.skip(trigger.last))
    return [(named,)] if named is not None else []


def _held_by(clause: ArabicClause, trigger: Trigger) -> Group | None:
    """Read "ضبط شبكة إرهابية تضم خمسة مواطنين"."""
    line = clause.line
    for at in range(trigger.last, min(len(line), trigger.last + 12)):
        if line.word(at) in _HOLDS:
            start = at + 2 if line.word(at + 1) == "من" else at + 1
            group = clause.group_at(start)
            side = side_of(line.lowers, trigger.last, at)
            return msgspec.structs.replace(group, population=side) if group is not None and side is not None else group
        if at in clause.inside or line.word(at) in (".", ";"):
            return None
    return None


def _same(one: Statement, other: Statement) -> bool:
    return one.measure is other.measure and _overlaps(one, other)


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


