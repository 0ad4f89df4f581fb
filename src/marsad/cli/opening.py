"""Opening the archive a command was given."""

from pathlib import Path

import click

from marsad.archive import Archive
from marsad.records import Snapshot
from marsad.settings import FILE_NAME, load_settings

DEFAULT_ARCHIVE = "marsad-archive"

as_known_on = click.option(
    "--as-known-on",
    "known_on",
    metavar="DATE[TIME]",
    help="Show what was known then: by what had come in and been judged by the end of that day, or that time (UTC).",
)
author = click.option(
    "--author",
    metavar="NAME",
    default="",
    envvar="MARSAD_AUTHOR",
    help="Who does this, for the ledger (default: $MARSAD_AUTHOR, else your account's name).",
)


def archive_path(context: click.Context) -> Path:
    """Return the archive's directory as given by --archive, $MARSAD_ARCHIVE or the default."""
    return context.find_object(Path) or Path(DEFAULT_ARCHIVE)


def open_snapshot(context: click.Context) -> Snapshot:
    """Return everything in the archive; raises `ArchiveError` where there is none."""
    with Archive.open(archive_path(context)) as archive:
        return archive.snapshot()


def open_past(context: click.Context, known_on: str) -> Snapshot:
    """Return what was known on a day or at a time; raises `ArchiveError` or `InputError`."""
    from marsad.pipeline.history import known_on as state  # noqa: PLC0415  it loads the readers, which takes a second
    from marsad.pipeline.history import moment  # noqa: PLC0415

    at = moment(known_on)
    root = archive_path(context)
    with Archive.open(root) as archive:
        return state(archive, load_settings(root / FILE_NAME), at)
