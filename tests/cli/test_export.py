import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.release import scenes

from marsad.archive import Archive
from marsad.cli import export, main
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


def test_an_export_of_an_earlier_state_holds_what_was_known_then_and_says_so(tmp_path):
    def marsad(*words):
        result = CliRunner().invoke(main, ["--archive", str(tmp_path / "archive"), *map(str, words)])
        assert result.exit_code == 0, result.output
        return result

    (tmp_path / "first.txt").write_text("Gunmen killed three civilians in Jableh on 7 March 2025.", encoding="utf-8")
    marsad("run", tmp_path / "first.txt")
    with Archive.open(tmp_path / "archive") as archive:
        then = archive.ledger.entries()[-1].at
    (tmp_path / "second.txt").write_text("Shelling killed two farmers in Idlib on 9 March 2025.", encoding="utf-8")
    marsad("run", tmp_path / "second.txt")
    marsad("export", "--csv", tmp_path / "then", "--as-known-on", then)
    marsad("export", "--csv", tmp_path / "now")
    rows = {
        name: len((tmp_path / name / "documents.csv").read_text(encoding="utf-8").splitlines())
        for name in ("then", "now")
    }
    assert rows == {"then": 2, "now": 3}
    assert json.loads((tmp_path / "then" / "about.json").read_text(encoding="utf-8"))["known_on"] == then
    assert "known_on" not in json.loads((tmp_path / "now" / "about.json").read_text(encoding="utf-8"))
