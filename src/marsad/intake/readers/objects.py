"""Reports as JSON: one object a line, or an array of objects."""

import hashlib
from collections.abc import Generator, Iterator

import msgspec

from marsad.intake.budget import in_memory
from marsad.intake.columns import map_columns
from marsad.intake.encodings import decode
from marsad.intake.item import Item, Job, Piece
from marsad.intake.problems import RefusedError
from marsad.intake.readers import telegram
from marsad.intake.readers.plain import report_decoding
from marsad.intake.wording import has_surrogates
from marsad.records import DocumentKind, Finding

_HEAD = 65_536
_FACTS = ("id", "title", "text", "published", "publisher", "language", "url")


def read_lines(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read JSON lines: each line is its own item, a bad line is one finding and the others are read."""
    piece = yield from _as_utf8(piece, job)
    piece.stream.seek(0)
    limit = job.settings.max_text_bytes
    number = 0
    while line := piece.stream.readline(limit + 1):
        number += 1
        place = piece.inside(f"line {number}")
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(piece, limit)
            size, most = f"over {limit:,} bytes", f"{limit:,} bytes"
            yield job.finding("too_large", place, what="line", size=size, limit=most, setting="max_text_chars")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.strip(b"\r\n")
        if line.strip():
            yield from read_object(line, place, job)


def read_json(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read one JSON value: a Telegram export, an array of reports, or a single report."""
    piece = yield from _as_utf8(piece, job)
    data = piece.all_bytes(job.settings.max_json_bytes, "JSON file", "max_json_bytes").removeprefix(b"\xef\xbb\xbf")
    if data.lstrip()[:1] != b"[":
        if telegram.is_export(data):
            yield from telegram.read_export(data, piece, job)
        else:
            yield from _single(data, piece, job)
        return
    try:
        elements = msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError("truncated", what="JSON file", why=_why(error)) from None
    for number, raw in enumerate(elements, start=1):
        yield from read_object(bytes(raw).strip(), piece.inside(f"entry {number}"), job)


def _as_utf8(piece: Piece, job: Job) -> Generator[Finding, None, Piece]:
    """Return the piece itself where it begins as UTF-8, else the same text as UTF-8 (JSON has no other encoding)."""
    head = piece.head(_HEAD)
    found = decode(head[: head.rfind(b"\n") + 1] or head)
    if found is None or found.encoding == "utf-8":
        return piece
    data = piece.all_bytes(job.settings.max_json_bytes, "JSON file", "max_json_bytes")
    decoded = yield from report_decoding(decode(data), piece.position, job)
    if decoded is None:
        return piece
    plain = decoded.text.encode("utf-8", "replace")
    return msgspec.structs.replace(piece, stream=in_memory(plain), size=len(plain))


def _single(data: bytes, piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read one object, or lines of objects in a file that is called .json."""
    if b"\n" in data.strip():
        try:
            msgspec.json.decode(data, type=msgspec.Raw)
        except msgspec.MsgspecError:
            yield from read_lines(piece, job)
            return
    wrapped = _wrapped(data, job)
    if not wrapped:
        yield from read_object(data.strip(), piece.position, job)
    for number, raw in enumerate(wrapped, start=1):
        yield from read_object(bytes(raw).strip(), piece.inside(f"entry {number}"), job)


def _wrapped(data: bytes, job: Job) -> list[msgspec.Raw]:
    """Return the reports of an object that is only their wrapper: no text of its own, one list of objects."""
    try:
        fields = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        lists = [raw for raw in map(bytes, fields.values()) if raw.startswith(b"[") and raw[1:].lstrip()[:1] == b"{"]
        if len(lists) == 1 and "text" not in map_columns(list(fields), job.settings.columns):
            return msgspec.json.decode(lists[0], type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass  # read as a single object, which says what is wrong
    return []


def read_object(data: bytes, place: str, job: Job) -> Iterator[Item | Finding]:
    """Read one report object; its identity is the hash of its bytes as they stand."""
    try:
        found = msgspec.json.decode(data, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        yield job.finding("bad_json", place, data[:80].decode("utf-8", "replace"), why=_why(error))
        return
    facts = {name: found[name] for name in _FACTS if name in found}
    if not isinstance(facts.get("text"), str):
        for name, index in map_columns(list(found), job.settings.columns).items():
            facts.setdefault(name, list(found.values())[index])
    text = facts.get("text")
    title = _string(facts.get("title"))
    if text is None and title:
        text = ""
    if not isinstance(text, str):
        yield job.finding("not_a_report", place)
        return
    if has_surrogates(text):
        yield job.finding("bad_json", place, why="the text holds half characters (unpaired surrogates)")
        return
    yield Item(
        identity=hashlib.sha256(data).hexdigest(),
        position=place,
        body=text,
        kind=DocumentKind.ARTICLE,
        title=title,
        published=_string(facts.get("published")),
        language=_string(facts.get("language")),
        publisher=_string(facts.get("publisher")),
        url=_string(facts.get("url")),
        source_id=_string(facts.get("id")),
        literal=True,
    )


def _string(value: object) -> str:
    """Return a field's text; numbers (ids) as written, anything else is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _skip_line(piece: Piece, limit: int) -> None:
    while (rest := piece.stream.readline(min(limit, 1 << 20))) and not rest.endswith(b"\n"):
        pass


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error).split(" - at")[0].rstrip(".").lower()[:80]
