"""A full disk, a disk that cannot be written, two writers, a clock set back."""

import datetime as dt
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.faults.archives import take_in, whole_archive
from tests.faults.killing import breaks, lost

from marsad.archive import Archive
from marsad.cli import main
from marsad.pipeline.backing_up import back_up, restore
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.examining import examine
from marsad.pipeline.recording import Recorder
from marsad.records import MarsadError


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "archive"
    whole_archive(root, originals=4)
    return root


@pytest.fixture
def root(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


def in_a_child(action):
    """Run `action` in a forked process and return the lines it told and how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            action(lambda line: os.write(writing, f"{line}\n".encode()))
            code = 0
        except MarsadError as error:
            os.write(writing, f"error {error}\n".encode())
            code = 7
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    return lines, os.waitstatus_to_exitcode(status)


@pytest.mark.parametrize("room", [0, 20_000, 100_000, 400_000])
def test_a_disk_that_fills_up_stops_with_one_line_and_keeps_all_acknowledged(root, room):
    """No file may grow beyond a limit, which every write meets as a full disk, the database's as well."""
    limit = (root / "archive.db").stat().st_size + room

    def fill(say):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        recorder = Recorder("the writer")
        with Archive.open(root) as archive, archive.writing():
            for number in range(500):
                say(take_in(archive, recorder, f"more-{number}.txt", os.urandom(20_000)))

    lines, code = in_a_child(fill)
    assert code == 7, lines
    assert lines[-1].startswith("error ")
    assert "Next: " in lines[-1]
    assert breaks(root) == []
    assert lost(root, lines[:-1]) == []


def test_a_backup_that_meets_a_full_disk_leaves_no_file(root, tmp_path):
    target = tmp_path / "out" / "a.backup"

    def save(_say):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = (root / "archive.db").stat().st_size + 1000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        back_up(root, target, made=dt.datetime(2025, 3, 12, tzinfo=dt.UTC), secret=None,
                expect=lambda *_: None, advance=lambda _: None)  # fmt: skip

    lines, code = in_a_child(save)
    assert code == 7, lines
    assert list(target.parent.iterdir()) == []


def test_two_writers_never_write_at_once_and_both_succeed_in_turn(root):
    with Archive.open(root) as archive, archive.writing():

        def second(say):
            with Archive.open(root) as other, other.writing():
                say("in")

        lines, code = in_a_child(second)
        assert code == 7
        assert "Another process is writing" in lines[0]
        take_in(archive, Recorder("the first"), "first.txt", b"first")
    with Archive.open(root) as archive, archive.writing():
        take_in(archive, Recorder("the second"), "second.txt", b"second")
        checkpoint_after_run(archive)
    assert breaks(root) == []


def test_writers_that_ignore_the_lock_still_leave_a_log_without_gap_or_fork(root):
    """The lock is one guard; the database's own transactions are the other."""

    def write(name):
        def action(say):
            with Archive.open(root) as archive:
                for number in range(8):
                    say(take_in(archive, Recorder(name), f"{name}-{number}", f"{name} {number}".encode()))

        return action

    with Archive.open(root) as archive:
        before = archive.ledger.size()
    first, code = in_a_child(write("one"))
    second, other = in_a_child(write("two"))
    assert (code, other) == (0, 0)
    assert lost(root, [*first, *second]) == []
    with Archive.open(root) as archive:
        assert archive.ledger.size() == before + 16
    assert breaks(root) == []


def test_two_processes_that_write_at_the_same_moment_lose_nothing_and_fork_nothing(root):
    """Both really run at once, without the lock, which is the harder case; a third looks on and finds no break."""
    pipes = [os.pipe() for _ in range(2)]
    children = []
    for name, (reading, writing) in enumerate(pipes):
        child = os.fork()
        if child == 0:
            os.close(reading)
            code = 1
            try:
                with Archive.open(root) as archive:
                    for number in range(40):
                        sha256 = take_in(archive, Recorder(f"writer {name}"), f"{name}-{number}", os.urandom(500))
                        os.write(writing, f"{sha256}\n".encode())
                code = 0
            finally:
                os._exit(code)
        os.close(writing)
        children.append(child)
    looks = 0
    while not os.waitpid(children[0], os.WNOHANG)[0]:
        assert breaks(root) == []
        looks += 1
    assert os.waitstatus_to_exitcode(os.waitpid(children[1], 0)[1]) == 0
    told = []
    for reading, _ in pipes:
        with os.fdopen(reading) as said:
            told.append(said.read().split())
    assert looks > 0
    assert [len(one) for one in told] == [40, 40]
    assert lost(root, [sha256 for one in told for sha256 in one]) == []
    with Archive.open(root) as archive:
        authors = [entry.author for entry in archive.ledger.entries() if entry.author.startswith("writer ")]
        checkpoint_after_run(archive)
    assert sorted(set(authors)) == ["writer 0", "writer 1"]
    assert breaks(root) == []


def test_a_backup_made_while_another_process_writes_is_whole(root, tmp_path):
    """Several in a row; each is verified where it was made and where it is restored."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        recorder = Recorder("the writer")
        with Archive.open(root) as archive, archive.writing():
            for number in range(100_000):
                take_in(archive, recorder, f"more-{number}", os.urandom(2000))
                if number % 5 == 0:
                    checkpoint_after_run(archive)
                os.write(writing, b".")
        os._exit(1)
    os.close(writing)
    try:
        os.read(reading, 1)
        entries = []
        for number in range(4):
            target = tmp_path / f"{number}.backup"
            quiet = {"secret": None, "expect": lambda *_: None, "advance": lambda _: None}
            entries.append(back_up(root, target, made=dt.datetime(2025, 3, 12, tzinfo=dt.UTC), **quiet).entries)
            restore(target, tmp_path / f"back-{number}", **quiet)
            assert breaks(tmp_path / f"back-{number}") == []
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
    assert entries == sorted(set(entries)), "the writer wrote between the backups"
    assert breaks(root) == []


@pytest.fixture
def read_only(root, tmp_path):
    """A disk mounted so that nobody can write it, the administrator neither."""
    if os.getuid() != 0 or not shutil.which("mount"):
        pytest.skip("only an administrator can mount a disk read-only")
    place = tmp_path / "disk"
    place.mkdir()
    mounts = [["mount", "--bind", root, place], ["mount", "-o", "remount,bind,ro", place]]
    for number, words in enumerate(mounts):
        done = subprocess.run(words, check=False, capture_output=True)
        if done.returncode:
            if number:
                subprocess.run(["umount", place], check=True)
            pytest.skip(f"this machine lets nobody mount: {done.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("journal", [False, True])
def test_a_disk_mounted_read_only_is_verified_backed_up_and_never_written(root, read_only, tmp_path, journal):
    if journal:
        with Archive.open(root) as archive:
            archive._engine.raw_connection().detach()
            take_in(archive, Recorder("the writer"), "late.txt", b"late")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert breaks(read_only) == []
    run = partial(CliRunner().invoke, main)
    report = tmp_path / "report.txt"
    report.write_text("Five people were killed in Aleppo on 3 March 2024.")
    for words in (["run", str(report)], ["checkpoint"], ["keys", "replace", "--reason", "x", "--no-passphrase"],
                  ["searches", "add", "--where", "x", "--words", "y", "--found", "0"]):  # fmt: skip
        result = run([words[0], "--archive", str(read_only), *words[1:]])
        assert result.exit_code == 1, (words, result.output)
        assert "Next: " in result.output
        assert "Traceback" not in result.output
    saved = run(["backup", "--archive", str(read_only), str(tmp_path / "a.backup")])
    assert saved.exit_code == 0, saved.output
    assert "The log could not be told of this copy" in saved.output
    assert run(["restore", str(tmp_path / "a.backup"), str(tmp_path / "back")]).exit_code == 0
    assert run(["doctor", "--archive", str(read_only)]).exit_code == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_doctor_and_custody_say_that_a_clock_was_set_back(root):
    looked = {one.what: one for one in examine(root, dt.datetime(2025, 6, 1, tzinfo=dt.UTC))}
    assert [f.kind for f in looked["clock"].findings] == ["clock_wrong"]
    assert "the last entry was written at" in looked["clock"].findings[0].message


def test_a_clock_set_back_keeps_the_order_of_entries_and_is_said(root):
    earlier = Recorder("the writer", clock=lambda: dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    with Archive.open(root) as archive, archive.writing():
        size = archive.ledger.size()
        sha256 = take_in(archive, earlier, "late.txt", b"written when the clock was wrong")
        assert archive.ledger.entry(size).subject == sha256
        assert [f.kind for f in archive.ledger.findings()] == ["clock_set_back"]
        checkpoint_after_run(archive)
    assert breaks(root) == []


def test_a_directory_that_cannot_be_written_is_one_line_and_can_be_verified(whole):
    """In a child that is no administrator, since those may write everywhere; below /tmp, which everybody may enter."""
    place = Path(tempfile.mkdtemp())
    root = place / "archive"
    shutil.copytree(whole, root)
    for path in [place, root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)

    def look(say):
        if os.getuid() == 0:
            os.setuid(65534)
        say(f"breaks {breaks(root)}")
        with Archive.open(root) as archive, archive.writing():
            say("written")

    try:
        lines, code = in_a_child(look)
    finally:
        for path in [place, root, *root.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(place)
    assert code == 7, lines
    assert lines[0] == "breaks []"
    assert "allow yourself" in lines[1]
