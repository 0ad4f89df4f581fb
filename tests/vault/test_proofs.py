"""Proof files: what is written is believed, and nothing else is."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import InputError, ProofError
from marsad.vault.checkpoints import cosign, make_checkpoint, verify_checkpoint
from marsad.vault.merkle import MemoryNodes, Tree, leaf_hash
from marsad.vault.proofs import (
    Disclosure,
    prove_entry,
    prove_extension,
    verify_entry,
    verify_extension,
)
from marsad.vault.signing import generate_key

ORIGIN = "example.org/coast"
KEY = generate_key(ORIGIN)
COUNT = 21


def entry(number, changed=()):
    word = "changed" if number in changed else "entry"
    return Disclosure(hashlib.sha256(b"salt %d" % number).digest(), f'{{"{word}":{number}}}'.encode())


def grown(count, changed=()):
    tree = Tree(MemoryNodes(), 0)
    for number in range(count):
        tree.append(entry(number, changed).leaf)
    return tree


def signed(tree, size=None):
    size = tree.size if size is None else size
    return make_checkpoint(ORIGIN, size, tree.root(size), KEY)


LOG = grown(COUNT)


def test_an_entry_is_the_leaf_of_its_commitment():
    salt = bytes(range(32))
    assert Disclosure(salt, b"words").leaf == hashlib.sha256(b"\0" + hashlib.sha256(salt + b"words").digest()).digest()


@given(st.integers(1, COUNT).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_a_disclosed_entry_is_proved_by_its_file_alone(which):
    index, size = which
    proven = verify_entry(prove_entry(LOG, index, signed(LOG, size), entry(index)), KEY.verifier)
    assert (proven.index, proven.payload, proven.checkpoint.size) == (index, entry(index).payload, size)


@given(st.integers(0, COUNT - 1))
def test_a_proof_without_disclosure_shows_nothing_and_holds_for_its_leaf_only(index):
    proof = prove_entry(LOG, index, signed(LOG))
    assert "extra" not in proof
    assert verify_entry(proof, KEY.verifier, leaf=entry(index).leaf).payload is None
    with pytest.raises(ProofError, match="do not lead"):
        verify_entry(proof, KEY.verifier, leaf=entry((index + 1) % COUNT).leaf)
    with pytest.raises(ProofError, match="discloses no entry"):
        verify_entry(proof, KEY.verifier)


def test_the_file_is_in_the_published_form():
    lines = prove_entry(LOG, 20, signed(LOG), entry(20)).split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2] == "index 20"
    blank = lines.index("")
    assert len(lines[3:blank]) == len(LOG.inclusion_proof(20, COUNT)) == 2
    assert "\n".join(lines[blank + 1 :]) == signed(LOG)


@pytest.mark.parametrize("disclosure", [entry(6), None])
def test_no_flipped_bit_in_a_proof_goes_unseen(disclosure):
    data = prove_entry(LOG, 6, signed(LOG), disclosure).encode()
    leaf = entry(6).leaf
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ProofError, match="Next:"):
            verify_entry(bytes(changed), KEY.verifier, leaf=leaf)


def test_no_truncated_proof_holds():
    data = prove_entry(LOG, 6, signed(LOG), entry(6)).encode()
    for length in range(len(data)):
        with pytest.raises(ProofError):
            verify_entry(data[:length], KEY.verifier)


def test_a_disclosure_must_be_of_the_entry_asked_about():
    proof = prove_entry(LOG, 6, signed(LOG), entry(6))
    assert verify_entry(proof, KEY.verifier, leaf=entry(6).leaf).index == 6
    with pytest.raises(ProofError, match="another entry"):
        verify_entry(proof, KEY.verifier, leaf=entry(7).leaf)


@pytest.mark.parametrize("wrong", [entry(7), Disclosure(entry(6).salt, b"{}"), Disclosure(b"", b"{}")])
def test_a_proof_that_would_not_hold_is_not_made(wrong):
    with pytest.raises(ProofError, match="do not fit its place"):
        prove_entry(LOG, 6, signed(LOG), wrong)


def test_a_proof_of_somebody_elses_log_is_refused():
    stranger = generate_key(ORIGIN)
    checkpoint = make_checkpoint(ORIGIN, COUNT, LOG.root(), stranger)
    with pytest.raises(ProofError, match="not signed"):
        verify_entry(prove_entry(LOG, 6, checkpoint, entry(6)), KEY.verifier)


def test_witnesses_may_cosign_the_checkpoint_in_a_proof():
    witness = generate_key("witness.example/w")
    proof = prove_entry(LOG, 6, cosign(signed(LOG), witness), entry(6))
    assert verify_entry(proof, KEY.verifier, witness.verifier).index == 6


def test_nothing_is_proved_from_a_log_that_is_not_the_checkpoints():
    for other in (grown(COUNT, changed=[2]), grown(COUNT - 1)):
        with pytest.raises(ProofError, match="not of this log"):
            prove_entry(other, 1, signed(LOG))
        with pytest.raises(ProofError, match="not of this log"):
            prove_extension(other, 1, signed(LOG))
    with pytest.raises(InputError, match="no entry 21"):
        prove_entry(LOG, COUNT, signed(LOG))


@given(st.integers(0, COUNT).flatmap(lambda new: st.tuples(st.integers(0, new), st.just(new))))
def test_a_log_that_only_grew_can_show_it(sizes):
    old, new = sizes
    older = verify_checkpoint(signed(LOG, old), KEY.verifier)
    assert verify_extension(prove_extension(LOG, old, signed(LOG, new)), older, KEY.verifier).size == new


def test_no_flipped_bit_in_a_proof_of_growth_goes_unseen():
    older = verify_checkpoint(signed(LOG, 6), KEY.verifier)
    data = prove_extension(LOG, 6, signed(LOG)).encode()
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ProofError, match="Next:"):
            verify_extension(bytes(changed), older, KEY.verifier)


def test_a_rewritten_log_cannot_show_that_it_only_grew():
    kept = verify_checkpoint(signed(LOG, 9), KEY.verifier)
    rewritten = grown(COUNT, changed=[3])
    with pytest.raises(ProofError, match="do not lead"):
        verify_extension(prove_extension(rewritten, 9, signed(rewritten)), kept, KEY.verifier)
    with pytest.raises(ProofError, match="does not start from"):
        verify_extension(prove_extension(LOG, 8, signed(LOG)), kept, KEY.verifier)


HOSTILE = {
    "empty": "",
    "blank lines": "\n\n\n\n",
    "no checkpoint": "c2sp.org/tlog-proof@v1\nindex 0\n\n",
    "another version": prove_entry(LOG, 0, signed(LOG)).replace("@v1", "@v2"),
    "two extras": prove_entry(LOG, 0, signed(LOG), entry(0)).replace("\nindex", "\nextra eA==\nindex"),
    "extra too short": prove_entry(LOG, 0, signed(LOG)).replace("\nindex", "\nextra eA==\nindex"),
    "index with zeroes": prove_entry(LOG, 0, signed(LOG)).replace("index 0", "index 00"),
    "index beyond the log": prove_entry(LOG, 0, signed(LOG)).replace("index 0", "index 21"),
    "endless path": f"c2sp.org/tlog-proof@v1\nindex 0\n{'A' * 43}=\n" * 100_000 + "\n" + signed(LOG),
    "endless head": "extra x\n" * 100_000 + "\n" + signed(LOG),
    "carriage returns": prove_entry(LOG, 0, signed(LOG)).replace("\n", "\r\n"),
    "null": "\0",
    "lone surrogate": "\ud800",
    "not UTF-8": b"\xff\xfe",
    "too large": b"x" * ((1 << 26) + 1),
}


@pytest.mark.parametrize("proof", HOSTILE.values(), ids=HOSTILE)
def test_hostile_proofs_say_what_is_wrong(proof):
    with pytest.raises(ProofError, match="Next:"):
        verify_entry(proof, KEY.verifier, leaf=leaf_hash(b""))


@given(st.one_of(st.text(), st.binary(), st.text("index old\n 01=", max_size=80)))
def test_anything_else_is_refused_and_never_crashes(proof):
    with pytest.raises(ProofError):
        verify_entry(proof, KEY.verifier, leaf=leaf_hash(b""))
    with pytest.raises(ProofError):
        verify_extension(proof, verify_checkpoint(signed(LOG), KEY.verifier), KEY.verifier)
