"""`marsad log`: what was received and decided, by whom and when; the whole ledger, or all about one object."""

import click
from rich.console import Console

from marsad.archive import Archive
from marsad.cli import opening
from marsad.cli.objects import object_id
from marsad.cli.tables import Column, print_line, print_table
from marsad.pipeline.chronicle import Chronicle, Line, chronicle_of, whole_chronicle
from marsad.pipeline.judging import judgements_of
from marsad.records import Snapshot
from marsad.release.listing import to_json

_COLUMNS = (
    Column("Entry", number=True),
    Column("Written down (UTC)"),
    Column("By", breaks=True),
    Column("Kind"),
    Column("What", breaks=True),
    Column("Why", breaks=True),
    Column("Id"),
)


@click.command("log")
@click.argument("name", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of a table.")
@click.pass_context
def log(context: click.Context, name: str | None, *, as_json: bool) -> None:
    """Show the ledger, or the history of one original, document, claim, incident or judgement.

    The history of a claim or document begins with the capture of its original; that of an incident holds all about
    its claims.
    """
    with Archive.open(opening.archive_path(context)) as archive:
        chronicle = _chronicle(archive, name) if name else whole_chronicle(archive)
    if as_json:
        click.echo(to_json(chronicle), nl=False)
        return
    console = Console()
    if not chronicle.lines:
        print_line(console, "No entry in the ledger is about it.")
        return
    print_table(console, _COLUMNS, [_row(line) for line in chronicle.lines])
    for made in chronicle.derivatives:
        where = f" {made.position}" if made.position else ""
        print_line(console, f"{made.kind.value} of {made.original}{where} by {made.tool}, {made.version}")


def _chronicle(archive: Archive, name: str) -> Chronicle:
    snapshot = archive.snapshot()
    found = object_id(name, snapshot, judgements_of(archive))
    claims = _claims(found, snapshot)
    documents = {claim.document for claim in snapshot.claims if claim.id in claims}
    documents |= {document.id for document in snapshot.documents if found in (document.id, document.original)}
    originals = {document.original for document in snapshot.documents if document.id in documents}
    return chronicle_of(archive, {found, *claims, *documents, *originals}, documents)


def _claims(name: str, snapshot: Snapshot) -> set[str]:
    """Return the claims an incident, tally or figure is made of; else the name itself."""
    for incident in snapshot.incidents:
        if incident.id == name:
            return set(incident.claims)
    for tally in snapshot.tallies:
        if tally.id == name:
            return {claim for step in tally.steps for claim in step.claims}
    figures = (set(figure.claims) for figure in snapshot.figures if figure.id == name)
    return next(figures, {name})


def _row(line: Line) -> tuple[str, ...]:
    return (
        str(line.number),
        line.at.partition(".")[0].replace("T", " "),
        line.author,
        line.kind if line.standing else f"{line.kind} (withdrawn)",
        line.says,
        line.reason,
        line.id,
    )
