"""The append-only hash tree of RFC 6962 and RFC 9162: roots, proofs, and how a stranger checks them.

A *leaf* is everywhere the 32 bytes of `leaf_hash(data)`, never the data. Entry numbers and sizes count from the
start of the log: the tree of size 3 holds the entries 0, 1 and 2.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Protocol

from marsad.records import ArchiveError, InputError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(data: bytes) -> bytes:
    """Hash the data of one entry: SHA-256 of a zero byte and the data (RFC 9162, 2.1.1)."""
    return hashlib.sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring nodes into their parent: SHA-256 of a one byte and both (RFC 9162, 2.1.1)."""
    return hashlib.sha256(_NODE + left + right).digest()


class NodeStore(Protocol):
    """Where the tree keeps the hashes of its complete nodes; node (level, index) covers 2^level leaves."""

    def get(self, level: int, index: int) -> bytes:
        """Return the hash of a node that was put; raise a `MarsadError` that names it when it is not there."""
        ...

    def put(self, level: int, index: int, node: bytes, /) -> None:
        """Keep the hash of a node; one left by a writer that died before it counted its leaf is replaced."""
        ...


class Tree:
    """The log's tree over the complete nodes in a store; `size` is the number of leaves that count."""

    def __init__(self, nodes: NodeStore, size: int) -> None:
        self._nodes = nodes
        self._size = size

    @property
    def size(self) -> int:
        """The number of leaves."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Add one leaf (a `leaf_hash`, 32 bytes); writes two nodes on average, at most one for each level.

        Only nodes that will never change are written, so that the caller can put them and the entry into one
        transaction. The caller's record of the size is what makes the leaf count.
        """
        if len(leaf) != HASH_BYTES:
            raise InputError(f"A leaf has {HASH_BYTES} bytes, this one {len(leaf)}", next_step="pass leaf_hash(data)")
        node, level, index = leaf, 0, self._size
        self._nodes.put(level, index, node)
        while index & 1:
            node = node_hash(self._nodes.get(level, index - 1), node)
            level, index = level + 1, index >> 1
            self._nodes.put(level, index, node)
        self._size += 1

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` leaves (default: of all)."""
        size = self._known(self._size if size is None else size)
        return self._span(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Return the hashes that lead from leaf `index` to the root of the first `size` leaves, lowest first."""
        if not 0 <= index < self._known(size):
            raise InputError(
                f"There is no entry {index} among the first {size}", next_step="ask for one below the size"
            )
        proof = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._span(middle, end))
                end = middle
            else:
                proof.append(self._span(start, middle))
                start = middle
        return proof[::-1]

    def consistency_proof(self, old: int, new: int) -> list[bytes]:
        """Return the hashes that show the first `old` leaves to be the start of the first `new` ones.

        Empty when `old` is 0 or equal to `new`: there is then nothing to show but the roots themselves.
        """
        if not 0 <= old <= self._known(new):
            raise InputError(
                f"A log of {new} entries cannot extend one of {old}", next_step="give the older size first"
            )
        if old in {0, new}:
            return []
        proof = []
        start, end, whole = 0, new, True
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                proof.append(self._span(middle, end))
                end = middle
            else:
                proof.append(self._span(start, middle))
                start, whole = middle, False
        if not whole:
            proof.append(self._span(start, end))
        return proof[::-1]

    def _known(self, size: int) -> int:
        if not 0 <= size <= self._size:
            raise InputError(f"The log has {self._size} entries, not {size}", next_step="ask for a size it has had")
        return size

    def _span(self, start: int, end: int) -> bytes:
        """Hash the leaves from `start` to `end`; `start` is a multiple of the largest power of two that fits."""
        width = 1 << ((end - start).bit_length() - 1)
        peaks = []
        while start < end:
            while width > end - start:
                width >>= 1
            peaks.append(self._nodes.get(width.bit_length() - 1, start // width))
            start += width
        node = peaks.pop()
        while peaks:
            node = node_hash(peaks.pop(), node)
        return node


class MemoryNodes:
    """A `NodeStore` in memory, to build a tree from leaves alone without believing kept nodes."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = []

    def get(self, level: int, index: int) -> bytes:
        """Return the hash of a node that was put; raises `ArchiveError` for any other."""
        try:
            return self._levels[level][index]
        except IndexError:
            raise ArchiveError(
                "No such node in the tree", where=f"level {level}, index {index}", next_step="build the tree again"
            ) from None

    def put(self, level: int, index: int, node: bytes, /) -> None:
        """Keep the hash of a node; a tree puts those of one level in order."""
        if level == len(self._levels):
            self._levels.append([])
        self._levels[level][index:] = [node]


def roots_of(leaves: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """Return the root of the first n leaves for each n in `sizes`, in one pass and a few hundred bytes of memory.

    It believes nothing but the leaves, so that it can judge kept nodes and checkpoints. A size beyond the number of
    leaves is left out.
    """
    wanted = set(sizes)
    roots = {0: EMPTY_ROOT} if 0 in wanted else {}
    peaks: list[bytes] = []
    for number, leaf in enumerate(leaves):
        node, index = leaf, number
        while index & 1:
            node, index = node_hash(peaks.pop(), node), index >> 1
        peaks.append(node)
        if number + 1 in wanted:
            roots[number + 1] = _folded(peaks)
    return roots


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether `proof` leads from `leaf` at `index` to the root of a tree of `size` leaves (RFC 9162, 2.1.3.2).

    Nothing that a proof can hold raises. `size` must come with the root from a signed checkpoint: a proof
    alone does not fix it.
    """
    if not 0 <= index < size or not _hashes([leaf, root, *proof]):
        return False
    node, last = leaf, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            node = node_hash(sibling, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether `proof` shows the older tree to be the start of the newer (RFC 9162, 2.1.4.2).

    Every log extends the empty one. Nothing that a proof can hold raises.
    """
    if not 0 <= old_size <= new_size or not _hashes([old_root, new_root, *proof]):
        return False
    if old_size == 0 and old_root != EMPTY_ROOT:
        return False
    if old_size in {0, new_size}:
        return not proof and (old_size < new_size or old_root == new_root)
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        return False
    return _roots_along(path, old_size - 1, new_size - 1) == (old_root, new_root)


def _roots_along(path: Sequence[bytes], index: int, last: int) -> tuple[bytes, bytes] | None:
    while index & 1:
        index, last = index >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if index & 1 or index == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        index, last = index >> 1, last >> 1
    return (old, new) if last == 0 else None


def _split(width: int) -> int:
    """Return the largest power of two below `width` (at least 2): where RFC 9162 divides a tree."""
    return 1 << ((width - 1).bit_length() - 1)


def _folded(peaks: Sequence[bytes]) -> bytes:
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = node_hash(peak, node)
    return node


def _hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
