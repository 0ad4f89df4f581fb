"""`marsad checkpoint`: sign the log as it stands; compare kept checkpoints; sign those of others as a witness."""

from pathlib import Path

import click
import msgspec

from marsad.archive import Archive
from marsad.cli.asking import KEY_FILE, ask_secret
from marsad.cli.asking import ask_key_passphrase as ask_for_key
from marsad.cli.checking import HANDOVER, bytes_of, trusted
from marsad.cli.opening import archive_path
from marsad.cli.problems import finding_line
from marsad.pipeline.checkpointing import CHECKPOINTS, KEYS, sign_checkpoint
from marsad.pipeline.comparing import Compared, compare_with
from marsad.pipeline.recording import Recorder
from marsad.pipeline.succeeding import finish_handover
from marsad.records import ArchiveError
from marsad.vault.checkpoints import Standing
from marsad.vault.durable import write_new
from marsad.vault.notes import LARGEST_NOTE
from marsad.vault.proofs import LARGEST_PROOF
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import PUBLIC_FILE, key_is_guarded, load_key, load_verifier
from marsad.vault.succession import load_succession
from marsad.vault.witnesses import adopt as adopt_signature
from marsad.vault.witnesses import cosign_seen

_FILE = click.Path(path_type=Path, dir_okay=False)
_SAYS = {
    Standing.SAME: "Same: exactly the entries of the checkpoint.",
    Standing.EXTENDED: "Extended: the entries of the checkpoint, unchanged, then more.",
    Standing.OLDER: "Older: fewer entries than the checkpoint counts. An older backup, or entries were cut off.",
    Standing.CHANGED: "Changed: other entries where the checkpoint had its own. History was rewritten; keep both.",
    Standing.OTHER: "Other: a checkpoint of another log.",
}


@click.group(invoke_without_command=True)
@click.option(
    "--copy-to", metavar="FILE", type=_FILE, help="Write a copy to keep elsewhere, for `marsad checkpoint compare`."
)
@click.option("--show-key", is_flag=True, help="Print the public key that checks checkpoints and proofs; sign nothing.")
@KEY_FILE
@click.pass_context
def checkpoint(context: click.Context, *, copy_to: Path | None, show_key: bool, key_file: Path | None) -> None:
    """Sign the log as it stands, and the list of settings and keys beside it.

    Every run does so at its end; do it yourself after changing marsad.toml, or where the key has a passphrase. Give a
    copy to somebody you trust: whoever has it can tell whether entries were changed or cut off later.
    """
    if context.invoked_subcommand is not None:
        return
    root = archive_path(context)
    if show_key:
        if copy_to is not None:
            raise click.UsageError("--show-key signs nothing that --copy-to could copy: give one of the two")
        _show_key(root)
        return
    with Archive.open(root) as archive, archive.writing():
        for finding in finish_handover(archive, Recorder()):
            click.echo(finding_line(finding), err=True)
        path = sign_checkpoint(archive, ask_for_key(root, key_file))
    text = path.read_text(encoding="utf-8")
    if copy_to is not None:
        write_new(copy_to, text.encode())
    click.echo(text, nl=False)


@checkpoint.command()
@click.argument("kept", metavar="FILE", type=_FILE)
@click.argument("newer", metavar="[NEWER]", required=False, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of text.")
@click.pass_context
def compare(context: click.Context, *, kept: Path, newer: Path | None, as_json: bool) -> None:
    """Say how this archive stands to a checkpoint in FILE that somebody kept, or NEWER to FILE, proved from the log.

    Exit code 1 unless it is the same or extends it.
    """
    told = compare_with(
        archive_path(context), bytes_of(kept, LARGEST_NOTE), bytes_of(newer, LARGEST_NOTE) if newer else None
    )
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=2))
    else:
        _print(told)
    if told.standing not in (Standing.SAME, Standing.EXTENDED):
        context.exit(1)


@checkpoint.command()
@click.argument("file", metavar="FILE", type=_FILE)
@click.option(
    "--witness",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The witness's own folder, made by `marsad keys witness`.",
)
@click.option("--key", required=True, metavar="VKEYFILE", type=_FILE, help="The file with the log's public key.")
@HANDOVER
@KEY_FILE
@click.option("--output", metavar="FILE", type=_FILE, help="Where to write it (default: print it).")
def cosign(
    *, file: Path, folder: Path, key: Path, handover: tuple[Path, ...], key_file: Path | None, output: Path | None
) -> None:
    """Sign somebody else's checkpoint as a witness: you have seen it, and it extends the last one you signed.

    FILE is the checkpoint, the first time; later what `marsad prove --since` gave for the last one that you signed.
    What is older or another history is refused. Needs no archive.
    """
    log = trusted(key, handover)
    data = bytes_of(file, LARGEST_PROOF)
    secret = ask_secret(key_file, "Passphrase of the witness's key").passphrase() if key_is_guarded(folder) else None
    text = cosign_seen(folder, data, log, load_key(folder, secret))
    if output is not None:
        write_new(output, text.encode())
    else:
        click.echo(text, nl=False)


@checkpoint.command()
@click.argument("file", metavar="FILE", type=_FILE)
@click.option(
    "--witness-key", required=True, metavar="VKEYFILE", type=_FILE, help="The file with the witness's public key."
)
@KEY_FILE
@click.pass_context
def adopt(context: click.Context, *, file: Path, witness_key: Path, key_file: Path | None) -> None:
    """Keep a witness's signature under this archive's own checkpoint; do so before it is time-stamped."""
    root = archive_path(context)
    with Archive.open(root) as archive, archive.writing():
        finish_handover(archive, Recorder())
        secret = ask_for_key(root, key_file)
        log = load_succession(root / KEYS).tenures
        data, witness = bytes_of(file, LARGEST_NOTE), load_verifier(witness_key)
        path = adopt_signature(CheckpointShelf(root / CHECKPOINTS), root / KEYS, log, data, witness)
        sign_checkpoint(archive, secret)
    click.echo(f"Kept: {path}, with the signature of {witness.name}")


def _print(told: Compared) -> None:
    click.echo(_SAYS[told.standing])
    where = "newer checkpoint" if told.newer else "archive"
    click.echo(f"Checkpoint: {told.kept} entries; {where}: {told.size} entries.")
    if not told.signed:
        click.echo("The checkpoint is signed by no key of this archive: is it the file that you kept?", err=True)


def _show_key(root: Path) -> None:
    if not root.is_dir():
        raise ArchiveError("There is no archive here", where=str(root), next_step="name one with --archive")
    click.echo(load_succession(root / KEYS).current.line)
    click.echo(f"As PEM, for openssl: {root / KEYS / PUBLIC_FILE}", err=True)
    click.echo("Publish the line where others find it without you: proofs are checked with it.", err=True)
