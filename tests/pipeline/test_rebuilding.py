"""A rebuild makes the same bytes again, whatever the process, and is finished by the next run when it was stopped."""

import json
import os
import subprocess
import sys

import pytest
from tests.pipeline.judged import AGAIN, BANIAS, JABLEH, SETTINGS, Clock, judge, run, write

from marsad.archive import Archive
from marsad.cli.silence import Silence
from marsad.pipeline.rebuilding import rebuild
from marsad.records import Action, Change, Field, StoreError
from marsad.settings import Settings

PLACES = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Damascus", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "99", "TZ": "America/St_Johns", "LC_ALL": "POSIX"},
]


@pytest.fixture
def root(tmp_path):
    """An archive with a history: reports in three runs, an edit, a rejection, a merge and a withdrawal."""
    folder, clock = tmp_path / "r", Clock()
    with Archive.create(tmp_path / "a") as archive:
        run(archive, write(folder, one=BANIAS, broken=""), clock)
        run(archive, write(folder, three=JABLEH), clock)
        claims = {claim.quantity.words.text: claim.id for claim in archive.snapshot().claims}
        judge(archive, Action.EDIT, claims["12"], change=Change(field=Field.QUANTITY, value=">=10"))
        made = judge(archive, Action.SAME, *(incident.id for incident in archive.snapshot().incidents))
        run(archive, write(folder, two=AGAIN, again=BANIAS), clock)
        judge(archive, Action.WITHDRAW, made.id)
        judge(archive, Action.REJECT, claims["At least 31"])
        archive.intakes.names()
    return tmp_path / "a"


def test_rebuilding_gives_the_same_rows_and_snapshot(root):
    with Archive.open(root) as archive:
        before, size = archive.snapshot(), archive.ledger.size()
        done = rebuild(archive, SETTINGS, Silence())
        assert (done.equal, done.current) == (True, True)
        assert archive.snapshot() == before
        assert archive.ledger.size() == size


def test_rebuilding_gives_the_same_bytes_in_any_process(root, tmp_path):
    digests = set()
    for number, place in enumerate(PLACES):
        folder = tmp_path / f"working {number}"
        folder.mkdir()
        environment = {**os.environ, **place, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
        command = [sys.executable, "-m", "marsad", "--archive", os.path.relpath(root, folder), "rebuild", "--json"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)
        assert told["equal"]
        digests.add(told["after"])
    assert len(digests) == 1


def test_two_processes_rebuild_what_one_does(root):
    with Archive.open(root) as archive:
        one = rebuild(archive, Settings(workers=1), Silence())
        two = rebuild(archive, Settings(workers=2), Silence())
        assert one.after == two.after


def test_a_rebuild_that_was_stopped_is_finished_by_the_next_run(root, tmp_path):
    with Archive.open(root) as archive:
        before, digest = archive.snapshot(), archive.derived.digest()
        archive.derived.forget()
        assert archive.snapshot().documents == ()
        run(archive, tmp_path / "r", Clock())
        assert archive.snapshot() == before
        assert archive.derived.digest() == digest


def test_nothing_is_deleted_where_an_original_is_missing(root):
    with Archive.open(root) as archive:
        before = archive.snapshot()
        gone = root / "originals" / before.documents[0].original[:2] / before.documents[0].original
        gone.unlink()
        with pytest.raises(StoreError, match="1 originals are missing; nothing was deleted"):
            rebuild(archive, SETTINGS, Silence())
        assert archive.snapshot() == before


def test_a_derived_row_that_something_else_changed_is_told(root):
    with Archive.open(root) as archive:
        derivation = archive.derivations.load()
        archive.derivations.replace(type(derivation)(key=derivation.key, ruleset="x", gazetteer="y"))
        done = rebuild(archive, SETTINGS, Silence())
        assert (done.equal, done.current) == (False, True)
        assert archive.derivations.load() == derivation
