"""Passages: a document cut into pieces that a model is asked about, with protected names masked."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.reading.learned.gate import worth_reading
from marsad.reading.learned.windows import pieces
from marsad.records import Span

LONGEST = 6_000  # characters of one passage
MOST = 60  # passages of one document; what is longer is a book, and its rest is read by rule alone
MASK = "█"


class Passage(msgspec.Struct, frozen=True):
    """Characters `start` to `end` of a document, as they are sent."""

    start: int
    end: int
    text: str


def veiled(text: str, names: Sequence[Span]) -> str:
    """Return a text with the letters of names masked: same length, same offsets."""
    parts: list[str] = []
    at = 0
    for name in sorted(names):
        start = max(name.start, at)
        if name.end > start:
            parts += text[at:start], "".join(c if c.isspace() else MASK for c in text[start : name.end])
            at = name.end
    return "".join([*parts, text[at:]])


def passages(sent: str) -> list[Passage]:
    """Return the passages of a text as sent that may speak of harm, whole sentences where they are short enough."""
    found: list[Passage] = []
    for start, end in _runs(sent):
        if worth_reading(sent[start:end]):
            found.append(Passage(start, end, sent[start:end]))
        if len(found) > MOST:
            break  # one more than may be asked: whoever asks sees that there are more
    return found


def _runs(sent: str) -> Iterator[tuple[int, int]]:
    begin = last = 0
    for first, end in pieces(sent):
        if end - begin > LONGEST and last > begin:
            yield begin, last
            begin = first
        while end - begin > LONGEST:
            yield begin, begin + LONGEST
            begin += LONGEST
        last = end
    if last > begin:
        yield begin, last
