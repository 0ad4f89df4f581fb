"""`marsad timestamp`: an authority's word for when a checkpoint was there, carried by hand, checked here."""

from pathlib import Path

import click

from marsad.archive import Archive
from marsad.cli.asking import KEY_FILE, ask_key_passphrase
from marsad.cli.checking import bytes_of
from marsad.cli.opening import archive_path
from marsad.pipeline.stamping import keep_stamp, request_for_newest
from marsad.vault.durable import write_new
from marsad.vault.timestamps import LARGEST_RESPONSE


@click.group()
def timestamp() -> None:
    """Ask a time-stamping authority (RFC 3161) for a date, and keep its answer; nothing is sent from here.

    Carry the request to an authority in any way you like; it shows only a hash of the checkpoint.
    """


@timestamp.command()
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the request (default: the checkpoint's size and .tsq, in this folder).",
)
@click.pass_context
def request(context: click.Context, output: Path | None) -> None:
    """Write the request for the newest checkpoint, as authorities take it (TimeStampReq, DER)."""
    size, data = request_for_newest(archive_path(context))
    path = output or Path(f"{size:012d}.tsq")
    write_new(path, data)
    click.echo(f"{path}: request for a time stamp over the checkpoint of {size:,} entries")
    click.echo("Send it as application/timestamp-query; bring the answer back with `marsad timestamp attach`.")


@timestamp.command()
@click.argument("response", metavar="RESPONSE.tsr", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--chain",
    required=True,
    metavar="CHAIN.pem",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The authority's certificates up to its root (PEM), from the authority itself.",
)
@KEY_FILE
@click.pass_context
def attach(context: click.Context, response: Path, chain: Path, key_file: Path | None) -> None:
    """Check an authority's answer and keep it, with its certificates, beside the checkpoint it is over."""
    answer, certificates = (bytes_of(path, LARGEST_RESPONSE) for path in (response, chain))
    root = archive_path(context)
    with Archive.open(root) as archive, archive.writing():
        kept = keep_stamp(archive, answer, certificates, ask_key_passphrase(root, key_file))
    stamp = kept.stamp
    click.echo(f"The checkpoint of {kept.size:,} entries was there at {stamp.at.isoformat()}, says {stamp.authority}.")
    click.echo(f"Kept: {kept.path}")
