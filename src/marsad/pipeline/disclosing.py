"""Reading what is sealed: by whom, when and why is written down before any of it is shown."""

import io
from collections.abc import Iterable, Iterator

import msgspec

from marsad import intake
from marsad.archive import Archive
from marsad.pipeline.captures import arrivals
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import SEALED, WITNESSES
from marsad.records import Document, EntryKind, InputError, Opening, SealError, Span
from marsad.settings import Settings
from marsad.vault.compartments import Compartments
from marsad.vault.sealing import Compartment
from marsad.vault.strongroom import open_box


class Disclosed(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its words in clear, and which of them are sealed."""

    document: Document
    spans: tuple[Span, ...]


def write_down(archive: Archive, recorder: Recorder, opened: Iterable[str], why: str) -> None:
    """Enter into the log that somebody opens what is sealed; for the only writer. Raises `InputError` without a why."""
    if not why.strip():
        raise InputError("Reading what is sealed needs its reason", next_step="say why (--why)")
    names = tuple(opened)
    draft = recorder.draft(EntryKind.OPENING, names[0] if names else SEALED, Opening(opened=names, why=why.strip()))
    archive.ledger.append(recorder.addition(draft))
    checkpoint_after_run(archive)


def disclose(
    archive: Archive, settings: Settings, opened: Compartment, names: Iterable[str], *, recorder: Recorder, why: str
) -> list[Disclosed]:
    """Return documents, named by their ids or by claims of theirs, with the words that are sealed; for the only writer.

    The words are read again from the sealed original. Raises `InputError`, `SealError`.
    """
    wanted = list(dict.fromkeys(_document(archive, name) for name in names))
    stored = {document.id: document for document in archive.intakes.documents() if document.id in wanted}
    for name in wanted:
        if name not in stored or not stored[name].sealed:
            raise InputError(
                "No words of this are sealed", where=name[:80], next_step="see `marsad list documents` for ids"
            )
    write_down(archive, recorder, wanted, why)
    return [_disclosed(archive, settings, opened, stored[name]) for name in wanted]


def _document(archive: Archive, name: str) -> str:
    if not name.startswith("clm-"):
        return name
    claims = (claim for stored in archive.readings.all() for claim in stored.reading.claims)
    return next((claim.document for claim in claims if claim.id == name), name)


def _disclosed(archive: Archive, settings: Settings, opened: Compartment, masked: Document) -> Disclosed:
    room = Compartments(archive.root / SEALED).originals(WITNESSES)
    box = room.boxes().get(masked.original)
    if box is None:
        raise SealError("The sealed original is gone", where=masked.original, next_step="restore it from a backup")
    data = open_box(box, room.key(opened, box))
    name = arrivals(archive).first(masked.original).custody.name
    for document in _documents(data, name, masked.original, settings):
        if document.id == masked.id:
            same = len(document.text) == len(masked.text)
            return Disclosed(document=document, spans=masked.sealed if same else (document.body(),))
    raise SealError(
        "This version reads the original otherwise and does not find the document",
        where=masked.id,
        next_step="run `marsad rebuild`, then try again",
    )


def _documents(data: bytes, name: str, sha256: str, settings: Settings) -> Iterator[Document]:
    found = intake.read_original(io.BytesIO(data), name, sha256, settings.intake)
    return (document for document in found if isinstance(document, Document))
