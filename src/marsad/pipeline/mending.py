"""Names that still stand in clear, found and sealed: those that later reports protect, and those of old archives."""

import msgspec

from marsad.archive import Archive
from marsad.archive.checking import clear_names
from marsad.engines import LocalEngine
from marsad.pipeline.captures import capture_migrated
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.deriving import derive_all
from marsad.pipeline.progress import Progress
from marsad.pipeline.protecting import shown
from marsad.pipeline.reading_all import read_all
from marsad.pipeline.recording import Recorder
from marsad.pipeline.retaking import Retaker
from marsad.pipeline.sealing import opened_by_itself
from marsad.records import EntryKind, Finding, SealedFile, Severity
from marsad.settings import Settings
from marsad.vault.blinding import Blind
from marsad.vault.sealing import Compartment

_CLEAR = "names"
_CLOSED = "closed names"


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """What a mending did: originals it sealed, captures it wrote anew, sealed originals it could not look into."""

    sealed: int
    renamed: int
    closed: int


def sweep(
    archive: Archive,
    settings: Settings,
    *,
    engine: LocalEngine,
    progress: Progress,
    recorder: Recorder,
    opened: Compartment | None = None,
    moved: bool = False,
) -> None:
    """Seal what came in before a report told that somebody it names is protected; only where there are new names.

    So the record is the same whichever report came first. `moved` says that something clear was sealed by now, whose
    bytes must go from the database as well.
    """
    last = _last_named(archive)
    if archive.swept() >= last and not moved:
        return
    retaker = Retaker(archive, settings, recorder, opened)
    found, closed = retaker.naming()
    retaker.retake(found, engine, progress)
    sealed = retaker.seal_made() + retaker.witnesses.drop_clear()
    if any((retaker.rewrite(), _hush(archive, retaker), found, sealed, moved)):
        archive.erasing.scrub()
    archive.replace_findings_of(_CLOSED, [_closed(len(closed))] if closed else [])
    if not closed:
        archive.mark_swept(max(last, _last_named(archive)))


def mend(
    archive: Archive, settings: Settings, progress: Progress, recorder: Recorder, opened: Compartment | None
) -> Mended:
    """Seal every protected name in an archive, whatever version took it in, and leave none of its bytes behind."""
    with archive.writing(), LocalEngine(settings.processes) as engine:
        capture_migrated(archive, recorder)
        retaker = Retaker(archive, settings, recorder, opened)
        before = len(retaker.witnesses.boxes)
        retaker.retake(retaker.outdated(), engine, progress)
        retaker.open(opened_by_itself(archive.root))  # what was sealed just now
        found, closed = retaker.naming()
        retaker.retake(found, engine, progress)
        retaker.seal_made()
        retaker.witnesses.drop_clear()
        renamed = retaker.rewrite()
        _hush(archive, retaker)
        archive.replace_findings_of(_CLOSED, [_closed(len(closed))] if closed else [])
        if not closed:
            archive.mark_swept(_last_named(archive))
        read_all(archive, settings, engine, progress)
        tell_clear_names(archive)
        derive_all(archive, settings, progress, recorder)
        archive.erasing.scrub()
        checkpoint_after_run(archive)
        return Mended(sealed=len(retaker.witnesses.boxes) - before, renamed=renamed, closed=len(retaker.closed()))


def _hush(archive: Archive, retaker: Retaker) -> bool:
    """Mask names in what earlier runs met among the files they were given; tell whether there were any."""
    met = archive.discovery_findings()
    said = [without_names(finding, retaker.witnesses.blind) for finding in met]
    if said != list(met):
        archive.replace_discovery_findings(said)
    return said != list(met)


def without_names(finding: Finding, blind: Blind) -> Finding:
    """Return a finding with known names masked."""
    texts = {name: shown(getattr(finding, name), blind) for name in ("where", "words", "message", "remedy")}
    return msgspec.structs.replace(finding, **texts)


def tell_clear_names(archive: Archive) -> None:
    """Store the finding that protected names stand in clear, or that they no longer do."""
    archive.replace_findings_of(_CLEAR, clear_names_findings(len(clear_names(archive.root))))


def clear_names_findings(count: int) -> list[Finding]:
    """Return what to say of originals that name somebody protected and stand in clear."""
    if not count:
        return []
    return [
        Finding(
            kind="names_in_clear",
            severity=Severity.WARNING,
            where="originals",
            message=f"{count} originals that an older Marsad took in name witnesses, and stand in clear",
            remedy="run `marsad seal mend`; backups and copies made before still hold these names",
        )
    ]


def _closed(count: int) -> Finding:
    return Finding(
        kind="names_in_clear",
        severity=Severity.WARNING,
        where="sealed",
        message=f"In {count} sealed originals stand names that a later report protects, and the compartment is closed",
        remedy="run `marsad seal mend` with the compartment's key; until then these names are not masked",
    )


def _last_named(archive: Archive) -> int:
    named = (e.number for e in archive.ledger.entries([EntryKind.SEAL]) if (f := e.facts(SealedFile)) and f.names)
    return max(named, default=-1)
