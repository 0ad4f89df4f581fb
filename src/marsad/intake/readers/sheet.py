"""Tables of reports: CSV, TSV and Excel workbooks."""

import csv
import io
import warnings
from collections.abc import Iterator

from marsad.intake.budget import Budget
from marsad.intake.columns import map_columns
from marsad.intake.encodings import decode
from marsad.intake.item import Item, Job, Piece
from marsad.intake.problems import RefusedError
from marsad.intake.readers.archives import open_zip
from marsad.intake.readers.plain import report_decoding
from marsad.intake.tables import Cell, read_rows
from marsad.records import Finding

_SAMPLE = 1 << 20
_DELIMITERS = (",", ";", "\t", "|")
_XML_HEAD = 4096


def read_csv(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read a CSV or TSV table row by row; the delimiter is the one whose header names the most facts."""
    sample = piece.head(_SAMPLE)
    if piece.size > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    decoded = yield from report_decoding(decode(sample, piece.facts.charset), piece.position, job)
    if decoded is None:
        return
    csv.field_size_limit(job.settings.max_text_chars)
    piece.stream.seek(decoded.mark)
    stream = io.TextIOWrapper(piece.stream, encoding=decoded.encoding, errors="replace", newline="")
    delimiter = _delimiter(decoded.text, job)
    troubles: list[Finding] = []
    try:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        yield from read_rows(_numbered(reader, piece, job, troubles), piece, job, "")
    finally:
        stream.detach()
    yield from troubles


def _numbered(
    reader: Iterator[list[str]], piece: Piece, job: Job, troubles: list[Finding]
) -> Iterator[tuple[int, list[Cell]]]:
    """Number the rows; one that breaks the quoting rules becomes a trouble and the next is read."""
    number = 0
    while number < job.settings.max_rows:
        number += 1
        try:
            yield number, list(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            place = piece.inside(f"row {number}")
            troubles.append(job.finding("bad_row", place, why=str(error).lower()[:80]))
    most = f"{job.settings.max_rows:,} rows"
    troubles.append(
        job.finding("too_large", piece.position, what="table", size="more rows", limit=most, setting="max_rows")
    )


def _delimiter(text: str, job: Job) -> str:
    """Return the delimiter whose reading of one of the first lines names the most facts, then gives most columns."""
    best, score = ",", (-1, -1)
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:10]
    for delimiter in _DELIMITERS:
        for line in lines:
            try:
                headers = next(csv.reader([line], delimiter=delimiter), [])
            except csv.Error:
                continue
            found = map_columns(headers, job.settings.columns)
            mark = (2 * len(found) + ("text" in found), len(headers) if found else 0)
            if mark > score:
                best, score = delimiter, mark
    return best


def read_workbook(piece: Piece, job: Job, budget: Budget) -> Iterator[Item | Finding]:
    """Read every sheet of an XLSX workbook; a formula counts with the value it was saved with."""
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load, needed for workbooks only

    _check_workbook(piece, budget)
    piece.stream.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks about styles and extensions say nothing about the texts
        book = load_workbook(piece.stream, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                label = f"{' '.join(sheet.title.split())}, " if len(book.worksheets) > 1 else ""
                rows = enumerate(sheet.iter_rows(values_only=True, max_row=job.settings.max_rows), start=1)
                yield from read_rows(((number, list(cells)) for number, cells in rows), piece, job, label)
        finally:
            book.close()


def _check_workbook(piece: Piece, budget: Budget) -> None:
    """Refuse a workbook that unpacks beyond the limits or declares entities, before a parser sees it."""
    archive = open_zip(piece)
    for info in archive.infolist():
        if info.flag_bits & 0x1:
            raise RefusedError("encrypted", what="workbook")
        with archive.open(info) as member:
            stream, _ = budget.unpack(member.read)
        with stream:
            head = stream.read(_XML_HEAD).replace(b"\0", b"")
        if info.filename.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in head or b"<!ENTITY" in head):
            raise RefusedError("hostile_markup")
