"""`marsad run` when things go wrong: one line with the next step, and what was stored stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.archive import Archive

TEXT = "BANIAS, 8 March 2025 (Coast Wire) - At least {} civilians were killed in Jableh on Friday, the mayor said. "


def command(archive: Path, *paths: Path) -> list[str]:
    return [sys.executable, "-m", "marsad", "--archive", str(archive), "run", *map(str, paths)]


def run(archive: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(archive, *paths), capture_output=True, text=True, check=False)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(3, 303):
        (folder / f"{n:03}.txt").write_text(TEXT.format(n) * 10, encoding="utf-8")
    return folder


def errors(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stderr.splitlines() if line.strip()]


def test_a_path_that_is_not_there_is_one_line(tmp_path):
    done = run(tmp_path / "a", tmp_path / "nowhere")
    assert done.returncode == 1
    assert len(errors(done)) == 1
    assert "nowhere" in done.stderr
    assert "check the path" in done.stderr


def test_wrong_settings_are_one_line_that_names_them_all(tmp_path, many):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "marsad.toml").write_text('workers = "x"\n[intake]\nmax_rows = 0\n', encoding="utf-8")
    done = run(tmp_path / "a", many)
    assert done.returncode == 1
    assert len(errors(done)) == 1
    assert "workers" in done.stderr
    assert "intake.max_rows" in done.stderr


def test_an_archive_that_cannot_be_made_is_one_line(tmp_path, many):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = run(tmp_path / "file" / "a", many)
    assert done.returncode == 1
    assert len(errors(done)) == 1
    assert "--archive" in done.stderr


def test_ctrl_c_keeps_what_was_taken_in_and_the_next_run_goes_on(tmp_path, many):
    process = subprocess.Popen(command(tmp_path / "a", many), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    originals = tmp_path / "a" / "originals"
    deadline = time.monotonic() + 60
    while (
        process.poll() is None and time.monotonic() < deadline and not (originals.exists() and any(originals.iterdir()))
    ):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert [line for line in stderr.splitlines() if line.strip()] == [
        "Stopped. What was taken in is kept; run the same command again to go on."
    ]
    assert run(tmp_path / "a", many).returncode == 0
    with Archive.open(tmp_path / "a") as archive:
        assert archive.intakes.count_documents() == 300


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can be made by root only")
def test_a_full_disk_is_one_line_and_leaves_what_was_stored(tmp_path, many):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        first = run(disk / "a", *sorted(many.iterdir())[:20])
        assert first.returncode == 0
        with Archive.open(disk / "a") as archive:
            before = archive.snapshot()
        done = run(disk / "a", many)
        assert done.returncode == 1
        assert len(errors(done)) == 1
        assert "free space" in done.stderr
        with Archive.open(disk / "a") as archive:
            after = archive.snapshot()
        assert {d.id for d in before.documents} <= {d.id for d in after.documents}
        assert set(before.claims) <= set(after.claims)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_second_run_over_the_same_archive_is_told_to_wait(tmp_path, many):
    Archive.create(tmp_path / "a").close()
    with Archive.open(tmp_path / "a") as archive, archive.writing():
        done = run(tmp_path / "a", many)
    assert done.returncode == 1
    assert len(errors(done)) == 1
    assert "Another process is writing" in done.stderr


def test_nothing_of_the_machine_is_on_the_page_or_in_the_archive(tmp_path, many):
    assert run(tmp_path / "a", many).returncode == 0
    page = (tmp_path / "a" / "report.html").read_text(encoding="utf-8")
    assert str(tmp_path) not in page
    assert str(tmp_path).encode() not in (tmp_path / "a" / "archive.db").read_bytes()
