import pytest
from sqlalchemy import text

from marsad import pipeline
from marsad.archive import Archive
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.erasing import erase_original
from marsad.pipeline.recording import Recorder
from marsad.pipeline.rederiving import check_derived
from marsad.pipeline.verifying import verify
from marsad.settings import Settings, default_file

REPORTS = {
    "one.txt": "BANIAS, 8 March 2025 - At least 12 civilians were killed in Banias on Friday, the Observatory said.",
    "two.txt": "JABLEH, 9 March 2025 - Militants killed 7 civilians in Jableh on Saturday, a local council said.",
}


class Silent:
    def start(self, _label, _total):
        pass

    def advance(self, _steps):
        pass


def run(root, folder):
    with Archive.create(root) as archive:
        (root / "marsad.toml").write_text(default_file(), encoding="utf-8")
        return pipeline.run(archive, [folder], Settings(workers=1), Silent())


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, words in REPORTS.items():
        (folder / name).write_text(words, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path, folder):
    run(tmp_path / "archive", folder)
    return tmp_path / "archive"


def findings(root):
    return list(verify(root, expect=lambda *_: None, advance=lambda _: None))


def test_what_a_run_derived_is_derived_again_and_a_run_ends_with_a_checkpoint(root):
    assert findings(root) == []
    assert list(check_derived(root)) == []
    assert list((root / "checkpoints").glob("*.txt"))


def test_a_figure_rewritten_with_a_fitting_checksum_is_found(root):
    with Archive.open(root) as archive, archive._engine.begin() as connection:
        name, payload = connection.execute(text("SELECT id, payload FROM derived WHERE kind = 'figure'")).first()
        changed = payload.replace(b'"provisional":true', b'"provisional":false')
        assert changed != payload
        connection.execute(text("UPDATE derived SET payload = :p WHERE id = :i"), {"p": changed, "i": name})
    assert findings(root) == []
    assert [(f.kind, f.where) for f in check_derived(root)] == [("derived_differs", f"figures {name}")]


def test_figures_of_other_inputs_are_told_from_changed_ones(root):
    with Archive.open(root) as archive, archive._engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = 'another' WHERE key = 'derivation.key'"))
    assert [f.kind for f in check_derived(root)] == ["derivation_stale"]


def test_an_erased_report_stays_out_and_its_figures_go(root, folder):
    with Archive.open(root) as archive, archive.writing():
        sha256 = next(name for name, given in archive.intakes.names().items() if any("one.txt" in one for one in given))
        erase_original(archive, Recorder("the tester"), sha256, "court order")
        checkpoint_after_run(archive)
    assert findings(root) == []
    run(root, folder)
    assert findings(root) == []
    with Archive.open(root) as archive:
        snapshot = archive.snapshot()
    assert "erased_before" in {finding.kind for finding in snapshot.findings}
    assert len(snapshot.incidents) == 1
    for path in root.rglob("*"):
        assert b"At least 12 civilians" not in (path.read_bytes() if path.is_file() else b""), path


def test_what_a_killed_run_left_is_removed_and_said(root, folder):
    (root / "originals" / ".incoming-x").write_bytes(b"half")
    run(root, folder)
    with Archive.open(root) as archive:
        assert "half_written_removed" in {finding.kind for finding in archive.snapshot().findings}
    assert findings(root) == []
