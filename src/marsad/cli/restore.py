"""`marsad restore`: an archive out of a backup."""

from pathlib import Path

import click

from marsad.cli.asking import KEY_FILE, ask_secret
from marsad.cli.gauge import Gauge
from marsad.pipeline.backing_up import restore as restore_backup
from marsad.vault.backups import KEYS, read_manifest
from marsad.vault.secrets import Secret


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--without-keys", is_flag=True, help="Leave the signing key out, where the backup has it.")
@KEY_FILE
def restore(source: Path, directory: Path, *, without_keys: bool, key_file: Path | None) -> None:
    """Put a backup FILE back into the new or empty directory DIR.

    It is unpacked beside DIR, compared with its manifest and verified as an archive before it gets its name; where
    anything is not as it was written, nothing is put in place.
    """
    secret: Secret | None = None
    if any(part.path == KEYS for part in read_manifest(source).parts) and not without_keys:
        secret = ask_secret(key_file, "Passphrase of the keys in this backup")
    with Gauge() as gauge:
        manifest = restore_backup(source, directory, secret=secret, expect=gauge.expect, advance=gauge.advance)
    click.echo(
        f"Restored {manifest.entries:,} entries as of {manifest.made} into {directory}; every file is as written."
    )
    click.echo("Is it the latest? Run `marsad verify --known-checkpoint FILE` with the newest checkpoint anybody kept.")
