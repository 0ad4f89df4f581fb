"""Telegram Desktop's JSON export: a single chat, or the whole account."""

from collections.abc import Iterator

import msgspec

from marsad.intake.item import Item, Job, Piece, facts_identity
from marsad.intake.problems import RefusedError
from marsad.records import DocumentKind, Finding

_PUBLIC = frozenset(
    ("public_channel", "private_channel", "public_supergroup", "private_supergroup", "private_group", "public_group")
)


class _Message(msgspec.Struct, frozen=True):
    id: int = 0
    type: str = "message"
    date: str = ""
    text: str | list[object] = ""
    forwarded_from: str | None = None
    forwarded_from_id: str | None = None


class _Chat(msgspec.Struct, frozen=True):
    name: str | None = None
    type: str = ""
    id: int | str = 0
    messages: list[msgspec.Raw] = []


class _Chats(msgspec.Struct, frozen=True):
    chats: list[_Chat] = msgspec.field(name="list", default_factory=list)


class _Export(msgspec.Struct, frozen=True):
    chats: _Chats | None = None
    left_chats: _Chats | None = None
    name: str | None = None
    type: str = ""
    id: int | str = 0
    messages: list[msgspec.Raw] | None = None


def is_export(data: bytes) -> bool:
    """Tell whether a JSON object has the layout of an export."""
    try:
        found = msgspec.json.decode(data, type=_Export)
    except (msgspec.MsgspecError, RecursionError):
        return b'"messages"' in data[:4096] and b'"type"' in data[:4096]
    return found.messages is not None or found.chats is not None or found.left_chats is not None


def read_export(data: bytes, piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read every message that has text; service messages are left out, pictures without words are counted."""
    try:
        export = msgspec.json.decode(data, type=_Export)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError("truncated", what="Telegram export", why=str(error).split(" - at")[0].lower()[:80]) from None
    chats = [*(export.chats.chats if export.chats else ()), *(export.left_chats.chats if export.left_chats else ())]
    if export.messages is not None:
        chats.append(_Chat(name=export.name, type=export.type, id=export.id, messages=export.messages))
    for chat in chats:
        yield from _read_chat(chat, piece, job, several=len(chats) > 1)


def _read_chat(chat: _Chat, piece: Piece, job: Job, *, several: bool) -> Iterator[Item | Finding]:
    # The name of a private conversation is a person's name; only channels and groups are publishers.
    publisher = (chat.name or "") if chat.type in _PUBLIC else ""
    label = publisher or f"chat{chat.id}"
    wordless = 0
    for number, raw in enumerate(chat.messages, start=1):
        place = piece.inside(f"{label}, message {number}" if several else f"message {number}")
        try:
            message = msgspec.json.decode(raw, type=_Message)
        except (msgspec.MsgspecError, RecursionError) as error:
            yield job.finding("bad_json", place, why=str(error).split(" - at")[0].lower()[:80])
            continue
        if message.type != "message":
            continue
        words = plain_words(message.text)
        if not words.strip():
            wordless += 1
            continue
        yield _item(message, words, publisher, label, place)
    if wordless:
        where = piece.inside(label) if several else piece.position
        yield job.finding("items_without_text", where, count=wordless, what="messages have no text (pictures, video)")


def _item(message: _Message, words: str, publisher: str, label: str, place: str) -> Item:
    origin = message.forwarded_from or ""
    # Only channels: a forwarding person's name must not get into the record.
    if origin and (message.forwarded_from_id or "").startswith("channel"):
        words = f"Forwarded from {' '.join(origin.split())}\n\n{words}"
    source_id = f"{label}/{message.id}"
    facts: dict[str, object] = {"id": source_id, "date": message.date, "publisher": publisher, "text": words}
    return Item(
        identity=facts_identity(facts),
        position=place,
        body=words,
        kind=DocumentKind.POST,
        published=message.date,
        publisher=publisher,
        source_id=source_id,
    )


def plain_words(text: str | list[object]) -> str:
    """Return the words of a message: a string, or a list of strings and entities with a `text` each."""
    if isinstance(text, str):
        return text
    pieces: list[str] = []
    for part in text:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, dict) and isinstance(part.get("text"), str):
            pieces.append(part["text"])
    return "".join(pieces)
