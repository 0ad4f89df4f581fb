import json
import os
import shutil
import sqlite3
from contextlib import closing

import click
import pytest
from click.testing import CliRunner
from tests.faults.archives import CANARY, whole_archive

from marsad.cli import main


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "archive"
    whole_archive(root, originals=4)
    return root


@pytest.fixture
def root(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def key(tmp_path):
    assert marsad("seal", "key", str(tmp_path / "key")).exit_code == 0
    return str(tmp_path / "key")


def marsad(*words, given=None):
    return CliRunner().invoke(main, [str(word) for word in words], input=given)


def test_verify_says_what_was_checked_and_changes_nothing(root):
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and not p.name.startswith("archive.db-")}
    result = marsad("verify", root)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Whole: 4 originals")
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and p in before} == before


def break_two(root):
    for path in sorted((root / "originals").glob("*/*"))[:2]:
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    return sorted((root / "originals").glob("*/*"))[:2]


def test_verify_names_the_first_break_and_with_all_every_one(root):
    changed = [path.relative_to(root).as_posix() for path in break_two(root)]
    first = marsad("--archive", root, "verify")
    assert first.exit_code == 1
    assert changed[0] in first.output
    assert changed[1] not in first.output
    both = marsad("verify", root, "--all")
    assert both.exit_code == 1
    assert all(name in both.output for name in changed)
    told = json.loads(marsad("verify", root, "--all", "--json").output)
    assert told["whole"] is False
    assert [finding["where"] for finding in told["findings"]] == changed


def test_hostile_file_names_are_named_without_harm(root):
    (root / "\x1b[2Jodd\u202e").write_text("x")
    (root / "originals" / os.fsdecode(b"bytes\xff")).write_text("x")
    result = marsad("verify", root)
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    told = json.loads(marsad("verify", root, "--json").output)
    assert [finding["kind"] for finding in told["findings"]] == ["foreign_file"] * 2


def test_verify_of_nothing_is_one_line(tmp_path):
    result = marsad("verify", tmp_path / "none")
    assert result.exit_code == 1
    assert "There is no archive here" in result.output


def test_verify_of_an_archive_that_holds_nothing_yet_says_so(tmp_path):
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    result = marsad("verify", tmp_path)
    assert result.exit_code == 0
    assert "nothing to compare yet" in result.output


def test_verify_against_a_kept_checkpoint(root, tmp_path):
    older = tmp_path / "older"
    shutil.copytree(root, older)
    kept = tmp_path / "kept.txt"
    marsad("seal", "--archive", root, "key", tmp_path / "k")
    added = marsad("seal", "--archive", root, "add", "--about", "doc-1", "--key-file", tmp_path / "k",
                   "--compartment", "other", given="a note")  # fmt: skip
    assert added.exit_code == 0, added.output
    assert marsad("checkpoint", "--archive", root, "--copy-to", kept).exit_code == 0
    assert marsad("verify", root, "--known-checkpoint", kept).exit_code == 0
    result = marsad("verify", older, "--known-checkpoint", kept)
    assert result.exit_code == 1
    assert "older" in result.output
    assert marsad("checkpoint", "--archive", root, "--copy-to", tmp_path / "k").exit_code == 1
    assert marsad("verify", root, "--known-checkpoint", tmp_path / "none").exit_code == 1


def test_a_setting_changed_by_its_owner_is_a_break_until_a_checkpoint(root):
    (root / "marsad.toml").write_text("workers = 2\n", encoding="utf-8")
    result = marsad("verify", root)
    assert result.exit_code == 1
    assert "run `marsad checkpoint`" in result.output
    assert marsad("checkpoint", "--archive", root).exit_code == 0
    assert marsad("verify", root).exit_code == 0


def test_backup_and_restore(root, tmp_path, key):
    saved = marsad("backup", "--archive", root, tmp_path / "a.backup", "--with-keys", "--key-file", key)
    assert saved.exit_code == 0, saved.output
    assert "SHA-256" in saved.output
    back = marsad("restore", tmp_path / "a.backup", tmp_path / "back", "--key-file", key)
    assert back.exit_code == 0, back.output
    assert marsad("verify", tmp_path / "back").output.startswith("Whole")
    bare = marsad("restore", tmp_path / "a.backup", tmp_path / "bare", "--without-keys")
    assert bare.exit_code == 0
    assert "warning" in marsad("verify", tmp_path / "bare").output
    assert marsad("restore", tmp_path / "a.backup", tmp_path / "back", "--key-file", key).exit_code == 1


def test_a_backup_is_verified_without_being_unpacked(root, tmp_path):
    file = tmp_path / "a.backup"
    assert marsad("backup", "--archive", root, file).exit_code == 0
    whole = marsad("verify", file)
    assert whole.exit_code == 0
    assert "Whole" in whole.output
    data = bytearray(file.read_bytes())
    data[data.index(b"SQLite format 3") + 20] ^= 1  # the database is stored unpacked
    file.write_bytes(data)
    broken = marsad("verify", file)
    assert broken.exit_code == 1
    assert "archive.db" in broken.output
    assert marsad("verify", "--derive", file).exit_code == 2
    assert [path.name for path in tmp_path.iterdir() if path != root] == ["a.backup"]


def test_keys_in_a_backup_by_passphrase_asked_twice(root, tmp_path):
    words = "four words of mine\n"
    command = ("backup", "--archive", root, tmp_path / "a.backup", "--with-keys")
    assert marsad(*command, given="short\nshort\n").exit_code == 1
    saved = marsad(*command, given=words * 2)
    assert saved.exit_code == 0, saved.output
    assert "four words" not in saved.output
    assert marsad("restore", tmp_path / "a.backup", tmp_path / "no", given="others of hers\n").exit_code == 1
    assert marsad("restore", tmp_path / "a.backup", tmp_path / "back", given=words).exit_code == 0


def test_a_note_is_sealed_read_granted_rotated_revoked_and_erased(root, tmp_path, key):
    def seal(*words, given=None):
        result = marsad("seal", "--archive", root, *words, given=given)
        return result.exit_code, result.output

    code, note = seal("add", "--about", "doc-7", "--compartment", "w", "--key-file", key, given=f"{CANARY}\ncall 0")
    assert code == 0
    note = note.strip()
    assert seal("read", "--compartment", "w", "--key-file", key)[0] == 2  # without a reason
    why = ("--why", "a test")
    assert seal("read", "--compartment", "w", "--key-file", key, *why)[1].count(CANARY) == 1
    assert CANARY not in seal("read", "--compartment", "w", "--about", "doc-8", "--key-file", key, *why)[1]
    marsad("seal", "key", str(tmp_path / "hers"))
    assert seal("grant", "her", "--compartment", "w", "--key-file", key, "--new-key-file", tmp_path / "hers")[0] == 0
    hers = ("read", note, "--compartment", "w", "--key-file", tmp_path / "hers", *why)
    assert CANARY in seal(*hers)[1]
    assert "w: locks first, her" in seal("list")[1]
    assert seal("rotate", "--compartment", "w", "--key-file", key)[0] == 0
    assert CANARY in seal(*hers)[1]
    assert seal("revoke", "her", "--compartment", "w", "--key-file", key)[0] == 0
    assert seal(*hers)[0] == 1
    assert marsad("verify", root).exit_code == 0
    assert seal("erase", note, "--compartment", "w", "--ground", "her wish")[0] == 0
    assert seal("read", note, "--compartment", "w", "--key-file", key, *why)[0] == 1
    assert marsad("verify", root).exit_code == 0
    for path in root.rglob("*"):
        assert CANARY.encode() not in (path.read_bytes() if path.is_file() else b"")


def test_a_compartment_opens_with_a_passphrase_that_is_typed(root):
    words = "four words of mine\n"
    assert marsad("seal", "--archive", root, "grant", "typed", "--key-file", "none", given=words).exit_code == 1
    result = marsad("seal", "--archive", root, "read", "--why", "a test", given="four words of hers\n")
    assert result.exit_code == 1
    assert "No lock" in result.output
    assert "hers" not in result.output


def test_no_secret_can_be_given_on_the_command_line_or_by_the_environment():
    def parameters(command):
        yield from command.params
        for sub in getattr(command, "commands", {}).values():
            yield from parameters(sub)

    context = click.Context(main)
    for name in main.list_commands(context):
        for parameter in parameters(main.get_command(context, name)):
            assert "pass" not in parameter.name
            assert not getattr(parameter, "hide_input", False)
            assert parameter.envvar in (None, "MARSAD_ARCHIVE", "MARSAD_AUTHOR")


def test_an_erased_original_is_gone_and_the_log_still_verifies(root):
    path = min((root / "originals").glob("*/*"))
    told = path.read_bytes()[:30]
    assert marsad("erase", "--archive", root, path.name, "--ground", "court order", given="n\n").exit_code == 1
    assert path.exists()
    result = marsad("erase", "--archive", root, path.name, "--ground", "court order", "--yes")
    assert result.exit_code == 0, result.output
    assert not path.exists()
    verified = marsad("verify", root)
    assert verified.exit_code == 0, verified.output
    for other in root.rglob("*"):
        assert told not in (other.read_bytes() if other.is_file() else b""), other
    assert marsad("erase", "--archive", root, "f" * 64, "--ground", "x", "--yes").exit_code == 1


def test_doctor_is_well_and_names_what_is_not(root, tmp_path):
    well = marsad("doctor", "--archive", root)
    assert well.exit_code == 0, well.output
    (root / "keys" / "log.pem").chmod(0o644)
    (root / "marsad.toml").write_text("nonsense = 1\n", encoding="utf-8")
    (root / "keys" / ".incoming-x").write_text("")
    ill = marsad("doctor", "--archive", root, "--json")
    assert ill.exit_code == 1
    kinds = {finding["kind"] for one in json.loads(ill.output) for finding in one["findings"]}
    assert kinds == {"key_exposed", "settings_broken", "leftover"}
    assert "chmod go-rwx" in marsad("doctor", "--archive", root).output
    assert marsad("doctor", "--archive", tmp_path / "none").exit_code == 0


def test_an_archive_named_on_the_command_line_goes_before_the_environment(root, tmp_path, monkeypatch):
    whole_archive(tmp_path / "other", originals=1)
    monkeypatch.setenv("MARSAD_ARCHIVE", str(tmp_path / "other"))
    said = [marsad("verify", "--archive", root), marsad("--archive", root, "verify")]
    assert all(result.output.startswith("Whole: 4 originals") for result in said)
    assert marsad("verify").output.startswith("Whole: 1 originals")
    kept = tmp_path / "kept.txt"
    assert marsad("checkpoint", "--archive", root, "--copy-to", kept).exit_code == 0
    assert marsad("checkpoint", "--archive", root, "compare", kept).output.startswith("Same")
    assert marsad("checkpoint", "compare", kept).output.startswith("Other")
