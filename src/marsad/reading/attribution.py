"""Attribution: who a sentence says it from, a pronoun or "the group" traced back to the name it stands for."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from marsad.reading import speakers
from marsad.reading.grammar import ADVERBS, AUXILIARIES, BARRIERS, BEING, CONJUNCTIONS, PREPOSITIONS, PRONOUNS, Line
from marsad.reading.harms import triggers
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.populations import noun_at
from marsad.reading.standing import METONYMS, standing_places
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind

_VERBS = phrase_set("sources", "verbs")
_BEFORE = phrase_set("sources", "before")
_NOUNS = frozenset(words_of("sources", "nouns"))
_MODIFIERS = frozenset(words_of("sources", "modifiers"))
_GENERIC = frozenset(words_of("sources", "generic"))
_MONITORS = frozenset(words_of("sources", "monitors"))
_PRONOUNS = frozenset(words_of("sources", "pronouns"))
_ARTICLES = frozenset(
    {"a", "an", "the", "its", "his", "their", "one", "another", "some", "two", "several", "this", "that", "her"}
)
_LINKS = frozenset({"of", "at", "for", "in", "from", "to", "on"})
_TIMES = frozenset({"today", "yesterday", "overnight", "late", "early", "earlier", "later"})
_DAYS = _TIMES | frozenset(words_of("sentences", "days"))
_STOPS = (
    (PREPOSITIONS - _LINKS)
    | AUXILIARIES
    | ADVERBS
    | (BARRIERS - _NOUNS)
    | PRONOUNS
    | _DAYS
    | (CONJUNCTIONS - {"and", "&"})
)
_EMPTY = _STOPS | _ARTICLES | _LINKS | CONJUNCTIONS
_PAPERS = frozenset(words_of("sources", "papers"))
_AWAY = PREPOSITIONS - frozenset({"as", "than", "like", "because", "before", "after", "until", "till", "since"})
_MAKERS = frozenset({"by", "from", "of", "on", "issued", "released", "published"})
_LONGEST = 14
_ASIDE = 9
_NEAR = 40  # sources looked at on either side; keeps a text of any length linear
_AFTER = frozenset({"said", "says", "reported", "added", "told", "according", "quoting", "citing"})
_OPENING = frozenset({",", '"', "”", "'", "’"})
Range = tuple[int, int]


class Source(msgspec.Struct, frozen=True):
    """A speaker: the sentence, its tokens, and whether they name anybody ("a monitor" does not)."""

    line: int
    first: int
    last: int
    named: bool
    words: tuple[str, ...]


class Sources:
    """The speakers of a document, sentence by sentence."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._spoken: dict[int, list[tuple[int, Source | None]]] = {}
        self._named: list[Source] = []
        places = standing_places(lines)
        for line in lines:
            sources = [(verb, _source(line, found) if found else None) for verb, found in _speakers(line)]
            spoken = [(verb, one) for verb, one in sources if one is None or one.words not in places]
            self._spoken[line.number] = spoken
            self._named.extend(source for _, source in spoken if source is not None and source.named)
        self._lines = [source.line for source in self._named]

    def of(self, line: Line, statement: Statement) -> Source | None:
        """Return the source of a statement told in its own sentence, None where the reporter speaks."""
        at = (statement.people[0].first + statement.trigger.first) // 2
        spoken = [
            (abs(verb - at), verb, source)
            for verb, source in self._spoken.get(line.number, [])
            if not _is_victim(source, statement)
        ]
        if not spoken:
            return None
        source = min(spoken, key=lambda one: one[:2])[2]
        if source is not None and source.named:
            return source
        return self._stands_for(line.number, source) or source or _subject(line)

    def _stands_for(self, line: int, source: Source | None) -> Source | None:
        """Return the name behind a pronoun or a generic word: the last one before it; the next for "a monitor"."""
        at = bisect_right(self._lines, line)
        before = [other for other in self._named[max(0, at - _NEAR) : at] if source is None or other != source]
        after = self._named[at : at + _NEAR]
        if source is None:
            return before[-1] if before and line - before[-1].line <= 2 else None
        head = source.words[-1]
        if head in _MONITORS:
            monitors = [other for other in (*reversed(before), *after) if _MONITORS & set(other.words)]
            return monitors[0] if monitors else None
        definite = source.words[0] in ("the", "its") and head in _GENERIC
        return before[-1] if definite and before and line - before[-1].line <= 2 else None


def _subject(line: Line) -> Source | None:
    """Return the speaker a sentence begins with, for "it said" behind ("The committee verified ..., it said")."""
    found = _behind(line, 0, set())
    if found is None or not any(word in _NOUNS for word in line.lowers[found[0] : found[1]]):
        return None
    return _source(line, found)


def _is_victim(source: Source | None, statement: Statement) -> bool:
    if source is None:
        return False
    return any(group.first < source.last and source.first < group.last for group in statement.people)


def _source(line: Line, found: Range) -> Source:
    first, last = speakers.author(line, *found)
    if last - first == 2 and not line.capitals and line.tokens[first + 1].text.isupper():
        first += (
            line.lowers[first] in METONYMS or line.word(first - 1) in _AWAY
        )  # "Damascus SANA": the agency behind its dateline
    first, last = speakers.person(line, first, last)
    words = tuple(line.lowers[first:last])
    named = any(speakers.is_name(line, index) for index in range(first, last))
    return Source(line.number, first, last, named, words)


def _speakers(line: Line) -> Iterator[tuple[int, Range | None]]:
    """Yield each word of saying with its source, None where a pronoun says it."""
    harmed = {i for trigger in triggers(line.lowers, 0, len(line)) for i in range(trigger.first, trigger.last)}
    index = 0
    while index < len(line):
        before, verb = _BEFORE.at(line.lowers, index), _VERBS.at(line.lowers, index)
        size = max(before[0] if before else 0, verb[0] if verb else 0)
        paper = line.lowers[index] in _PAPERS and line.word(index + 1) in _MAKERS
        if not size or index in harmed or paper:
            index += 1  # "a February report by the centre": a noun, no verb of saying
            continue
        found = _behind(line, index + size, harmed) if before and before[1] != "said" else None
        if found is None and verb:
            if line.word(index - 1) in BEING:
                found = _passive(line, index + size, harmed)  # "are said to have been killed" names no speaker
                if found is not None:
                    yield index, found
                index += size
                continue
            inverted = line.word(index - 1) in _OPENING and line.lowers[index] in _AFTER
            found = _behind(line, index + size, harmed) if inverted else None
            found = found or _ahead(line, index, harmed) or _passive(line, index + size, harmed)
            if found is None and _by_pronoun(line, index):
                yield index, None
            elif found is None and line.lowers[index] in _AFTER:
                found = _behind(line, index + size, harmed)
        if found is not None and any(line.lowers[at] not in _EMPTY for at in range(*found)):
            yield index, found
        index += size


def _by_pronoun(line: Line, index: int) -> bool:
    at = index - 1
    while at >= 0 and line.lowers[at] in ADVERBS | AUXILIARIES:
        at -= 1
    return line.word(at) in _PRONOUNS


def _passive(line: Line, start: int, harmed: set[int]) -> Range | None:
    """Read "it was announced on Monday by the harbour police"."""
    while line.word(start) in ADVERBS | _DAYS:
        start += 1
    return _behind(line, start + 1, harmed) if line.word(start) == "by" else None


def _ahead(line: Line, index: int, harmed: set[int]) -> Range | None:
    """Return the subject of a word of saying: the words for a speaker that lead up to it."""
    end = index
    while end > 0 and (line.lowers[end - 1] in AUXILIARIES | ADVERBS | _DAYS or line.lowers[end - 1] in (",", ")")):
        end -= 1
    if line.word(end) == ")":
        end = max((at for at in range(end) if line.lowers[at] == "("), default=end)
    if line.word(end - 1) == "and":
        return speakers.opening(line)  # "the monitor relies on sources inside the country and says"
    first = _phrase_start(line, end, harmed)
    first = _described(line, end, harmed) if first is None else first
    while first is not None and line.word(first - 1) in _LINKS:
        outer = _phrase_start(line, first - 1, harmed)
        if line.word(first - 1) == "on" and not speakers.is_name(line, first):
            break  # "raids on the town, a monitor said"
        if outer is None or end - outer > _LONGEST:
            break
        first = outer
    if first is None or (
        line.word(first - 1) in _LINKS and line.word(first) not in _ARTICLES and not speakers.is_name(line, first)
    ):
        return None
    if line.word(first - 1) in _AWAY and end - first == 1 and line.lowers[first] not in _NOUNS:
        return None  # "east of Damascus said the monitor": no place speaks
    return first, end


def _described(line: Line, end: int, harmed: set[int]) -> int | None:
    """Return where "an official in the town" or "a farmer who reached the gate" begins."""
    for at in range(end - 2, max(0, end - _ASIDE), -1):
        word = line.lowers[at]
        if word in _LINKS or word in ("who", "near", "outside"):
            start = _phrase_start(line, at, harmed)
            if start is not None and line.word(start) in _ARTICLES | _NOUNS:
                return start
        if at in harmed or line.tokens[at].kind is not Kind.WORD:
            return None
    return None


def _phrase_start(line: Line, end: int, harmed: set[int]) -> int | None:
    """Return where the noun phrase that ends at `end` begins, None where it cannot speak."""
    if end == 0 or not _may_speak(line, end - 1, harmed):
        return None
    first = end - 1
    while first > 0 and end - first < _LONGEST and _modifies(line, first - 1, harmed):
        first -= 1
    if line.word(first - 1) in _ARTICLES:
        return first - 1
    back = first
    while first < end - 1 and not (speakers.is_name(line, first) or line.lowers[first] in _NOUNS | _MODIFIERS):
        first += 1  # without an article only names and words for sources belong
    return first if first < end else back


def _may_speak(line: Line, index: int, harmed: set[int]) -> bool:
    token, word = line.tokens[index], line.lowers[index]
    if index in harmed or token.kind is not Kind.WORD or (word in _STOPS and word not in _NOUNS):
        return False
    return (
        word in _NOUNS
        or noun_at(line.lowers, index) is not None
        or (token.capital and (not line.capitals or word not in _LINKS))
    )


def _modifies(line: Line, index: int, harmed: set[int]) -> bool:
    token, word = line.tokens[index], line.lowers[index]
    if index in harmed or token.kind is not Kind.WORD or word in _ARTICLES or word in _LINKS:
        return False
    if word in ("and", "&"):
        return speakers.is_name(line, index - 1) and speakers.is_name(line, index + 1)
    return word not in _STOPS and _VERBS.at(line.lowers, index) is None


def _behind(line: Line, start: int, harmed: set[int]) -> Range | None:
    """Return the noun phrase that begins at `start`: a speaker named behind a word of saying."""
    end = start + 1 if line.word(start) in _ARTICLES and line.word(start) != "that" else start
    speaks = False
    while end < len(line) and end - start < _LONGEST:
        word = line.lowers[end]
        if word in _PAPERS and end > start:
            speaks, end = True, end + 1
            continue
        made = word == "by" and line.word(end - 1) in _PAPERS
        if (word in _LINKS or made) and speaks and _goes_on(line, end + 1):
            end += 2 if line.word(end + 1) in _ARTICLES else 1
            continue
        if word == "(" and line.word(end + 2) == ")" and speaks:
            end += 3
            continue
        if word in _ARTICLES or not _modifies(line, end, harmed):
            break
        speaks = speaks or _may_speak(line, end, harmed)
        end += 1
    return (start, end) if speaks else None


def _goes_on(line: Line, index: int) -> bool:
    """Tell whether a link goes on to say where or of what a speaker is: a name, a word for sources, "the town"."""
    if line.word(index) in ("the", "a", "an"):
        return (
            index + 1 < len(line) and line.lowers[index + 1] not in _STOPS and line.tokens[index + 1].kind is Kind.WORD
        )
    if index >= len(line) or line.lowers[index] in _DAYS:
        return False
    return line.tokens[index].capital or line.lowers[index] in _NOUNS
