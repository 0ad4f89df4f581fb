"""`marsad list`: incidents, tallies, claims, documents, derivatives, figures or findings, as a table or as JSON."""

from collections.abc import Callable, Sequence

import click
from rich.console import Console

from marsad.cli.opening import as_known_on, open_past, open_snapshot
from marsad.cli.tables import (
    INCIDENT_COLUMNS,
    PROVISIONAL,
    TALLY_COLUMNS,
    Column,
    brief_text,
    incident_row,
    lookup_of,
    origins_text,
    print_line,
    print_table,
    short_id,
    tally_row,
)
from marsad.records import Context
from marsad.release.listing import Listed, to_json, views
from marsad.release.views import (
    ClaimView,
    DerivativeView,
    DocumentView,
    FigureView,
    FindingView,
    IncidentView,
    TallyView,
    View,
)
from marsad.release.wording import day_text, label, people, span_text

_ALL = "all"


@click.command("list")
@click.argument("what", type=click.Choice([listed.value for listed in Listed]))
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of a table.")
@click.option(
    "--context",
    "wanted",
    type=click.Choice([*(context.value for context in Context), _ALL]),
    help="Only harm of one context. Tables show conflict unless told otherwise, JSON shows all.",
)
@as_known_on
@click.pass_context
def listing(context: click.Context, what: str, *, as_json: bool, wanted: str | None, known_on: str | None) -> None:
    """List what the archive holds: incidents, tallies, claims, documents, derivatives, figures or findings."""
    listed = Listed(what)
    chosen = wanted or (_ALL if as_json else Context.CONFLICT.value)
    snapshot = open_past(context, known_on) if known_on else open_snapshot(context)
    found = views(listed, lookup_of(snapshot), None if chosen == _ALL else Context(chosen))
    if as_json:
        click.echo(to_json(found), nl=False)
        return
    console = Console()
    if found:
        print_table(console, _COLUMNS[listed], [_row(view) for view in found])
        if listed in (Listed.INCIDENTS, Listed.FIGURES):
            print_line(console, PROVISIONAL)
    else:
        print_line(console, f"No {what} to list.")


def _row(view: View) -> Sequence[str]:
    return _ROWS[type(view)](view)


def _finding_row(view: FindingView) -> Sequence[str]:
    return view.kind, label("severity", view.severity.value), view.where, view.message, view.words, view.remedy


def _claim_row(view: ClaimView) -> Sequence[str]:
    return (
        label("measure", view.measure.value),
        span_text(view.low, view.high),
        view.words,
        next((place.name or place.words for place in view.places), ""),
        day_text(view.date_start),
        _not_counted(view),
        view.origin_name or "",
        view.document,
        short_id(view.id),
    )


def _not_counted(view: ClaimView) -> str:
    if view.rejected:
        return "rejected"
    if view.counts:
        return ""
    return "part" if view.subset_of else label("modality", view.modality.value)


def _document_row(view: DocumentView) -> Sequence[str]:
    return (
        view.title or view.source_id or next(iter(view.files), view.position),
        view.publisher,
        day_text(view.published),
        view.language,
        "" if view.read else "not read",
        str(view.claims),
        short_id(view.id),
    )


def _derivative_row(view: DerivativeView) -> Sequence[str]:
    sure = "" if view.confidence is None else f"{view.confidence}%"
    tool = f"{view.tool}, {view.version}"
    return label("derivative", view.kind.value), view.language, tool, view.maker, sure, view.original, view.sha256


def _figure_row(view: FigureView) -> Sequence[str]:
    return (
        brief_text(view),
        people(view.population.value, view.measure.value),
        view.about,
        origins_text(view.origins, provisional=view.provisional),
        short_id(view.id),
    )


_COLUMNS = {
    Listed.INCIDENTS: INCIDENT_COLUMNS,
    Listed.TALLIES: TALLY_COLUMNS,
    Listed.CLAIMS: (
        Column("Measure"),
        Column("Allows", number=True),
        Column("Words", breaks=True),
        Column("Place", breaks=True),
        Column("Date"),
        Column("Not counted"),
        Column("Origin", breaks=True),
        Column("Document", breaks=True),
        Column("Id"),
    ),
    Listed.DOCUMENTS: (
        Column("Title", breaks=True),
        Column("Publisher", breaks=True),
        Column("Published"),
        Column("Language"),
        Column(""),
        Column("Claims", number=True),
        Column("Id"),
    ),
    Listed.DERIVATIVES: (
        Column("Kind", breaks=True),
        Column("Language"),
        Column("Tool", breaks=True),
        Column("By", breaks=True),
        Column("Confidence", number=True),
        Column("Of original"),
        Column("SHA-256"),
    ),
    Listed.FIGURES: (
        Column("Figure", number=True),
        Column("Counts", breaks=True),
        Column("Of", breaks=True),
        Column("Origins", number=True),
        Column("Id"),
    ),
    Listed.FINDINGS: (
        Column("Kind", breaks=True),
        Column("Severity", breaks=True),
        Column("Where", breaks=True),
        Column("What", breaks=True),
        Column("Words", breaks=True),
        Column("What to do", breaks=True),
    ),
}
_ROWS: dict[type, Callable[..., Sequence[str]]] = {
    IncidentView: incident_row,
    TallyView: tally_row,
    ClaimView: _claim_row,
    DocumentView: _document_row,
    DerivativeView: _derivative_row,
    FigureView: _figure_row,
    FindingView: _finding_row,
}
