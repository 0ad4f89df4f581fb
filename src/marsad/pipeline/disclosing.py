"""Reading what is sealed: by whom, when and why is written down before any of it is shown."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.pipeline.arriving import items
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.concealing import Telling
from marsad.pipeline.recording import Recorder
from marsad.pipeline.retaking import Retaker
from marsad.pipeline.sealing import SEALED, Witnesses
from marsad.pipeline.telling import read_telling
from marsad.pipeline.texts import opened_bytes
from marsad.records import Document, EntryKind, InputError, Opening, SealedFile, SealError, Span
from marsad.settings import Settings
from marsad.vault.sealing import Compartment
from marsad.vault.strongroom import Box, box_of


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
    for document in items(Retaker(archive, settings, Recorder(), opened).arrival(masked.original)):
        if isinstance(document, Document) and document.id == masked.id:
            same = len(document.text) == len(masked.text)
            return Disclosed(document=document, spans=masked.sealed if same else (document.body(),))
    raise SealError(
        "This version reads the original otherwise and does not find the document",
        where=masked.id,
        next_step="run `marsad rebuild`, then try again",
    )


def disclose_told(
    archive: Archive, opened: Compartment, originals: Iterable[str], *, recorder: Recorder, why: str
) -> list[Telling]:
    """Return what was told of some originals and is sealed: the names they were given under, collectors' words.

    For the only writer. Raises `InputError` where nothing told of one is sealed, `SealError`.
    """
    wanted = list(dict.fromkeys(originals))
    witnesses = Witnesses(archive, recorder)
    found: dict[str, list[Box]] = {}
    for entry in archive.ledger.entries([EntryKind.SEAL]):
        box, file = box_of(Path(entry.subject)), entry.facts(SealedFile)
        if box is not None and file is not None and file.of and (kept := witnesses.told.get(box.sha256)):
            found.setdefault(file.of, []).append(kept)
    for original in wanted:
        if original not in found:
            raise InputError(
                "Nothing that was told of this is sealed", where=original[:64], next_step="see `marsad custody`"
            )
    write_down(archive, recorder, wanted, why)
    boxes = dict.fromkeys(box.sha256 for original in wanted for box in found[original])
    return [read_telling(opened_bytes(witnesses.told[sha256], opened)) for sha256 in boxes]
