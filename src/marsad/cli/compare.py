"""`marsad compare`: what each reader finds in the same documents, side by side."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec
from rich.console import Console

from marsad import intake
from marsad.archive import Archive
from marsad.cli.opening import archive_path
from marsad.cli.siding import COUNT_COLUMNS, Sides, count_row, side_columns, side_row
from marsad.cli.tables import print_line, print_table
from marsad.evaluating.readers import Verdict, summary
from marsad.pipeline.answers import answers_in_use
from marsad.pipeline.contrasting import READERS, Contrast, chosen, contrast, documents_with_answers
from marsad.pipeline.reading_all import Asked
from marsad.reading import Way
from marsad.records import Document, Finding, InputError
from marsad.settings import FILE_NAME, Settings, load_settings

_SAME = (Verdict.AGREED.value,)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--reader",
    "names",
    type=click.Choice([way.value for way in READERS]),
    multiple=True,
    help="Compare these only; give it twice or more. Otherwise all that are there.",
)
@click.option("--all", "everything", is_flag=True, help="Show the claims that all readers agree about too.")
@click.option("--json", "as_json", is_flag=True, help="Print all rows and counts as JSON (see docs/guide/json.md).")
@click.pass_context
def compare(
    context: click.Context, files: tuple[Path, ...], *, names: tuple[str, ...], everything: bool, as_json: bool
) -> None:
    """Set what the readers find side by side, each reading alone: in the documents of the archive, or in FILES.

    Nothing is stored and nobody is asked: of an endpoint, the recorded answers are read, which only an archive has.
    """
    root = archive_path(context)
    settings = load_settings(root / FILE_NAME)
    if files:
        found = _of_files(files, settings, names)
    else:
        with Archive.open(root) as archive:
            ways = chosen(names, answers=bool(answers_in_use(archive, settings)))
            found = list(contrast(documents_with_answers(archive, settings), ways, settings.processes))
    sides = Sides(found)
    if as_json:
        counts = summary(sides.compared())
        click.echo(msgspec.json.format(msgspec.json.encode({"claims": sides.views(), "summary": counts}), indent=2))
    else:
        _print(Console(), sides, everything=everything)


def _of_files(files: Sequence[Path], settings: Settings, names: Sequence[str]) -> list[Contrast]:
    ways = chosen(names, answers=False)
    documents = {document.id: document for document in _documents(files, settings)}
    if not documents:
        raise InputError(
            "Nothing readable was found in what you gave",
            where=", ".join(path.name for path in files),
            next_step="`marsad run` says why, in its findings",
        )
    return list(contrast(map(Asked, documents.values()), ways, settings.processes))


def _documents(files: Sequence[Path], settings: Settings) -> Iterator[Document]:
    for file in intake.discover(files):
        if isinstance(file, Finding):
            continue
        with Path(file.path).open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        found = intake.read_original(Path(file.path), file.name, sha256, settings.intake)
        yield from (item for item in found if isinstance(item, Document))


def _print(console: Console, sides: Sides, *, everything: bool) -> None:
    compared = sides.compared()
    if not compared:
        print_line(console, "No document was read by two readers.")
        return
    there = {name for _, names, _ in compared for name in names}
    readers = [way.value for way in Way if way.value in there]
    views = sides.views()
    shown = [view for view in views if everything or view.verdict not in _SAME]
    if shown:
        print_table(console, side_columns(readers), [side_row(view, readers) for view in shown])
        print_line(console)
    agreed = sum(view.verdict in _SAME for view in views)
    print_line(console, f"{agreed:,} of {len(views):,} claims are the same for all readers.")
    print_line(console)
    print_table(console, COUNT_COLUMNS, [count_row(count) for count in summary(compared)])
