"""`marsad verify`: is the archive still what was written, and where is the first break."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec
from rich.filesize import decimal

from marsad.archive.checking import count_rows
from marsad.cli.checking import HANDOVER, bytes_of, check_proof, print_held, trusted
from marsad.cli.gauge import Gauge
from marsad.cli.opening import archive_path
from marsad.cli.problems import finding_line
from marsad.pipeline.rederiving import check_derived
from marsad.pipeline.verifying import verify as verify_archive
from marsad.records import ArchiveError, Finding, Severity
from marsad.vault.backups import verify_backup
from marsad.vault.checkpoints import Checkpoint, parse_checkpoint
from marsad.vault.notes import LARGEST_NOTE


@click.command()
@click.argument("directory", metavar="[ARCHIVE|BACKUP]", required=False, type=click.Path(path_type=Path))
@click.option("--all", "show_all", is_flag=True, help="Name every break instead of the first.")
@click.option("--derive", is_flag=True, help="Derive figures again from claims and judgements, and compare.")
@click.option(
    "--known-checkpoint",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A checkpoint that you kept: is this archive older, or is its history another?",
)
@click.option(
    "--proof",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Check a proof from `marsad prove` instead of an archive; needs --key.",
)
@click.option(
    "--key",
    metavar="VKEYFILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file with the log's public key (one line, as `marsad checkpoint --show-key` prints it).",
)
@HANDOVER
@click.option("--leaf", default="", metavar="HEX", help="The leaf that an undisclosed proof should be about.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of text.")
@click.pass_context
def verify(
    context: click.Context,
    *,
    directory: Path | None,
    show_all: bool,
    derive: bool,
    known_checkpoint: Path | None,
    proof: Path | None,
    key: Path | None,
    handover: tuple[Path, ...],
    leaf: str,
    as_json: bool,
) -> None:
    """Hash every original again and prove the log, its checkpoints, every row and every small file.

    Of a backup file, every part is hashed and compared with its manifest; its log is proved when it is restored.
    Changes nothing. Exit code 1 where something is not as it was written; the first break and its place are named.
    With --proof it checks a proof file with the log's public key instead, and needs no archive.
    """
    if proof is not None or key is not None or leaf or handover:
        if proof is None or key is None or directory or derive or show_all:
            raise click.UsageError("A proof is checked by --proof and --key, with --known-checkpoint or --leaf.")
        print_held(check_proof(proof, trusted(key, handover), known_checkpoint, leaf), as_json=as_json)
        return
    root = directory or archive_path(context)
    if root.is_file():
        if derive or known_checkpoint:
            raise click.UsageError("A backup is restored first: --derive and --known-checkpoint ask an archive.")
        _verify_backup(root, as_json=as_json)
        return
    if not root.is_dir():
        raise ArchiveError("There is no archive here", where=str(root), next_step="name one with --archive")
    known = parse_checkpoint(bytes_of(known_checkpoint, LARGEST_NOTE)) if known_checkpoint else None
    with Gauge() as gauge:
        found = list(_until_break(_findings(root, known, gauge, derive=derive), go_on=show_all))
    broken = any(finding.severity is Severity.ERROR for finding in found)
    if as_json:
        click.echo(_as_json(found, broken=broken, gauge=gauge), nl=False)
    else:
        _print(found, root, broken=broken, gauge=gauge)
    if broken:
        context.exit(1)


def _verify_backup(path: Path, *, as_json: bool) -> None:
    with Gauge() as gauge:
        gauge.expect("backup", path.stat().st_size)
        manifest = verify_backup(path, gauge.advance)
    if as_json:
        told = {"whole": True, "checked": f"{len(manifest.parts)} files", "bytes": manifest.size, "findings": []}
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=2))
    else:
        click.echo(f"Whole: {len(manifest.parts):,} files ({decimal(manifest.size)}) are as this backup was written.")


def _findings(root: Path, known: Checkpoint | None, gauge: Gauge, *, derive: bool) -> Iterator[Finding]:
    yield from verify_archive(root, known=known, expect=gauge.expect, advance=gauge.advance)
    if derive:
        yield from check_derived(root)


def _until_break(findings: Iterable[Finding], *, go_on: bool) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        if finding.severity is Severity.ERROR and not go_on:
            return


def _print(found: list[Finding], root: Path, *, broken: bool, gauge: Gauge) -> None:
    for finding in found:
        click.echo(finding_line(finding))
    if broken:
        click.echo(f"Broken: {root} is not as it was written.")
    elif not gauge.what:
        click.echo("There is nothing to compare yet.")
    else:
        click.echo(
            f"Whole: {gauge.what} ({decimal(gauge.size)}) and {count_rows(root):,} rows are as they were written."
        )


def _as_json(found: list[Finding], *, broken: bool, gauge: Gauge) -> bytes:
    told = {"whole": not broken, "checked": gauge.what, "bytes": gauge.size, "findings": found}
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
