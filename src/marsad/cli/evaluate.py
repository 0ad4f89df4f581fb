"""`marsad evaluate`: how well the readers read, against labels made by hand."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import track

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
from marsad.evaluating.predicting import predict
from marsad.records import Document, Finding, InputError, document_id

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
@click.option("--span-only", is_flag=True, help="Give no credit for merely standing in the same sentence.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def evaluate(
    *,
    directory: Path,
    predictions: Path | None,
    errors: Path | None,
    lang: str | None,
    span_only: bool,
    as_json: bool,
) -> None:
    """Read the documents of DIR/docs.jsonl and score the claims against DIR/gold.jsonl."""
    labelled, misfits = read_labelled_set(directory)
    if lang:
        labelled = labelled.in_language(lang)
    labels = _predict(labelled)
    report, scores = score(labels, labelled, span_only=span_only)
    if predictions:
        _keep(predictions, (msgspec.json.encode(label) for label in labels))
    if errors:
        _keep(errors, error_lines(scores))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report), indent=2))
    else:
        click.echo("\n".join(report_lines(report)))
    _warn(misfits)


def _predict(labelled: LabelledSet) -> list[Label]:
    documents = [_document(row) for row in labelled.documents]
    console = Console(stderr=True)
    with LocalEngine(_PROCESSES) as engine:
        batches = engine.map(predict, documents)
        per_document = (labels for batch in batches for labels in batch)
        shown = track(
            per_document,
            "Reading",
            total=len(documents),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        return [label for labels in shown for label in labels]


def _document(row: LabelledDocument) -> Document:
    apart = row.title and not row.text.startswith(row.title)
    published = row.published[:10] if row.published else ""
    return Document(
        id=document_id(row.id),
        original="",
        source_id=row.id,
        title=row.title,
        text=f"{row.title}\n\n{row.text}" if apart else row.text,
        body_start=len(row.title) + 2 if apart else 0,
        language=row.language,
        published=dt.date.fromisoformat(published) if published else None,
        publisher=row.publisher,
    )


def _keep(path: Path, lines: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
    except OSError as error:
        raise InputError(
            f"Cannot write {path.name}: {error.strerror}", where=str(path), next_step="Name a file that can be written."
        ) from error


def _warn(misfits: Sequence[Finding]) -> None:
    for finding in misfits:
        click.echo(f"warning: {finding.message} ({finding.where}). Next: {finding.remedy}", err=True)
    if misfits:
        raise click.exceptions.Exit(1)
