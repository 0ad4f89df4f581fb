"""Entries written anew because they name somebody who is protected by now; the old ones are blanked."""

from collections.abc import Sequence

import msgspec

from marsad.archive import Archive
from marsad.pipeline.concealing import Veil
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import Witnesses
from marsad.pipeline.telling import seal_telling
from marsad.records import Attachment, CustodyNote, Draft, Entry, EntryKind, Erasure
from marsad.vault import Capture

_GROUND = "names of protected persons are kept sealed"
_KINDS = (EntryKind.CAPTURE, EntryKind.CUSTODY, EntryKind.DERIVATIVE)
_Facts = Capture | CustodyNote | Attachment


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """One entry about an original: what it says, and what it may say."""

    entry: Entry
    says: _Facts
    may_say: _Facts


class Rewriter:
    """Writes entries about originals anew without the names of protected persons; for the only writer."""

    def __init__(self, archive: Archive, witnesses: Witnesses, recorder: Recorder) -> None:
        self._archive = archive
        self._witnesses = witnesses
        self._recorder = recorder

    def rewrite(self) -> int:
        """Write anew every capture, telling and derivative's entry that names somebody; return how many."""
        entries: dict[str, list[Entry]] = {}
        for entry in self._archive.ledger.entries(_KINDS):
            if entry.payload is not None:
                entries.setdefault(entry.subject, []).append(entry)
        return sum(self._about(sha256, found) for sha256, found in entries.items())

    def _about(self, sha256: str, entries: Sequence[Entry]) -> int:
        box = self._witnesses.boxes.get(sha256)
        veil = Veil(self._witnesses.blind, sha256, testimony=box is not None and box.testimony)
        lines = [line for entry in entries if (line := _line(entry, veil))]
        made = [line for line in lines if isinstance(line.says, Attachment)]
        # each group whole, so that the first stays the first and the newest the newest
        return self._write(sha256, [line for line in lines if line not in made]) + self._write(sha256, made)

    def _write(self, sha256: str, lines: Sequence[_Line]) -> int:
        changed = [line for line in lines if line.says != line.may_say]
        if not changed:
            return 0
        for line in changed:
            if isinstance(line.says, Capture):
                seal_telling(self._witnesses, sha256, line.says.custody.name, line.says.custody.told)
            elif isinstance(line.says, CustodyNote):
                seal_telling(self._witnesses, sha256, line.says.name, line.says.told)
        came = [line.may_say.custody for line in lines if isinstance(line.may_say, Capture)]
        if came:
            self._archive.intakes.replace_receipts(sha256, [(custody.name, custody.when) for custody in came])
        numbers = tuple(line.entry.number for line in lines)
        record = self._recorder.draft(EntryKind.ERASURE, sha256, Erasure(entries=numbers, ground=_GROUND))
        drafts = [Draft.of(EntryKind(line.entry.kind), sha256, line.entry.author, line.may_say) for line in lines]
        self._archive.erasing.entries(numbers, self._recorder.addition(*drafts, *self._witnesses.drafts(), record))
        return len(numbers)


def _line(entry: Entry, veil: Veil) -> _Line | None:
    if entry.kind == EntryKind.CAPTURE and (capture := entry.facts(Capture)):
        return _Line(entry=entry, says=capture, may_say=veil.capture(capture))
    if entry.kind == EntryKind.CUSTODY and (note := entry.facts(CustodyNote)):
        return _Line(entry=entry, says=note, may_say=veil.note(note))
    if entry.kind == EntryKind.DERIVATIVE and (made := entry.facts(Attachment)):
        return _Line(entry=entry, says=made, may_say=veil.attachment(made))
    return None
