"""Words of a text with their offsets, and how they are written."""

import re

import msgspec

from marsad.places.lexicon import lexicon

_INNER = "-‐‑'’‘ʿʾʼ`\u0640\u064b-\u0652\u200b-\u200f"  # marks that may stand inside a word
_WORD = re.compile(rf"[A-Z](?:\.[A-Z])+(?![^\W_])|[^\W_]+(?:[{_INNER}]+[^\W_]+)*[\u064b-\u0652]*")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_SMALL_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|adh|an|az|ez|es|er|et|en|ed|ul|l)[-‐‑'’]\S*?[A-Z]")
_PARAGRAPH = re.compile(r"\n\s*\n|\Z")
_NARROW, _WIDE = 40, 110  # characters of a line in hard-wrapped text
_SHOUTING = 0.85  # share of capital letters from which on a paragraph tells nothing by its capitals


class Token(msgspec.Struct, frozen=True):
    """One word. `low` is its lower-case form without a possessive; `end` leaves the possessive out.

    `joined` tells that only blanks part it from the word before, `comma` that a comma does, `owned` that a possessive
    does ("Latakia's countryside"); `capital` that its writing marks a name; `shout` that the paragraph is all capitals
    or the word Arabic, so that `capital` tells nothing.
    """

    start: int
    end: int
    text: str
    low: str
    joined: bool
    comma: bool
    owned: bool
    capital: bool
    shout: bool
    arabic: bool


def tokenise(text: str) -> list[Token]:
    """Split a text into words."""
    tokens: list[Token] = []
    at = 0
    for paragraph in _PARAGRAPH.finditer(text):
        end = paragraph.end()
        tokens.extend(_paragraph(text, at, end))
        at = end
        if at >= len(text):
            break
    return tokens


def _paragraph(text: str, start: int, end: int) -> list[Token]:
    piece = text[start:end]
    letters = sum(1 for c in piece if c.isupper() or c.islower())
    shout = letters > 0 and sum(1 for c in piece if c.isupper()) >= _SHOUTING * letters
    tokens: list[Token] = []
    wrapped = _wrapped(piece)
    last = -1
    for found in _WORD.finditer(text, start, end):
        word = _POSSESSIVE.sub("", found.group())
        between = text[last : found.start()] if last >= 0 else "."
        gap = between.strip() if wrapped or "\n" not in between else "."
        arabic = bool(_ARABIC.search(word))
        skipped, low = lexicon().arabic(word) if arabic else (0, word.lower())
        capital = word[0].isupper() or bool(_SMALL_ARTICLE.match(word))
        tokens.append(
            Token(
                start=found.start() + skipped,
                end=found.start() + len(word),
                text=word[skipped:],
                low=low,
                joined=not gap,
                comma=gap in {",", "،"},
                owned=gap in {"'s", "’s", "'S", "’S"},
                capital=capital and bool(_LETTER.match(word[0])),
                shout=shout or arabic,
                arabic=arabic,
            )
        )
        last = found.start() + len(word)
    return tokens


def _wrapped(paragraph: str) -> bool:
    """Tell whether a paragraph's lines are broken at a fixed width; else a line break parts the words around it."""
    lines = paragraph.strip("\n").split("\n")
    return all(len(line) >= _NARROW for line in lines[:-1]) and all(len(line) <= _WIDE for line in lines)
