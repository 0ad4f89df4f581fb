"""Builders of the files that the intake tests read: real structure, invented content."""

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

from marsad.intake import IntakeSettings, read_original
from marsad.records import Document, Finding


def read(data: bytes | Path, name: str, settings: IntakeSettings | None = None) -> tuple[list[Document], list[Finding]]:
    """Read one original and part its documents from its findings."""
    source = data if isinstance(data, Path) else io.BytesIO(data)
    sha256 = hashlib.sha256(data if isinstance(data, bytes) else str(data).encode()).hexdigest()
    found = list(read_original(source, name, sha256, settings or IntakeSettings()))
    documents = [entry for entry in found if isinstance(entry, Document)]
    findings = [entry for entry in found if isinstance(entry, Finding)]
    for finding in findings:
        assert finding.where.startswith(name)
        assert len(finding.words) <= 80
        assert finding.message
        assert finding.remedy
        assert not re.search(
            r"\{(what|why|size|limit|setting|count|named|found|encoding|columns|advice)\}", repr(finding)
        )
    for document in documents:
        assert document.original == sha256
        assert all(0 <= mask.start < mask.end <= len(document.text) for mask in document.masks)
    return documents, findings


def kinds(findings: Sequence[Finding]) -> list[str]:
    return [finding.kind for finding in findings]


def zip_bytes(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 3, 8, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def pdf_bytes(pages: Sequence[Sequence[str]], *, title: str = "", encrypted: bool = False, count: int = 0) -> bytes:
    """A PDF with one text line per string; an empty page holds a picture instead. `count` pretends more pages."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    objects.append(picture + b"\nstream\n\x80\nendstream")
    kids = []
    for lines in pages:
        drawn = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
        content = f"BT /F1 11 Tf 40 760 Td {drawn} ET".encode("latin-1") if lines else b"q 500 0 0 700 0 0 cm /I1 Do Q"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    listed = kids * (count // len(kids) if count else 1)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in listed), len(listed))
    trailer = b"/Root 1 0 R"
    if title:
        objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
        trailer += b" /Info %d 0 R" % len(objects)
    if encrypted:
        secret = b"<%s>" % (b"5a" * 32)
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -44 >>" % (secret, secret))
        trailer += (
            b" /Encrypt %d 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
            % len(objects)
        )
    return _assembled(objects, trailer)


def _assembled(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(data)


def docx_bytes(body: str, extra: dict[str, bytes] | None = None) -> bytes:
    """A DOCX from the XML inside its body."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zip_bytes({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode(), **(extra or {})})


def warc_bytes(records: Sequence[tuple[str, str, bytes, str]], *, gzipped: bool) -> bytes:
    """A WARC of (address, content type, body, status line)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=gzipped)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the writer leaves its temporary files open
        for url, kind, body, status in records:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
            given = {"WARC-Date": "2025-03-09T01:02:03Z"}
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=given
            )
            writer.write_record(record)
            del record
    return stream.getvalue()


PAGE = """<!doctype html><html lang="en"><head><title>Ten killed in Banias | Coast Wire</title>
<meta property="og:site_name" content="Coast Wire">
<meta property="article:published_time" content="2025-03-08T23:15:00+02:00"></head><body>
<nav><a href="/">Home</a><a href="/syria">Syria</a><a href="/world">World</a></nav>
<article><h1>Ten killed in Banias</h1>
<p>Ten civilians were killed in the Al-Qusour neighbourhood of Banias on Friday, residents told Coast Wire, as gunmen
went from house to house.</p>
<p>A further 23 people were wounded, said a nurse at the hospital of the town, and many families fled to the north.</p>
</article><footer>All rights reserved</footer></body></html>"""
