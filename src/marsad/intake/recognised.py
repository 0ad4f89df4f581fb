"""Recognised text: what stands in a file made of a picture or a sound becomes a document that says so."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.intake.compose import compose
from marsad.intake.item import Item, Job, facts_identity
from marsad.intake.settings import IntakeSettings
from marsad.records import DerivativeKind, Document, DocumentKind, Finding, Recognition

_POSITIONS = {DerivativeKind.RECOGNISED_TEXT: "recognised text", DerivativeKind.TRANSCRIPT: "transcript"}
# what an original without a text of its own was said to be
_ANSWERED = frozenset({"unsupported_format", "no_text_layer", "not_text"})


class RecognisedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file with the text of an original, or its bytes where they may not stand in clear, and how it was made."""

    path: str = ""
    data: bytes | None = None
    recognition: Recognition


def read_recognised(
    file: RecognisedFile, name: str, sha256: str, settings: IntakeSettings
) -> Iterator[Document | Finding]:
    """Yield the document of a recognised text and a note that says how sure it is; nothing where no word was found."""
    job = Job(name=name, sha256=sha256, settings=settings)
    recognition = file.recognition
    position = _POSITIONS[recognition.kind]
    try:
        data = Path(file.path).read_bytes() if file.data is None else file.data
    except OSError as error:
        yield job.finding("unreadable", position, why=(error.strerror or "unknown reason").lower())
        return
    text = data.decode("utf-8", "replace")
    if not text.strip():
        return
    identity = facts_identity({"original": sha256, "text": recognition.derivative, "kind": recognition.kind.value})
    for made in compose(Item(identity=identity, position=position, body=text, kind=DocumentKind.FILE), job):
        yield made if isinstance(made, Finding) else msgspec.structs.replace(made, recognition=recognition)
    sure = "" if recognition.confidence is None else f", which is {recognition.confidence}% sure of its words"
    tool = f"{recognition.tool} {recognition.version}"
    yield job.finding("text_recognised", position, tool=tool, confidence=sure)


def answers(finding: Finding, name: str) -> bool:
    """Tell whether a recognised text takes away what a finding complains of: that the original has no text."""
    return finding.kind in _ANSWERED and finding.where == name
