"""Signed notes and checkpoints: known ones, what several keys mean, and that every bit counts."""

import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import MarsadError, ProofError
from marsad.vault.checkpoints import (
    LARGEST_SIZE,
    Standing,
    compare,
    cosign,
    make_checkpoint,
    parse_checkpoint,
    standing,
    verify_checkpoint,
)
from marsad.vault.merkle import MemoryNodes, Tree, leaf_hash, roots_of
from marsad.vault.notes import parse_note, sign_note, signers
from marsad.vault.signing import SigningKey, generate_key, parse_verifier

PAGE = Path(__file__).parents[2] / "docs" / "method" / "vault.md"
ORIGIN = "example.org/coast"
KEY = generate_key(ORIGIN)
WITNESS = generate_key("witness.example/w1")
ROOT = bytes(range(32))
# the example of Go's documentation of signed notes
NEUMANN = parse_verifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# the example of the C2SP document on checkpoints
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def grown(count, changed=()):
    tree = Tree(MemoryNodes(), 0)
    for number in range(count):
        tree.append(leaf_hash(f"{number}{'!' if number in changed else ''}".encode()))
    return tree


def checkpoint_of(tree, key=KEY):
    return verify_checkpoint(make_checkpoint(key.verifier.name, tree.size, tree.root(), key), key.verifier)


def test_a_known_note_holds():
    note = parse_note(NOTE)
    assert signers(note, [NEUMANN]) == (NEUMANN,)
    assert str(note) == NOTE


def test_a_text_may_hold_blank_lines_and_any_script():
    text = "سطر\n\n\nآخر — x y\n"
    note = parse_note(sign_note(text, [KEY]))
    assert note.text == text
    assert signers(note, [KEY.verifier]) == (KEY.verifier,)


def test_the_checkpoint_on_the_page_about_the_vault_holds():
    shown = re.search(r"^```text\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    key = SigningKey("marsad-3f0c9a51d2b47e68", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    checkpoint = verify_checkpoint(shown[1], key.verifier)
    assert checkpoint.root == roots_of([leaf_hash(b"%d" % number) for number in range(5)], [5])[5]


def test_a_known_checkpoint_is_read():
    checkpoint = parse_checkpoint(SOFA)
    assert (checkpoint.origin, checkpoint.size, checkpoint.extensions) == ("example.com/behind-the-sofa", 20852163, ())
    assert checkpoint.root.hex()[:8] == "0ac5186a"


@given(st.integers(0, LARGEST_SIZE), st.binary(min_size=32, max_size=32), st.lists(st.text("aب =+—", min_size=1)))
def test_what_is_made_is_read_back_and_made_the_same_again(size, root, extensions):
    text = make_checkpoint(ORIGIN, size, root, KEY, extensions=extensions)
    checkpoint = verify_checkpoint(text, KEY.verifier)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == (ORIGIN, size, root)
    assert checkpoint.extensions == tuple(extensions)
    assert text == str(checkpoint.note) == make_checkpoint(ORIGIN, size, root, KEY, extensions=extensions)
    assert verify_checkpoint(text.encode(), KEY.verifier) == checkpoint


def test_no_flipped_bit_in_a_checkpoint_goes_unseen():
    data = make_checkpoint(ORIGIN, 1234, ROOT, KEY, extensions=["kept"]).encode()
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ProofError, match="Next:"):
            verify_checkpoint(bytes(changed), KEY.verifier)


def test_no_truncated_checkpoint_holds():
    data = make_checkpoint(ORIGIN, 1234, ROOT, KEY).encode()
    for length in range(len(data)):
        with pytest.raises(ProofError):
            verify_checkpoint(data[:length], KEY.verifier)
    with pytest.raises(ProofError):
        verify_checkpoint(data.replace(b"\n", b"\r\n"), KEY.verifier)


def test_signatures_of_unknown_keys_are_ignored_and_known_ones_counted():
    text = cosign(make_checkpoint(ORIGIN, 7, ROOT, KEY), WITNESS)
    both = [KEY.verifier, WITNESS.verifier]
    assert signers(verify_checkpoint(text, *both).note, both) == tuple(both)
    assert verify_checkpoint(text, KEY.verifier).size == 7
    assert cosign(text, WITNESS) == text
    stranger = text.replace("— witness.example/w1 ", "— someone.else ")
    assert signers(verify_checkpoint(stranger, *both).note, both) == (KEY.verifier,)


def test_a_wrong_signature_in_the_name_of_a_known_key_spoils_the_whole_note():
    text = cosign(make_checkpoint(ORIGIN, 7, ROOT, KEY), WITNESS)
    other = cosign(make_checkpoint(ORIGIN, 8, ROOT, KEY), WITNESS)
    mixed = text.rsplit("—", 1)[0] + "—" + other.rsplit("—", 1)[1]
    assert verify_checkpoint(mixed, KEY.verifier).size == 7
    with pytest.raises(ProofError, match=r"witness\.example/w1 does not fit"):
        verify_checkpoint(mixed, KEY.verifier, WITNESS.verifier)


def test_a_witness_alone_does_not_speak_for_the_log():
    text = cosign(make_checkpoint(ORIGIN, 7, ROOT, KEY), WITNESS)
    with pytest.raises(ProofError, match="not signed by a key of that log"):
        verify_checkpoint(text, WITNESS.verifier)
    with pytest.raises(ProofError, match="not signed by a key of that log"):
        verify_checkpoint(text)


def test_a_key_of_the_same_name_is_not_the_same_key():
    impostor = generate_key(ORIGIN)
    with pytest.raises(ProofError, match="not signed"):
        verify_checkpoint(make_checkpoint(ORIGIN, 7, ROOT, impostor), KEY.verifier)


def test_an_old_key_still_checks_after_a_new_one_took_over():
    successor = generate_key(ORIGIN)
    keys = [KEY.verifier, successor.verifier]
    for key in (KEY, successor):
        assert verify_checkpoint(make_checkpoint(ORIGIN, 7, ROOT, key), *keys).size == 7


MALFORMED = {
    "no blank line": "a\n1\nb",
    "no signature": "a\n1\nb\n\n",
    "signature without dash": SOFA.replace("\n\n— ", "\n\n- "),
    "signature without name": SOFA.replace("— example.com/behind-the-sofa ", "—  "),
    "plus in a name": SOFA.replace("— example.com/behind", "— example.com+behind"),
    "signature too short": SOFA.rsplit(" ", 1)[0] + " Az3grg==\n",
    "size with leading zero": SOFA.replace("\n20852163", "\n020852163"),
    "size with a sign": SOFA.replace("\n20852163", "\n+20852163"),
    "size in other digits": SOFA.replace("\n20852163", "\n٢٠٨٥"),
    "size in superscript": SOFA.replace("\n20852163", "\n²"),
    "size out of range": SOFA.replace("\n20852163", f"\n{LARGEST_SIZE + 1}"),
    "size that would take long to read": SOFA.replace("\n20852163", "\n" + "9" * 500_000),
    "size missing": SOFA.replace("\n20852163", ""),
    "empty origin": SOFA.replace("example.com/behind-the-sofa\n2", "\n2"),
    "short root": SOFA.replace("CsUYapGG", ""),
    "root with stray bits": SOFA.replace("q2I=", "q2J="),
    "root with spaces": SOFA.replace("CsUY", "Cs UY"),
    "carriage returns": SOFA.replace("\n", "\r\n"),
    "null byte": SOFA.replace("sofa\n2", "sofa\0\n2"),
    "lone surrogate": SOFA.replace("sofa\n2", "sofa\ud800\n2"),
    "too many signatures": SOFA + SOFA.rsplit("\n\n", 1)[1] * 100,
    "too large": "x" * (1 << 21),
    "not UTF-8": b"\xff" + SOFA.encode(),
    "empty": "",
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_malformed_checkpoints_say_what_is_wrong(text):
    with pytest.raises(ProofError, match=r"^Not a (signed note|checkpoint): .*Next: "):
        parse_checkpoint(text)


@given(st.one_of(st.text(), st.binary(), st.text("a1\n— =+", max_size=60)))
def test_anything_else_is_refused_and_never_crashes(text):
    with pytest.raises(ProofError):
        verify_checkpoint(text, KEY.verifier)


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_checkpoint(ORIGIN, -1, ROOT, KEY),
        lambda: make_checkpoint(ORIGIN, LARGEST_SIZE + 1, ROOT, KEY),
        lambda: make_checkpoint(ORIGIN, 1, ROOT[1:], KEY),
        lambda: make_checkpoint(ORIGIN, 1, ROOT, WITNESS),
        lambda: make_checkpoint(ORIGIN, 1, ROOT),
        lambda: make_checkpoint(ORIGIN, 1, ROOT, KEY, extensions=[""]),
        lambda: make_checkpoint(ORIGIN, 1, ROOT, KEY, extensions=["two\nlines"]),
        lambda: make_checkpoint(ORIGIN, 1, ROOT, KEY, extensions=["a\rb"]),
    ],
)
def test_what_could_not_be_read_back_is_not_made(make):
    with pytest.raises(MarsadError):
        make()


def test_a_grown_log_extends_what_was_kept():
    log, kept = grown(30), checkpoint_of(grown(20))
    assert standing(kept, log, ORIGIN) is Standing.EXTENDED
    assert standing(checkpoint_of(log), log, ORIGIN) is Standing.SAME
    assert compare(kept, checkpoint_of(log), log) is Standing.EXTENDED
    assert compare(kept, checkpoint_of(grown(25)), log) is Standing.EXTENDED
    assert compare(kept, kept, log) is Standing.SAME


def test_a_restored_backup_is_seen_as_older_by_whoever_kept_a_later_checkpoint():
    backup, later = grown(20), checkpoint_of(grown(30))
    assert standing(later, backup, ORIGIN) is Standing.OLDER
    assert compare(checkpoint_of(grown(10)), later, backup) is Standing.OLDER


def test_a_backup_that_grew_again_is_seen_as_changed():
    later = checkpoint_of(grown(30))
    went_on = grown(40, changed=range(20, 40))
    assert standing(later, went_on, ORIGIN) is Standing.CHANGED
    assert compare(checkpoint_of(grown(20)), later, went_on) is Standing.CHANGED
    assert compare(checkpoint_of(grown(20)), checkpoint_of(went_on), went_on) is Standing.EXTENDED


def test_one_changed_entry_is_a_changed_history():
    kept = checkpoint_of(grown(20))
    for number in range(20):
        assert standing(kept, grown(30, changed=[number]), ORIGIN) is Standing.CHANGED


def test_two_checkpoints_of_one_size_cannot_both_be_of_the_log():
    log = grown(20)
    assert compare(checkpoint_of(log), checkpoint_of(grown(20, changed=[3])), log) is Standing.CHANGED


def test_checkpoints_given_the_wrong_way_round_and_of_other_logs():
    log = grown(30)
    assert compare(checkpoint_of(log), checkpoint_of(grown(20)), log) is Standing.OLDER
    assert compare(checkpoint_of(grown(20), WITNESS), checkpoint_of(log), log) is Standing.OTHER
    assert standing(checkpoint_of(log), log, "example.org/other") is Standing.OTHER
