"""`marsad custody`: how one original came in and how it is kept; what is told of it later."""

from pathlib import Path

import click
import msgspec
from rich.console import Console

from marsad.archive import Archive
from marsad.cli.opening import archive_path
from marsad.cli.opening import author as author_option
from marsad.cli.problems import finding_line
from marsad.cli.tables import print_line
from marsad.pipeline.custody import CustodyView, Standing, custody_of, tell
from marsad.pipeline.recording import Recorder
from marsad.pipeline.sidecars import told_in
from marsad.records import canonical


@click.command()
@click.argument("sha256", metavar="SHA256")
@click.option(
    "--tell",
    "facts",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write down what FILE tells of it, as a custody.toml does, in place of what was told before.",
)
@author_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of text.")
@click.pass_context
def custody(context: click.Context, *, sha256: str, facts: Path | None, author: str, as_json: bool) -> None:
    """Show how an original came in, what its collector tells, which parts a web capture has, and how it is kept.

    Its bytes are hashed again. What custody.toml may tell is in docs/guide/custody.md.
    """
    with Archive.open(archive_path(context)) as archive:
        if facts is not None:
            with archive.writing():
                tell(archive, Recorder(author), sha256, told_in(facts))
        view = custody_of(archive, sha256)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(view), indent=2))
    else:
        _print(Console(), view)


def _print(console: Console, view: CustodyView) -> None:
    print_line(console, f"Original {view.sha256}", "bold")
    for one in view.captures:
        _print_capture(console, one)
    for made in view.derivatives:
        print_line(console, f"{made.kind.value} {made.position} by {made.tool}, {made.version}")
    for holds in view.properties:
        print_line(console, f"{holds.name}: {'yes' if holds.holds else 'no'} ({holds.because})")
    for flag in view.flags:
        print_line(console, finding_line(flag))


def _print_capture(console: Console, one: Standing) -> None:
    capture, custody = one.capture, one.capture.custody
    print_line(console, f"Entry {one.entry}: {custody.name}, {capture.format}, {capture.size} bytes")
    print_line(console, f"  taken in by {custody.who} at {custody.when} with {custody.how}: {custody.why}")
    if clock := custody.clock:
        off = f"off by up to {clock.error_ms} ms" if clock.error_ms is not None else "nobody knows how far off"
        print_line(console, f"  by a clock that is {off} ({clock.source})")
    for name, value in msgspec.json.decode(canonical(one.told), type=dict[str, object]).items():
        print_line(console, f"  told: {name} = {value}")
    for part in capture.parts:
        print_line(console, f"  {part.part.value}: {'' if part.obtained else 'not obtained, '}{part.what}")
