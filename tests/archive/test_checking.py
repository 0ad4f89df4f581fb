import random
import sqlite3
from contextlib import closing

import pytest
from tests.faults.archives import whole_archive

from marsad.archive import Archive, Derivation, checking
from marsad.records import Finding, Severity

FINDING = Finding(kind="empty", severity=Severity.ERROR, where="a.txt", message="m", remedy="r")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("archive")
    whole_archive(root)
    with closing(sqlite3.connect(root / "archive.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return root


def copy(whole, tmp_path):
    (tmp_path / "archive.db").write_bytes((whole / "archive.db").read_bytes())
    return tmp_path


def test_a_whole_database_has_no_break(whole):
    assert list(checking.check_database(whole)) == []
    assert checking.count_rows(whole) > 50


def test_updates_and_deletes_keep_the_sums(whole, tmp_path):
    root = copy(whole, tmp_path)
    with Archive.open(root) as archive:
        archive.derivations.replace(Derivation(key="other"))
        archive.replace_discovery_findings([FINDING])
        archive.replace_discovery_findings([])
    assert list(checking.check_database(root)) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("documents", "payload"), ("documents", "position"), ("readings", "payload"), ("readings", "source"),
        ("derived", "payload"), ("derived", "id"), ("findings", "payload"), ("originals", "intake"),
        ("receipts", "received"), ("meta", "value"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("seed", range(5))
def test_one_flipped_bit_in_a_row_names_the_row(whole, tmp_path, table, column, seed):
    """The flip is in the file itself: the cell's bytes are looked up in it."""
    root = copy(whole, tmp_path)
    path = root / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        cells = [row[0] for row in connection.execute(f"SELECT {column} FROM {table} ORDER BY 1")]
    chance = random.Random(f"{table}{column}{seed}")
    cell = chance.choice([cell for cell in cells if len(cell) > 4])
    raw = bytearray(path.read_bytes())
    place = chance.randrange(len(cell) * 8)
    # the same text may stand in free pages and indexes, too
    for start in [at for at in range(len(raw)) if raw.startswith(cell, at)]:
        raw[start + place // 8] ^= 1 << place % 8
    path.write_bytes(raw)
    found = list(checking.check_database(root))
    assert found
    assert any(f.where.startswith(f"archive.db {table}") or f.kind == "database_damaged" for f in found), found


def dump(root):
    try:
        with checking.reading(root) as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            # nodes are computed again from the leaves (tests/pipeline/test_verifying.py)
            kept = sorted(name for name in tables if name != "nodes")
            return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in kept}
    except sqlite3.DatabaseError as error:
        return str(error)


@pytest.mark.parametrize("seed", range(150))
def test_one_flipped_bit_anywhere_is_found_or_changes_nothing_that_is_read(whole, tmp_path, seed):
    root = copy(whole, tmp_path)
    path = root / "archive.db"
    raw = bytearray(path.read_bytes())
    place = random.Random(seed).randrange(len(raw) * 8)
    raw[place // 8] ^= 1 << place % 8
    path.write_bytes(raw)
    if not list(checking.check_database(root)):
        assert dump(root) == dump(whole)


def test_a_row_put_in_or_taken_out_past_marsad_is_found(whole, tmp_path):
    root = copy(whole, tmp_path)
    with closing(sqlite3.connect(root / "archive.db")) as connection:
        connection.execute("DROP TRIGGER derived_sum_delete")
        connection.execute("DELETE FROM derived")
        connection.commit()
    found = list(checking.check_database(root))
    assert [f.kind for f in found] == ["schema_changed", "row_missing"]
    assert found[1].where == "archive.db derived incident inc-1"


def test_no_database_and_no_archive_are_findings(tmp_path):
    assert [f.kind for f in checking.check_database(tmp_path)] == ["database_damaged"]
    (tmp_path / "archive.db").write_bytes(b"not a database at all, whatever its name says" * 100)
    assert [f.kind for f in checking.check_database(tmp_path)] == ["database_damaged"]


def test_a_first_run_killed_before_its_first_table_is_told_from_an_emptied_database(tmp_path):
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert [(f.kind, f.severity) for f in checking.check_database(tmp_path)] == [("archive_unfinished", Severity.NOTE)]
    (tmp_path / "originals").mkdir()
    assert [f.kind for f in checking.check_database(tmp_path)] == ["database_damaged"]


def test_an_archive_without_a_log_is_told_from_one_whose_log_was_taken_away(tmp_path):
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
    assert [f.kind for f in checking.check_database(tmp_path)] == ["older_layout"]
    (tmp_path / "checkpoints").mkdir()
    assert {f.kind for f in checking.check_database(tmp_path)} == {"schema_changed", "database_damaged"}
