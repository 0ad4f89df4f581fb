"""Words made comparable: one spelling for each word, whatever the case, accents, or form of an Arabic letter."""

import re
import unicodedata

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": ""})
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.(?=\s|$)")
_WORD = re.compile(r"\w+")


def fold(text: str) -> tuple[str, ...]:
    """Return the words of `text` for comparison: "the U.N.-backed" gives ("the", "un", "backed").

    Only a key: never shown and never stored in place of the words.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).translate(_ARABIC)
    bare = "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return tuple(_WORD.findall(_INITIALS.sub("", bare.casefold())))
