"""Derivatives: what a tool made of an original, never in its place."""

from enum import StrEnum

import msgspec


class DerivativeKind(StrEnum):
    """What was made."""

    EXTRACTED_TEXT = "extracted_text"
    RECOGNISED_TEXT = "recognised_text"  # from a picture or a sound
    TRANSLATION = "translation"
    THUMBNAIL = "thumbnail"


class Derivative(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One thing made of an original: from which part of it, by which tool and version, and the hash of its bytes.

    `document` is the document whose text it is, `sha256` is over the text in UTF-8 or the bytes of the file.
    """

    original: str
    position: str
    document: str
    kind: DerivativeKind
    tool: str
    version: str
    sha256: str
