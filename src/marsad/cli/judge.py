"""`marsad judge`: write a human decision into the ledger, after showing which figures it moves."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click
import msgspec
from rich.console import Console

from marsad.archive import Archive
from marsad.cli import opening
from marsad.cli.moving import Headings, MoveView, move_view, print_moves
from marsad.cli.objects import object_id
from marsad.cli.report import write_report
from marsad.cli.silence import Silence
from marsad.cli.tables import print_line
from marsad.counting import headline
from marsad.pipeline.editing import NOTHING
from marsad.pipeline.judging import judgements_of
from marsad.pipeline.proposing import Proposal, make_judgement, propose, record_judgement
from marsad.pipeline.recording import Recorder
from marsad.records import Action, Change, Field, Finding, Grade, InputError, Judgement, Snapshot
from marsad.release.listing import to_json
from marsad.settings import FILE_NAME, load_settings


class Judging(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints: the judgement, whether it was stored, the figures that move, findings that come with it."""

    judgement: Judgement
    stored: bool
    moves: tuple[MoveView, ...]
    findings: tuple[Finding, ...]


@click.command()
@click.argument("action", type=click.Choice([action.value.replace("_", "-") for action in Action]))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--field", type=click.Choice([f.value for f in Field if f is not Field.GRADE]), help="What edit sets.")
@click.option("--value", default="", help="What edit sets the field to, or the grade that grade gives.")
@click.option("--reason", default="", help="Why. Needed wherever a figure can move.")
@opening.author
@click.option("--dry-run", is_flag=True, help="Show which figures would move and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of a table.")
@click.pass_context
def judge(
    context: click.Context,
    action: str,
    ids: tuple[str, ...],
    *,
    field: str | None,
    value: str,
    reason: str,
    author: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Accept, reject or edit claims; say what is the same (incident, running count, origin); split, grade, withdraw.

    IDs are claims, documents, incidents, running counts or origins; for withdraw judgements. Nothing is overwritten: a
    judgement is added to the ledger, and can be withdrawn by another one (see docs/guide/judgements.md).
    """
    wanted = Action(action.replace("-", "_"))
    root = opening.archive_path(context)
    with Archive.open(root) as archive, hold(archive, tried=dry_run):
        snapshot, made = archive.snapshot(), judgements_of(archive)
        subjects = [object_id(name, snapshot, made) for name in ids]
        value = _larger(value, snapshot) if field == Field.PART_OF else value
        change = _change(wanted, field, value)
        judgement = make_judgement(wanted, subjects, snapshot, made, change=change, reason=reason)
        decide(archive, judgement, Recorder(author), Showing(dry_run=dry_run, as_json=as_json))


def hold(archive: Archive, *, tried: bool) -> AbstractContextManager[None]:
    """Hold the archive for writing, unless a decision is only tried: trying one need not wait for a run."""
    return nullcontext() if tried else archive.writing()


class Showing(msgspec.Struct, frozen=True, kw_only=True):
    """How a decision is shown, and whether it is only tried."""

    dry_run: bool
    as_json: bool


def decide(archive: Archive, judgement: Judgement, recorder: Recorder, showing: Showing) -> None:
    """Show what a judgement does, then store it unless it is only tried, and write the page anew."""
    settings = load_settings(archive.root / FILE_NAME)
    snapshot = archive.snapshot()
    proposal = propose(archive, settings, judgement, recorder)
    headings = Headings(snapshot, (proposal.before, proposal.after), headline)
    views = tuple(move_view(move, headings) for move in proposal.moves)
    if not showing.as_json:
        _print_preview(Console(), proposal, views, done=not showing.dry_run)
    if not showing.dry_run:
        record_judgement(archive, settings, proposal.judgement, recorder, Silence())
        _refresh_page(archive.snapshot(), archive.root / "report.html")
    if showing.as_json:
        judging = Judging(
            judgement=proposal.judgement, stored=not showing.dry_run, moves=views, findings=proposal.findings
        )
        click.echo(to_json(judging), nl=False)
    else:
        stored = f"Stored as {proposal.judgement.id}" if not showing.dry_run else "Nothing was stored (--dry-run)"
        print_line(Console(), f"{stored}.")


def _print_preview(console: Console, proposal: Proposal, views: tuple[MoveView, ...], *, done: bool) -> None:
    print_moves(console, views, done=done)
    for finding in proposal.findings:
        print_line(console, f"{finding.kind}: {finding.message}")


def _refresh_page(snapshot: Snapshot, page: Path) -> None:
    if page.exists():
        write_report(snapshot, page)


def _larger(value: str, snapshot: Snapshot) -> str:
    """Return the id of the claim that the value of part_of names, as elsewhere by the start of it; or `none`."""
    return value if value.strip() in ("", NOTHING) else object_id(value, snapshot)


def _change(action: Action, field: str | None, value: str) -> Change | None:
    if action is Action.GRADE:
        if value not in set(Grade):
            raise InputError("grade needs a grade", next_step="give --value " + ", ".join(Grade))
        return Change(field=Field.GRADE, value=value)
    if field is None and not value:
        return None
    if field is None or not value:
        raise InputError("An edit needs a field and its value", next_step="give both --field and --value")
    return Change(field=Field(field), value=value)
