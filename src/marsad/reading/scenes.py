"""Scenes: which of the places a text names can be places of harm, told by the words before them."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from marsad.reading.grammar import Line
from marsad.reading.lexicon import Phrases, words_of
from marsad.reading.nearness import WIDE, names
from marsad.reading.tokens import Kind
from marsad.records import PlaceMention


def _phrases(key: str) -> Phrases[str]:
    """Return the phrases of both languages."""
    words = (*words_of("scenes", key), *words_of("arabic/scenes", key))
    return Phrases((phrase, phrase) for phrase in words)


_STANDING = _phrases("standing")
_LAUNCHING = _phrases("launching")
_BODIES = _phrases("bodies")
_PEOPLE = frozenset(words_of("scenes", "people"))
_AGENCIES = frozenset(words_of("scenes", "agencies"))
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his"})
_DASHES = frozenset({"-", "–", "—", "--"})
_HOLDING = (["in"], [","], [",", "in"], ["of"], ["in", "the"])
_TOWARDS = frozenset({"towards", "toward"})
_TOWARDS_REACH = 6
_LONGEST_BODY = 9
_DATELINE_LINES = 4  # a dateline stands before or right behind title and stamps
_DATELINE_TOKENS = 8
_Told = tuple[PlaceMention, int]


def scenes(lines: Sequence[Line], places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the mentions that can say where something happened.

    Left out: where gunmen "are positioned" or fire "from" (that one only beside another narrow place in the sentence),
    the place in a body's name, "the border with X", and a dateline ("MOSCOW (Sputnik)") where the text names other
    places and never that one again.
    """
    kept: list[PlaceMention] = []
    reserve: list[PlaceMention] = []
    for line, mentions in by_line(lines, places):
        told = [(one, line.at(one.words.start)) for one in mentions]
        dated = [one for one, at in told if is_dateline(line, at, one)]
        left = [(one, at) for one, at in told if one not in dated and not _in_body(line, at)]
        left = _without(line, left, _stands)
        inner = _without(line, left, _launches)
        others = any(one.precision not in WIDE for one, _ in inner)
        kept.extend(one for one, _ in (inner if others else left))
        reserve.extend(dated)
    told_again = [one for one in reserve if any(names(one) & names(other) for other in kept)]
    local = told_again if any(one.precision not in WIDE for one in kept) else reserve
    return tuple(sorted([*kept, *local], key=_at))


def _without(line: Line, told: Sequence[_Told], gone: Callable[[Line, int], bool]) -> list[_Told]:
    """Leave out the mentions that the words before them rule out, and what is said to hold those ("X in Y")."""
    kept: list[_Told] = []
    dropped = -1
    for mention, at in told:
        if gone(line, at) or (dropped >= 0 and line.lowers[dropped:at] in _HOLDING):
            dropped = bisect_left([token.start for token in line.tokens], mention.words.end)
        else:
            kept.append((mention, at))
            dropped = -1
    return kept


_Any = TypeVar("_Any", bound=Line)


def by_line(lines: Sequence[_Any], places: Sequence[PlaceMention]) -> Iterator[tuple[_Any, list[PlaceMention]]]:
    """Yield each sentence that names places with the mentions that begin in it, in order of the text."""
    at = 0
    held: list[PlaceMention] = []
    for mention in sorted(places, key=_at):
        while at < len(lines) and lines[at].tokens[-1].end <= mention.words.start:
            if held:
                yield lines[at], held
                held = []
            at += 1
        if at < len(lines) and lines[at].tokens[0].start <= mention.words.start:
            held.append(mention)
    if held:
        yield lines[at], held


def is_dateline(line: Line, at: int, mention: PlaceMention) -> bool:
    """Tell whether a mention is a dateline: at the head of a text, shouted or before an agency and a dash."""
    if line.capitals or line.number >= _DATELINE_LINES * 2:
        return False
    last = at
    while last < len(line) and line.tokens[last].end <= mention.words.end:
        last += 1
    behind = line.word(last)
    shouted = mention.words.text.isupper() and len(mention.words.text) > 2
    agency = behind == "(" and line.word(last + 1) in _AGENCIES
    agency = agency or (behind in (",", "/") and line.word(last + 1) in _AGENCIES)
    early = line.number < _DATELINE_LINES and at < _DATELINE_TOKENS
    return agency or (shouted and (early or behind in _DASHES))


def _stands(line: Line, at: int) -> bool:
    return _STANDING.before(line.lowers, _bare(line, at)) is not None


def _launches(line: Line, at: int) -> bool:
    """Tell whether fire or people came from there; "residents from X" says who they are and so where they live."""
    if any(word in _TOWARDS for word in line.lowers[max(0, at - _TOWARDS_REACH) : at]):
        return True
    end = _bare(line, at)
    found = _LAUNCHING.before(line.lowers, end)
    if found is None:
        return False
    return found[1] != "from" or not (line.word(found[0] - 1) in _PEOPLE or line.tokens[found[0] - 1].kind is Kind.MARK)


def _bare(line: Line, at: int) -> int:
    while at > 0 and line.lowers[at - 1] in _ARTICLES:
        at -= 1
    return at


def _in_body(line: Line, at: int) -> bool:
    """Tell whether the mention lies inside a body's name ("Islamic State in Iraq and Syria")."""
    for start in range(max(0, at - _LONGEST_BODY), at + 1):
        found = _BODIES.at(line.lowers, start)
        if found is not None and start + found[0] > at:
            return True
        if found is not None and start + found[0] == at and line.lowers[at - 1] == "and":
            return True
    return False


def _at(mention: PlaceMention) -> int:
    return mention.words.start
