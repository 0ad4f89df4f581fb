"""Figures: numbers that go on with a harm told before them ("The ministry put the number at 60.", "Homs 5, Hama 3").

Bulletins and quarrels over a toll name the harm once; what follows are bare numbers with a place, a side or a speaker.
"""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.reading.clause import Clause
from marsad.reading.grammar import LOCATIVES, Line
from marsad.reading.harms import Form, Sense, Trigger
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.sides import NAMES, STEMS, WEAK
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling, groups, value_of
from marsad.records import Measure

_SAYING = phrase_set("tallies", "figures")
_SAYING_REACH = 5
_MARKS = frozenset({",", ".", ";", "(", ")", "and", "", "—", "–", "-", "•"})
_HEADED = frozenset({"", ".", ";", ":", "•", "-", "–", "—", ")"})
_BY_REACH = 6
_DATES = frozenset((*words_of("sentences", "months"), *words_of("sentences", "days")))
_FEWEST = 2  # items that make a list


def figures(clause: Clause, told: Sequence[Statement], before: Statement | None) -> list[Statement]:
    """Return the statements that bare numbers of a sentence make; `before` is the last harm told in those before."""
    found = list(_headed(clause))
    last = told[-1] if told else (found[-1] if found else before)
    if last is None or not any(
        token.kind is Kind.NUMBER or _SAYING.at(clause.line.lowers, at) for at, token in enumerate(clause.line.tokens)
    ):
        return found
    used = {group.first for statement in (*told, *found) for group in statement.people}
    bare = [
        group
        for group in clause.groups or groups(clause.line, [])
        if group.telling is Telling.ELLIPTIC and group.first not in used and not group.part
    ]
    spoken = [group for group in bare if _spoken(clause.line, group)]
    items = [group for group in bare if group not in spoken and _item(clause.line, group, last)]
    found.extend(_goes_on(clause.line, group, last) for group in spoken)
    if len(items) >= _FEWEST:
        found.extend(_goes_on(clause.line, group, last) for group in items)
    return found


def _headed(clause: Clause) -> Iterator[Statement]:
    """Read "Killings: 12", "Kidnappings 4", "Detentions by General Security 27" at the head of an item."""
    line = clause.line
    for trigger in clause.triggers:
        sense = trigger.has(Form.DEATHS)
        if sense is None or line.word(trigger.first - 1) not in _HEADED:
            continue
        at = trigger.last
        if line.word(at) == "by":
            at = next(
                (end for end in range(at + 1, min(at + _BY_REACH, len(line))) if line.tokens[end].kind is Kind.NUMBER),
                at,
            )
        at += line.word(at) in (":", "-", "–")
        group = next((one for one in clause.groups if one.first == at and one.telling is Telling.ELLIPTIC), None)
        if group is not None and at > 0 and line.word(group.last) in _MARKS | LOCATIVES:
            yield Statement(trigger, sense.measure, Form.DEATHS, (group,))


def _spoken(line: Line, group: Group) -> bool:
    """Tell whether somebody gives the number: "put the number at 60", "spoke of 71"."""
    if line.word(group.last) not in _MARKS:
        return False
    return _SAYING.before(line.lowers, group.first, _SAYING_REACH) is not None


def _item(line: Line, group: Group, last: Statement) -> bool:
    """Tell whether the number is an item of a list by place or side: "Homs 5", "14 in Aleppo"."""
    mine, whole = value_of(group), value_of(last.people[0])
    if mine is None or whole is None or mine >= whole or group.more:
        return False
    if line.word(group.last) in ("in", "at") and group.last + 1 < len(line) and _named(line, group.last + 1):
        return True
    named = group.first > 0 and (_named(line, group.first - 1) or line.lowers[group.first - 1] in NAMES | WEAK)
    return named and line.word(group.last) in _MARKS


def _named(line: Line, index: int) -> bool:
    """Tell whether a word may name a place or a side; a list of names is hardly written any other way."""
    token = line.tokens[index]
    named = token.capital or token.lower.startswith(STEMS)
    return token.kind is Kind.WORD and named and token.lower not in _DATES


def _goes_on(line: Line, group: Group, last: Statement) -> Statement:
    at = max(0, group.first - 1)
    measure = Measure.KILLED if last.measure is Measure.BODIES_FOUND else last.measure
    trigger = Trigger(at, at + 1, (Sense(measure, Form.DEATHS, lemma=line.lowers[at]),))
    same = msgspec.structs.replace(group, population=last.people[0].population)
    return Statement(trigger, measure, Form.DEATHS, (same,))
