"""Makes foreign words safe to show: no control characters, no reordering of text, no folders of the user's machine."""

import re
import unicodedata

_KEPT_CONTROLS = "\n\t"
_REORDERING = range(0x202A, 0x202F), range(0x2066, 0x206A), (0x200E, 0x200F, 0x061C)
_INVISIBLE = (0xFEFF, 0x00AD, 0x2060), range(0xFFF9, 0xFFFC), range(0xE0000, 0xE0080), (0x2028, 0x2029)
_DROPPED = frozenset(code for codes in (*_REORDERING, *_INVISIBLE) for code in codes)

_FOLDERS = re.compile(r"(?<![\w/:.\\])(?:[A-Za-z]:[\\/]|/)(?:[^\s/\\:'\"<>|]{1,255}[\\/]){1,64}")
_SPACES = re.compile(r"\s+")


def shown(text: str) -> str:
    """Return `text` without control, reordering and other invisible characters; line breaks and tabs stay.

    A document that holds right-to-left overrides could otherwise show "21" for the number it says, and one that holds
    escape sequences could write over a terminal. Joiners (U+200C, U+200D) stay, for Arabic and Persian need them.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(kept for kept in map(_shown_character, text) if kept)


def _shown_character(character: str) -> str:
    if character in _KEPT_CONTROLS:
        return character
    code = ord(character)
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return "" if code in _DROPPED or category == "Cc" else character


def one_line(text: str) -> str:
    """Return `text` as `shown` gives it, with every run of white space as one blank."""
    return _SPACES.sub(" ", shown(text)).strip()


def without_folders(text: str) -> str:
    """Return `text` with the folders of absolute paths left out, so that nothing tells of the user's machine."""
    return _FOLDERS.sub("", text)
