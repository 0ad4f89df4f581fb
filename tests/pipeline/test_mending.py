"""Archives that an older Marsad made, with the names of witnesses in clear, and what becomes of them."""

import pytest
from tests.scenarios.witnesses import STORY, Desk, found_in, write_list, write_reports

from marsad.archive import Archive
from marsad.pipeline import arriving
from marsad.pipeline.protecting import Protected


@pytest.fixture
def old(tmp_path, monkeypatch):
    write_list(tmp_path / "r" / "before")
    write_reports(tmp_path / "r" / "reports")
    desk = Desk(tmp_path / "archive")
    with monkeypatch.context() as before:
        before.setattr(arriving, "protect", lambda intake, _blind, _way, testimony: Protected(intake=intake))
        before.setattr(arriving, "INTAKE", "intake/1")
        before.setattr("marsad.pipeline.tell_clear_names", lambda _archive: None)
        desk.done("run", tmp_path / "r")
    assert found_in(desk.root)
    assert not (desk.root / "sealed").exists()
    return desk


def test_doctor_and_run_say_so_and_mending_leaves_no_byte(old, tmp_path):
    told = old.done("doctor")
    assert "name witnesses, and stand in clear" in told
    assert "marsad seal mend" in told
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "n.txt").write_text("A quiet day in Homs.", encoding="utf-8")
    assert "names_in_clear" in old.done("run", tmp_path / "n", "--json")
    claims = {row["id"]: row["words"] for row in old.json("list", "claims")}
    assert "Sealed 5 originals" in old.done("seal", "mend")
    assert found_in(old.root) == []
    assert {row["id"]: row["words"] for row in old.json("list", "claims")} == claims
    old.done("verify", old.root, "--all", "--derive")
    assert "names_in_clear" not in old.done("run", tmp_path / "n", "--json")
    assert "stand in clear" not in old.done("doctor")
    assert "Equal" in old.done("rebuild")
    assert "Sealed 0 originals" in old.done("seal", "mend")
    assert found_in(old.root) == []


def test_running_again_over_the_same_reports_mends_as_well(old, tmp_path):
    old.done("run", tmp_path / "r")
    assert found_in(old.root) == []
    old.done("verify", old.root, "--all", "--derive")
    assert "Equal" in old.done("rebuild")


def test_a_run_that_was_killed_before_its_transaction_is_finished_by_the_next(tmp_path, monkeypatch):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.txt").write_text(STORY, encoding="utf-8")
    desk = Desk(tmp_path / "archive")
    for more in ([], ["--testimony"]):
        with monkeypatch.context() as dying:
            dying.setattr("marsad.archive.intakes._demand_custody", lambda *_: 1 / 0)
            assert isinstance(desk.run("run", tmp_path / "r", *more).exception, ZeroDivisionError)
        assert list((desk.root / "sealed" / "witnesses").glob("*.box"))
        assert found_in(desk.root) == []
        desk.done("run", tmp_path / "r", *more)
        desk.done("verify", desk.root, "--all")
        with Archive.open(desk.root) as archive:
            assert [document.testimony for document in archive.snapshot().documents] == [bool(more)]
