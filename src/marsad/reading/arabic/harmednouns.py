"""Arabic words for the harmed themselves ("12 قتيلا", "قتلى وجرحى"), and counts of them ("عدد القتلى 40")."""

from collections.abc import Iterator

import msgspec

from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.harmwords import FALLING, TOLLS
from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.arabic.populations import person_at, side_of
from marsad.reading.harms import Form, Sense, Trigger
from marsad.reading.lexicon import words_of
from marsad.reading.statements import Statement
from marsad.reading.victims import Group, Telling
from marsad.records import Measure, Population

_BRINGING = frozenset(words_of("arabic/grammar", "bringing"))
_LINKS = frozenset(words_of("arabic/harms", "toll", "links"))
_NEWS_REACH = 5
_CLOSE = 5
_WHO = frozenset({"من", "الذين", "اللواتي", "ممن"})
_TOLL_REACH = 26
_FALL_REACH = 7
_BETWEEN = frozenset({"بين"})
_DESCRIBED = (Measure.DISPLACED, Measure.DETAINED, Measure.MISSING, Measure.ABDUCTED)
_VICTIMS = frozenset({"ضحايا", "ضحيه", "وفيات", "خسائر"})
_LISTS = frozenset({"عداد"})
_ARRESTS = frozenset({"اعتقالات", "توقيفات"})
_NAMING = frozenset({"ان", "انهم", "بان", "عدد"})
_QUOTED = 3  # words or quotation marks between a noun and its figure


def harmed(clause: ArabicClause) -> Iterator[Statement]:
    """Yield what words for the harmed state by themselves."""
    for number, group in enumerate(clause.groups):
        measure = _measure(clause, group)
        if measure is None or _undivided(clause, group):
            continue
        trigger = Trigger(
            group.harm, group.harm + 1, (Sense(measure, Form.PEOPLE, lemma=clause.line.word(group.harm)),)
        )
        if measure is Measure.BODIES_FOUND and group.count is None and number + 1 < len(clause.groups):
            behind = clause.groups[number + 1]
            if behind.first == group.harm + 1 and (behind.count is not None or not behind.plural):
                yield Statement(trigger, measure, Form.PEOPLE, (behind,))
                continue
        if not _is_news(clause, group, measure):
            continue
        people = group
        if group.part:
            continue
        yield Statement(trigger, measure, Form.PEOPLE, (people,))
    yield from _listed(clause)


def _measure(clause: ArabicClause, group: Group) -> Measure | None:
    if group.harm < 0:
        return None
    noun = person_at(clause.line.lowers, group.harm)
    return noun[1].measure if noun is not None else None


def _is_news(clause: ArabicClause, group: Group, measure: Measure) -> bool:
    """Tell whether the words say that people came to harm, and do not only name them."""
    line = clause.line
    first = group.first
    if measure in _DESCRIBED:
        before = line.lowers[max(0, first - _NEWS_REACH) : first]
        if group.count is None or line.definite(group.harm):
            return False
        return measure is Measure.MISSING or any(word in _BRINGING for word in before)
    if group.count is not None and not (group.count.first == group.harm and line.joined(group.harm, "ال")):
        return not _between(line, group)
    if line.definite(group.harm) or group.telling is Telling.DEFINITE:
        return False
    near = [*range(max(0, first - _NEWS_REACH), first), *range(group.last, min(len(line), group.last + _FALL_REACH))]
    brought = any(line.word(at) in (_BRINGING if at < first else FALLING) for at in near)
    follows = any(
        other.harm >= 0
        and 0 <= first - other.last <= 1
        and (other.count is not None or other.telling is not Telling.DEFINITE)
        for other in clause.groups
    ) and line.adds(first)
    opens = first == 0 or line.word(first - 1) in (":", "|", "-", ".", "..", "...", "…")
    if group.plural:
        return (brought or follows or opens) and line.word(group.harm) != "جثث"
    return brought or (opens and measure is not Measure.BODIES_FOUND) or (follows and brought)


def _between(line: ArabicLine, group: Group) -> bool:
    """Tell whether the figure is told as "between dead and wounded"."""
    return line.word(group.last) == "بين" and person_at(line.lowers, group.last + 1) is not None


def _undivided(clause: ArabicClause, group: Group) -> bool:
    """Tell whether dead and wounded share the figure: "عشرات القتلى والجرحى", "23 بين قتيل وجريح"."""
    line = clause.line
    if line.word(group.first - 1) == "بين" or (group.count is None and line.word(group.first - 1) in _BETWEEN):
        return True
    if group.count is None:
        earlier = next((one for one in clause.groups if one.last == group.first and one.harm >= 0), None)
        return (
            earlier is not None and earlier.count is not None and line.adds(group.first) and line.definite(group.harm)
        )
    behind = clause.by_first.get(group.last)
    shared = behind is not None and behind.harm >= 0 and behind.count is None and line.adds(behind.first)
    return shared and behind is not None and _same_shape(clause, group, behind)


def _same_shape(clause: ArabicClause, group: Group, behind: Group) -> bool:
    """Tell whether the second noun has the form of the first, so that the number goes with both."""
    line = clause.line
    mine, theirs = line.definite(group.harm), line.definite(behind.harm)
    one = line.raw[group.harm].endswith("ا") and line.raw[behind.harm].endswith("ا")
    return (mine and theirs) or one


def _listed(clause: ArabicClause) -> Iterator[Statement]:
    """Read "16 شخصا في عداد المفقودين"."""
    line = clause.line
    for at in range(1, len(line) - 1):
        if line.word(at) not in _LISTS:
            continue
        noun = person_at(line.lowers, at + 1)
        if noun is None or noun[1].measure is None:
            continue
        before = [group for group in clause.groups if group.last <= at and at - group.tail <= 4 and group.harm < 0]
        if before:
            sense = Sense(noun[1].measure, Form.STATE, lemma="عداد")
            yield Statement(Trigger(at + 1, at + 2, (sense,)), noun[1].measure, Form.STATE, (before[-1],))


def tolls(clause: ArabicClause) -> Iterator[Statement]:
    """Yield running counts: "ارتفع عدد القتلى إلى 18", "حصيلة القتلى بلغت ألف قتيل"."""
    line = clause.line
    for at in range(len(line) - 2):
        found = _counted(clause, at)
        if found is None:
            continue
        index, measure = found
        group = _figure(clause, index + 1)
        if group is None:
            continue
        own = person_at(line.lowers, index)
        side = side_of(line.lowers, index + 1, min(index + 2, group.first)) or (
            own[1].population if own is not None and own[1].population is not Population.UNKNOWN else None
        )
        if side is not None and group.population is Population.UNKNOWN:
            group = msgspec.structs.replace(group, population=side)
        sense = Sense(measure, Form.TOLL, lemma=line.word(at))
        yield Statement(Trigger(at, max(at, index) + 1, (sense,)), measure, Form.TOLL, (group,))


def _counted(clause: ArabicClause, at: int) -> tuple[int, Measure] | None:
    """Return what a running count at `at` counts: the word that leads to the figure, and the measure."""
    line = clause.line
    if line.word(at) in _ARRESTS and line.definite(at):
        return at, Measure.DETAINED
    if line.word(at) in TOLLS:
        if line.forms[at].after:
            return _told_of(clause, at)
        return _counted_noun(clause, at + 1)
    noun = person_at(line.lowers, at)
    if noun is None or noun[1].measure is None or not line.definite(at) or at in clause.inside:
        return None
    close = clause.group_at(at + 1) if line.word(at - 1) in _NAMING or line.adds(at) else None
    told = close is not None and close.telling is Telling.ELLIPTIC and close.first - at <= _QUOTED
    onward = line.adds(at) and line.word(at + 1) == "الي" and close is None
    return (at, noun[1].measure) if told or onward else None


def _told_of(clause: ArabicClause, at: int) -> tuple[int, Measure] | None:
    """Read "شهداء الهجوم الذين بلغ عددهم 38": the noun that the pronoun stands for is the last before it."""
    for back in range(at - 1, max(-1, at - _CLOSE * 2), -1):
        noun = person_at(clause.line.lowers, back)
        if noun is not None and noun[1].measure is not None:
            return at - 1, noun[1].measure  # "their number" itself leads to the figure
    return None


def _counted_noun(clause: ArabicClause, index: int) -> tuple[int, Measure] | None:
    """Return the word for the harmed that a toll word counts, and its measure."""
    line = clause.line
    for at in range(index, min(index + 3, len(line))):
        word = line.word(at)
        if word in _VICTIMS:
            return at, Measure.KILLED
        noun = person_at(line.lowers, at)
        if noun is not None and noun[1].measure is not None:
            return at, noun[1].measure
        if word in _WHO and noun is None:
            return _told_by_verb(clause, at)
        if noun is None and word not in ("عن",):
            return None
        if line.word(at + noun[0] if noun else at) in ("الذين", "اللواتي", "ممن"):
            return _told_by_verb(clause, at)
    return None


def _told_by_verb(clause: ArabicClause, index: int) -> tuple[int, Measure] | None:
    """Read "عدد المدنيين الذين قتلوا"."""
    for trigger in clause.triggers:
        if index < trigger.first <= index + _CLOSE:
            return trigger.last - 1, trigger.measure
    return None


def _figure(clause: ArabicClause, index: int) -> Group | None:
    """Return the first number behind a toll word that a verb or preposition of reaching leads to."""
    line = clause.line
    for group in clause.groups:
        if group.first < index or group.count is None or group.part:
            continue
        if group.first - index > _TOLL_REACH or any(word in (".", ";") for word in line.lowers[index : group.first]):
            return None
        if line.word(group.first - 1) == "من" and any(
            word == "الي" for word in line.lowers[group.last : group.last + 4]
        ):
            continue  # "ارتفع من 10 إلى 15"
        led = any(word in _LINKS for word in line.lowers[max(index, group.first - 3) : group.first + 1])
        near = group.first - index <= _QUOTED and not any(at in clause.inside for at in range(index, group.first))
        if (
            led
            or near
            or group.first == index
            or line.joined(group.first, "ب", "ل")
            or line.word(group.first - 1) == ":"
        ):
            return group
        return None
    return None
