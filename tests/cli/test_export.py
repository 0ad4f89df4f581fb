from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.release import scenes

from marsad.cli import export
from marsad.records import InputError


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(export, "open_snapshot", lambda _context: scenes.rich())
    return lambda *arguments: CliRunner().invoke(export.export, arguments)


def test_it_names_the_files_it_wrote(run, tmp_path):
    result = run("--csv", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert sorted(Path(line) for line in result.output.splitlines()) == sorted((tmp_path / "out").iterdir())


def test_it_refuses_a_folder_in_use_unless_forced(run, tmp_path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert isinstance(run("--csv", str(tmp_path)).exception, InputError)
    assert run("--csv", str(tmp_path), "--force").exit_code == 0
    assert (tmp_path / "mine.txt").exists()


def test_it_asks_for_a_format(run):
    assert run().exit_code == 2
