"""Tables in the terminal: ruled on a screen, plain aligned text in a pipe; foreign words made safe to print."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from marsad.counting import headline
from marsad.records import Context, DatePrecision, Measure, Severity, Snapshot
from marsad.release.cleaning import one_line
from marsad.release.listing import incident_view, tally_view
from marsad.release.lookup import Lookup
from marsad.release.views import FigureBrief, FigureView, IncidentView, TallyView
from marsad.release.wording import NO_DATE, NO_PLACE, bounds_text, dates_text, day_text, label, number, people, sentence

_MOST_INCIDENTS = 30
_MOST_TALLIES = 15
_GAP = "  "
_ID_LENGTH = 12
_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


class Column(msgspec.Struct, frozen=True):
    """One column: its heading, whether it holds numbers, and whether its cells may break over lines on a screen."""

    heading: str
    number: bool = False
    breaks: bool = False


def lookup_of(snapshot: Snapshot) -> Lookup:
    """Return the snapshot's cross-references, with the counting room's choice of headline figures."""
    return Lookup(snapshot, headline)


def short_id(name: str) -> str:
    """Return the start of an id, long enough to name it in all but the largest archives."""
    return name[:_ID_LENGTH]


def print_table(console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headings; on a screen cells wrap, in a pipe each row is one whole line."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not console.is_terminal:
        for line in _aligned(columns, cells):
            print_line(console, line)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        justify: JustifyMethod = "right" if column.number else "left"
        table.add_column(Text(column.heading), justify=justify, overflow="fold", no_wrap=not column.breaks)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def print_line(console: Console, words: str = "", style: str = "") -> None:
    """Print one line as it is: no markup, no emoji names, no wrapping in a pipe."""
    console.print(Text(words, style=style), soft_wrap=not console.is_terminal, highlight=False)


def print_run_summary(console: Console, snapshot: Snapshot, report_path: Path) -> None:
    """Print what a run ends with: incidents, running tallies, findings by kind, and the page to open."""
    lookup = lookup_of(snapshot)
    _print_incidents(console, lookup)
    _print_tallies(console, lookup)
    _print_findings(console, snapshot)
    unread = sum(1 for d in snapshot.documents if d.id not in snapshot.notes or not snapshot.notes[d.id].reader)
    if unread:
        print_line(
            console, f"{number(unread)} of {number(len(snapshot.documents))} documents not read (no reader takes them)."
        )
    print_line(console)
    print_line(console, sentence("minimum"))
    print_line(console, f"Where a number comes from: marsad explain ID. The page to open: {one_line(str(report_path))}")


def incident_row(view: IncidentView) -> tuple[str, ...]:
    """Return the cells of an incident for `INCIDENT_COLUMNS`."""
    texts = {Measure(name): brief_text(figure) for name, figure in view.figures.items()}
    named = (Measure.KILLED, Measure.INJURED)
    first = next(iter(view.figures.values()), None)
    return (
        view.place or NO_PLACE,
        view_dates(view),
        *(texts.get(measure, "") for measure in named),
        ", ".join(f"{label('measure', m.value)} {text}" for m, text in texts.items() if m not in named),
        origins_text(view.origins, provisional=bool(first and first.provisional)),
        short_id(view.id),
    )


def tally_row(view: TallyView) -> tuple[str, ...]:
    """Return the cells of a tally for `TALLY_COLUMNS`."""
    return (
        view.claimant,
        people(view.population.value, view.measure.value),
        view.place or "",
        day_text(view.as_of),
        brief_text(view.figure) if view.figure else "",
        str(sum(1 for step in view.steps if step.superseded)),
        short_id(view.id),
    )


def origins_text(origins: int, *, provisional: bool) -> str:
    """Return a count of origins, starred where the figure is provisional (see `PROVISIONAL`)."""
    return f"{number(origins)}*" if provisional else number(origins)


def brief_text(figure: FigureBrief | FigureView) -> str:
    """Return a figure as it is printed."""
    return str(bounds_text(figure.low, figure.best, figure.high, figure.high_open, floor=figure.best_is_floor))


def view_dates(view: IncidentView) -> str:
    """Return when an incident happened."""
    return NO_DATE if view.date_precision is DatePrecision.UNKNOWN else dates_text(view.date_start, view.date_end)


PROVISIONAL = f"* Provisional: {sentence('provisional')}"
INCIDENT_COLUMNS = (
    Column("Place", breaks=True),
    Column("Date"),
    Column("Killed", number=True),
    Column("Injured", number=True),
    Column("Others", breaks=True),
    Column("Origins", number=True),
    Column("Id"),
)
TALLY_COLUMNS = (
    Column("Claimant", breaks=True),
    Column("Counts", breaks=True),
    Column("Area", breaks=True),
    Column("As of"),
    Column("So far", number=True),
    Column("Superseded", number=True),
    Column("Id"),
)


def _print_incidents(console: Console, lookup: Lookup) -> None:
    found = [incident_view(i, lookup) for i in lookup.snapshot.incidents if i.context is Context.CONFLICT]
    if not found:
        print_line(console, "No incident of the conflict was found.")
        return
    print_line(console, f"Incidents ({number(len(found))}): best figure, then low–high", "bold")
    largest = {view.id for view in sorted(found, key=_weight)[:_MOST_INCIDENTS]}
    print_table(console, INCIDENT_COLUMNS, [incident_row(view) for view in found if view.id in largest])
    if len(found) > len(largest):
        print_line(console, f"{number(len(found) - len(largest))} smaller ones: marsad list incidents")
    print_line(console, PROVISIONAL)
    print_line(console)


def _weight(view: IncidentView) -> tuple[int, int, str]:
    killed = view.figures.get(Measure.KILLED.value)
    return (-(killed.best if killed else 0), -len(view.figures), view.id)


def _print_tallies(console: Console, lookup: Lookup) -> None:
    found = [tally_view(t, lookup) for t in lookup.snapshot.tallies if t.context is Context.CONFLICT]
    if not found:
        return
    print_line(console, f"Running tallies ({number(len(found))}), never added to incidents", "bold")
    largest = {view.id for view in sorted(found, key=_tally_weight)[:_MOST_TALLIES]}
    print_table(console, TALLY_COLUMNS, [tally_row(view) for view in found if view.id in largest])
    if len(found) > len(largest):
        print_line(console, f"{number(len(found) - len(largest))} smaller ones: marsad list tallies")
    print_line(console)


def _tally_weight(view: TallyView) -> tuple[int, str]:
    return (-(view.figure.best if view.figure else 0), view.id)


def _print_findings(console: Console, snapshot: Snapshot) -> None:
    kinds = Counter((finding.severity, finding.kind) for finding in snapshot.findings)
    if not kinds:
        return
    print_line(console, f"Findings ({number(len(snapshot.findings))}): marsad list findings", "bold")
    for (severity, kind), count in sorted(
        kinds.items(), key=lambda item: (list(Severity).index(item[0][0]), item[0][1])
    ):
        words = f"{count:>6}  {one_line(kind)} ({label('severity', severity.value)})"
        print_line(console, words, _SEVERITY_STYLES[severity])


def _aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [[column.heading for column in columns], *rows]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(columns))]
    return [_padded(line, widths, columns) for line in lines]


def _padded(line: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    cells = []
    for cell, width, column in zip(line, widths, columns, strict=True):
        blanks = " " * (width - cell_len(cell))
        cells.append(blanks + cell if column.number else cell + blanks)
    return _GAP.join(cells).rstrip()
