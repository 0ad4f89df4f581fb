"""How an Arabic text stands behind harm: said, denied, feared, threatened, remembered, or invented."""

import datetime as dt
from collections.abc import Sequence

from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.dates.lexicon import lexicon_of
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
_UNTRUE = phrase_set("arabic/stances", "untrue")
_RUMOURED = phrase_set("arabic/stances", "rumoured")
_RATES = phrase_set("arabic/stances", "rates")
_THREATENING = frozenset(words_of("arabic/stances", "threatening"))
_EXPECTING = phrase_set("arabic/stances", "expecting")
_UNTRUE_REACH = 14
_RATE_REACH = 4
_QUESTION_REACH = 6
_DATE_WORDS = lexicon_of("ar").words
_HEAD = 3
_REACH = 7
_FAR = 14
_CLOSE = 3
_LONG_AGO = 10
_YEARS = frozenset({"عام", "سنه", "في", "منذ", "و", "بين", "عامي", "الي", "ال", "بال", "ب", "لل"})
_RUNNING = 2000  # in a text without a date, what lies before this year is long ago
_PREFIXES = ("ي", "ت", "ن")


def frame_of(lines: Sequence[ArabicLine], published: dt.date | None = None) -> Frame:
    """Return what the title and the first two sentences make of the whole text; an old year there makes it history."""
    head = lines[:_HEAD]
    if any(_FICTION.find(line.lowers, 0, len(line)) is not None for line in head):
        return Frame.FICTION
    marked = any(_HISTORICAL.find(line.lowers, 0, len(line)) is not None for line in head[:2])
    marked = marked or (any(_is_old(line, published) for line in head[:1]) and not _names_recent_year(lines, published))
    return Frame.HISTORY if marked else Frame.NEWS


def stance(line: ArabicLine, statement: Statement, published: dt.date | None, whole: Frame) -> Modality:
    """Return how the text stands behind a statement; ASSERTED also covers what a speaker states."""
    first = min(statement.trigger.first, statement.people[0].first)
    start = _clause_start(line, first)
    if _is_negated(line, statement, first, start):
        return Modality.DENIED
    if any(line.word(at) in _DENYING for at in range(max(0, first - _REACH), first)) or _is_untrue(line, statement):
        return Modality.DENIED
    if _is_threatened(line, statement) or _is_asked(line, statement):
        return Modality.SPECULATIVE
    if _is_speculative(line, statement, first, start):
        return Modality.SPECULATIVE
    recent = _RECENT.find(line.lowers, 0, len(line)) is not None
    marked = _HISTORICAL.find(line.lowers, max(0, first - _FAR), min(len(line), first + _FAR)) is not None
    if _is_old(line, published) or (marked and not recent) or (whole is Frame.HISTORY and not recent):
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


def is_rate(line: ArabicLine, statement: Statement) -> bool:
    """Tell whether a figure says how many die in a span of time on average, and not that they did."""
    first = min(statement.trigger.first, statement.people[0].first)
    last = max(statement.trigger.last, statement.people[-1].last)
    return _RATES.find(line.lowers, max(0, first - _RATE_REACH), min(len(line), last + _RATE_REACH)) is not None


def _is_untrue(line: ArabicLine, statement: Statement) -> bool:
    """Tell whether the sentence calls rumour or untrue what it tells: "ما يشاع عن مقتل ثلاثة فهو كذب"."""
    last = max(statement.trigger.last, statement.people[-1].last)
    first = min(statement.trigger.first, statement.people[0].first)
    if _RUMOURED.find(line.lowers, max(0, first - _REACH), first) is not None:
        return True
    return _UNTRUE.find(line.lowers, last, min(len(line), last + _UNTRUE_REACH)) is not None


def _is_threatened(line: ArabicLine, statement: Statement) -> bool:
    """Read "هدد قائد الفصيل ... بقتل خمسة", "تتوقع الخطة، في أسوأ الأحوال، نزوح": the verb may stand far before."""
    at = statement.trigger.first
    if _EXPECTING.find(line.lowers, max(0, at - _FAR), at) is not None:
        return True
    return line.joined(at, "ب") and any(line.word(before) in _THREATENING for before in range(at))


def _is_asked(line: ArabicLine, statement: Statement) -> bool:
    last = max(statement.trigger.last, statement.people[-1].last)
    return "?" in line.lowers[last : last + _QUESTION_REACH]


def _is_old(line: ArabicLine, published: dt.date | None) -> bool:
    years = _years(line)
    limit = published.year - _LONG_AGO if published is not None else _RUNNING
    return bool(years) and max(years) < limit and "منذ" not in line.lowers


def _names_recent_year(lines: Sequence[ArabicLine], published: dt.date | None) -> bool:
    limit = published.year - _LONG_AGO if published is not None else _RUNNING
    return any(year >= limit for line in lines for year in _years(line))


def _years(line: ArabicLine) -> list[int]:
    return [
        int(word)
        for at, word in enumerate(line.lowers)
        if len(word) == 4 and word.isascii() and word.isdigit() and 1000 <= int(word) <= 2100
        and (line.word(at - 1) in _YEARS or _is_month(line.word(at - 1)))
    ]  # fmt: skip


def _is_month(word: str) -> bool:
    tags = _DATE_WORDS.get(word)
    return tags is not None and "month" in tags
