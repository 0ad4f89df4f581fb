"""Pictures: what can be seen in a stored original, as images for recognition and as a thumbnail."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.intake.problems import RefusedError

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP")
_MOST_PIXELS = 100_000_000
_MOST_PAGES = 200
_POINTS = 72
_PRINT_DPI = 300
_SCREEN_DPI = 72
_LONGEST_SIDE = 320
_LARGEST_THUMBNAIL = 10_000  # a page of them must load on a bad line
_QUALITIES = (70, 50, 35, 20)
_FEWEST_LETTERS = 16
_HEADS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


def is_picture(head: bytes) -> bool:
    """Tell from its first bytes whether a file is a picture that can be opened."""
    return head.startswith(_HEADS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def is_pdf(head: bytes) -> bool:
    """Tell from its first bytes whether a file is a PDF."""
    return b"%PDF-" in head[:1024]


def thumbnail(path: Path) -> bytes:
    """Return a small JPEG of a picture or of the first page of a PDF: at most 10 kB, without any of its metadata.

    Raises `RefusedError` where it cannot be opened.
    """
    with _opened(path) as images:
        image = next(images, None)
        if image is None:
            raise RefusedError("picture_unreadable", why="it has no page")
        small = _plain(image)
        small.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        return _small_enough(small)


def tool() -> tuple[str, str]:
    """Return name and version of what makes thumbnails."""
    from importlib.metadata import version  # noqa: PLC0415

    return "Pillow, pypdfium2", f"{version('pillow')}, {version('pypdfium2')}"


def pages(path: Path) -> Iterator[bytes]:
    """Yield what must be recognised, as PNG: a picture, or each page of a PDF that holds pictures and no text.

    Raises `RefusedError` where it cannot be opened.
    """
    with _opened(path, scanned_only=True, dpi=_PRINT_DPI) as images:
        for image in images:
            made = io.BytesIO()
            _plain(image).save(made, "PNG")
            yield made.getvalue()


@contextmanager
def _opened(path: Path, *, scanned_only: bool = False, dpi: int = _SCREEN_DPI) -> "Iterator[Iterator[Image.Image]]":
    from PIL import Image  # noqa: PLC0415  native libraries, needed where pictures are wanted only

    with path.open("rb") as file:
        head = file.read(1024)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if is_pdf(head):
                yield _of_pdf(path, dpi, scanned_only=scanned_only)
                return
            with Image.open(path, formats=_FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise RefusedError("picture_unreadable", why="it is too large")
                yield iter((image,))
    except RefusedError:
        raise
    except Exception as error:  # decoders of hostile files raise anything
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise RefusedError("picture_unreadable", why=reason) from error


def _of_pdf(path: Path, dpi: int, *, scanned_only: bool) -> "Iterator[Image.Image]":
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(path)
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            try:
                if not scanned_only or _is_scan(page):
                    scale = dpi / _POINTS
                    size = page.get_width() * page.get_height() * scale * scale
                    if size > _MOST_PIXELS:
                        scale *= (_MOST_PIXELS / size) ** 0.5
                    yield page.render(scale=scale).to_pil()
            finally:
                page.close()
    finally:
        document.close()


def _is_scan(page: "object") -> bool:
    layer = page.get_textpage()  # type: ignore[attr-defined]
    letters = sum(map(str.isalpha, layer.get_text_range()[:2000]))
    layer.close()
    return letters < _FEWEST_LETTERS


def _plain(image: "Image.Image") -> "Image.Image":
    """Return a picture upright, on white, with nothing of what cameras write beside it."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    upright = ImageOps.exif_transpose(image)
    if "A" in upright.getbands() or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        paper = Image.new("RGB", shown.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        return paper
    plain = Image.new("RGB", upright.size)
    plain.paste(upright.convert("RGB"))
    return plain


def _small_enough(image: "Image.Image") -> bytes:
    while True:
        for quality in _QUALITIES:
            made = io.BytesIO()
            image.save(made, "JPEG", quality=quality, optimize=True)
            if made.tell() <= _LARGEST_THUMBNAIL:
                return made.getvalue()
        image = image.resize((max(1, image.width // 2), max(1, image.height // 2)))
