"""Word documents (DOCX): paragraphs and table rows in the order in which they stand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from marsad.intake.budget import Budget
from marsad.intake.item import Item, Job, Piece
from marsad.intake.problems import RefusedError
from marsad.intake.readers.archives import open_zip, unpack_part
from marsad.records import Finding

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Deleted and moved-away words are no longer said; a fallback says again what its choice says.
_SILENT = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _FALLBACK))
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TITLE_STYLES = frozenset(("title", "heading1", "titel"))
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_docx(piece: Piece, job: Job, budget: Budget) -> Iterator[Item | Finding]:
    """Read a DOCX file: one line a paragraph, one line a table row (cells parted by tabs), notes at the end."""
    archive = open_zip(piece)
    names = set(archive.namelist())
    root = parse_part(unpack_part(archive, "word/document.xml", job, budget))
    lines = list(_lines(root))
    for name in _NOTES:
        if name in names:
            lines.extend(_lines(parse_part(unpack_part(archive, name, job, budget))))
    body = "\n".join(lines).strip("\n")
    title = _heading(root)
    if not title and "docProps/core.xml" in names:
        core = parse_part(unpack_part(archive, "docProps/core.xml", job, budget))
        given = core.findtext(_TITLE) or ""
        # Programs fill this field with file names and old titles; it counts only where the text confirms it.
        title = given if given and given.casefold() in body[:1000].casefold() else ""
    yield Item(identity=piece.identity(), position=piece.position, body=body, title=title)


def parse_part(data: bytes) -> "Element":
    """Parse one XML part; raise `RefusedError` where it declares entities or is broken."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise RefusedError("hostile_markup") from None
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError("truncated", what="XML in the file", why=str(error)[:80]) from None
    return root


def _lines(root: "Element") -> Iterator[str]:
    """Yield the lines of all blocks, without recursion: hostile files nest tables without end."""
    stack = list(reversed(list(root)))
    while stack:
        element = stack.pop()
        if element.tag in _SILENT:
            continue
        if element.tag == f"{_W}p":
            yield _words(element)
        elif element.tag == f"{_W}tr" and not any(inner is not element for inner in element.iter(f"{_W}tr")):
            yield "\t".join(
                " ".join(filter(None, map(_words, cell.iter(f"{_W}p")))) for cell in element.iter(f"{_W}tc")
            )
        else:
            stack.extend(reversed(list(element)))


def _words(paragraph: "Element") -> str:
    words: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag in _SILENT:
            continue
        if element.tag == f"{_W}t":
            words.append(element.text or "")
        elif element.tag in _BREAKS:
            words.append(_BREAKS[element.tag])
        stack.extend(reversed(list(element)))
    return "".join(words)


def _heading(root: "Element") -> str:
    """Return the first paragraph with words where it has the style of a title."""
    for paragraph in root.iter(f"{_W}p"):
        words = _words(paragraph).strip()
        if words:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            name = "" if style is None else style.get(f"{_W}val", "")
            return words if name.casefold() in _TITLE_STYLES else ""
    return ""
