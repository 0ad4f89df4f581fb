"""How long `marsad verify` takes beside sha256sum over the same originals, in one run.

python -m benchmarks.verify_speed [--originals 10000] [--megabytes 1000]
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from marsad.archive import Archive, Intake, StoredReading
from marsad.pipeline.checkpointing import checkpoint_after_run
from marsad.pipeline.recording import Recorder
from marsad.records import Document, Reading, document_id
from marsad.vault import Originals

_BATCH = 500
_TEXT = 2500
_ALLOWED = 2.0
_ROUNDS = 3


def main() -> None:
    """Make an archive, time both, print the ratio; exit code 1 where it is over 2."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--originals", type=int, default=10_000)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, default=None, help="where to make the archive (default: temporary)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        root = Path(folder) / "archive"
        made = _seconds(lambda: _make(root, given.originals, given.megabytes * 1_000_000 // given.originals))
        print(f"made {given.originals:,} originals, {given.megabytes:,} MB, in {made:.1f} s")
        hashing, verifying = zip(*(_round(root) for _ in range(_ROUNDS)), strict=True)
        print(f"sha256sum     {min(hashing):6.2f} s  (of {_ROUNDS}: {_shown(hashing)})")
        print(f"marsad verify {min(verifying):6.2f} s  (of {_ROUNDS}: {_shown(verifying)})")
        ratio = min(verifying) / min(hashing)
        print(f"ratio {ratio:.2f}, at most {_ALLOWED} allowed")
    sys.exit(ratio > _ALLOWED)


def _round(root: Path) -> tuple[float, float]:
    """Time both once, each after the other, so that both find the files in the same cache."""
    sha256sum = shutil.which("sha256sum")
    assert sha256sum, "sha256sum is not installed"
    listing = "".join(f"{path}\n" for path in sorted((root / "originals").glob("*/*")))
    hashing = _seconds(lambda: _run(["xargs", sha256sum], listing))
    verifying = _seconds(lambda: _run([sys.executable, "-m", "marsad", "verify", str(root)], ""))
    return hashing, verifying


def _run(command: list[str], given: str) -> None:
    subprocess.run(command, input=given.encode(), stdout=subprocess.DEVNULL, check=True, env=dict(os.environ))


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _shown(seconds: tuple[float, ...]) -> str:
    return ", ".join(f"{one:.2f}" for one in seconds)


def _make(root: Path, count: int, size: int) -> None:
    """Take in `count` originals of about `size` bytes, each with one document of usual length and its reading."""
    chance = random.Random(1)  # noqa: S311 (content for timing)
    recorder = Recorder("benchmark")
    with Archive.create(root) as archive:
        store = Originals(root / "originals", recorder)
        for start in range(0, count, _BATCH):
            intakes, captures, readings = [], [], []
            for number in range(start, min(start + _BATCH, count)):
                custody = recorder.custody(f"report-{number}.html")
                kept = store.keep(BytesIO(chance.randbytes(size)), custody)
                document = Document(id=document_id(str(number)), original=kept.sha256, text="Words. " * (_TEXT // 7))
                intakes.append(
                    Intake(
                        sha256=kept.sha256, size=kept.size, version="1", name=custody.name, received=custody.when,
                        documents=(document,), findings=(),
                    )
                )  # fmt: skip
                captures.append(recorder.capture(kept.sha256, custody.name, "HTML"))
                reading = Reading(document=document.id, reader="benchmark")
                readings.append(StoredReading(version="1", reading=reading, source=b"{}"))
            store.flush()
            archive.intakes.add(intakes, recorder.addition(*captures))
            archive.readings.add(readings)
        checkpoint_after_run(archive)


if __name__ == "__main__":
    main()
