"""The corpus: what worksheets become, split into train, dev and heldout by a hash of each document's id.

    python -m training.corpus check SHEET...           what is wrong, and how much there is
    python -m training.corpus build SHEET... [--into training/labels]
    python -m training.corpus unfold SPLIT... --into DIR    docs.jsonl and gold.jsonl for `marsad evaluate`

Rows hold offsets only; a text that others wrote stays in its collection (`--collections DIR` or
MARSAD_COLLECTIONS), named by id and checked by its SHA-256.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from training.worksheet import Entry, Problem, Sheet, entry_problems, nearest_span, quote_span

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


def read_sheets(paths: Sequence[Path]) -> tuple[list[Sheet], list[Problem]]:
    """Read worksheets; a line that is no sheet becomes a problem."""
    sheets, problems = [], []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    sheets.append(msgspec.json.decode(line, type=Sheet))
                except msgspec.DecodeError as error:
                    problems.append(Problem(f"{path.name} line {number}", str(error)))
    for identifier, count in sorted(Counter(sheet.id for sheet in sheets).items()):
        if count > 1:
            problems.append(Problem(identifier, f"{count} sheets have this id"))
    return sheets, problems


def sheet_problems(sheet: Sheet, folder: Path | None) -> Iterator[Problem]:
    """Yield what is wrong with one document's labels."""
    text = text_of(sheet.id, sheet.title, sheet.text, folder, fallback=sheet)
    if text is None:
        yield Problem(sheet.id, "no text, and no collection that holds one")
        return
    if sheet.text and not (sheet.lang and sheet.genre):
        yield Problem(sheet.id, "a passage written here needs lang and genre")
    for number, entry in enumerate(sheet.claims, 1):
        yield from entry_problems(entry, f"{sheet.id} claim {number}", text.full, text.body, len(sheet.claims))


def row_of(sheet: Sheet, folder: Path | None) -> Row:
    """Turn a sheet without problems into a row of offsets."""
    text = text_of(sheet.id, sheet.title, sheet.text, folder, fallback=sheet)
    if text is None:
        raise ValueError(f"{sheet.id} has no text: check the sheet first")
    return Row(
        id=sheet.id,
        language=text.language,
        genre=text.genre,
        sha256=sha256(text.full.encode()).hexdigest(),
        claims=tuple(_mark(entry, text) for entry in sheet.claims),
        published=sheet.published if sheet.text else None,
        title=sheet.title,
        text=sheet.text,
    )


def _mark(entry: Entry, text: Text) -> Mark:
    full = text.full
    span = quote_span(entry, full, text.body)
    if isinstance(span, str):
        raise ValueError(f"{span}: check the sheet first")
    start = span[0] + entry.q.find(entry.num)

    def near(words: str | None) -> Span | None:
        return nearest_span(words, full, span) if words else None

    return Mark(
        quote=span,
        number=(start, start + len(entry.num)),
        harm=entry.h,
        low=entry.n[0],
        high=entry.n[1],
        certainty=entry.w or "",
        category=entry.c,
        flags=tuple(sorted(entry.f)),
        group=near(entry.g),
        places=tuple(found for place in entry.p if (found := near(place))),
        when=near(entry.when),
        days=entry.d,
        event=entry.e,
        perpetrator=near(entry.by),
        attributed=near(entry.src),
        context=entry.ctx,
        modality=entry.mod or ("attributed" if entry.src else "asserted"),
        tally=entry.tally,
        role=entry.role,
        of=entry.of,
    )


def read_rows(split: str, corpus: Path = LABELS) -> list[Row]:
    """Read every row of one part, in the order of file names and lines."""
    return [
        msgspec.json.decode(line, type=Row)
        for path in sorted((corpus / split).glob("*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def build(sheets: Sequence[Sheet], name: str, into: Path, folder: Path | None) -> None:
    """Write each sheet's row into `SPLIT/NAME.jsonl`, in the order of ids."""
    for split in SPLITS:
        rows = [row_of(sheet, folder) for sheet in sorted(sheets, key=lambda s: s.id) if split_of(sheet.id) == split]
        (into / split).mkdir(parents=True, exist_ok=True)
        if rows:
            (into / split / f"{name}.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def unfold(rows: Sequence[Row], into: Path, folder: Path | None) -> int:
    """Write `docs.jsonl` and `gold.jsonl`; returns how many documents had no text at hand and were left out."""
    documents: list[object] = []
    labels: list[object] = []
    missing = 0
    for row in rows:
        text = text_of(row.id, row.title, row.text, folder)
        if text is None or sha256(text.full.encode()).hexdigest() != row.sha256:
            missing += 1
            continue
        labels.extend(_labels(row, text))
        kept = any(mark.context == "conflict" for mark in row.claims)
        documents.append(
            {
                "id": row.id,
                "title": text.title,
                "text": text.text,
                "language": row.language,
                "published": row.published if row.text else text.published,
                "kind": "conflict" if kept else "trap",
                "origin": f"{row.genre}: {row.id.partition(':')[0] if not row.text else 'written'}",
            }
        )
    into.mkdir(parents=True, exist_ok=True)
    for file, items in (("docs.jsonl", documents), ("gold.jsonl", labels)):
        (into / file).write_bytes(b"".join(msgspec.json.encode(item) + b"\n" for item in items))
    return missing


def _labels(row: Row, text: Text) -> Iterator[dict[str, object]]:
    full = text.full

    def words(span: Span | None) -> str | None:
        return full[span[0] : span[1]] if span else None

    for number, mark in enumerate(row.claims, 1):
        if mark.context != "conflict" or mark.modality in ("denied", "speculative", "historical"):
            continue
        yield {
            "claim_id": f"{row.id}-{number:02}",
            "doc_id": row.id,
            "role": mark.role,
            "repeat_of": f"{row.id}-{mark.of:02}" if mark.role == "repeat" and mark.of else None,
            "subset_of": f"{row.id}-{mark.of:02}" if mark.role == "subset" and mark.of else None,
            "quote": words(mark.quote),
            "char_start": mark.quote[0] - text.body,
            "char_end": mark.quote[1] - text.body,
            "harm": mark.harm,
            "count_low": mark.low,
            "count_high": mark.high,
            "approx": mark.certainty == "approx",
            "vague": mark.certainty == "vague",
            "is_total": mark.tally != "event",
            "category": mark.category,
            "flags": mark.flags,
            "group": words(mark.group),
            "places": [words(place) for place in mark.places],
            "date_start": mark.days[0],
            "date_end": mark.days[1],
            "event_type": mark.event,
            "perpetrator": words(mark.perpetrator),
            "attributed_to": words(mark.attributed),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of check, build and unfold."""
    parser = argparse.ArgumentParser(
        prog="python -m training.corpus", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("job", choices=("check", "build", "unfold"))
    parser.add_argument("names", nargs="+", help="worksheets, or parts for unfold")
    parser.add_argument("--into", type=Path, default=LABELS)
    parser.add_argument("--name", default="labels", help="file name of the rows in each part")
    parser.add_argument("--collections", type=Path, default=os.environ.get("MARSAD_COLLECTIONS"))
    options = parser.parse_args(arguments)
    folder = Path(options.collections) if options.collections else None
    if options.job == "unfold":
        rows = [row for split in options.names for row in read_rows(split)]
        print(f"{unfold(rows, options.into, folder)} of {len(rows)} documents left out: their text is not at hand")
        return 0
    sheets, problems = read_sheets([Path(name) for name in options.names])
    problems += [problem for sheet in sheets for problem in sheet_problems(sheet, folder)]
    for problem in problems:
        print(f"{problem.where}: {problem.message}")
    entries = [entry for sheet in sheets for entry in sheet.claims]
    main_claims = sum(entry.role == "main" and entry.ctx == "conflict" for entry in entries)
    traps = sum(not any(entry.ctx == "conflict" for entry in sheet.claims) for sheet in sheets)
    print(
        f"{len(sheets)} documents, {traps} traps, {main_claims} main claims, "
        f"{len(entries)} rows, {len(problems)} problems"
    )
    if options.job == "build" and not problems:
        build(sheets, options.name, options.into, folder)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
