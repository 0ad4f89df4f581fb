"""The recipe that a stranger follows: its commands are taken from the page, and run with the tools it names only."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from marsad.records import Draft, EntryKind, statement
from marsad.vault.checkpoints import cosign, make_checkpoint
from marsad.vault.merkle import MemoryNodes, Tree
from marsad.vault.proofs import Disclosure, prove_entry
from marsad.vault.signing import generate_key

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "verify-with-openssl.md"
TOOLS = ("sh", "openssl", "sha256sum", "base64", "xxd")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
ORIGIN = "example.org/coast"
KEY = generate_key(ORIGIN)
ORIGINAL = "تقرير وصل بالبريد\r\n".encode()
NAMED = hashlib.sha256(ORIGINAL).hexdigest()


class Facts(msgspec.Struct, frozen=True):
    """As hostile to a shell as facts can be."""

    why: str


def entry_of(kind=EntryKind.CAPTURE, subject=NAMED, why='* \\n %s $(id) `id` \u0007 "quoted" \''):
    draft = Draft.of(kind, subject, "ليلى", Facts(why))
    return Disclosure(bytes(range(32)), statement(draft, "2025-03-12T00:00:00.000000+00:00"))


ENTRY = entry_of()


def log_with_entry_at(index, size, entry=ENTRY):
    log = Tree(MemoryNodes(), 0)
    for number in range(size):
        log.append(entry.leaf if number == index else Disclosure(bytes(32), b"%d" % number).leaf)
    return log


def proof_of(index=5, size=13, entry=ENTRY):
    log = log_with_entry_at(index, size, entry)
    return prove_entry(log, index, make_checkpoint(ORIGIN, size, log.root(), KEY), entry)


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    """A folder with the tools that the page names, and no others."""
    folder = tmp_path_factory.mktemp("bin")
    for tool in TOOLS:
        found = shutil.which(tool)
        if not found:
            pytest.skip(f"{tool} is not installed")
        (folder / tool).symlink_to(os.path.realpath(found))
    return folder


@pytest.fixture
def follow(tools, tmp_path):
    def run(proof, original=ORIGINAL, key=KEY):
        (tmp_path / "original").write_bytes(original)
        (tmp_path / "entry.tlog-proof").write_text(proof, encoding="utf-8", newline="")
        (tmp_path / "log.pub.pem").write_bytes(key.verifier.pem)
        return subprocess.run(
            [tools / "sh", "-c", "\n".join(BLOCKS)],
            cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    return run


@pytest.mark.parametrize(
    ("index", "size"), [(0, 1), (0, 2), (1, 2), (2, 3), (5, 13), (12, 13), (8, 9), (7, 8), (63, 100), (96, 97)]
)
def test_a_proof_holds(follow, index, size):
    done = follow(proof_of(index, size))
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("The proof holds.")
    assert f"entry {index} of the first {size} in the log {ORIGIN}." in done.stdout
    assert KEY.verifier.line in done.stdout
    assert ENTRY.payload.decode() in done.stdout


def test_other_signatures_do_not_disturb(follow):
    log = log_with_entry_at(5, 13)
    checkpoint = cosign(make_checkpoint(ORIGIN, 13, log.root(), KEY), generate_key("witness.example/w"))
    head, _, tail = checkpoint.partition("\n\n")
    lines = tail.splitlines(keepends=True)
    for signatures in (lines, lines[::-1]):
        assert follow(prove_entry(log, 5, f"{head}\n\n{''.join(signatures)}", ENTRY)).returncode == 0


def test_a_changed_original_is_found(follow):
    done = follow(proof_of(), original=ORIGINAL + b" ")
    assert done.returncode == 1
    assert "no capture of this original" in done.stderr


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (entry_of(EntryKind.JUDGEMENT), "no capture"),
        (entry_of(subject="0" * 64, why=NAMED), "no capture"),
        (entry_of(subject="0" * 64, why=f'","kind":"capture","subject":"{NAMED}"}}'), "no capture"),
        (Disclosure(bytes(32), ENTRY.payload.replace(b"why", b"\x1b[2J")), "control characters"),
    ],
)
def test_an_entry_that_only_mentions_the_original_is_no_capture_of_it(follow, entry, word):
    done = follow(proof_of(entry=entry))
    assert done.returncode == 1
    assert word in done.stderr


def test_another_key_of_the_same_name_is_found(follow):
    done = follow(proof_of(), key=generate_key(ORIGIN))
    assert done.returncode == 1
    assert "has not signed" in done.stderr


def changed(old, new, count=1):
    proof = proof_of()
    assert old in proof
    return proof.replace(old, new, count)


@pytest.mark.parametrize(
    ("proof", "word"),
    [
        (changed("index 5", "index 4"), "does not lead"),
        (changed("index 5", "index 13"), "beyond"),
        (changed("index 5", "index 5x"), "a number is none"),
        (changed("\n13\n", "\n14\n"), "wrong"),
        (changed("\nindex 5\n", "\nindex 5\n\x1b[2J\n"), "control characters"),
        (changed("\n13\n", "\n130\n"), "does not lead"),
        (changed("\nexample.org/coast\n", "\nexample.org/coasts\n"), "has not signed"),
        (proof_of().rsplit("\n\n", 1)[0], "cut off"),
        (proof_of().replace("extra ", "other "), "shows no entry"),
        (re.sub(r"(index 5\n)(.*\n)", r"\1", proof_of()), "does not lead"),
        (re.sub(r"(index 5\n)(.*\n)", r"\1\2\2", proof_of()), "does not lead|too long"),
        ("", "cut off"),
    ],
)
def test_a_changed_proof_is_found(follow, proof, word):
    done = follow(proof)
    assert done.returncode == 1
    assert re.search(word, done.stderr)
    assert "The proof holds." not in done.stdout


def test_a_changed_signature_is_found(follow):
    proof = proof_of()
    other = proof_of(size=14)
    forged = proof.rsplit("— ", 1)[0] + "— " + other.rsplit("— ", 1)[1]
    done = follow(forged)
    assert done.returncode == 1
    assert "the signature is wrong" in done.stderr
