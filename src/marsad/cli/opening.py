"""Opening the archive a command was given."""

from pathlib import Path

import click

from marsad.archive import Archive
from marsad.records import Snapshot

DEFAULT_ARCHIVE = "marsad-archive"


def archive_path(context: click.Context) -> Path:
    """Return the archive's directory as given by --archive, $MARSAD_ARCHIVE or the default."""
    return context.find_object(Path) or Path(DEFAULT_ARCHIVE)


def open_snapshot(context: click.Context) -> Snapshot:
    """Return everything in the archive; raises `ArchiveError` where there is none."""
    with Archive.open(archive_path(context)) as archive:
        return archive.snapshot()
