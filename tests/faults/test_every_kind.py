"""One flipped bit in each kind of file that an archive can hold, and in each table: found, and located."""

import os
import random
import re
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest
from tests.faults.archives import CANARY, KEY_FILE, seal_in, take_in, whole_archive
from tests.faults.killing import breaks
from tests.vault.authority import Authority

from marsad.archive import Archive, rowsums, tables
from marsad.archive.contents import load_contents
from marsad.pipeline.checkpointing import CHECKPOINTS, KEYS, sign_checkpoint
from marsad.pipeline.recording import Recorder
from marsad.pipeline.stamping import keep_stamp, newest_checkpoint
from marsad.pipeline.succeeding import change_passphrase, replace_key
from marsad.records import Copy, CustodyNote, EntryKind, Search, Told
from marsad.vault.checkpoints import cosign
from marsad.vault.layout import KINDS
from marsad.vault.shelf import CheckpointShelf
from marsad.vault.signing import generate_key
from marsad.vault.succession import Leaving, load_succession
from marsad.vault.timestamps import timestamp_request
from marsad.vault.witnesses import adopt

# what is no evidence: made again at will, or empty, or SQLite's own and made again from the journal
NOT_EVIDENCE = {"page", "writer's lock", "journal's index"}
OTHERS = {
    "original": r"originals/[0-9a-f]{2}/[0-9a-f]{64}",
    "compartment's ring": r"sealed/[^/]+/ring\.json",
    "sealed note": r"sealed/[^/]+/note-.*\.note",
    "sealed original": r"sealed/[^/]+/original-.*\.box",
    "sealed testimony": r"sealed/[^/]+/testimony-.*\.box",
    "sealed derivative": r"sealed/[^/]+/derivative-.*\.box",
    "sealed telling": r"sealed/[^/]+/told-.*\.box",
}
GUARD = b"five random words of mine"


@pytest.fixture(scope="module")
def whole(tmp_path_factory, openssl):
    """Every kind of file, the journal among them: its writer was killed."""
    folder = tmp_path_factory.mktemp("every")
    root, authority = folder / "archive", Authority(openssl, folder / "tsa")
    whole_archive(root, originals=4)
    (root / "report.html").write_text("a page")
    recorder, witness = Recorder("the tester"), generate_key("witness.example/w1")
    with Archive.open(root) as archive:
        with archive.writing():
            seal_in(archive, recorder, folder)
            replace_key(archive, recorder, because=Leaving.RETIRED, reason="a year is over")
        facts = ((EntryKind.CUSTODY, CustodyNote(name="report-0.txt", told=Told(collector="Salma"))),
                 (EntryKind.SEARCH, Search(where="a site", words="coast", found=0, kept=0)),
                 (EntryKind.COPY, Copy(name="a.backup", sha256="0" * 64, entries=3)))  # fmt: skip
        for kind, fact in facts:
            archive.ledger.append(recorder.addition(recorder.draft(kind, "", fact)))
        log = load_succession(root / KEYS).tenures
        signed = cosign(sign_checkpoint(archive).read_bytes(), witness).encode()
        adopt(CheckpointShelf(root / CHECKPOINTS), root / KEYS, log, signed, witness.verifier)
        _, newest = newest_checkpoint(root)
        (authority.folder / "request").write_bytes(timestamp_request(newest))
        keep_stamp(archive, authority.answer(), authority.chain)
    with closing(sqlite3.connect(root / "archive.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    killed_after_writing(root)
    return root


def killed_after_writing(root):
    """Leave a journal: kill a writer that was told to stay once all was acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with Archive.open(root) as archive:
            for number in range(3):
                take_in(archive, Recorder("the killed"), f"last-{number}.txt", b"last %d" % number * 300)
            os.write(writing, b".")
            signal.pause()
        os._exit(1)
    os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.fixture
def root(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


def named(root):
    return [path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file()]


def flip(path, chance, end=None):
    raw = bytearray(path.read_bytes())
    place = chance.randrange((len(raw) if end is None else end) * 8)
    raw[place // 8] ^= 1 << place % 8
    mode = path.stat().st_mode
    path.chmod(0o600)
    path.write_bytes(raw)
    path.chmod(mode)


def test_the_archive_here_holds_every_kind_of_file_and_no_other(whole):
    assert breaks(whole) == []
    kinds = {**KINDS, **OTHERS}
    missing = [kind for kind, name in kinds.items() if not any(re.fullmatch(name, path) for path in named(whole))]
    assert missing == []
    assert [path for path in named(whole) if not any(re.fullmatch(name, path) for name in kinds.values())] == []


def test_every_kind_of_entry_is_in_its_log(whole):
    found = {entry.kind for entry in load_contents(whole).entries}  # opening it to write would take the journal in
    # judgements, erasures and the rest are rows of the same table
    assert {kind.value for kind in (EntryKind.KEY, EntryKind.CUSTODY, EntryKind.SEARCH, EntryKind.COPY)} <= found


# bits of a database are in the next test, by table: pages that nothing refers to are read by nobody
FILES = sorted({**KINDS, **OTHERS}.keys() - NOT_EVIDENCE - {"database", "journal"})


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", FILES)
def test_a_flipped_bit_in_each_kind_of_file_names_the_file(root, kind, seed):
    chance = random.Random(f"{kind}{seed}")
    pattern = {**KINDS, **OTHERS}[kind]
    name = chance.choice([path for path in named(root) if re.fullmatch(pattern, path)])
    flip(root / name, chance)
    found = breaks(root)
    # a stamp's sums name the stamp; a key that fits no other file is named by what does not fit it
    stem = name.rsplit(".", 1)[0] if kind.startswith("time stamp") else name
    assert any(f.where.startswith(stem) for f in found) or (kind.endswith("key") and found[0].kind == "key_broken"), (
        found
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_bit_in_a_guarded_private_key_is_named_without_its_passphrase(root, seed):
    with Archive.open(root) as archive:
        change_passphrase(archive, None, GUARD)
    assert breaks(root) == []
    flip(root / "keys" / "log.pem", random.Random(seed))
    assert "keys/log.pem" in {f.where for f in breaks(root)}


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_in_the_journal_hides_nothing(root, seed):
    """SQLite takes the journal before the bit for all there was. A bit that it never reads changes nothing."""
    path = root / "archive.db-wal"
    data = path.read_bytes()
    page = int.from_bytes(data[8:12])
    flip(path, random.Random(seed), len(data) - page - 24)
    found = breaks(root)
    assert [f.where for f in found if f.kind == "journal_damaged"]


def test_a_journal_cut_at_its_end_is_what_a_kill_leaves_and_no_break(root):
    path = root / "archive.db-wal"
    for cut in (1, 30, 2000):
        path.write_bytes(path.read_bytes()[:-cut])
        (root / "archive.db-shm").unlink(missing_ok=True)
        assert [f.kind for f in breaks(root) if f.kind == "journal_damaged"] == []


@pytest.mark.parametrize("table", sorted(table.name for table in tables.metadata.sorted_tables))
def test_a_changed_cell_in_each_column_of_each_table_is_located(root, table):
    """By SQL, behind the sums' back: as a flipped bit in the cell would leave it."""
    with closing(sqlite3.connect(root / "archive.db")) as connection:
        rowsums.register(connection)
        if not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
            pytest.fail(f"the archive of this test has no row in {table}: add one")
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for column in columns:
        copy = root.parent / f"copy-{column}"
        shutil.copytree(root, copy)
        with closing(sqlite3.connect(copy / "archive.db")) as connection:
            rowsums.register(connection)
            connection.execute("PRAGMA foreign_keys=OFF")
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            first = connection.execute(f'SELECT "{column}" FROM {table} WHERE "{column}" IS NOT NULL').fetchone()[0]
            one = f'(SELECT "{column}" FROM {table} WHERE "{column}" IS NOT NULL LIMIT 1)'
            connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE "{column}" = {one}', (changed(first),))
            for _, sql in triggers:
                connection.execute(sql)
            connection.commit()
        wanted = {"nodes": "level", "rowsums": "archive.db"}.get(table, f"archive.db {table}")
        assert any(f.where.startswith(wanted) for f in breaks(copy)), (table, column)
        shutil.rmtree(copy)


def changed(value):
    if isinstance(value, int):
        return value + (1 << 20)
    raw = bytearray((value if isinstance(value, bytes) else value.encode()) or b"0")
    raw[-1] ^= 1
    return bytes(raw) if isinstance(value, bytes) else raw.decode()


def test_the_key_file_of_a_witness_compartment_is_never_in_the_archive(whole):
    assert not [path for path in whole.rglob("*") if path.is_file() and KEY_FILE._material in path.read_bytes()]


def test_no_file_of_it_holds_a_word_that_is_sealed(whole):
    assert not [path for path in whole.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
