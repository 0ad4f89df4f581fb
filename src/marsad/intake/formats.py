"""Which format a piece is in: by its first bytes and content, then by its name."""

import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePosixPath

import msgspec

from marsad.intake.item import Piece

HEAD_BYTES = 8192


class Format(StrEnum):
    """The formats that have a reader, and what is known but has none."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    ZIP = "zip"
    DOCX = "DOCX"
    XLSX = "XLSX"
    GZIP = "gzip"
    TAR = "tar"
    MAIL = "e-mail"
    MBOX = "a mailbox"
    FEED = "RSS or Atom"
    LINES = "JSON lines"
    JSON = "JSON"
    TABLE = "a CSV table"
    WARC = "WARC"
    BINARY = "binary data"
    UNSUPPORTED = "unsupported"


_BY_NAME = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".xlsx": Format.XLSX,
    ".zip": Format.ZIP,
    ".wacz": Format.ZIP,
    ".gz": Format.GZIP,
    ".tgz": Format.GZIP,
    ".tar": Format.TAR,
    ".eml": Format.MAIL,
    ".mbox": Format.MBOX,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".jsonl": Format.LINES,
    ".ndjson": Format.LINES,
    ".json": Format.JSON,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".warc": Format.WARC,
}
# Text by their bytes, but no reports: what browsers save beside a page, and cards that hold nothing but personal data.
_NO_REPORTS = {
    ".js": "A script",
    ".css": "A style sheet",
    ".map": "A script",
    ".svg": "A picture",
    ".vcf": "A contact card",
    ".ics": "A calendar",
}
_BY_MEDIA_TYPE = {
    "text/plain": Format.TEXT,
    "text/markdown": Format.MARKDOWN,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/csv": Format.TABLE,
    "message/rfc822": Format.MAIL,
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
}
_MAGIC = (
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\x1f\x8b", Format.GZIP),
    (b"WARC/", Format.WARC),
)
# What people put into report folders that is no text; the word stands in the finding.
_UNSUPPORTED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "An old Microsoft Office file (doc, xls, msg)"),
    (b"\xff\xd8\xff", "A JPEG picture"),
    (b"\x89PNG\r\n", "A PNG picture"),
    (b"GIF8", "A GIF picture"),
    (b"II*\x00", "A TIFF picture"),
    (b"MM\x00*", "A TIFF picture"),
    (b"OggS", "A sound file"),
    (b"ID3", "A sound file"),
    (b"\x1aE\xdf\xa3", "A video"),
    (b"Rar!", "A RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "A 7z archive"),
    (b"BZh", "A bzip2 archive"),
    (b"\xfd7zXZ", "An xz archive"),
    (b"SQLite format 3", "A database"),
    (b"\x7fELF", "A program"),
    (b"MZ\x90", "A program"),
    (b"{\\rtf", "An RTF file"),
    (b"BEGIN:VCARD", "A contact card"),
    (b"BEGIN:VCALENDAR", "A calendar"),
)
_ZIP_BASED = (
    ("ppt/presentation.xml", "A PowerPoint file"),
    ("mimetype", "An OpenDocument file or a book"),
    ("AndroidManifest.xml", "A program"),
)
_MAIL_HEADERS = re.compile(
    rb"^(from|to|subject|date|message-id|mime-version|received|return-path|content-type|delivered-to|reply-to"
    rb"|x-[a-z\-]{1,40}|dkim-signature|cc):",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9\-]{0,60}:")
_FEED = re.compile(rb"<(?:[a-zA-Z]{1,10}:)?(?:rss|feed|RDF)[\s>]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|table)[\s>]", re.IGNORECASE)
_XML_ROOT = re.compile(rb"<(?![?!])")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_BINARY_SHARE = 0.05
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b\x08")


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """The format by content, the format its name claims (None: no known ending), and a word for what has no reader."""

    format: Format
    named: Format | None = None
    what: str = ""

    @property
    def mismatch(self) -> bool:
        """True where name and content disagree in a way worth telling."""
        return self.named is not None and self.named is not self.format and {self.named, self.format} not in _RELATED


_RELATED = (
    {Format.LINES, Format.JSON},
    {Format.TEXT, Format.MARKDOWN},
    {Format.MAIL, Format.MBOX},
    {Format.WARC, Format.GZIP},
    {Format.HTML, Format.MARKDOWN},
)


def guess_format(piece: Piece) -> Guess:
    """Tell the format of a piece from its first bytes; its name decides between kinds of plain text."""
    named = named_format(piece)
    head = piece.head(HEAD_BYTES)
    no_report = _NO_REPORTS.get(_suffix(piece))
    if no_report:
        return Guess(format=Format.UNSUPPORTED, what=no_report)
    return _by_magic(head, named, piece) or _by_text(head, named)


def named_format(piece: Piece) -> Format | None:
    """Return the format that the name, or else the declared media type, claims."""
    return _BY_NAME.get(_suffix(piece)) or _BY_MEDIA_TYPE.get(piece.facts.media_type.split(";")[0].strip().casefold())


def _suffix(piece: Piece) -> str:
    return PurePosixPath(piece.name.casefold()).suffix


def _by_magic(head: bytes, named: Format | None, piece: Piece) -> Guess | None:
    known = next((found for magic, found in _MAGIC if head.startswith(magic)), None)
    if known is None and b"%PDF-" in head[:1024]:
        known = Format.PDF
    if known is None and head[257:262] == b"ustar":
        known = Format.TAR
    if known is Format.ZIP:
        return _zip_kind(piece, named)
    if known is Format.GZIP and _holds_capture(head):
        known = Format.WARC
    if known is not None:
        return Guess(format=known, named=named)
    return _without_reader(head, named, piece)


def _without_reader(head: bytes, named: Format | None, piece: Piece) -> Guess | None:
    for magic, what in _UNSUPPORTED:
        if head.startswith(magic):
            locked = magic[:4] == b"\xd0\xcf\x11\xe0" and _ENCRYPTED_OFFICE in piece.head(1 << 20)
            return Guess(format=Format.UNSUPPORTED, named=named, what="encrypted" if locked else what)
    if head[4:8] == b"ftyp":
        return Guess(format=Format.UNSUPPORTED, named=named, what="A video or HEIF picture")
    if head[:4] == b"RIFF":
        return Guess(format=Format.UNSUPPORTED, named=named, what="A picture, sound or video (RIFF)")
    return None


def _zip_kind(piece: Piece, named: Format | None) -> Guess:
    """Tell Office files and books from plain zip archives by the members that make them so."""
    try:
        with zipfile.ZipFile(piece.stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        broken = named if named in (Format.DOCX, Format.XLSX) else Format.ZIP
        return Guess(format=broken, named=named)
    finally:
        piece.stream.seek(0)
    if "word/document.xml" in names:
        return Guess(format=Format.DOCX, named=named)
    if "xl/workbook.xml" in names:
        return Guess(format=Format.XLSX, named=named)
    what = next((word for mark, word in _ZIP_BASED if mark in names), "")
    return Guess(format=Format.UNSUPPORTED if what else Format.ZIP, named=named, what=what)


def _holds_capture(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _by_text(head: bytes, named: Format | None) -> Guess:
    if _looks_binary(head):
        return Guess(format=Format.BINARY, named=named)
    start = _narrow(head).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        found = _markup(start, named)
        if found is not None:
            return Guess(format=found, named=named, what="An XML file of this kind")
    if start[:1] in b"{[" and start:
        found = _json(start, named)
        if found is not None:
            return Guess(format=found, named=named)
    if start.startswith(b"From ") and named in (None, Format.MBOX) and _mail_headers(start.partition(b"\n")[2]) >= 2:
        return Guess(format=Format.MBOX, named=named)
    if named is not Format.MBOX and (named is Format.MAIL or _mail_headers(start) >= 3):
        return Guess(format=Format.MAIL, named=named)
    trusted = (Format.MARKDOWN, Format.LINES, Format.JSON, Format.TABLE, Format.HTML, Format.MBOX)
    return Guess(format=named if named in trusted else Format.TEXT, named=named)


def _markup(start: bytes, named: Format | None) -> Format | None:
    root = _XML_ROOT.search(start)
    opening = start[root.start() : root.start() + 200] if root else b""
    if _FEED.match(opening):
        return Format.FEED
    if _HTML.match(start) or _HTML.match(opening):
        return Format.MARKDOWN if named is Format.MARKDOWN else Format.HTML
    if start.startswith(b"<?xml"):
        return Format.FEED if named is Format.FEED else Format.UNSUPPORTED
    return None


def _json(start: bytes, named: Format | None) -> Format | None:
    if named in (Format.LINES, Format.JSON):
        return named if named is Format.JSON or start.startswith(b"{") else Format.JSON
    following = start[1:].lstrip()[:1]
    if start.startswith(b"[") and following in (b"{",):
        return Format.JSON
    if start.startswith(b"{") and following in (b'"', b"}"):
        return Format.LINES if named is None or start.partition(b"\n")[0].rstrip().endswith(b"}") else Format.JSON
    return None


def _mail_headers(start: bytes) -> int:
    """Count different known mail headers in the first block of lines; 0 where a line of it is no header."""
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    lines = block.splitlines()[:60]
    if not lines or any(not line[:1].isspace() and not _ANY_HEADER.match(line) for line in lines):
        return 0
    return len({name.lower() for name in _MAIL_HEADERS.findall(block)})


def _narrow(head: bytes) -> bytes:
    """Return UTF-16 text as UTF-8, so that markup and JSON are recognised in it; other text as it is."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "ignore").encode("utf-8", "ignore")
    return head


def _looks_binary(head: bytes) -> bool:
    """Tell binary data from text in any encoding; UTF-16 and UTF-32 are full of zeros and told by their pattern."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 5 and min(even, odd) <= len(head) // 100:
        return False
    strange = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head)
    return strange > _BINARY_SHARE * len(head)
