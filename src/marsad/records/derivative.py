"""Derivatives: what a tool or a person made of an original, never in its place."""

from enum import StrEnum

import msgspec

from marsad.records.errors import InputError


class DerivativeKind(StrEnum):
    """What was made."""

    EXTRACTED_TEXT = "extracted_text"  # the text that the original holds as text
    RECOGNISED_TEXT = "recognised_text"  # from a picture
    TRANSCRIPT = "transcript"  # from a sound or a video
    TRANSLATION = "translation"
    THUMBNAIL = "thumbnail"
    ANSWER = "answer"  # what a language model said of a document

    @property
    def is_read(self) -> bool:
        """True for text that stands for the original's own words; a translation never does."""
        return self in (DerivativeKind.RECOGNISED_TEXT, DerivativeKind.TRANSCRIPT)


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


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger keeps of a derivative that is a file: of which original, made how and by whom, and its custody.

    `language` is one or more language codes joined by `+`; `confidence` is the tool's own, 0 to 100. `maker` made it;
    `who` put it into the archive, `when` (UTC, ISO 8601), under the file name `name`, with which tool (`how`) and
    `why`. All but language and confidence must say something.
    """

    original: str
    kind: DerivativeKind
    sha256: str
    size: int
    tool: str
    version: str
    maker: str
    language: str = ""
    confidence: int | None = None
    who: str
    when: str
    name: str
    how: str
    why: str

    def __post_init__(self) -> None:
        told = ("original", "sha256", "tool", "version", "maker", "who", "when", "name", "how", "why")
        missing = [field for field in told if not getattr(self, field).strip()]
        if missing:
            raise InputError(
                f"A derivative without {', '.join(missing)}",
                where=self.name,
                next_step="say which tool (--tool, --tool-version) and who (--by) made it",
            )
        if self.confidence is not None and not 0 <= self.confidence <= 100:
            raise InputError("A confidence is 0 to 100", where=self.name, next_step="give --confidence in per cent")


class Recognition(msgspec.Struct, frozen=True, kw_only=True):
    """How the text of a document was got that the original does not hold as text: by which tool, how surely.

    `derivative` is the SHA-256 of the file that holds the text.
    """

    kind: DerivativeKind
    derivative: str
    tool: str
    version: str
    language: str = ""
    confidence: int | None = None
