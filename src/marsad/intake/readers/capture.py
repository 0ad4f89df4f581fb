"""Web captures (WARC): the pages among the captured answers."""

import re
from collections.abc import Iterator

from marsad.intake.budget import Budget
from marsad.intake.item import Facts, Job, Piece
from marsad.records import Finding

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_KINDS = frozenset(("response", "resource"))
_CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9_\-]{2,40})", re.IGNORECASE)


def read_warc(piece: Piece, job: Job, budget: Budget) -> Iterator[Piece | Finding]:
    """Yield the pages of a capture with address and time of capture; pictures, scripts and errors are counted."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  needed for captures only

    piece.stream.seek(0)
    other = 0
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(piece.stream), start=1):
            if record.rec_type not in _KINDS:
                continue
            kind = _media_type(record)
            if not kind.startswith(_PAGES) or _status(record) not in ("200", ""):
                other += 1
                continue
            budget.member()
            stream, size = budget.unpack(record.content_stream().read)
            place = piece.inside(f"record {number}")
            if getattr(record.raw_stream, "limit", 0):
                yield job.finding("truncated", place, what="captured page", why="its end is missing")
                continue
            charset = _CHARSET.search(kind)
            headers = record.rec_headers
            yield Piece(
                stream=stream,
                size=size,
                name="",
                position=place,
                depth=piece.depth,
                facts=Facts(
                    url=headers.get_header("WARC-Target-URI") or "",
                    retrieved=headers.get_header("WARC-Date") or "",
                    media_type=kind.split(";")[0].strip(),
                    charset=charset[1] if charset else "",
                ),
            )
    except (OSError, EOFError, ValueError) as error:
        place = piece.inside(f"record {number + 1}")
        yield job.finding("truncated", place, what="capture", why=str(error).lower()[:80] or "unexpected end")
    if other:
        yield job.finding(
            "items_without_text", piece.position, count=other, what="captured files are no pages (pictures, errors)"
        )


def _media_type(record: object) -> str:
    http = getattr(record, "http_headers", None)
    rec_headers = getattr(record, "rec_headers", None)
    source = http or rec_headers
    value = source.get_header("Content-Type") if source is not None else ""
    return str(value or "").strip().casefold()


def _status(record: object) -> str:
    http = getattr(record, "http_headers", None)
    return str(http.get_statuscode()) if http is not None else ""
