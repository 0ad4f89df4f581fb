"""The command `marsad`: its commands by name, loaded when called, each with `--archive`."""

import importlib
import os
import sys
from pathlib import Path

import click

from marsad import __version__
from marsad.cli.opening import DEFAULT_ARCHIVE
from marsad.records import MarsadError

# name -> module and attribute; loaded only when called, so that `marsad --help` stays quick
_COMMANDS = {
    "run": "marsad.cli.run:run",
    "list": "marsad.cli.listing:listing",
    "explain": "marsad.cli.explain:explain",
    "export": "marsad.cli.export:export",
    "report": "marsad.cli.report:report",
    "attach": "marsad.cli.attach:attach",
    "judge": "marsad.cli.judge:judge",
    "retract": "marsad.cli.retract:retract",
    "log": "marsad.cli.log:log",
    "custody": "marsad.cli.custody:custody",
    "searches": "marsad.cli.searches:searches",
    "changes": "marsad.cli.changes:changes",
    "rebuild": "marsad.cli.rebuild:rebuild",
    "compare": "marsad.cli.compare:compare",
    "evaluate": "marsad.cli.evaluate:evaluate",
    "demo": "marsad.cli.demo:demo",
    "verify": "marsad.cli.verify:verify",
    "checkpoint": "marsad.cli.checkpoint:checkpoint",
    "keys": "marsad.cli.keys:keys",
    "prove": "marsad.cli.prove:prove",
    "timestamp": "marsad.cli.timestamp:timestamp",
    "backup": "marsad.cli.backup:backup",
    "restore": "marsad.cli.restore:restore",
    "seal": "marsad.cli.seal:seal",
    "erase": "marsad.cli.erase:erase",
    "doctor": "marsad.cli.doctor:doctor",
}


def _remember_archive(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        # on this command as well: it has what the environment said from the one above it
        context.obj = context.find_root().obj = value


def _archive_option(envvar: str | None = None) -> click.Option:
    return click.Option(
        ["--archive"],
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        envvar=envvar,
        expose_value=False,
        is_eager=True,
        callback=_remember_archive,
        help=f"The archive's directory (default: {DEFAULT_ARCHIVE} in this folder, or $MARSAD_ARCHIVE).",
    )


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        if not any(parameter.name == "archive" for parameter in command.params):
            command.params.append(_archive_option())
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MarsadError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # the reader of our output (`head`) went away: not an error of ours
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="marsad")
def main() -> None:
    """Turn conflicting reports of violence into figures that answer for themselves.

    Start with: marsad run FOLDER-OF-REPORTS
    """


main.params.append(_archive_option("MARSAD_ARCHIVE"))
