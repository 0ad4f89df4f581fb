"""Voices: whether the people of a verb stand before it or behind it."""

from marsad.reading.clause import Clause
from marsad.reading.grammar import (
    ADVERBS,
    AUXILIARIES,
    BEING,
    CONJUNCTIONS,
    DETERMINERS,
    DOERS,
    HAVING,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
)
from marsad.reading.harms import Form, Inflection, Sense, Trigger
from marsad.reading.names import name_after
from marsad.reading.objects import SKIPS, object_group
from marsad.reading.victims import Group, Telling
from marsad.records import Measure, Population

TERRITORIAL = frozenset({"capture", "seize"})  # verbs that take towns as well as people


def voice(clause: Clause, trigger: Trigger, sense: Sense) -> str:
    """Tell "active", "passive" (with an auxiliary), "reduced" ("12 killed in raids") or "noun" ("the killing of")."""
    if trigger.first not in clause.voices:
        clause.voices[trigger.first] = _find_voice(clause, trigger, sense)
    return clause.voices[trigger.first]


def _find_voice(clause: Clause, trigger: Trigger, sense: Sense) -> str:
    line = clause.line
    before = clause.before_chain(trigger.first)
    chain = line.lowers[before + 1 : trigger.first]
    if sense.inflection is Inflection.ING:
        noun = line.word(trigger.last) == "of" or line.word(trigger.first - 1).endswith("'s")
        return "noun" if noun else "active"
    leading = next((word for word in reversed(chain) if word in BEING or word in HAVING), "")
    if leading in BEING:
        return "passive"
    if leading in HAVING or sense.inflection in (Inflection.BASE, Inflection.PRESENT):
        return "reduced" if sense.narrow else "active"
    if sense.narrow or line.word(trigger.last) == "by":
        return "reduced"
    return _past_or_participle(clause, trigger)


def _past_or_participle(clause: Clause, trigger: Trigger) -> str:
    left = clause.adjacent_left(trigger.first)
    right = object_group(clause, trigger.last)
    before = clause.before_chain(trigger.first)
    if clause.line.word(before) in PERSONAL and clause.line.word(before - 1) not in PREPOSITIONS:
        return "active"
    if right is None:
        # "forces seized the road": an object follows that is no people.
        thing = clause.line.word(trigger.last) in DETERMINERS - {"no"}
        taken = (
            trigger.lemma in TERRITORIAL
            and trigger.last < len(clause.line)
            and clause.line.tokens[trigger.last].capital
        )
        if taken and not clause.line.capitals:
            return "active"  # "rebels captured Deir Hader"
        named = left is None and name_after(clause.line, trigger.last, clause.inside) is not None
        return "active" if thing or (named and not clause.line.capitals) else "reduced"
    if left is None:
        return "adjective" if _adjectival(clause, trigger, right) else "active"
    return "active" if _does(clause, left, right) else "reduced"


def _does(clause: Clause, left: Group, right: Group) -> bool:
    """Tell whether the people before the verb do the harm to those behind it ("rebels killed 12 soldiers")."""
    if right.telling is Telling.NAMED:
        return True  # "a gunman killed Carlos Perez"
    known = left.telling in (Telling.DEFINITE, Telling.NAMED)
    armed = clause.line.lowers[left.head] in DOERS or left.population is Population.COMBATANT
    if is_object(clause, left) or (known and armed):
        return True  # "the militants killed two men abducted on Monday"
    follower = clause.starts.get(clause.skip(right.tail, ADVERBS | AUXILIARIES))
    if follower is not None and follower.first - right.tail <= 3:
        return False  # "8 people killed 58 others injured"
    return known or armed or left.telling is Telling.PLURAL


def _adjectival(clause: Clause, trigger: Trigger, right: Group) -> bool:
    """Tell whether the participle stands before a noun as an adjective ("hand over detained engineers")."""
    before = clause.line.word(trigger.first - 1)
    harmed = trigger.measure is not Measure.KILLED
    if harmed and right.count is None and right.plural and (before in CONJUNCTIONS or before.endswith("ing")):
        return True
    return before in PREPOSITIONS or (before in DETERMINERS and before not in RELATIVES) or before.endswith("'s")


def is_object(clause: Clause, group: Group) -> bool:
    """Tell whether harm words stand right before the group and take it as their object."""
    return any(
        trigger.last <= group.first
        and all(word in SKIPS and word != "," for word in clause.line.lowers[trigger.last : group.first])
        and not _is_reduced(clause, trigger)
        for trigger in clause.starts.values()
    )


def _is_reduced(clause: Clause, trigger: Trigger) -> bool:
    sense = trigger.senses[0]
    return sense.form is Form.VERB and voice(clause, trigger, sense) in ("reduced", "passive")
