"""Killing a process that writes an archive, at random points, and looking at what it left.

Python starts once; each writer is forked from it, so that a point takes milliseconds and not a second.
"""

import os
import random
import select
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.faults.archives import take_in

from marsad.archive import Archive
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.recording import Recorder
from marsad.pipeline.verifying import verify
from marsad.records import Finding, Severity
from marsad.vault import Originals

_LONGEST_SECONDS = 0.05
_START_SECONDS = 10.0
_EVERY = 3


def write_and_acknowledge(root: Path, say: Callable[[str], None], tag: str) -> None:
    """Take originals in for ever, telling the hash of each once it is stored, and sign every third time."""
    recorder = Recorder("the writer")
    with Archive.create(root) as archive, archive.writing():
        # as a run does when it starts
        swept = Originals(root / "originals", recorder).sweep()
        say(f"started {swept}")
        number = 0
        while True:
            sha256 = take_in(archive, recorder, f"{tag}-{number}.txt", os.urandom(3000))
            say(sha256)
            number += 1
            if number % _EVERY == 0:
                checkpoint_after_run(archive)


def kill_at_random(root: Path, chance: random.Random, tag: str) -> list[str]:
    """Fork a writer, kill it at a random moment, and return the hashes that it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_writer(root, reading, writing, tag)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as told:
        # some are killed while they open the archive, some before, some after their next words
        data = b""
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            ready, _, _ = select.select([told], [], [], _START_SECONDS)
            assert ready, "the writer said nothing"
            data += told.read(1 << 16) or b""
        time.sleep(chance.random() * _LONGEST_SECONDS)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"the writer ended by itself: {status}"
        data += b"".join(iter(lambda: told.read(1 << 16), b""))
    # a line without its end was not acknowledged
    return [line for line in data.decode().split("\n")[:-1] if not line.startswith("started")]


def _be_the_writer(root: Path, reading: int, writing: int, tag: str) -> None:
    os.close(reading)
    try:
        write_and_acknowledge(root, lambda line: _say(writing, line), tag)
    except BaseException:  # the child must not go on as a second test runner
        traceback.print_exc()
    os._exit(1)


def _say(writing: int, line: str) -> None:
    os.write(writing, f"{line}\n".encode())


def breaks(root: Path) -> list[Finding]:
    """Return every break that `marsad verify` names."""
    found = verify(root, expect=lambda *_: None, advance=lambda _: None)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def lost(root: Path, acknowledged: list[str]) -> list[str]:
    """Return what was acknowledged and is not in the log, the database and the store of originals."""
    with Archive.open(root) as archive:
        logged = {entry.subject for entry in archive.ledger.entries()}
        listed = set(archive.intakes.versions())
    stored = {path.name for path in (root / "originals").glob("*/*")}
    return [sha256 for sha256 in acknowledged if sha256 not in logged & listed & stored]
