"""Texts as tokens: words of dates, numbers and marks; runs of all other words are one empty token."""

import re
from collections.abc import Iterator

from marsad.reading.dates.lexicon import NO_TAGS, Lexicon, Tags

_SIGNS = "\u0610-\u061a\u064b-\u065f\u0670"
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_TOKEN = re.compile(rf"\n[ \t\r]*\n|[^\W\d_][^\W\d_{_SIGNS}]*(?:[{_SIGNS}]+[^\W\d_]*)*|\d+|[^\w\s{_INVISIBLE}]")
_ARABIC = re.compile("[\u0621-\u064a]")
_FOLD = str.maketrans("أإآٱىة", "اااايه", "".join(map(chr, [*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640])))
_PREFIXES = "وفبلك"
_LONGEST_NUMBER = 8
_LONGEST_WORD = 24
_DASHES = frozenset("-–—‒−")
_STOPS = frozenset(".!?؟\n;؛")


class Token:
    """A word, phrase, number or mark of the text, with the tags of the lexicon."""

    __slots__ = ("capital", "digits", "end", "mark", "prefixed", "start", "tags", "value", "word")

    def __init__(self, start: int, end: int, tags: Tags, word: str = "") -> None:
        self.start = start
        self.end = end
        self.tags = tags
        self.word = word  # as the lexicon writes it; empty for numbers, marks and unknown words
        self.mark = ""
        self.value = -1
        self.digits = 0  # how many digits a number has; 0 for all that is not a number
        self.capital = False
        self.prefixed = False  # an Arabic one-letter word ("and", "in") stood before it and is left out

    @property
    def dash(self) -> bool:
        """Tell whether the token is a hyphen or dash."""
        return self.mark in _DASHES if self.mark else False

    @property
    def stop(self) -> bool:
        """Tell whether the token ends a sentence or paragraph."""
        return self.mark in _STOPS if self.mark else False


NOTHING = Token(-1, -1, NO_TAGS)


def tokenize(text: str, lexicon: Lexicon) -> list[Token]:
    """Cut `text` into tokens in order; linear in its length."""
    pieces = list(_pieces(text, lexicon.words))
    return _join_phrases(pieces, lexicon) if lexicon.phrases else pieces


def fold(word: str) -> str:
    """Write a word the way the lexicon does: lower case, Arabic letters folded, no vowel signs."""
    return word.translate(_FOLD) if _ARABIC.search(word) else word.lower()


def _pieces(text: str, words: dict[str, Tags]) -> Iterator[Token]:
    other = False
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        piece = match.group()
        first = piece[0]
        if first.isalpha():
            token = _word(piece, start, end, words)
        elif first.isdecimal():
            token = _number(piece, start, end)
        else:
            token = Token(start, end, NO_TAGS)
            token.mark = first
        if token is not None:
            other = False
            yield token
        elif not other:
            other = True
            yield Token(start, end, NO_TAGS)


def _number(piece: str, start: int, end: int) -> Token | None:
    # int() refuses very long digit strings, and no part of a date has more than eight.
    if len(piece) > _LONGEST_NUMBER:
        return None
    token = Token(start, end, NO_TAGS)
    token.value = int(piece)
    token.digits = len(piece)
    return token


def _word(piece: str, start: int, end: int, words: dict[str, Tags]) -> Token | None:
    if len(piece) > _LONGEST_WORD:
        return None
    word = fold(piece)
    tags = words.get(word)
    prefixed = tags is None
    if tags is None and word and word[0] in _PREFIXES:
        # "لل" is "ل" before "ال": its first lam stands for the alif of the word looked up.
        word = "ا" + word[1:] if word.startswith("لل") else word[1:]
        tags = words.get(word)
        start += 1
    if tags is None:
        return None
    token = Token(start, end, tags, word)
    token.capital = not piece[0].islower()
    token.prefixed = prefixed
    return token


def _join_phrases(pieces: list[Token], lexicon: Lexicon) -> list[Token]:
    joined: list[Token] = []
    at = 0
    while at < len(pieces):
        token = pieces[at]
        size = 1
        for rest, tags in lexicon.phrases.get(token.word, ()):
            after = pieces[at + 1 : at + 1 + len(rest)]
            if tuple(piece.word or piece.mark for piece in after) == rest:
                size += len(rest)
                token = Token(token.start, after[-1].end, tags, " ".join((token.word, *rest)))
                token.capital = pieces[at].capital
                break
        joined.append(token)
        at += size
    return joined
