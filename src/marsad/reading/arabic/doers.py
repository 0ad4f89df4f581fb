"""Who an Arabic sentence says did it, as worded: "على يد X", "قصف X", X as the subject of the verb."""

from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.harms import Form
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind

_SIDES = phrase_set("arabic/actors", "sides")
_ACTS = frozenset(words_of("arabic/actors", "acts"))
_BY = phrase_set("arabic/actors", "by")
_STRIKING = frozenset(words_of("arabic/actors", "striking"))
_CLAIMS = phrase_set("arabic/actors", "claims")
_GOES_ON = frozenset(words_of("arabic/actors", "goes_on"))
_STOPS = (
    frozenset(words_of("arabic/grammar", "prepositions"))
    | frozenset(words_of("arabic/grammar", "conjunctions"))
    | frozenset(words_of("arabic/grammar", "barriers"))
    | frozenset(words_of("arabic/sources", "verbs"))
    | frozenset(words_of("arabic/grammar", "adverbs"))
    | frozenset(words_of("arabic/actors", "striking"))
) - _GOES_ON
_REACH = 24
_OWNER_REACH = 5
_LONGEST = 7
Range = tuple[int, int]


def doer(line: ArabicLine, statement: Statement) -> Range | None:
    """Return the tokens that name the doer, or None."""
    end = max(statement.trigger.last, statement.people[-1].last)
    start = min(statement.trigger.first, statement.people[0].first)
    return (
        _of_subject(line, statement)
        or _behind_by(line, statement, end)
        or _owner(line, statement, end, min(len(line), end + _REACH))
        or _striker(line, statement, max(0, start - _REACH), min(len(line), end + _REACH))
        or _owner(line, statement, max(0, start - _REACH), start)
        or _claimant(line, statement)
    )


def _free(line: ArabicLine, found: Range, statement: Statement) -> Range | None:
    overlaps = any(group.first < found[1] and found[0] < max(group.last, group.tail) for group in statement.people)
    return None if overlaps else found


def _side(line: ArabicLine, index: int, statement: Statement, limit: int) -> Range | None:
    """Return the side named at `index`, quotation marks skipped, with the words that go on in its name."""
    while index < limit and line.word(index) in ('"', "(", "ما", "يعرف", "يسمي"):
        index += 1
    match = _SIDES.at(line.lowers, index) if index < len(line) else None
    if match is None or line.joined(index, "و"):
        return None
    end = index + match[0]
    while end < limit and end - index < _LONGEST and _goes_on(line, end, statement):
        end += 1
    while end > index + 1 and (line.word(end - 1) == "من" or line.word(end - 1) in ('"', "(")):
        end -= 1
    return _free(line, (index, end), statement)


def _goes_on(line: ArabicLine, index: int, statement: Statement) -> bool:
    token, word = line.tokens[index], line.word(index)
    if any(group.first <= index < group.last for group in statement.people):
        return False
    if statement.trigger.first <= index < statement.trigger.last:
        return False
    if token.kind is not Kind.WORD:
        return token.text in ('"', "«", "»", "(", ")")
    if word == "من":
        return index + 1 < len(line) and _SIDES.at(line.lowers, index + 1) is not None
    if line.adds(index) or (line.joined(index, "ب", "ف", "ك") and line.raw[index] not in ("بدون",)):
        return False
    return word not in _STOPS


def _of_subject(line: ArabicLine, statement: Statement) -> Range | None:
    """Return the subject of an active verb: between it and the people, else right before it."""
    if not statement.active or statement.form not in (Form.VERB, Form.TAKE):
        return None
    first, last = statement.trigger.last, statement.people[0].first
    for at in range(first, max(first, last)):
        found = _side(line, at, statement, last)
        if found is not None:
            return found
    for at in range(max(0, statement.trigger.first - 8), statement.trigger.first):
        if line.word(at - 1) in ("في", "من", "علي", "ضد"):
            continue
        found = _side(line, at, statement, statement.trigger.first)
        if found is not None:
            return found
    return None


def _behind_by(line: ArabicLine, statement: Statement, start: int) -> Range | None:
    for at in range(start, min(len(line), start + _REACH)):
        if line.word(at) in (".", ";"):
            return None
        match = _BY.at(line.lowers, at)
        if match is not None:
            found = _side(line, at + match[0], statement, len(line))
            if found is not None:
                return found
    return None


def _owner(line: ArabicLine, statement: Statement, start: int, end: int) -> Range | None:
    """Read "قصف قوات النظام", "برصاص قناص تابع للفصائل", "غارات للتحالف"."""
    for at in range(start, end):
        if line.word(at) not in _ACTS:
            continue
        for near in range(at + 1, min(end, at + 1 + _OWNER_REACH)):
            word = line.word(near)
            if line.tokens[near].kind is not Kind.WORD and word != '"':
                break
            if word in ("علي", "في", "ضد", "بين", "مع", "الي", "استهدف", "استهدفت", "استهدفه", "طال") or line.joined(near, "و"):
                break
            found = _side(line, near, statement, len(line))
            if found is not None:
                return found
    return None


def _striker(line: ArabicLine, statement: Statement, start: int, end: int) -> Range | None:
    """Read "أطلقت قوات الأمن الرصاص", "قصفت طائرات حربية القرية"."""
    for at in range(start, end):
        if line.word(at) in _STRIKING and not statement.trigger.first <= at < statement.trigger.last:
            for near in (at + 1, at + 2):
                found = _side(line, near, statement, len(line)) if near < len(line) else None
                if found is not None:
                    return found
    return None


def _claimant(line: ArabicLine, statement: Statement) -> Range | None:
    for at in range(len(line)):
        match = _CLAIMS.at(line.lowers, at)
        if match is not None:
            for near in range(at + match[0], min(len(line), at + match[0] + 4)):
                found = _side(line, near, statement, len(line))
                if found is not None:
                    return found
    return None
