"""`marsad retract`: a source, a document or a judgement counts no more; every figure that moves is shown first."""

import click

from marsad.archive import Archive
from marsad.cli import opening
from marsad.cli.judge import Showing, decide, hold
from marsad.cli.objects import object_id
from marsad.pipeline.judging import judgements_of
from marsad.pipeline.proposing import make_judgement, retraction_subjects
from marsad.pipeline.recording import Recorder
from marsad.records import Action, Judgement, Snapshot


@click.command()
@click.argument("name", metavar="SOURCE|DOCUMENT|JUDGEMENT")
@click.option("--reason", default="", help="Why. Needed unless nothing is stored.")
@opening.author
@click.option("--dry-run", is_flag=True, help="Show every figure that would move and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of a table.")
@click.pass_context
def retract(context: click.Context, name: str, *, reason: str, author: str, dry_run: bool, as_json: bool) -> None:
    """Take back a publisher, an origin, a document or a judgement: what rests on it counts no more.

    A source is the name of a publisher (all its documents) or the name or id of an origin (all its claims). Nothing
    is removed: a retraction is a judgement, stays in the ledger, and can itself be retracted.
    """
    with Archive.open(opening.archive_path(context)) as archive, hold(archive, tried=dry_run):
        judgement = _retraction(
            name, archive.snapshot(), judgements_of(archive), reason or ("dry run" if dry_run else "")
        )
        decide(archive, judgement, Recorder(author), Showing(dry_run=dry_run, as_json=as_json))


def _retraction(name: str, snapshot: Snapshot, made: tuple[Judgement, ...], reason: str) -> Judgement:
    subjects = retraction_subjects(name, snapshot)
    if subjects:
        return make_judgement(Action.REJECT, subjects, snapshot, made, reason=reason)
    found = object_id(name, snapshot, made)
    action = Action.WITHDRAW if found in {judgement.id for judgement in made} else Action.REJECT
    return make_judgement(action, [found], snapshot, made, reason=reason)
