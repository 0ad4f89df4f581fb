"""`marsad export`: the record as CSV files."""

from pathlib import Path

import click
from rich.console import Console

from marsad.cli.opening import as_known_on, open_past, open_snapshot
from marsad.cli.tables import lookup_of, print_line
from marsad.release.export import write_export


@click.command()
@click.option(
    "--csv",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder to write the CSV files into.",
)
@click.option("--force", is_flag=True, help="Replace the files of an earlier export in a folder that is not empty.")
@as_known_on
@click.pass_context
def export(context: click.Context, folder: Path, *, force: bool, known_on: str | None) -> None:
    """Write incidents, figures, claims, documents, tallies and findings as CSV files (see docs/guide/export.md)."""
    lookup = lookup_of(open_past(context, known_on) if known_on else open_snapshot(context))
    console = Console()
    for path in write_export(lookup, folder, force=force, known_on=known_on or ""):
        print_line(console, str(path))
