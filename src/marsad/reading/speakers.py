"""Speakers: the name of the person or agency inside the words for a source."""

from marsad.reading.grammar import Line
from marsad.reading.lexicon import words_of
from marsad.reading.persons import person_end
from marsad.reading.populations import noun_at
from marsad.reading.tokens import Kind

_NOUNS = frozenset(words_of("sources", "nouns"))
_MODIFIERS = frozenset(words_of("sources", "modifiers"))
_PAPERS = frozenset(words_of("sources", "papers"))
_ARTICLES = frozenset(
    {"a", "an", "the", "its", "his", "their", "one", "another", "some", "two", "several", "this", "that", "her"}
)
_LINKS = frozenset({"of", "at", "for", "in", "from", "to", "on"})
_BACK = 6
_SUCH = frozenset({"so-called", "opposing", "official", "state-run", "semi-official", "run"})
_KINDS = frozenset({"agency", "news", "reporter", "correspondent", "television", "tv"})
Range = tuple[int, int]


def author(line: Line, first: int, last: int) -> Range:
    """Cut "a tally from the Observatory" down to who made it."""
    for index in range(first + 1, last - 1):
        made = line.lowers[index] in ("from", "by", "of") and line.lowers[index - 1] in _PAPERS
        if made and any(is_name(line, at) for at in range(index + 1, last)):
            return index + 1, last
    return first, last


def is_name(line: Line, index: int) -> bool:
    """Tell whether a word of a source names somebody ("Observatory"), and is no common word for sources."""
    token, word = line.tokens[index], line.lowers[index]
    if line.capitals:
        return word not in _NOUNS and word not in _MODIFIERS and word not in _ARTICLES and word not in _LINKS
    return (
        token.capital
        and word not in _ARTICLES
        and not word.endswith("-based")
        and (index > 0 or word not in _NOUNS | _MODIFIERS)
        and word not in _MODIFIERS
    )


def person(line: Line, first: int, last: int) -> Range:
    """Return the name in "Observatory chief Sami Haddad", "Sami Haddad director of the Observatory" or "agency SANA".

    Where a phrase behind a comma speaks ("Sami Haddad, the mayor, said") the name before it does. Words that name
    nobody so are returned as they are.
    """
    found = _given(line, first, last) or _before_comma(line, first)
    if found is None and not line.capitals:
        found = _title_behind(line, first, last) or _title_before(line, first, last)
    return found or _unmodified(line, first, last)


def opening(line: Line) -> Range | None:
    """Return the words for a source that a sentence in mixed case begins with."""
    end = 0
    while end < len(line) and not line.capitals:
        if not (line.lowers[end] in _ARTICLES | _NOUNS | _MODIFIERS or line.tokens[end].capital):
            break
        end += 1
    return (0, end) if any(line.lowers[index] in _NOUNS for index in range(end)) else None


def _unmodified(line: Line, first: int, last: int) -> Range:
    """Cut "the Britain-based Syrian Observatory" and "the official SANA news agency" down to their names."""
    if line.capitals:
        return first, last
    for index in range(first, last - 1):
        if (line.lowers[index].endswith("-based") or line.lowers[index] in _SUCH) and line.tokens[index + 1].capital:
            first = index + 1
            break
    while last - first > 1 and line.lowers[last - 1] in _KINDS and line.tokens[first].text.isupper():
        last -= 1
    return first, last


def _given(line: Line, first: int, last: int) -> Range | None:
    """Return the name that ends the source, or is followed by what its bearer is, if a given name opens it."""
    for index in range(first, last):
        end = person_end(line, index, set())
        if end > index and (end >= last or _is_role(line, end) or line.word(end) == ","):
            return index, min(end, last)
    return None


def _before_comma(line: Line, first: int) -> Range | None:
    if line.word(first - 1) != ",":
        return None
    for index in range(max(0, first - 1 - _BACK), first - 2):
        if person_end(line, index, set()) == first - 1:
            return index, first - 1
    return None


def _title_behind(line: Line, first: int, last: int) -> Range | None:
    for index in range(first + 2, last):
        if _is_role(line, index) and not line.tokens[index].capital:
            return (first, index) if _all_capital(line, first, index) else None
    return None


def _title_before(line: Line, first: int, last: int) -> Range | None:
    for index in range(last - 2, first - 1, -1):
        if _is_role(line, index) and not line.tokens[index].capital:
            name = line.tokens[index + 1 : last]
            single = len(name) == 1 and not (name[0].text.isupper() and len(name[0].text) > 1)
            return (index + 1, last) if _all_capital(line, index + 1, last) and not single else None
    return None


def _is_role(line: Line, index: int) -> bool:
    return line.word(index) in _NOUNS or (index < len(line) and noun_at(line.lowers, index) is not None)


def _all_capital(line: Line, first: int, last: int) -> bool:
    return all(token.kind is Kind.WORD and (token.capital or "-" in token.text) for token in line.tokens[first:last])
