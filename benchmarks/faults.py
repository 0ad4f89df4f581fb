"""Kill a writing process at many random points and look at what each kill left.

python -m benchmarks.faults [--points 2000] [--seed WORDS]
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.killing import breaks, kill_at_random, lost

_ROUND = 50


def main() -> None:
    """Kill, look, print; exit code 1 where anything acknowledged is lost or anything half-written is believed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=2000)
    parser.add_argument("--seed", default="faults")
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 (when to kill)
    start, acknowledged_all, bad = time.monotonic(), 0, 0
    for first in range(0, given.points, _ROUND):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "archive"
            acknowledged: list[str] = []
            for point in range(first, min(first + _ROUND, given.points)):
                acknowledged += kill_at_random(root, chance, f"point-{point}")
                broken = breaks(root) if (root / "archive.db").exists() else []
                gone = lost(root, acknowledged) if acknowledged else []
                if broken or gone:
                    bad += 1
                    print(f"point {point}: {len(gone)} lost, {[finding.kind for finding in broken]}", flush=True)
            acknowledged_all += len(acknowledged)
    seconds = time.monotonic() - start
    print(f"{given.points:,} kills in {seconds:.0f} s: {acknowledged_all:,} entries acknowledged, {bad} bad points")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
