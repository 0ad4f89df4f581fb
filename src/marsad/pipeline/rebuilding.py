"""Rebuilding: all that follows from originals, ledger and settings is deleted and made again."""

import msgspec

from marsad.archive import Archive
from marsad.engines import LocalEngine
from marsad.pipeline.arriving import intake_version
from marsad.pipeline.captures import capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.deriving import derivation_key, derive_all
from marsad.pipeline.mending import sweep
from marsad.pipeline.progress import Progress
from marsad.pipeline.reading_all import read_all
from marsad.pipeline.recording import Recorder
from marsad.pipeline.retaking import Retaker, check_boxes, missing_originals
from marsad.pipeline.sealing import WITNESSES
from marsad.pipeline.versions import reading_version
from marsad.records import SealError, StoreError
from marsad.settings import Settings
from marsad.vault.sealing import Compartment


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What a rebuild did: SHA-256 over all derived rows before and after, and how many originals were read.

    `current` says whether what was there had been made by this version of Marsad with these settings: only then must
    the two digests be equal.
    """

    before: str
    after: str
    originals: int
    current: bool

    @property
    def equal(self) -> bool:
        """Tell whether every derived byte is as it was."""
        return self.before == self.after


def rebuild(
    archive: Archive,
    settings: Settings,
    progress: Progress,
    recorder: Recorder | None = None,
    *,
    opened: Compartment | None = None,
) -> Rebuilt:
    """Delete all derived data and make it again; a rebuild that was stopped is finished by the next one.

    `opened` is the compartment for witnesses, needed where originals are sealed. Raises `StoreError` or `SealError`,
    having deleted nothing, where an original is missing, or sealed and does not open.
    """
    recorder = recorder or Recorder()
    with archive.writing(), LocalEngine(settings.processes) as engine:
        capture_migrated(archive, recorder)
        missing = missing_originals(archive)
        if missing:
            raise StoreError(
                f"{len(missing)} originals are missing; nothing was deleted",
                where=missing[0],
                next_step="restore them from a backup, or run `marsad run` over the files they came from",
            )
        retaker = Retaker(archive, settings, recorder, opened)
        _refuse_closed(retaker, opened)
        current, before = is_current(archive, settings), archive.derived.digest()
        archive.derived.forget()
        missing = retaker.missing()
        retaker.retake(missing, engine, progress)
        sweep(archive, settings, engine=engine, progress=progress, recorder=recorder, opened=opened)
        read_all(archive, settings, engine, progress)
        derive_all(archive, settings, progress, recorder)
        if archive.ledger.size():
            checkpoint_after_run(archive)
        return Rebuilt(before=before, after=archive.derived.digest(), originals=len(missing), current=current)


def _refuse_closed(retaker: Retaker, opened: Compartment | None) -> None:
    boxes = retaker.witnesses.all_boxes()
    if boxes and opened is None:
        raise SealError(
            f"{len(boxes)} files are sealed and the compartment for witnesses is closed; nothing was deleted",
            where=WITNESSES,
            next_step="give its passphrase or its key file (--key-file)",
        )
    for error in check_boxes(boxes, opened) if opened is not None else ():
        raise error


def is_current(archive: Archive, settings: Settings) -> bool:
    """Tell whether everything derived was made by this version of Marsad with these settings, and is complete."""
    wanted = intake_version(settings)
    return (
        all(version == wanted for version in archive.intakes.versions().values())
        and archive.intakes.count_documents_without(reading_version(settings.reader)) == 0
        and archive.derivations.key() == derivation_key(archive, settings)
    )
