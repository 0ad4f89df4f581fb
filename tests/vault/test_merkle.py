"""The hash tree against the vectors of RFC 6962's reference implementation, and what holds for every log."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import InputError
from marsad.vault.merkle import (
    EMPTY_ROOT,
    MemoryNodes,
    Tree,
    leaf_hash,
    node_hash,
    roots_of,
    verify_consistency,
    verify_inclusion,
)

# certificate-transparency's merkle tree tests
INPUTS = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
INPUTS.append(bytes(range(0x60, 0x70)))
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
MOST = 70


def grown(leaves):
    tree = Tree(MemoryNodes(), 0)
    for leaf in leaves:
        tree.append(leaf)
    return tree


def numbered(count):
    return [leaf_hash(str(number).encode()) for number in range(count)]


REFERENCE = grown(map(leaf_hash, INPUTS))
LOG = grown(numbered(MOST))


def defined_root(leaves):
    """The root as RFC 9162, 2.1.1 defines it, with none of the tree's short cuts."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return node_hash(defined_root(leaves[:middle]), defined_root(leaves[middle:]))


def flipped(data, bit):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_reference_tree(size):
    assert REFERENCE.root(size).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_of_the_reference_tree(index, size):
    assert [node.hex() for node in REFERENCE.inclusion_proof(index, size)] == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_of_the_reference_tree(old, new):
    assert [node.hex() for node in REFERENCE.consistency_proof(old, new)] == CONSISTENCY[old, new]


@pytest.mark.parametrize("size", range(MOST + 1))
def test_every_root_is_the_defined_one_however_it_is_made(size):
    leaves = numbered(size)
    assert LOG.root(size) == grown(leaves).root() == defined_root(leaves)
    assert roots_of(iter(leaves), [size, size + 1]) == {size: defined_root(leaves)}


def test_every_proof_of_every_entry_holds():
    for size in range(1, MOST + 1):
        for index, leaf in enumerate(numbered(size)):
            assert verify_inclusion(leaf, index, size, LOG.inclusion_proof(index, size), LOG.root(size))


def test_every_proof_that_the_log_only_grew_holds():
    for new in range(MOST + 1):
        for old in range(new + 1):
            assert verify_consistency(old, new, LOG.root(old), LOG.root(new), LOG.consistency_proof(old, new))


entries = st.integers(1, MOST).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
bits = st.integers(0, 255)


@given(entries, st.data())
def test_no_flipped_bit_in_an_inclusion_proof_goes_unseen(entry, data):
    index, size = entry
    leaf, proof, root = leaf_hash(str(index).encode()), LOG.inclusion_proof(index, size), LOG.root(size)
    bit = data.draw(bits)
    assert not verify_inclusion(flipped(leaf, bit), index, size, proof, root)
    assert not verify_inclusion(leaf, index, size, proof, flipped(root, bit))
    assert not verify_inclusion(leaf, index ^ (1 << bit % 16), size, proof, root)
    for place in range(len(proof)):
        changed = [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]
        assert not verify_inclusion(leaf, index, size, changed, root)
        assert not verify_inclusion(leaf, index, size, proof[:place] + proof[place + 1 :], root)
    assert not verify_inclusion(leaf, index, size, [*proof, root], root)


@given(entries, st.data())
def test_no_flipped_bit_in_a_consistency_proof_goes_unseen(entry, data):
    old, new = entry[0] + 1, entry[1]
    proof, roots = LOG.consistency_proof(old, new), (LOG.root(old), LOG.root(new))
    bit = data.draw(bits)
    assert not verify_consistency(old, new, flipped(roots[0], bit), roots[1], proof)
    assert not verify_consistency(old, new, roots[0], flipped(roots[1], bit), proof)
    assert not verify_consistency(old, new, *roots, [*proof, roots[1]])
    for place in range(len(proof)):
        changed = [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]
        assert not verify_consistency(old, new, *roots, changed)
        assert not verify_consistency(old, new, *roots, proof[:place] + proof[place + 1 :])


@given(
    st.integers(-2, 1 << 64),
    st.integers(-2, 1 << 64),
    st.lists(st.one_of(st.binary(max_size=40), st.binary(min_size=32, max_size=32)), max_size=80),
)
def test_hostile_proofs_are_refused_and_never_crash(index, size, proof):
    hashed = hashlib.sha256(b"x").digest()
    assert not verify_inclusion(hashed, index, size, proof, bytes(32))
    assert not verify_consistency(index, size, hashed, bytes(32), proof)


def test_a_rewritten_entry_cannot_be_shown_to_be_an_extension():
    leaves = numbered(40)
    changed = grown([*leaves[:17], leaf_hash(b"another"), *leaves[18:], *numbered(60)[40:]])
    for old in range(18, 41):
        proof = changed.consistency_proof(old, 60)
        assert not verify_consistency(old, 60, LOG.root(old), changed.root(60), proof)
    assert verify_consistency(17, 60, LOG.root(17), changed.root(60), changed.consistency_proof(17, 60))


def test_everything_extends_the_empty_log_and_nothing_shrinks():
    assert verify_consistency(0, 5, EMPTY_ROOT, LOG.root(5), [])
    assert verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    assert not verify_consistency(0, 0, LOG.root(1), LOG.root(1), [])
    assert not verify_consistency(0, 5, LOG.root(1), LOG.root(5), [])
    assert not verify_consistency(0, 5, EMPTY_ROOT, LOG.root(5), [LOG.root(5)])
    assert not verify_consistency(5, 4, LOG.root(5), LOG.root(4), [])
    assert not verify_consistency(4, 5, LOG.root(4), LOG.root(5), [])


class CountingNodes(MemoryNodes):
    def __init__(self):
        super().__init__()
        self.puts = []

    def put(self, level, index, node, /):
        self.puts.append((level, index))
        super().put(level, index, node)


def test_appending_writes_each_complete_node_once():
    nodes = CountingNodes()
    tree = Tree(nodes, 0)
    for leaf in numbered(64):
        tree.append(leaf)
    assert sorted(nodes.puts) == [(level, index) for level in range(7) for index in range(64 >> level)]


def test_a_leaf_left_by_a_dead_writer_is_replaced():
    nodes = MemoryNodes()
    leaves = numbered(8)
    for leaf in leaves[:7]:
        Tree(nodes, leaves.index(leaf)).append(leaf)
    Tree(nodes, 7).append(leaf_hash(b"never counted"))
    tree = Tree(nodes, 7)
    assert tree.root() == LOG.root(7)
    tree.append(leaves[7])
    assert tree.root() == LOG.root(8)


@pytest.mark.parametrize(
    "ask",
    [
        lambda tree: tree.root(9),
        lambda tree: tree.root(-1),
        lambda tree: tree.inclusion_proof(8, 8),
        lambda tree: tree.inclusion_proof(-1, 8),
        lambda tree: tree.inclusion_proof(0, 0),
        lambda tree: tree.consistency_proof(5, 4),
        lambda tree: tree.consistency_proof(4, 9),
        lambda tree: tree.append(b"short"),
    ],
)
def test_what_the_log_has_never_had_is_an_error_with_the_next_step(ask):
    tree = grown(numbered(8))
    with pytest.raises(InputError, match="Next:"):
        ask(tree)
    assert tree.size == 8
