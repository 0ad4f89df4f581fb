"""`marsad attach`: put a translation, a transcript, recognised text or a thumbnail beside its original."""

from pathlib import Path

import click
from rich.console import Console

from marsad.archive import Archive
from marsad.cli import opening
from marsad.cli.asking import KEY_FILE, open_compartment
from marsad.cli.objects import object_id
from marsad.cli.report import write_report
from marsad.cli.silence import Silence
from marsad.cli.tables import print_line
from marsad.pipeline.attaching import Making
from marsad.pipeline.attaching import attach as attach_file
from marsad.pipeline.recording import Recorder, typed
from marsad.pipeline.sealing import WITNESSES, Witnesses, opened_by_itself
from marsad.records import DerivativeKind, InputError, Snapshot
from marsad.settings import FILE_NAME, load_settings
from marsad.vault.sealing import Compartment

_KINDS = {
    "translation": DerivativeKind.TRANSLATION,
    "ocr": DerivativeKind.RECOGNISED_TEXT,
    "transcript": DerivativeKind.TRANSCRIPT,
    "thumbnail": DerivativeKind.THUMBNAIL,
}


@click.command()
@click.argument("original", metavar="ORIGINAL")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--kind", required=True, type=click.Choice(list(_KINDS)), help="What the file is.")
@click.option("--tool", required=True, metavar="NAME", help="What it was made with: a program, or `by hand`.")
@click.option("--tool-version", default="", metavar="VERSION", help="The tool's version; needed unless made by hand.")
@click.option("--by", "maker", required=True, metavar="NAME", help="Who made it.")
@click.option("--language", default="", metavar="CODE", help="The language of its text, such as en; needed for texts.")
@click.option("--confidence", type=click.IntRange(0, 100), help="How sure the tool is of its text, in per cent.")
@click.option("--why", required=True, help="Why it is put in, for its custody in the ledger.")
@opening.author
@KEY_FILE
@click.pass_context
def attach(
    context: click.Context,
    original: str,
    file: Path,
    *,
    kind: str,
    tool: str,
    tool_version: str,
    maker: str,
    language: str,
    confidence: int | None,
    why: str,
    author: str,
    key_file: Path | None,
) -> None:
    """Keep what a person or an outside tool made of an original, beside it and never in its place.

    ORIGINAL is its SHA-256, the start of it, or the id of a document in it. Recognised text and transcripts are read
    as the original's words, and say so; translations are kept and shown, never read. What names a witness is sealed
    with its original; a text of a sealed original needs the key of the compartment for witnesses.
    """
    root = opening.archive_path(context)
    settings = load_settings(root / FILE_NAME)
    making = Making(
        kind=_KINDS[kind],
        tool=typed(tool),
        version=_version(tool, tool_version),
        maker=typed(maker),
        language=_language(kind, language),
        confidence=confidence,
        why=typed(why),
    )
    with Archive.open(root) as archive, archive.writing():
        wanted = _original(original, archive.snapshot())
        made = attach_file(
            archive,
            wanted,
            file,
            settings=settings,
            making=making,
            recorder=Recorder(author),
            progress=Silence(),
            opened=_opened(archive, wanted, making.kind, key_file),
        )
        if (root / "report.html").exists():
            write_report(archive.snapshot(), root / "report.html")
    print_line(Console(), f"Kept {kind} {made.sha256} of {made.original}.")


def _opened(archive: Archive, original: str, kind: DerivativeKind, key_file: Path | None) -> Compartment | None:
    """Open the compartment for witnesses where the original has to be read again and is sealed."""
    if kind.is_read and original in Witnesses(archive, Recorder()).boxes:
        return open_compartment(archive.root, WITNESSES, key_file)
    return opened_by_itself(archive.root)


def _version(tool: str, version: str) -> str:
    if not version.strip() and typed(tool).casefold() != "by hand":
        raise InputError("A tool without its version", where=typed(tool), next_step="give --tool-version")
    return typed(version) or "by hand"


def _language(kind: str, language: str) -> str:
    if not language.strip() and kind != "thumbnail":
        raise InputError(f"A {kind} has a language", next_step="give --language, such as en or ar")
    return typed(language)


def _original(name: str, snapshot: Snapshot) -> str:
    found = object_id(name, snapshot)
    documents = {document.id: document.original for document in snapshot.documents}
    return documents.get(found, found)
