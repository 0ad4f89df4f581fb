"""RSS and Atom files: one document an entry."""

from collections.abc import Iterator, Mapping
from typing import cast
from xml.sax import SAXException

from marsad.intake.budget import in_memory
from marsad.intake.item import Item, Job, Piece, facts_identity
from marsad.intake.markup_text import plain_text
from marsad.intake.problems import RefusedError
from marsad.records import DocumentKind, Finding

_Entry = Mapping[str, object]


def read_feed(piece: Piece, job: Job) -> Iterator[Item | Finding]:
    """Read the entries of a feed; its name is the publisher, an entry's longest content is the text."""
    import feedparser  # noqa: PLC0415  needed for feeds only

    data = piece.all_bytes(job.settings.max_markup_bytes, "feed", "max_markup_bytes")
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise RefusedError("hostile_markup")
    # A stream, never bytes or text: those are taken for an address or a file name first.
    feed = feedparser.parse(in_memory(data), sanitize_html=False, resolve_relative_uris=False)
    facts = cast("_Entry", feed.feed)
    entries = cast("list[_Entry]", feed.entries)
    for number, entry in enumerate(entries, start=1):
        yield _item(entry, facts, piece.inside(f"entry {number}"))
    trouble = feed.get("bozo_exception")
    if isinstance(trouble, SAXException):
        yield job.finding("truncated", piece.position, what="feed", why=str(trouble.getMessage()).lower()[:80])


def _item(entry: _Entry, feed: _Entry, position: str) -> Item:
    facts: dict[str, object] = {
        "id": _string(entry, "id"),
        "title": plain_text(_string(entry, "title")).text,
        "published": _string(entry, "published") or _string(entry, "updated"),
        "publisher": plain_text(_string(feed, "title")).text,
        "language": _language(entry) or _string(feed, "language"),
        "url": _string(entry, "link"),
        "text": _content(entry),
    }
    text, masks = plain_text(str(facts["text"]))
    return Item(
        identity=facts_identity(facts),
        position=position,
        body=text,
        kind=DocumentKind.ARTICLE,
        title=str(facts["title"]),
        published=str(facts["published"]),
        language=str(facts["language"]),
        publisher=str(facts["publisher"]),
        url=str(facts["url"]),
        source_id=str(facts["id"]),
        masks=masks,
    )


def _content(entry: _Entry) -> str:
    """Return the fullest text of an entry: its content where it has one, else its summary."""
    contents = entry.get("content")
    values = [_string(part, "value") for part in contents] if isinstance(contents, list) else []
    return max([*values, _string(entry, "summary")], key=len)


def _language(entry: _Entry) -> str:
    contents = entry.get("content")
    return next((_string(part, "language") for part in contents), "") if isinstance(contents, list) else ""


def _string(facts: _Entry, name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) else ""
