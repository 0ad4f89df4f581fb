"""`marsad prove` in an archive, `marsad verify --proof` far from it."""

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from tests.faults.archives import take_in
from tests.vault.test_openssl_recipe import BLOCKS

from marsad.archive import Archive
from marsad.cli import main
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.judging import judgements_of
from marsad.pipeline.recording import Recorder
from marsad.vault.signing import generate_key

REPORT = "Gunmen killed three civilians in the town of Jableh on 7 March 2025, a medic told us."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An archive with an original, a checkpoint over it alone, and then a judgement; and what a stranger has."""
    folder = tmp_path_factory.mktemp("made")
    root = folder / "archive"
    (folder / "original").write_text(REPORT, encoding="utf-8")
    assert marsad("--archive", root, "run", folder / "original", "--why", "for a court").exit_code == 0
    assert marsad("--archive", root, "checkpoint", "--copy-to", folder / "older").exit_code == 0
    [claim, *_] = json.loads(marsad("--archive", root, "list", "claims", "--json").output)
    judged = marsad("--archive", root, "judge", "accept", claim["id"], "--reason", "I saw it")
    assert judged.exit_code == 0, judged.output
    assert marsad("--archive", root, "checkpoint").exit_code == 0
    (folder / "key").write_text(marsad("--archive", root, "checkpoint", "--show-key").stdout, encoding="utf-8")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made"


def marsad(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def prove(folder, *words):
    done = marsad("--archive", folder / "archive", "prove", *words, "--output", folder / "proof")
    assert done.exit_code == 0, done.output
    shutil.rmtree(folder / "archive")  # whoever checks has none
    return done.stderr


def verify(folder, *words):
    return marsad("verify", "--proof", folder / "proof", "--key", folder / "key", *words)


def original(folder):
    return next((folder / "archive" / "originals").glob("*/*")).name


def judgement(folder):
    with Archive.open(folder / "archive") as archive:
        return judgements_of(archive)[0].id


def test_a_disclosed_capture_is_proved_and_checked_without_the_archive(folder):
    sha256 = original(folder)
    prove(folder, sha256, "--disclose")
    checked = verify(folder)
    assert checked.exit_code == 0, checked.output
    assert checked.output.startswith("The proof holds: it is entry 0 of the first")
    assert sha256 in checked.output
    assert "for a court" in checked.output
    told = json.loads(verify(folder, "--json").output)
    assert (told["holds"], told["entry"]) == (True, 0)
    assert json.loads(told["says"])["facts"]["custody"]["why"] == "for a court"


def test_an_undisclosed_proof_shows_nothing_and_holds_for_its_leaf_only(folder):
    told = prove(folder, judgement(folder))
    leaf = told.split("Leaf: ")[1].split()[0]
    assert "extra" not in (folder / "proof").read_text(encoding="utf-8")
    assert "not disclosed" in verify(folder, "--leaf", leaf).output
    assert verify(folder, "--leaf", leaf).exit_code == 0
    assert "with --leaf" in verify(folder).output
    assert verify(folder).exit_code == 1
    assert verify(folder, "--leaf", "0" * 64).exit_code == 1
    assert "about an entry" in verify(folder, "--leaf", leaf, "--known-checkpoint", folder / "older").output
    assert "64 hexadecimal digits" in verify(folder, "--leaf", "0x").output


def test_a_judgement_is_proved_by_the_start_of_its_id(folder):
    prove(folder, judgement(folder)[:9], "--disclose")
    assert "I saw it" in verify(folder).output


@pytest.mark.parametrize("what", ["documents", "claims"])
def test_what_was_read_leads_to_the_capture_of_its_original(folder, what):
    [found, *_] = json.loads(marsad("--archive", folder / "archive", "list", what, "--json").output)
    assert f"capture of {original(folder)}" in prove(folder, found["id"])


def test_an_entry_is_proved_under_an_older_checkpoint_unless_it_came_later(folder):
    late = marsad("--archive", folder / "archive", "prove", judgement(folder), "--checkpoint", folder / "older")
    assert late.exit_code == 1
    assert "it came later" in late.output
    size = int((folder / "older").read_text(encoding="utf-8").split("\n")[1])
    assert f"of {size:,} entries" in prove(folder, original(folder), "--checkpoint", folder / "older", "--disclose")
    assert f"of the first {size:,} in" in verify(folder).output


def test_growth_is_proved_since_a_kept_checkpoint(folder):
    prove(folder, "--since", folder / "older")
    checked = verify(folder, "--known-checkpoint", folder / "older")
    assert checked.exit_code == 0, checked.output
    assert "are unchanged" in checked.output
    assert "since" in json.loads(verify(folder, "--known-checkpoint", folder / "older", "--json").output)
    assert "--known-checkpoint" in verify(folder).output
    assert "leave --leaf out" in verify(folder, "--known-checkpoint", folder / "older", "--leaf", "0" * 64).output
    assert verify(folder).exit_code == 1


def test_every_change_of_a_proof_and_another_key_are_refused(folder):
    prove(folder, original(folder), "--disclose")
    (folder / "proof").chmod(0o600)
    kept = (folder / "proof").read_bytes()
    for place in range(0, len(kept), 9):
        (folder / "proof").write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
        assert verify(folder).exit_code == 1, place
    (folder / "proof").write_bytes(kept)
    (folder / "key").write_text(f"{generate_key('another').verifier.line}\n", encoding="utf-8")
    assert "not signed by a key" in verify(folder).output


def test_a_checkpoint_of_another_archive_proves_nothing_here(folder, tmp_path):
    with Archive.create(tmp_path / "other") as other:
        take_in(other, Recorder("x"), "x.txt", b"x")
        path = checkpoint_after_run(other)
    for option in ("--checkpoint", "--since"):
        words = [original(folder)] if option == "--checkpoint" else []
        refused = marsad("--archive", folder / "archive", "prove", *words, option, path)
        assert refused.exit_code == 1
        assert "not signed by a key of that log" in refused.output


def test_an_erased_entry_is_proved_and_not_disclosed(folder):
    sha256 = original(folder)
    assert marsad("--archive", folder / "archive", "erase", sha256, "--ground", "x", "--yes").exit_code == 0
    refused = marsad("--archive", folder / "archive", "prove", sha256, "--disclose")
    assert "was erased" in refused.output
    leaf = prove(folder, sha256).split("Leaf: ")[1].split()[0]
    assert verify(folder, "--leaf", leaf).exit_code == 0


def test_what_is_derived_has_no_entry_and_odd_commands_are_refused(folder):
    root = folder / "archive"
    [incident, *_] = json.loads(marsad("--archive", root, "list", "incidents", "--json").output)
    assert marsad("--archive", root, "prove", incident["id"]).exit_code == 1
    for words in ([], ["x", "--since", folder / "older"], ["--since", folder / "older", "--disclose"]):
        assert marsad("--archive", root, "prove", *words).exit_code == 2
    for words in (["--proof", "x"], ["--key", "x"], ["--leaf", "00"], ["x", "--proof", "x", "--key", "x"]):
        assert marsad("verify", *words).exit_code == 2
    assert "cannot be read" in verify(folder).output


def test_the_page_for_strangers_accepts_what_the_command_writes(folder, openssl):
    if not all(shutil.which(tool) for tool in ("sh", "sha256sum", "base64", "xxd")):
        pytest.skip("a tool that the page names is not installed")
    shutil.copy(folder / "archive" / "keys" / "log.pub.pem", folder / "log.pub.pem")
    prove(folder, original(folder), "--disclose")
    shutil.copy(folder / "proof", folder / "entry.tlog-proof")
    done = subprocess.run(["sh"], input="".join(BLOCKS).encode(), cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().endswith("The proof holds.\n")
    assert (folder / "key").read_text(encoding="utf-8").strip() in done.stdout.decode()
    assert (folder / "original").read_text(encoding="utf-8") == REPORT
