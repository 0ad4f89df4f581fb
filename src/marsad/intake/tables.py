"""Rows of a table to items: header found, columns mapped, facts read. Shared by CSV and Excel."""

import datetime as dt
from collections.abc import Iterable, Iterator

from marsad.intake.columns import map_columns
from marsad.intake.item import Item, Job, Piece, facts_identity
from marsad.records import DocumentKind, Finding

Cell = object
_HEADER_WITHIN = 10
_SHOWN_COLUMNS = 12


def read_rows(rows: Iterable[tuple[int, list[Cell]]], piece: Piece, job: Job, sheet: str) -> Iterator[Item | Finding]:
    """Yield a document a row; `rows` are numbered from 1 as the spreadsheet shows them.

    The header is the first of the first ten rows that names a text column; without one the table is a finding.
    """
    columns: dict[str, int] = {}
    seen: list[str] = []
    tried = 0
    wordless = 0
    for number, cells in rows:
        if not any(cell_text(cell).strip() for cell in cells):
            continue
        if not columns:
            headers = [cell_text(cell).strip() for cell in cells]
            found = map_columns(headers, job.settings.columns)
            seen = seen or headers
            tried += 1
            if "text" in found:
                columns = found
            elif tried >= _HEADER_WITHIN:
                break
            continue
        facts = {name: cells[index] if index < len(cells) else "" for name, index in columns.items()}
        if not cell_text(facts["text"]).strip():
            wordless += 1
            continue
        yield _item(facts, piece.inside(f"{sheet}row {number}"))
    where = piece.inside(sheet.rstrip(", ")) if sheet else piece.position
    if seen and not columns:
        names = ", ".join(name for name in seen if name)[:300]
        yield job.finding("no_text_column", where, columns=names or "none")
    if wordless:
        yield job.finding("items_without_text", where, count=wordless, what="rows have no text")


def _item(facts: dict[str, Cell], position: str) -> Item:
    published = facts.get("published", "")
    dated = isinstance(published, dt.date | dt.datetime)
    texts = {name: cell_text(value) for name, value in facts.items()}
    return Item(
        identity=facts_identity(dict(texts)),
        position=position,
        body=texts["text"],
        kind=DocumentKind.ROW,
        title=texts.get("title", ""),
        published=published if dated and isinstance(published, dt.date) else texts.get("published", ""),
        language=texts.get("language", ""),
        publisher=texts.get("publisher", ""),
        url=texts.get("url", ""),
        source_id=texts.get("id", ""),
    )


def cell_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a decimal point, dates as ISO, formulas as written."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()
    return str(cell)
