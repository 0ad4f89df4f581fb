"""Boilerplate: what publishers put around an article, told by a table of words."""

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib import resources

from marsad.intake.cleaning.lines import Line, compared
from marsad.records import Mask, MaskReason

_LONGEST_START = 200
_LONGEST_INSIDE = 250


class _Table:
    """The word table in the forms in which it is asked."""

    def __init__(self) -> None:
        text = resources.files("marsad.intake").joinpath("data", "boilerplate.toml").read_text("utf-8")
        table = tomllib.loads(text)
        self.line = frozenset(compared(words) for words in table["line"])
        # A word must end where the entry ends: "share this on" must not match "share this online report".
        self.start = tuple(f"{compared(words)} " for words in table["start"])
        self.inside = tuple(compared(words) for words in table["inside"])
        self.anywhere = re.compile("|".join(table["anywhere"]))


@functools.cache
def _table() -> _Table:
    return _Table()


def boilerplate_lines(lines: list[Line]) -> Iterator[Mask]:
    """Mask lines that are, begin with or hold the words of the table."""
    table = _table()
    for line in lines:
        words = line.words
        if len(words) > _LONGEST_INSIDE:
            continue
        if (
            words in table.line
            or (len(words) <= _LONGEST_START and f"{words} ".startswith(table.start))
            or any(phrase in words for phrase in table.inside)
        ):
            yield Mask(line.start, line.end, MaskReason.BOILERPLATE)


def boilerplate_stretches(text: str) -> Iterator[Mask]:
    """Mask the table's patterns wherever they stand."""
    for match in _table().anywhere.finditer(text):
        yield Mask(match.start(), match.end(), MaskReason.BOILERPLATE)
