"""`marsad seal`: notes that only the keepers of a compartment can read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from marsad.archive import Archive
from marsad.cli.asking import KEY_FILE, ask_secret
from marsad.cli.opening import archive_path
from marsad.pipeline.erasing import erase_note
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sealing import compartments
from marsad.vault.compartments import Compartments, Note
from marsad.vault.secrets import write_key_file

_COMPARTMENT = click.option(
    "--compartment", default="witnesses", show_default=True, metavar="NAME", help="Which compartment."
)
_AUTHOR = click.option("--author", default="", metavar="NAME", help="Who writes (default: your login name).")
_ASKED = "Passphrase"


@click.group()
def seal() -> None:
    """Keep who a protected name is, and how to reach them, encrypted for the keepers of a compartment.

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
    with _writing(context, author) as (_, store, recorder):
        new = compartment not in store.names()
        text = _note_text()
        secret = ask_secret(key_file, _ASKED, new=new)
        opened = store.create(compartment, lock, secret) if new else store.ring(compartment).unlock(secret)
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
@KEY_FILE
@click.pass_context
def read(
    context: click.Context, *, notes: tuple[str, ...], about: str, compartment: str, key_file: Path | None
) -> None:
    """Show sealed notes on this screen: those named, else all of a compartment."""
    with Archive.open(archive_path(context)) as archive:
        store = Compartments(archive.root / "sealed")
        opened = store.ring(compartment).unlock(ask_secret(key_file, _ASKED))
        for note_id in notes or store.notes(compartment):
            note = store.read(opened, note_id)
            if about in ("", note.about):
                click.echo(f"{note_id} about {note.about}, by {note.author} at {note.at}\n{note.text}\n")


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
    with _writing(context, author) as (_, store, _recorder):
        opened = store.ring(compartment).unlock(ask_secret(key_file, _ASKED))
        secret = ask_secret(new_key_file, f"Passphrase of the new lock {lock}", new=True)
        store.write_ring(store.ring(compartment).granting(opened, lock, secret))


@seal.command()
@click.argument("lock", metavar="LOCK")
@_COMPARTMENT
@_AUTHOR
@KEY_FILE
@click.pass_context
def revoke(context: click.Context, *, lock: str, compartment: str, author: str, key_file: Path | None) -> None:
    """Take a lock away and seal every note anew under a key that its owner never had."""
    with _writing(context, author) as (_, store, _recorder):
        ring = store.ring(compartment)
        opened = ring.unlock(ask_secret(key_file, _ASKED))
        store.rotate(ring.revoking(opened, lock), opened)


@seal.command()
@_COMPARTMENT
@_AUTHOR
@KEY_FILE
@click.pass_context
def rotate(context: click.Context, *, compartment: str, author: str, key_file: Path | None) -> None:
    """Seal every note anew under a new key; also finishes a rotation that was cut off."""
    with _writing(context, author) as (_, store, _recorder):
        ring = store.ring(compartment)
        store.rotate(ring, ring.unlock(ask_secret(key_file, _ASKED)))


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
