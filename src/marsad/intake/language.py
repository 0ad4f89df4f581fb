"""Which language a text is in: as declared, else by script and little words, else by a small model."""

import functools
import re
import tomllib
from importlib import resources

import msgspec

UNDETERMINED = "und"
_SAMPLE = 3000
_FEWEST_LETTERS = 20
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9\-_]*)?", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_NOT_ARABIC = re.compile(r"[پچژگکیەۆڕڵێٹڈے]")
_OTHER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-z]+")


class _Table(msgspec.Struct, frozen=True):
    share: float
    words: dict[str, frozenset[str]]
    codes: dict[str, str]


def declared_language(tag: str) -> str:
    """Return the language code of a declared tag or name ("en-GB", "Arabic"), or "" where it is none."""
    name = tag.strip().casefold()
    known = _table().codes.get(name)
    if known:
        return known
    match = _TAG.fullmatch(name)
    if match is None or match[1] == UNDETERMINED:
        return ""
    return _table().codes.get(match[1], match[1])


def detect_language(text: str) -> str:
    """Return the language code of a text, `und` where it has under 20 letters."""
    sample = text[:_SAMPLE]
    latin, arabic = len(_LATIN.findall(sample)), len(_ARABIC.findall(sample))
    letters = latin + arabic
    if letters < _FEWEST_LETTERS and len(_OTHER.findall(sample)) < _FEWEST_LETTERS:
        return UNDETERMINED
    if arabic > latin and len(_NOT_ARABIC.findall(sample)) < 0.02 * arabic:
        return "ar"
    if latin > 9 * arabic and _is_english(sample):
        return "en"
    return _by_model(sample)


def _is_english(sample: str) -> bool:
    words = _WORD.findall(sample.casefold())
    table = _table()
    return bool(words) and sum(word in table.words["en"] for word in words) >= table.share * len(words)


def _by_model(sample: str) -> str:
    import py3langid  # noqa: PLC0415  the model takes a third of a second to load and most texts do not need it

    code, _ = py3langid.classify(sample)
    return _table().codes.get(str(code), str(code))


@functools.cache
def _table() -> _Table:
    text = resources.files("marsad.intake").joinpath("data", "languages.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Table)
