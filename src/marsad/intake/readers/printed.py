"""PDF: the text layer of the pages, with a finding where it is missing or out of order."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from marsad.intake.item import Item, Job, Piece
from marsad.intake.pages import lay_out, shuffled
from marsad.intake.problems import RefusedError
from marsad.intake.wording import folded
from marsad.records import Finding

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_FEWEST_LETTERS = 16
_TAIL = 2048
_SHOWN_PAGES = 8
_LETTER = re.compile(r"[^\W\d_]")
_TITLE_WITHIN = 1000


def read_pdf(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read the text layer of a PDF; lines of a paragraph are joined, pages are parted by a blank line."""
    settings = job.settings
    if piece.size > settings.max_pdf_bytes:
        size, limit = f"{piece.size:,} bytes", f"{settings.max_pdf_bytes:,} bytes"
        raise RefusedError("too_large", what="PDF", size=size, limit=limit, setting="max_pdf_bytes")
    if b"%%EOF" not in _tail(piece):
        yield job.finding("truncated", piece.position, what="PDF", why="its end mark is missing")
    document = _open(piece)
    try:
        if len(document) > settings.max_pdf_pages:
            size, limit = f"{len(document):,} pages", f"{settings.max_pdf_pages:,} pages"
            raise RefusedError("too_large", what="PDF", size=size, limit=limit, setting="max_pdf_pages")
        pages, scanned = _read_pages(document, settings.max_text_chars)
        title = str(document.get_metadata_dict().get("Title", ""))
    finally:
        document.close()
    body, masks = lay_out(pages)
    if scanned:
        yield job.finding("no_text_layer", piece.position, what=_which(scanned, len(pages)))
    trouble = shuffled(body)
    if trouble:
        yield job.finding("text_shuffled", piece.position, why=trouble)
    if body or not scanned:
        # Programs fill the title field with file names; it counts only where the first page says it too.
        known = folded(title) in folded(body[:_TITLE_WITHIN]) and len(title) > 8
        yield Item(
            identity=piece.identity(),
            position=piece.position,
            body=body,
            title=title if known else "",
            masks=masks,
        )


def _open(piece: Piece) -> "PdfDocument":
    import pypdfium2  # noqa: PLC0415  loads a native library, needed for PDF only

    piece.stream.seek(0)
    try:
        return pypdfium2.PdfDocument(piece.stream.read())
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold() or "security" in str(error).casefold():
            raise RefusedError("encrypted", what="PDF") from None
        raise RefusedError("truncated", what="PDF", why="no page can be found in it") from None


def _read_pages(document: "PdfDocument", most: int) -> tuple[list[str], list[int]]:
    """Return the text of each page as drawn and the numbers of the pages that hold a picture but no text."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    texts: list[str] = []
    scanned: list[int] = []
    total = 0
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        text = layer.get_text_range()
        if len(_LETTER.findall(text[:2000])) < _FEWEST_LETTERS:
            pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            if next(iter(pictures), None) is not None:
                scanned.append(number + 1)
        layer.close()
        page.close()
        texts.append(text)
        total += len(text)
        if total > most:
            raise RefusedError(
                "too_large", what="text", size="more", limit=f"{most:,} characters", setting="max_text_chars"
            )
    return texts, scanned


def _which(scanned: list[int], pages: int) -> str:
    if len(scanned) == pages:
        return f"Its {pages} pages hold" if pages > 1 else "Its page holds"
    shown = ", ".join(map(str, scanned[:_SHOWN_PAGES])) + (" …" if len(scanned) > _SHOWN_PAGES else "")
    return f"{len(scanned)} of {pages} pages ({shown}) hold"


def _tail(piece: Piece) -> bytes:
    piece.stream.seek(max(0, piece.size - _TAIL))
    tail = piece.stream.read(_TAIL)
    piece.stream.seek(0)
    return tail
