"""Words that Arabic numerals are made of: units, teens, tens, hundreds, scales, and two of a scale in one word."""

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

import msgspec

from marsad.reading.arabic.words import Form, forms_of
from marsad.reading.lexicon import rows_of, strings, table, words_of

_TABLE = "arabic/numbers"
_ARTICLE = "ال"


class Part(IntEnum):
    """What a number word does in a compound."""

    UNIT = 0  # 0 to 10
    JOINED = 1  # one and two as they stand before "ten" and "and twenty" only
    TEEN = 2
    TENS = 3
    HUNDRED = 4
    SCALE = 5
    TWO = 6  # two thousand, two million, in one word
    EITHER = 7  # a scale, or two of it in the construct


class Word(msgspec.Struct, frozen=True, gc=False):
    """A number word: its part in a compound and its value; two of a scale have the scale's."""

    part: Part
    value: int


def section(name: str) -> dict[str, int]:
    """Return a list of words with their values."""
    section = table(_TABLE)[name]
    return {str(key): int(value) for key, value in section.items()} if isinstance(section, Mapping) else {}


def _build() -> dict[str, Word]:
    words: dict[str, Word] = {word: Word(Part.UNIT, value) for word, value in section("units").items()}
    words.update((word, Word(Part.JOINED, value)) for word, value in section("joined").items())
    words.update((word, Word(Part.TEEN, value)) for word, value in section("spoken").items())
    words.update((word, Word(Part.TENS, value)) for word, value in section("tens").items())
    hundreds = words_of(_TABLE, "hundreds", "words")
    words.update((word, Word(Part.HUNDRED, 100)) for word in hundreds)
    words.update((word, Word(Part.HUNDRED, 200)) for word in words_of(_TABLE, "hundreds", "duals"))
    glued = table(_TABLE)["hundreds"]
    units = glued["glued"] if isinstance(glued, Mapping) else {}
    words.update((unit + word, Word(Part.HUNDRED, 100 * int(units[unit]))) for unit in units for word in hundreds)
    for unit in [word for word, one in words.items() if one.part <= Part.JOINED and 0 < one.value < 10]:
        words.update((unit + ten, Word(Part.TEEN, 10 + words[unit].value)) for ten in TEENS)
    for row in rows_of(_TABLE, "scale"):
        value = int(str(row["value"]))
        for key, part in (("words", Part.SCALE), ("dual", Part.TWO), ("either", Part.EITHER)):
            words.update((word, Word(part, value)) for word in strings(row, key))
    return words


TEENS = frozenset(words_of(_TABLE, "teens", "words"))
WORDS = _build()
_NEVER = frozenset(words_of(_TABLE, "never", "words"))


@lru_cache(maxsize=1 << 14)
def opening(folded: str) -> tuple[Word, Form] | None:
    """Return the number word that a written word is, its clitics taken off."""
    if folded in _NEVER:
        return None
    for form in forms_of(folded):
        word = WORDS.get(form.stem)
        if word is not None and not form.after and not (word.part is Part.JOINED and _ARTICLE in form.before):
            return word, form
    return None
