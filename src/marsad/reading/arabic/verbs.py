"""Arabic verbs of harm: the people behind or before them, doers told from the harmed."""

from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.harmwords import DYING, is_light
from marsad.reading.arabic.names import name_behind
from marsad.reading.arabic.subjects import Parties, subjects_before
from marsad.reading.harms import Inflection, Trigger
from marsad.reading.victims import Group, Telling
from marsad.records import Measure, Population

_DYING_REACH = 24
_TANWEEN = "\u064b"
_ACTIVE_REACH = 12
_FAR_REACH = 26
_OBJECT_REACH = 12
_THINGS_TOO = frozenset({"اوقف", "ضبط", "احتجز"})
_NOUN_LEADS = frozenset(
    {
        "في",
        "عن",
        "من",
        "علي",
        "الي",
        "بعد",
        "قبل",
        "عمليه",
        "جريمه",
        "محاوله",
        "حوادث",
        "تشمل",
        "بتهمه",
        "تهمه",
        "تهم",
        "جرائم",
    }
)


def verb(clause: ArabicClause, trigger: Trigger, inflection: Inflection) -> tuple[Parties, bool]:
    """Return the people whom a verb harms, one tuple a figure, and whether its doer is told with it."""
    if (is_light(trigger) and not _dies(clause, trigger)) or _is_spelled_as_noun(clause, trigger):
        return [], False
    behind = clause.group_at(trigger.last)
    if behind is not None and not clause.may_be_subject(behind):
        behind = None
    if inflection is Inflection.PARTICIPLE:
        return _suffered(clause, trigger, behind), False
    if clause.line.forms[trigger.first].after:
        told = _told_before(clause, trigger) if clause.line.joined(trigger.first, "ف") else None
        return ([(told,)], True) if told is not None else ([], False)
    if behind is not None:
        return _with_people_behind(clause, trigger, inflection, behind)
    if trigger.measure is Measure.MISSING:
        return _went_missing(clause, trigger)
    return _with_people_further(clause, trigger, inflection)


def _went_missing(clause: ArabicClause, trigger: Trigger) -> tuple[Parties, bool]:
    """Read "13 فتاة فقدن", "فقدت القرية أربعين من شبابها"; the singular "فقد" is also "then has"."""
    if not clause.line.raw[trigger.last - 1].endswith(("وا", "ن", "ت", "ا")):
        return [], False
    lost = clause.further(trigger.last, _ACTIVE_REACH)
    if lost is not None and lost.count is not None:
        return clause.parties(lost), True
    return subjects_before(clause, trigger), False


def _with_people_behind(
    clause: ArabicClause, trigger: Trigger, inflection: Inflection, behind: Group
) -> tuple[Parties, bool]:
    """Tell the doer from the harmed among the people right behind a verb."""
    if _is_noun(clause, trigger):
        named_again = behind.count is None or clause.line.definite(behind.first)
        return ([] if named_again else clause.parties(behind)), False
    harmed = _object_behind(clause, behind)
    if harmed is not None:
        return clause.parties(harmed), True
    done = inflection is Inflection.PRESENT
    if done and behind.count is None and behind.population is Population.COMBATANT:
        return [], False
    return clause.parties(behind), done or _doer_before(clause, trigger)


def _with_people_further(clause: ArabicClause, trigger: Trigger, inflection: Inflection) -> tuple[Parties, bool]:
    """Read "قتلت قوات الأمن مسلحا", "سبعة جنود قتلوا", "قتل إثر الغارة عشرة"."""
    sided = clause.side_at(trigger.last)
    group = clause.further(trigger.last, _ACTIVE_REACH)
    feminine = clause.line.raw[trigger.first].endswith("ت")
    if group is None and sided:
        group = clause.beyond(trigger.last, _FAR_REACH)
    if group is not None and (sided or feminine or inflection is Inflection.PRESENT):
        return clause.parties(group), True
    named = None if sided or trigger.lemma in _THINGS_TOO else name_behind(clause, clause.skip(trigger.last))
    if named is not None:
        return [(named,)], False
    found = subjects_before(clause, trigger)
    if not found and group is not None and group.count is not None and not _is_noun(clause, trigger):
        return clause.parties(group), _doer_before(clause, trigger)
    return found or _told_far_behind(clause, trigger), False


def _told_far_behind(clause: ArabicClause, trigger: Trigger) -> Parties:
    """Read "قتل في حلب أمس، حسب ناشطين، ستون شخصا", "اقتاد، لدى انسحابه، مئة مدني"."""
    if _is_noun(clause, trigger) or clause.line.raw[trigger.first].endswith(("وا", "ون")):
        return []
    group = clause.beyond(trigger.last, _FAR_REACH)
    return clause.parties(group) if group is not None else []


def _is_spelled_as_noun(clause: ArabicClause, trigger: Trigger) -> bool:
    """Tell whether the article or the ending of a noun is written: "الأسر", "أسرا" are families."""
    line = clause.line
    token = line.tokens[trigger.first].text
    if line.word(trigger.first) == "اسر" and _names_people(clause, trigger.last):
        return True  # "أسر المفقودين": their families
    return trigger.last - trigger.first == 1 and ("ال" in line.forms[trigger.first].before or _TANWEEN in token[-2:])


def _names_people(clause: ArabicClause, index: int) -> bool:
    group = clause.by_first.get(index)
    return clause.line.word(index) == "بعض" or (
        group is not None and group.count is None and clause.line.definite(index) and group.plural
    )


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
    found = subjects_before(clause, trigger)
    if found:
        return found
    named = name_behind(clause, clause.skip(trigger.last))
    if named is not None:
        return [(named,)]
    group = clause.further(trigger.last, _ACTIVE_REACH)
    return clause.parties(group) if group is not None else _told_far_behind(clause, trigger)


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
    return _far_object(clause, doer)


def _far_object(clause: ArabicClause, doer: Group) -> Group | None:
    """Return the people further behind an armed subject without a number: "اختطف مسلحون من القرية 12 عاملا"."""
    if doer.count is not None or doer.population not in (Population.COMBATANT, Population.SECURITY_FORCE):
        return None
    line = clause.line
    for group in clause.groups:
        if group.first < doer.last or group.part:
            continue
        between = range(doer.last, group.first)
        if len(between) > _OBJECT_REACH or line.adds(group.first) or not clause.may_be_subject(group):
            return None
        if any(at in clause.inside or line.word(at) in (".", ";", ":") or line.adds(at) for at in between):
            return None
        told = line.raw[group.first].endswith("ا") or (not between and line.raw[doer.head].endswith("ون"))
        if group.count is not None or (told and group.telling is Telling.SINGLE):
            return group if group.harm < 0 else None
    return None


def _doer_before(clause: ArabicClause, trigger: Trigger) -> bool:
    """Tell whether a side right before the verb does it: "الجيش قتل 25"."""
    line = clause.line
    start = max(0, trigger.first - 6)
    return any(clause.side_at(at) for at in range(start, trigger.first)) and not any(
        line.word(at) in (",", ".") for at in range(start, trigger.first)
    )
