"""`marsad erase`: destroy an original on a legal or safety ground."""

import click

from marsad.archive import Archive
from marsad.cli.opening import archive_path
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.erasing import erase_original
from marsad.pipeline.recording import Recorder


@click.command()
@click.argument("sha256", metavar="SHA256")
@click.option(
    "--ground", required=True, metavar="WORDS", help="The legal or safety ground; stands in the log for good."
)
@click.option("--author", default="", metavar="NAME", help="Who erases (default: your login name).")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@click.pass_context
def erase(context: click.Context, *, sha256: str, ground: str, author: str, yes: bool) -> None:
    """Destroy an original and all that was read in it or made of it; a tombstone stays and the log still verifies.

    It cannot be undone. Backups made before still hold it. Run `marsad run` afterwards to count without it.
    """
    if not yes:
        click.confirm(f"Destroy the original {sha256} for good?", abort=True, err=True)
    recorder = Recorder(author)
    with Archive.open(archive_path(context)) as archive, archive.writing():
        facts = erase_original(archive, recorder, sha256, ground)
        checkpoint_after_run(archive)
    click.echo(f"Erased; {len(facts.entries)} entries are blank now. Run `marsad run` to count without it.")
