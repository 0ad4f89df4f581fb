"""`marsad seal`: notes that only the keepers of a compartment can read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec
from rich.console import Console

from marsad.archive import Archive
from marsad.cli.asking import KEY_FILE, ask_secret, open_compartment
from marsad.cli.opening import archive_path
from marsad.cli.opening import author as author_option
from marsad.cli.report import write_report
from marsad.cli.run import Bars
from marsad.pipeline.disclosing import disclose, disclose_told, write_down
from marsad.pipeline.erasing import erase_note
from marsad.pipeline.mending import mend as mend_archive
from marsad.pipeline.recording import Recorder
from marsad.pipeline.retaking import check_boxes
from marsad.pipeline.sealing import OWN_LOCK, WITNESSES, Witnesses, compartments
from marsad.pipeline.sealing import key_file as key_path
from marsad.records import Span, canonical
from marsad.settings import FILE_NAME, load_settings
from marsad.vault.compartments import Compartments, Note
from marsad.vault.secrets import write_key_file

_COMPARTMENT = click.option(
    "--compartment", default="witnesses", show_default=True, metavar="NAME", help="Which compartment."
)
_AUTHOR = author_option
_WHY = click.option("--why", required=True, metavar="WORDS", help="The reason; stands in the log for good.")
_ASKED = "Passphrase"


@click.group()
def seal() -> None:
    """Keep witnesses' names, testimonies and notes about them encrypted for the keepers of a compartment.

    Passphrases are asked for; they never stand on the command line. See docs/guide/sealing.md.
    """


@contextmanager
def _writing(context: click.Context, author: str) -> Iterator[tuple[Archive, Compartments, Recorder]]:
    recorder = Recorder(author)
    with Archive.open(archive_path(context)) as archive, archive.writing():
        yield archive, compartments(archive, recorder), recorder


@seal.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def key(path: Path) -> None:
    """Make a key file of 32 random bytes; keep it apart from the archive."""
    write_key_file(path)
    click.echo(str(path))


@seal.command()
@click.option("--about", required=True, metavar="ID", help="The document, claim or incident the note is about.")
@_COMPARTMENT
@click.option("--lock", default="first", metavar="NAME", help="The name of your lock, where the compartment is new.")
@_AUTHOR
@KEY_FILE
@click.pass_context
def add(context: click.Context, *, about: str, compartment: str, lock: str, author: str, key_file: Path | None) -> None:
    """Seal a note, read from the terminal or a pipe; the compartment is made where there is none."""
    with _writing(context, author) as (archive, store, recorder):
        new = compartment not in store.names()
        text = _note_text()
        if new:
            opened = store.create(compartment, lock, ask_secret(key_file, _ASKED, new=True))
        else:
            opened = open_compartment(archive.root, compartment, key_file)
        click.echo(store.add(opened, Note(about=about, text=text, author=recorder.author, at=recorder.now())))


def _note_text() -> str:
    if sys.stdin.isatty():
        click.echo("The note; end it with Ctrl-D on a line of its own:", err=True)
    text = sys.stdin.read().strip()
    if not text:
        raise click.UsageError("The note is empty.")
    return text


@seal.command()
@click.argument("notes", nargs=-1, metavar="[NOTE]...")
@click.option("--about", default="", metavar="ID", help="Only notes about this.")
@_COMPARTMENT
@_WHY
@_AUTHOR
@KEY_FILE
@click.pass_context
def read(
    context: click.Context,
    *,
    notes: tuple[str, ...],
    about: str,
    compartment: str,
    why: str,
    author: str,
    key_file: Path | None,
) -> None:
    """Show sealed notes on this screen: those named, else all of a compartment. The log keeps who read them and why."""
    with _writing(context, author) as (archive, store, recorder):
        opened = open_compartment(archive.root, compartment, key_file)
        found = {note_id: store.read(opened, note_id) for note_id in notes or store.notes(compartment)}
        shown = {note_id: note for note_id, note in found.items() if about in ("", note.about)}
        write_down(archive, recorder, (f"{compartment}/{note_id}" for note_id in shown), why)
        for note_id, note in shown.items():
            click.echo(f"{note_id} about {note.about}, by {note.author} at {note.at}\n{note.text}\n")


@seal.command()
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@click.option("--whole", is_flag=True, help="Show the whole text, not only the sealed words.")
@_WHY
@_AUTHOR
@KEY_FILE
@click.pass_context
def words(
    context: click.Context, *, names: tuple[str, ...], whole: bool, why: str, author: str, key_file: Path | None
) -> None:
    """Show the sealed words of documents (or of the documents of claims) on this screen.

    Each stands behind its place in the text: first and last character. The log keeps who read them and why.
    """
    root = archive_path(context)
    settings = load_settings(root / FILE_NAME)
    with _writing(context, author) as (archive, _, recorder):
        opened = open_compartment(root, WITNESSES, key_file)
        for one in disclose(archive, settings, opened, names, recorder=recorder, why=why):
            click.echo(f"{one.document.id} {one.document.name}")
            spans = (Span(0, len(one.document.text)),) if whole else one.spans
            for span in spans:
                click.echo(f"{span.start}-{span.end}\t{span.of(one.document.text)}")


@seal.command()
@click.argument("originals", nargs=-1, required=True, metavar="SHA256...")
@_WHY
@_AUTHOR
@KEY_FILE
@click.pass_context
def told(context: click.Context, *, originals: tuple[str, ...], why: str, author: str, key_file: Path | None) -> None:
    """Show what is sealed of what was told of originals: the names of their files, their collectors' words.

    The log keeps who read them and why.
    """
    with _writing(context, author) as (archive, _, recorder):
        opened = open_compartment(archive.root, WITNESSES, key_file)
        for one in disclose_told(archive, opened, originals, recorder=recorder, why=why):
            click.echo(f"{one.original} {one.name}")
            for name, value in msgspec.json.decode(canonical(one.told), type=dict[str, object]).items():
                click.echo(f"  told: {name} = {value}")


@seal.command()
@_AUTHOR
@KEY_FILE
@click.pass_context
def mend(context: click.Context, *, author: str, key_file: Path | None) -> None:
    """Seal the names of witnesses that stand in clear in an archive of an older Marsad, and leave no bytes behind.

    Backups, exports and copies made before still hold them: destroy those, or keep them as safe as the names.
    """
    root = archive_path(context)
    settings = load_settings(root / FILE_NAME)
    bars = Bars(Console(stderr=True))
    with Archive.open(root) as archive:
        recorder = Recorder(author)
        boxed = Witnesses(archive, recorder).all_boxes()
        opened = open_compartment(root, WITNESSES, key_file) if boxed else None
        with bars.display:
            done = mend_archive(archive, settings, bars, recorder, opened)
        write_report(archive.snapshot(), root / "report.html")
    click.echo(f"Sealed {done.sealed} originals, wrote {done.renamed} captures anew.")


@seal.command()
@KEY_FILE
@click.pass_context
def check(context: click.Context, *, key_file: Path | None) -> None:
    """Open every sealed original and compare it with the SHA-256 of what was received; shows no content.

    `marsad verify` needs no key and compares the encrypted bytes only. Exit code 1 where something does not hold.
    """
    root = archive_path(context)
    with Archive.open(root) as archive:
        boxes = Witnesses(archive, Recorder()).all_boxes()
        problems = list(check_boxes(boxes, open_compartment(root, WITNESSES, key_file))) if boxes else []
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        context.exit(1)
    click.echo(f"Whole: {len(boxes)} sealed files are what was received.")


@seal.command("list")
@click.pass_context
def list_all(context: click.Context) -> None:
    """List compartments, their locks and the ids of their notes; needs no passphrase and shows no content."""
    with Archive.open(archive_path(context)) as archive:
        store = Compartments(archive.root / "sealed")
        for name in store.names():
            click.echo(f"{name}: locks {', '.join(lock.name for lock in store.ring(name).locks)}")
            for note_id in store.notes(name):
                click.echo(f"  {note_id}")
            for box in store.originals(name).all():
                click.echo(f"  {box.name}")


@seal.command()
@click.argument("lock", metavar="LOCK")
@_COMPARTMENT
@_AUTHOR
@KEY_FILE
@click.option(
    "--new-key-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The key file of the new lock, if it has one.",
)
@click.pass_context
def grant(
    context: click.Context,
    *,
    lock: str,
    compartment: str,
    author: str,
    key_file: Path | None,
    new_key_file: Path | None,
) -> None:
    """Give one more person a lock of their own; you open with yours, they type theirs."""
    with _writing(context, author) as (archive, store, _recorder):
        opened = open_compartment(archive.root, compartment, key_file)
        secret = ask_secret(new_key_file, f"Passphrase of the new lock {lock}", new=True)
        store.write_ring(store.ring(compartment).granting(opened, lock, secret))


@seal.command()
@click.argument("lock", metavar="LOCK")
@_COMPARTMENT
@_AUTHOR
@KEY_FILE
@click.pass_context
def revoke(context: click.Context, *, lock: str, compartment: str, author: str, key_file: Path | None) -> None:
    """Take a lock away and seal everything anew under a key that its owner never had.

    The lock `archive` is the key file that an archive makes for itself under keys/; the file goes with the lock.
    """
    with _writing(context, author) as (archive, store, _recorder):
        ring = store.ring(compartment)
        opened = open_compartment(archive.root, compartment, key_file)
        store.rotate(ring.revoking(opened, lock), opened)
        if lock == OWN_LOCK:
            key_path(archive.root, compartment).unlink(missing_ok=True)


@seal.command()
@_COMPARTMENT
@_AUTHOR
@KEY_FILE
@click.pass_context
def rotate(context: click.Context, *, compartment: str, author: str, key_file: Path | None) -> None:
    """Seal everything anew under a new key; also finishes a rotation that was cut off."""
    with _writing(context, author) as (archive, store, _recorder):
        store.rotate(store.ring(compartment), open_compartment(archive.root, compartment, key_file))


@seal.command()
@click.argument("note", metavar="NOTE")
@_COMPARTMENT
@_AUTHOR
@click.option(
    "--ground", required=True, metavar="WORDS", help="The legal or safety ground; stands in the log for good."
)
@click.pass_context
def erase(context: click.Context, *, note: str, compartment: str, author: str, ground: str) -> None:
    """Destroy a note. The log keeps that it was there, not what it said; old backups still hold it, sealed."""
    with _writing(context, author) as (archive, store, recorder):
        erase_note(archive, store, recorder, compartment=compartment, note=note, ground=ground)
