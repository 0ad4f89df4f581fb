"""Attaching: a derivative that somebody or a tool made goes beside its original, with its custody, and is read."""

import hashlib
import io
from pathlib import Path

import msgspec

from marsad import intake
from marsad.archive import Archive, Intake
from marsad.engines import LocalEngine
from marsad.intake import RecognisedFile
from marsad.pipeline.arriving import Read, read_originals
from marsad.pipeline.attachments import attachments, derivative_store, recognition_of
from marsad.pipeline.captures import arrivals, capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.concealing import Veil
from marsad.pipeline.deriving import derive_all
from marsad.pipeline.mending import sweep
from marsad.pipeline.progress import Progress
from marsad.pipeline.protecting import Protected, protect
from marsad.pipeline.reading_all import read_all
from marsad.pipeline.recording import TOOL, Recorder, typed
from marsad.pipeline.retaking import Retaker
from marsad.records import (
    Action,
    Attachment,
    DerivativeKind,
    Document,
    Draft,
    EntryKind,
    InputError,
    Judgement,
    named_judgement,
)
from marsad.settings import Settings
from marsad.vault import Custody
from marsad.vault.sealing import Compartment

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
    opened: Compartment | None = None,
) -> Attachment:
    """Keep a file as a derivative of an original, read it where it stands for the original's words, and count anew.

    A text that is read takes the place of an earlier one: the documents of that one are rejected by a judgement, which
    can be withdrawn. What names somebody protected is sealed, with its original; so is all that belongs to a sealed
    one. `opened` is the compartment for witnesses, needed for a text that is read where the original is sealed. For the
    only writer. Raises `InputError` where the file or what is said of it cannot be used, `SealError` without the key.
    """
    capture_migrated(archive, recorder)
    if original not in arrivals(archive).captures:
        raise InputError(
            "There is no original of that hash", where=original[:64], next_step="see `marsad list documents`"
        )
    data = _checked(file, making, settings)
    before = [document.id for document in archive.intakes.documents({original}) if document.recognition]
    attacher = Attacher(archive, settings, recorder, opened)
    made = describe(original, data, name=file.name, making=making, recorder=recorder)
    replacing = [_replacing(before, recorder)] if made.kind.is_read and before else []
    made = attacher.keep(made, data, *replacing)
    with LocalEngine(1) as engine:
        sweep(
            archive,
            settings,
            engine=engine,
            progress=progress,
            recorder=recorder,
            opened=opened,
            moved=attacher.moved,
        )
        read_all(archive, settings, engine, progress)
    derive_all(archive, settings, progress, recorder)
    checkpoint_after_run(archive)
    return made


def describe(original: str, data: bytes, *, name: str, making: Making, recorder: Recorder) -> Attachment:
    """Return what is to be said of a derivative of those bytes; raises `InputError` where something is not told."""
    custody = Custody(who=recorder.author, when=recorder.now(), name=name, how=TOOL, why=making.why)
    return Attachment(
        original=original,
        kind=making.kind,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
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


class Attacher:
    """Stores derivatives, writes them down, and reads the originals whose words they are; for the only writer.

    `opened` is the compartment for witnesses, where it could be opened.
    """

    def __init__(
        self, archive: Archive, settings: Settings, recorder: Recorder, opened: Compartment | None = None
    ) -> None:
        self._archive = archive
        self._settings = settings
        self._recorder = recorder
        self._retaker = Retaker(archive, settings, recorder, opened)
        self.witnesses = self._retaker.witnesses
        self._sealed_before = len(self.witnesses.boxes)

    @property
    def moved(self) -> bool:
        """Tell whether an original that stood in clear was sealed."""
        return len(self.witnesses.boxes) > self._sealed_before

    def keep(self, made: Attachment, data: bytes, *drafts: Draft) -> Attachment:
        """Keep a derivative of those bytes, with entries about it; sealed where it names somebody or its original is.

        It is read before it is stored, because what names somebody protected must never stand in the archive in clear.
        Returns what the ledger says of it: without the names of protected persons. Raises `SealError` where the
        original is sealed, the text is to be read and the compartment is closed.
        """
        read = self._read(made, data) if made.kind.is_read else None
        protected = read.protected if read else self._in_translation(made, data)
        if (protected and protected.sealed) or made.original in self.witnesses.boxes:
            self.witnesses.put_made(io.BytesIO(data), made.sha256, protected.names if protected else ())
        else:
            self._store(made, data)
        box = self.witnesses.boxes.get(made.original)
        veil = Veil(self.witnesses.blind, made.original, testimony=box is not None and box.testimony)
        said = veil.attachment(made)
        entries = (self._recorder.draft(EntryKind.DERIVATIVE, made.original, said), *drafts)
        if read is not None:
            self._retaker.take(read, *entries)
        else:
            self._archive.ledger.append(self._recorder.addition(*entries, *self.witnesses.drafts()))
            self.witnesses.drop_fresh()
        return said

    def _read(self, made: Attachment, data: bytes) -> Read:
        fresh = RecognisedFile(data=data, recognition=recognition_of(made))
        return read_originals([self._retaker.arrival(made.original, fresh)])[0]

    def _in_translation(self, made: Attachment, data: bytes) -> Protected | None:
        """Return who is named in a translation; it is read for nothing else."""
        if made.kind is not DerivativeKind.TRANSLATION:
            return None
        recognition = msgspec.structs.replace(recognition_of(made), kind=DerivativeKind.TRANSCRIPT)
        file = RecognisedFile(data=data, recognition=recognition)
        found = intake.read_recognised(file, made.name, made.original, self._settings.intake)
        documents = tuple(one for one in found if isinstance(one, Document))
        words = Intake(
            sha256=made.original, size=made.size, version="", name="", received="", documents=documents, findings=()
        )
        return protect(words, self.witnesses.blind, self._settings.reader, testimony=False)

    def _store(self, made: Attachment, data: bytes) -> None:
        store = derivative_store(self._archive.root)
        store.keep(io.BytesIO(data), Custody(who=made.who, when=made.when, name=made.name, how=made.how, why=made.why))
        store.flush()


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
