"""Constructions: harm words that are no plain verbs ("12 died", "12 dead", "the murder of", "drove 12 out of")."""

from marsad.reading import harms
from marsad.reading.clause import Clause
from marsad.reading.grammar import ADVERBS, AUXILIARIES, BEING, LINKS, PERSONAL
from marsad.reading.harms import Form, Inflection, Trigger
from marsad.reading.lexicon import words_of
from marsad.reading.names import name_before
from marsad.reading.objects import object_group, objects
from marsad.reading.subjects import coordinated_left, subject_group, subjects
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling

_NEWS = frozenset(
    {
        "caused",
        "causing",
        "causes",
        "reported",
        "confirmed",
        "led",
        "leading",
        "resulted",
        "resulting",
        "left",
        "leaving",
        "in",
    }
)
_NEWS_REACH = 4
_LONGEST_TIME = 9
_PLACE_OPENERS = frozenset({"in", "at", "near"})
_TIME_OPENERS = _PLACE_OPENERS | frozenset(
    {"on", "during", "last", "yesterday", "today", "early", "late", "this", "over", "earlier"}
)
_TIMES = frozenset((*words_of("sentences", "months"), *words_of("sentences", "days"))) | frozenset(
    {"hours", "days", "weeks", "months", "night", "week", "month", "yesterday", "today", "morning", "evening"}
)


def split(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "drove 8,000 people out of the valley"."""
    group = object_group(clause, trigger.last)
    if group is None:
        return []
    behind = harms.SPLIT_AFTER.find(clause.line.lowers, group.last, min(len(clause.line), group.tail + 10))
    return [(group,)] if behind is not None else []


def undergo(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "12 died", "hundreds have fled", "forced 12 families to flee"."""
    if harms.natural(clause.line.lowers, trigger.last):
        return []
    inflection = trigger.senses[0].inflection
    before = clause.line.word(trigger.first - 1)
    if inflection is Inflection.BASE and before == "to":
        pushed = any(
            word.startswith(("forc", "compel", "caus", "driv", "push"))
            for word in clause.line.lowers[max(0, trigger.first - 10) : trigger.first]
        )
        group = clause.adjacent_left(trigger.first - 1)
        if pushed and group is None:
            return subjects(clause, trigger, chained=True)
        return [(group,)] if pushed and group is not None else []
    if inflection is Inflection.ING and not any(
        w in BEING for w in clause.line.lowers[max(0, trigger.first - 3) : trigger.first]
    ):
        group = clause.adjacent_left(trigger.first)
        return [(group,)] if group is not None and group.count is not None and group.last == trigger.first else []
    return subjects(clause, trigger, chained=True)


def state(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "12 dead", "left 12 people dead", "12 are still missing"."""
    inner = clause.adjective_of(trigger)
    if inner is not None:
        return [(inner,)]
    end = trigger.first
    while (
        end > 0
        and end - 1 not in clause.inside
        and (clause.line.word(end - 1) in LINKS or clause.line.word(end - 1) in ADVERBS)
    ):
        if any(group.last >= end > group.first for group in clause.groups):
            break
        end -= 1
    if end > 0 and clause.line.word(end - 1) in PERSONAL | {"the"}:
        return []
    group = subject_group(clause, end, adjacent=True)
    if group is None or (group.count is None and group.telling is Telling.DEFINITE and group.plural):
        return []
    return coordinated_left(clause, group)


def _happened(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether "deaths of villagers" is news ("caused deaths"), not presupposed ("the killing of")."""
    before = clause.line.lowers[max(0, trigger.first - _NEWS_REACH) : trigger.first]
    return any(word in _NEWS for word in before)


def _past_time(clause: Clause, last: int) -> int:
    """Skip when and where: "the murder on 22 March of", "the killings in Guatemala of"."""
    if clause.line.word(last) not in _TIME_OPENERS:
        return last
    for index in range(last + 1, min(last + _LONGEST_TIME, len(clause.line))):
        token = clause.line.tokens[index]
        told = clause.line.lowers[last] in _PLACE_OPENERS or any(w in _TIMES for w in clause.line.lowers[last:index])
        if token.lower == "of" and told:
            return index
        if token.kind is Kind.MARK or token.lower in AUXILIARIES or index in clause.inside:
            break
    return last


def act(clause: Clause, trigger: Trigger) -> list[tuple[Group, ...]]:
    """Read "the killing of 12", "Haddad's murder", "deaths and injuries among villagers"."""
    last = trigger.last
    if trigger.lemma in harms.FATES and not harms.unknown(clause.line.lowers, trigger.first):
        return []
    coupled = clause.starts.get(last + 1) if clause.line.word(last) in ("and", "or") else None
    if coupled is not None and coupled.has(Form.ACT):
        last = coupled.last
    last = _past_time(clause, last)
    if clause.line.word(last) in ("of", "among", "against"):
        named = objects(clause, last + 1)
        presupposed = named and named[0][0].telling is Telling.PLURAL and named[0][0].count is None
        return [] if presupposed and not _happened(clause, trigger) else named
    owner = clause.line.word(trigger.first - 1)
    if owner.endswith(("'s", "s'", "'")) and len(owner) > 3:
        group = next((g for g in clause.groups if g.last == trigger.first and g.first < trigger.first), None)
        group = group or name_before(clause.line, trigger.first, clause.inside, owner=True)
        return [(group,)] if group is not None else []
    return []
