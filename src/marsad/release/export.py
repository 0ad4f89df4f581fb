"""The record as CSV files in one folder (`docs/guide/export.md`)."""

import csv
import datetime as dt
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Sequence
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from marsad.records import InputError, Measure, StoreError
from marsad.release.csvcells import guarded
from marsad.release.listing import Listed, views
from marsad.release.lookup import Lookup
from marsad.release.views import (
    ClaimView,
    DerivativeView,
    DocumentView,
    FigureBrief,
    FigureView,
    FindingView,
    IncidentView,
    PlaceView,
    StepView,
    TallyView,
    View,
)
from marsad.release.wording import sentence

Cell = str | int | bool | StrEnum | dt.date | Sequence[str] | None
"""What a cell is made from; a sequence is joined by semicolons."""

_FIGURE_COLUMNS = ("low", "best", "high", "high_open", "best_is_floor", "origins", "provisional")


def csv_files(lookup: Lookup, known_on: str = "") -> dict[str, bytes]:
    """Return each file's name and bytes: seven tables and `about.json`, which names rule sets, rows and hashes.

    `known_on` is the day or time, in the user's words, as of which the record is; empty for the present one.
    """
    tables = {f"{what.value}.csv": _table(what, views(what, lookup)) for what in Listed}
    files = {name: _encoded(rows) for name, rows in tables.items()}
    about = {
        "software": f"marsad {version('marsad')}",
        "ruleset": lookup.snapshot.ruleset,
        "gazetteer": lookup.snapshot.gazetteer,
        **({"known_on": known_on} if known_on else {}),
        "notes": [sentence("minimum"), sentence("range"), f"Provisional: {sentence('provisional')}"],
        "files": {
            name: {"rows": len(tables[name]) - 1, "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        },
    }
    return files | {"about.json": (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode()}


def columns(what: Listed) -> tuple[str, ...]:
    """Return the header of one table."""
    return _HEADERS[what]


def write_export(lookup: Lookup, folder: Path, *, force: bool = False, known_on: str = "") -> tuple[Path, ...]:
    """Write the files into `folder`, all of them or none; return their paths.

    Raises `InputError` where the folder holds anything already and `force` is not given, `StoreError` where it cannot
    be written. With `force` files of the same names are replaced and others left alone.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError("This is a file, not a folder", where=str(folder), next_step="name a folder")
    if not force and folder.is_dir() and any(folder.iterdir()):
        raise InputError(
            "The folder is not empty",
            where=str(folder),
            next_step="name a new folder, or give --force to replace the files of an earlier export",
        )
    files = csv_files(lookup, known_on)
    try:
        _place(files, folder)
    except OSError as error:
        raise StoreError(
            f"The export cannot be written: {error.strerror}",
            where=str(folder),
            next_step="check the space left and the folder's permissions, then run again",
        ) from error
    return tuple(folder / name for name in files)


def _place(files: dict[str, bytes], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    # A folder beside the target, so that every move stays on one file system and is atomic.
    waiting = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            (waiting / name).write_bytes(content)
        if folder.is_dir() and any(folder.iterdir()):
            for name in files:
                (waiting / name).replace(folder / name)
        else:
            waiting.chmod(0o755)
            waiting.replace(folder)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _encoded(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def _table(what: Listed, found: Sequence[View]) -> list[tuple[str, ...]]:
    header = _HEADERS[what]
    return [header, *(tuple(_text(row[name]) for name in header) for row in map(_row, found))]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str | int):
        return guarded(str(cell)) if isinstance(cell, str) else str(cell)
    return guarded(cell.isoformat() if isinstance(cell, dt.date) else ";".join(cell))


def _row(view: View) -> dict[str, Cell]:
    cells: dict[str, Cell] = {name: getattr(view, name) for name in view.__struct_fields__ if name not in _NESTED}
    if isinstance(view, IncidentView):
        for measure in Measure:
            cells |= _figure_cells(view.figures.get(measure.value), f"{measure.value}_")
    elif isinstance(view, TallyView):
        cells |= _figure_cells(view.figure, "")
        cells["figure"] = view.figure.id if view.figure else None
        cells["series"] = tuple(_step_text(step) for step in view.steps)
        cells["claims"] = tuple(claim for step in view.steps for claim in step.claims)
    elif isinstance(view, ClaimView):
        cells |= _place_cells(view.places)
    return cells


def _figure_cells(figure: FigureBrief | None, prefix: str) -> dict[str, Cell]:
    return {prefix + name: getattr(figure, name) if figure else None for name in _FIGURE_COLUMNS}


def _place_cells(places: Sequence[PlaceView]) -> dict[str, Cell]:
    narrowest = places[0] if places else None
    return {
        "place": narrowest.name if narrowest else None,
        "place_words": narrowest.words if narrowest else None,
        "place_id": narrowest.id if narrowest else None,
        "place_precision": narrowest.precision if narrowest else None,
        "wider_places": tuple(place.name or place.words for place in places[1:]),
    }


def _step_text(step: StepView) -> str:
    day = step.as_of.isoformat() if step.as_of else "undated"
    high = "" if step.high is None else str(step.high)
    sign = "+" if step.incremental else ""
    return f"{day}={sign}{step.low}..{high}"


def _header(what: Listed) -> tuple[str, ...]:
    kept = tuple(name for name in _VIEWS[what].__struct_fields__ if name not in _NESTED)
    if what is Listed.INCIDENTS:
        return (*kept, *(f"{measure.value}_{name}" for measure in Measure for name in _FIGURE_COLUMNS))
    if what is Listed.TALLIES:
        return (*kept, *_FIGURE_COLUMNS, "figure", "series", "claims")
    return (*kept, *_place_cells(())) if what is Listed.CLAIMS else kept


_NESTED = ("figures", "figure", "steps", "places")
_VIEWS: dict[Listed, type[View]] = {
    Listed.INCIDENTS: IncidentView,
    Listed.TALLIES: TallyView,
    Listed.CLAIMS: ClaimView,
    Listed.DOCUMENTS: DocumentView,
    Listed.DERIVATIVES: DerivativeView,
    Listed.FIGURES: FigureView,
    Listed.FINDINGS: FindingView,
}
_HEADERS = {what: _header(what) for what in Listed}
