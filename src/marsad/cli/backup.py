"""`marsad backup`: the archive as one file."""

import datetime as dt
import hashlib
from pathlib import Path

import click
from rich.filesize import decimal

from marsad.archive import Archive
from marsad.cli.asking import KEY_FILE, ask_secret
from marsad.cli.gauge import Gauge
from marsad.cli.opening import archive_path
from marsad.cli.opening import author as author_option
from marsad.pipeline.backing_up import back_up
from marsad.pipeline.recording import Recorder
from marsad.records import Copy, EntryKind, MarsadError


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--with-keys", is_flag=True, help="Put the signing key in, encrypted by a passphrase or key file.")
@author_option
@KEY_FILE
@click.pass_context
def backup(context: click.Context, target: Path, *, with_keys: bool, author: str, key_file: Path | None) -> None:
    """Write the whole archive into one new FILE, as of one moment, and read it back to be sure.

    Other commands may write meanwhile. Without --with-keys the copy can be checked and cannot sign. Sealed notes go
    in sealed; texts of reports are in the file as they are: keep it as safe as the archive.
    """
    secret = ask_secret(key_file, "Passphrase for the keys in this backup", new=True) if with_keys else None
    with Gauge() as gauge:
        manifest = back_up(
            archive_path(context),
            target,
            made=dt.datetime.now(dt.UTC),
            secret=secret,
            expect=gauge.expect,
            advance=gauge.advance,
        )
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    click.echo(f"{len(manifest.parts):,} files, {manifest.entries:,} entries, {decimal(manifest.size)}: {target}")
    click.echo(f"SHA-256 {digest}")
    _write_down(
        archive_path(context), Recorder(author), Copy(name=target.name, sha256=digest, entries=manifest.entries)
    )


def _write_down(root: Path, recorder: Recorder, copy: Copy) -> None:
    """Say in the log that the archive was copied; a copy of a disk that cannot be written is a copy all the same."""
    try:
        with Archive.open(root) as archive:
            archive.ledger.append(recorder.addition(recorder.draft(EntryKind.COPY, copy.sha256, copy)))
    except MarsadError as error:
        click.echo(f"The log could not be told of this copy: {error}", err=True)
