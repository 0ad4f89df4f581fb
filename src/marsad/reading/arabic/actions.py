"""Arabic nouns of harm and "fell": "مقتل 12 شخصا", "ضبط خلية تضم خمسة", "سقط ثمانية مسلحين"."""

import msgspec

from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.names import name_behind
from marsad.reading.arabic.populations import side_of
from marsad.reading.arabic.subjects import Parties, subjects_before
from marsad.reading.harms import Trigger
from marsad.reading.victims import Group, Telling
from marsad.records import Measure

_DOER_REACH = 10
_AWAY = frozenset({"في", "من", "علي", "الي", "ان", "بعد", "خلال"})
_BRANCHES = frozenset({"شعبه", "فرع", "اداره", "مديريه", "ادارات", "دوريات"})
_HOLDS = frozenset({"تضم", "مكونه", "مؤلفه", "قوامها", "يضم", "مكون", "مؤلف"})


def fell(clause: ArabicClause, trigger: Trigger) -> Parties:
    """Read "سقط ثمانية مسلحين", "ثلاثة من عناصرها سقطوا": people of a word that itself tells harm are read by it."""
    plural = clause.line.raw[trigger.first].endswith(("وا", "و"))
    group = None if plural else clause.group_at(trigger.last) or clause.further(trigger.last, 4)
    if group is not None:
        ok = (
            group.harm < 0
            and (group.count is not None or group.telling is Telling.SINGLE)
            and group.telling is not Telling.ELLIPTIC
        )
        return (
            clause.parties(group) if ok and clause.may_be_subject(group) and not _is_victim_word(clause, group) else []
        )
    if clause.line.word(trigger.first) == "سقوط":
        return []
    found = subjects_before(clause, trigger)
    return [party for party in found if party[0].harm < 0 and party[0].count is not None]


def _is_victim_word(clause: ArabicClause, group: Group) -> bool:
    return clause.line.word(group.head) == "ضحايا"


def act(clause: ArabicClause, trigger: Trigger) -> Parties:
    """Read "مقتل 12 شخصا", "اعتقال أكثر من 40"; "مقتله" only says again who was told of."""
    line = clause.line
    if trigger.last - trigger.first == 1 and line.forms[trigger.first].definite:
        return []
    group = clause.group_at(trigger.last)
    if group is not None and group.first > trigger.last and line.joined(group.first, "ب", "ل"):
        group = None
    if group is not None and trigger.measure is Measure.DETAINED and trigger.lemma == "ضبط" and group.count is None:
        return []
    if group is not None:
        return clause.parties(group)
    done = _behind_doer(clause, trigger)
    if done is not None:
        return clause.parties(done)
    held = held_by(clause, trigger)
    if held is not None:
        return [(held,)]
    named = name_behind(clause, clause.skip(trigger.last)) if trigger.lemma not in ("ضبط", "احتجاز", "ايقاف") else None
    return [(named,)] if named is not None else []


def _behind_doer(clause: ArabicClause, trigger: Trigger) -> Group | None:
    """Read "اعتقال قوات النظام 22 شخصا", "احتجاز الشرطة لتسعة متظاهرين"."""
    line = clause.line
    if not clause.side_at(trigger.last) and line.word(trigger.last) not in _BRANCHES:
        return None
    for at in range(trigger.last + 1, min(len(line), trigger.last + _DOER_REACH)):
        group = clause.by_first.get(at)
        if group is not None:
            counted = group.count is not None and not group.part and not line.adds(at)
            return group if counted or line.raw[at].endswith("ا") else None
        if at in clause.inside or line.tokens[at].text in (".", "،", "؛") or line.word(at) in _AWAY:
            return None
    return None


def held_by(clause: ArabicClause, trigger: Trigger) -> Group | None:
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
