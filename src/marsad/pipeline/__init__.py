"""The way of the data, composed: originals to documents to claims to incidents to figures."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.engines import LocalEngine
from marsad.pipeline.captures import capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run, clock_doubt
from marsad.pipeline.consulting import consult, open_endpoint
from marsad.pipeline.deriving import derive, derive_all
from marsad.pipeline.deriving_files import make_derivatives
from marsad.pipeline.progress import Progress
from marsad.pipeline.reading_all import read_all, read_document
from marsad.pipeline.recording import Recorder
from marsad.pipeline.succeeding import finish_handover
from marsad.pipeline.taking_in import retake, take_in
from marsad.settings import Settings

__all__ = ["Progress", "Recorder", "Summary", "derive", "read_document", "run"]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What one run did: files looked at, originals new to the archive, documents read now and held in all."""

    files: int
    new_originals: int
    documents_given: int
    documents_read: int
    documents: int
    derived: bool


def run(
    archive: Archive, paths: Sequence[Path], settings: Settings, progress: Progress, recorder: Recorder | None = None
) -> Summary:
    """Take in `paths`, read what is new, and derive incidents and figures anew if anything changed.

    What was taken in stays taken in when the run is stopped; the next run goes on from there. `recorder` says who
    takes it in and why.
    """
    recorder = recorder or Recorder()
    endpoint = open_endpoint(archive, settings)  # first: what must not be sent is refused before anything is done
    with archive.writing(), LocalEngine(settings.processes) as engine:
        mended = [*finish_handover(archive, recorder), *filter(None, [clock_doubt(archive.root)])]
        capture_migrated(archive, recorder)
        retake(archive, settings, engine, progress)
        taken = take_in(archive, paths, settings, engine=engine, progress=progress, recorder=recorder, mended=mended)
        archive.add_discovery_findings(make_derivatives(archive, settings, progress, recorder))
        if endpoint is not None:
            archive.add_discovery_findings(consult(archive, settings, endpoint, progress, recorder))
        read = read_all(archive, settings, engine, progress)
        derived = derive_all(archive, settings, progress, recorder)
        if archive.ledger.size():
            checkpoint_after_run(archive)
    return Summary(
        files=taken.files,
        new_originals=taken.new,
        documents_given=archive.intakes.count_documents(taken.given),
        documents_read=read,
        documents=archive.intakes.count_documents(),
        derived=derived,
    )
