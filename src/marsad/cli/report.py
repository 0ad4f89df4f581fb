"""`marsad report`: the record as one page to open or to send."""

import os
import tempfile
from pathlib import Path

import click
from rich.console import Console

from marsad.cli.opening import archive_path, as_known_on, open_past, open_snapshot
from marsad.cli.tables import print_line
from marsad.counting import headline
from marsad.places.outlines import outlines
from marsad.records import Snapshot, StoreError
from marsad.release.atlas import Outline
from marsad.release.report import render

TITLE = "What the reports say"


@click.command()
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the page (default: report.html in the archive).",
)
@click.option("--title", default=TITLE, show_default=True, help="The page's title.")
@as_known_on
@click.pass_context
def report(context: click.Context, *, output: Path | None, title: str, known_on: str | None) -> None:
    """Write the record as one HTML page that needs no network and no script (see docs/guide/report.md)."""
    name = f"report-{known_on.replace(':', '')}.html" if known_on else "report.html"
    page = output or archive_path(context) / name
    if known_on:
        shown = f"{title} (as known on {known_on})"
        write_report(open_past(context, known_on), page, title=shown)
    else:
        write_report(open_snapshot(context), page, title=title)
    print_line(Console(), str(page))


def write_report(snapshot: Snapshot, path: Path, *, title: str = TITLE, generated_from: str = "") -> None:
    """Write the page to `path`, whole or not at all; raises `StoreError` where it cannot be written."""
    page = render(snapshot, title=title, generated_from=generated_from, headline=headline, outlines=borders())
    try:
        _replace(path, page.encode("utf-8"))
    except OSError as error:
        raise StoreError(
            f"The page cannot be written: {error.strerror}",
            where=str(path),
            next_step="check the space left and the folder's permissions, then run `marsad report`",
        ) from error


def borders() -> tuple[Outline, ...]:
    """Return the outlines maps are drawn with: first-level areas where there are any, else whole countries."""
    shipped = outlines()
    finer = {area.country for area in shipped.areas}
    coarse = (country for country in shipped.countries if country.country not in finer)
    return tuple(Outline(place=found.id, name=found.name, rings=found.rings) for found in (*coarse, *shipped.areas))


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    waiting = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        waiting.chmod(0o644)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
