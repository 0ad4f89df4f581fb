"""`marsad prove`: a file that shows somebody else that an entry is in the log, or that the log only grew."""

from pathlib import Path

import click

from marsad.archive import Archive
from marsad.cli.checking import bytes_of
from marsad.cli.objects import object_id
from marsad.cli.opening import archive_path
from marsad.pipeline.judging import judgements_of
from marsad.pipeline.proving import Proven, entry_about, proof_of_entry, proof_of_growth
from marsad.records import Entry, InputError
from marsad.vault.durable import write_new
from marsad.vault.notes import LARGEST_NOTE

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("name", metavar="[ID|SHA256]", required=False)
@click.option("--checkpoint", metavar="FILE", type=_FILE, help="Prove it under this checkpoint (default: the newest).")
@click.option("--disclose", is_flag=True, help="Put what the entry says into the proof: who, when, from where, why.")
@click.option("--since", metavar="CHECKPOINT", type=_FILE, help="Prove that the log only grew since a kept checkpoint.")
@click.option("--output", metavar="FILE", type=_FILE, help="Where to write the proof (default: print it).")
@click.pass_context
def prove(
    context: click.Context,
    *,
    name: str | None,
    checkpoint: Path | None,
    disclose: bool,
    since: Path | None,
    output: Path | None,
) -> None:
    """Prove that a capture or a judgement is in the log, or with --since that the log only grew.

    ID is that of a judgement, a document or a claim (its original's first capture), SHA256 that of an original. The
    proof is checked by `marsad verify --proof`, or with openssl, without the archive.
    """
    if (name is None) == (since is None) or (since and (checkpoint or disclose)):
        raise click.UsageError("Give an ID or SHA256, with --checkpoint and --disclose if wanted, or --since alone.")
    with Archive.open(archive_path(context)) as archive:
        if since is not None:
            proven = proof_of_growth(archive, bytes_of(since, LARGEST_NOTE))
            told = ["The log only grew since the checkpoint given."]
        else:
            entry = _entry(archive, name or "")
            kept = bytes_of(checkpoint, LARGEST_NOTE) if checkpoint else None
            proven = proof_of_entry(archive, entry, kept, disclose=disclose)
            told = [f"Entry {entry.number}: {entry.kind} of {entry.subject}", f"Leaf: {entry.leaf.hex()}"]
    _give(proven, told, output)


def _entry(archive: Archive, name: str) -> Entry:
    found = entry_about(archive, name) or entry_about(archive, _logged(archive, name))
    if found is None:
        raise InputError(
            "No entry of the log is a capture or judgement of this",
            where=name,
            next_step="give the id of a judgement, document or claim, or the SHA-256 of an original; see `marsad log`",
        )
    return found


def _logged(archive: Archive, name: str) -> str:
    """Return the judgement's id or the original's SHA-256 that a name leads to; other ids as they are."""
    snapshot = archive.snapshot()
    found = object_id(name, snapshot, judgements_of(archive))
    document = next((claim.document for claim in snapshot.claims if claim.id == found), found)
    return next((one.original for one in snapshot.documents if one.id == document), found)


def _give(proven: Proven, told: list[str], output: Path | None) -> None:
    if output is None:
        click.echo(proven.text, nl=False)
    else:
        write_new(output, proven.text.encode())
    for line in told:
        click.echo(line, err=True)
    click.echo(
        f"Proved under the checkpoint of {proven.checkpoint.size:,} entries of {proven.checkpoint.origin}", err=True
    )
