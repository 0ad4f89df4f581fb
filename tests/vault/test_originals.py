import errno
import hashlib
import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import StoreError
from marsad.vault import Originals


def test_keeps_bytes_under_their_hash_and_makes_them_read_only(tmp_path):
    store = Originals(tmp_path)
    kept = store.keep(io.BytesIO(b"a report"), "a.txt")
    assert kept.sha256 == hashlib.sha256(b"a report").hexdigest()
    assert (kept.size, kept.new) == (8, True)
    assert store.path(kept.sha256).read_bytes() == b"a report"
    assert store.path(kept.sha256).stat().st_mode & 0o222 == 0


def test_the_same_bytes_twice_are_one_original(tmp_path):
    store = Originals(tmp_path)
    first, second = (store.keep(io.BytesIO(b"same"), name) for name in ("a", "b"))
    assert (first.new, second.new) == (True, False)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(first.sha256)]


@given(st.binary(max_size=3_000_000))
def test_any_bytes_come_back_unchanged(tmp_path_factory, data):
    store = Originals(tmp_path_factory.mktemp("store"))
    kept = store.keep(io.BytesIO(data), "x")
    assert store.path(kept.sha256).read_bytes() == data
    assert kept.size == len(data)


class FullDisk(io.RawIOBase):
    def write(self, _data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def writable(self):
        return True


def test_a_full_disk_is_one_line_with_the_next_step_and_leaves_nothing_behind(tmp_path, monkeypatch):
    store = Originals(tmp_path)
    before = store.keep(io.BytesIO(b"earlier"), "earlier.txt")

    def full(handle, *_args, **_kwargs):
        os.close(handle)
        return FullDisk()

    monkeypatch.setattr("marsad.vault.originals.os.fdopen", full)
    with pytest.raises(StoreError, match=r"No space left.*big\.txt.*free space"):
        store.keep(io.BytesIO(b"later"), "big.txt")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(before.sha256)]


def test_a_failing_read_is_passed_on_and_leaves_nothing_behind(tmp_path):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError(errno.EIO, "bad sector")

    store = Originals(tmp_path)
    with pytest.raises(OSError, match="bad sector"):
        store.keep(Broken(), "bad.txt")
    assert not list(tmp_path.rglob(".incoming-*"))


def test_sweeps_what_a_killed_process_left(tmp_path):
    store = Originals(tmp_path)
    kept = store.keep(io.BytesIO(b"whole"), "a")
    (tmp_path / ".incoming-half").write_bytes(b"ha")
    assert store.sweep() == 1
    assert kept.sha256 in store
    assert not (tmp_path / ".incoming-half").exists()
