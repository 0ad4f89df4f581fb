"""Sides: the words of a sentence that name who fights, strikes or takes, and how far such a name runs."""

from marsad.reading.grammar import AUXILIARIES, PREPOSITIONS, Line
from marsad.reading.lexicon import Phrases, phrase_set, words_of
from marsad.reading.tokens import Kind

ACTS: Phrases[str] = phrase_set("actors", "acts")
NAMES = frozenset(words_of("actors", "names"))
WEAK = frozenset(words_of("actors", "weak"))
BEFORE = frozenset(words_of("actors", "before"))
ORIGINS = frozenset(words_of("actors", "origins"))
_TELLING = BEFORE - frozenset(words_of("actors", "plain"))
_DAYS = frozenset(words_of("sentences", "days")) | frozenset(words_of("sentences", "months"))
_SOURCES = frozenset(words_of("actors", "sources"))
_BREAKS = frozenset({"that", "which", "who", "when", "while", "as", "after", "but", "said", "on"})
_LOOSE_ENDS = frozenset({"of", "at", "and", "or", "the", "air", "suicide", "aerial", "war", "ground", "drone"})
_PARTS = frozenset(
    {"in", "western", "eastern", "northern", "southern", "central", "rural", "near", "on", "at", "across"}
)
_LONGEST = 9
_LONGEST_BRACKET = 5
_STRANGE = 2  # words that are neither listed nor a name before the side itself
STEMS = ("al-", "el-", "ul-", "ar-", "as-", "an-")
Range = tuple[int, int]


def proper(line: Line, index: int) -> bool:
    """Tell whether a word is written as a name: "Jaish", "al-Islam"."""
    token = line.tokens[index]
    if token.kind is not Kind.WORD or line.capitals or line.lowers[index] in _DAYS:
        return False
    if index == 0 and len(line) > 1 and not line.tokens[1].capital and not line.lowers[1].startswith(STEMS):
        return False  # the first word of a sentence
    return token.capital or token.lower.startswith(STEMS)


def side_from(line: Line, start: int) -> Range | None:
    """Return the side whose words begin at `start`: "unknown gunmen", "the Kurdish People's Units (YPG)"."""
    end, strange = start, 0
    named = told = False
    while end < len(line) and end - start < _LONGEST:
        word = line.lowers[end]
        if word in ("(", "[") and named:
            closed = _closed(line, end)
            if not closed:
                break
            end = closed
            continue
        if word in ("and", "or") and named:
            if not _goes_on(line, end + 1):
                break
        elif _ends(line, end) or (word == "of" and strange and not named):
            break  # "a result of a terrorist attack" is no side
        elif word in NAMES or proper(line, end) or (word in WEAK and (named or told)):
            named = True
        elif word in _TELLING:
            told = True
        elif word not in BEFORE and word not in WEAK:
            strange += 1
            if named or strange > _STRANGE:
                break
        end += 1
    while end > start and line.lowers[end - 1] in _LOOSE_ENDS:
        end -= 1
    speaks = any(line.lowers[at] in _SOURCES for at in range(start, end))
    return (start, end) if named and end > start and not speaks else None


def only_origin(line: Line, found: Range) -> bool:
    """Tell whether words only say where somebody is from: "Syrian" names no side of its own."""
    return all(line.lowers[at] in ORIGINS or line.lowers[at] in BEFORE for at in range(*found))


def _ends(line: Line, index: int) -> bool:
    """Tell whether a word ends the words for a side: a mark, a verb, an act of theirs."""
    word = line.lowers[index]
    if line.tokens[index].kind is not Kind.WORD or word in AUXILIARIES or word in _BREAKS:
        return True
    if word in PREPOSITIONS and word not in ("of", "at"):
        return True
    return ACTS.at(line.lowers, index) is not None and word not in NAMES | WEAK


def _closed(line: Line, index: int) -> int:
    mark = ")" if line.lowers[index] == "(" else "]"
    return next((at + 1 for at in range(index, min(index + _LONGEST_BRACKET, len(line))) if line.lowers[at] == mark), 0)


def _goes_on(line: Line, index: int) -> bool:
    """Tell whether "and" joins another side ("regime and Russian warplanes"), not a new clause."""
    at = index + (line.word(index) in ("the", "its", "their"))
    return at < len(line) and line.lowers[at] in NAMES


def side_before(line: Line, index: int, floor: int) -> Range | None:
    """Return the side that owns an act at `index`: "Syrian regime" in "Syrian regime airstrikes"."""
    first = index
    while first > floor and index - first < _LONGEST and _belongs(line, first - 1, index):
        first -= 1
    while first < index and line.lowers[first] in BEFORE | {"or"} and line.lowers[first] not in _TELLING:
        first += 1
    if line.word(first - 1) in _PARTS:
        while first < index and line.lowers[first] not in NAMES:
            first += 1  # "In western Aleppo rebel shelling killed two": the town is no part of the side
    while index > first and line.lowers[index - 1] in _LOOSE_ENDS:
        index -= 1
    if first == index or not any(line.lowers[at] in NAMES for at in range(first, index)):
        return None
    return first, index


def whole_side(line: Line, found: Range) -> Range:
    """Take along the words behind a side that still belong to it: "organizations" in "terrorist organizations"."""
    first, last = found
    while last < len(line) and last - first < _LONGEST and (line.lowers[last] in NAMES | WEAK or proper(line, last)):
        last += 1
    if line.word(last) in ("(", "["):
        last = _closed(line, last) or last
    while last > found[1] and line.lowers[last - 1] in _LOOSE_ENDS:
        last -= 1
    return first, last


def _belongs(line: Line, at: int, end: int) -> bool:
    word = line.lowers[at]
    if word in ("and", "or"):
        return line.word(at - 1) in NAMES and line.word(at + 1) in NAMES and at + 1 < end
    if word in NAMES or word in WEAK or word in ('"', "“", "'"):
        return True
    if word in BEFORE:
        return word != "of"
    return (
        proper(line, at) and line.word(at + 1) in NAMES | WEAK and word not in PREPOSITIONS and word not in AUXILIARIES
    )
