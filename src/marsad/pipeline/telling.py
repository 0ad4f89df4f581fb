"""What collectors tell of files that come in: read beside them, said without protected names, and kept sealed."""

import os
from collections.abc import Iterator

import msgspec

from marsad.archive import Archive
from marsad.intake import SourceFile
from marsad.pipeline.captures import told_since
from marsad.pipeline.concealing import Telling, Veil
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import Witnesses
from marsad.pipeline.sidecars import Sidecars
from marsad.records import CustodyNote, Draft, EntryKind, Finding, Told, canonical
from marsad.vault import Custody

_SALT_BYTES = 16


class Tellings:
    """Reads what is told beside files, and remembers what the log has of it."""

    def __init__(self, archive: Archive, witnesses: Witnesses, recorder: Recorder) -> None:
        self._witnesses = witnesses
        self._recorder = recorder
        self._sidecars = Sidecars()
        self._known = told_since(archive)
        self._later: dict[tuple[str, str], Told] = {}

    def beside(self, found: SourceFile) -> Told | Finding | None:
        """Return what is told of a file, a finding where that cannot be read, None where that was found before."""
        return self._sidecars.told(found)

    def concealed(self, custody: Custody, sha256: str, *, testimony: bool) -> Custody:
        """Return a custody as the log may have it, and seal what it may not."""
        veiled = Veil(self._witnesses.blind, sha256, testimony=testimony).custody(custody)
        if veiled != custody:
            seal_telling(self._witnesses, sha256, custody.name, custody.told)
        self._known[sha256, veiled.name] = veiled.told
        return veiled

    def again(self, custody: Custody, sha256: str, *, testimony: bool) -> None:
        """Take note of what is told of a known original under a known name, where it is not what is known."""
        veiled = Veil(self._witnesses.blind, sha256, testimony=testimony).custody(custody)
        if veiled.told in (Told(), self._known.get((sha256, veiled.name))):
            return
        if veiled.told != custody.told:
            seal_telling(self._witnesses, sha256, custody.name, custody.told)
        self._known[sha256, veiled.name] = self._later[sha256, veiled.name] = veiled.told

    def drafts(self) -> Iterator[Draft]:
        """Yield the entries about what was told anew of known originals."""
        for (sha256, name), told in self._later.items():
            yield self._recorder.draft(EntryKind.CUSTODY, sha256, CustodyNote(name=name, told=told))


def seal_telling(witnesses: Witnesses, original: str, name: str, told: Told) -> None:
    """Seal the name an original was given under and what was told of it, as they were."""
    telling = Telling(original=original, name=name, told=told, salt=os.urandom(_SALT_BYTES).hex())
    witnesses.put_told(original, canonical(telling))


def read_telling(words: bytes) -> Telling:
    """Return what was sealed of what was told."""
    return msgspec.json.decode(words, type=Telling)
