"""Keeps the names of witnesses, survivors and relatives out of everything that is shown."""

import re
from collections.abc import Iterator, Sequence

import ahocorasick

from marsad.records import Claim, Document, ReadingNote, Span

WITHHELD = "[name withheld]"

_LEAST_TOKEN = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


class Withholding:
    """Finds what to withhold in the words of each document.

    A name a reader protected is withheld where it stands, wherever the same document repeats it, whole or one part
    of it (of four letters or more and no word of a place of the document's claims), and, where it has two words or
    more, in every other document too.
    """

    def __init__(self, documents: Sequence[Document], notes: dict[str, ReadingNote], claims: Sequence[Claim]) -> None:
        places = _place_words(claims)
        self._spans: dict[str, tuple[Span, ...]] = {}
        self._own: dict[str, tuple[str, ...]] = {}
        everywhere: set[str] = set()
        for document in documents:
            note = notes.get(document.id)
            told = (*(note.protected if note else ()), *document.sealed)
            if not told:
                continue
            spans = tuple(sorted({span for span in told if span.end > span.start}))
            if document.testimony:  # no word of it is left to know again, and its own masks stand everywhere
                self._spans[document.id] = spans
                continue
            self._spans[document.id] = spans
            names = {_fold(span.of(document.text)).strip() for span in spans} - {""}
            everywhere |= {name for name in names if len(_WORD.findall(name)) > 1}
            self._own[document.id] = tuple(sorted(names | _parts(names, places.get(document.id, frozenset()))))
        self._everywhere = _automaton(everywhere)

    def spans(self, document: Document, window: Span) -> tuple[Span, ...]:
        """Return the ranges inside `window` of the document's text that must not be shown, sorted and apart."""
        found = [span for span in self._spans.get(document.id, ()) if span.overlaps(window)]
        if document.id in self._own or self._everywhere is not None:
            # A name may begin before the window or end after it.
            wide = Span(max(0, window.start - 100), window.end + 100)
            here = self._matches(wide.of(document.text), document.id)
            found += [Span(wide.start + start, wide.start + end) for start, end in here]
        clipped = (Span(max(span.start, window.start), min(span.end, window.end)) for span in found)
        return _apart(span for span in clipped if span.end > span.start)

    def hide(self, text: str, *documents: str) -> str:
        """Return `text` with the names withheld in `documents`, or everywhere, replaced by `[name withheld]`."""
        found = [Span(*match) for document in documents or ("",) for match in self._matches(text, document)]
        pieces: list[str] = []
        at = 0
        for span in _apart(found):
            pieces += [text[at : span.start], WITHHELD]
            at = span.end
        return "".join([*pieces, text[at:]])

    def _matches(self, text: str, document: str) -> Iterator[tuple[int, int]]:
        folded = _fold(text)
        for name in self._own.get(document, ()):
            yield from _occurrences(folded, name)
        if self._everywhere is None:
            return
        for last, name in self._everywhere.iter(folded):
            if _whole(folded, last + 1 - len(name), last + 1):
                yield last + 1 - len(name), last + 1


def _fold(text: str) -> str:
    """Lower-case without changing the length, so that offsets hold ("İ".lower() has two characters)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _place_words(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for claim in claims:
        for mention in claim.places:
            words.setdefault(claim.document, set()).update(_WORD.findall(_fold(mention.words.text)))
    return {document: frozenset(found) for document, found in words.items()}


def _parts(names: set[str], places: frozenset[str]) -> set[str]:
    parts = {part for name in names for part in _WORD.findall(name)}
    return {part for part in parts if len(part) >= _LEAST_TOKEN and part not in places}


def _occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        if _whole(text, at, at + len(name)):
            yield at, at + len(name)
        at = text.find(name, at + len(name))


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _automaton(names: set[str]) -> ahocorasick.Automaton | None:
    if not names:
        return None
    automaton = ahocorasick.Automaton()
    for name in sorted(names):
        automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


def _apart(spans: Iterator[Span] | Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)
