"""Tally kind of an Arabic figure: one incident, a count over many, or what is new."""

from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.lexicon import phrase_set, table, words_of
from marsad.reading.statements import Statement
from marsad.reading.victims import Telling, value_of
from marsad.records import TallyKind

_SINCE = frozenset(words_of("arabic/tallies", "since"))
_STARTS = frozenset(words_of("arabic/tallies", "starts"))
_PERIODS = phrase_set("arabic/tallies", "periods")
_INCREMENTAL = phrase_set("arabic/tallies", "incremental")
_DAYS = frozenset(words_of("arabic/grammar", "days")) | {"امس", "اليوم", "فجر"}
_LARGE = int(str(table("arabic/tallies")["large"]))
_VAGUE = int(str(table("arabic/tallies")["vague"]))
_COUNTING = frozenset(words_of("arabic/tallies", "counting"))
_COUNT_DAYS = frozenset(words_of("arabic/tallies", "days"))
_COUNT_REACH = 7
_BACK = 14
_REACH = 22
_START_REACH = 6


def arabic_tally(line: ArabicLine, statement: Statement) -> TallyKind:
    """Return what the figure of a statement runs over, from the words around it and its size."""
    group = statement.people[0]
    if group.count is None and group.telling is not Telling.PLURAL:
        return TallyKind.EVENT
    first = max(0, min(group.first, statement.trigger.first) - _BACK)
    last = min(len(line), max(group.tail, statement.trigger.last) + _REACH)
    if _INCREMENTAL.find(line.lowers, first, last) is not None and group.count is not None:
        return TallyKind.INCREMENTAL
    low = group.count.vague.low if group.count is not None and group.count.vague is not None else 0
    value = value_of(group) or low
    if value == 1:
        return TallyKind.EVENT
    if group.count is not None and _counts_a_day(line, min(group.first, statement.trigger.first)):
        return TallyKind.INCREMENTAL
    if value >= _LARGE or _since(line, _clause_start(line, first, group.first), last):
        return TallyKind.CUMULATIVE
    period = _PERIODS.find(line.lowers, first, last) is not None
    return TallyKind.CUMULATIVE if period or (low >= _VAGUE and not _on_a_day(line)) else TallyKind.EVENT


def _clause_start(line: ArabicLine, first: int, people: int) -> int:
    """Return where the clause of a figure begins: "and that" behind another figure opens a new one."""
    opened = [
        at
        for at in range(first, people)
        if (line.adds(at) and line.word(at) in ("ان", "انه", "انها")) or line.word(at) in (",", ";")
    ]
    return opened[-1] if opened else first


def _counts_a_day(line: ArabicLine, first: int) -> bool:
    """Read "وثق في ذلك اليوم مقتل 158": what a source counted on one day adds to its count."""
    for at in range(max(0, first - _COUNT_REACH), first):
        if line.word(at) in _COUNTING:
            return any(line.word(day) in _COUNT_DAYS for day in range(at, first))
    return False


def _since(line: ArabicLine, first: int, last: int) -> bool:
    """Tell whether a start is named behind "since": "منذ بدء الحملة", "منذ 15 آذار"."""
    for at in range(first, last):
        if line.word(at) in _SINCE:
            near = line.lowers[at + 1 : at + 1 + _START_REACH]
            if any(word in _STARTS or (len(word) == 4 and word.isdigit()) for word in near):
                return not any(word in ("فجر", "صباح", "مساء", "ساعات", "ليل", "امس", "اليوم") for word in near[:2])
    return False


def _on_a_day(line: ArabicLine) -> bool:
    return any(word in _DAYS for word in line.lowers)
