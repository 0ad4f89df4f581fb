import json

import pytest
from click.testing import CliRunner
from tests.endpoint.stub import claim, claims, serving

from marsad.cli import main

pytestmark = pytest.mark.enable_socket

TEXT = (
    "JABLEH (Coast Wire) - Gunmen killed 4 people on Saturday, said Salma Invented, a witness. "
    "They led two shepherds away."
)
SEEN = claim("They led two shepherds away", "two", 2, "abducted")


def marsad(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.txt").write_text(TEXT, encoding="utf-8")
    root = tmp_path / "archive"
    root.mkdir()
    with serving(lambda body: claims(claim("Gunmen killed 4 people", "4", 4, category="civilian"), SEEN)) as stub:
        (root / "marsad.toml").write_text(
            f'workers = 1\nreader = "rules"\n[endpoint]\nurl = "{stub.url}"\nmodel = "small"\n', encoding="utf-8"
        )
        done = marsad("run", tmp_path / "reports", "--archive", root)
        assert done.exit_code == 0, done.output
    return root


def test_claims_stand_side_by_side_and_nobody_is_asked(archive):
    shown = marsad("compare", "--archive", archive)
    assert shown.exit_code == 0, shown.output
    lines = shown.output.splitlines()
    assert lines[0].split() == ["Document", "Words", "rules", "endpoint", "Verdict"]
    assert "other field: population, " in shown.output
    assert next(line for line in lines if line.endswith("only one reader")).count("abducted") == 1
    assert "0 of 2 claims are the same for all readers." in lines


def test_json_has_every_claim_by_reader_and_the_counts_by_genre(archive):
    told = json.loads(marsad("compare", "--archive", archive, "--json").output)
    first, second = told["claims"]
    assert {name: side["low"] for name, side in first["readers"].items()} == {"rules": 4, "endpoint": 4}
    assert (second["verdict"], second["readers"]["rules"]) == ("only one reader", None)
    assert second["readers"]["endpoint"]["words"] == "two"
    assert {(count["genre"], count["reader"], count["claims"]) for count in told["summary"]} == {
        ("file, en", "rules", 1), ("file, en", "endpoint", 2)
    }  # fmt: skip


def test_names_of_witnesses_are_withheld(archive):
    for arguments in ((), ("--json",), ("--all",)):
        assert "Salma" not in marsad("compare", "--archive", archive, *arguments).output


def test_fewer_than_two_readers_are_an_error_that_says_what_to_do(tmp_path, archive):
    only = marsad("compare", "--archive", archive, "--reader", "rules")
    files = marsad("compare", "--archive", archive, tmp_path / "reports", "--reader", "rules", "--reader", "endpoint")
    assert (only.exit_code, files.exit_code) == (1, 1)
    assert "Comparing needs two readers; only here: rules" in only.output
    assert "not here: endpoint" in files.output
    assert "marsad run" in files.output


def test_files_are_read_without_an_archive(tmp_path, monkeypatch):
    from marsad.pipeline import contrasting

    # no network is there to load: the rules stand in for it, so that what is seen is the command
    monkeypatch.setattr(contrasting, "shipped_network", lambda: True)
    read = contrasting.read_document
    monkeypatch.setattr(contrasting, "read_document", lambda document, way, *more: read(document, "rules", *more))
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    shown = marsad("compare", tmp_path / "one.txt", "--archive", tmp_path / "none", "--all")
    assert shown.exit_code == 0, shown.output
    assert "1 of 1 claims are the same for all readers." in shown.output
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty.txt").write_text("")
    empty = marsad("compare", tmp_path / "empty.txt", "--archive", tmp_path / "none")
    assert (empty.exit_code, "Nothing readable" in empty.output) == (1, True)
