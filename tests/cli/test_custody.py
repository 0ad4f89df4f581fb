import json

import pytest
from click.testing import CliRunner
from tests.faults.archives import whole_archive

from marsad.archive import Archive
from marsad.cli import main
from marsad.records import EntryKind


@pytest.fixture
def root(tmp_path):
    whole_archive(tmp_path / "archive", originals=2)
    return tmp_path / "archive"


def done(*words, code=0):
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def test_custody_is_shown_and_told(root, tmp_path):
    sha256 = sorted((root / "originals").glob("*/*"))[0].name
    said = done("custody", "--archive", root, sha256)
    assert "taken in by the tester" in said
    assert "authenticity: yes" in said
    assert "understandability: no" in said
    facts = tmp_path / "facts.toml"
    facts.write_text(
        'kind = "photo"\ncollector = "Salma"\n[[checks]]\nkind = "c2pa manifest"\nresult = "none"\nby = "me"\n'
    )
    said = done("custody", "--archive", root, sha256, "--tell", facts, "--author", "the editor")
    assert "told: collector = Salma" in said
    assert "Told to be photo, without collected, place" in said
    told = json.loads(done("custody", "--archive", root, sha256, "--json"))
    assert told["captures"][0]["told"]["checks"][0]["kind"] == "c2pa manifest"
    assert "the editor" in done("log", "--archive", root, "--json")
    done("verify", root)
    facts.write_text("nonsense")
    assert "cannot be understood" in done("custody", "--archive", root, sha256, "--tell", facts, code=1)
    assert "no such file" in done("custody", "--archive", root, sha256, "--tell", tmp_path / "none", code=1)
    assert "no original" in done("custody", "--archive", root, "0" * 64, code=1)


def test_searches_that_found_nothing_are_on_record_too(root):
    assert "No search is on record" in done("searches", "--archive", root)
    done("searches", "--archive", root, "add", "--where", "a video site", "--words", "coast march", "--found", "12",
         "--kept", "1", "--note", "eleven show another year")  # fmt: skip
    done("searches", "--archive", root, "add", "--where", "a registry", "--words", "burials", "--found", "0")
    made = json.loads(done("searches", "--archive", root, "--json"))
    assert [(one["search"]["found"], one["search"]["kept"]) for one in made] == [(12, 1), (0, 0)]
    assert "eleven show another year" in done("log", "--archive", root, "--json")
    assert "a registry" in done("searches", "--archive", root)
    done("searches", "--archive", root, "add", "--where", "x", "--words", "y", "--found", "1", "--kept", "2", code=1)
    done("searches", "--archive", root, "add", "--where", " ", "--words", "y", "--found", "1", code=1)


def test_a_backup_is_on_record(root, tmp_path):
    said = done("backup", "--archive", root, tmp_path / "a.backup", "--author", "the keeper")
    with Archive.open(root) as archive:
        entry = archive.ledger.entries([EntryKind.COPY])[-1]
    assert entry.author == "the keeper"
    assert f"SHA-256 {entry.subject}" in said
    assert "backup a.backup" in done("log", "--archive", root, "--json")
    done("verify", root)
