"""The way of the data, composed: originals to documents to claims to incidents to figures."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.engines import LocalEngine
from marsad.pipeline.deriving import derive, derive_all
from marsad.pipeline.progress import Progress
from marsad.pipeline.reading_all import read_all, read_document
from marsad.pipeline.taking_in import take_in
from marsad.settings import Settings

__all__ = ["Progress", "Summary", "derive", "read_document", "run"]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What one run did: files looked at, originals new to the archive, documents read now and held in all."""

    files: int
    new_originals: int
    documents_given: int
    documents_read: int
    documents: int
    derived: bool


def run(archive: Archive, paths: Sequence[Path], settings: Settings, progress: Progress) -> Summary:
    """Take in `paths`, read what is new, and derive incidents and figures anew if anything changed.

    What was taken in stays taken in when the run is stopped; the next run goes on from there.
    """
    with archive.writing(), LocalEngine(settings.processes) as engine:
        taken = take_in(archive, paths, settings, engine, progress)
        read = read_all(archive, engine, progress)
        derived = derive_all(archive, settings, progress)
    return Summary(
        files=taken.files,
        new_originals=taken.new,
        documents_given=taken.documents,
        documents_read=read,
        documents=archive.intakes.count_documents(),
        derived=derived,
    )
