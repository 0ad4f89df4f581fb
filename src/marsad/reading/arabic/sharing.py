"""Figures that share out a total: "52 قتيلا: 30 من التنظيم و16 من القوات وستة مدنيين", "19 شهيدا / حمص 8 / درعا 11".

Only numbers that add up to the total right before them are taken, over line breaks too, so that no other number of a
text is mistaken for people.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.groups import groups_of
from marsad.reading.harms import Trigger
from marsad.reading.lexicon import words_of
from marsad.reading.statements import Statement
from marsad.reading.victims import Group, Telling, value_of
from marsad.records import Population

_LINES = 9  # lines behind a total that may share it out
_NUMBERS = 24
_STARTS = 5  # numbers of other things that may stand between the total and its shares
_LEAST = 3
_FEW = 6
_NEAR = 1
_APART = 14  # words between two shares of one sentence
_HEAD = 9  # words before the number of an entry of a list
_BULLETS = frozenset({"-", "–", "—", "•", "●", "*", ":", "/", "|"})
_SHARING = frozenset(words_of("arabic/harms", "toll", "sharing"))
_Share = tuple[int, Group, Statement | None]  # the line, the people, the statement they already have


def share(clauses: Sequence[ArabicClause], told: list[list[Statement]]) -> None:
    """Add to the statements of each sentence those of the shares of a total told before."""
    taken: set[tuple[int, int]] = set()
    for number, statements in enumerate(told):
        for whole in list(statements):
            value = _total(whole)
            if value is None or whole.part or (number, whole.people[0].first) in taken:
                continue
            found = _shares(clauses, told, number, whole, value)
            for at, group, own in found:
                taken.add((at, group.first))
                _put(told[at], whole, group, own)


def _total(whole: Statement) -> int | None:
    values = [value_of(group) for group in whole.people]
    if len(values) != 1 or values[0] is None or values[0] < _LEAST:
        return None
    return values[0]


def _shares(
    clauses: Sequence[ArabicClause], told: Sequence[Sequence[Statement]], number: int, whole: Statement, value: int
) -> Sequence[_Share]:
    options = _options(clauses, told, number, whole)
    heads = [one for before, one in zip([None, *options], options, strict=False) if not before or one[0] > before[0]]
    return _adding_up(options, value) or _adding_up([one for one in heads if one[0] > number], value)


def _adding_up(options: Sequence[_Share], value: int) -> Sequence[_Share]:
    """Return the run of people that makes up a total, empty where none does."""
    near = _NEAR if value < _FEW else _STARTS
    for start in range(min(near, len(options))):
        total = 0
        for end in range(start, len(options)):
            total += _value(options[end][1])
            if total > value:
                break
            if total == value:
                run = options[start : end + 1]
                return run if len(run) > 1 and _is_list(run) else []
    return []


def _options(
    clauses: Sequence[ArabicClause], told: Sequence[Sequence[Statement]], number: int, whole: Statement
) -> list[_Share]:
    """Return the people counted behind a total, those of another harm left out.

    In later sentences only entries of a list count, and sentences that share out ("التوزع: 12 في الريف").
    """
    found: list[_Share] = []
    for at in range(number, min(len(clauses), number + _LINES)):
        clause = clauses[at]
        if not clause.groups:
            clause.groups = groups_of(clause.line, clause.triggers)
        own = {group.first: one for one in told[at] for group in one.people}
        shares_from = next(
            (index for index, word in enumerate(clause.line.lowers) if word in _SHARING), len(clause.line)
        )
        for group in clause.groups:
            if at == number and group.first < whole.people[-1].last:
                continue
            statement = own.get(group.first)
            if statement is not None and statement.measure is not whole.measure:
                continue
            if group.count is None and not (group.telling is Telling.SINGLE and _opens(clause, group)):
                continue
            if group.count is not None and (group.count.value is None or group.count.upper is not None):
                continue
            if group.part and group.telling is not Telling.ELLIPTIC:
                continue
            if at > number and not (shares_from < group.first or _is_entry(clause, group)):
                continue
            found.append((at, group, statement))
            if len(found) == _NUMBERS:
                return found
    return found


def _is_entry(clause: ArabicClause, group: Group) -> bool:
    """Tell whether people stand in an entry of a list."""
    line = clause.line
    return any(line.tokens[at].text in _BULLETS for at in range(max(0, group.first - _HEAD), group.first))


def _is_list(run: Sequence[_Share]) -> bool:
    """Tell whether shares stand close to each other and do not only say how old they are or of which sex."""
    if all(group.flags for _, group, _ in run):
        return False
    pairs = pairwise(run)
    return all(one[0] != two[0] or two[1].first - one[1].last <= _APART for one, two in pairs)


def _opens(clause: ArabicClause, group: Group) -> bool:
    """Tell whether one person opens an entry of a list: "طرطوس: مواطن تحت التعذيب"."""
    return clause.line.word(group.first - 1) == ":"


def _value(group: Group) -> int:
    return value_of(group) or 1


def _put(statements: list[Statement], whole: Statement, group: Group, own: Statement | None) -> None:
    if own is not None and not own.part:
        return
    trigger = Trigger(group.first, max(group.last, group.first + 1), whole.trigger.senses)
    side = whole.people[0].population if group.population is Population.UNKNOWN else group.population
    people = (msgspec.structs.replace(group, part=False, population=side),)
    shared = Statement(trigger, whole.measure, whole.form, people, echoed=True)
    if own is not None:
        statements[statements.index(own)] = shared
    else:
        statements.append(shared)
        statements.sort(key=lambda one: (one.people[0].first, one.trigger.first))
