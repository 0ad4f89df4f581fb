"""The way of the data, composed: originals to documents to claims to incidents to figures."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.engines import LocalEngine
from marsad.pipeline.captures import capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.deriving import derive, derive_all
from marsad.pipeline.mending import sweep, tell_clear_names
from marsad.pipeline.progress import Progress
from marsad.pipeline.reading_all import read_all, read_document
from marsad.pipeline.recording import Recorder
from marsad.pipeline.retaking import Retaker
from marsad.pipeline.sealing import opened_by_itself
from marsad.pipeline.taking_in import take_in
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
    archive: Archive,
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress,
    recorder: Recorder | None = None,
    *,
    testimony: bool = False,
) -> Summary:
    """Take in `paths`, read what is new, and derive incidents and figures anew if anything changed.

    What was taken in stays taken in when the run is stopped; the next run goes on from there. `recorder` says who
    takes it in and why; with `testimony` all that is given is sealed whole. Names of witnesses are sealed always.
    """
    recorder = recorder or Recorder()
    with archive.writing(), LocalEngine(settings.processes) as engine:
        capture_migrated(archive, recorder)
        retaker = Retaker(archive, settings, recorder, opened_by_itself(archive.root))
        retaker.retake(retaker.missing(), engine, progress)
        taken = take_in(
            archive, paths, settings, engine=engine, progress=progress, recorder=recorder, testimony=testimony
        )
        sweep(
            archive,
            settings,
            engine=engine,
            progress=progress,
            recorder=recorder,
            opened=opened_by_itself(archive.root),
            moved=bool(taken.moved),
        )
        read = read_all(archive, engine, progress)
        tell_clear_names(archive)
        derived = derive_all(archive, settings, progress, recorder)
        if archive.ledger.size():
            checkpoint_after_run(archive)
    return Summary(
        files=taken.files,
        new_originals=taken.new,
        documents_given=taken.documents,
        documents_read=read,
        documents=archive.intakes.count_documents(),
        derived=derived,
    )
