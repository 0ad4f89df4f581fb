"""Captures in the ledger: which originals came in, under which names, known since when."""

import msgspec

from marsad.archive import Archive
from marsad.pipeline.naming import naming_draft
from marsad.pipeline.recording import Recorder
from marsad.records import CustodyNote, EntryKind, Told
from marsad.vault import Capture, Custody

_MIGRATED = "migrated"


class Arrivals(msgspec.Struct, frozen=True, kw_only=True):
    """The captures of originals in the order they were written down, and the names of each original, sorted."""

    captures: dict[str, tuple[Capture, ...]]

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The names each original came in under, sorted."""
        return {
            sha256: tuple(sorted({capture.custody.name for capture in captures}))
            for sha256, captures in self.captures.items()
        }

    def first(self, sha256: str) -> Capture:
        """Return the capture an original first came in by: its name decides how it is read, whatever came later."""
        return self.captures[sha256][0]


def arrivals(archive: Archive, until: int | None = None) -> Arrivals:
    """Return the captures below entry `until` (None: all) whose facts were not erased."""
    found: dict[str, list[Capture]] = {}
    for entry in archive.ledger.entries([EntryKind.CAPTURE], until=until):
        capture = entry.facts(Capture)
        if capture is not None:
            found.setdefault(capture.sha256, []).append(capture)
    return Arrivals(captures={sha256: tuple(captures) for sha256, captures in found.items()})


def told_since(archive: Archive) -> dict[tuple[str, str], Told]:
    """Return what was told last of each original under each name, by (SHA-256, name); only where something was."""
    told: dict[tuple[str, str], Told] = {}
    for entry in archive.ledger.entries([EntryKind.CAPTURE, EntryKind.CUSTODY]):
        if entry.kind == EntryKind.CAPTURE:
            capture = entry.facts(Capture)
            if capture is not None and capture.custody.told != Told():
                told[entry.subject, capture.custody.name] = capture.custody.told
        elif (note := entry.facts(CustodyNote)) is not None:
            told[entry.subject, note.name] = note.told
    return told


def capture_migrated(archive: Archive, recorder: Recorder) -> None:
    """Write into the ledger what came in before this archive had one; once, for the only writer."""
    if not archive.lacks_captures():
        return
    drafts = [
        recorder.draft(
            EntryKind.CAPTURE,
            sha256,
            Capture(
                sha256=sha256,
                size=size,
                format="",
                custody=Custody(
                    who=recorder.author, when=received, name=name, how=_MIGRATED, why="taken in before the ledger"
                ),
            ),
        )
        for sha256, size, name, received in archive.intakes.all_receipts()
    ]
    names = naming_draft(archive, archive.derivations.incidents(), recorder)
    archive.add_captures(recorder.addition(*drafts, *names))
