"""What a collector tells beside the files enters their custody, is never lost, and is looked at for contradictions."""

import pytest
from tests.intake.building import PAGE, warc_bytes

from marsad import pipeline
from marsad.archive import Archive
from marsad.pipeline import checkpointing, clock
from marsad.pipeline.captures import arrivals, told_since
from marsad.pipeline.custody import custody_of
from marsad.pipeline.erasing import erase_original
from marsad.pipeline.recording import Recorder
from marsad.pipeline.verifying import verify
from marsad.records import Clock, EntryKind, InputError, ItemKind, MarsadError, Severity, Told, WebPart, lacking
from marsad.settings import FILE_NAME, Settings

REPORT = "BANIAS, 8 March 2025 (Coast Wire) - At least 31 civilians were killed in Al-Tuwaimah on Friday."


class Silent:
    def start(self, label, total): ...
    def advance(self, steps): ...


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.txt").write_text(REPORT)
    (folder / "inner" / "b.txt").write_text(REPORT.replace("31", "12"))
    return folder


def run(root, *paths):
    with Archive.create(root) as archive:
        pipeline.run(archive, paths, Settings(workers=1), Silent(), Recorder("the tester"))
        found = [f for f in archive.snapshot().findings if f.kind.startswith(("custody", "provenance", "interviewed"))]
        return {capture.custody.name: capture for one in arrivals(archive).captures.values() for capture in one}, found


def test_the_nearest_word_counts_and_the_file_s_own_before_it(tmp_path, folder):
    (folder / "custody.toml").write_text('collector = "Salma"\nmachine = "laptop 2"\nwhy = "case 7"\n')
    (folder / "inner" / "custody.toml").write_text(
        'collector = "Yusuf"\n[files."b.txt"]\nurl = "https://cw.example/b"\nclock_error_ms = 40\n'
    )
    captures, found = run(tmp_path / "archive", folder)
    assert found == []
    assert set(captures) == {"a.txt", "inner/b.txt"}
    first, second = captures["a.txt"].custody, captures["inner/b.txt"].custody
    assert (first.told.collector, first.told.machine, first.why) == ("Salma", "laptop 2", "case 7")
    assert (second.told.collector, second.told.machine, second.url) == ("Yusuf", "laptop 2", "https://cw.example/b")
    assert second.told.clock_error_ms == 40
    assert first.clock == second.clock == clock.measured_clock() or first.clock.synchronised


@pytest.mark.parametrize("text", [
    "collector = ", "colector = 'x'", "collector = 3", "collected = '2025-03-01'", "collected = '2025-03-01T10:00:00'",
    "[[checks]]\nkind = 'c2pa manifest'\nresult = ''\nby = 'x'", "[[holders]]\nwho = ' '",
    "[not_obtained]\nscreenshot = 'x'",
    "[not_obtained]\n'full page' = ''", "kind = 'gossip'", "files = 3", "x" * 2_000_000,
])  # fmt: skip
def test_what_cannot_be_understood_is_said_once_and_nothing_enters_without_its_custody(tmp_path, folder, text):
    (folder / "inner" / "custody.toml").write_text(text)
    (folder / "inner" / "c.txt").write_text("Nine were killed in Homs on 3 March 2025.")
    captures, found = run(tmp_path / "archive", folder)
    assert set(captures) == {"a.txt"}
    assert [(f.kind, f.where) for f in found] == [("custody_unreadable", "inner/custody.toml")]
    (folder / "inner" / "custody.toml").unlink()
    captures, found = run(tmp_path / "archive", folder)
    assert (set(captures), found) == ({"a.txt", "inner/b.txt", "inner/c.txt"}, [])


def test_what_is_told_later_is_an_entry_of_its_own_and_nothing_is_told_twice(tmp_path, folder):
    root = tmp_path / "archive"
    run(root, folder)
    for _ in range(2):
        (folder / "custody.toml").write_text('collector = "Salma"\n')
        run(root, folder)
    (folder / "custody.toml").unlink()
    run(root, folder)
    with Archive.open(root) as archive:
        assert len(archive.ledger.entries([EntryKind.CAPTURE])) == 2
        assert len(archive.ledger.entries([EntryKind.CUSTODY])) == 2
        assert {told.collector for told in told_since(archive).values()} == {"Salma"}
        sha256 = archive.ledger.entries([EntryKind.CAPTURE])[0].subject
        with archive.writing():
            erase_original(archive, Recorder("the tester"), sha256, "safety")
        assert len(told_since(archive)) == 1
    assert not [f for f in verify(root, expect=lambda *_: None, advance=lambda _: None) if f.severity is Severity.ERROR]
    with Archive.open(root) as archive:
        checkpointing.checkpoint_after_run(archive)
    for path in root.rglob("*"):
        assert not path.is_file() or path.read_bytes().count(b"Salma") <= 1, path


def test_a_web_capture_has_a_reason_for_every_part_it_lacks(tmp_path, folder):
    (folder / "c.warc").write_bytes(
        warc_bytes([("https://cw.example/1", "text/html", PAGE.encode(), "200 OK")], gzipped=False)
    )
    (folder / "custody.toml").write_text(
        '[files."c.warc"]\nkind = "web"\nurl = "https://cw.example/other"\ncollected = "2031-01-01T00:00:00Z"\n'
        'context = "posted by an account of the town"\n'
        '[files."c.warc".not_obtained]\n"full page" = "the tool makes none"\n'
    )
    captures, found = run(tmp_path / "archive", folder)
    parts = {part.part: part for part in captures["c.warc"].parts}
    assert parts[WebPart.CONTEXT].what.endswith("posted by an account of the town")
    assert (parts[WebPart.FULL_PAGE].obtained, parts[WebPart.FULL_PAGE].what) == (False, "the tool makes none")
    assert not parts[WebPart.EMBEDDED_MEDIA].obtained
    assert parts[WebPart.EMBEDDED_MEDIA].what
    assert captures["a.txt"].parts == ()
    kinds = [f.kind for f in found]
    assert sorted(kinds) == ["custody_contradiction", "custody_contradiction", "provenance_missing"]
    assert captures["c.warc"].custody.url == "https://cw.example/other"


def test_a_witness_s_earlier_interview_and_gaps_of_a_testimony_are_said(tmp_path, folder):
    (folder / "custody.toml").write_text(
        'kind = "testimony"\ninterviewed_before = "another group"\ncollector = "Salma"\n'
    )
    _, found = run(tmp_path / "archive", folder / "a.txt")
    assert sorted(f.kind for f in found) == ["interviewed_before", "provenance_missing"]
    assert any("collected, consent, warned" in f.message for f in found)


@pytest.mark.parametrize("kind", ItemKind)
def test_every_kind_of_item_needs_facts_of_its_own(kind):
    assert {"collected", "collector"} <= set(lacking(Told(kind=kind)))
    assert lacking(Told()) == ()


def test_the_view_hashes_the_original_again(tmp_path, folder):
    root = tmp_path / "archive"
    run(root, folder)
    with Archive.open(root) as archive:
        sha256 = archive.ledger.entries([EntryKind.CAPTURE])[0].subject
        good = {one.name: one.holds for one in custody_of(archive, sha256).properties}
        assert good == {"authenticity": True, "availability": True, "identity": True, "persistence": True,
                        "renderability": True, "understandability": False}  # fmt: skip
        path = root / "originals" / sha256[:2] / sha256
        path.chmod(0o600)
        path.write_bytes(b"another")
        assert custody_of(archive, sha256).properties[0].holds is False
        path.unlink()
        assert [one.holds for one in custody_of(archive, sha256).properties[:2]] == [False, False]
        with pytest.raises(InputError, match="no original"):
            custody_of(archive, "0" * 64)


@pytest.mark.parametrize("given", [(None, 0, True), (None, 50, False), (80, 50, False), (20, 50, True)])
def test_nothing_is_signed_by_a_clock_further_off_than_allowed(tmp_path, folder, monkeypatch, given):
    error, limit, signs = given
    told = Clock(source="a test", synchronised=error is not None, error_ms=error)
    monkeypatch.setattr(checkpointing, "measured_clock", lambda: told)
    root = tmp_path / "archive"
    root.mkdir()
    (root / FILE_NAME).write_text(f"largest_clock_error_ms = {limit}\n")
    run(root, folder)
    assert bool(list(root.glob("checkpoints/*.txt"))) is signs
    with Archive.open(root) as archive:
        kinds = {f.kind for f in archive.snapshot().findings}
        assert ("clock_unsure" in kinds) is not signs
        if not signs:
            with pytest.raises(MarsadError, match="No checkpoint is signed"):
                checkpointing.sign_checkpoint(archive)


def test_the_kernel_s_word_on_the_clock_is_understood():
    told = clock.measured_clock()
    assert told.source
    assert (told.error_ms is not None) == told.synchronised
    assert clock.too_unsure(told, 0) is False
