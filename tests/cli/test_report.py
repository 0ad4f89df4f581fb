from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console
from tests.release import builder as b
from tests.release import scenes

from marsad.cli import report
from marsad.cli.tables import print_run_summary
from marsad.records import StoreError


def test_the_page_is_written_where_it_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setattr(report, "open_snapshot", lambda _context: scenes.rich())
    page = tmp_path / "deep" / "page.html"
    result = CliRunner().invoke(report.report, ["--output", str(page), "--title", "The coast"])
    assert result.exit_code == 0
    assert result.output == f"{page}\n"
    assert "<h1><bdi>The coast</bdi></h1>" in page.read_text(encoding="utf-8")
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]


def test_without_a_file_it_goes_into_the_archive(monkeypatch, tmp_path):
    monkeypatch.setattr(report, "open_snapshot", lambda _context: b.snapshot())
    result = CliRunner().invoke(report.report, [], obj=tmp_path / "archive")
    assert result.exit_code == 0
    assert (tmp_path / "archive" / "report.html").exists()


def test_a_page_that_cannot_be_written_leaves_the_old_one(monkeypatch, tmp_path):
    page = tmp_path / "report.html"
    page.write_text("old", encoding="utf-8")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError, match="No space left"):
        report.write_report(b.snapshot(), page)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert page.read_text(encoding="utf-8") == "old"


def summary(snapshot, *, terminal=False):
    console = Console(width=100, force_terminal=terminal)
    with console.capture() as capture:
        print_run_summary(console, snapshot, Path("archive/report.html"))
    return capture.get()


@pytest.mark.parametrize("terminal", [False, True])
def test_a_run_ends_with_incidents_tallies_findings_and_the_page(terminal):
    output = summary(scenes.rich(), terminal=terminal)
    for words in (
        "Banias",
        "15 (12–20+)",
        "Coast Monitor",
        "1,476",
        "unreadable_file",
        "archive/report.html",
        "minimum bound",
    ):
        assert words in output
    assert "accident" not in output


def test_a_large_archive_shows_the_largest_incidents_in_order_of_day():
    output = summary(scenes.big(200))
    assert "170 smaller ones: marsad list incidents" in output
    assert "202" in output


def test_nothing_found_is_said():
    output = summary(b.snapshot())
    assert "No incident of the conflict was found." in output
    assert "archive/report.html" in output
