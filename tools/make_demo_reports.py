"""Write the binary reports of the demo set (PDF, DOCX, XLSX, WARC, zip), always the same bytes.

`python tools/make_demo_reports.py [FOLDER]` writes into `src/marsad/demo/reports`, or into FOLDER. Their words stand in
`demo_texts.toml`. Nothing is compressed and every time stamp is fixed, so that the bytes depend on no library version
and no clock. The other reports of the set are plain text and are edited by hand.
"""

import hashlib
import struct
import sys
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

TEXTS = Path(__file__).parent / "demo_texts.toml"
REPORTS = Path(__file__).parent.parent / "src" / "marsad" / "demo" / "reports"
STAMP = (2025, 8, 15, 12, 0, 0)
LINE_CHARS = 88
WIDEST_BLOCK = 65_535  # bytes in one stored block of deflate
ENCRYPTED = 1  # the general purpose flag of a zip member
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_PARTS = f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
_LINKS = f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
_LINK_KIND = f"{_OFFICE}/officeDocument/2006/relationships"
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)


class Story(msgspec.Struct, frozen=True):
    """A headline and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


class Texts(msgspec.Struct, frozen=True):
    """All words of the binary reports."""

    arabic_toll: str
    rows: tuple[tuple[str, ...], ...]
    stories: dict[str, Story]


def pdf(story: Story) -> bytes:
    """Return a PDF of one page; the page comes first in the file and the catalogue last."""
    content = _drawing(story)
    bodies = {
        1: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        2: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        3: b"<< /Type /Page /Parent 4 0 R /MediaBox [0 0 595 842] /Contents 1 0 R "
        b"/Resources << /Font << /F1 2 0 R >> >> >>",
        4: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        5: b"<< /Type /Catalog /Pages 4 0 R >>",
        6: b"<< /Title (%s) /CreationDate (D:20250815120000Z) >>" % story.title.encode("ascii"),
    }
    out = BytesIO()
    out.write(b"%PDF-1.4\n")
    starts: list[int] = []
    for number, body in bodies.items():
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % start for start in starts)
    out.write(b"trailer\n<< /Size %d /Root 5 0 R /Info 6 0 R >>\n" % (len(bodies) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def _drawing(story: Story) -> bytes:
    lines = [story.title, ""]
    for paragraph in story.paragraphs:
        lines += [*wrap(paragraph, LINE_CHARS), ""]
    escaped = (line.replace("(", r"\(").replace(")", r"\)") for line in lines)
    shown = "\n".join(f"({line}) Tj T*" for line in escaped)
    return f"BT\n/F1 11 Tf\n14 TL\n60 780 Td\n{shown}\nET".encode("ascii")


def packed(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return a zip of the members, uncompressed and with one fixed time."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in members:
            info = ZipInfo(name, STAMP)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def docx(story: Story) -> bytes:
    """Return a Word document: title and paragraphs."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>" for words in (story.title, *story.paragraphs)
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(story.title)}</dc:title></cp:coreProperties>"
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    about = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = _override("/word/document.xml", main) + _override("/docProps/core.xml", about)
    links = _link(1, f"{_LINK_KIND}/officeDocument", "word/document.xml") + _link(
        2, f"{_OFFICE}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"
    )
    document = f'<w:document xmlns:w="{word}"><w:body>{paragraphs}<w:sectPr/></w:body></w:document>'
    return packed(
        [
            ("[Content_Types].xml", f"{_XML}{_PARTS}{_DEFAULTS}{overrides}</Types>"),
            ("_rels/.rels", f"{_XML}{_LINKS}{links}</Relationships>"),
            ("docProps/core.xml", _XML + core),
            ("word/document.xml", _XML + document),
        ]
    )


def xlsx(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return a workbook of one sheet."""
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = (
        _override("/xl/workbook.xml", f"{kind}.sheet.main+xml")
        + _override("/xl/worksheets/sheet1.xml", f"{kind}.worksheet+xml")
        + _override("/xl/styles.xml", f"{kind}.styles+xml")
    )
    book = (
        f'<workbook xmlns="{sheet}" xmlns:r="{_LINK_KIND}"><sheets>'
        '<sheet name="Reports" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    styles = (
        f'<styleSheet xmlns="{sheet}"><fonts count="1"><font><sz val="11"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
    links = _link(1, f"{_LINK_KIND}/worksheet", "worksheets/sheet1.xml") + _link(
        2, f"{_LINK_KIND}/styles", "styles.xml"
    )
    return packed(
        [
            ("[Content_Types].xml", f"{_XML}{_PARTS}{_DEFAULTS}{overrides}</Types>"),
            (
                "_rels/.rels",
                f"{_XML}{_LINKS}{_link(1, f'{_LINK_KIND}/officeDocument', 'xl/workbook.xml')}</Relationships>",
            ),
            ("xl/workbook.xml", _XML + book),
            ("xl/_rels/workbook.xml.rels", f"{_XML}{_LINKS}{links}</Relationships>"),
            ("xl/styles.xml", _XML + styles),
            (
                "xl/worksheets/sheet1.xml",
                f'{_XML}<worksheet xmlns="{sheet}"><sheetData>{_cells(rows)}</sheetData></worksheet>',
            ),
        ]
    )


def _cells(rows: Iterable[tuple[str, ...]]) -> str:
    out: list[str] = []
    for number, row in enumerate(rows, start=1):
        cells = (
            f'<c r="{"ABCDE"[column]}{number}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'
            for column, words in enumerate(row)
        )
        out.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(out)


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'


def page(story: Story, publisher: str, published: str) -> str:
    """Return a web page with the metadata that newspapers give."""
    paragraphs = "\n".join(f"<p>{escape(words)}</p>" for words in story.paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(story.title)}</title>\n'
        f'<meta property="og:site_name" content="{publisher}">\n'
        f'<meta property="article:published_time" content="{published}">\n</head>\n<body>\n'
        '<nav><a href="/latest">Latest</a> <a href="/towns">Towns</a></nav>\n'
        f"<article>\n<h1>{escape(story.title)}</h1>\n{paragraphs}\n</article>\n"
        f"<footer>{publisher}. All rights reserved.</footer>\n</body>\n</html>\n"
    )


def warc(pages: Iterable[tuple[str, str]]) -> bytes:
    """Return a gzipped WARC that holds each address with its page."""
    about = b"software: written by hand for the Marsad demo\r\nformat: WARC File Format 1.1\r\n"
    out = [_record("warcinfo", "", "application/warc-fields", about)]
    for address, body in pages:
        content = body.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(content)}\r\n\r\n"
        out.append(_record("response", address, "application/http; msgtype=response", head.encode() + content))
    return b"".join(gzipped(record) for record in out)


def _record(kind: str, address: str, content_type: str, block: bytes) -> bytes:
    mark = hashlib.sha256(f"{kind} {address}".encode()).hexdigest()
    name = f"{mark[:8]}-{mark[8:12]}-4{mark[13:16]}-8{mark[17:20]}-{mark[20:32]}"
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2025-08-15T12:00:00Z\r\n"
        f"{target}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def gzipped(data: bytes) -> bytes:
    """Return `data` as a gzip member that stores instead of compressing; compressors differ between versions."""
    if len(data) > WIDEST_BLOCK:
        raise ValueError(len(data))
    block = struct.pack("<BHH", 1, len(data), len(data) ^ 0xFFFF) + data
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + block + struct.pack("<II", zlib.crc32(data), len(data))


def locked(name: str) -> bytes:
    """Return a zip whose only member says that it is encrypted; there is no password that opens it."""
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(6))
    data = bytearray(packed([(name, noise)]))
    data[6] |= ENCRYPTED
    data[data.index(b"PK\x01\x02") + 8] |= ENCRYPTED
    return bytes(data)


def cut_short(whole: bytes) -> bytes:
    """Return the bytes up to the middle of the text, as an interrupted download leaves them."""
    return whole[: whole.index(b"(Harbour")]


def reports() -> dict[str, bytes]:
    """Return every binary report by its path in the set."""
    texts = msgspec.toml.decode(TEXTS.read_bytes(), type=Texts)
    story = texts.stories
    plain = "\n\n".join((story["inquiry_reprint"].title, *story["inquiry_reprint"].paragraphs)) + "\n"
    ambush = page(story["ambush"], "Coast Wire", "2025-03-07T19:30:00+03:00")
    elders = page(story["truce_talks"], "Northern Gazette", "2025-03-13")
    return {
        "pdf/orontes-herald-9-march.pdf": pdf(story["toll_of_9_march"]),
        "pdf/sheikh-badr-clinic.pdf": pdf(story["clinic_note"]),
        "office/levant-daily-inquiry.docx": docx(story["inquiry"]),
        "office/levant-daily-committee.docx": docx(story["committee"]),
        "tables/desk-log.xlsx": xlsx(texts.rows),
        "web/captured.warc.gz": warc(
            [
                ("https://coast-wire.example/2025/03/07/qadmus", ambush),
                ("https://northern-gazette.example/elders", elders),
            ]
        ),
        "bundle.zip": packed(
            [
                ("northern-gazette-inquiry.txt", plain),
                ("arabic/observatory-12-march.txt", texts.arabic_toll),
                ("coast-wire-schools.html", page(story["schools"], "Coast Wire", "2025-03-16")),
            ]
        ),
        "broken/storm.pdf": cut_short(pdf(story["storm"])),
        "broken/locked.zip": locked("statement.txt"),
    }


def main(arguments: list[str]) -> None:
    """Write the reports into the folder named, or into the demo set."""
    folder = Path(arguments[0]) if arguments else REPORTS
    for name, content in reports().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
