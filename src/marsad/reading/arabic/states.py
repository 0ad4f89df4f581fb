"""What Arabic people are or are said to be: "ما زالوا مفقودين", "ستة لا يعرف لهم أثر", "البحث جار عن 11"."""

from collections.abc import Iterator

from marsad.reading.arabic.actions import held_by
from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.numerals import numeral_at
from marsad.reading.arabic.populations import person_at
from marsad.reading.harms import Form, Sense, Trigger
from marsad.reading.lexicon import Phrases, phrase_set, rows_of, strings, words_of
from marsad.reading.quantities import Count
from marsad.reading.statements import Statement
from marsad.reading.victims import Group, Telling
from marsad.records import Measure, Operator, Population

_STAYING = frozenset(words_of("arabic/harms", "staying", "words"))
_STATES: Phrases[Measure] = Phrases(
    (words, Measure(str(row["measure"]))) for row in rows_of("arabic/harms", "state") for words in strings(row, "words")
)
_BEHIND = phrase_set("arabic/harms", "lost", "behind")
_BEFORE = phrase_set("arabic/harms", "lost", "before")
_FATE = frozenset(words_of("arabic/harms", "lost", "fate"))
_UNKNOWN = phrase_set("arabic/harms", "lost", "unknown")
_LISTS = frozenset(words_of("arabic/harms", "lost", "lists"))
_TREATING = frozenset(words_of("arabic/harms", "treated", "verbs"))
_CARE = phrase_set("arabic/harms", "treated", "places")
_CARE_REACH = 5
_STAY_REACH = 9
_SUBJECT_REACH = 12
_FATE_REACH = 14
_LIST_REACH = 3
_NUMBER_REACH = 4

_OPENING = (
    frozenset(words.split()[0] for row in rows_of("arabic/harms", "state") for words in strings(row, "words"))
    | frozenset(words.split()[0] for key in ("behind", "before") for words in words_of("arabic/harms", "lost", key))
    | _FATE
    | _LISTS
    | _TREATING
)


def states(clause: ArabicClause) -> Iterator[Statement]:
    """Yield who is missing, held or driven out without a verb of harm."""
    line = clause.line
    for at, word in enumerate(line.lowers):
        if word not in _OPENING:
            continue
        yield from _stays(clause, at)
        yield from _is_lost(clause, at)
        yield from _fate(clause, at)
        yield from _listed(clause, at)
        yield from _treated(clause, at)


def _stays(clause: ArabicClause, at: int) -> Iterator[Statement]:
    """Read "ما زال ستة محتجزين", "40 من أبنائها ما زالوا رهائن"."""
    line = clause.line
    match = _STATES.at(line.lowers, at)
    if match is None or line.definite(at) or at in clause.inside or line.joined(at, "ب", "ل", "و"):
        return
    stay = next((back for back in range(at - 1, max(-1, at - _STAY_REACH), -1) if line.word(back) in _STAYING), None)
    if stay is None or any(line.word(between) in (".", ";") for between in range(stay, at)):
        return
    group = _nearest(clause, stay, at) or _told_before(clause, stay)
    if group is not None and not (match[1] is Measure.DISPLACED and not group.plural):
        yield _statement(at, at + match[0], match[1], Form.STATE, group)


def _is_lost(clause: ArabicClause, at: int) -> Iterator[Statement]:
    line = clause.line
    before = _BEFORE.at(line.lowers, at)
    if before is not None:
        last = at + before[0]
        start = last + 1 if line.word(last) in ("مع", "عن") else last
        group = clause.group_at(start) if not line.forms[last - 1].after else None
        if group is None and line.word(last - 1) != "عن":
            trigger = Trigger(at, last, (Sense(Measure.MISSING, Form.TAKE, lemma="فقد"),))
            group = held_by(clause, trigger)
        if group is not None and (group.count is not None or group.telling in (Telling.SINGLE, Telling.NAMED)):
            yield _statement(at, last, Measure.MISSING, Form.STATE, group)
            return
    behind = _BEHIND.at(line.lowers, at)
    if behind is not None:
        told = _told_before(clause, at)
        if told is not None:
            yield _statement(at, at + behind[0], Measure.MISSING, Form.STATE, told)


def _fate(clause: ArabicClause, at: int) -> Iterator[Statement]:
    """Read "مصير 16 مزارعا غير معروف"."""
    line = clause.line
    if line.word(at) not in _FATE or line.forms[at].after:
        return
    group = clause.group_at(at + 1)
    last = min(len(line), at + _FATE_REACH)
    if group is not None and group.count is not None and _UNKNOWN.find(line.lowers, max(0, at - 2), last) is not None:
        yield _statement(at, at + 1, Measure.MISSING, Form.STATE, group)


def _listed(clause: ArabicClause, at: int) -> Iterator[Statement]:
    """Read "47 اسما لمخطوفين", "31 حالة احتجاز", "47 حالة اختفاء قسري": what is counted are people."""
    line = clause.line
    if line.word(at) not in _LISTS or not at:
        return
    group = _number_of(clause, at)
    if group is None:
        return
    for index in range(at + 1, min(len(line), at + 1 + _LIST_REACH)):
        trigger = next((one for one in clause.triggers if one.first == index), None)
        noun = person_at(line.lowers, index)
        measure = trigger.measure if trigger is not None else noun[1].measure if noun is not None else None
        if measure is not None:
            yield _statement(index, index + 1, measure, Form.STATE, group)
            return


def _treated(clause: ArabicClause, at: int) -> Iterator[Statement]:
    """Read "21 شخصا نقلوا إلى المستشفى", "نقل خمسة إلى المشفى"; bodies are brought there too."""
    line = clause.line
    if line.word(at) not in _TREATING or line.definite(at):
        return
    group = clause.group_at(at + 1) or _told_before(clause, at)
    if (
        group is None
        or group.count is None
        or group.part
        or group.count.definite
        or (group.harm >= 0 and not _wounded(clause, group))
    ):
        return
    last = max(at, group.tail)
    if _CARE.find(line.lowers, at, min(len(line), last + _CARE_REACH)) is not None:
        yield _statement(at, at + 1, Measure.INJURED, Form.STATE, group)


def _wounded(clause: ArabicClause, group: Group) -> bool:
    noun = person_at(clause.line.lowers, group.harm)
    return noun is not None and noun[1].measure is Measure.INJURED


def _number_of(clause: ArabicClause, at: int) -> Group | None:
    """Return the number right before a list word as people: "47 اسما"."""
    line = clause.line
    for first in range(max(0, at - _NUMBER_REACH), at):
        number = numeral_at(line.tokens, first)
        if number is not None and number.last == at:
            count = Count(first, first, at, number.value, None, None, "V1", Operator.EQ)
            return Group(first, -1, at + 1, at + 1, Telling.ELLIPTIC, count, Population.UNKNOWN, (), True)
    return None


def _nearest(clause: ArabicClause, first: int, last: int) -> Group | None:
    found = [group for group in clause.groups if first < group.first and group.last <= last and _tells(group)]
    return found[-1] if found else None


def _told_before(clause: ArabicClause, at: int) -> Group | None:
    """Return the people told last before `at`, in the same clause."""
    line = clause.line
    for group in reversed(clause.groups):
        if group.last > at:
            continue
        if at - group.tail > _SUBJECT_REACH or any(line.word(mark) in (".", ";") for mark in range(group.last, at)):
            return None
        if _tells(group) and (not group.part or group.count is not None):
            return group
    return None


def _tells(group: Group) -> bool:
    return group.count is not None or group.telling in (Telling.SINGLE, Telling.NAMED) or (
        group.telling is Telling.DEFINITE and not group.plural
    )  # fmt: skip


def _statement(first: int, last: int, measure: Measure, form: Form, group: Group) -> Statement:
    return Statement(Trigger(first, last, (Sense(measure, form, lemma=""),)), measure, form, (group,))
