"""`marsad searches`: where somebody looked for evidence, and what they found or not."""

import click
import msgspec
from rich.console import Console

from marsad.archive import Archive
from marsad.cli.opening import archive_path
from marsad.cli.opening import author as author_option
from marsad.cli.tables import Column, print_line, print_table
from marsad.pipeline.recording import Recorder, typed
from marsad.records import EntryKind, InputError, Search

_COLUMNS = (
    Column("Written down (UTC)"),
    Column("By", breaks=True),
    Column("Where", breaks=True),
    Column("Words", breaks=True),
    Column("Found", number=True),
    Column("Kept", number=True),
    Column("Note", breaks=True),
)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A search as it stands in the log."""

    entry: int
    at: str
    author: str
    search: Search


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of a table.")
@click.pass_context
def searches(context: click.Context, *, as_json: bool) -> None:
    """Show every search that was written down, those that found nothing too: what was looked for is evidence."""
    if context.invoked_subcommand is not None:
        return
    with Archive.open(archive_path(context)) as archive:
        made = [
            Made(entry=entry.number, at=entry.at, author=entry.author, search=search)
            for entry in archive.ledger.entries([EntryKind.SEARCH])
            if (search := entry.facts(Search)) is not None
        ]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(made), indent=2))
    elif made:
        print_table(Console(), _COLUMNS, [_row(one) for one in made])
    else:
        print_line(Console(), "No search is on record. `marsad searches add` writes one down.")


@searches.command()
@click.option("--where", required=True, metavar="WORDS", help="Where you looked: a site, a database, an archive.")
@click.option("--words", required=True, metavar="WORDS", help="What you looked for, as you typed it.")
@click.option("--found", required=True, type=click.IntRange(min=0), metavar="N", help="How many results there were.")
@click.option("--kept", type=click.IntRange(min=0), default=0, metavar="N", help="How many of them you took in.")
@click.option("--note", default="", metavar="WORDS", help="Why the others were left, and what else it may mean.")
@author_option
@click.pass_context
def add(context: click.Context, *, where: str, words: str, found: int, kept: int, note: str, author: str) -> None:
    """Write a search down; one that found nothing as well."""
    if kept > found:
        raise InputError("More was kept than found", where=f"{kept} of {found}", next_step="correct the numbers")
    if not typed(where) or not typed(words):
        raise InputError("A search without place or words", next_step="give --where and --words")
    recorder = Recorder(author)
    search = Search(where=typed(where), words=typed(words), found=found, kept=kept, note=typed(note))
    with Archive.open(archive_path(context)) as archive, archive.writing():
        entry = archive.ledger.append(recorder.addition(recorder.draft(EntryKind.SEARCH, "", search)))[0]
    click.echo(f"Entry {entry.number}")


def _row(one: Made) -> tuple[str, ...]:
    search = one.search
    at = one.at.partition(".")[0].replace("T", " ")
    return (at, one.author, search.where, search.words, str(search.found), str(search.kept), search.note)
