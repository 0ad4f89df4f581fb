"""The custody of one original: every capture, what was told of it since, what is lacking, and how well it is kept."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.pipeline.captures import arrivals, told_since
from marsad.pipeline.checkpointing import CHECKPOINTS
from marsad.pipeline.concealing import Veil
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import WITNESSES, Witnesses
from marsad.pipeline.telling import seal_telling
from marsad.records import (
    CapturePart,
    CustodyNote,
    Derivative,
    EntryKind,
    Finding,
    InputError,
    ItemKind,
    SealedFile,
    Severity,
    Told,
    WebPart,
    lacking,
)
from marsad.vault import Capture, Originals
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.timestamps import timestamps_of

_TOLD = "told by the collector"


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """One of the six properties that keep an item useful as evidence: whether it holds, and what shows it."""

    name: str
    holds: bool
    because: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One way an original came in: the entry of the log, the capture, and what is told of it by now."""

    entry: int
    capture: Capture
    told: Told


class CustodyView(msgspec.Struct, frozen=True, kw_only=True):
    """The custody of an original as `marsad custody` shows it."""

    sha256: str
    captures: tuple[Standing, ...]
    derivatives: tuple[Derivative, ...]
    properties: tuple[Property, ...]
    flags: tuple[Finding, ...]


def custody_of(archive: Archive, sha256: str) -> CustodyView:
    """Return the custody of an original; its bytes are hashed again. Raises `InputError` where there is none."""
    entries = archive.ledger.entries([EntryKind.CAPTURE], subject=sha256)
    told = told_since(archive)
    captures = tuple(
        Standing(
            entry=entry.number, capture=capture, told=told.get((sha256, capture.custody.name), capture.custody.told)
        )
        for entry in entries
        if (capture := entry.facts(Capture)) is not None
    )
    if not captures:
        raise InputError(
            "There is no original of that hash, or it was erased",
            where=sha256[:64],
            next_step="`marsad list documents --json` gives the original of each document",
        )
    documents = sorted(document.id for document in archive.intakes.documents({sha256}))
    made = tuple(one for name in documents for one in archive.intakes.derivatives(name) if one.original == sha256)
    return CustodyView(
        sha256=sha256,
        captures=captures,
        derivatives=made,
        properties=tuple(_properties(archive, sha256, captures, documents)),
        flags=tuple(flag for one in captures for flag in _flags(one.capture, one.told)),
    )


def tell(archive: Archive, recorder: Recorder, sha256: str, told: Told) -> None:
    """Write down what is told of an original after it came in, under its first name; for the only writer.

    Words that name a protected person are masked and kept sealed; so is all that is told of a testimony.
    """
    view = custody_of(archive, sha256)
    note = CustodyNote(name=view.captures[0].capture.custody.name, told=told)
    witnesses = Witnesses(archive, recorder)
    box = witnesses.boxes.get(sha256)
    said = Veil(witnesses.blind, sha256, testimony=box is not None and box.testimony).note(note)
    if said != note:
        seal_telling(witnesses, sha256, note.name, told)
    draft = recorder.draft(EntryKind.CUSTODY, sha256, said)
    archive.ledger.append(recorder.addition(draft, *witnesses.drafts()))


def completed(parts: Sequence[CapturePart], told: Told) -> tuple[CapturePart, ...]:
    """Return the parts of a web capture with what its collector tells of them, and their reasons for what is not there.

    Nothing for items that are no web captures.
    """
    if not parts and told.kind is not ItemKind.WEB:
        return ()
    found = {part.part: part for part in parts}
    words = {WebPart.TARGET_URL: told.url, WebPart.CONTEXT: told.context, WebPart.COLLECTION_DATA: told.collector}
    return tuple(_completed(part, found.get(part), words.get(part, ""), told) for part in WebPart)


def _completed(part: WebPart, found: CapturePart | None, words: str, told: Told) -> CapturePart:
    if found is not None and found.obtained:
        return found
    if part is WebPart.HASHES:
        return CapturePart(part=part, obtained=True, what="SHA-256 of the whole original")
    if words:
        return CapturePart(part=part, obtained=True, what=f"{_TOLD}: {words}")
    return CapturePart(
        part=part, obtained=False, what=told.not_obtained.get(part, "not in the capture, no reason told")
    )


def custody_flags(archive: Archive, originals: Collection[str]) -> Iterator[Finding]:
    """Yield what in the custody of some originals is lacking, or contradicts itself; nothing is changed by it."""
    told = told_since(archive)
    for sha256, captures in sorted(arrivals(archive).captures.items()):
        if sha256 in originals:
            for capture in captures:
                yield from _flags(capture, told.get((sha256, capture.custody.name), capture.custody.told))


def _flags(capture: Capture, told: Told) -> Iterator[Finding]:
    name = capture.custody.name
    if missing := lacking(told):
        yield _finding(
            "provenance_missing",
            name,
            f"Told to be {told.kind}, without {', '.join(missing)}",
            "say so in custody.toml beside it, then run again; or leave it: the gap is on record",
        )
    if told.interviewed_before:
        yield _finding(
            "interviewed_before",
            name,
            f"This witness was interviewed before, by {told.interviewed_before}",
            "look at that account first: accounts that differ in small things can discredit a witness",
        )
    for why in _contradictions(capture, told):
        yield _finding("custody_contradiction", name, why, "find out which is right; both stay on record")


def _contradictions(capture: Capture, told: Told) -> Iterator[str]:
    if told.collected and _moment(told.collected) > _moment(capture.custody.when):
        yield f"Told to be collected at {told.collected}, received here before, at {capture.custody.when}"
    url = next((part.what for part in capture.parts if part.part is WebPart.TARGET_URL and part.obtained), "")
    if told.url and url and not url.startswith(_TOLD) and _plain(url) != _plain(told.url):
        yield f"Told to be of {told.url}, the first page in the capture is {url}"


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _plain(url: str) -> str:
    return url.partition("#")[0].rstrip("/").casefold()


def _properties(
    archive: Archive, sha256: str, captures: Sequence[Standing], documents: Sequence[str]
) -> Iterator[Property]:
    path, wanted, how = _place(archive, sha256)
    there = path.is_file()
    same = there and _hash(path) == wanted
    yield Property(name="authenticity", holds=same, because=how if there else "it is gone")
    yield Property(name="availability", holds=there, because=path.relative_to(archive.root).as_posix())
    yield Property(name="identity", holds=True, because=f"entry {captures[0].entry} of the log names its SHA-256")
    shelf = CheckpointShelf(archive.root / CHECKPOINTS)
    size = next((size for size in shelf.sizes() if size > captures[0].entry), None)
    stamps = len(timestamps_of(shelf.path(size))) if size is not None else 0
    copies = len(archive.ledger.entries([EntryKind.COPY]))
    kept = f"checkpoint over {size} entries, {stamps} time stamps on it, {copies} backups on record"
    yield Property(name="persistence", holds=size is not None, because=kept if size is not None else "not signed yet")
    form = captures[0].capture.format
    yield Property(
        name="renderability",
        holds=bool(documents),
        because=f"{form or 'format not known'}: {len(documents)} documents were read in it",
    )
    told = any(one.told != Told() for one in captures)
    yield Property(
        name="understandability",
        holds=told,
        because="its collector told of it" if told else "nothing is told of it but its name and who took it in",
    )


def _place(archive: Archive, sha256: str) -> tuple[Path, str, str]:
    """Return where an original stands, the SHA-256 its file has to have, and what comparing them shows."""
    box = Witnesses(archive, Recorder()).boxes.get(sha256)
    if box is None:
        path = Originals(archive.root / "originals", Recorder()).path(sha256)
        return path, sha256, "its bytes were hashed again"
    entries = archive.ledger.entries([EntryKind.SEAL], subject=f"{WITNESSES}/{box.path.name}")
    file = entries[-1].facts(SealedFile) if entries else None
    how = "sealed, its encrypted bytes are those on record; `marsad seal check` opens it"
    return box.path, file.sha256 if file else "", how


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _finding(kind: str, where: str, message: str, remedy: str) -> Finding:
    return Finding(kind=kind, severity=Severity.WARNING, where=where, message=message, remedy=remedy)
