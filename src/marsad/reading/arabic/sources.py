"""Who an Arabic sentence says it from: the speaker behind or before a word of saying, or behind "according to"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from marsad.reading.arabic.lines import ArabicLine, known
from marsad.reading.attribution import Source
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.statements import Statement
from marsad.reading.tokens import Kind

_VERBS = frozenset(words_of("arabic/sources", "verbs"))
_ACCORDING = phrase_set("arabic/sources", "according")
_NOUNS = phrase_set("arabic/sources", "nouns")
_NOUN_WORDS = frozenset(words_of("arabic/sources", "nouns"))
_BETWEEN = frozenset(words_of("arabic/sources", "between"))
_ENDS = frozenset(words_of("arabic/sources", "ends"))
_LONGEST = 10
_SKIPPED = 6
_NAMING = frozenset({'"', "«", "»", "“", "”", "(", ")"})
_CLOSING = frozenset({'"', "»", "”", ")"})
_SHORT_NAME = 4
_HEADERS = frozenset({"محافظه", "دمشق", "انقره", "معلومات"})  # of the entries of a bulletin
_PAPERS = frozenset({"بيان", "تقرير", "منشور", "تصريح"})
_HEADLINE = 6  # words a speaker before a colon may have
_BACK = 2  # sentences over which "he added" goes on with a speaker
_NEAR = 40  # speakers looked at; keeps a text of any length linear
_ALIKE = {"مصادر": "مصدر", "ناطق": "متحدث", "متحدثه": "متحدث"}
_SETTINGS = frozenset(
    {
        "بيان",
        "تغريده",
        "تصريح",
        "تصريحات",
        "موتمر",
        "مؤتمر",
        "حديث",
        "اتصال",
        "مداخله",
        "وقت",
        "رساله",
        "خطاب",
        "كلمه",
        "مقابله",
    }
)
_DEEDS = frozenset({"من", "في", "عن", "الي", "علي"})
Range = tuple[int, int]


class ArabicSources:
    """The speakers of a document, sentence by sentence."""

    def __init__(self, lines: Sequence[ArabicLine]) -> None:
        self._spoken = {line.number: list(_speakers(line)) for line in lines}
        self._full = sorted(
            (
                one
                for spoken in self._spoken.values()
                for _, one in spoken
                if one is not None and one.last - one.first > 1
            ),
            key=_place,
        )

    def of(self, line: ArabicLine, statement: Statement) -> Source | None:
        """Return the source of a statement told in its own sentence, or right before where only "he added" says it."""
        at = (statement.people[0].first + statement.trigger.first) // 2
        spoken = [
            (abs(verb - at), verb, source)
            for verb, source in self._spoken.get(line.number, [])
            if source is None or not _is_victim(source, statement)
        ]
        if not spoken:
            return None
        named = [(far, verb, source) for far, verb, source in spoken if source is not None]
        if not named:
            return self._last(line.number, _BACK)
        nearest = min(named, key=lambda one: one[:2])[2]
        return self._stands_for(nearest) or nearest

    def _last(self, number: int, reach: int) -> Source | None:
        """Return the speaker of the last of the sentences before that names one."""
        for earlier in range(number - 1, max(-1, number - 1 - reach), -1):
            named = [source for _, source in self._spoken.get(earlier, []) if source is not None]
            if named:
                return self._stands_for(named[-1]) or named[-1]
        return None

    def _stands_for(self, source: Source) -> Source | None:
        """Return the fuller name that "المصدر", "المرصد" or a family name stands for: the last one before it."""
        if source.last - source.first > 1:
            return None
        word = _ALIKE.get(source.words[0], source.words[0])
        at = bisect_left(self._full, (source.line, source.first), key=_place)
        for other in reversed(self._full[max(0, at - _NEAR) : at]):
            heads = other.words[:1] if word in _NOUN_WORDS else other.words
            if any(_ALIKE.get(one, one) == word for one in heads):
                return other
        return None


def _place(source: Source) -> tuple[int, int]:
    return source.line, source.first


def _is_victim(source: Source, statement: Statement) -> bool:
    return any(group.first < source.last and source.first < group.last for group in statement.people)


def _speakers(line: ArabicLine) -> Iterator[tuple[int, Source | None]]:
    """Yield each word of saying with its speaker, None where a pronoun says it."""
    colon = _before_colon(line)
    if colon is not None:
        yield colon[1], _source(line, colon)
    index = 0
    while index < len(line):
        according = _ACCORDING.at(line.lowers, index)
        if according is not None:
            found = _behind(line, index + according[0], skip=2)
            if found is not None:
                yield index, _source(line, found)
                index = found[1]
                continue
        elif line.word(index) in _VERBS and line.word(index - 1) not in _DEEDS and not line.forms[index].after:
            found = _behind(line, index + 1, skip=_SKIPPED) or _ahead(line, index)
            if found is not None:
                yield index, _source(line, found)
                index = max(index + 1, found[1])
                continue
            if line.word(index + 1) in _ENDS or line.word(index + 1) == ":" or _that(line, index + 1):
                yield index, None
        index += 1


def _that(line: ArabicLine, index: int) -> bool:
    return line.word(index) in ("ان", "انه", "انها", "انهم")


def _source(line: ArabicLine, found: Range) -> Source:
    first, last = found
    return Source(line.number, first, last, last - first > 1, tuple(line.lowers[first:last]))


def _behind(line: ArabicLine, start: int, *, skip: int) -> Range | None:
    """Return the name of a speaker that begins at `start`, times and "to the agency" skipped."""
    at = start
    while at < len(line) and at - start < skip and line.word(at) in _BETWEEN and _NOUNS.at(line.lowers, at) is None:
        at += 1
    at = _author(line, at)
    quoted = _quoted(line, at)
    if quoted is not None:
        return quoted
    if at >= len(line) or line.tokens[at].kind is not Kind.WORD:
        return None
    if _NOUNS.at(line.lowers, at) is None and not _is_name(line, at):
        return None
    if line.word(at) in _ENDS or line.joined(at, "و", "ب", "ف"):
        return None
    end = _end(line, at)
    if (
        _NOUNS.at(line.lowers, at) is None
        and end - at < 2
        and not (_that(line, end) or line.word(end) in (":", "عن", "الي"))
    ):
        return None
    return at, end


def _quoted(line: ArabicLine, index: int) -> Range | None:
    """Read "قالت «سانا» إن": a name of few words in quotation marks, behind which the saying goes on."""
    if index + 2 >= len(line) or line.tokens[index].text not in ("«", "“", '"'):
        return None
    for end in range(index + 2, min(len(line), index + 2 + _SHORT_NAME)):
        if line.tokens[end].text in ("»", "”", '"'):
            goes_on = _that(line, end + 1) or line.word(end + 1) in ("عن", "ب") or line.joined(end + 1, "ب")
            return (index + 1, end) if goes_on else None
    return None


def _author(line: ArabicLine, index: int) -> int:
    """Return where the author of a paper is named: "بيان صادر عن لجنة"."""
    if line.word(index) in _PAPERS:
        for at in (index + 1, index + 2):
            if line.word(at) == "عن":
                return at + 1
    return index


def _is_name(line: ArabicLine, index: int) -> bool:
    word = line.word(index)
    bare = line.forms[index].before in ((), ("ال",))
    return word not in known() and line.raw[index] not in known() and len(word) > 2 and bare


def _end(line: ArabicLine, start: int) -> int:
    """Return where the name of a speaker ends: before "that", a time, a mark, a verb of saying."""
    end = start
    while end < len(line) and end - start < _LONGEST:
        word, token = line.word(end), line.tokens[end]
        if token.kind is not Kind.WORD and not (token.text in _NAMING and _closes_soon(line, start, end)):
            break
        if end > start and (word in _ENDS or word in _VERBS or _that(line, end) or _ACCORDING.at(line.lowers, end)):
            break
        if (
            end > start
            and line.joined(end, "ب", "ل", "ف")
            and word
            not in (
                "وزاره",
                "اسم",
                "حقوق",
                "مديريه",
                "محافظه",
                "داخليه",
                "دفاع",
                "قوه",
                "شوون",
                "شؤون",
                "صحه",
                "مقاومه",
            )
        ):
            break
        if end > start and (line.raw[end] in ("ل", "و") or (word == "في" and line.word(end + 1) in _SETTINGS)):
            break
        if end > start and line.joined(end, "و") and line.word(end) not in ("سكان",):
            break
        end += 1
    while (
        end > start and line.tokens[end - 1].kind is not Kind.WORD and line.tokens[end - 1].text not in ("»", ")", '"')
    ):
        end -= 1
    return end


def _closes_soon(line: ArabicLine, start: int, index: int) -> bool:
    """Tell whether a quotation mark or bracket is one of a pair around a short name: "قناة «سكاي نيوز»"."""
    token = line.tokens[index]
    if token.text in _CLOSING and any(line.tokens[at].text in _NAMING for at in range(start, index)):
        return True
    ahead = range(index + 1, min(len(line), index + 1 + _SHORT_NAME))
    return any(line.tokens[at].text in _CLOSING for at in ahead) and index > start


def _ahead(line: ArabicLine, index: int) -> Range | None:
    """Return the speaker before its verb: "المرصد السوري قال", the last noun that can speak since the clause began."""
    if line.joined(index, "ف"):
        return _as_for(line, index)
    if line.joined(index, "و"):
        return None
    for start in range(max(0, index - _LONGEST), index):
        if line.word(start - 1) not in ("", ",", ".", ":", "-", ";", '"', "ان") and not line.adds(start):
            continue
        if _NOUNS.at(line.lowers, start) is not None and all(
            line.tokens[at].kind is Kind.WORD and line.word(at) not in _VERBS for at in range(start, index)
        ):
            return start, min(_end(line, start), index)
    return None


def _as_for(line: ArabicLine, index: int) -> Range | None:
    """Read "أما المرصد فقال": whoever "as for" names says it."""
    for start in range(max(0, index - _LONGEST), index):
        if line.word(start) == "اما" and _NOUNS.at(line.lowers, start + 1) is not None and start + 1 < index:
            return start + 1, min(_end(line, start + 1), index)
    return None


def _before_colon(line: ArabicLine) -> Range | None:
    """Read "مصادر محلية: مقتل 3", "المرصد: 23 قتيلا"."""
    for at in range(1, min(len(line), _HEADLINE)):
        if line.word(at) == ":" and line.word(0) in _HEADERS:
            return None
        if line.word(at) == ":":
            return (0, at) if _NOUNS.at(line.lowers, 0) is not None else None
        if line.tokens[at].kind is not Kind.WORD:
            return None
    return None
