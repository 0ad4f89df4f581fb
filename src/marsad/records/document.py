"""Documents: readable items found in originals."""

import datetime as dt
from enum import StrEnum

import msgspec

from marsad.records.derivative import Recognition
from marsad.records.identity import content_id
from marsad.records.span import Span


class DocumentKind(StrEnum):
    """What sort of text a document is."""

    ARTICLE = "article"
    POST = "post"
    EMAIL = "email"
    ROW = "row"
    FILE = "file"


class MaskReason(StrEnum):
    """Why a stretch of text is kept but not read."""

    REPEATED_PARAGRAPH = "repeated_paragraph"
    REPEATED_HEADLINE = "repeated_headline"
    MARKUP = "markup"
    BOILERPLATE = "boilerplate"
    NAVIGATION = "navigation"


class Mask(msgspec.Struct, frozen=True, order=True):
    """A stretch of a document's text that readers skip; offsets around it do not move."""

    start: int
    end: int
    reason: MaskReason


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One readable item in an original.

    `text` is the whole extracted text: the title, a blank line and the body where the item gives a title apart from
    its body and the body does not begin with it (`body_start` is then the offset of the body), else the body alone
    (`body_start` 0). `original` is the SHA-256 of the file it came from and `position` where in that file
    (`""` for the whole file, `line 12`, `entry 3`, `inner.zip!a.html`). `published` is the day the item itself
    gives, in the source's own offset; a dateline in the text may contradict it and then wins (see
    `marsad.reading.dates`). `byte_offset` is where in the original the text's first character stands, when the text
    is a literal stretch of UTF-8 of the original, else -1. `sealed` are the ranges of `text` whose words are masked
    because they name somebody protected: letters that say nothing, of the same length in characters and in bytes. The
    words themselves are in the sealed original. In a `testimony` all of the text is masked, after its claims were read.
    `recognition` says how the text was made where the original is a picture or a sound: such a text is never one that
    the original holds.
    """

    id: str
    original: str
    position: str = ""
    source_id: str = ""
    kind: DocumentKind = DocumentKind.FILE
    title: str = ""
    text: str
    body_start: int = 0
    language: str = "und"
    published: dt.date | None = None
    published_time: str = ""
    retrieved: str = ""
    publisher: str = ""
    url: str = ""
    masks: tuple[Mask, ...] = ()
    byte_offset: int = -1
    sealed: tuple[Span, ...] = ()
    testimony: bool = False
    recognition: Recognition | None = None

    @property
    def name(self) -> str:
        """The collector's own id where there is one, else ours."""
        return self.source_id or self.id

    def readable(self) -> str:
        """Return the text with masked characters blanked, line breaks kept: same length, same offsets."""
        if not self.masks:
            return self.text
        pieces: list[str] = []
        at = 0
        for mask in sorted(self.masks):
            start = max(mask.start, at)
            if mask.end <= start:
                continue
            pieces.append(self.text[at:start])
            pieces.append("".join(c if c == "\n" else " " for c in self.text[start : mask.end]))
            at = mask.end
        pieces.append(self.text[at:])
        return "".join(pieces)

    def body(self) -> Span:
        """The range of the body, title left out."""
        return Span(self.body_start, len(self.text))


def document_id(item_sha256: str, place_in_item: str = "") -> str:
    """Name a document after the bytes of the item that holds it (see `docs/decisions/002-item-identity.md`)."""
    return content_id("doc", item_sha256, place_in_item)
