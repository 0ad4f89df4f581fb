"""Windows: a text cut into runs of whole sentences that the network sees at once."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from marsad.reading.learned.tokenizer import Encoding

LENGTH = 256  # tokens a window may hold, the two marks at its ends among them
_CONTEXT = 48  # tokens of the sentence before, given again where a window begins
_PIECE = LENGTH - 2 - _CONTEXT  # tokens of one piece, so that it fits behind a context
_START, _END = 0, 2  # <s> and </s> of the tokenizer
_MARK = (0, 0)

_BREAK = re.compile(r"(?<=[.!?؟۔…])[\"'”’»)\]]*\s+|\n+")


class Window(msgspec.Struct, frozen=True):
    """Token ids with the characters each stands for; (0, 0) for marks. From `focus` on, claims are looked for."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    focus: int


class _Piece(msgspec.Struct, frozen=True):
    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    follows: bool


def pieces(text: str) -> list[tuple[int, int]]:
    """Return the spans of sentences, roughly: a break too many or too few only moves words between windows."""
    cuts = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]
    spans = ((start, start + len(text[start:end].rstrip())) for start, end in pairwise(cuts))
    return [(start, end) for start, end in spans if text[start:end].strip()]


def windows(
    text: str,
    encode: Callable[[list[str]], Sequence[Encoding]],
    wanted: Callable[[str], bool] = lambda sentence: True,
) -> list[Window]:
    """Return windows over the sentences that are wanted, each with the sentence before it.

    A token is in the focus of one window at most; the end of the sentence before may come again as context. A
    sentence longer than a window is cut, so that time stays linear in the text's length.
    """
    found: list[Window] = []
    context: _Piece | None = None
    run: list[_Piece] = []
    size = 2
    for piece in _encoded(text, encode, wanted):
        if run and size + len(piece.ids) > LENGTH:
            found.append(_window(context, run))
            context = _tail(run[-1]) if piece.follows else None
            size = 2 + (len(context.ids) if context else 0)
            run = []
        run.append(piece)
        size += len(piece.ids)
    if run:
        found.append(_window(context, run))
    return found


def _encoded(
    text: str, encode: Callable[[list[str]], Sequence[Encoding]], wanted: Callable[[str], bool]
) -> Iterator[_Piece]:
    spans = pieces(text)
    keep = [wanted(text[start:end]) for start, end in spans]
    chosen = [at for at, kept in enumerate(keep) if kept or (at + 1 < len(keep) and keep[at + 1])]
    encodings = encode([text[spans[at][0] : spans[at][1]] for at in chosen])
    last = -2
    for at, encoding in zip(chosen, encodings, strict=True):
        start = spans[at][0]
        ids = tuple(encoding.ids)
        offsets = tuple((start + first, start + end) for first, end in encoding.offsets)
        for cut in range(0, len(ids), _PIECE):
            yield _Piece(ids[cut : cut + _PIECE], offsets[cut : cut + _PIECE], last == at - 1 or cut > 0)
        last = at


def _window(context: _Piece | None, run: Sequence[_Piece]) -> Window:
    parts = ([context] if context else []) + list(run)
    ids = (_START, *(token for part in parts for token in part.ids), _END)
    offsets = (_MARK, *(offset for part in parts for offset in part.offsets), _MARK)
    return Window(ids=ids, offsets=offsets, focus=1 + (len(context.ids) if context else 0))


def _tail(piece: _Piece) -> _Piece:
    return _Piece(piece.ids[-_CONTEXT:], piece.offsets[-_CONTEXT:], follows=True)
