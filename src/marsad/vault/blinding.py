"""Blind names: known again where they stand, kept only as keyed hashes that nobody reads a name from."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from marsad.records import Span

_DIGEST_BYTES = 16
_LONGEST_NAME = 8
_WIDEST_GAP = 3
_LEAST_JOINED = 8
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
_GAP_BREAKS = re.compile(r"[\d]|\n\s*\n")


class Blind:
    """A set of names that it can find in a text and cannot say.

    The hashes are keyed (BLAKE2b): without the key a name cannot be tested against them; with it a guess can, no name
    can be read out. A name is found whatever its case, accents or vowel signs. A `scope` is a document or an original
    that a single word is withheld in; names of two words or more hold everywhere.
    """

    def __init__(self, key: bytes, digests: Iterable[str] = ()) -> None:
        self.key = key
        self.digests = frozenset(digests)

    def __or__(self, digests: Iterable[str]) -> "Blind":
        return Blind(self.key, self.digests.union(digests))

    def name(self, words: str, *scopes: str) -> frozenset[str]:
        """Return the hashes that find a name: everywhere if it has two words or more, else in the scopes."""
        folded = words_of(words)
        if not folded:
            return frozenset()
        found = set()
        everywhere = ("",) if len(folded) > 1 else ()
        for scope in (*everywhere, *scopes):
            found |= {_digest(self.key, "first", scope, folded[0]), self._whole(scope, folded)}
            found |= {_digest(self.key, "part", scope, word) for word in folded[1:]}
            joined = "".join(folded)
            if len(folded) > 1 and len(joined) >= _LEAST_JOINED:  # as in a file name or an address
                found |= {_digest(self.key, "first", scope, joined), self._whole(scope, [joined])}
        return frozenset(found)

    def spans(self, text: str, *scopes: str) -> tuple[Span, ...]:
        """Return where names of the set stand in `text`, sorted and apart."""
        if not self.digests:
            return ()
        return apart(self._found(text, ("", *scopes)))

    def touches(self, text: str, spans: Sequence[Span]) -> bool:
        """Tell whether a part of a name stands right beside what is masked: the rest of the name may be under it."""
        starts, ends = {span.start for span in spans}, {span.end for span in spans}
        for match in _WORD.finditer(text) if self.digests and spans else ():
            behind = any(match.start() - gap in ends for gap in range(1, _WIDEST_GAP + 1))
            before = any(match.end() + gap in starts for gap in range(1, _WIDEST_GAP + 1))
            if (behind or before) and self._is_part(_fold(match[0])):
                return True
        return False

    def _is_part(self, word: str) -> bool:
        return any(_digest(self.key, kind, "", word) in self.digests for kind in ("first", "part"))

    def _found(self, text: str, scopes: Sequence[str]) -> Iterator[Span]:
        words = list(_WORD.finditer(text))
        folds = [_fold(match[0]) for match in words]
        for at, match in enumerate(words):
            for scope in scopes:
                if _digest(self.key, "first", scope, folds[at]) not in self.digests:
                    continue
                for last in _reaches(text, words, at):
                    if self._whole(scope, folds[at : last + 1]) in self.digests:
                        yield Span(match.start(), words[last].end())

    def _whole(self, scope: str, folded: Sequence[str]) -> str:
        return _digest(self.key, "name", scope, " ".join(folded))


def words_of(name: str) -> list[str]:
    """Return the words of a name as they are compared."""
    return [_fold(match[0]) for match in _WORD.finditer(name)]


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans sorted, those that overlap put together."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        elif len(span):
            merged.append(span)
    return tuple(merged)


def whole_words(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans widened to whole words: half a name masked is a name shown."""
    words = [Span(*match.span()) for match in _WORD.finditer(text)] if (told := tuple(spans)) else []
    starts = [word.start for word in words]
    widened = []
    for span in told:
        first = words[max(0, bisect_right(starts, span.start) - 1)] if words else span
        last = words[max(0, bisect_right(starts, max(span.start, span.end - 1)) - 1)] if words else span
        start = first.start if first.overlaps(span) else span.start
        widened.append(Span(start, max(span.end, last.end) if last.overlaps(span) else span.end))
    return apart(widened)


def _reaches(text: str, words: Sequence[re.Match[str]], at: int) -> Iterator[int]:
    last = at
    yield last
    while last + 1 < len(words) and last + 1 - at < _LONGEST_NAME:
        gap = text[words[last].end() : words[last + 1].start()]
        if len(gap) > _WIDEST_GAP or _GAP_BREAKS.search(gap):
            return
        last += 1
        yield last


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c) and c != "\u0640")
    return plain.casefold()


@lru_cache(maxsize=1 << 18)
def _digest(key: bytes, kind: str, scope: str, words: str) -> str:
    return hashlib.blake2b(
        f"{kind}\0{scope}\0{words}".encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES, key=key
    ).hexdigest()
