"""Reading one stored original: every document in it, whatever its format, and a finding for all that is not read."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from marsad.intake.budget import Budget
from marsad.intake.compose import compose
from marsad.intake.formats import Format, Guess, guess_format
from marsad.intake.item import Item, Job, Piece
from marsad.intake.problems import RefusedError
from marsad.intake.readers.archives import read_gzip, read_tar, read_zip
from marsad.intake.readers.capture import read_warc
from marsad.intake.readers.feed import read_feed
from marsad.intake.readers.mail import read_mail, read_mbox
from marsad.intake.readers.objects import read_json, read_lines
from marsad.intake.readers.office import read_docx
from marsad.intake.readers.page import read_page
from marsad.intake.readers.plain import read_markdown, read_text
from marsad.intake.readers.printed import read_pdf
from marsad.intake.readers.sheet import read_csv, read_workbook
from marsad.intake.settings import IntakeSettings
from marsad.records import Document, Finding

SeekableBinary = BinaryIO
_Found = Iterator[Item | Piece | Finding]

_READERS: dict[Format, Callable[[Piece, Job], _Found]] = {
    Format.TEXT: read_text,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_page,
    Format.LINES: read_lines,
    Format.JSON: read_json,
    Format.PDF: read_pdf,
    Format.MAIL: read_mail,
    Format.MBOX: read_mbox,
    Format.FEED: read_feed,
    Format.TABLE: read_csv,
}
_UNPACKERS: dict[Format, Callable[[Piece, Job, Budget], _Found]] = {
    Format.GZIP: read_gzip,
    Format.TAR: read_tar,
    Format.ZIP: read_zip,
    Format.DOCX: read_docx,
    Format.XLSX: read_workbook,
    Format.WARC: read_warc,
}


def read_original(
    data: SeekableBinary | Path, name: str, sha256: str, settings: IntakeSettings
) -> Iterator[Document | Finding]:
    """Yield every document of one stored original, in order, and what could not be read as findings.

    `name` stands in findings and its ending helps to tell the format; `sha256` is the original's hash. Bad data
    never raises. An item that stands twice is yielded once.
    """
    job = Job(name=name, sha256=sha256, settings=settings)
    if isinstance(data, Path):
        try:
            with data.open("rb") as stream:
                yield from _read_stream(stream, job)
        except OSError as error:
            yield job.finding("unreadable", "", why=(error.strerror or "unknown reason").lower())
        return
    yield from _read_stream(data, job)


def format_of(path: Path, name: str) -> str:
    """Return in words which format a stored original is in, by its content and its name: `HTML`, `plain text`."""
    try:
        with path.open("rb") as stream:
            piece = Piece(stream=stream, size=stream.seek(0, io.SEEK_END), name=name, outer=True)
            guess = guess_format(piece)
    except Exception:  # parsers of hostile formats raise anything; reading it will say what is wrong
        return Format.UNSUPPORTED.value
    return guess.what if guess.format is Format.UNSUPPORTED and guess.what else guess.format.value


def _read_stream(stream: SeekableBinary, job: Job) -> Iterator[Document | Finding]:
    size = stream.seek(0, io.SEEK_END)
    piece = Piece(stream=stream, size=size, name=job.name, sha256=job.sha256, outer=True)
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    repeated = 0
    for made in _composed(_read_piece(piece, job, Budget(job.settings, size)), job):
        if isinstance(made, Finding):
            counts[made.kind] += 1
            if counts[made.kind] <= job.settings.max_findings:
                yield made
        elif made.id in seen:
            repeated += 1
        else:
            seen.add(made.id)
            yield made
    if repeated:
        yield job.finding("item_repeated", "", count=repeated)
    for kind, count in sorted(counts.items()):
        if count > job.settings.max_findings:
            yield job.finding("more_findings", "", count=count - job.settings.max_findings, kind=kind)


def _composed(found: Iterator[Item | Finding], job: Job) -> Iterator[Document | Finding]:
    for entry in found:
        if isinstance(entry, Finding):
            yield entry
            continue
        try:
            yield from compose(entry, job)
        except Exception as error:  # one hostile item must not stop the others
            yield _failure(error, entry.position, job)


def _read_piece(piece: Piece, job: Job, budget: Budget) -> Iterator[Item | Finding]:
    """Yield the items of a piece and of all pieces inside it; a piece that gives nothing at all is said to be empty."""
    nothing = True
    try:
        for found in _read_one(piece, job, budget):
            nothing = False
            if not isinstance(found, Piece):
                yield found
            elif found.depth > job.settings.max_depth:
                found.stream.close()
                yield job.finding("nested_too_deep", found.position, limit=job.settings.max_depth)
            else:
                yield from _closing(found, job, budget)
    except RefusedError as refusal:
        if refusal.kind == "zip_bomb" and piece.depth:
            raise
        nothing = False
        yield job.finding(refusal.kind, piece.position, refusal.words, **refusal.details)
    except Exception as error:  # parsers of hostile formats raise anything; the promise is a finding
        nothing = False
        yield _failure(error, piece.position, job)
    if nothing:
        yield job.finding("empty", piece.position)


def _closing(piece: Piece, job: Job, budget: Budget) -> Iterator[Item | Finding]:
    with piece.stream:
        yield from _read_piece(piece, job, budget)


def _read_one(piece: Piece, job: Job, budget: Budget) -> _Found:
    if piece.size == 0:
        return
    guess = guess_format(piece)
    if guess.format is Format.UNSUPPORTED:
        yield _unsupported(piece, guess, job)
        return
    if guess.format is Format.BINARY:
        _refuse_huge_text(piece, guess, job)
        yield job.finding("not_text" if guess.named else "unsupported_format", piece.position, what="The binary file")
        return
    if guess.mismatch and guess.named:
        yield job.finding("type_mismatch", piece.position, named=guess.named.value, found=guess.format.value)
    unpacker = _UNPACKERS.get(guess.format)
    if unpacker is not None:
        yield from unpacker(piece, job, budget)
    else:
        yield from _READERS[guess.format](piece, job)


def _refuse_huge_text(piece: Piece, guess: Guess, job: Job) -> None:
    """Say of a huge text that it is huge, before its zeros make it look binary (a sparse file)."""
    limit = job.settings.max_text_bytes
    if guess.named is not None and piece.size > limit:
        size, most = f"{piece.size:,} bytes", f"{limit:,} bytes"
        raise RefusedError("too_large", what="text", size=size, limit=most, setting="max_text_chars")


def _unsupported(piece: Piece, guess: Guess, job: Job) -> Finding:
    if guess.what == "encrypted":
        return job.finding("encrypted", piece.position, what="Office file")
    return job.finding("unsupported_format", piece.position, what=guess.what)


def _failure(error: Exception, position: str, job: Job) -> Finding:
    reason = " ".join(str(error).split())[:80].rstrip(".") or "no reason given"
    return job.finding("unreadable", position, why=f"{type(error).__name__}: {reason}")
