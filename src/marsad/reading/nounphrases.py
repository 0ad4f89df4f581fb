"""Noun phrases for people: where they begin, which word is their head, where their complement ends."""

from marsad.reading.grammar import (
    ADVERBS,
    AUXILIARIES,
    BARRIERS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Line,
)
from marsad.reading.lexicon import words_of
from marsad.reading.populations import Noun, is_side, looks_like_people, noun_at
from marsad.reading.quantities import count_at
from marsad.reading.tokens import Kind
from marsad.records import Population

_STOPS = PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | PRONOUNS | BARRIERS | frozenset({"most", "mostly", "many", "who"})
_MODIFIER_LIMIT = 10
_COMPLEMENT_LIMIT = 11
_BELONGING = frozenset({"of", "from", "loyal", "belonging", "affiliated", "linked", "allied", "serving"})
_PARTICLES = frozenset(words_of("names", "particles"))
_PERIODS = frozenset({"day", "week", "month", "year", "hour", "minute", "night"})


def head_of(line: Line, start: int, taken: set[int]) -> tuple[int, int, Noun | None, int]:
    """Return head, end and noun of the words for people that begin at `start`, and a harm word inside them."""
    index, head, last, noun, harm = start, start, start, None, -1
    while index < len(line) and index - start < _MODIFIER_LIMIT:
        skip = _bracket(line, index)
        if skip:
            index = skip
            continue
        word = line.lowers[index]
        match = noun_at(line.lowers, index)
        if noun is None and word == "and" and start < index and _names_two(line, start, index):
            index += 1
            continue
        if match is None and (_stops(line, index) or (index in taken and not _adjective(line, index, taken))):
            break
        if (
            noun is None
            and match is None
            and word.endswith("ed")
            and line.word(index - 1).endswith("s")
            and index > start
        ):
            break  # "two armies exchanged prisoners": a verb, not one more adjective
        if index in taken:
            harm = index if harm < 0 and match is None else harm
        if match is not None and noun is not None and noun.plural and not match[1].plural:
            break
        if match is not None:
            head, noun = index, match[1]
            index += match[0]
            last = index
            continue
        index += 1
    if noun is None and index > start:
        return _unlisted(line, start, index, harm)
    return head, last, noun, harm


def _names_two(line: Line, start: int, index: int) -> bool:
    """Tell whether "and" joins two words before one head ("30 regime and allied fighters")."""
    ahead = range(index + 1, min(index + 4, len(line)))
    head = next((at for at in ahead if noun_at(line.lowers, at) is not None), -1)
    return head > 0 and index - start <= 2 and not any(_stops(line, at) for at in range(index + 1, head))


def _unlisted(line: Line, start: int, end: int, harm: int) -> tuple[int, int, Noun | None, int]:
    """Accept an unlisted plural that is built like a word for people, or an armed group's name."""
    head = end - 1
    word, token = line.lowers[head], line.tokens[head]
    named = (
        token.capital
        and not line.capitals
        and word.endswith("s")
        and token.kind is Kind.WORD
        and not word.endswith("'s")
    )
    if is_side(line.lowers, start, end) or looks_like_people(word) or named:
        population = Population.COMBATANT if is_side(line.lowers, start, end) else Population.UNKNOWN
        return head, end, Noun(population, True, "person"), harm
    return start, end, None, harm


def _bracket(line: Line, index: int) -> int:
    """Return where a short bracket that begins at `index` ends ("(FMLN)"), 0 where there is none."""
    if line.lowers[index] not in ("(", "["):
        return 1 + index if line.lowers[index] in ('"', "“", "”", "'") else 0
    for end in range(index + 1, min(index + 7, len(line))):
        if line.lowers[end] in (")", "]"):
            return end + 1 if end + 1 < len(line) and line.tokens[end + 1].kind is Kind.WORD else 0
    return 0


def _stops(line: Line, index: int) -> bool:
    token, word = line.tokens[index], line.lowers[index]
    if word in _STOPS or token.kind in (Kind.MARK, Kind.NUMBER, Kind.CODE):
        return True
    if word in DETERMINERS or (
        word in ADVERBS and word not in ("internally", "seriously", "critically", "severely", "more")
    ):
        return True
    return count_at(line.tokens, line.lowers, index, index) is not None


def _adjective(line: Line, index: int, taken: set[int]) -> bool:
    """Tell whether a harm word stands before the people it is about ("wounded soldiers", "dead bodies")."""
    after = index + 1
    while after in taken and after < len(line):
        after += 1
    return (
        after < len(line)
        and line.lowers[index].endswith(("ed", "d", "g", "t"))
        and noun_at(line.lowers, after) is not None
    )


def tail_of(line: Line, last: int, taken: set[int]) -> int:
    """Return where a complement of the head ends: "members of the police", "fighters loyal to the government"."""
    if line.word(last) not in _BELONGING:
        return last
    index = last + 1
    while index < len(line) and index - last < _COMPLEMENT_LIMIT:
        skip = _bracket(line, index)
        word = line.lowers[index]
        if skip:
            index = skip
        elif index in taken or (
            word not in ("of", "to", "the", "his", "her", "their", "its", "a", "an", "with") and _stops(line, index)
        ):
            break
        else:
            index += 1
    while index - 1 > last and line.lowers[index - 1] in (
        "of",
        "to",
        "the",
        "a",
        "an",
        "with",
        "his",
        "her",
        "their",
        "its",
    ):
        index -= 1
    return index if index > last + 1 else last


def left_edge(line: Line, index: int, since: int, taken: set[int]) -> tuple[int, str]:
    """Return where the words before a head begin, and the determiner they begin with."""
    first = index
    while first > since and index - first < _MODIFIER_LIMIT:
        word = line.lowers[first - 1]
        if word in DETERMINERS or word.endswith(("'s", "s'")):
            return first - 1, word
        if _stops(line, first - 1) or first - 1 in taken:
            break
        first -= 1
    return first, ""


def name_end(line: Line, last: int, taken: set[int]) -> int:
    """Return where a person's name that follows a title ends."""
    index = last
    while index < len(line) and index - last < 6 and index not in taken:
        token = line.tokens[index]
        if token.kind is not Kind.WORD or _stops(line, index):
            break
        if not token.capital and not (
            token.lower.startswith(("al-", "el-", "ul-", "as-", "ar-", "ad-")) or token.lower in _PARTICLES
        ):
            break
        index += 1
    while index > last and line.lowers[index - 1] in _PARTICLES:
        index -= 1
    return index


def is_rate(line: Line, last: int) -> bool:
    """Tell whether "a day" or "every week" follows: a rate counts nobody."""
    return line.word(last) in ("a", "per", "every", "each") and line.word(last + 1) in _PERIODS
