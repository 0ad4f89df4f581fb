"""Attaching: a derivative that somebody or a tool made goes beside its original, with its custody, and is read."""

import io
from pathlib import Path

import msgspec

from marsad import intake
from marsad.archive import Archive
from marsad.engines import LocalEngine
from marsad.pipeline.attachments import attachments, derivative_store, recognised_file, recognised_files
from marsad.pipeline.captures import arrivals, capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.deriving import derive_all
from marsad.pipeline.progress import Progress
from marsad.pipeline.reading_all import read_all
from marsad.pipeline.recording import TOOL, Recorder, typed
from marsad.pipeline.taking_in import Arrival, arrival_of, read_originals
from marsad.records import (
    Action,
    Addition,
    Attachment,
    DerivativeKind,
    Draft,
    EntryKind,
    InputError,
    Judgement,
    named_judgement,
)
from marsad.settings import Settings
from marsad.vault import Custody

_MEGABYTE = 1 << 20
_REPLACED = "a newer text of the same original was attached"
_TEXTS = (DerivativeKind.RECOGNISED_TEXT, DerivativeKind.TRANSCRIPT, DerivativeKind.TRANSLATION)


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """How a derivative was made: what it is, by which tool and version, by whom, in which language, how surely, why."""

    kind: DerivativeKind
    tool: str
    version: str
    maker: str
    language: str = ""
    confidence: int | None = None
    why: str


def attach(
    archive: Archive,
    original: str,
    file: Path,
    *,
    settings: Settings,
    making: Making,
    recorder: Recorder,
    progress: Progress,
) -> Attachment:
    """Keep a file as a derivative of an original, read it where it stands for the original's words, and count anew.

    A text that is read takes the place of an earlier one: the documents of that one are rejected by a judgement, which
    can be withdrawn. For the only writer. Raises `InputError` where the file or what is said of it cannot be used.
    """
    capture_migrated(archive, recorder)
    captures = arrivals(archive).captures
    if original not in captures:
        raise InputError(
            "There is no original of that hash", where=original[:64], next_step="see `marsad list documents`"
        )
    data = _checked(file, making, settings)
    before = [document.id for document in archive.intakes.documents({original}) if document.recognition]
    made = keep(archive, original, data, name=file.name, making=making, recorder=recorder)
    drafts = [recorder.draft(EntryKind.DERIVATIVE, original, made)]
    if made.kind.is_read and before:
        drafts.append(_replacing(before, recorder))
    arrival = arrival_of(archive.root, captures[original][0], settings, recognised_files(archive).get(original, ()))
    add(archive, made, recorder.addition(*drafts), arrival)
    with LocalEngine(1) as engine:
        read_all(archive, settings, engine, progress)
    derive_all(archive, settings, progress, recorder)
    checkpoint_after_run(archive)
    return made


def keep(archive: Archive, original: str, data: bytes, *, name: str, making: Making, recorder: Recorder) -> Attachment:
    """Store the bytes of a derivative and return what the ledger is to say of it; nothing refers to it yet."""
    store = derivative_store(archive.root)
    when = recorder.now()
    custody = Custody(who=recorder.author, when=when, name=name, how=TOOL, why=making.why)
    kept = store.keep(io.BytesIO(data), custody)
    store.flush()
    return Attachment(
        original=original,
        kind=making.kind,
        sha256=kept.sha256,
        size=kept.size,
        tool=making.tool,
        version=making.version,
        maker=making.maker,
        language=making.language,
        confidence=making.confidence,
        who=custody.who,
        when=custody.when,
        name=custody.name,
        how=custody.how,
        why=custody.why,
    )


def add(archive: Archive, made: Attachment, addition: Addition, arrival: Arrival) -> None:
    """Write a derivative into the ledger, in one transaction with what is read in its original because of it.

    `arrival` is the original with the texts it had before.
    """
    if not made.kind.is_read:
        archive.ledger.append(addition)
        return
    fresh = recognised_file(derivative_store(archive.root), made)
    whole = msgspec.structs.replace(arrival, recognised=(*arrival.recognised, fresh))
    archive.intakes.add(read_originals([whole]), addition)


def _checked(file: Path, making: Making, settings: Settings) -> bytes:
    try:
        size = file.stat().st_size
        if size > settings.max_file_mb * _MEGABYTE:
            raise InputError(
                f"The file has {size:,} bytes", where=file.name, next_step="raise max_file_mb in marsad.toml"
            )
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror}", where=file.name, next_step="check its name and permissions"
        ) from error
    if making.kind in _TEXTS:
        _check_text(data, file.name)
    elif not intake.is_picture(data[:1024]):
        raise InputError("This is no picture", where=file.name, next_step="give a PNG, JPEG, GIF, TIFF or WebP file")
    return data


def _check_text(data: bytes, name: str) -> None:
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        words = ""
    if not words.strip() or "\x00" in words:
        raise InputError("This is no text in UTF-8", where=name, next_step="save it as plain text and attach that")


def _replacing(documents: list[str], recorder: Recorder) -> Draft:
    judgement = Judgement(
        action=Action.REJECT,
        subjects=tuple(sorted(documents)),
        author=recorder.author,
        at=recorder.now(),
        reason=typed(_REPLACED),
    )
    return recorder.draft(EntryKind.JUDGEMENT, judgement.subjects[0], named_judgement(judgement))


def has_any(archive: Archive, kind: DerivativeKind) -> frozenset[str]:
    """Return the originals that have a derivative of a kind, or for text that is read one of any such kind."""
    return frozenset(
        original
        for original, made in attachments(archive).items()
        if any(one.kind is kind or (kind.is_read and one.kind.is_read) for one in made)
    )
