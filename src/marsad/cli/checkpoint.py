"""`marsad checkpoint`: sign the log as it stands."""

from pathlib import Path

import click

from marsad.archive import Archive
from marsad.cli.opening import archive_path
from marsad.pipeline.checkpointing import needs_passphrase, sign_checkpoint
from marsad.vault.durable import write_new


@click.command()
@click.option(
    "--copy-to",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a copy to keep elsewhere, for `marsad verify --known-checkpoint`.",
)
@click.pass_context
def checkpoint(context: click.Context, copy_to: Path | None) -> None:
    """Sign the log as it stands, and the list of settings and keys beside it.

    Every run does so at its end; do it yourself after changing marsad.toml. Give a copy to somebody you trust:
    whoever has it can tell whether entries were changed or cut off later.
    """
    root = archive_path(context)
    passphrase = None
    with Archive.open(root) as archive, archive.writing():
        if needs_passphrase(root):
            passphrase = click.prompt("Passphrase of the signing key", hide_input=True, err=True).encode()
        path = sign_checkpoint(archive, passphrase)
    text = path.read_text(encoding="utf-8")
    if copy_to is not None:
        write_new(copy_to, text.encode())
    click.echo(text, nl=False)
