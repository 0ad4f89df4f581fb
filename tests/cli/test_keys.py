"""The commands about keys, kept checkpoints and witnesses, as a user types them."""

import json
import shutil

import pytest
from click.testing import CliRunner
from tests.faults.archives import take_in, whole_archive

from marsad.archive import Archive
from marsad.cli import main
from marsad.pipeline.recording import Recorder

PASSPHRASE = "five random words of mine"  # noqa: S105


def marsad(*words, given=None):
    return CliRunner().invoke(main, [str(word) for word in words], input=given)


def done(*words, given=None):
    result = marsad(*words, given=given)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "archive"
    whole_archive(root, originals=3)
    return root


@pytest.fixture
def root(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def key(tmp_path):
    done("seal", "key", tmp_path / "key")
    return tmp_path / "key"


def test_an_archive_is_guarded_from_its_creation(tmp_path):
    root, report = tmp_path / "archive", tmp_path / "report.txt"
    report.write_text("Five people were killed in Aleppo on 3 March 2024.")
    line = done("keys", "--archive", root, "create", given=f"{PASSPHRASE}\n{PASSPHRASE}\n").splitlines()[-1]
    assert b"ENCRYPTED" in (root / "keys" / "log.pem").read_bytes()
    assert line == done("checkpoint", "--archive", root, "--show-key").splitlines()[0]
    done("run", "--archive", root, report)
    assert not (root / "checkpoints").exists()
    assert marsad("checkpoint", "--archive", root, given="wrong wrong wrong\n").exit_code == 1
    done("checkpoint", "--archive", root, given=f"{PASSPHRASE}\n")
    done("verify", root)
    for path in root.rglob("*"):
        assert not path.is_file() or PASSPHRASE.encode() not in path.read_bytes(), path
    again = marsad("keys", "--archive", root, "create", given=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert again.exit_code == 1
    assert "keys passphrase" in again.output


def test_a_key_file_guards_and_opens_also_with_openssl(root, key):
    import hashlib
    import subprocess

    done("keys", "--archive", root, "passphrase", "--new-key-file", key)
    done("verify", root)
    assert marsad("checkpoint", "--archive", root, given="x\n").exit_code == 1
    done("checkpoint", "--archive", root, "--key-file", key)
    told = hashlib.sha256(key.read_bytes()).hexdigest()
    opened = subprocess.run(["openssl", "pkey", "-in", root / "keys" / "log.pem", "-passin", "stdin", "-noout"],
                            input=told.encode(), capture_output=True, check=False)  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    done("keys", "--archive", root, "passphrase", "--key-file", key, "--no-passphrase")
    done("checkpoint", "--archive", root)


def test_a_key_is_replaced_and_proofs_are_checked_from_the_old_one_on(root, key, tmp_path):
    trusted = tmp_path / "trusted.vkey"
    trusted.write_text(done("checkpoint", "--archive", root, "--show-key").splitlines()[0] + "\n")
    said = done("keys", "--archive", root, "replace", "--reason", "the laptop was stolen", "--compromised",
                "--new-key-file", key, "--author", "the keeper")  # fmt: skip
    handover = said.splitlines()[-1]
    done("verify", root)
    assert "the laptop was stolen" in done("log", "--archive", root)
    told = json.loads(done("keys", "--archive", root, "--json"))
    assert [(one["since"] == 0, one["until"] is None, one["because"]) for one in told] == [
        (True, False, "compromised"), (False, True, ""),
    ]  # fmt: skip
    assert "then compromised" in done("keys", "--archive", root)
    original = next((root / "originals").glob("*/*")).name
    proof = tmp_path / "proof"
    done("prove", "--archive", root, original, "--disclose", "--output", proof)
    assert marsad("verify", "--proof", proof, "--key", trusted).exit_code == 1
    assert "The proof holds" in done("verify", "--proof", proof, "--key", trusted, "--handover", handover)
    saved = tmp_path / "a.backup"
    done("backup", "--archive", root, saved)
    done("restore", saved, tmp_path / "restored")
    assert "then compromised" in done("keys", "--archive", tmp_path / "restored")


def test_a_kept_checkpoint_tells_an_older_backup(root, tmp_path):
    older, kept, first = tmp_path / "older", tmp_path / "kept.txt", tmp_path / "first.txt"
    shutil.copytree(root, older)
    done("checkpoint", "--archive", root, "--copy-to", first)
    with Archive.open(root) as archive, archive.writing():
        take_in(archive, Recorder("the tester"), "later.txt", b"later")
    done("checkpoint", "--archive", root, "--copy-to", kept)
    assert done("checkpoint", "--archive", root, "compare", kept).startswith("Same")
    assert done("checkpoint", "--archive", root, "compare", first).startswith("Extended")
    assert done("checkpoint", "--archive", root, "compare", first, kept).startswith("Extended")
    result = marsad("checkpoint", "--archive", older, "compare", kept, "--json")
    assert (result.exit_code, json.loads(result.output)["standing"]) == (1, "older")
    assert marsad("checkpoint", "--archive", older, "compare", kept).output.startswith("Older")
    with Archive.open(older) as archive, archive.writing():
        take_in(archive, Recorder("the tester"), "other.txt", b"another history")
    assert marsad("checkpoint", "--archive", older, "compare", kept).output.startswith("Changed")
    whole_archive(tmp_path / "other", originals=1)
    assert marsad("checkpoint", "--archive", tmp_path / "other", "compare", kept).output.startswith("Other")
    assert marsad("checkpoint", "--archive", tmp_path / "none", "compare", kept).exit_code == 1
    assert marsad("checkpoint", "--archive", root, "compare", tmp_path / "no").exit_code == 1


def test_a_witness_signs_and_the_archive_keeps_it(root, key, tmp_path):
    log, witness = root / "keys" / "log.vkey", tmp_path / "witness"
    done("keys", "witness", witness, "witness.example/w1", "--key-file", key)
    first, signed = tmp_path / "first.txt", tmp_path / "signed.txt"
    done("checkpoint", "--archive", root, "--copy-to", first)
    done("checkpoint", "cosign", first, "--witness", witness, "--key", log, "--key-file", key, "--output", signed)
    said = done("checkpoint", "--archive", root, "adopt", signed, "--witness-key", witness / "log.vkey")
    assert "witness.example/w1" in said
    done("verify", root)
    kept = max((root / "checkpoints").glob("*.txt"))
    kept.chmod(0o600)
    kept.write_text(signed.read_text().replace("— witness.example/w1", "— witness.example/w0"))
    broken = marsad("verify", root)
    assert (broken.exit_code, kept.name in broken.output) == (1, True)
    kept.write_text(signed.read_text())
    with Archive.open(root) as archive, archive.writing():
        take_in(archive, Recorder("the tester"), "later.txt", b"later")
    later, growth = tmp_path / "later.txt", tmp_path / "growth"
    done("checkpoint", "--archive", root, "--copy-to", later)
    sign = ["checkpoint", "cosign", "--witness", witness, "--key", log, "--key-file", key]
    assert marsad(*sign, later).exit_code == 1
    done("prove", "--archive", root, "--since", first, "--output", growth)
    assert "— witness.example/w1" in done(*sign, growth)
    done("backup", "--archive", root, tmp_path / "a.backup")
    done("restore", tmp_path / "a.backup", tmp_path / "restored")
    done("verify", tmp_path / "restored")
