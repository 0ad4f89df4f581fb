"""Subjects before an Arabic verb: "ثمانية مسلحين قتلوا", "قائد الجبهة لقي مصرعه"."""

from marsad.reading.arabic.clause import ADVERBS, BARRIERS, CONJUNCTIONS, ArabicClause
from marsad.reading.harms import Inflection, Trigger
from marsad.reading.victims import Group, Telling

_REACH = 26
_AND = ("و", "ف")
_RELATIVE = frozenset({"الذين", "الذي", "التي", "ممن", "اللذين", "اللذان"})
Parties = list[tuple[Group, ...]]


def subjects_before(clause: ArabicClause, trigger: Trigger) -> Parties:
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
