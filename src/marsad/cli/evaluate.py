"""`marsad evaluate`: how well the readers read, against labels made by hand."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from marsad import intake
from marsad.engines import LocalEngine
from marsad.evaluating import (
    Label,
    LabelledDocument,
    LabelledSet,
    error_lines,
    read_labelled_set,
    report_lines,
    score,
)
from marsad.evaluating.labelled import DOCUMENTS_FILE
from marsad.evaluating.predicting import predict
from marsad.reading import Way
from marsad.records import Document, Finding, InputError, Severity

_PROCESSES = 2


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the predicted labels, one JSON line each.",
)
@click.option(
    "--errors",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep false claims, missed claims and wrong counts, one JSON line each.",
)
@click.option("--lang", type=click.Choice(["en", "ar"]), help="Only documents in this language.")
@click.option(
    "--reader",
    type=click.Choice([way.value for way in Way]),
    default=Way.RULES.value,
    show_default=True,
    help="Rules, network, or both together.",
)
@click.option(
    "--weights",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of another network than the shipped one.",
)
@click.option("--span-only", is_flag=True, help="Give no credit for merely standing in the same sentence.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def evaluate(
    *,
    directory: Path,
    predictions: Path | None,
    errors: Path | None,
    lang: str | None,
    reader: str,
    weights: Path | None,
    span_only: bool,
    as_json: bool,
) -> None:
    """Read the documents of DIR/docs.jsonl and score the claims against DIR/gold.jsonl."""
    labelled, misfits = read_labelled_set(directory)
    if lang:
        labelled = labelled.in_language(lang)
    documents, refused = take_in(directory, labelled)
    labels = _predict(documents, Way(reader), weights)
    report, scores = score(labels, labelled, span_only=span_only)
    if predictions:
        _keep(predictions, (msgspec.json.encode(label) for label in labels))
    if errors:
        _keep(errors, error_lines(scores))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report), indent=2))
    else:
        click.echo("\n".join(report_lines(report)))
    _warn([*misfits, *refused])


def take_in(directory: Path, labelled: LabelledSet) -> tuple[list[Document], list[Finding]]:
    """Return the documents of a set as `marsad run` would take them in, and what was refused."""
    path = directory / DOCUMENTS_FILE
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    found = list(intake.read_original(path, path.name, sha256, intake.IntakeSettings()))
    by_id = {item.source_id: item for item in found if isinstance(item, Document)}
    documents = [by_id[row.id] for row in labelled.documents if row.id in by_id]
    refused = [_refused(row) for row in labelled.documents if row.id not in by_id]
    errors = [item for item in found if isinstance(item, Finding) and item.severity is Severity.ERROR]
    return documents, refused + errors


def _refused(row: LabelledDocument) -> Finding:
    return Finding(
        kind="document_refused",
        severity=Severity.ERROR,
        where=DOCUMENTS_FILE,
        document=row.id,
        message=f"Document {row.id} was not taken in; its labels count as missed",
        remedy=f"Run `marsad run` on {DOCUMENTS_FILE} and look at its findings.",
    )


def _predict(documents: Sequence[Document], way: Way, weights: Path | None) -> list[Label]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
    labels: list[Label] = []
    with LocalEngine(_PROCESSES) as engine, bar:
        task = bar.add_task("Reading", total=len(documents))
        for batch in engine.map(partial(predict, way=way, weights=weights), documents):
            for found in batch:
                labels.extend(found)
                bar.advance(task)
    return labels


def _keep(path: Path, lines: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
    except OSError as error:
        raise InputError(
            f"Cannot write {path.name}: {error.strerror}", where=str(path), next_step="Name a file that can be written."
        ) from error


def _warn(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(f"warning: {finding.message} ({finding.where}). Next: {finding.remedy}", err=True)
    if findings:
        raise click.exceptions.Exit(1)
