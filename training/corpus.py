"""The corpus: what worksheets become, split into train, dev and heldout by a hash of each document's id.

Rows hold offsets only; a text that others wrote stays in its collection (`--collections DIR` or
MARSAD_COLLECTIONS), named by id and checked by its SHA-256.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from training.worksheet import Sheet

LABELS = Path(__file__).parent / "labels"
SPLITS = ("train", "dev", "heldout")
COLLECTIONS = {
    "syria_news": "syria_news/articles.jsonl",
    "arabic_news": "arabic_news/articles.jsonl",
    "muc4": "muc4/train.jsonl",
    "ucdp": "ucdp/headlines_dev.jsonl",
}
Span = tuple[int, int]


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One labelled claim. Spans are characters of title, blank line, text (text alone where there is no title)."""

    quote: Span
    number: Span
    harm: str
    low: int
    high: int | None
    certainty: str = ""
    category: str = "unknown"
    flags: tuple[str, ...] = ()
    group: Span | None = None
    places: tuple[Span, ...] = ()
    when: Span | None = None
    days: tuple[str | None, str | None] = (None, None)
    event: str | None = None
    perpetrator: Span | None = None
    attributed: Span | None = None
    context: str = "conflict"
    modality: str = "asserted"
    tally: str = "event"
    role: str = "main"
    of: int | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One labelled document; `text` and `title` are empty where the text stays in its collection."""

    id: str
    language: str
    genre: str
    sha256: str
    claims: tuple[Mark, ...]
    published: str | None = None
    title: str = ""
    text: str = ""


class Text(msgspec.Struct, frozen=True):
    """The words of a document."""

    title: str
    text: str
    published: str | None
    language: str
    genre: str

    @property
    def body(self) -> int:
        """Where the text starts after the title."""
        return len(self.title) + 2 if self.title else 0

    @property
    def full(self) -> str:
        """Title, blank line, text."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


def split_of(identifier: str) -> str:
    """Return the part a document is in for ever: 1 in 10 heldout, 1 in 10 dev, the rest train."""
    part = int(sha256(identifier.encode()).hexdigest(), 16) % 10
    return "heldout" if part == 0 else "dev" if part == 1 else "train"


@cache
def _collection(name: str, folder: Path) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for line in (folder / COLLECTIONS[name]).read_text(encoding="utf-8").splitlines():
        row = msgspec.json.decode(line)
        identifier = str(row.get("id") or row.get("docid"))
        language = row.get("language") or ("ar" if name == "arabic_news" else "en")
        if name == "ucdp":
            texts[identifier] = Text("", row["headline"], row.get("source_date"), language, "headline")
        else:
            texts[identifier] = Text(row.get("title") or "", row["text"], row.get("published"), language, "news")
    return texts


def text_of(
    identifier: str, title: str, text: str, folder: Path | None, *, fallback: Sheet | None = None
) -> Text | None:
    """Return a document's words from its own row or from its collection; None where the collection is absent."""
    if text:
        sheet = fallback
        return Text(
            title, text, sheet.published if sheet else None, sheet.lang if sheet else "", sheet.genre if sheet else ""
        )
    name, _, key = identifier.partition(":")
    if folder is None or name not in COLLECTIONS or not (folder / COLLECTIONS[name]).is_file():
        return None
    return _collection(name, folder).get(key)


def read_rows(split: str, corpus: Path = LABELS) -> list[Row]:
    """Read every row of one part, in the order of file names and lines."""
    return [row for path in sorted((corpus / split).glob("*.jsonl")) for row in rows_of(path)]


def rows_of(path: Path) -> list[Row]:
    """Read the rows of one file."""
    return [msgspec.json.decode(line, type=Row) for line in path.read_bytes().splitlines()]


def with_texts(rows: Sequence[Row], folder: Path | None) -> list[Row]:
    """Return the rows whose text is at hand and unchanged, with title and text filled in."""
    found = []
    for row in rows:
        text = text_of(row.id, row.title, row.text, folder)
        if text is not None and sha256(text.full.encode()).hexdigest() == row.sha256:
            published = row.published or text.published
            found.append(msgspec.structs.replace(row, title=text.title, text=text.text, published=published))
    return found
