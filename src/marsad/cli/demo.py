"""`marsad demo`: the main job on the reports that come with Marsad."""

from importlib import resources
from pathlib import Path

import click

from marsad.cli.run import run


@click.command()
@click.pass_context
def demo(context: click.Context) -> None:
    """Run on a set of short reports written for the purpose, into the folder demo-archive.

    The reports are about the Syrian coast in March 2025; figures of real organisations are their public ones, local
    incidents, outlets and witnesses are invented.
    """
    root = context.find_object(Path) or Path("demo-archive")
    context.find_root().obj = root
    with resources.as_file(resources.files("marsad") / "demo" / "reports") as reports:
        context.invoke(run, paths=(reports,), report_file=None, as_json=False, author="", why="the demo")
