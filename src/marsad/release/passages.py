"""Cuts the passage around a quote: its paragraph, or whole sentences around it, never more than is needed."""

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

import msgspec

from marsad.records import Document, Span
from marsad.release.cleaning import shown
from marsad.release.withholding import WITHHELD, Withholding

LONGEST_PASSAGE = 500
"""Characters of a document shown around one quote, at most."""

_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n")
_SENTENCE_END = re.compile(r"[.!?؟۔][\"'”’»)\]]{0,3}\s")
_LONGEST_PARAGRAPH = 20_000


class PieceKind(StrEnum):
    """What a piece of a passage is."""

    PLAIN = "plain"
    QUOTE = "quote"
    NUMBER = "number"
    WITHHELD = "withheld"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of a passage to be shown in one way; `text` is literal except where a name is withheld."""

    kind: PieceKind
    text: str


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a document with the quote set off; `cut_before` and `cut_after` tell that the paragraph goes on."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def passage_of(document: Document, quote: Span, key: Span, withholding: Withholding) -> Passage:
    """Return the passage that shows `quote` with the number's words `key` in it, names withheld."""
    paragraph = _paragraph(document, quote)
    window = _window(document.text, paragraph, quote, key)
    marked = Span(max(quote.start, window.start), min(quote.end, window.end))
    return Passage(
        start=window.start,
        end=window.end,
        pieces=cut(document, window, marked, key, withholding),
        cut_before=bool(document.text[paragraph.start : window.start].strip()),
        cut_after=bool(document.text[window.end : paragraph.end].strip()),
    )


def cut(document: Document, window: Span, quote: Span, key: Span, withholding: Withholding) -> tuple[Piece, ...]:
    """Cut the words of `window` into pieces: plain, quoted, the number, and names withheld."""
    hidden = withholding.spans(document, window)
    edges = {window.start, window.end}
    for span in (quote, key, *hidden):
        edges |= {edge for edge in (span.start, span.end) if window.start < edge < window.end}
    points = sorted(edges)
    pieces: list[Piece] = []
    for start, end in pairwise(points):
        span = Span(start, end)
        kind = _kind(span, quote, key, hidden)
        if kind is PieceKind.WITHHELD:
            if not pieces or pieces[-1].kind is not kind:
                pieces.append(Piece(kind=kind, text=WITHHELD))
        elif words := shown(span.of(document.text)):
            pieces.append(Piece(kind=kind, text=words))
    return tuple(pieces)


def words_of(document: Document, span: Span, withholding: Withholding) -> str:
    """Return the words of one span, safe to show and with names withheld."""
    nothing = Span(span.end, span.end)
    return "".join(piece.text for piece in cut(document, span, nothing, nothing, withholding))


def _kind(span: Span, quote: Span, key: Span, hidden: Iterable[Span]) -> PieceKind:
    if any(name.covers(span) for name in hidden):
        return PieceKind.WITHHELD
    if key.covers(span):
        return PieceKind.NUMBER
    return PieceKind.QUOTE if quote.covers(span) else PieceKind.PLAIN


def _paragraph(document: Document, quote: Span) -> Span:
    """Return the paragraph that holds the quote; a text with blank lines between paragraphs may break its lines."""
    text = document.text
    body = document.body_start if quote.start >= document.body_start else 0
    first = max(body, quote.start - _LONGEST_PARAGRAPH)
    last = min(len(text), quote.end + _LONGEST_PARAGRAPH)
    if _BLANK_LINE.search(text, first, last) is None:
        start = text.rfind("\n", first, quote.start) + 1
        end = text.find("\n", quote.end, last)
        return Span(max(start, first), last if end < 0 else end)
    breaks = [match.end() for match in _BLANK_LINE.finditer(text, first, quote.start)]
    after = _BLANK_LINE.search(text, quote.end, last)
    return Span(breaks[-1] if breaks else first, after.start() if after else last)


def _window(text: str, paragraph: Span, quote: Span, key: Span) -> Span:
    if len(paragraph) <= LONGEST_PASSAGE:
        return paragraph
    if len(quote) > LONGEST_PASSAGE:
        return _around(text, quote, key)
    sentences = _sentences(text, paragraph)
    holding = [n for n, sentence in enumerate(sentences) if sentence.overlaps(quote)]
    if not holding:
        return _around(text, paragraph, quote)
    first, last = holding[0], holding[-1]
    if sentences[last].end - sentences[first].start > LONGEST_PASSAGE:
        return _around(text, Span(sentences[first].start, sentences[last].end), quote)
    grown = True
    while grown:
        grown = False
        if last + 1 < len(sentences) and sentences[last + 1].end - sentences[first].start <= LONGEST_PASSAGE:
            last, grown = last + 1, True
        if first > 0 and sentences[last].end - sentences[first - 1].start <= LONGEST_PASSAGE:
            first, grown = first - 1, True
    return Span(sentences[first].start, sentences[last].end)


def _sentences(text: str, paragraph: Span) -> list[Span]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end)]
    points = [paragraph.start, *(end for end in ends if end < paragraph.end), paragraph.end]
    return [Span(start, end) for start, end in pairwise(points)]


def _around(text: str, whole: Span, core: Span) -> Span:
    """Return at most `LONGEST_PASSAGE` characters of `whole` around the start of `core`, cut between words."""
    spare = max(0, LONGEST_PASSAGE - len(core))
    start = max(whole.start, core.start - spare // 2)
    end = min(whole.end, start + LONGEST_PASSAGE)
    if start > whole.start:
        blank = text.find(" ", start, core.start)
        start = blank + 1 if blank >= 0 else core.start
    if end < whole.end:
        blank = text.rfind(" ", max(start, min(core.end, end)), end)
        end = blank if blank > start else end
    return Span(start, end)
