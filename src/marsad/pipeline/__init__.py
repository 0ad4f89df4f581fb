"""The way of the data, composed: originals to documents to claims to incidents to figures."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from marsad.archive import Archive
from marsad.engines import LocalEngine
from marsad.pipeline.captures import capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run, clock_doubt
from marsad.pipeline.custody import custody_flags
from marsad.pipeline.deriving import derive, derive_all
from marsad.pipeline.deriving_files import make_derivatives
from marsad.pipeline.mending import sweep, tell_clear_names, without_names
from marsad.pipeline.progress import Progress
from marsad.pipeline.reading_all import read_all, read_document
from marsad.pipeline.recording import Recorder
from marsad.pipeline.retaking import Retaker
from marsad.pipeline.sealing import Witnesses, opened_by_itself
from marsad.pipeline.succeeding import finish_handover
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
        mended = [*finish_handover(archive, recorder), *filter(None, [clock_doubt(archive.root)])]
        capture_migrated(archive, recorder)
        retaker = Retaker(archive, settings, recorder, opened_by_itself(archive.root))
        retaker.retake(retaker.missing(), engine, progress)
        moved = retaker.witnesses.drop_clear()  # what a killed run sealed and left standing
        taken = take_in(
            archive, paths, settings, engine=engine, progress=progress, recorder=recorder, testimony=testimony
        )
        made = make_derivatives(archive, settings, progress, recorder)
        sweep(
            archive,
            settings,
            engine=engine,
            progress=progress,
            recorder=recorder,
            opened=opened_by_itself(archive.root),
            moved=bool(moved + taken.moved),
        )
        # after the sweep: what is met must not be kept with a name that this run was told to protect
        met = (*mended, *taken.findings, *custody_flags(archive, taken.given), *made)
        blind = Witnesses(archive, recorder).blind
        archive.replace_discovery_findings([without_names(finding, blind) for finding in met])
        read = read_all(archive, settings, engine, progress)
        tell_clear_names(archive)
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
