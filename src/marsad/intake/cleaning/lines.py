"""The lines of a text with their offsets, and in the form in which they are compared."""

import re
from typing import NamedTuple

_NOT_WORDS = re.compile(r"[\W_]+")


class Line(NamedTuple):
    """One line that is not blank: offsets without its surrounding blanks, and its words for comparison."""

    start: int
    end: int
    words: str


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that hold any word."""
    found: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            words = compared(bare)
            if words:
                start = at + raw.index(bare[0])
                found.append(Line(start, start + len(bare), words))
        at += len(raw) + 1
    return found


def compared(text: str) -> str:
    """Return the words of a text without case, punctuation, markup and repeated blanks."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()
