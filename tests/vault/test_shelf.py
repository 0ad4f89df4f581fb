import errno
import os
import stat

import pytest

from marsad.records import ArchiveError, ProofError, StoreError
from marsad.vault.merkle import MemoryNodes, Tree, leaf_hash
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import generate_key

KEY = generate_key("example.org/coast")


def grown(count, changed=()):
    tree = Tree(MemoryNodes(), 0)
    for number in range(count):
        tree.append(leaf_hash(f"{number}{'!' if number in changed else ''}".encode()))
    return tree


@pytest.fixture
def shelf(tmp_path):
    return CheckpointShelf(tmp_path / "checkpoints")


def test_signs_a_growing_log_and_keeps_each_checkpoint_as_it_was(shelf):
    assert (shelf.sizes(), shelf.latest()) == ([], None)
    for count in (0, 1, 12, 40):
        path = shelf.sign(grown(count), KEY)
        assert path == shelf.path(count)
        assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert shelf.sizes() == [0, 1, 12, 40]
    assert shelf.path(12).name == "000000000012.txt"
    assert shelf.latest() == shelf.verified(40, KEY.verifier)
    assert shelf.verified(12, KEY.verifier).root == grown(12).root()


def test_signing_the_same_log_again_changes_nothing(shelf):
    path = shelf.sign(grown(5), KEY)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert shelf.sign(grown(5), KEY) == path
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("log", "key", "word"),
    [
        (grown(4), KEY, "older"),
        (grown(9, changed=[2]), KEY, "changed"),
        (grown(5, changed=[2]), KEY, "changed"),
        (grown(9), generate_key("example.org/other"), "other"),
    ],
    ids=["older", "changed and grown", "changed", "other"],
)
def test_a_log_never_signs_two_histories(shelf, log, key, word):
    shelf.sign(grown(5), KEY)
    with pytest.raises(ArchiveError, match=rf"it is {word}.*000000000005\.txt.*Next:"):
        shelf.sign(log, key)
    assert shelf.sizes() == [5]


def test_a_key_that_took_over_goes_on_signing_the_same_log(shelf):
    successor = generate_key("example.org/coast")
    shelf.sign(grown(5), KEY)
    shelf.sign(grown(9), successor)
    assert shelf.verified(5, KEY.verifier, successor.verifier).size == 5
    assert shelf.verified(9, KEY.verifier, successor.verifier).size == 9


def test_a_renamed_a_missing_and_a_damaged_checkpoint_are_named(shelf):
    shelf.sign(grown(5), KEY).rename(shelf.path(7))
    with pytest.raises(ProofError, match=r"over 5 entries.*000000000007\.txt"):
        shelf.verified(7, KEY.verifier)
    with pytest.raises(ProofError, match=r"over 5 entries.*000000000007\.txt"):
        shelf.latest()
    with pytest.raises(ProofError, match=r"000000000005\.txt"):
        shelf.verified(5, KEY.verifier)
    shelf.path(7).chmod(0o600)
    shelf.path(7).write_bytes(b"")
    with pytest.raises(ProofError, match="Not a signed note"):
        shelf.latest()


def test_other_files_are_passed_over(shelf, tmp_path):
    shelf.sign(grown(5), KEY)
    for name in ("notes.txt", "000000000005.1.tsr", "٠٠٠٠٠٠٠٠٠٠٠٩.txt", "000000000009.txt~"):
        (tmp_path / "checkpoints" / name).write_text("x")
    assert shelf.sizes() == [5]


def test_a_full_disk_leaves_no_half_checkpoint(shelf, monkeypatch, tmp_path):
    shelf.sign(grown(5), KEY)

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("marsad.vault.durable.os.fsync", full)
    with pytest.raises(StoreError, match=r"No space left.*000000000009\.txt.*Next:"):
        shelf.sign(grown(9), KEY)
    assert [path.name for path in (tmp_path / "checkpoints").iterdir()] == ["000000000005.txt"]


def test_works_where_the_file_system_has_no_hard_links(shelf, monkeypatch):
    def none(*_paths):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("marsad.vault.durable.os.link", none)
    shelf.sign(grown(5), KEY)
    assert shelf.verified(5, KEY.verifier).size == 5


def test_two_processes_that_sign_the_same_log_agree(shelf, monkeypatch):
    path = shelf.sign(grown(5), KEY)
    monkeypatch.setattr(shelf, "latest", lambda: None)  # as the second one saw it, before the first had written
    assert shelf.sign(grown(5), KEY) == path
    with pytest.raises(StoreError, match="something else"):
        shelf.sign(grown(5, changed=[1]), KEY)
