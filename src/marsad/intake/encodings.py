"""Bytes to text: byte order mark, declared encoding, UTF-8, else a guess that is reported."""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_COMMON_ARABIC = frozenset("اليمونرتبعدفسة")
_COMMON_WESTERN = frozenset("éèêëàâáäçùûúüôóöîïíñßœæøåÉÈÀÇÖÄÜ‘’“”–—…«»°£€\xa0")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_BAD_SHARE = 0.02


class Decoded(NamedTuple):
    """Text, the encoding it was read with, how many bytes were replaced, and how long a byte order mark was."""

    text: str
    encoding: str
    bad: int = 0
    guessed: bool = False
    mark: int = 0


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """Return the text of `data`, or None where no encoding fits."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding, mark=len(mark))
    # UTF-16 without a mark is valid UTF-8 wherever its letters are ASCII, so it has to be asked first.
    wide = _wide(data) if b"\0" in data[:_SAMPLE] else None
    if wide is not None:
        return wide
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    name = _known(declared)
    if name and name != "utf-8":
        found = _tolerant(data, name)
        if found is not None:
            return found
    return _damaged_utf8(data) or _guess(data)


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    # Web pages that say Latin-1 are written in windows-1252 (WHATWG Encoding Standard).
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _tolerant(data: bytes, encoding: str, *, mark: int = 0, guessed: bool = False) -> Decoded | None:
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError, TypeError):  # codecs such as base64 do not give text
        return None
    if not isinstance(text, str):
        return None
    bad = text.count("\ufffd")
    if bad > max(4, _BAD_SHARE * len(text)):
        return None
    return Decoded(text, encoding, bad, guessed, mark)


def _wide(data: bytes) -> Decoded | None:
    """Recognise UTF-16 without a byte order mark: one half of the bytes is mostly zero."""
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.4 > 4 * even:
        return _tolerant(data, "utf-16-le", guessed=True)
    if even > 0.4 > 4 * odd:
        return _tolerant(data, "utf-16-be", guessed=True)
    return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Recognise UTF-8 with a few bad bytes: its whole multi-byte letters are not outnumbered by strays.

    In a one-byte encoding such sequences hardly come about by chance.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    whole = len(_MULTIBYTE.findall(data))
    if whole >= bad and bad <= max(4, _BAD_SHARE * len(text)):
        return Decoded(text, "utf-8", bad)
    return None


def _guess(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) // 100:
        return None
    high = _HIGH.findall(sample)
    arabic = max(("cp1256", "iso8859-6"), key=lambda name: _arabic_share(b"".join(high), name))
    if _arabic_share(b"".join(high), arabic) > 0.45:
        return _tolerant(data, arabic, guessed=True)
    western = b"".join(high).decode("cp1252", "replace")
    if sum(letter in _COMMON_WESTERN for letter in western) > 0.9 * len(western):
        return _tolerant(data, "cp1252", guessed=True)
    from charset_normalizer import from_bytes  # noqa: PLC0415  a heavy import that few inputs need

    best = from_bytes(sample).best()
    if best is None:
        return None
    return _tolerant(data, best.encoding, guessed=True)


def _arabic_share(high: bytes, encoding: str) -> float:
    """Return how much of the non-ASCII bytes would be common Arabic letters in this encoding."""
    text = high.decode(encoding, "replace")
    return sum(letter in _COMMON_ARABIC for letter in text) / max(1, len(text))
