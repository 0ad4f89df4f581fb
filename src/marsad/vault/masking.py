"""Masking: words replaced by letters that say nothing, in the same place, of the same length and the same bytes."""

import unicodedata
from collections.abc import Iterable

from marsad.records import Span

# one letter for each length in UTF-8, so that byte offsets into the original hold as well
_SMALL = {1: "x", 2: "þ", 3: "ẋ", 4: "𝗑"}
_LARGE = {1: "X", 2: "Þ", 3: "Ẋ", 4: "𝗫"}
_ARABIC = "س"
_MARK = {2: "\u0307"}


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with the letters and digits in `spans` masked; blanks and punctuation stay.

    A mask keeps the shape of words (capitals, lengths), because readers tell a speaker by the shape of a name: so
    masked text gives the claims that clear text gives.
    """
    pieces: list[str] = []
    at = 0
    for span in sorted(spans):
        start = max(at, span.start)
        if span.end <= start:
            continue
        pieces += [text[at:start], "".join(map(_mask, text[start : span.end]))]
        at = span.end
    return "".join([*pieces, text[at:]])


def _mask(character: str) -> str:
    category = unicodedata.category(character)
    width = len(character.encode("utf-8", "surrogatepass"))
    if category == "Nd":
        return "0" if width == 1 else character if width == 4 else _of_width(character, width)
    if category.startswith("M"):
        return _ARABIC if _is_arabic(character) else _MARK.get(width, character)
    if not category.startswith("L"):
        return character
    return _of_width(character, width)


def _of_width(character: str, width: int) -> str:
    if width == 2 and _is_arabic(character):
        return _ARABIC
    return (_LARGE if character.isupper() else _SMALL)[width]


def _is_arabic(character: str) -> bool:
    return "\u0600" <= character <= "\u06ff"
