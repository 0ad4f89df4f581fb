"""The gate: which sentences the network looks at, by parts of words, so that most of a newspaper costs nothing."""

import re
import unicodedata

from marsad.reading.lexicon import words_of

_BEGINNINGS = re.compile(r"(?<![a-z])(?:" + "|".join(sorted(map(re.escape, words_of("gate", "beginnings")))) + ")")
_INSIDE = re.compile("|".join(sorted(map(re.escape, words_of("gate", "inside")))))
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans("أإآٱىةﻻؤئ", "اااايهلوئ")


def worth_reading(sentence: str) -> bool:
    """Tell whether a sentence may speak of harm; wrong only by letting too much through."""
    if _BEGINNINGS.search(sentence.lower()):
        return True
    if sentence.isascii():
        return False
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", sentence)).translate(_LETTERS)
    return _INSIDE.search(plain) is not None
