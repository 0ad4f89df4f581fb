"""Concealing: what the log says of an original without the names of protected persons in it."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import TypeVar

import msgspec

from marsad.pipeline.protecting import LEAST_PART, shown, testimony_name
from marsad.records import Attachment, CapturePart, CustodyNote, Span, Told, WebPart
from marsad.vault import Capture, Custody
from marsad.vault.blinding import Blind, words_of
from marsad.vault.masking import masked

_Facts = TypeVar("_Facts", bound=msgspec.Struct)

# masked, they would no longer be read as times
_TIMES = frozenset({"collected", "at"})
# the parts of a web capture that say words of the capture; of the others Marsad says how many there are
_WORDS = frozenset({WebPart.TARGET_URL, WebPart.COLLECTION_DATA})


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of an original and may not stand in clear: the name it was given under, and its collector's words.

    `salt` is chance: the SHA-256 of a telling stands in clear, and a guess must not be tested against it.
    """

    original: str
    name: str
    told: Told
    salt: str


class Veil:
    """Masks what the log says of one original: known names, or of a testimony every word of its collector.

    The same again for what it has masked.
    """

    def __init__(self, blind: Blind, original: str, *, testimony: bool) -> None:
        self._blind = blind
        self._original = original
        self._testimony = testimony

    def name(self, name: str) -> str:
        """Return a file's name as it may be kept."""
        return testimony_name(self._original, name) if self._testimony else self._shown(name)

    def told(self, told: Told) -> Told:
        """Return what a collector tells as it may be kept; of a testimony kinds, times and numbers stay."""
        return _reworded(told, self._knowing(told)._say)

    def custody(self, custody: Custody) -> Custody:
        """Return a custody as it may be kept."""
        veil = self._knowing(custody)
        told = veil.told(custody.told)
        why = told.why or veil._shown(custody.why)
        url = told.url or veil._say(custody.url)
        return msgspec.structs.replace(custody, name=veil.name(custody.name), url=url, why=why, told=told)

    def parts(self, parts: tuple[CapturePart, ...]) -> tuple[CapturePart, ...]:
        """Return the parts of a web capture as they may be kept."""
        return tuple(_reworded(part, self._say) if part.part in _WORDS else part for part in parts)

    def capture(self, capture: Capture) -> Capture:
        """Return a capture as it may be kept, told parts and all."""
        veil = self._knowing(capture)
        parts = tuple(_reworded(part, veil._shown) for part in veil.parts(capture.parts))
        return msgspec.structs.replace(capture, custody=veil.custody(capture.custody), parts=parts)

    def note(self, note: CustodyNote) -> CustodyNote:
        """Return what was told later as it may be kept."""
        veil = self._knowing(note)
        return CustodyNote(name=veil.name(note.name), told=veil.told(note.told))

    def attachment(self, made: Attachment) -> Attachment:
        """Return what is told of a derivative as it may be kept."""
        veil = self._knowing(made)
        return msgspec.structs.replace(_reworded(made, veil._shown), name=veil.name(made.name))

    def _knowing(self, facts: msgspec.Struct) -> "Veil":
        """Return a veil that masks parts of a name as well where the whole of it stands somewhere in the same facts."""
        texts = list(_texts(facts))
        names = {span.of(text) for text in texts for span in self._blind.spans(text, self._original)}
        if not names:
            return self
        parts = {word for name in names for word in words_of(name) if len(word) >= LEAST_PART}
        known = (self._blind.name(words, self._original) for words in names | parts)
        return Veil(self._blind | frozenset[str]().union(*known), self._original, testimony=self._testimony)

    def _say(self, text: str) -> str:
        return masked(text, [Span(0, len(text))]) if self._testimony else self._shown(text)

    def _shown(self, text: str) -> str:
        return shown(text, self._blind, self._original)


def _reworded(facts: _Facts, say: Callable[[str], str]) -> _Facts:
    """Return facts with every text in them said otherwise."""
    values = {name: getattr(facts, name) for name in facts.__struct_fields__ if name not in _TIMES}
    return msgspec.structs.replace(facts, **{name: _said(value, say) for name, value in values.items()})


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, msgspec.Struct):
        yield from _texts(tuple(getattr(value, name) for name in value.__struct_fields__))
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def _said(value: object, say: Callable[[str], str]) -> object:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return say(value)
    if isinstance(value, tuple):
        return tuple(_said(one, say) for one in value)
    if isinstance(value, dict):
        return {key: _said(one, say) for key, one in value.items()}
    return _reworded(value, say) if isinstance(value, msgspec.Struct) else value
