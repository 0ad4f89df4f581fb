"""Forms of Arabic nouns and verbs, made from one listed form; folded spelling, so that ى is ي and ة is ه."""

from collections.abc import Iterator

_PERFECT = ("", "ت", "ا", "تا", "وا", "و", "ن", "نا", "ون")
_IMPERFECT = ("", "ون", "وا", "ان", "ين", "ن")
_PREFIXES = "يتن"


def accusative(word: str) -> tuple[str, ...]:
    """Return the indefinite accusative: "قتيلا"; words in ه and in ا are spelled alike in every case."""
    head, _, last = word.rpartition(" ")
    if head or last.endswith(("ه", "ا", "اء", "ان", "ين", "ون", "ات")):
        return ()
    return (word + "ا",)


def dual(word: str, *, oblique: bool) -> tuple[str, ...]:
    """Return the dual; with `oblique` its ending ين too, which a sound plural has as well."""
    if " " in word:
        return ()
    if word.endswith("ه"):
        stem = word[:-1] + "ت"
        return stem + "ان", stem + "ين"
    if word.endswith("اء"):
        return ()
    return (word + "ان", word + "ين") if oblique else (word + "ان",)


def sound_plural(word: str) -> tuple[str, ...]:
    """Return the sound masculine plural, before another noun too: "مسلحون", "مسلحين", "مسلحو", "مسلحي"."""
    return word + "ون", word + "ين", word + "و", *(() if word.endswith("ي") else (word + "ي",))


def verb(past: str, present: str) -> Iterator[str]:
    """Yield the forms of a verb from its stem of the past and of the present ("قتل", "قتل")."""
    stems = (past, past[:-1]) if past.endswith("ي") else (past,)
    for stem in stems:
        for ending in _PERFECT:
            if stem is past or ending:
                yield stem + ending
    for prefix in _PREFIXES if present else "":
        for ending in _IMPERFECT:
            yield prefix + present + ending
    if present.endswith("ي"):
        for prefix in _PREFIXES:
            yield prefix + present[:-1] + "ون"
