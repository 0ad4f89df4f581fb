"""What stands twice: headlines, paragraphs, and long stretches in texts that lost their line breaks."""

import re
from collections.abc import Iterator

from marsad.intake.cleaning.lines import Line, compared
from marsad.records import Mask, MaskReason

PARAGRAPH_CHARS = 60
HEADLINE_CHARS = 15
STRETCH_CHARS = 200
_HEAD_LINES = 12
_LONG_LINE = 300
_ANCHOR = 80
_LONGEST_TEXT = 2_000_000  # a longer text is a data dump, and its anchors would fill the memory
_WORD_START = re.compile(r"(?<!\S)\S")
# A digit or small letter after a full stop goes on with the sentence ("Sept. 13").
_SENTENCE_START = re.compile(r"(?:[.!?؟…][\"'”’»)*\]]*\s+|\n\s*)(?=[^\s\da-z])")
_GOES_ON = re.compile(r"[\da-z]")
_ENDED = re.compile(r"(?:[.!?؟…][\"'”’»)*\]]*\s*|\n\s*)$")
_ENDS = frozenset(".!?؟…")
_BOUNDARY = 8
_SHORTEST_REST = 100
_NO_SENTENCES = 600


def repeated_headlines(text: str, lines: list[Line], title: str) -> Iterator[Mask]:
    """Mask the second standing of the title on a line of its own, and of another headline at the head of the text.

    A headline is a short line that does not end as a sentence does.
    """
    wanted = compared(title)
    seen: set[str] = set()
    in_head = True
    for number, line in enumerate(lines):
        in_head = in_head and number < _HEAD_LINES and len(line.words) < _LONG_LINE
        if line.words in seen:
            unfinished = text[line.start : line.end].rstrip("*_# ")[-1:] not in _ENDS
            if len(line.words) >= HEADLINE_CHARS and (line.words == wanted or (in_head and unfinished)):
                yield Mask(line.start, line.end, MaskReason.REPEATED_HEADLINE)
        elif in_head or line.words == wanted:
            seen.add(line.words)


def repeated_paragraphs(lines: list[Line]) -> Iterator[Mask]:
    """Mask every paragraph that already stood earlier in the same words."""
    seen: set[str] = set()
    for line in lines:
        if len(line.words) < PARAGRAPH_CHARS:
            continue
        if line.words in seen:
            yield Mask(line.start, line.end, MaskReason.REPEATED_PARAGRAPH)
        seen.add(line.words)


def repeated_stretches(text: str) -> Iterator[Mask]:
    """Mask the second standing of any stretch of at least 200 characters that stands twice letter for letter.

    Every word start is an anchor of 80 characters; where an anchor was seen before, the match is followed as far as
    it goes. Whole sentences are masked where sentences can be told, so that no half sentence is left.
    """
    if not 2 * STRETCH_CHARS <= len(text) <= _LONGEST_TEXT:
        return
    first: dict[str, int] = {}
    done = 0
    for match in _WORD_START.finditer(text):
        at = match.start()
        if at < done:
            continue
        anchor = text[at : at + _ANCHOR]
        if len(anchor) < _ANCHOR:
            return
        earlier = first.setdefault(anchor, at)
        if earlier == at:
            continue
        length = _common(text, earlier, at)
        if length < STRETCH_CHARS:
            continue
        start, end = _whole_sentences(text, earlier, at, length)
        if end - start >= _SHORTEST_REST:
            yield Mask(start, end, MaskReason.REPEATED_PARAGRAPH)
        done = at + length


def _common(text: str, earlier: int, later: int) -> int:
    """Return how many characters from both places on are equal, the two stretches not overlapping."""
    most = min(later - earlier, len(text) - later)
    length, step = 0, 256
    while length < most and step:
        size = min(step, most - length)
        if text[earlier + length : earlier + length + size] == text[later + length : later + length + size]:
            length += size
            step *= 2
        else:
            step = size // 2
    return length


def _whole_sentences(text: str, earlier: int, later: int, length: int) -> tuple[int, int]:
    """Narrow the later stretch to whole sentences; empty where it holds none.

    A sentence that goes on differently the second time says something new, so its common part must stay. Where a long
    stretch has no sentence ends at all, it is taken as it stands.
    """
    start, end = later, later + length
    inner = [match.end() for match in _SENTENCE_START.finditer(text, start, end)]
    if not inner and length >= _NO_SENTENCES:
        return start, end
    if not (_opens(text, later) or _opens(text, earlier)):
        start = inner[0] if inner else end
    if not (_opens(text, end) or _opens(text, earlier + length)):
        end = _last_end(text, inner[-1]) if inner else start
    return start, max(start, end)


def _last_end(text: str, next_start: int) -> int:
    """Return where the sentence before `next_start` ends, blanks left out."""
    while next_start and text[next_start - 1].isspace():
        next_start -= 1
    return next_start


def _opens(text: str, at: int) -> bool:
    """Tell whether a sentence can begin at `at`."""
    before = text[max(0, at - _BOUNDARY) : at]
    if at == 0 or at >= len(text):
        return True
    return _ENDED.search(before) is not None and not (_GOES_ON.match(text, at) and "\n" not in before)
