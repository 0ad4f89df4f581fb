"""Modality: what a text says happened, and what it denies, fears, threatens or remembers."""

import datetime as dt
from collections.abc import Sequence
from enum import Enum

from marsad.reading.grammar import ADVERBS, AUXILIARIES, OPENERS, Line
from marsad.reading.harms import Form, Inflection
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.numbers import number_at
from marsad.reading.statements import Statement
from marsad.reading.victims import Group
from marsad.records import Measure, Modality, Operator

_AUXILIARIES = frozenset(words_of("modality", "speculative", "auxiliaries"))
_BEFORE = phrase_set("modality", "speculative", "before")
_FEARED = frozenset(words_of("modality", "speculative", "feared"))
_NEGATED = frozenset(words_of("modality", "negated", "words"))
_ACCUSING = frozenset(words_of("modality", "accusing", "words"))
_DENIED = phrase_set("modality", "denied", "before")
_RELEASED = phrase_set("modality", "released", "words")
_SAVED = phrase_set("modality", "released", "saved")
_HISTORY_FRAMES = phrase_set("modality", "historical", "frames")
_FICTION_FRAMES = phrase_set("modality", "fiction", "frames")
_RECENT = phrase_set("modality", "recent", "words")
_HISTORICAL = phrase_set("modality", "historical", "words")
_REACH = 9
_FAR = 14
_EVENTS = frozenset(
    {
        "massacre",
        "war",
        "uprising",
        "earthquake",
        "genocide",
        "coup",
        "revolution",
        "bombing",
        "attack",
        "attacks",
        "siege",
        "famine",
        "pogrom",
    }
)
_HEAD = 3
_LONG_AGO = 10
_BEFORE_YEAR = frozenset(
    {
        *words_of("numbers", "calendar", "months"),
        "in",
        "of",
        "from",
        "until",
        "since",
        "by",
        ",",
        "late",
        "early",
        "and",
        "mid",
        "year",
        "between",
        "to",
    }
)
_ONGOING = frozenset({"continue", "continued", "continues", "continuing", "went", "going", "goes"})


class Frame(Enum):
    """What the head of a document says about all of it."""

    NEWS = "news"
    HISTORY = "history"
    FICTION = "fiction"


def frame(lines: Sequence[Line], published: dt.date | None) -> Frame:
    """Return what the title and the first two sentences make of the whole text: news, a look back, or an invention."""
    head = lines[:_HEAD]
    if any(_FICTION_FRAMES.find(line.lowers, 0, len(line)) is not None for line in head):
        return Frame.FICTION
    marked = any(_HISTORY_FRAMES.find(line.lowers, 0, len(line)) is not None or _long_ago(line) for line in head)
    years = [year for line in head for year in _years(line, 0, len(line))]
    old = published is not None and bool(years) and max(years) < published.year - _LONG_AGO
    return Frame.HISTORY if marked or old else Frame.NEWS


def _long_ago(line: Line) -> bool:
    """Tell whether the words say "forty years ago" or the like."""
    for index in range(2, len(line)):
        if line.lowers[index] in ("ago", "on", "earlier", "since") and line.lowers[index - 1] == "years":
            number = number_at(line.tokens[: index - 1], line.lowers[: index - 1], index - 2)
            if number is not None and number.value is not None and number.value >= _LONG_AGO:
                return True
    return False


def modality(line: Line, statement: Statement, published: dt.date | None, whole: Frame = Frame.NEWS) -> Modality:
    """Return how the text stands behind a statement; ASSERTED also covers what a speaker states.

    Denied covers "no one was killed" and "denied killing 12"; speculative covers forecasts, fears, threats and plans.
    In a text that looks back, what no word of these days dates is HISTORICAL.
    """
    if _is_negated(line, statement):
        return Modality.DENIED
    if _is_speculative(line, statement):
        return Modality.SPECULATIVE
    if _is_accusation(line, statement):
        return Modality.SPECULATIVE
    if _is_denied(line, statement):
        return Modality.DENIED
    if _is_history(line, statement, published) or (whole is Frame.HISTORY and not _is_recent(line, published)):
        return Modality.HISTORICAL
    return Modality.ASSERTED


def is_released(line: Line, statement: Statement) -> bool:
    """Tell whether the people were set free or saved in the same breath ("released 12 hostages")."""
    first = min(statement.trigger.first, statement.people[0].first)
    if _SAVED.before(line.lowers, first, 5) is not None:
        return True
    found = _RELEASED.find(line.lowers, max(0, first - 5), min(len(line), statement.trigger.last + 4))
    return found is not None and (
        statement.form in (Form.PEOPLE, Form.LIVES, Form.TAKE) and statement.measure is not Measure.BODIES_FOUND
    )


def _clause_before(line: Line, statement: Statement) -> tuple[int, int]:
    """Return the tokens of the same clause before the statement's harm words, at most nine."""
    end = min(statement.trigger.first, statement.people[0].first)
    start = end
    while start > 0 and end - start < _REACH and line.lowers[start - 1] not in (";", ".", "but", ":", ","):
        start -= 1
    return start, end


def _is_negated(line: Line, statement: Statement) -> bool:
    group = statement.people[0]
    if line.word(group.first) == "no" or line.word(group.first - 1) in ("no", "nor", "without", "zero"):
        return True
    at = statement.trigger.first - 1
    while at >= 0 and (line.lowers[at] in AUXILIARIES or line.lowers[at] in ADVERBS or line.lowers[at] in _NEGATED):
        if line.lowers[at] in _NEGATED and not (line.lowers[at] == "not" and line.word(at + 1) == "only"):
            return True
        at -= 1
    return line.word(at) in _NEGATED and statement.form in (Form.VERB, Form.ACT, Form.DEATHS, Form.TAKE)


def _is_denied(line: Line, statement: Statement) -> bool:
    """Read "denied killing 12" and "denied that 12 were killed"; who denies a part in a murder denies no murder."""
    first = min(statement.trigger.first, statement.people[0].first)
    found = _DENIED.find(line.lowers, max(0, first - 5), first)
    if found is None or statement.form is Form.ACT:
        return False
    between = line.lowers[found[0] + found[1] : first]
    return all(
        word
        in (
            "that",
            "having",
            "it",
            "its",
            "had",
            "reports",
            "claims",
            "forces",
            "his",
            "the",
            "any",
            "of",
            "they",
            "their",
            "troops",
            "planes",
        )
        for word in between
    )


def _is_accusation(line: Line, statement: Statement) -> bool:
    """Read "accused of killing civilians": a charge that names no number tells of no one event."""
    sense, group = statement.trigger.has(statement.form), statement.people[0]
    if sense is None or sense.inflection is not Inflection.ING or group.count is not None or not group.plural:
        return False
    at = statement.trigger.first - 1
    while at >= 0 and (line.lowers[at] in ADVERBS or line.lowers[at] in AUXILIARIES or line.lowers[at].endswith("ly")):
        at -= 1
    return line.word(at) in ("of", "for") and any(word in _ACCUSING for word in line.lowers[max(0, at - _REACH) : at])


def _is_speculative(line: Line, statement: Statement) -> bool:
    trigger = statement.trigger
    ceiling = statement.form is Form.TOLL and all(_is_ceiling(group) for group in statement.people)
    sense = trigger.has(statement.form)
    people_end = statement.people[-1].last
    if any(word in _FEARED for word in line.lowers[people_end : trigger.first][-4:]):
        return True
    if statement.form is Form.TOLL:
        middle = line.lowers[trigger.last : statement.people[0].first]
        return any(word in _AUXILIARIES for word in middle) and not ceiling
    at = trigger.first - 1
    while at >= 0 and (line.lowers[at] in AUXILIARIES or line.lowers[at] in ADVERBS):
        if line.lowers[at] in _AUXILIARIES and not (
            line.lowers[at] == "may" and line.capitals is False and line.tokens[at].capital
        ):
            return not ceiling
        at -= 1
    if sense is not None and sense.inflection is Inflection.BASE and line.word(at) == "to":
        return line.word(at - 1) not in _ONGOING
    start, end = _clause_before(line, statement)
    found = _BEFORE.find(line.lowers, start, max(end, trigger.first))
    return found is not None and not _clause_opens(line, found[0] + found[1], end)


def _clause_opens(line: Line, start: int, end: int) -> bool:
    return any(word in OPENERS and word not in ("if", "that") for word in line.lowers[start:end])


def _is_ceiling(group: Group) -> bool:
    return group.count is not None and group.count.operator is Operator.LE


def _is_year(line: Line, index: int) -> bool:
    text = line.tokens[index].text
    dated = len(text) == 4 and text.isdigit() and 1000 <= int(text) <= 2100
    event = line.word(index - 1) == "the" and line.word(index + 1) in _EVENTS
    return dated and (event or line.word(index - 1) in _BEFORE_YEAR)


def _years(line: Line, first: int, last: int) -> list[int]:
    return [int(token.text) for index, token in enumerate(line.tokens[first:last], first) if _is_year(line, index)]


def _is_recent(line: Line, published: dt.date | None) -> bool:
    """Tell whether a weekday, "yesterday" or a year close to publication dates the sentence."""
    if _RECENT.find(line.lowers, 0, len(line)) is not None:
        return True
    return published is not None and any(year >= published.year - _LONG_AGO for year in _years(line, 0, len(line)))


def _is_history(line: Line, statement: Statement, published: dt.date | None) -> bool:
    """A commemoration, or a year near the harm more than ten years before publication and no later one."""
    first = max(0, min(statement.trigger.first, statement.people[0].first) - _FAR)
    last = min(len(line), max(statement.trigger.last, statement.people[-1].last) + _FAR)
    marked = _HISTORICAL.find(line.lowers, first, last) is not None or (
        _long_ago(line) and not _is_recent(line, published)
    )
    years = _years(line, first, last)
    if published is None or not years:
        return marked
    nearest = min(years, key=lambda year: abs(year - published.year))
    return nearest < published.year - _LONG_AGO and "since" not in line.lowers
