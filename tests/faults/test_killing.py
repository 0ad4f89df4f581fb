import random

from tests.faults.killing import breaks, kill_at_random, lost

from marsad.archive import Archive
from marsad.pipeline.checkpointing import checkpoint_after_run

POINTS = 200
ROUND = 20


def test_a_writer_killed_at_200_random_points_loses_nothing_acknowledged_and_leaves_nothing_half_written(tmp_path):
    """Ten archives, each killed twenty times over; every archive goes on from what the last kill left."""
    chance = random.Random("kill")
    total = 0
    for start in range(0, POINTS, ROUND):
        root = tmp_path / f"archive-{start}"
        acknowledged: list[str] = []
        for point in range(start, start + ROUND):
            acknowledged += kill_at_random(root, chance, f"point-{point}")
            if (root / "archive.db").exists() and point % 4 == 3:
                assert breaks(root) == [], point
        assert lost(root, acknowledged) == []
        with Archive.open(root) as archive, archive.writing():
            checkpoint_after_run(archive)
        assert breaks(root) == []
        total += len(acknowledged)
    assert total > POINTS / 4
