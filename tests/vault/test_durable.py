import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.records import StoreError
from marsad.vault.durable import READ_ONLY, SECRET, read_small, write_new

SOURCE = Path(__file__).parents[2] / "src"
KILLED = """
import os, signal, sys
from pathlib import Path
from marsad.vault import durable
step, path = sys.argv[1], Path(sys.argv[2])
real = getattr(os, step)
def die(*arguments):
    if sys.argv[3] == "after":
        real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, step, die)
durable.write_new(path, b"x" * 100_000)
"""


@pytest.mark.parametrize("mode", [READ_ONLY, SECRET])
def test_writes_whole_with_its_mode_and_makes_its_folder(tmp_path, mode):
    path = tmp_path / "new" / "file"
    write_new(path, b"bytes", mode)
    assert path.read_bytes() == b"bytes"
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert list(path.parent.iterdir()) == [path]


def test_the_same_bytes_again_are_no_matter_and_others_are_refused(tmp_path):
    path = tmp_path / "file"
    write_new(path, b"bytes")
    write_new(path, b"bytes")
    with pytest.raises(StoreError, match=r"something else.*file.*Next:"):
        write_new(path, b"other")
    assert path.read_bytes() == b"bytes"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "link"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_leaves_the_whole_file_or_none(tmp_path, step, when):
    path = tmp_path / "file"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, step, path, when],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert path.exists() == ((step, when) == ("link", "after"))
    write_new(path, b"x" * 100_000)
    assert path.read_bytes() == b"x" * 100_000


def test_a_folder_that_cannot_be_written_is_named_with_the_next_step(tmp_path):
    (tmp_path / "folder").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match=r"Cannot write the file.*Next:"):
        write_new(tmp_path / "folder" / "file", b"bytes")


def test_reads_no_more_than_asked_and_never_waits_for_a_pipe(tmp_path):
    (tmp_path / "huge").write_bytes(bytes(1000))
    assert len(read_small(tmp_path / "huge", 10)) == 11
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "missing", "."):
        with pytest.raises(OSError, match="No such file"):
            read_small(tmp_path / name, 10)
