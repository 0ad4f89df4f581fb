import json

import pytest
from click.testing import CliRunner
from tests.release import builder as b
from tests.release import scenes

from marsad.cli import listing


@pytest.fixture
def run(monkeypatch):
    def invoke(*arguments, snapshot=None):
        monkeypatch.setattr(listing, "open_snapshot", lambda _context: scenes.rich() if snapshot is None else snapshot)
        return CliRunner().invoke(listing.listing, arguments, catch_exceptions=False)

    return invoke


@pytest.mark.parametrize("what", ["incidents", "tallies", "claims", "documents", "figures", "findings"])
def test_everything_lists_as_a_table_and_as_json(run, what):
    table, data = run(what), run(what, "--json")
    assert (table.exit_code, data.exit_code) == (0, 0)
    assert json.loads(data.output)
    assert len(table.output.splitlines()) > 1


def test_tables_keep_to_the_conflict_and_json_does_not(run):
    assert "accident" not in {
        row["context"] for row in json.loads(run("incidents", "--json", "--context", "conflict").output)
    }
    assert "accident" in {row["context"] for row in json.loads(run("incidents", "--json").output)}
    conflict, everything = run("incidents").output, run("incidents", "--context", "all").output
    assert len(everything.splitlines()) == len(conflict.splitlines()) + 1
    assert run("incidents", "--context", "accident").output.count("Tartus") == 1


def test_in_a_pipe_a_row_is_one_line_with_nothing_cut(run):
    lines = run("incidents").output.splitlines()
    long = next(line for line in lines if line.startswith(scenes.LONG.name))
    assert "1,476" in long
    assert "…" not in long
    assert "\x1b" not in "".join(lines)


def test_words_of_documents_cannot_write_over_the_terminal(run):
    doc = b.document(
        "Two people died.", title="\x1b]0;owned\x07\x1b[2J\u202etitle\r\n[bold]x[/bold]", publisher="\x9b31m"
    )
    output = run("documents", snapshot=b.snapshot(documents=[doc])).output
    assert not set(output) & {"\x1b", "\x07", "\x9b", "\u202e", "\r"}
    assert "[bold]x[/bold]" in output


@pytest.mark.parametrize("what", ["incidents", "tallies", "claims", "documents", "figures", "findings"])
def test_an_empty_archive_lists_nothing(run, what):
    assert run(what, snapshot=b.snapshot()).output == f"No {what} to list.\n"
    assert json.loads(run(what, "--json", snapshot=b.snapshot()).output) == []


def test_what_cannot_be_listed_is_named(run):
    result = run("people")
    assert result.exit_code == 2
    assert "incidents" in result.output
