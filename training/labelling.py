"""Labelling: worksheets checked, turned into rows of the corpus, and rows turned into folders to evaluate on.

python -m training.labelling check SHEET...           what is wrong, and how much there is
python -m training.labelling build SHEET... --name NAME [--into training/labels]
python -m training.labelling unfold SPLIT... --into DIR    docs.jsonl and gold.jsonl for `marsad evaluate`
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from marsad.evaluating import Label, read_labelled_set, report_lines, score
from training.corpus import LABELS, SPLITS, Mark, Row, Span, Text, read_rows, rows_of, split_of, text_of, with_texts
from training.worksheet import Entry, Problem, Sheet, entry_problems, nearest_span, quote_span


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


def build(sheets: Sequence[Sheet], name: str, into: Path, folder: Path | None) -> None:
    """Write each sheet's row into `SPLIT/NAME.jsonl`, in the order of ids."""
    for split in SPLITS:
        rows = [row_of(sheet, folder) for sheet in sorted(sheets, key=lambda s: s.id) if split_of(sheet.id) == split]
        (into / split).mkdir(parents=True, exist_ok=True)
        if rows:
            (into / split / f"{name}.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def unfold(rows: Sequence[Row], into: Path, folder: Path | None) -> int:
    """Write `docs.jsonl` and `gold.jsonl`; returns how many documents had no text at hand and were left out."""
    found = with_texts(rows, folder)
    documents = [
        {
            "id": row.id,
            "title": row.title,
            "text": row.text,
            "language": row.language,
            "published": row.published,
            "kind": "conflict" if any(_is_claim(mark) for mark in row.claims) else "trap",
            "origin": f"{row.genre}: {row.id.partition(':')[0] if ':' in row.id else 'written'}",
        }
        for row in found
    ]
    labels = [label for row in found for label in _labels(row)]
    into.mkdir(parents=True, exist_ok=True)
    for file, items in (("docs.jsonl", documents), ("gold.jsonl", labels)):
        (into / file).write_bytes(b"".join(msgspec.json.encode(item) + b"\n" for item in items))
    return len(rows) - len(found)


def agree(corpus: Path, folder: Path | None) -> Iterator[str]:
    """Yield the scores of the second labels against the first, as `marsad evaluate` prints them."""
    second = {row.id: row for path in sorted((corpus / "second").glob("*.jsonl")) for row in rows_of(path)}
    first = with_texts([row for split in SPLITS for row in read_rows(split, corpus) if row.id in second], folder)
    blind = [msgspec.structs.replace(second[row.id], title=row.title, text=row.text) for row in first]
    labels = [label for row in blind for label in _labels(row) if label["role"] == "main"]
    with TemporaryDirectory() as name:
        unfold(first, Path(name), folder)
        labelled, _ = read_labelled_set(Path(name))
    report, _ = score([msgspec.convert(label, Label, strict=False) for label in labels], labelled)
    yield from report_lines(report)


def _is_claim(mark: Mark) -> bool:
    return mark.context == "conflict" and mark.modality in ("asserted", "attributed")


def _labels(row: Row) -> Iterator[dict[str, object]]:
    text = Text(row.title, row.text, row.published, row.language, row.genre)
    full = text.full

    def words(span: Span | None) -> str | None:
        return full[span[0] : span[1]] if span else None

    for number, mark in enumerate(row.claims, 1):
        if not _is_claim(mark):
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
        prog="python -m training.labelling", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("job", choices=("check", "build", "unfold", "agree"))
    parser.add_argument("names", nargs="*", help="worksheets, or parts for unfold")
    parser.add_argument("--into", type=Path, default=LABELS)
    parser.add_argument("--name", default="labels", help="file name of the rows in each part")
    parser.add_argument("--collections", type=Path, default=os.environ.get("MARSAD_COLLECTIONS"))
    options = parser.parse_args(arguments)
    folder = Path(options.collections) if options.collections else None
    if options.job == "unfold":
        rows = [row for split in options.names for row in read_rows(split)]
        print(f"{unfold(rows, options.into, folder)} of {len(rows)} documents left out: their text is not at hand")
        return 0
    if options.job == "agree":
        print("\n".join(agree(options.into, folder)))
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
