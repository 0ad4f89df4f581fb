"""Attribution: who a sentence says it from."""

from collections.abc import Sequence

from marsad.reading.grammar import ADVERBS, AUXILIARIES, Line
from marsad.reading.harms import triggers
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind

_VERBS = phrase_set("sources", "verbs")
_BEFORE = phrase_set("sources", "before")
_NOUNS = frozenset(words_of("sources", "nouns"))
_PRONOUNS = frozenset(words_of("sources", "pronouns"))
_INSIDE = frozenset(words_of("sources", "inside"))
_LONGEST = 12
_ARTICLES = frozenset({"a", "an", "the", "its", "his", "their", "one", "another", "some", "two", "several", "local"})
_TRIM = frozenset({"for", "of", "at", "in", "the", "and", "on", "to", "with", "'s", "&", "a", "an"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "overnight", "late", "early"})  # fmt: skip
Range = tuple[int, int]


class Sources:
    """The speakers of a document, sentence by sentence; a pronoun stands for the last one named."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._spoken: dict[int, list[tuple[int, Range]]] = {}
        self._last: dict[int, tuple[int, Range]] = {}
        last: tuple[int, Range] | None = None
        for line in lines:
            spoken = _speakers(line)
            self._spoken[line.number] = [(verb, source) for verb, source in spoken if source is not None]
            if last is not None and any(source is None for _, source in spoken):
                self._last[line.number] = last
            if self._spoken[line.number]:
                last = (line.number, self._spoken[line.number][-1][1])

    def of(self, line: Line, statement: Statement) -> tuple[int, Range] | None:
        """Return the sentence and the tokens of the source of a statement in its own sentence, None for the reporter."""
        at = (statement.people[0].first + statement.trigger.first) // 2
        spoken = self._spoken.get(line.number, [])
        apart = [(abs(verb - at), verb, source) for verb, source in spoken if not _inside(source, statement)]
        if apart:
            return line.number, min(apart)[2]
        return self._last.get(line.number)


def _inside(source: Range, statement: Statement) -> bool:
    return any(group.first < source[1] and source[0] < group.last for group in statement.people)


def _speakers(line: Line) -> list[tuple[int, Range | None]]:
    """Return each verb of saying with its source, None where a pronoun says it."""
    harmed = {i for trigger in triggers(line.lowers, 0, len(line)) for i in range(trigger.first, trigger.last)}
    found: list[tuple[int, Range | None]] = []
    index = 0
    while index < len(line):
        before = _BEFORE.at(line.lowers, index)
        verb = _VERBS.at(line.lowers, index)
        size = max(before[0] if before else 0, verb[0] if verb else 0)
        if not size:
            index += 1
            continue
        source = _right(line, index + size, harmed) if before and before[1] != "said" else None
        if source is None and verb:
            source = _left(line, index, harmed)
            if source is None and verb[1] in ("said", "says", "reported", "added", "told"):
                if _pronoun(line, index):
                    found.append((index, None))
                else:
                    source = _right(line, index + size, harmed)
        if source is not None:
            found.append((index, source))
        index += size
    return found


def _pronoun(line: Line, index: int) -> bool:
    at = index - 1
    while at >= 0 and line.lowers[at] in ADVERBS | AUXILIARIES:
        at -= 1
    return line.word(at) in _PRONOUNS


def _left(line: Line, index: int, harmed: set[int]) -> Range | None:
    """Return the subject of a verb of saying: names and source words that lead up to it."""
    end = index
    while end > 0 and (
        line.lowers[end - 1] in AUXILIARIES
        or line.lowers[end - 1] in ADVERBS
        or line.lowers[end - 1] in (",", "also", "later")
    ):
        end -= 1
    first = end
    while first > 0 and end - first < _LONGEST and _belongs(line, first - 1, harmed):
        first -= 1
        if line.lowers[first] in _ARTICLES and line.word(first - 1) not in ("of", "at", "for", "in", "from", "to"):
            break
    return _trimmed(line, first, end)


def _right(line: Line, start: int, harmed: set[int]) -> Range | None:
    end = start
    while end < len(line) and end - start < _LONGEST and _belongs(line, end, harmed):
        if line.lowers[end] in ("in", "on", "to", "with", "a", "an") and end > start and not _capital(line, end + 1):
            break
        end += 1
    return _trimmed(line, start, end)


def _capital(line: Line, index: int) -> bool:
    return index < len(line) and line.tokens[index].capital and line.lowers[index] not in _DAYS


def _belongs(line: Line, index: int, harmed: set[int]) -> bool:
    token, word = line.tokens[index], line.lowers[index]
    if index in harmed or token.kind in (Kind.MARK, Kind.NUMBER, Kind.CODE) or word in _DAYS:
        return word in ("(", ")") and False
    if word in _INSIDE or word in _NOUNS:
        return True
    if _VERBS.at(line.lowers, index) is not None or word in ADVERBS or word in AUXILIARIES:
        return False
    return token.capital and not (
        line.capitals and word in ("that", "after", "when", "while", "who", "this", "by", "from", "was", "were")
    )


def _trimmed(line: Line, first: int, end: int) -> Range | None:
    while first < end and line.lowers[first] in _TRIM - {"the", "a", "an"}:
        first += 1
    while end > first and line.lowers[end - 1] in _TRIM:
        end -= 1
    if first >= end:
        return None
    words = line.lowers[first:end]
    named = (
        any(line.tokens[i].capital and line.lowers[i] not in _INSIDE for i in range(first, end)) and not line.capitals
    )
    if not (named or any(word in _NOUNS for word in words)):
        return None
    return first, end
