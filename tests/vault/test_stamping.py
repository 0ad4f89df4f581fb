"""`marsad timestamp` and `marsad checkpoint --show-key`, with an authority made here by openssl."""

import json
import shutil

import pytest
from click.testing import CliRunner
from tests.faults.archives import whole_archive
from tests.vault.authority import Authority

from marsad.cli import main
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.vault.signing import load_key, parse_verifier


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "archive"
    whole_archive(root, originals=3)
    return root


@pytest.fixture
def root(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture(scope="module")
def authority(openssl, tmp_path_factory):
    return Authority(openssl, tmp_path_factory.mktemp("authority") / "tsa")


@pytest.fixture
def chain(authority, tmp_path):
    (tmp_path / "chain.pem").write_bytes(authority.chain)
    return tmp_path / "chain.pem"


@pytest.fixture
def response(authority, root, tmp_path):
    """The authority's answer to the request for the newest checkpoint."""
    made = marsad("--archive", root, "timestamp", "request", "--output", tmp_path / "r.tsq")
    assert made.exit_code == 0, made.output
    shutil.copy(tmp_path / "r.tsq", authority.folder / "request")
    (authority.folder / "request").chmod(0o600)
    (tmp_path / "r.tsr").write_bytes(authority.answer())
    return tmp_path / "r.tsr"


def marsad(*words, given=None):
    return CliRunner().invoke(main, [str(word) for word in words], input=given)


def attach(root, response, chain):
    return marsad("--archive", root, "timestamp", "attach", response, "--chain", chain)


def told(root):
    return json.loads(marsad("verify", root, "--all", "--json").output)["findings"]


def kept_in(root):
    return {path: path.read_bytes() for path in [root / "inventory.txt", *(root / "checkpoints").iterdir()]}


def newest(root):
    return max((root / "checkpoints").glob("*.txt"))


def test_a_stamp_is_asked_for_attached_and_verified(root, response, chain):
    done = attach(root, response, chain)
    assert done.exit_code == 0, done.output
    assert "says CN=tsa,O=Test" in done.output
    stem = newest(root).stem
    kept = sorted(path.name for path in (root / "checkpoints").glob(f"{stem}.1.*"))
    assert kept == [f"{stem}.1.pem", f"{stem}.1.sha256", f"{stem}.1.tsr"]
    assert told(root) == []
    assert all(name in (root / "inventory.txt").read_text(encoding="utf-8") for name in kept)


@pytest.mark.parametrize("suffix", ["tsr", "pem", "sha256"])
def test_verify_names_a_stamp_that_was_changed_or_taken_away(root, response, chain, suffix):
    assert attach(root, response, chain).exit_code == 0
    path = root / "checkpoints" / f"{newest(root).stem}.1.{suffix}"
    kept = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(kept[:-20] + b"!" + kept[-19:])
    assert {finding["kind"] for finding in told(root)} == {"time_stamp_broken", "file_changed"}
    path.unlink()
    kinds = {finding["kind"] for finding in told(root)}
    assert kinds == ({"file_missing"} if suffix == "tsr" else {"time_stamp_broken", "file_missing"})


def test_a_stamp_goes_to_the_checkpoint_it_is_over_also_when_that_is_no_longer_the_newest(root, response, chain):
    from tests.faults.archives import take_in

    from marsad.archive import Archive
    from marsad.pipeline.recording import Recorder

    stamped = newest(root)
    with Archive.open(root) as archive:
        take_in(archive, Recorder("the tester"), "later.txt", b"later")
        checkpoint_after_run(archive)
    assert newest(root) != stamped
    assert attach(root, response, chain).exit_code == 0
    assert stamped.with_suffix(".1.tsr").is_file()
    assert told(root) == []


def test_an_archive_with_a_stamp_is_backed_up_and_restored(root, response, chain, tmp_path):
    assert attach(root, response, chain).exit_code == 0
    assert marsad("--archive", root, "backup", tmp_path / "a.backup").exit_code == 0
    back = marsad("restore", tmp_path / "a.backup", tmp_path / "back")
    assert back.exit_code == 0, back.output
    assert [finding["kind"] for finding in told(tmp_path / "back")] == ["key_absent"]
    assert (tmp_path / "back" / "checkpoints" / f"{newest(root).stem}.1.sha256").is_file()


def test_answers_that_do_not_hold_are_refused_and_leave_nothing(root, response, chain, authority, tmp_path):
    before = kept_in(root)
    (tmp_path / "other.tsr").write_bytes(authority.stamp(b"other bytes"))
    (tmp_path / "junk.tsr").write_bytes(b"\x30\x80junk")
    (tmp_path / "junk.pem").write_bytes(b"junk")
    for name, said in (("other.tsr", "over none of this"), ("junk.tsr", "cannot be read"), ("none", "cannot be read")):
        refused = attach(root, tmp_path / name, chain)
        assert refused.exit_code == 1
        assert said in refused.output
    assert "cannot be read as PEM" in attach(root, response, tmp_path / "junk.pem").output
    assert kept_in(root) == before


def test_where_the_key_has_a_passphrase_it_is_asked_for_and_a_wrong_one_keeps_nothing(root, response, chain):
    private = root / "keys" / "log.pem"
    private.write_bytes(load_key(root / "keys").pem(b"four words of mine"))
    before = kept_in(root)
    words = ("--archive", root, "timestamp", "attach", response, "--chain", chain)
    refused = marsad(*words, given="four words of hers\n")
    assert refused.exit_code == 1
    assert "passphrase is wrong" in refused.output
    assert kept_in(root) == before
    assert marsad(*words, given="four words of mine\n").exit_code == 0
    assert told(root) == []


def test_without_the_private_key_a_stamp_is_kept_and_checked_by_its_hashes(root, response, chain):
    (root / "keys" / "log.pem").unlink()
    signed = (root / "inventory.txt").read_bytes()
    assert attach(root, response, chain).exit_code == 0
    assert (root / "inventory.txt").read_bytes() == signed
    assert [finding["kind"] for finding in told(root)] == ["key_absent"]


def test_a_request_needs_a_checkpoint(tmp_path):
    refused = marsad("--archive", tmp_path, "timestamp", "request", "--output", tmp_path / "r")
    assert refused.exit_code == 1
    assert "run `marsad checkpoint` first" in refused.output


def test_the_key_is_shown_as_others_need_it_and_nothing_is_signed(root):
    before = sorted(root.rglob("*"))
    shown = marsad("--archive", root, "checkpoint", "--show-key")
    assert shown.exit_code == 0, shown.output
    line = (root / "keys" / "log.vkey").read_text(encoding="utf-8").strip()
    assert shown.stdout.strip() == line
    assert parse_verifier(line).pem == (root / "keys" / "log.pub.pem").read_bytes()
    assert str(root / "keys" / "log.pub.pem") in shown.output
    assert sorted(root.rglob("*")) == before
    assert marsad("--archive", root, "checkpoint", "--show-key", "--copy-to", root / "x").exit_code == 2
    assert "no archive here" in marsad("--archive", root / "none", "checkpoint", "--show-key").output
