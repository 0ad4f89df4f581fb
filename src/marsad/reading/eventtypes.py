"""Event types: how the harm was done, by the words of the sentence."""

from marsad.reading.grammar import Line
from marsad.reading.lexicon import Phrases, rows_of, strings
from marsad.reading.statements import Statement
from marsad.records import EventType, Measure, TallyKind

_ROWS = tuple(
    (EventType(str(row["type"])), Phrases((word, True) for word in strings(row, "words")))
    for name in ("events", "arabic/events")
    for row in rows_of(name, "event")
)
_WINDOW = 30
_BY_MEASURE = {
    Measure.DETAINED: EventType.DETENTION,
    Measure.ABDUCTED: EventType.KIDNAPPING,
    Measure.DISPLACED: EventType.DISPLACEMENT,
}


def event_type(line: Line, statement: Statement, tally: TallyKind) -> EventType:
    """Return how the harm was done; a running figure over many incidents is MULTIPLE."""
    if tally is TallyKind.CUMULATIVE:
        return EventType.MULTIPLE
    if statement.measure in _BY_MEASURE:
        return _BY_MEASURE[statement.measure]
    first = max(0, min(statement.trigger.first, statement.people[0].first) - _WINDOW)
    last = min(len(line), max(statement.trigger.last, statement.people[-1].last) + _WINDOW)
    for kind, words in _ROWS:
        if words.find(line.lowers, first, last) is not None:
            return kind
    return EventType.OTHER
