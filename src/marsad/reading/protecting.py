"""Protected names: witnesses, survivors, relatives and private persons who speak, whom no public page may name."""

from collections.abc import Iterator, Sequence

from marsad.reading.grammar import AUXILIARIES, DETERMINERS, PREPOSITIONS, Line
from marsad.reading.lexicon import words_of
from marsad.reading.names import name_tokens
from marsad.reading.populations import noun_at
from marsad.reading.tokens import Kind
from marsad.records import Span, Words

_ALWAYS = frozenset(words_of("protecting", "always"))
_SPEAKING = frozenset(words_of("protecting", "speaking"))
_OFFICES = frozenset(words_of("protecting", "offices"))
_SOURCES = frozenset(words_of("sources", "nouns"))
_TELLING = frozenset(words_of("protecting", "telling"))
_MONTHS = frozenset(words_of("sentences", "months"))
_KIN = frozenset(words_of("protecting", "kin"))
_REACH = 8
_ENDS = frozenset({",", ".", ")", ";", "who", "whose", "and", '"'})
_NAMING = frozenset({"named", "called", "nicknamed"})
_NAMED_AS = frozenset({"name", "identified", "himself", "herself", "known"})
_NO_TRADES = frozenset(words_of("protecting", "no_trades"))
_TRADES = ("ress", "er", "or", "ist", "man", "woman", "ian", "eer", "wright", "smith", "monger")
_WITNESS = "witness"
_OWN = ("my name is", "my name was")
_BEING = ("i am", "i'm", "i’m")
_SHORTEST = 4
Range = tuple[int, int]


def protected(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Return the spans of names to withhold, every later mention of the same name included; officials are left out."""
    spans: set[Span] = set()
    names: set[str] = set()
    for line in lines:
        for first, last in _private(line):
            spans.add(line.span(first, last))
            names.update(
                line.tokens[index].text for index in range(first, last) if len(line.lowers[index]) >= _SHORTEST
            )
    for line in lines:
        spans.update(_again(line, names))
    return tuple(span for span in sorted(spans) if not any(other != span and other.covers(span) for other in spans))


def _again(line: Line, names: set[str]) -> Iterator[Span]:
    first = 0
    while first < len(line):
        last = first
        while last < len(line) and line.tokens[last].text in names:
            last += 1
        if last > first and not _of_another(line, first, last):
            yield line.span(first, last)
        first = max(last, first + 1)


def _of_another(line: Line, first: int, last: int) -> bool:
    """Tell whether the words are part of somebody else's name, who shares the family name."""
    before = line.tokens[first - 1] if first else None
    behind = line.tokens[last] if last < len(line) else None
    beside = [token for token in (before, behind) if token is not None and token.kind is Kind.WORD and token.capital]
    return any(token.lower not in _TELLING and token.lower not in _KIN for token in beside) and not line.capitals


def _private(line: Line) -> Iterator[Range]:
    """Return the names of private persons in a sentence."""
    for first, last in name_tokens(line):
        opening = first == 0 and last == 1 and line.word(1) not in (",", "(")
        if opening or _office(line, first, last) or any(word in _SOURCES for word in line.lowers[first:last]):
            continue  # any word may open a sentence with a capital; an agency is nobody's name
        role = _role(line, first, last)
        if role in _ALWAYS or (role and _tells(line, first, last)):
            yield first, last


def _office(line: Line, first: int, last: int) -> bool:
    around = line.lowers[max(0, first - 3) : first]
    behind = (
        line.lowers[last : last + _REACH]
        if line.word(last) in (",", "(", "the", "who", "a", "an")
        else line.lowers[last : last + 2]
    )
    return any(word in _OFFICES for word in (*around, *behind))


def _role(line: Line, first: int, last: int) -> str:
    """Return the word that says who a named person is: before the name, behind it, or "individual" for an age."""
    if _own_name(line, first, last):
        return _WITNESS
    before = line.word(first - 1) if line.word(first - 1) != "," else line.word(first - 2)
    if before in _KIN or (line.word(first - 1) == "," and before in _SPEAKING | _ALWAYS):
        return before
    if line.word(first - 1) in _NAMING or (line.word(first - 1) == "as" and line.word(first - 2) in _NAMED_AS):
        near = line.lowers[max(0, first - _REACH) : first]
        return next((word for word in near if word in _SPEAKING | _ALWAYS), "")
    return _apposition(line, last)


def _own_name(line: Line, first: int, last: int) -> bool:
    """Tell whether somebody gives their own name: "my name is X", "I, X,"; with two names also "I am X"."""
    before = " ".join(line.lowers[max(0, first - 3) : first])
    if before.endswith(_OWN) or (line.word(last) == "," and line.lowers[max(0, first - 2) : first] == ["i", ","]):
        return True
    return last - first > 1 and before.endswith(_BEING)


def _apposition(line: Line, last: int) -> str:
    """Return who an apposition behind a name says it is; a text without commas has it all the same."""
    mark = line.word(last) in (",", "(")
    behind = line.lowers[last + mark : last + mark + _REACH]
    if not behind or not (mark or behind[0] in ("a", "an")):
        return ""
    if mark and line.tokens[last + 1].kind in (Kind.NUMBER, Kind.COMPOUND):
        return "" if line.word(last + 2) in _MONTHS else "individual"  # "TARTUS, 9 March" is a town and a day
    if not (behind[0] in DETERMINERS or behind[0] in _SPEAKING | _ALWAYS or "'s" in behind[0]):
        return ""
    head = _head_of(behind)
    trade = behind[0] in ("a", "an", "one") and _is_trade(head)
    return head if head in _SPEAKING | _ALWAYS else "individual" if trade else ""


def _head_of(words: Sequence[str]) -> str:
    """Return the head of an apposition: "mechanic" of "a young mechanic from Homs said", "camp" of "a refugee camp"."""
    for at, word in enumerate(words):
        if at and (word in PREPOSITIONS | AUXILIARIES | _TELLING or word in _ENDS):
            return words[at - 1]
    return words[-1] if words else ""


def _is_trade(head: str) -> bool:
    """Tell whether a word says what somebody does ("seamstress"); officials are told apart elsewhere."""
    ends_so = head.endswith(_TRADES) and len(head) > _SHORTEST and head not in _NO_TRADES
    return noun_at([head], 0) is not None or ends_so


def _tells(line: Line, first: int, last: int) -> bool:
    near = (*line.lowers[max(0, first - 4) : first], *line.lowers[last : last + 2 * _REACH])
    return any(word in _TELLING for word in near)


def without(words: Words | None, text: str, spans: Sequence[Span]) -> Words | None:
    """Return the words of a source with protected names cut off: what stands before the name, else behind it."""
    if words is None:
        return None
    for span in spans:
        if span.overlaps(words.span):
            before = text[words.start : max(words.start, span.start)].rstrip(" ,(")
            behind = text[min(span.end, words.end) : words.end].strip(" ,()")
            if len(before) >= _SHORTEST:
                return Words.at(text, words.start, words.start + len(before))
            if len(behind) < _SHORTEST:
                return None
            start = text.index(behind, span.end)
            return Words.at(text, start, start + len(behind))
    return words
