"""An archive of layout 1 goes on: its tables are brought up, what came in then is captured, names stay."""

import sqlite3

import pytest

from marsad import pipeline
from marsad.archive import Archive, checking
from marsad.cli.silence import Silence
from marsad.pipeline.captures import arrivals
from marsad.pipeline.history import moment, state_on
from marsad.records import InputError
from marsad.settings import Settings

TEXT = "BANIAS, 8 March 2025 (Coast Wire) - At least {} civilians were killed in Jableh on Friday, the mayor said."
_NEW = ("ledger", "nodes", "derivatives", "rowsums")


def older(root, folder):
    """Make an archive, then take away all that layout 1 did not have."""
    with Archive.create(root) as archive:
        pipeline.run(archive, [folder], Settings(workers=1), Silence())
        before = archive.snapshot()
    with sqlite3.connect(root / "archive.db") as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for name in _NEW:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    connection.close()
    for path in (root / "checkpoints").glob("*"):
        path.unlink()
    return before


def test_an_older_archive_is_brought_up_and_keeps_its_names(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in (12, 30):
        (folder / f"{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
    before = older(tmp_path / "a", folder)
    with Archive.open(tmp_path / "a") as archive:
        assert archive.lacks_captures()
        assert archive.snapshot() == before
        with pytest.raises(InputError, match="before there was a ledger"):
            state_on(archive, Settings(), moment("2025-03-12"))
        summary = pipeline.run(archive, [folder], Settings(workers=1), Silence())
        assert summary.new_originals == 0
        assert not archive.lacks_captures()
        captures = arrivals(archive).captures
        assert {one.custody.how for found in captures.values() for one in found} == {"migrated"}
        assert {one.custody.name for found in captures.values() for one in found} == {"12.txt", "30.txt"}
        assert archive.snapshot().incidents == before.incidents
        size = archive.ledger.size()
        pipeline.run(archive, [folder], Settings(workers=1), Silence())
        assert archive.ledger.size() == size
    assert list(checking.check_database(tmp_path / "a")) == []
