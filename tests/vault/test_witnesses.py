"""Witnesses sign what extends the last they saw, and nothing else."""

import pytest

from marsad.records import InputError, ProofError
from marsad.vault.checkpoints import Tenure, make_checkpoint, verify_checkpoint
from marsad.vault.merkle import MemoryNodes, Tree, leaf_hash
from marsad.vault.notes import signers
from marsad.vault.proofs import prove_extension
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import generate_key
from marsad.vault.witnesses import adopt, cosign_seen, load_witnesses

LOG = generate_key("example.org/coast")
WITNESS = generate_key("witness.example/w1")
TENURES = [Tenure(LOG.verifier)]


def grown(count, changed=()):
    tree = Tree(MemoryNodes(), 0)
    for number in range(count):
        tree.append(leaf_hash(f"{number}{'!' if number in changed else ''}".encode()))
    return tree


def checkpoint(tree):
    return make_checkpoint("example.org/coast", tree.size, tree.root(), LOG)


def cosigned(folder, data):
    return cosign_seen(folder, data.encode(), TENURES, WITNESS)


def test_a_witness_signs_the_first_it_sees_and_then_what_is_proved_to_extend_it(tmp_path):
    text = cosigned(tmp_path, checkpoint(grown(5)))
    assert signers(verify_checkpoint(text, LOG.verifier).note, [WITNESS.verifier]) == (WITNESS.verifier,)
    later = grown(12)
    text = cosigned(tmp_path, prove_extension(later, 5, checkpoint(later)))
    assert verify_checkpoint(text, LOG.verifier).size == 12
    assert cosigned(tmp_path, checkpoint(later)) == text


def test_a_witness_refuses_what_is_older_unproved_or_another_history(tmp_path):
    cosigned(tmp_path, checkpoint(grown(5)))
    for bad in (checkpoint(grown(4)), checkpoint(grown(6)), checkpoint(grown(5, changed=[2]))):
        with pytest.raises(ProofError, match="proved to extend"):
            cosigned(tmp_path, bad)
    forked = grown(9, changed=[1])
    with pytest.raises(ProofError, match="do not lead"):
        cosigned(tmp_path, prove_extension(forked, 5, checkpoint(forked)))
    later = grown(9)
    with pytest.raises(ProofError, match="does not start from"):
        cosigned(tmp_path, prove_extension(later, 4, checkpoint(later)))
    assert cosigned(tmp_path, prove_extension(later, 5, checkpoint(later)))


def test_a_proof_without_a_beginning_and_a_stranger_s_log_are_refused(tmp_path):
    later = grown(9)
    with pytest.raises(ProofError, match="no checkpoint of the log yet"):
        cosigned(tmp_path, prove_extension(later, 5, checkpoint(later)))
    with pytest.raises(ProofError, match="not signed"):
        cosign_seen(tmp_path, checkpoint(later).encode(), [Tenure(generate_key("example.org/coast").verifier)], WITNESS)
    assert not (tmp_path / "seen").exists()


def test_an_archive_keeps_a_witness_s_signature_and_nobody_else_s(tmp_path):
    shelf, keys, tree = CheckpointShelf(tmp_path / "checkpoints"), tmp_path / "keys", grown(5)
    path = shelf.sign(tree, LOG)
    text = cosigned(tmp_path / "w", checkpoint(tree))
    stranger = generate_key("stranger.example/s")
    with pytest.raises(ProofError, match="not the archive's checkpoint"):
        adopt(shelf, keys, TENURES, text.encode(), stranger.verifier)
    assert adopt(shelf, keys, TENURES, text.encode(), WITNESS.verifier) == path
    assert path.read_text() == text
    assert load_witnesses(keys) == (WITNESS.verifier,)
    assert adopt(shelf, keys, TENURES, text.encode(), WITNESS.verifier) == path
    other = cosign_seen(tmp_path / "s", text.encode(), TENURES, stranger)
    (tmp_path / "checkpoints" / f"{path.stem}.1.tsr").write_bytes(b"a stamp over the file as it is")
    with pytest.raises(InputError, match="time stamp"):
        adopt(shelf, keys, TENURES, other.encode(), stranger.verifier)
