"""The way of the data as a user sees it: what a second run does, what order changes, what a failure leaves."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import msgspec
import pytest

from marsad import pipeline
from marsad.archive import Archive
from marsad.records import Snapshot
from marsad.settings import Settings

ONE = "BANIAS, 8 March 2025 (Coast Wire) - At least 31 civilians were killed in Al-Tuwaimah on Friday, the mayor said."
TWO = "LATAKIA, 9 March 2025 (Levant Daily) - Gunmen killed 12 people in Jableh on Saturday, a hospital source said."
TRAP = "TARTUS, 9 March 2025 (Coast Wire) - Four people were killed when a bus overturned near Tartus on Saturday."


class Silent:
    def start(self, label: str, total: int | None) -> None: ...
    def advance(self, steps: int) -> None: ...


def run(root: Path, *paths: Path, workers: int = 1) -> tuple[pipeline.Summary, Snapshot]:
    with Archive.create(root) as archive:
        summary = pipeline.run(archive, paths, Settings(workers=workers), Silent())
        return summary, archive.snapshot()


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("one.txt", ONE), ("two.txt", TWO), ("trap.txt", TRAP)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def lines(*texts: str) -> bytes:
    rows = [{"id": str(n), "title": "", "published": "2025-03-09", "text": text} for n, text in enumerate(texts)]
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def test_a_second_run_adds_nothing(tmp_path, reports):
    first, before = run(tmp_path / "a", reports)
    second, after = run(tmp_path / "a", reports)
    assert (first.new_originals, first.documents_read, first.derived) == (3, 3, True)
    assert (second.new_originals, second.documents_read, second.derived) == (0, 0, False)
    assert before == after


def test_adding_one_file_reads_one_file(tmp_path, reports):
    run(tmp_path / "a", reports)
    (reports / "more.txt").write_text(ONE.replace("31", "29"), encoding="utf-8")
    summary, _ = run(tmp_path / "a", reports)
    assert (summary.new_originals, summary.documents_read) == (1, 1)


def test_adding_one_line_to_a_file_of_lines_reads_one_line(tmp_path):
    source = tmp_path / "r.jsonl"
    source.write_bytes(lines(ONE, TWO))
    run(tmp_path / "a", source)
    source.write_bytes(lines(ONE, TWO, TRAP))
    summary, _ = run(tmp_path / "a", source)
    assert (summary.new_originals, summary.documents_read, summary.documents) == (1, 1, 3)


def test_the_order_of_lines_changes_no_figure(tmp_path):
    texts = [ONE, TWO, TRAP, ONE.replace("Coast Wire", "North Agency").replace("31", "29")]
    figures = []
    for name, order in (("x", texts), ("y", texts[::-1])):
        rows = lines(*texts).splitlines(keepends=True)
        source = tmp_path / f"{name}.jsonl"
        source.write_bytes(b"".join(rows[texts.index(text)] for text in order))
        _, snapshot = run(tmp_path / name, source)
        figures.append(msgspec.json.encode((snapshot.incidents, snapshot.figures, snapshot.claims)))
    assert figures[0] == figures[1]


def test_the_same_report_loose_and_in_a_zip_is_one_document(tmp_path, reports):
    with zipfile.ZipFile(reports / "all.zip", "w") as bundle:
        bundle.writestr("copy.txt", ONE)
    summary, snapshot = run(tmp_path / "a", reports)
    assert summary.new_originals == 4
    assert len(snapshot.documents) == 3


def test_two_processes_give_what_one_gives(tmp_path):
    source = tmp_path / "many.jsonl"
    source.write_bytes(lines(*(ONE.replace("31", str(n)).replace("Friday", "Thursday") for n in range(3, 120))))
    _, one = run(tmp_path / "one", source, workers=1)
    _, two = run(tmp_path / "two", source, workers=2)
    assert one == two


def test_the_archive_inside_the_folder_of_reports_is_no_report(reports):
    run(reports / "marsad-archive", reports)
    summary, _ = run(reports / "marsad-archive", reports)
    assert summary.files == 3


def test_originals_are_kept_as_received(tmp_path, reports):
    _, snapshot = run(tmp_path / "a", reports)
    for document in snapshot.documents:
        kept = tmp_path / "a" / "originals" / document.original[:2] / document.original
        assert kept.read_bytes() in {text.encode() for text in (ONE, TWO, TRAP)}


def test_what_a_killed_run_took_in_is_kept_and_the_next_run_goes_on(tmp_path):
    source = tmp_path / "reports"
    source.mkdir()
    for n in range(400):
        (source / f"{n:03}.txt").write_text(ONE.replace("31", str(n + 3)), encoding="utf-8")
    command = [sys.executable, "-m", "marsad", "--archive", str(tmp_path / "a"), "run", str(source)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if (tmp_path / "a" / "originals").exists() and len(list((tmp_path / "a" / "originals").iterdir())) > 20:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    summary, snapshot = run(tmp_path / "a", source, workers=2)
    assert summary.documents == 400
    _, whole = run(tmp_path / "b", source, workers=2)
    # the next run may say what it mended; nothing else tells that there was a kill
    found = tuple(finding for finding in snapshot.findings if finding.kind != "half_written_removed")
    assert msgspec.structs.replace(snapshot, findings=found) == whole


def test_the_command_says_in_one_line_that_nothing_could_be_read(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    command = [sys.executable, "-m", "marsad", "--archive", str(tmp_path / "a"), "run", str(tmp_path / "empty.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("Error: Nothing readable was found")


def test_the_command_prints_what_it_did_as_json(tmp_path, reports):
    command = [sys.executable, "-m", "marsad", "run", str(reports), "--json", "--archive", str(tmp_path / "a")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["documents"] == 3
    assert (tmp_path / "a" / "report.html").is_file()
