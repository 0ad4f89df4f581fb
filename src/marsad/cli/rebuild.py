"""`marsad rebuild`: delete all that is derived and make the same bytes again."""

from pathlib import Path

import click
import msgspec
from rich.console import Console

from marsad.archive import Archive
from marsad.cli import opening
from marsad.cli.asking import KEY_FILE, open_compartment
from marsad.cli.report import write_report
from marsad.cli.run import Bars
from marsad.cli.tables import print_line
from marsad.pipeline.rebuilding import rebuild as rebuild_archive
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import WITNESSES, Witnesses
from marsad.records import ArchiveError
from marsad.release.listing import to_json
from marsad.settings import FILE_NAME, load_settings


class Rebuilding(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints: SHA-256 over all derived rows before and after, whether they are equal, and should be."""

    before: str
    after: str
    equal: bool
    made_by_this_version: bool
    originals: int


@click.command()
@opening.author
@KEY_FILE
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_context
def rebuild(context: click.Context, *, author: str, key_file: Path | None, as_json: bool) -> None:
    """Delete documents, readings and figures, and make them again from originals, ledger and settings.

    Prints a digest of all derived rows before and after. They are equal unless another version of Marsad or other
    settings made what was there. Originals, captures and judgements are never touched. Where
    originals are sealed, it needs the key of the compartment for witnesses, before anything is deleted.
    """
    root = opening.archive_path(context)
    settings = load_settings(root / FILE_NAME)
    bars = Bars(Console(stderr=True))
    with Archive.open(root) as archive:
        opened = (
            open_compartment(root, WITNESSES, key_file) if Witnesses(archive, Recorder(author)).all_boxes() else None
        )
        with bars.display:
            done = rebuild_archive(archive, settings, bars, Recorder(author), opened=opened)
        write_report(archive.snapshot(), root / "report.html")
    if as_json:
        told = Rebuilding(
            before=done.before,
            after=done.after,
            equal=done.equal,
            made_by_this_version=done.current,
            originals=done.originals,
        )
        click.echo(to_json(told), nl=False)
    else:
        _print(Console(), done.before, done.after, equal=done.equal, originals=done.originals)
    if done.current and not done.equal:
        raise ArchiveError(
            "What was rebuilt is not what was there",
            where=str(root),
            next_step="run `marsad verify`: a row was changed by something other than Marsad; it is right now",
        )


def _print(console: Console, before: str, after: str, *, equal: bool, originals: int) -> None:
    print_line(console, f"Read {originals} originals again.")
    print_line(console, f"before {before}")
    print_line(console, f"after  {after}")
    print_line(console, "Equal, byte for byte." if equal else "Not equal.")
