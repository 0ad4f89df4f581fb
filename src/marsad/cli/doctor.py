"""`marsad doctor`: is everything set up as it should be, and if not, what to do."""

import datetime as dt

import click
import msgspec

from marsad.cli.opening import archive_path
from marsad.cli.problems import finding_line
from marsad.pipeline.examining import Examined, examine
from marsad.records import Severity


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of text.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Look at Python, Marsad itself, disk, permissions, keys, settings, database, files and clock; change nothing.

    Every problem comes with its remedy. Exit code 1 where there is one.
    """
    looked = list(examine(archive_path(context), dt.datetime.now(dt.UTC)))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(looked), indent=2))
    else:
        for one in looked:
            _print(one)
    if any(finding.severity is Severity.ERROR for one in looked for finding in one.findings):
        context.exit(1)


def _print(one: Examined) -> None:
    click.echo(f"{'problem' if one.findings else 'well':<8} {one.what}: {one.seen}")
    for finding in one.findings:
        click.echo(f"         {finding_line(finding)}")
