"""Sentences: where one ends, also in texts with hard line breaks, headlines run into the body, or no full stops."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from marsad.reading.lexicon import words_of
from marsad.reading.tokens import Kind, Token

_ENDS = frozenset({".", "!", "?", "…", "؟", ";", "؛"})
_CLOSING = frozenset({'"', "”", "’", "'", ")", "]", "»"})
_SHORT = frozenset(words_of("sentences", "abbreviations"))
_AGENCIES = frozenset(words_of("sentences", "agencies"))
_MONTHS = frozenset(words_of("sentences", "months"))
_DAYS = frozenset(words_of("sentences", "days"))
_PREPOSITIONS = frozenset({"on", "in", "since", "from", "until", "till", "by", "of", "to", "before", "after", "and"})
_LONGEST = 300
_HEAD_TOKENS = 160
_CAPITALS_SHARE = 0.7


class Sentence(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` (excluded). `capitals`: all in capitals, so that they say nothing about names."""

    first: int
    last: int
    capitals: bool
    head: bool


def split(tokens: Sequence[Token], title: str = "") -> list[Sentence]:
    """Return the sentences of a tokenised text.

    A line break ends a sentence unless the text is hard-wrapped. The title, where the text begins with it or repeats
    it near the start, ends a sentence even without a full stop, and so does a dateline ("AFP Friday 24 Oct 2014").
    """
    titles = _titles(tokens, title)
    heads = {start for start, _ in titles} or {0}
    cuts = _cuts(tokens, titles)
    sentences: list[Sentence] = []
    first = 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or index in cuts or index - first >= _LONGEST:
            sentences.append(_sentence(tokens, first, index, head=first in heads))
            first = index
    return sentences


def _sentence(tokens: Sequence[Token], first: int, last: int, *, head: bool) -> Sentence:
    words = [token.text for token in tokens[first:last] if token.kind is Kind.WORD and len(token.text) > 1]
    shouted = sum(word.isupper() for word in words)
    titled = sum(word[0].isupper() for word in words)
    capitals = bool(words) and (shouted >= _CAPITALS_SHARE * len(words) or titled >= _CAPITALS_SHARE * len(words))
    return Sentence(first, last, capitals, head)


def _cuts(tokens: Sequence[Token], titles: Sequence[tuple[int, int]]) -> set[int]:
    wrapped = _wrapped(tokens)
    cuts = {at for title in titles for at in title if at} | _dateline_cuts(tokens)
    for index in range(1, len(tokens)):
        token = tokens[index]
        if token.gap == 2 or (token.gap == 1 and not wrapped) or _ended(tokens, index):
            cuts.add(index)
    return cuts


def _ended(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a sentence ends right before `index`."""
    if tokens[index].text in _CLOSING and tokens[index].start == tokens[index - 1].end:
        return False  # the closing quotation mark belongs to the sentence it closes
    mark = index - 1
    while mark > 0 and tokens[mark].text in _CLOSING and tokens[mark].start == tokens[mark - 1].end:
        mark -= 1
    if tokens[mark].text not in _ENDS or mark == 0:
        return False
    if tokens[mark].text != ".":
        return True
    before, after = tokens[mark - 1], tokens[index]
    if before.end == tokens[mark].start and (before.lower in _SHORT or len(before.text) == 1):
        return False
    # "3.5" never gets here; "al-Bab.The" does: a stop without a blank ends a sentence before a capital.
    return _may_open(after) or after.gap > 0


def _may_open(token: Token) -> bool:
    """Tell whether a sentence may begin with a token: anything but a small letter; Arabic knows no capitals."""
    return token.kind is not Kind.WORD or not token.text[:1].islower()


def _wrapped(tokens: Sequence[Token]) -> bool:
    """Tell whether lines are broken at a fixed width: most breaks stand in mid-sentence."""
    breaks = [index for index in range(1, len(tokens)) if tokens[index].gap == 1]
    if len(breaks) < 2:
        return False
    inside = sum(tokens[i - 1].text not in _ENDS and tokens[i - 1].text not in _CLOSING for i in breaks)
    starts = [0, *(index for index in range(1, len(tokens)) if tokens[index].gap)]
    widths = [tokens[b - 1].end - tokens[a].start for a, b in pairwise(starts)]
    short = sum(width < 100 for width in widths)
    return inside >= 0.6 * len(breaks) and short >= 0.9 * len(widths)


def _titles(tokens: Sequence[Token], title: str) -> list[tuple[int, int]]:
    """Return where the title stands near the start of a text, behind a dateline or a stamp too: first token, end."""
    words = title.lower().replace("’", "'").split()
    if len(words) < 3:
        return []
    wanted = "".join(character for word in words for character in word if character.isalnum())
    found: list[tuple[int, int]] = []
    for start in range(min(len(tokens), _HEAD_TOKENS)):
        # "in an ambush at Qadmus" under the title "Ambush at Qadmus" is a sentence, not the title again
        end = _spells(tokens, start, wanted) if _may_open(tokens[start]) else 0
        if end:
            found.append((start, end))
    return found


def _spells(tokens: Sequence[Token], start: int, wanted: str) -> int:
    """Return where the tokens from `start` have spelled `wanted`, or 0."""
    left = wanted
    for index in range(start, min(len(tokens), start + 60)):
        letters = "".join(character for character in tokens[index].lower if character.isalnum())
        if not left.startswith(letters):
            return 0
        left = left[len(letters) :]
        if not left:
            return index + 1
    return 0


def _dateline_cuts(tokens: Sequence[Token]) -> set[int]:
    """Cut around "Reuters Wednesday 26 Oct 2016" and "Date of publication 3 June 2016" near the start of a text."""
    cuts: set[int] = set()
    index = 0
    reach = min(len(tokens) - 1, _HEAD_TOKENS)
    while index < reach:
        end = _date_end(tokens, index)
        if end and end < len(tokens) and tokens[end].kind is not Kind.MARK and _dateline(tokens, index, end):
            cuts.add(end)
            index = end
        index += 1
    return cuts


def _dateline(tokens: Sequence[Token], first: int, end: int) -> bool:
    if first and tokens[first - 1].lower in _PREPOSITIONS:
        return False
    around = [*tokens[max(0, first - 2) : first], *tokens[end : end + 1]]
    return first == 0 or tokens[end].capital or any(token.lower in _AGENCIES for token in around)


def _date_end(tokens: Sequence[Token], index: int) -> int:
    """Return the end of a full date (weekday, day, month and year in any usual order) that begins at `index`."""
    end, day, month = index, False, False
    while end < len(tokens) and end - index < 5:
        token = tokens[end]
        if token.kind is Kind.CODE and token.text[:1].isdigit() and len(token.text) >= 8:
            return end + 1
        if token.lower in _MONTHS:
            month = True
        elif token.kind is Kind.NUMBER and len(token.text) == 4 and month:
            return end + 1 if day else 0
        elif token.kind is Kind.NUMBER and len(token.text) <= 2:
            day = True
        elif token.lower not in _DAYS and token.text != ",":
            return 0
        end += 1
    return 0
