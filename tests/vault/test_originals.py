import errno
import hashlib
import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import InputError, StoreError
from marsad.vault import Custody, Originals


class Witness:
    """A custodian that remembers what it was told."""

    def __init__(self):
        self.told = []

    def received(self, kept, custody):
        self.told.append((kept.sha256, kept.new, custody.name))


def custody(name):
    return Custody(who="Nadia", when="2025-03-08T10:00:00+00:00", name=name, how="marsad test", why="a test")


def store_in(folder):
    return Originals(folder, Witness())


def test_keeps_bytes_under_their_hash_and_makes_them_read_only(tmp_path):
    store = store_in(tmp_path)
    kept = store.keep(io.BytesIO(b"a report"), custody("a.txt"))
    assert kept.sha256 == hashlib.sha256(b"a report").hexdigest()
    assert (kept.size, kept.new) == (8, True)
    assert store.path(kept.sha256).read_bytes() == b"a report"
    assert store.path(kept.sha256).stat().st_mode & 0o222 == 0


def test_the_same_bytes_twice_are_one_original(tmp_path):
    store = store_in(tmp_path)
    first, second = (store.keep(io.BytesIO(b"same"), custody(name)) for name in ("a", "b"))
    assert (first.new, second.new) == (True, False)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(first.sha256)]


@given(st.binary(max_size=3_000_000))
def test_any_bytes_come_back_unchanged(tmp_path_factory, data):
    store = store_in(tmp_path_factory.mktemp("store"))
    kept = store.keep(io.BytesIO(data), custody("x"))
    assert store.path(kept.sha256).read_bytes() == data
    assert kept.size == len(data)


class FullDisk(io.RawIOBase):
    def write(self, _data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def writable(self):
        return True


def test_a_full_disk_is_one_line_with_the_next_step_and_leaves_nothing_behind(tmp_path, monkeypatch):
    store = store_in(tmp_path)
    before = store.keep(io.BytesIO(b"earlier"), custody("earlier.txt"))

    def full(handle, *_args, **_kwargs):
        os.close(handle)
        return FullDisk()

    monkeypatch.setattr("marsad.vault.originals.os.fdopen", full)
    with pytest.raises(StoreError, match=r"No space left.*big\.txt.*free space"):
        store.keep(io.BytesIO(b"later"), custody("big.txt"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(before.sha256)]


def test_a_failing_read_is_passed_on_and_leaves_nothing_behind(tmp_path):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError(errno.EIO, "bad sector")

    store = store_in(tmp_path)
    with pytest.raises(OSError, match="bad sector"):
        store.keep(Broken(), custody("bad.txt"))
    assert not list(tmp_path.rglob(".incoming-*"))


def test_sweeps_what_a_killed_process_left(tmp_path):
    store = store_in(tmp_path)
    kept = store.keep(io.BytesIO(b"whole"), custody("a"))
    (tmp_path / ".incoming-half").write_bytes(b"ha")
    assert store.sweep() == 1
    assert kept.sha256 in store
    assert not (tmp_path / ".incoming-half").exists()


def test_every_file_is_told_to_the_custodian_new_or_not(tmp_path):
    witness = Witness()
    store = Originals(tmp_path, witness)
    first = store.keep(io.BytesIO(b"same"), custody("a"))
    store.keep(io.BytesIO(b"same"), custody("b"))
    assert witness.told == [(first.sha256, True, "a"), (first.sha256, False, "b")]


@pytest.mark.parametrize("field", ["who", "when", "name", "how", "why"])
def test_custody_that_says_nothing_is_refused(field):
    told = {"who": "Nadia", "when": "2025-03-08T10:00:00+00:00", "name": "a", "how": "marsad", "why": "a test"}
    with pytest.raises(InputError, match=field):
        Custody(**told | {field: " "})
