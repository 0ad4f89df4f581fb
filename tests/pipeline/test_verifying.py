import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from tests.faults.archives import CANARY, sealed_in, take_in, whole_archive

from marsad.archive import Archive
from marsad.pipeline.checkpointing import checkpoint_after_run, sign_checkpoint
from marsad.pipeline.recording import Recorder
from marsad.pipeline.verifying import verify
from marsad.records import EntryKind, Erasure, InputError, Severity
from marsad.vault.checkpoints import parse_checkpoint
from marsad.vault.merkle import leaf_hash


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "archive"
    whole_archive(root)
    with closing(sqlite3.connect(root / "archive.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return root


@pytest.fixture
def root(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


def found(root, known=None):
    seen = []
    return list(verify(root, known=known, expect=lambda _what, _size: None, advance=seen.append))


def breaks(root, known=None):
    return [f for f in found(root, known) if f.severity is Severity.ERROR]


def flip(path, chance, start=0, end=None):
    raw = bytearray(path.read_bytes())
    place = chance.randrange(start * 8, (len(raw) if end is None else end) * 8)
    raw[place // 8] ^= 1 << place % 8
    mode = path.stat().st_mode
    path.chmod(0o600)
    path.write_bytes(raw)
    path.chmod(mode)


def test_a_whole_archive_has_no_finding(whole):
    assert found(whole) == []


FILES = [
    "originals/*/*", "checkpoints/*.txt", "keys/log.pem", "keys/log.pub.pem", "keys/log.vkey", "marsad.toml",
    "inventory.txt", "sealed/witnesses/ring.json", "sealed/witnesses/*.note",
]  # fmt: skip


@pytest.mark.parametrize("pattern", FILES)
@pytest.mark.parametrize("seed", range(8))
def test_one_flipped_bit_in_a_file_names_the_file(root, pattern, seed):
    chance = random.Random(f"{pattern}{seed}")
    path = chance.choice(sorted(root.glob(pattern)))
    flip(path, chance)
    name = path.relative_to(root).as_posix()
    assert name in {f.where for f in breaks(root)} or (
        name.startswith("keys/") and breaks(root)[0].kind == "key_broken"
    )


CELLS = [
    ("ledger", "payload"), ("ledger", "salt"), ("ledger", "leaf"), ("ledger", "subject"), ("ledger", "at"),
    ("ledger", "author"), ("nodes", "hash"), ("documents", "payload"), ("readings", "payload"),
    ("readings", "source"), ("derived", "payload"), ("originals", "intake"), ("receipts", "name"),
    ("findings", "payload"), ("derivatives", "sha256"), ("meta", "value"), ("rowsums", "sum"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), CELLS)
@pytest.mark.parametrize("seed", range(4))
def test_one_flipped_bit_in_a_row_names_the_row(root, table, column, seed):
    path = root / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        cells = [row[0] for row in connection.execute(f"SELECT {column} FROM {table} ORDER BY 1")]
    chance = random.Random(f"{table}{column}{seed}")
    cell = chance.choice([cell for cell in cells if len(cell) > 4])
    raw = path.read_bytes()
    places = [at for at in range(len(raw)) if raw.startswith(cell, at)]
    for at in places:  # the same text may stand in free pages and indexes, too
        flip(path, chance, at, at + len(cell))
    named = [f.where for f in breaks(root)]
    assert named
    wanted = {"ledger": ("archive.db ledger", "entry"), "nodes": ("level",), "rowsums": ("archive.db",)}
    assert any(where.startswith(wanted.get(table, (f"archive.db {table}", "archive.db"))) for where in named)


def test_a_missing_original_and_a_missing_checkpointed_file_are_named(root):
    path = next(iter(sorted(root.glob("originals/*/*"))))
    path.unlink()
    (root / "keys" / "log.pub.pem").unlink()
    kinds = {f.kind for f in breaks(root)}
    assert kinds == {"original_missing", "key_broken", "file_missing"}


def test_entries_cut_off_the_end_are_noticed_by_the_checkpoint(root):
    with Archive.open(root) as archive, archive._engine.begin() as connection:
        size = archive.ledger.size()
        connection.exec_driver_sql("DELETE FROM ledger WHERE number >= ?", (size - 1,))
        connection.exec_driver_sql('DELETE FROM nodes WHERE level = 0 AND "index" >= ?', (size - 1,))
    assert "log_shortened" in {f.kind for f in breaks(root)}


def test_a_rewritten_log_with_fresh_sums_and_nodes_is_noticed_by_the_checkpoint(root):
    from marsad.records import Draft, commitment, statement
    from marsad.vault.merkle import MemoryNodes, Tree

    with Archive.open(root) as archive, archive._engine.begin() as connection:
        entry = archive.ledger.entries()[0]
        draft = Draft(kind=EntryKind.CAPTURE, subject=entry.subject, author="somebody else", facts=b"{}")
        payload = statement(draft, entry.at)
        leaf = leaf_hash(commitment(entry.salt, payload))
        connection.exec_driver_sql("UPDATE ledger SET payload = ?, leaf = ?, author = ? WHERE number = 0",
                                   (payload, leaf, "somebody else"))  # fmt: skip
        leaves = [leaf, *(e.leaf for e in archive.ledger.entries()[1:])]
        nodes = MemoryNodes()
        tree = Tree(nodes, 0)
        for one in leaves:
            tree.append(one)
        for level, row in enumerate(nodes._levels):
            for index, node in enumerate(row):
                connection.exec_driver_sql('UPDATE nodes SET hash = ? WHERE level = ? AND "index" = ?',
                                           (node, level, index))  # fmt: skip
    kinds = [f.kind for f in breaks(root)]
    assert "log_rewritten" in kinds
    assert not {"row_changed", "node_changed", "entry_changed"} & set(kinds)


def test_an_entry_blanked_without_an_erasure_on_record_is_named(root):
    with Archive.open(root) as archive, archive._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ledger SET payload = NULL, salt = NULL WHERE number = 3")
    assert [(f.kind, f.where) for f in breaks(root) if f.kind == "entry_blanked"] == [("entry_blanked", "entry 3")]


def test_an_erased_original_leaves_a_log_that_verifies_and_no_byte_of_what_it_said(root):
    told = "a-name-nobody-may-see.txt"
    recorder = Recorder("the tester")
    with Archive.open(root) as archive:
        sha256 = take_in(archive, recorder, told, b"what the witness said")
        numbers = tuple(e.number for e in archive.ledger.entries([EntryKind.CAPTURE], subject=sha256))
        facts = Erasure(entries=numbers, ground="safety of a witness")
        (root / "originals" / sha256[:2] / sha256).unlink()
        draft = recorder.draft(EntryKind.ERASURE, sha256, facts)
        archive.erasing.entries(numbers, recorder.addition(draft), original=sha256)
        checkpoint_after_run(archive)
        assert found(root) == []
        for path in root.rglob("*"):
            if path.is_file():
                assert told.encode() not in path.read_bytes(), path


def test_an_older_backup_is_recognised_by_whoever_kept_a_later_checkpoint(root, tmp_path):
    older = tmp_path / "older"
    shutil.copytree(root, older)
    with Archive.open(root) as archive:
        take_in(archive, Recorder("the tester"), "later.txt", b"later")
        kept = parse_checkpoint(sign_checkpoint(archive).read_bytes())
    assert found(root, kept) == []
    assert [f.kind for f in breaks(older, kept)] == ["archive_older"]


def test_a_checkpoint_of_another_archive_is_told_from_an_older_backup(root, tmp_path):
    whole_archive(tmp_path / "other", originals=1)
    kept = parse_checkpoint(max((tmp_path / "other" / "checkpoints").glob("*.txt")).read_bytes())
    assert [f.kind for f in breaks(root, kept)] == ["checkpoint_of_other_log"]


def test_files_of_others_are_warned_of_and_leftovers_noted(root):
    (root / "notes.txt").write_text("x")
    (root / "originals" / "ab").mkdir(exist_ok=True)
    (root / "originals" / "ab" / "odd").write_text("x")
    (root / "originals" / ".incoming-1").write_text("x")
    (root / "keys" / ".incoming-2").write_text("x")
    assert {(f.kind, f.severity.value, f.where) for f in found(root)} == {
        ("foreign_file", "warning", "notes.txt"),
        ("foreign_file", "warning", "originals/ab/odd"),
        ("leftover", "note", "originals/.incoming-1"),
        ("leftover", "note", "keys/.incoming-2"),
    }


def test_rotation_revocation_and_erasure_of_notes_verify(root):
    recorder = Recorder("the tester")
    from tests.faults.archives import KEY_FILE

    with Archive.open(root) as archive:
        store = sealed_in(archive, recorder)
        opened = store.ring("witnesses").unlock(KEY_FILE)
        _, opened = store.rotate(store.ring("witnesses"), opened)
        assert found(root) == []
        store.erase("witnesses", store.notes("witnesses")[0])
        assert found(root) == []


def test_a_planted_name_stands_in_no_file_of_the_archive(whole):
    needles = [CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode(), b"Q2FuYXJ5", b"Quail"]
    for path in whole.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not [needle for needle in needles if needle in data], path


def test_a_disk_that_cannot_be_written_can_be_verified(root):
    for path in sorted(root.rglob("*"), reverse=True):
        path.chmod(0o500 if path.is_dir() else 0o400)
    root.chmod(0o500)
    try:
        assert breaks(root) == []
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o700)


def test_an_empty_log_is_not_signed(tmp_path):
    with Archive.create(tmp_path) as archive, pytest.raises(InputError, match="nothing to sign"):
        sign_checkpoint(archive)
