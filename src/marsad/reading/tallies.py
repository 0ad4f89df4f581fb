"""Tally kind: whether a figure counts one incident, runs over many, or counts what is new."""

from marsad.reading.grammar import Line
from marsad.reading.harms import Form
from marsad.reading.lexicon import phrase_set, table, words_of
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling, value_of
from marsad.records import Measure, TallyKind

_CUMULATIVE = phrase_set("tallies", "cumulative")
_PERIODS = phrase_set("tallies", "periods")
_MANY = phrase_set("running", "many")
_COUNTING = phrase_set("running", "counting")
_HOURS = phrase_set("tallies", "hours")
_ONE = phrase_set("running", "one")
_SUMS = phrase_set("tallies", "sums")
_INCREMENTAL = phrase_set("tallies", "incremental")
_COUNTERS = frozenset(words_of("tallies", "counters"))
_SINCE = frozenset(words_of("tallies", "since"))
_STARTS = frozenset(words_of("tallies", "starts"))
_UNITS = frozenset(words_of("tallies", "units"))
_PAST = frozenset(words_of("tallies", "past"))
_NUMBERS = frozenset(words_of("tallies", "numbers"))
_WEEKDAYS = frozenset(words_of("tallies", "weekdays"))
_LARGE = int(str(table("tallies")["large"]))
_VAGUE = int(str(table("tallies")["vague"]))
_REACH = 22
_START_REACH = 7
_DAY_REACH = 12
_FRONT = 4
_SAYING = frozenset(words_of("timing", "saying"))
_PERFECT = frozenset({"have", "has", "had"})
_NOUNS = frozenset({Form.DEATHS, Form.TOLL, Form.LIVES, Form.ACT})


def tally_kind(line: Line, statement: Statement) -> TallyKind:
    """Return what the figure of a statement runs over, from the words around it and its size.

    One person is always an event: "since then a man was killed" is no running figure.
    """
    group = statement.people[0]
    if group.count is None and group.telling is not Telling.PLURAL:
        return TallyKind.EVENT
    first = max(0, min(group.first, statement.trigger.first) - 8)
    last = min(len(line), max(group.tail, statement.trigger.last) + _REACH)
    last = next((index for index in range(statement.trigger.last, last) if line.lowers[index] == "while"), last)
    if _INCREMENTAL.find(line.lowers, first, last) is not None:
        return TallyKind.EVENT if statement.people[0].count is None else TallyKind.INCREMENTAL
    if _HOURS.find(line.lowers, first, last) is not None and _is_counted(line, statement):
        return TallyKind.EVENT if group.count is None else TallyKind.INCREMENTAL
    return TallyKind.CUMULATIVE if _runs_on(line, statement, first, last) else TallyKind.EVENT


def _is_counted(line: Line, statement: Statement) -> bool:
    """Tell whether the figure of a day is a sum of attacks or a source's count, and not one wave of attacks."""
    if statement.form in _NOUNS or statement.people[0].more or not _tells_attack(line):
        return True
    counted = any(words.find(line.lowers, 0, len(line)) is not None for words in (_SUMS, _COUNTING))
    return counted or _is_named(line, 0, len(line))


def _tells_attack(line: Line) -> bool:
    return any(words.find(line.lowers, 0, len(line)) is not None for words in (_ONE, _MANY))


def _runs_on(line: Line, statement: Statement, first: int, last: int) -> bool:
    """Tell whether words from `first` to `last`, or its size, make a figure run over many incidents."""
    group = statement.people[0]
    if _runs_since(line, statement, last) or _has_run_since(line, statement) or _over_days(line, group, first, last):
        return True
    named = _is_named(line, first, last)
    period = _PERIODS.find(line.lowers, first, last) is not None and not _tells_one(line)
    if (named or period) and not _on_a_day(line, statement):
        return True
    if _SUMS.find(line.lowers, first, last) is not None and _goes_on(line, statement):
        return True
    value = value_of(group) or (group.count.vague.low if group.count is not None and group.count.vague else 0)
    return value >= _LARGE or _is_countless(line, statement)


def _is_named(line: Line, first: int, last: int) -> bool:
    """Tell whether a period or a war is named; "a Syrian war monitoring group" only names who counts."""
    index = first
    while (found := _CUMULATIVE.find(line.lowers, index, last)) is not None:
        index = found[0] + found[1]
        if line.word(index) not in _COUNTERS:
            return True
    return False


def _tells_one(line: Line) -> bool:
    """Tell whether the sentence tells of one attack and of no series of them."""
    return _ONE.find(line.lowers, 0, len(line)) is not None and _MANY.find(line.lowers, 0, len(line)) is None


def _goes_on(line: Line, statement: Statement) -> bool:
    first = min(statement.trigger.first, statement.people[0].first)
    return any(word in ("have", "has") for word in line.lowers[max(0, first - 3) : max(statement.trigger.last, first)])


def _runs_since(line: Line, statement: Statement, last: int) -> bool:
    """Tell whether "since" and a start follow the figure ("have been killed since 6 March", "40 deaths since May")."""
    start = min(statement.people[0].tail, statement.trigger.last)
    for index in range(start, last):
        if line.lowers[index] in _SINCE and line.word(index + 1) not in ("then", ",", ".", "been"):
            if any(word in _PERFECT for word in line.lowers[max(0, statement.people[0].first - 3) : index]):
                return True
            return statement.form in _NOUNS and (value_of(statement.people[0]) or 2) > 1 and _is_start(line, index + 1)
    return False


def _is_start(line: Line, index: int) -> bool:
    words = line.lowers[index : index + _START_REACH]
    return any(word in _STARTS or (len(word) == 4 and word.isdigit()) for word in words)


def _has_run_since(line: Line, statement: Statement) -> bool:
    """Tell whether a start stands before a verb that goes on: "since 19 September at least 359 have been killed"."""
    first = min(statement.trigger.first, statement.people[0].first)
    last = max(statement.trigger.first, statement.people[0].last)
    if not any(word in _PERFECT for word in line.lowers[max(0, first - 3) : last]):
        return False
    return any(
        line.lowers[index] in _SINCE and line.word(index - 1) not in _PERFECT and line.word(index + 1) != "been"
        for index in range(first)
    )


def _over_days(line: Line, group: Group, first: int, last: int) -> bool:
    """Tell whether the figure runs over days: "in three days of attacks", "in the last two weeks"."""
    if (value_of(group) or 2) < 2:
        return False
    for index in range(first + 1, last):
        if line.lowers[index] not in _UNITS or not _is_number(line, index - 1):
            continue
        if line.word(index + 1) == "of" or line.word(index - 2) in _PAST:
            return True
    return False


def _is_number(line: Line, index: int) -> bool:
    return line.word(index) in _NUMBERS or (index >= 0 and line.tokens[index].kind is Kind.NUMBER)


def _on_a_day(line: Line, statement: Statement) -> bool:
    """Tell whether a day follows the harm, or opens the sentence, of a number too small to be a war's."""
    start = max(statement.people[0].last, statement.trigger.last)
    near = line.lowers[start : start + _DAY_REACH]
    value = value_of(statement.people[0])
    if value is None or value >= _VAGUE:
        return False
    first = min(statement.people[0].first, statement.trigger.first)
    opened = any(word in _WEEKDAYS for word in line.lowers[:_FRONT])
    told = any(word in _SAYING for word in line.lowers[:first])
    return any(word in _WEEKDAYS for word in near) or (opened and not told)


def _is_countless(line: Line, statement: Statement) -> bool:
    """Tell whether "hundreds" or "thousands" were harmed on no day that the sentence gives."""
    count = statement.people[0].count
    if count is None or count.vague is None or count.vague.low < _VAGUE or statement.measure is Measure.DISPLACED:
        return False
    going_on = any(word in _PERFECT for word in line.lowers[statement.people[0].last : statement.trigger.first])
    return count.vague.low >= 10 * _VAGUE or (going_on and not any(word in _WEEKDAYS for word in line.lowers))
