"""E-mail: single messages and mailboxes."""

import email.policy
import functools
import re
import tomllib
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from importlib import resources
from typing import cast

from marsad.intake.budget import in_memory
from marsad.intake.encodings import decode
from marsad.intake.item import Facts, Item, Job, Piece
from marsad.intake.markup_text import plain_text
from marsad.records import DocumentKind, Finding, Mask

_POLICY = email.policy.default.clone(raise_on_defect=False)
_SEPARATOR = re.compile(rb"From \S+.*\d{4}\r?\n?$")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_DOMAIN = re.compile(r"@([A-Za-z0-9\u00a1-\uffff](?:[A-Za-z0-9\u00a1-\uffff.\-]{0,250}[A-Za-z0-9\u00a1-\uffff])?)")
_LONGEST_HEADER = 2000
_SECRET_TYPES = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
# Pictures set into a message as signature or layout are not evidence, and would give a finding a message.
_DECORATION = ("image/",)


def read_mail(piece: Piece, job: Job) -> Iterator[Item | Piece | Finding]:
    """Read one message: subject, day, the sender's domain (never an address), its words, then its attachments."""
    data = piece.all_bytes(5 * job.settings.max_markup_bytes, "message", "max_markup_bytes")
    yield from _read_message(data, piece, piece.position, piece.identity(), job)


def read_mbox(piece: Piece, job: Job) -> Iterator[Item | Piece | Finding]:
    """Read a mailbox message by message; each message's bytes are its identity."""
    limit = 5 * job.settings.max_markup_bytes
    for number, data in enumerate(_messages(piece, limit), start=1):
        place = piece.inside(f"message {number}")
        if len(data) > limit:
            size, most = f"over {limit:,} bytes", f"{limit:,} bytes"
            yield job.finding("too_large", place, what="message", size=size, limit=most, setting="max_markup_bytes")
            continue
        message = Piece(stream=in_memory(data), size=len(data), name="", position=place, depth=piece.depth)
        yield from _read_message(data, message, place, message.identity(), job)


def _messages(piece: Piece, limit: int) -> Iterator[bytes]:
    """Split a mailbox at its `From ` lines, which follow a blank line; a message past `limit` is cut."""
    piece.stream.seek(0)
    lines: list[bytes] = []
    size = 0
    blank, begun = True, False
    while line := piece.stream.readline(limit):
        if blank and line.startswith(b"From ") and _SEPARATOR.match(line[:500]):
            if begun:
                yield _message_bytes(lines)
            lines, size, begun = [], 0, True
        elif size <= limit:
            lines.append(line)
            size += len(line)
        blank = not line.strip(b"\r\n")
    if lines:
        yield _message_bytes(lines)


def _message_bytes(lines: list[bytes]) -> bytes:
    if lines and not lines[-1].strip(b"\r\n"):
        lines = lines[:-1]
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _read_message(data: bytes, piece: Piece, place: str, identity: str, job: Job) -> Iterator[Item | Piece | Finding]:
    message = BytesParser(EmailMessage, policy=_POLICY).parsebytes(data)
    if message.get_content_type() in _SECRET_TYPES:
        yield job.finding("encrypted", place, what="message")
        return
    text, masks = _words(message)
    attachments = list(_attachments(message))
    if text.strip() or not attachments:
        yield Item(
            identity=identity,
            position=place,
            body=text,
            kind=DocumentKind.EMAIL,
            title=_header(message, "subject"),
            published=_header(message, "date"),
            publisher=_outlet(_header(message, "from")),
            language=_header(message, "content-language").split(",")[0],
            masks=masks,
        )
    for number, part in enumerate(attachments, start=1):
        yield _nested(part, number, piece, place)


def _words(message: EmailMessage) -> tuple[str, tuple[Mask, ...]]:
    """Return the words of the message: its plain part, or its HTML part where the plain one is missing or empty."""
    plain = message.get_body(preferencelist=("plain",))
    if isinstance(plain, EmailMessage):
        text = _part_text(plain)
        if text.strip():
            return text, ()
    rich = message.get_body(preferencelist=("html",))
    return plain_text(_part_text(rich)) if isinstance(rich, EmailMessage) else ("", ())


def _part_text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    decoded = decode(data, part.get_content_charset("") or "")
    return decoded.text if decoded else ""


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    if not message.is_multipart():
        if message.get_content_maintype() not in ("text", "multipart"):
            yield message
        return
    for part in message.iter_attachments():
        inline = part.get_content_disposition() != "attachment"
        if isinstance(part, EmailMessage) and not (inline and part.get_content_type().startswith(_DECORATION)):
            yield part


def _nested(part: EmailMessage, number: int, piece: Piece, place: str) -> Piece:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else part
        data, name = cast("EmailMessage", first).as_bytes(), "message.eml"
    else:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        name = (part.get_filename() or "").replace("\\", "/").rpartition("/")[2][-200:]
    label = f"attachment {number}"
    return Piece(
        stream=in_memory(data),
        size=len(data),
        name=name,
        position=f"{place}!{label}" if place else label,
        depth=piece.depth + 1,
        facts=Facts(media_type=part.get_content_type(), charset=part.get_content_charset("") or ""),
    )


def _header(message: EmailMessage, name: str) -> str:
    # The raw value: the library's own header parser raises on hostile headers and takes minutes over long ones.
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")
    try:
        words = str(make_header(decode_header(raw[:_LONGEST_HEADER])))
    except (ValueError, LookupError, HeaderParseError):
        words = raw[:_LONGEST_HEADER]
    return words.encode("utf-8", "replace").decode("utf-8")


def _outlet(sender: str) -> str:
    """Return the domain of the sender's address, never the address; nothing for a public mail provider.

    Two strangers who write from one provider are not one outlet.
    """
    found = _DOMAIN.findall(sender)
    domain = found[-1].casefold() if found else ""
    return "" if domain in _providers() else domain


@functools.cache
def _providers() -> frozenset[str]:
    text = resources.files("marsad.intake").joinpath("data", "providers.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["providers"])
