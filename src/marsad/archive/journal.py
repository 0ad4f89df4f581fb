"""Whether the database's journal (SQLite's write-ahead log) is whole up to its end.

SQLite takes a frame that does not fit its checksum for the end and passes over everything behind it without a word.
That is right after a kill; after a flipped bit it would hide entries that were acknowledged.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from marsad.archive.opening import DATABASE
from marsad.records import Finding, Severity

JOURNAL = f"{DATABASE}-wal"
_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682  # the last bit says that checksums are over big-endian words
_SUMMED_OF_HEADER = 24
_SUMMED_OF_FRAME = 8
_WORD = 1 << 32
_TRIES = 3

_Sum = tuple[int, int]


def check_journal(root: Path) -> Iterator[Finding]:
    """Yield the first frame of the journal that is not as SQLite wrote it, where valid ones follow it.

    A last frame that is cut is what a killed process leaves, and nothing was acknowledged of it. Another process may
    write meanwhile: what changes between two looks is no finding.
    """
    path = root / JOURNAL
    for _ in range(_TRIES):
        data = _bytes_of(path)
        broken = _first_break(data)
        if broken is None:
            return
        if data == _bytes_of(path):
            yield _damaged(broken)
            return


def _first_break(data: bytes) -> str | None:
    if len(data) <= _HEADER.size:
        return None
    magic, _, page, _, *salts, one, two = _HEADER.unpack_from(data)
    order = ">" if magic & 1 else "<"
    if magic & ~1 != _MAGIC or _sum(data[:_SUMMED_OF_HEADER], (0, 0), order) != (one, two):
        return "its head"
    frames = _Frames(data, page, salts, order)
    before: _Sum = (one, two)
    for number in range(len(frames)):
        if not frames.fits(number, before):
            # sums chain: a later frame that fits the one before it shows that this is not the end
            later = range(number + 1, len(frames))
            return f"frame {number}" if any(frames.fits(n, frames.sum(n - 1)) for n in later) else None
        before = frames.sum(number)
    return None


class _Frames:
    """The frames of a journal: a head with two salts and a sum, and a page each."""

    def __init__(self, data: bytes, page: int, salts: list[int], order: str) -> None:
        self._data, self._salts, self._order = data, salts, order
        self._size = _FRAME.size + page

    def __len__(self) -> int:
        return (len(self._data) - _HEADER.size) // self._size

    def sum(self, number: int) -> _Sum:
        """Return the sum that stands in a frame."""
        head = _FRAME.unpack_from(self._data, self._start(number))
        return head[4], head[5]

    def fits(self, number: int, before: _Sum) -> bool:
        """Tell whether a frame is of this journal, and its sum right where `before` is that of the frame before it."""
        start = self._start(number)
        if list(_FRAME.unpack_from(self._data, start)[2:4]) != self._salts:
            return False
        head = _sum(self._data[start : start + _SUMMED_OF_FRAME], before, self._order)
        return _sum(self._data[start + _FRAME.size : start + self._size], head, self._order) == self.sum(number)

    def _start(self, number: int) -> int:
        return _HEADER.size + number * self._size


def _sum(data: bytes, before: _Sum, order: str) -> _Sum:
    one, two = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = (one + even + two) % _WORD
        two = (two + odd + one) % _WORD
    return one, two


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _damaged(what: str) -> Finding:
    return Finding(
        kind="journal_damaged",
        severity=Severity.ERROR,
        where=f"{JOURNAL}, {what}",
        message="The database's journal is not as it was written: what stands behind this place is passed over",
        remedy="copy the whole directory aside before anything opens it, then restore a backup",
    )
