"""`marsad run`: from reports to figures and a page to open."""

import json
from collections import Counter
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from marsad import pipeline
from marsad.archive import Archive
from marsad.cli.opening import archive_path
from marsad.cli.opening import author as author_option
from marsad.cli.report import write_report
from marsad.cli.tables import print_run_summary
from marsad.records import InputError, Snapshot
from marsad.settings import FILE_NAME, default_file, load_settings

_INTERRUPTED = 130


class Bars:
    """The pipeline's progress as bars on the terminal; nothing in a pipe."""

    def __init__(self, console: Console) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self.display = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self.display.add_task("", visible=False)

    def start(self, label: str, total: int | None) -> None:
        """Begin a stage."""
        self._task = self.display.add_task(label, total=total)

    def advance(self, steps: int) -> None:
        """Move the stage's bar."""
        self.display.advance(self._task, steps)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the page."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON instead of tables.")
@click.option("--testimony", is_flag=True, help="Seal all of it whole: claims keep numbers, words are masked.")
@click.option("--ocr", is_flag=True, help="Recognise text in pictures and scanned pages with this machine's Tesseract.")
@click.option("--thumbnails", is_flag=True, help="Make small pictures of pictures and of first pages of PDF files.")
@author_option
@click.option("--why", default="", help="Why these are taken in, for their custody in the ledger.")
@click.pass_context
def run(
    context: click.Context,
    paths: tuple[Path, ...],
    *,
    report_file: Path | None,
    as_json: bool,
    testimony: bool,
    ocr: bool,
    thumbnails: bool,
    author: str,
    why: str,
) -> None:
    """Take in reports (files, folders, archives), and show incidents, figures and findings.

    Running again over the same reports adds nothing; adding one file reads one file. Names of witnesses are sealed:
    see docs/guide/sealing.md.
    """
    root = archive_path(context)
    settings = load_settings(root / FILE_NAME)
    settings = msgspec.structs.replace(settings, ocr=ocr or settings.ocr, thumbnails=thumbnails or settings.thumbnails)
    _refuse_missing(paths)
    bars = Bars(Console(stderr=True))
    with Archive.create(root) as archive:
        _write_default_settings(root)
        try:
            with bars.display:
                recorder = pipeline.Recorder(author, why=why)
                summary = pipeline.run(archive, paths, settings, bars, recorder, testimony=testimony)
        except KeyboardInterrupt:
            click.echo("Stopped. What was taken in is kept; run the same command again to go on.", err=True)
            context.exit(_INTERRUPTED)
        snapshot = archive.snapshot()
    page = report_file or root / "report.html"
    if summary.derived or not page.exists():
        write_report(snapshot, page)
    if as_json:
        click.echo(json.dumps(_as_json(summary, snapshot, page), ensure_ascii=False, indent=2))
    else:
        print_run_summary(Console(), snapshot, page)
    if not summary.documents_given:
        raise InputError(
            "Nothing readable was found in what you gave",
            where=", ".join(str(path) for path in paths),
            next_step="see the findings above (`marsad list findings`)",
        )


def _refuse_missing(paths: tuple[Path, ...]) -> None:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise InputError(f"No such file or folder: {', '.join(missing)}", next_step="check the path and run again")


def _write_default_settings(root: Path) -> None:
    path = root / FILE_NAME
    if not path.exists():
        path.write_text(default_file(), encoding="utf-8")


def _as_json(summary: pipeline.Summary, snapshot: Snapshot, page: Path) -> dict[str, object]:
    kinds = Counter(finding.kind for finding in snapshot.findings)
    return {
        "files": summary.files,
        "new_originals": summary.new_originals,
        "documents": summary.documents,
        "documents_read_now": summary.documents_read,
        "claims": len(snapshot.claims),
        "incidents": len(snapshot.incidents),
        "tallies": len(snapshot.tallies),
        "findings": dict(sorted(kinds.items())),
        "report": str(page),
    }
