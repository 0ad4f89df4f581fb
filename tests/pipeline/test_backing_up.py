import datetime as dt
import hashlib
import json
import random
import shutil
import threading
import zipfile

import pytest
from tests.faults.archives import CANARY, KEY_FILE, take_in, whole_archive

from marsad.archive import Archive
from marsad.pipeline.backing_up import back_up, restore
from marsad.pipeline.checkpointing import sign_checkpoint
from marsad.pipeline.recording import Recorder
from marsad.pipeline.verifying import verify
from marsad.records import InputError, MarsadError, SealError, Severity, StoreError
from marsad.vault.secrets import Secret

MADE = dt.datetime(2025, 3, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "archive"
    whole_archive(root, originals=6)
    return root


@pytest.fixture(scope="module")
def saved(whole, tmp_path_factory):
    target = tmp_path_factory.mktemp("saved") / "a.backup"
    save(whole, target)
    return target


def save(root, target, secret=None):
    return back_up(root, target, made=MADE, secret=secret, expect=lambda *_: None, advance=lambda _: None)


def put_back(source, root, secret=None):
    return restore(source, root, secret=secret, expect=lambda *_: None, advance=lambda _: None)


def breaks(root):
    found = verify(root, expect=lambda *_: None, advance=lambda _: None)
    return [f for f in found if f.severity is Severity.ERROR]


def tree(root):
    own = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith(("archive.db", "writer")))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in own}


def test_an_archive_comes_back_as_it_was_without_the_private_key(whole, saved, tmp_path):
    manifest = put_back(saved, tmp_path / "back")
    assert breaks(tmp_path / "back") == []
    kept = {name: data for name, data in tree(whole).items() if name != "keys/log.pem"}
    assert tree(tmp_path / "back") == kept
    with Archive.open(whole) as one, Archive.open(tmp_path / "back") as other:
        assert one.snapshot() == other.snapshot()
        assert one.ledger.entries() == other.ledger.entries()
        assert manifest.entries == one.ledger.size()
    assert (tmp_path / "back").stat().st_mode & 0o077 == 0


def test_keys_come_along_only_encrypted_and_open_only_with_their_secret(whole, tmp_path):
    save(whole, tmp_path / "with", KEY_FILE)
    private = (whole / "keys" / "log.pem").read_bytes()
    assert private not in (tmp_path / "with").read_bytes()
    put_back(tmp_path / "with", tmp_path / "signing", KEY_FILE)
    assert (tmp_path / "signing" / "keys" / "log.pem").read_bytes() == private
    assert (tmp_path / "signing" / "keys" / "log.pem").stat().st_mode & 0o777 == 0o600
    with Archive.open(tmp_path / "signing") as archive:
        take_in(archive, Recorder("the tester"), "later.txt", b"later")
        sign_checkpoint(archive)
    assert breaks(tmp_path / "signing") == []
    with pytest.raises(SealError, match="do not open"):
        put_back(tmp_path / "with", tmp_path / "wrong", Secret(b"x" * 32, from_file=True))
    assert not (tmp_path / "wrong").exists()
    put_back(tmp_path / "with", tmp_path / "without", None)
    assert not (tmp_path / "without" / "keys" / "log.pem").exists()
    assert not list((tmp_path / "without").rglob("keys.sealed"))


def test_a_backup_is_for_its_owner_alone_and_holds_no_sealed_word_in_clear(saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    assert CANARY.encode() not in saved.read_bytes()


def test_neither_backup_nor_restore_overwrites(whole, saved, tmp_path):
    (tmp_path / "there").write_text("x")
    with pytest.raises(InputError, match="new file"):
        save(whole, tmp_path / "there")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    for place in ("there", "full"):
        with pytest.raises(InputError, match="never overwrites"):
            put_back(saved, tmp_path / place)
    (tmp_path / "empty").mkdir()
    put_back(saved, tmp_path / "empty")
    assert breaks(tmp_path / "empty") == []


def leftovers(folder):
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.parametrize("seed", range(60))
def test_one_flipped_bit_in_a_backup_is_refused_or_changes_nothing(saved, whole, tmp_path, seed):
    raw = bytearray(saved.read_bytes())
    place = random.Random(seed).randrange(len(raw) * 8)
    raw[place // 8] ^= 1 << place % 8
    (tmp_path / "bad").write_bytes(raw)
    try:
        put_back(tmp_path / "bad", tmp_path / "back")
    except MarsadError:
        assert not (tmp_path / "back").exists()
    else:
        assert breaks(tmp_path / "back") == []
        assert tree(tmp_path / "back") == {n: d for n, d in tree(whole).items() if n != "keys/log.pem"}
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_cut_off_is_refused(saved, tmp_path, share):
    raw = saved.read_bytes()
    (tmp_path / "cut").write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(StoreError, match="cannot be trusted"):
        put_back(tmp_path / "cut", tmp_path / "back")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut"]


def hostile(saved, target, change, *, compress=zipfile.ZIP_STORED):
    """Write a backup whose parts `change` made others of, with a manifest that fits them."""
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w", compress) as made:
        manifest = json.loads(source.read("manifest.json"))
        parts = change({part["path"]: source.read(part["path"]) for part in manifest["parts"]})
        manifest["parts"] = [
            {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in parts.items()
        ]
        for name, data in parts.items():
            made.writestr(name, data)
        made.writestr("manifest.json", json.dumps(manifest))
    return target


PATHS = [
    "../outside", "/etc/passwd", "originals/../../outside", "originals/ab/../../../outside", "keys/log.pem",
    "sealed/../outside", "C:\\outside", "originals/ab/" + "c" * 64, "report.html", "a\x00b", ".bashrc",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_no_archive_has_is_refused(saved, tmp_path, path):
    bad = hostile(saved, tmp_path / "bad", lambda parts: {**parts, path: b"x"})
    with pytest.raises(StoreError):
        put_back(bad, tmp_path / "in" / "back")
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == ["bad"]


def test_a_bomb_is_refused_before_it_is_unpacked(saved, tmp_path):
    bad = hostile(saved, tmp_path / "bad", lambda parts: {**parts, "marsad.toml": b"#" * 50_000_000},
                  compress=zipfile.ZIP_DEFLATED)  # fmt: skip
    assert bad.stat().st_size < 2_000_000
    with pytest.raises(StoreError, match="packed"):
        put_back(bad, tmp_path / "back")


def test_a_backup_larger_than_the_disk_is_refused_before_it_is_unpacked(saved, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr("marsad.pipeline.backing_up.shutil.disk_usage", lambda _path: usage)
    with pytest.raises(StoreError, match="the disk has"):
        put_back(saved, tmp_path / "back")


def test_a_changed_original_with_a_manifest_that_fits_is_still_refused(saved, tmp_path):
    def change(parts):
        name = next(name for name in parts if name.startswith("originals/"))
        return {**parts, name: b"other words"}

    bad = hostile(saved, tmp_path / "bad", change)
    with pytest.raises(StoreError, match=r"not whole.*originals/"):
        put_back(bad, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_file_that_is_no_backup_is_one_line(tmp_path):
    (tmp_path / "x").write_text("hello")
    for name in ("x", "none"):
        with pytest.raises(StoreError, match="Next:"):
            put_back(tmp_path / name, tmp_path / "back")


def test_a_broken_archive_is_not_backed_up_and_leaves_no_file(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    path = next(iter((tmp_path / "archive" / "originals").glob("*/*")))
    path.chmod(0o600)
    path.write_bytes(b"other")
    with pytest.raises(StoreError, match="not what was received"):
        save(tmp_path / "archive", tmp_path / "a.backup")
    path.unlink()
    with pytest.raises(StoreError, match="No such file"):
        save(tmp_path / "archive", tmp_path / "a.backup")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["archive"]


def test_a_backup_made_while_another_thread_writes_is_whole(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    stop = threading.Event()
    written = []

    def write():
        with Archive.open(tmp_path / "archive") as archive:
            recorder = Recorder("the tester")
            while not stop.is_set():
                written.append(take_in(archive, recorder, f"more-{len(written)}.txt", b"%d" % len(written)))
                sign_checkpoint(archive)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 3:
            pass
        manifests = [save(tmp_path / "archive", tmp_path / f"{n}.backup") for n in range(3)]
    finally:
        stop.set()
        writer.join()
    assert len(written) > 3
    for number, manifest in enumerate(manifests):
        put_back(tmp_path / f"{number}.backup", tmp_path / f"back-{number}")
        assert breaks(tmp_path / f"back-{number}") == []
        with Archive.open(tmp_path / f"back-{number}") as archive:
            assert archive.ledger.size() == manifest.entries
