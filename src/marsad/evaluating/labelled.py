"""Labelled sets: documents with the claims that people found in them."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from marsad.records import Finding, InputError, Severity

DOCUMENTS_FILE = "docs.jsonl"
LABELS_FILE = "gold.jsonl"
TRAP = "trap"

_Row = TypeVar("_Row", bound=msgspec.Struct)


class LabelledDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `docs.jsonl`; `kind` is `trap` where the document holds no claim, `origin` names where it is from."""

    id: str
    text: str
    language: str
    title: str = ""
    published: str | None = None
    publisher: str = ""
    url: str = ""
    kind: str = ""
    origin: str = ""

    @property
    def is_trap(self) -> bool:
        """True for a document in which every claim found is false."""
        return self.kind == TRAP

    @property
    def collection(self) -> str:
        """The collection the document is from: the first word of `origin`, up to a colon."""
        first = self.origin.split()[:1]
        return first[0].split(":")[0] if first else ""


class HandLabel(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `gold.jsonl`: a claim, or one more mention of it, as a person labelled it.

    Offsets are characters of the document's `text`. A count of None is an open end.
    """

    claim_id: str
    doc_id: str
    role: Literal["main", "repeat", "subset", "optional"]
    quote: str
    char_start: int
    char_end: int
    harm: str
    count_low: int | None
    count_high: int | None
    repeat_of: str | None = None
    subset_of: str | None = None
    approx: bool = False
    vague: bool = False
    is_total: bool = False
    category: str = "unknown"
    flags: tuple[str, ...] = ()
    group: str | None = None
    places: tuple[str, ...] = ()
    country: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    event_type: str | None = None
    perpetrator: str | None = None
    attributed_to: str | None = None
    incident: str | None = None
    confidence: float | None = None


class LabelledSet(msgspec.Struct, frozen=True, kw_only=True):
    """Documents and labels in the order of their files."""

    documents: tuple[LabelledDocument, ...]
    labels: tuple[HandLabel, ...]

    def in_language(self, language: str) -> "LabelledSet":
        """Keep the documents of one language and their labels."""
        documents = tuple(document for document in self.documents if document.language == language)
        kept = {document.id for document in documents}
        return LabelledSet(documents=documents, labels=tuple(label for label in self.labels if label.doc_id in kept))


def read_labelled_set(directory: Path) -> tuple[LabelledSet, tuple[Finding, ...]]:
    """Read `docs.jsonl` and `gold.jsonl` of a folder; findings name labels that do not fit their documents.

    Raises InputError where a file is missing, a line cannot be read, or two documents share an id. A document without
    `kind` is a trap where no label points to it.
    """
    labels = tuple(_rows(directory / LABELS_FILE, HandLabel))
    labelled = {label.doc_id for label in labels}
    documents = tuple(
        document if document.kind else msgspec.structs.replace(document, kind="" if document.id in labelled else TRAP)
        for document in _rows(directory / DOCUMENTS_FILE, LabelledDocument)
    )
    texts: dict[str, str] = {}
    for document in documents:
        if document.id in texts:
            raise InputError(
                f"Two documents have the id {document.id!r}",
                where=DOCUMENTS_FILE,
                next_step="Give every document its own id.",
            )
        texts[document.id] = document.text
    return LabelledSet(documents=documents, labels=labels), tuple(_misfits(labels, texts))


def _rows(path: Path, row: type[_Row]) -> Iterator[_Row]:
    decoder = msgspec.json.Decoder(row)
    try:
        lines = path.read_bytes().removeprefix(BOM_UTF8).split(b"\n")
    except OSError as error:
        raise InputError(
            f"Cannot read {path.name}: {error.strerror}",
            where=str(path),
            next_step=f"Name a folder that holds {DOCUMENTS_FILE} and {LABELS_FILE}.",
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(
                f"Not a row of {path.name}: {error}",
                where=f"{path.name} line {number}",
                next_step="Correct the line; docs/method/evaluation.md lists the fields.",
            ) from error


def _misfits(labels: tuple[HandLabel, ...], texts: dict[str, str]) -> Iterator[Finding]:
    claims = {(label.doc_id, label.claim_id) for label in labels if label.role != "repeat"}
    for label in labels:
        text = texts.get(label.doc_id)
        if text is None:
            yield _misfit(
                "label_without_document",
                label,
                f"Label {label.claim_id} is for document {label.doc_id}, which {DOCUMENTS_FILE} does not hold",
                f"Add the document to {DOCUMENTS_FILE} or take the label out.",
            )
        elif not _stands(label, text):
            yield _misfit(
                "label_misplaced",
                label,
                f"The quote of label {label.claim_id} does not stand at {label.char_start} to {label.char_end}",
                "Correct char_start and char_end, counted in characters of the document's text.",
            )
        elif label.role == "repeat" and (label.doc_id, label.repeat_of) not in claims:
            yield _misfit(
                "label_without_claim",
                label,
                f"Label {label.claim_id} repeats {label.repeat_of}, which is no claim of its document",
                "Name a main, subset or optional claim of the same document in repeat_of.",
            )


def _stands(label: HandLabel, text: str) -> bool:
    return 0 <= label.char_start < label.char_end and text[label.char_start : label.char_end] == label.quote


def _misfit(kind: str, label: HandLabel, message: str, remedy: str) -> Finding:
    return Finding(
        kind=kind,
        severity=Severity.WARNING,
        where=f"{LABELS_FILE} {label.claim_id}",
        document=label.doc_id,
        words=label.quote,
        message=message,
        remedy=remedy,
    )
