"""Arabic words of taking people away that mean other things too: "أخدوا أخي وتلاتة من الجيران", "اقتاد عشرين رجلا"."""

from collections.abc import Iterator

from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.harmwords import TAKING, TAKING_AWAY
from marsad.reading.arabic.subjects import subjects_before
from marsad.reading.harms import Form, Inflection, Sense, Trigger
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.statements import Statement
from marsad.reading.victims import Group, Telling
from marsad.records import Measure, Population

_HERE = frozenset(words_of("arabic/harms", "taking", "here"))
_ABDUCTORS = phrase_set("arabic/harms", "taking", "abductors")
_WITH_THEM = frozenset({"معهم", "معها", "معه", "منها", "منه", "من"})
_REACH = 6
_ABDUCTOR_REACH = 12
_ARMED = (Population.COMBATANT, Population.SECURITY_FORCE)


def takings(clause: ArabicClause) -> Iterator[Statement]:
    """Yield the people taken away; by an armed group that is abduction, by anybody else detention."""
    line = clause.line
    for at, word in enumerate(line.lowers):
        if word not in TAKING or at in clause.inside or line.definite(at) != bool(line.forms[at].after):
            continue
        strong = line.word(at) in TAKING_AWAY
        away = any(line.raw[near] in _WITH_THEM for near in range(at + 1, min(len(line), at + 3)))
        sure = strong or away or not _HERE.isdisjoint(line.lowers)
        group = _taken(clause, at, strong=strong)
        if group is None or not (sure or (group.count is not None and line.raw[at].endswith("وا"))):
            continue
        measure = _measure(clause, at)
        trigger = Trigger(at, at + 1, (Sense(measure, Form.VERB, Inflection.PAST, lemma="اعتقل"),))
        for party in clause.parties(group):
            yield Statement(trigger, measure, Form.VERB, party, active=True)


def _taken(clause: ArabicClause, at: int, *, strong: bool) -> Group | None:
    """Return the people taken: right behind the verb or behind its doer, never a plural without a number."""
    line = clause.line
    if line.forms[at].after:
        return None
    if strong and line.word(at).startswith("اقتيد"):
        led = subjects_before(clause, Trigger(at, at + 1, (Sense(Measure.DETAINED, Form.VERB),)))
        if led and led[0][0].count is not None:
            return led[0][0]
    group = clause.group_at(at + 1) or clause.further(at + 1, _REACH)
    if group is not None and group.population in _ARMED and group.count is None:
        group = clause.further(group.tail, _REACH)
    if group is None and strong:
        group = clause.beyond(at + 1, 3 * _REACH)
    if group is None or group.part or group.harm >= 0:
        return None
    ok = group.count is not None or group.telling in (Telling.SINGLE, Telling.NAMED)
    ok = ok or (group.telling is Telling.DEFINITE and not group.plural)
    return group if ok and (group.head >= 0 or strong) else None


def _measure(clause: ArabicClause, at: int) -> Measure:
    line = clause.line
    near = _ABDUCTORS.find(line.lowers, max(0, at - _ABDUCTOR_REACH), min(len(line), at + _ABDUCTOR_REACH))
    return Measure.ABDUCTED if near is not None else Measure.DETAINED
