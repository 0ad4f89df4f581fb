"""How an Arabic text stands behind harm: said, denied, feared, threatened, remembered, or invented."""

import datetime as dt
from collections.abc import Sequence

from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.harms import Form
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.modalities import Frame
from marsad.reading.statements import Statement
from marsad.records import Measure, Modality

_NEGATING = frozenset(words_of("arabic/stances", "negating"))
_NEGATED = phrase_set("arabic/stances", "negated_far")
_DENYING = frozenset(words_of("arabic/stances", "denying"))
_SPECULATIVE = phrase_set("arabic/stances", "speculative")
_RELEASED = phrase_set("arabic/stances", "released")
_HISTORICAL = phrase_set("arabic/stances", "historical")
_FICTION = phrase_set("arabic/stances", "fiction")
_RECENT = phrase_set("arabic/stances", "recent")
_HEAD = 3
_REACH = 7
_FAR = 14
_CLOSE = 3
_LONG_AGO = 10
_YEARS = frozenset({"عام", "سنه", "في", "منذ", "و", "بين", "عامي", "الي", "ايلول", "اذار", "شباط", "تموز"})
_PREFIXES = ("ي", "ت", "ن")


def frame_of(lines: Sequence[ArabicLine]) -> Frame:
    """Return what the title and the first two sentences make of the whole text."""
    head = lines[:_HEAD]
    if any(_FICTION.find(line.lowers, 0, len(line)) is not None for line in head):
        return Frame.FICTION
    marked = any(_HISTORICAL.find(line.lowers, 0, len(line)) is not None for line in head[:2])
    return Frame.HISTORY if marked else Frame.NEWS


def stance(line: ArabicLine, statement: Statement, published: dt.date | None, whole: Frame) -> Modality:
    """Return how the text stands behind a statement; ASSERTED also covers what a speaker states."""
    first = min(statement.trigger.first, statement.people[0].first)
    start = _clause_start(line, first)
    if _is_negated(line, statement, first, start):
        return Modality.DENIED
    if any(line.word(at) in _DENYING for at in range(max(0, first - _REACH), first)):
        return Modality.DENIED
    if _is_speculative(line, statement, first, start):
        return Modality.SPECULATIVE
    recent = _RECENT.find(line.lowers, 0, len(line)) is not None
    marked = _HISTORICAL.find(line.lowers, max(0, first - _FAR), min(len(line), first + _FAR)) is not None
    if _is_old(line, first, published) or (marked and not recent) or (whole is Frame.HISTORY and not recent):
        return Modality.HISTORICAL
    return Modality.ASSERTED


def is_freed(line: ArabicLine, statement: Statement) -> bool:
    """Tell whether the people were set free or saved in the same breath ("أفرجت عن 32 معتقلا")."""
    if statement.measure in (Measure.BODIES_FOUND,) or statement.form in (Form.LIVES, Form.TOLL):
        return False
    group = statement.people[0]
    first = min(statement.trigger.first, group.first) if statement.form is Form.PEOPLE else group.first
    found = _RELEASED.find(line.lowers, max(0, first - 4), first)
    return found is not None and statement.form in (Form.PEOPLE, Form.ACT, Form.STATE)


def _clause_start(line: ArabicLine, first: int) -> int:
    start = first
    while start > 0 and first - start < _FAR and line.lowers[start - 1] not in (";", ".", ":", ","):
        start -= 1
    return start


def _is_negated(line: ArabicLine, statement: Statement, first: int, start: int) -> bool:
    trigger = statement.trigger.first
    for at in range(max(start, trigger - _CLOSE), trigger):
        if line.word(at) in _NEGATING and line.word(at + 1) not in (
            "يقل",
            "تقل",
            "يزال",
            "تزال",
            "يزيد",
            "تزيد",
            "يتجاوز",
            "زال",
        ):
            return not (line.word(at) == "لا" and at + 1 != trigger)
    found = _NEGATED.find(line.lowers, start, first + 1)
    return found is not None and not any(
        line.word(at) == "لكن" or line.word(at).startswith("لكن") for at in range(found[0], first)
    )


def _is_speculative(line: ArabicLine, statement: Statement, first: int, start: int) -> bool:
    at = statement.trigger.first
    form, raw = line.forms[at], line.raw[at]
    present = statement.form is Form.VERB and form.stem.startswith(_PREFIXES) and not _is_past(form.stem, statement)
    if "س" in form.before:
        return True
    if present and (line.word(at - 1) in ("ان", "لن", "قد", "كي", "لم") or raw.startswith("ل")):
        return True
    index = max(start, first - _REACH)
    while index < first:
        match = _SPECULATIVE.at(line.lowers, index)
        if match is not None and match[1] != "قد":
            return True
        if match is not None and match[1] == "قد" and present:
            return True
        index += 1
    return False


def _is_past(stem: str, statement: Statement) -> bool:
    """Tell whether a verb form only looks like one of the present: "توفي" is past."""
    lemma = statement.trigger.lemma
    return stem.startswith(lemma[: max(2, len(lemma) - 1)])


def _is_old(line: ArabicLine, first: int, published: dt.date | None) -> bool:
    if published is None:
        return False
    years = [
        int(line.lowers[at])
        for at in range(max(0, first - _FAR), min(len(line), first + _FAR))
        if line.lowers[at].isdigit() and len(line.lowers[at]) == 4 and 1000 <= int(line.lowers[at]) <= 2100
        and line.word(at - 1) in _YEARS
    ]  # fmt: skip
    return bool(years) and max(years) < published.year - _LONG_AGO and "منذ" not in line.lowers
