"""Folding: one key for the many spellings of a place name."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

LONGEST_NAME = 120  # characters; no place name of the sources is longer, and a longer one is not a name

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h",
        "ə": "a", "ة": "ه", "ى": "ي", "ٱ": "ا", "ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ء": None, "ـ": None,
        "'": None, "’": None, "‘": None, "`": None, "´": None, "ʻ": None, "ʼ": None, "ʾ": None, "ʿ": None, "ʹ": None,
        "ˈ": None, "ˌ": None, "′": None,
    }
)  # fmt: skip
_ASCII_BREAKS = re.compile(r"[^a-z0-9]+")
_ASCII_LETTER = re.compile(r"[a-z]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_REPEATED = re.compile(r"(.)\1+")
_GLUED_ARTICLE = re.compile(r"^(?:[ae]l(?=\w{4})|[ae](?=(?:zz|ss|rr|dd|tt|nn|shsh)\w{2}))")
_VOWELS = (
    (re.compile(r"ou|oo|aw(?![aeiou])|au|ow(?![aeiou])|u"), "o"),
    (re.compile(r"a[iy](?![aeiou])|e[iy](?![aeiou])|ee|ie(?=.)|e"), "i"),
    (re.compile(r"y"), "i"),
)
_CONSONANTS = (
    (re.compile(r"ch"), "sh"),
    (re.compile(r"ck|c|q"), "k"),
    (re.compile(r"kh"), "x"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"th"), "t"),
    (re.compile(r"p"), "b"),
)
_FINAL = re.compile(r"(?:ah|eh|ih|a|e)$")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the strict key of a name: no case, diacritics, apostrophes, hyphens, harakat or invisible characters.

    `Bāniyās` and `baniyas` share a key, `Banias` has another. Empty for what cannot be a name (no letter, or more than
    `LONGEST_NAME` characters).
    """
    if len(name) > LONGEST_NAME:
        return ""
    if name.isascii():  # most names; the long way gives the same key, more slowly
        folded = _ASCII_BREAKS.sub(" ", name.casefold().replace("'", "").replace("`", "")).strip()
        return folded if _ASCII_LETTER.search(folded) else ""
    decomposed = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    kept = [c if c.isalnum() else " " for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf", "Lm"}]
    folded = " ".join("".join(kept).split())
    return folded if any(c.isalpha() for c in folded) else ""


@lru_cache(maxsize=1 << 16)
def loose(name: str) -> str:
    """Return the loose key of a name, the same for the usual transcriptions of one Arabic name.

    Articles (Al-, Ar-, ez-, ال), doubled letters, spaces, the choice of vowel letter (ou/u/o, ei/ay, e/i), q/k, kh, gh
    and final a/ah/eh vanish: Banias = Baniyas = Banyas, Deir ez-Zor = Dayr az Zawr. Meant for names of Arabic, Kurdish,
    Turkish, Hebrew and Persian speaking countries only; elsewhere it would join names that differ.
    """
    tokens = fold(name).split()
    if len(tokens) > 1:
        tokens = [token for token in tokens if token not in words().articles] or tokens
    return "".join(_loose_arabic(token) if _ARABIC.search(token) else _loose_latin(token) for token in tokens)


class FoldingWords:
    """The word table of folding (`data/folding.toml`)."""

    def __init__(self, articles: frozenset[str], same: dict[str, str]) -> None:
        self.articles = articles
        self.same = same


@lru_cache(maxsize=1)
def words() -> FoldingWords:
    """Return the articles that vanish and the name parts that are spelt in many ways."""
    table = tomllib.loads(files("marsad.places").joinpath("data/folding.toml").read_text("utf-8"))
    same = {spelling: key for key, spellings in table["same"].items() for spelling in spellings}
    return FoldingWords(frozenset(table["articles"]), same)


@lru_cache(maxsize=1 << 16)
def _loose_latin(token: str) -> str:
    token = words().same.get(token, token)
    token = _GLUED_ARTICLE.sub("", token)
    for pattern, letter in _CONSONANTS:
        token = pattern.sub(letter, token)
    token = _FINAL.sub("a", token)
    for pattern, letter in _VOWELS:
        token = pattern.sub(letter, token)
    return _REPEATED.sub(r"\1", token)


@lru_cache(maxsize=1 << 16)
def _loose_arabic(token: str) -> str:
    if token.startswith("ال") and len(token) > 4:
        token = token[2:]
    return _REPEATED.sub(r"\1", token)
