"""Arabic words of moving that tell of flight: "عبر إلى تشاد 7300 لاجئ", "غادرت 43 عائلة", "أحصت المنظمة 300 نازح"."""

from collections.abc import Iterator

from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.harms import Form, Sense, Trigger
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.statements import Statement
from marsad.reading.victims import Group
from marsad.records import Measure, Population

_VERBS = frozenset(words_of("arabic/harms", "moving", "verbs"))
_REFUGEES = frozenset(words_of("arabic/harms", "moving", "refugees"))
_FLIGHT = phrase_set("arabic/harms", "moving", "flight")
_SENSE = (Sense(Measure.DISPLACED, Form.STATE, lemma="نزح"),)
_REACH = 12
_ARMED = (Population.COMBATANT, Population.SECURITY_FORCE)
_LARGE = 200
_PEOPLE = frozenset(
    {
        "شخص",
        "شخصا",
        "اشخاص",
        "فرد",
        "فردا",
        "افراد",
        "نسمه",
        "مدني",
        "مدنيا",
        "مدنيين",
        "مواطن",
        "مواطنا",
        "مواطنين",
        "الفا",
        "سكان",
        "مسلمي",
        "ناس",
    }
)
_ARRIVING = frozenset({"وصول", "تدفق", "اخلاء", "اخلت", "اجلاء", "بلوغ", "نفر"})
_STOPS = frozenset({".", ";"})


def moves(clause: ArabicClause) -> Iterator[Statement]:
    """Yield counted refugees and families that moved, and people in a sentence that tells of flight."""
    line = clause.line
    verbs = [at for at, word in enumerate(line.lowers) if word in _VERBS and not line.definite(at)]
    if not verbs:
        return
    fled = _FLIGHT.find(line.lowers, 0, len(line)) is not None
    arrives = any(line.word(at) in _ARRIVING for at in verbs)
    for group in clause.groups:
        if (
            group.count is None
            or group.part
            or not (_flees(clause, group) or ((fled or arrives) and _many(clause, group)))
        ):
            continue
        near = [at for at in verbs if _beside(clause, at, group)]
        if near:
            at = min(near, key=lambda index: abs(index - group.first))
            yield Statement(Trigger(at, at + 1, _SENSE), Measure.DISPLACED, Form.STATE, (group,))


def _flees(clause: ArabicClause, group: Group) -> bool:
    """Tell whether the noun counted means people who fled, or families."""
    line = clause.line
    named = any(line.word(at) in _REFUGEES for at in range(group.first, min(group.tail, group.last + 2)))
    return named or (group.unit != "person" and group.harm < 0)


def _many(clause: ArabicClause, group: Group) -> bool:
    """Tell whether a group is of people of no side and no harm, too many to be travellers."""
    line = clause.line
    large = group.count is not None and (
        (group.count.value or 0) >= _LARGE or (group.count.vague is not None and group.count.vague.low >= _LARGE)
    )
    return large and line.word(group.head) in _PEOPLE and group.population not in _ARMED and group.head >= 0


def _beside(clause: ArabicClause, at: int, group: Group) -> bool:
    """Tell whether a verb is about a group: before it, or right behind it."""
    line = clause.line
    if group.last <= at <= group.tail + 2:
        return not line.joined(at, "و", "ف")
    if not at < group.first <= at + _REACH:
        return False
    between = range(at + 1, group.first)
    return not any(line.word(mark) in _STOPS for mark in between) and not any(
        at < other.first < group.first and other.count is not None and other.head >= 0 for other in clause.groups
    )
