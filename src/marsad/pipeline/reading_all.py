"""Documents to claims: every document that has no reading of this version."""

from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from marsad import linking
from marsad.archive import Archive, StoredReading
from marsad.engines import LocalEngine
from marsad.pipeline.answers import answers_in_use, load_answer
from marsad.pipeline.progress import Progress
from marsad.pipeline.versions import gazetteer, readers_of, reading_version
from marsad.reading import Way, shipped_readers
from marsad.reading.opinions import Answer, opinion_of
from marsad.records import Document, Finding, Reading, Severity
from marsad.settings import Settings


class Asked(msgspec.Struct, frozen=True):
    """A document with the answer a language model gave about it and the answer's SHA-256, if one is recorded."""

    document: Document
    answer: Answer | None = None
    sha256: str = ""


def read_all(archive: Archive, settings: Settings, engine: LocalEngine, progress: Progress) -> int:
    """Read every document without a reading of this version, testimonies left out; return how many there were."""
    archive.readings.drop_orphans()
    answers = answers_in_use(archive, settings)
    stale = _waiting(archive, settings, answers)
    # a testimony was read before it was masked; in what is left of it there is nothing to read
    waiting = {document.id for document in archive.intakes.each(stale) if not document.testimony}
    progress.start("Reading", len(waiting))
    if waiting:
        asked = (_asked(archive, document, answers) for document in archive.intakes.each(waiting))
        for batch in engine.map(partial(read_asked, way=settings.reader), asked):
            archive.readings.add(batch)
            progress.advance(len(batch))
    return len(waiting)


def count_waiting(archive: Archive, settings: Settings) -> int:
    """Return how many documents have no reading of this version with these settings."""
    return len(_waiting(archive, settings, answers_in_use(archive, settings)))


def _waiting(archive: Archive, settings: Settings, answers: Mapping[str, str]) -> set[str]:
    done = dict(archive.readings.versions())
    documents = archive.intakes.all_ids()
    return {d for d in documents if done.get(d) != _version(settings.reader, answers.get(d, ""))}


def _version(way: str, answer: str) -> str:
    """Name what a reading depends on; with an answer, that is a part of it, so that another one is read anew."""
    version = reading_version(way)
    return f"{version} answer/{answer}" if answer else version


def _asked(archive: Archive, document: Document, answers: Mapping[str, str]) -> Asked:
    sha256 = answers.get(document.id, "")
    return Asked(document, load_answer(archive, sha256) if sha256 else None, sha256)


def read_documents(documents: Sequence[Document], way: str) -> list[StoredReading]:
    """Read documents with the shipped readers; one that no reader takes gives an empty reading and a finding."""
    return read_asked([Asked(document) for document in documents], way)


def read_asked(batch: Sequence[Asked], way: str) -> list[StoredReading]:
    """Read documents with what a language model said of them, as read by the shipped readers otherwise."""
    return [_read_asked(asked, way) for asked in batch]


def _read_asked(asked: Asked, way: str) -> StoredReading:
    document = asked.document
    try:
        found = read_document(document, way, asked.answer)
    except Exception as error:  # one document that a reader stumbles over must not stop the others
        found = _not_read(
            document,
            kind="reader_failed",
            message=f"The reader failed on this document ({type(error).__name__}); it is kept, its claims are not read",
            remedy="report it with the document's id if you may; it will be read by the next version",
        )
    source = linking.describe(document, found.effective or document.published)
    return StoredReading(version=_version(way, asked.sha256), reading=found, source=msgspec.json.encode(source))


def read_document(document: Document, way: str = "rules", answer: Answer | None = None) -> Reading:
    """Read one document with the first shipped reader that takes its language, and with a recorded answer about it."""
    opinion = opinion_of(answer, document) if answer is not None else None
    for reader in readers_of(way) if opinion is None else shipped_readers(Way(way), opinion=opinion):
        if reader.takes(document):
            found = reader.read(document, gazetteer())
            return msgspec.structs.replace(found, findings=(*found.findings, *opinion.findings)) if opinion else found
    return _not_read(
        document,
        kind="unread_language",
        message=f"No reader knows the language of this document ({document.language}); it is kept, its claims are not",
        remedy="read it yourself; it will be read when a reader for its language is there",
    )


def _not_read(document: Document, *, kind: str, message: str, remedy: str) -> Reading:
    finding = Finding(
        kind=kind,
        severity=Severity.WARNING,
        where=document.name,
        document=document.id,
        words=document.language,
        message=message,
        remedy=remedy,
    )
    return Reading(document=document.id, reader="", read=False, effective=document.published, findings=(finding,))
