"""Documents to claims: every document that has no reading of this version."""

from collections.abc import Sequence
from functools import partial

import msgspec

from marsad import linking
from marsad.archive import Archive, StoredReading
from marsad.engines import LocalEngine
from marsad.pipeline.progress import Progress
from marsad.pipeline.versions import gazetteer, readers_of, reading_version
from marsad.records import Document, Finding, Reading, Severity
from marsad.settings import Settings


def read_all(archive: Archive, settings: Settings, engine: LocalEngine, progress: Progress) -> int:
    """Read every document without a reading of this version, testimonies left out; return how many there were."""
    version = reading_version(settings.reader)
    archive.readings.drop_orphans()
    # a testimony was read before it was masked; in what is left of it there is nothing to read
    waiting = [d.id for d in archive.intakes.documents_without(version) if not d.testimony]
    progress.start("Reading", len(waiting))
    if waiting:
        clear = (d for d in archive.intakes.documents_without(version) if not d.testimony)
        for batch in engine.map(partial(read_documents, way=settings.reader), clear):
            archive.readings.add(batch)
            progress.advance(len(batch))
    return len(waiting)


def read_documents(documents: Sequence[Document], way: str) -> list[StoredReading]:
    """Read documents with the shipped readers; one that no reader takes gives an empty reading and a finding."""
    version = reading_version(way)
    return [_read_document(document, version, way) for document in documents]


def _read_document(document: Document, version: str, way: str) -> StoredReading:
    try:
        found = read_document(document, way)
    except Exception as error:  # one document that a reader stumbles over must not stop the others
        found = _not_read(
            document,
            kind="reader_failed",
            message=f"The reader failed on this document ({type(error).__name__}); it is kept, its claims are not read",
            remedy="report it with the document's id if you may; it will be read by the next version",
        )
    source = linking.describe(document, found.effective or document.published)
    return StoredReading(version=version, reading=found, source=msgspec.json.encode(source))


def read_document(document: Document, way: str = "rules") -> Reading:
    """Read one document with the first shipped reader that takes its language."""
    for reader in readers_of(way):
        if reader.takes(document):
            return reader.read(document, gazetteer())
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
