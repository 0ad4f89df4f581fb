"""Tally kind: whether a figure counts one incident, runs over many, or counts what is new."""

from marsad.reading.grammar import Line
from marsad.reading.lexicon import phrase_set, table, words_of
from marsad.reading.statements import Statement
from marsad.reading.victims import Telling, value_of
from marsad.records import TallyKind

_CUMULATIVE = phrase_set("tallies", "cumulative")
_INCREMENTAL = phrase_set("tallies", "incremental")
_SINCE = frozenset(words_of("tallies", "since"))
_LARGE = int(str(table("tallies")["large"]))
_REACH = 22


def tally_kind(line: Line, statement: Statement) -> TallyKind:
    """Return what the figure of a statement runs over, from the words around it and its size.

    One person is always an event: "since then a man was killed" is no running figure.
    """
    group = statement.people[0]
    if group.count is None and group.telling is not Telling.PLURAL:
        return TallyKind.EVENT
    first = max(0, min(group.first, statement.trigger.first) - 8)
    last = min(len(line), max(group.tail, statement.trigger.last) + _REACH)
    if _INCREMENTAL.find(line.lowers, first, last) is not None:
        return TallyKind.EVENT if statement.people[0].count is None else TallyKind.INCREMENTAL
    if _CUMULATIVE.find(line.lowers, first, last) is not None or _runs_since(line, statement, last):
        return TallyKind.CUMULATIVE
    value = value_of(group) or (group.count.vague.low if group.count is not None and group.count.vague else 0)
    return TallyKind.CUMULATIVE if value >= _LARGE else TallyKind.EVENT


def _runs_since(line: Line, statement: Statement, last: int) -> bool:
    """Tell whether "since" with a start follows the figure ("have been killed since 6 March")."""
    start = min(statement.people[0].tail, statement.trigger.last)
    for index in range(start, last):
        if line.lowers[index] in _SINCE and line.word(index + 1) not in ("then", ",", ".", "been"):
            return any(
                word in ("have", "has", "had") for word in line.lowers[max(0, statement.people[0].first - 3) : index]
            )
    return False
