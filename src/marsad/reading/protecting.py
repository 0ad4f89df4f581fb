"""Protected names: witnesses, survivors, relatives and private persons who speak, whom no public page may name."""

from collections.abc import Iterator, Sequence

from marsad.reading.grammar import DETERMINERS, PREPOSITIONS, Line
from marsad.reading.lexicon import words_of
from marsad.reading.names import name_tokens
from marsad.reading.populations import noun_at
from marsad.reading.tokens import Kind
from marsad.records import Span, Words

_ALWAYS = frozenset(words_of("protecting", "always"))
_SPEAKING = frozenset(words_of("protecting", "speaking"))
_OFFICES = frozenset(words_of("protecting", "offices"))
_TELLING = frozenset(words_of("protecting", "telling"))
_KIN = frozenset(words_of("protecting", "kin"))
_REACH = 8
_TRADES = ("ress", "er", "or", "ist", "man", "woman", "ian", "eer", "wright", "smith", "monger")
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
        if last > first:
            yield line.span(first, last)
        first = max(last, first + 1)


def _private(line: Line) -> Iterator[Range]:
    """Return the names of private persons in a sentence."""
    for first, last in name_tokens(line):
        if _office(line, first, last):
            continue
        role = _role(line, first, last)
        if role in _ALWAYS or (role and _tells(line, first, last)):
            yield first, last


def _office(line: Line, first: int, last: int) -> bool:
    around = line.lowers[max(0, first - 3) : first]
    behind = (
        line.lowers[last : last + _REACH]
        if line.word(last) in (",", "(", "the", "who")
        else line.lowers[last : last + 2]
    )
    return any(word in _OFFICES for word in (*around, *behind))


def _role(line: Line, first: int, last: int) -> str:
    """Return the word that says who a named person is: before the name, behind a comma, or "aged" for an age."""
    before = line.word(first - 1) if line.word(first - 1) != "," else line.word(first - 2)
    if before in _KIN or (line.word(first - 1) == "," and before in _SPEAKING | _ALWAYS):
        return before
    if line.word(last) not in (",", "("):
        return ""
    behind = line.lowers[last + 1 : last + 1 + _REACH]
    if behind[:1] and line.tokens[last + 1].kind in (Kind.NUMBER, Kind.COMPOUND):
        return "individual"
    end = next((at for at, word in enumerate(behind) if word in (",", ".", ")")), len(behind))
    if behind[:1] and (behind[0] in DETERMINERS or behind[0] in _SPEAKING | _ALWAYS or "'s" in behind[0]):
        known = next((word for word in behind[:end] if word in _SPEAKING | _ALWAYS), "")
        return known or ("individual" if behind[0] in ("a", "an", "one") and _is_trade(behind[:end]) else "")
    return ""


def _is_trade(words: Sequence[str]) -> bool:
    """Tell whether an apposition says what somebody does: its head is a word for people ("a seamstress of 41")."""
    end = next(
        (at for at, word in enumerate(words) if word in PREPOSITIONS or word in ("who", "whose", "and")), len(words)
    )
    if end < 2:
        return False
    head = words[end - 1]
    return noun_at(words, end - 1) is not None or head.endswith(_TRADES)


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
