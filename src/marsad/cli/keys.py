"""`marsad keys`: the key that signs the log: guarded by a passphrase, replaced, and who signed before."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from marsad.archive import Archive
from marsad.cli.asking import KEY_FILE, ask_key_passphrase, ask_secret
from marsad.cli.opening import archive_path
from marsad.cli.opening import author as author_option
from marsad.cli.problems import finding_line
from marsad.pipeline.checkpointing import KEYS, ensure_key, needs_passphrase, sign_checkpoint
from marsad.pipeline.recording import Recorder
from marsad.pipeline.succeeding import change_passphrase, finish_handover, replace_key
from marsad.records import ArchiveError, InputError
from marsad.release.cleaning import one_line
from marsad.settings import FILE_NAME, default_file
from marsad.vault.signing import create_key
from marsad.vault.succession import Leaving, load_succession

_OF_NEW = "Passphrase for the new signing key"
_NEW_KEY_FILE = click.option(
    "--new-key-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Guard the new key by a key file (see `marsad seal key`) instead of a passphrase.",
)
_UNGUARDED = click.option("--no-passphrase", "unguarded", is_flag=True, help="Guard the new key by nothing.")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of text.")
@click.pass_context
def keys(context: click.Context, *, as_json: bool) -> None:
    """Show which key signs the log and which did before; guard it by a passphrase, or replace it.

    Passphrases are asked for or come from a key file; they never stand on the command line.
    """
    if context.invoked_subcommand is not None:
        return
    folder = archive_path(context) / KEYS
    if not folder.is_dir():
        raise ArchiveError(
            "There is no key here", where=str(folder), next_step="`marsad keys create` or `marsad run PATH` makes one"
        )
    succession = load_succession(folder)
    because = [handover.because.value for handover in succession.handovers]
    lines = [
        {"key": tenure.key.line, "since": tenure.since, "until": tenure.until, "because": why}
        for tenure, why in zip(succession.tenures, [*because, ""], strict=True)
    ]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(lines), indent=2))
        return
    for tenure, why in zip(succession.tenures, [*because, ""], strict=True):
        until = f"{tenure.until} entries, then {why}" if tenure.until is not None else "now"
        click.echo(f"{one_line(tenure.key.line)}  signs from {tenure.since} to {until}")
    guarded = "by a passphrase or key file" if needs_passphrase(archive_path(context)) else "by nothing but file access"
    click.echo(f"The private key is guarded {guarded}.")


@keys.command()
@KEY_FILE
@click.pass_context
def create(context: click.Context, *, key_file: Path | None) -> None:
    """Make a new archive whose signing key is guarded by a passphrase or key file from the start.

    `marsad run` then takes reports in, and leaves signing to `marsad checkpoint`.
    """
    root = archive_path(context)
    secret = ask_secret(key_file, _OF_NEW, new=True)
    with Archive.create(root) as archive, archive.writing():
        if not (root / FILE_NAME).exists():
            (root / FILE_NAME).write_text(default_file(), encoding="utf-8")
        if not ensure_key(root, secret.passphrase()):
            raise InputError(
                "This archive has a signing key", where=str(root), next_step="`marsad keys passphrase` guards it"
            )
    click.echo(load_succession(root / KEYS).current.line)


@keys.command()
@KEY_FILE
@_NEW_KEY_FILE
@_UNGUARDED
@click.pass_context
def passphrase(context: click.Context, *, key_file: Path | None, new_key_file: Path | None, unguarded: bool) -> None:
    """Guard the signing key by another passphrase or key file, or by nothing; the key stays the same.

    Backups made with --with-keys before still open the old way.
    """
    root = archive_path(context)
    with _writing(root, "") as (archive, _):
        old = ask_key_passphrase(root, key_file)
        change_passphrase(archive, old, _new_secret(new_key_file, unguarded=unguarded))
    click.echo("The signing key is guarded " + ("by nothing but file access." if unguarded else "anew."))


@keys.command()
@click.option("--reason", required=True, metavar="WORDS", help="Why, for the ledger.")
@click.option("--compromised", is_flag=True, help="Somebody else may have the old key.")
@click.option("--lost", is_flag=True, help="The old key or its passphrase is gone, so that it cannot sign the new one.")
@author_option
@KEY_FILE
@_NEW_KEY_FILE
@_UNGUARDED
@click.pass_context
def replace(
    context: click.Context,
    *,
    reason: str,
    compromised: bool,
    lost: bool,
    author: str,
    key_file: Path | None,
    new_key_file: Path | None,
    unguarded: bool,
) -> None:
    """Let a new key take over; the old one signs it, is deleted, and its later signatures are refused.

    Checkpoints and proofs that the old key signed still hold. Give the handover's file to whoever trusts the old key.
    """
    if compromised and lost:
        raise click.UsageError("Give --compromised where the old key can still sign, else --lost.")
    because = Leaving.COMPROMISED if compromised else Leaving.LOST if lost else Leaving.RETIRED
    root = archive_path(context)
    with _writing(root, author) as (archive, recorder):
        old = None if lost else ask_key_passphrase(root, key_file)
        new = _new_secret(new_key_file, unguarded=unguarded)
        handover = replace_key(archive, recorder, because=because, reason=reason, passphrase=old, new_passphrase=new)
        sign_checkpoint(archive, new)
    click.echo(handover.new.line)
    click.echo(f"It signs from {handover.size} entries on. Publish the line, and give this to who trusts the old key:")
    click.echo(str(root / KEYS / f"{handover.size:012d}.handover"))


@keys.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.argument("name", metavar="NAME")
@KEY_FILE
def witness(folder: Path, name: str, key_file: Path | None) -> None:
    """Make a key in DIR to sign checkpoints of others with, as a witness called NAME (such as example.org/witness)."""
    secret = ask_secret(key_file, _OF_NEW, new=True)
    click.echo(create_key(folder, name, secret.passphrase()).verifier.line)


@contextmanager
def _writing(root: Path, author: str) -> Iterator[tuple[Archive, Recorder]]:
    recorder = Recorder(author)
    with Archive.open(root) as archive, archive.writing():
        for finding in finish_handover(archive, recorder):
            click.echo(finding_line(finding), err=True)
        yield archive, recorder


def _new_secret(key_file: Path | None, *, unguarded: bool) -> bytes | None:
    if not unguarded:
        return ask_secret(key_file, _OF_NEW, new=True).passphrase()
    if key_file is not None:
        raise click.UsageError("Give --new-key-file or --no-passphrase, not both.")
    return None
