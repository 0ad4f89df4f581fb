"""Web captures (WARC): the pages among the captured answers."""

import gzip
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from marsad.intake.budget import Budget
from marsad.intake.item import Facts, Job, Piece
from marsad.records import Finding

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_KINDS = frozenset(("response", "resource"))
_CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9_\-]{2,40})", re.IGNORECASE)
_RECORD_END = b"\r\n\r\n"
_GZIP = b"\x1f\x8b"
_LARGEST_INFO = 1 << 16
_LONGEST_PROGRAM = 200


class _Headers(Protocol):
    def get_header(self, name: str) -> str | None: ...

    def get_statuscode(self) -> str: ...


class _Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Record(Protocol):
    rec_type: str | None
    rec_headers: _Headers
    http_headers: _Headers | None
    raw_stream: _Stream

    def content_stream(self) -> _Stream: ...


class _Unpacked:
    """The capture as plain records: unpacked where it is packed, its bytes counted, its last bytes kept.

    Unpacking here and not in the parser also reads files that were packed as a whole, and keeps a break from being
    taken for the end.
    """

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        packed = stream.read(2) == _GZIP
        stream.seek(0)
        self._stream: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=stream, mode="rb") if packed else stream
        self._budget = budget
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except (EOFError, zlib.error) as error:
            raise OSError(str(error)) from None
        self._budget.count(len(data))
        self.tail = (self.tail + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        return self._stream.tell()


def read_warc(piece: Piece, job: Job, budget: Budget) -> Iterator[Piece | Finding]:
    """Yield the pages of a capture with address and time of capture; pictures, scripts and errors are counted."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  needed for captures only
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    piece.stream.seek(0)
    unpacked = _Unpacked(piece.stream, budget)
    other = 0
    number = 0
    cut = ""
    try:
        records = ArchiveIterator(unpacked)
        records.INC_RECORD = ""  # the library would write this to the terminal for every damaged record
        for number, record in enumerate(records, start=1):
            kind = _media_type(record)
            if record.rec_type not in _KINDS:
                continue
            if not kind.startswith(_PAGES) or _status(record) not in ("200", ""):
                other += 1
                continue
            yield from _page(record, piece, piece.inside(f"record {number}"), job, budget)
        if unpacked.tail != _RECORD_END:
            cut = "its last record has no end"
        elif records.err_count:
            cut = f"{records.err_count} records have a wrong length"
    except (OSError, EOFError, ValueError, ArchiveLoadFailed) as error:
        cut = " ".join(str(error).split()).lower()[:80] or "unexpected end"
    if cut:
        yield job.finding("truncated", piece.inside(f"record {number}"), what="capture", why=cut)
    if other:
        what = "captured files are no pages (pictures, errors)"
        yield job.finding("items_without_text", piece.position, count=other, what=what)


def open_records(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, address and media type of every record, and the program that made the capture where one tells."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  needed for captures only

    records = ArchiveIterator(_Unpacked(stream, budget))
    records.INC_RECORD = ""
    for record in records:
        program = ""
        if record.rec_type == "warcinfo":
            lines = record.content_stream().read(_LARGEST_INFO).decode("utf-8", "replace").splitlines()
            program = next((line[9:].strip() for line in lines if line.casefold().startswith("software:")), "")
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        yield record.rec_type or "", url, _media_type(record), program[:_LONGEST_PROGRAM]


def _page(record: _Record, piece: Piece, place: str, job: Job, budget: Budget) -> Iterator[Piece | Finding]:
    stream, size = budget.unpack(record.content_stream().read)
    if getattr(record.raw_stream, "limit", 0):
        stream.close()
        yield job.finding("truncated", place, what="captured page", why="its end is missing")
        return
    kind = _media_type(record)
    charset = _CHARSET.search(kind)
    facts = Facts(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        retrieved=record.rec_headers.get_header("WARC-Date") or "",
        media_type=kind.split(";", maxsplit=1)[0].strip(),
        charset=charset[1] if charset else "",
    )
    yield Piece(stream=stream, size=size, name="", position=place, depth=piece.depth, facts=facts)


def _media_type(record: _Record) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").strip().casefold()


def _status(record: _Record) -> str:
    return str(record.http_headers.get_statuscode()) if record.http_headers is not None else ""
