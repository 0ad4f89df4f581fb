"""`marsad changes`: every figure that differs between two times, with its reason."""

import click
import msgspec
from rich.console import Console

from marsad.archive import Archive
from marsad.cli import opening
from marsad.cli.moving import COLUMNS, Headings, MoveView, move_row, move_view
from marsad.cli.tables import Column, print_line, print_table
from marsad.counting import headline
from marsad.pipeline.history import Cause, Reason, differences, moment, state_on
from marsad.records import InputError, Snapshot
from marsad.release.listing import to_json
from marsad.settings import FILE_NAME, load_settings

_WORDS = {
    Cause.DOCUMENT: "document added",
    Cause.JUDGEMENT: "judgement",
    Cause.RETRACTION: "retraction",
    Cause.WITHDRAWAL: "withdrawal",
    Cause.LINKING: "other reports changed what belongs together",
}


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """One figure that differs, and why."""

    move: MoveView
    reasons: tuple[Reason, ...]


@click.command()
@click.option(
    "--from", "before", required=True, metavar="DATE[TIME]", help="The earlier day (to its end) or time, UTC."
)
@click.option("--to", "after", required=True, metavar="DATE[TIME]", help="The later day (to its end) or time, UTC.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of a table.")
@click.pass_context
def changes(context: click.Context, *, before: str, after: str, as_json: bool) -> None:
    """List every figure that differs between two times, each with its reasons.

    Reasons are documents added, judgements, retractions and withdrawals.
    """
    first, second = moment(before), moment(after)
    if second < first:
        raise InputError("The time after --to is before the one after --from", next_step="exchange the two")
    root = opening.archive_path(context)
    with Archive.open(root) as archive:
        settings = load_settings(root / FILE_NAME)
        old, new = state_on(archive, settings, first), state_on(archive, settings, second)
        found = differences(archive, old, new)
        snapshot = archive.snapshot()
    headings = Headings(snapshot, (old.derivation, new.derivation), headline)
    views = [ChangeView(move=move_view(one.move, headings), reasons=one.reasons) for one in found]
    if as_json:
        click.echo(to_json(views), nl=False)
        return
    console = Console()
    if not views:
        print_line(console, "No figure differs.")
        return
    columns = (*COLUMNS, Column("Why", breaks=True))
    print_table(console, columns, [(*move_row(view.move), _why(view.reasons, snapshot)) for view in views])


def _why(reasons: tuple[Reason, ...], snapshot: Snapshot) -> str:
    names = {document.id: document.name for document in snapshot.documents}
    return "; ".join(
        " ".join(part for part in (_WORDS[r.cause], names.get(r.id, r.id), f"({r.words})" if r.words else "") if part)
        for r in reasons
    )
