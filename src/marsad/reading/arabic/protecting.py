"""Protected names in Arabic texts: witnesses, survivors, relatives and private persons who speak.

Arabic has no capitals, so a name is a run of words that no table knows, told as one by the words around it.
"""

from collections.abc import Iterator, Sequence

from marsad.reading.arabic.clause import ADVERBS, BARRIERS, CONJUNCTIONS, PREPOSITIONS
from marsad.reading.arabic.lines import ArabicLine, known
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.tokens import Kind
from marsad.records import Span

_ALWAYS = phrase_set("arabic/protecting", "always")
_SPEAKING = phrase_set("arabic/protecting", "speaking")
_NAMING = frozenset(words_of("arabic/protecting", "naming"))
_TELLING = frozenset(words_of("arabic/protecting", "telling"))
_OFFICES = frozenset(words_of("arabic/protecting", "offices"))
_GRAMMAR = ADVERBS | BARRIERS | CONJUNCTIONS | PREPOSITIONS
_JOINTS = frozenset({"ابو", "ام", "بن", "بنت", "عبد", "ابن", "ال"})
_ARTICLE = "ال"
_LONGEST = 4
_ROLE_REACH = 6
_TELLING_REACH = 5
_SHORTEST = 3
Range = tuple[int, int]


def protected(lines: Sequence[ArabicLine]) -> tuple[Span, ...]:
    """Return the spans of names to withhold, every later mention of the same name included; officials are left out."""
    spans: set[Span] = set()
    names: set[str] = set()
    for line in lines:
        for first, last in _private(line):
            spans.add(line.span(first, last))
            names.update(line.lowers[at] for at in range(first, last) if len(line.lowers[at]) >= _SHORTEST)
    names -= _JOINTS
    for line in lines:
        spans.update(_again(line, names))
    return tuple(span for span in sorted(spans) if not any(other != span and other.covers(span) for other in spans))


def _again(line: ArabicLine, names: set[str]) -> Iterator[Span]:
    at = 0
    while at < len(line):
        end = at
        while end < len(line) and line.lowers[end] in names:
            end += 1
        if end > at:
            yield line.span(at, end)
        at = max(end, at + 1)


def _private(line: ArabicLine) -> Iterator[Range]:
    """Yield the names of private persons: behind the word for who they are, or before it."""
    for at in range(len(line)):
        role = _ALWAYS.at(line.lowers, at) or (_SPEAKING.at(line.lowers, at) if _speaks(line, at) else None)
        if line.word(at) in _NAMING:
            role = (1, "")
        if role is not None:
            found = _name(line, at + role[0]) or _name(line, _behind_mark(line, at + role[0]))
            if found is not None and not _in_office(line, at, found[1]):
                yield found
        if line.word(at) in _TELLING and not line.forms[at].after:
            yield from _told_as(line, at + 1)


def _told_as(line: ArabicLine, start: int) -> Iterator[Range]:
    """Yield a speaker's name with who they are behind it: "قالت منى، وهي ممرضة في المشفى"."""
    found = _name(line, start)
    if found is None:
        return
    behind = range(found[1], min(len(line), found[1] + _ROLE_REACH))
    if any(line.word(at) in _OFFICES for at in behind):
        return
    for at in behind:
        aged = line.tokens[at].kind is Kind.NUMBER and line.word(at + 1) in ("عاما", "سنه", "سنوات")
        if aged or _ALWAYS.at(line.lowers, at) is not None or _SPEAKING.at(line.lowers, at) is not None:
            yield found
            return


def _behind_mark(line: ArabicLine, index: int) -> int:
    while line.word(index) in ('"', "(", ",", ":"):
        index += 1
    return index


def _speaks(line: ArabicLine, index: int) -> bool:
    near = range(max(0, index - _TELLING_REACH), min(len(line), index + _TELLING_REACH))
    return any(line.word(at) in _TELLING for at in near)


def _in_office(line: ArabicLine, first: int, last: int) -> bool:
    return any(word in _OFFICES for word in (*line.lowers[max(0, first - 2) : first], *line.lowers[last : last + 2]))


def _name(line: ArabicLine, index: int) -> Range | None:
    """Return the run of words at `index` that no table knows; joined words and verbs end it."""
    end = index
    while end < len(line) and end - index < _LONGEST and _may_name(line, end, first=end == index):
        end += 1
    return (index, end) if end > index else None


def _may_name(line: ArabicLine, index: int, *, first: bool) -> bool:
    word, raw, form = line.word(index), line.raw[index], line.forms[index]
    if line.tokens[index].kind is not Kind.WORD or raw in _GRAMMAR:
        return False
    if raw in _JOINTS:
        return True
    if not first and form.before == (_ARTICLE,) and not form.after and word not in _OFFICES:
        return True  # a family name may be any noun: "الخطيب", "الحداد"
    looks_joined = form.after == "ي" and not form.before  # "منى" is spelled as "from me" is
    unlisted = raw not in known() and (looks_joined or (word not in known() and not form.after))
    return unlisted and len(raw) >= _SHORTEST - 1 and form.before in ((), (_ARTICLE,)) and word not in _GRAMMAR - {"من"}
