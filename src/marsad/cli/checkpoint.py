"""`marsad checkpoint`: sign the log as it stands."""

from pathlib import Path

import click

from marsad.archive import Archive
from marsad.cli.asking import ask_key_passphrase
from marsad.cli.opening import archive_path
from marsad.pipeline.checkpointing import KEYS, sign_checkpoint
from marsad.records import ArchiveError
from marsad.vault.durable import write_new
from marsad.vault.signing import PUBLIC_FILE, VERIFIER_FILE, load_verifier


@click.command()
@click.option(
    "--copy-to",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a copy to keep elsewhere, for `marsad verify --known-checkpoint`.",
)
@click.option("--show-key", is_flag=True, help="Print the public key that checks checkpoints and proofs; sign nothing.")
@click.pass_context
def checkpoint(context: click.Context, *, copy_to: Path | None, show_key: bool) -> None:
    """Sign the log as it stands, and the list of settings and keys beside it.

    Every run does so at its end; do it yourself after changing marsad.toml. Give a copy to somebody you trust:
    whoever has it can tell whether entries were changed or cut off later.
    """
    root = archive_path(context)
    if show_key:
        if copy_to is not None:
            raise click.UsageError("--show-key signs nothing that --copy-to could copy: give one of the two")
        _show_key(root)
        return
    with Archive.open(root) as archive, archive.writing():
        path = sign_checkpoint(archive, ask_key_passphrase(root))
    text = path.read_text(encoding="utf-8")
    if copy_to is not None:
        write_new(copy_to, text.encode())
    click.echo(text, nl=False)


def _show_key(root: Path) -> None:
    if not root.is_dir():
        raise ArchiveError("There is no archive here", where=str(root), next_step="name one with --archive")
    click.echo(load_verifier(root / KEYS / VERIFIER_FILE).line)
    click.echo(f"As PEM, for openssl: {root / KEYS / PUBLIC_FILE}", err=True)
    click.echo("Publish the line where others find it without you: proofs are checked with it.", err=True)
