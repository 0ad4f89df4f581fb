"""The log: what an entry costs at its start and at its end, and proofs for a log of a million entries.

Run with `python -m benchmarks.vault_log`; see `benchmarks/README.md`.
"""

import argparse
import datetime as dt
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import Engine, create_engine

from marsad.archive import Archive
from marsad.archive.nodes import StoredNodes
from marsad.pipeline.recording import Recorder
from marsad.records import EntryKind
from marsad.vault.checkpoints import make_checkpoint, parse_checkpoint
from marsad.vault.merkle import Tree, leaf_hash
from marsad.vault.proofs import prove_entry, prove_extension, verify_entry, verify_extension
from marsad.vault.signing import SigningKey, generate_key

_TENTHS = 10
_NODES_AT_ONCE = 50_000
_SAMPLE = 1_000
_SEED = 20250312

Result = TypeVar("Result")


class Facts(msgspec.Struct, frozen=True):
    """What the benchmark's entries say."""

    note: str


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        _append(Path(scratch) / "entries", options.entries, options.batch)
        _prove(Path(scratch) / "proofs", options.log)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.vault_log", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="how many entries to append (default 100000)")
    parser.add_argument("--batch", type=int, default=100, help="entries in one transaction (default 100)")
    parser.add_argument("--log", type=int, default=1_000_000, help="entries of the log for proofs (default 1000000)")
    return parser.parse_args()


def _append(root: Path, entries: int, batch: int) -> None:
    recorder = Recorder("benchmark", clock=lambda: dt.datetime(2025, 3, 12, tzinfo=dt.UTC))
    tenth = entries // _TENTHS
    costs: list[float] = []
    with Archive.create(root) as archive, archive.writing():
        for part in range(_TENTHS):
            taken: list[float] = []
            for first in range(part * tenth, (part + 1) * tenth, batch):
                numbers = range(first, min(first + batch, (part + 1) * tenth))
                drafts = [recorder.draft(EntryKind.CORRECTION, f"object-{n}", Facts(f"note {n}")) for n in numbers]
                _timed(taken, partial(archive.ledger.append, recorder.addition(*drafts)))
            costs.append(statistics.median(taken) / batch * 1000)
        size = archive.ledger.size()
    print(f"Appending {size:,} entries to an archive, {batch} in a transaction;")
    # medians, because a flush of the disk or a neighbour on the machine falls on single transactions
    print("microseconds an entry, median transaction of each tenth:")
    print("  " + " ".join(f"{cost:.0f}" for cost in costs))
    print(f"  last tenth / first tenth: {costs[-1] / costs[0]:.2f}")


def _prove(root: Path, size: int) -> None:
    key = generate_key("benchmark.example/log")
    with Archive.create(root):
        pass
    engine = create_engine(f"sqlite:///{root / 'archive.db'}")
    _grow(engine, size)
    print(f"Proof files of a log of {size:,} entries in an archive's database, {_SAMPLE:,} of each:")
    with engine.connect() as connection:
        log = Tree(StoredNodes(connection), size)
        entries = [_time_entries(log, count, key) for count in (size // 1000, size)]
        growth = [_time_growth(log, count, key) for count in (size // 1000, size)]
    engine.dispose()
    for what, (small, large) in (("an entry is in it", entries), ("it only grew", growth)):
        for step, before, after in zip(("made", "checked"), small, large, strict=True):
            worst = sorted(after)[int(len(after) * 0.99)]
            ratio = statistics.median(after) / statistics.median(before)
            print(
                f"  that {what}, {step}: median {statistics.median(after):.2f} ms, 99th percentile {worst:.2f} ms; "
                f"{ratio:.1f} times the median for {size // 1000:,} entries"
            )


def _grow(engine: Engine, size: int) -> None:
    """Make the nodes of a log without its entries: proofs need no more."""
    for first in range(0, size, _NODES_AT_ONCE):
        with engine.begin() as connection:
            nodes = StoredNodes(connection)
            tree = Tree(nodes, first)
            for number in range(first, min(first + _NODES_AT_ONCE, size)):
                tree.append(_leaf(number))
            nodes.write()


def _time_entries(log: Tree, size: int, key: SigningKey) -> tuple[list[float], list[float]]:
    checkpoint = make_checkpoint(key.verifier.name, size, log.root(size), key)
    made: list[float] = []
    checked: list[float] = []
    for index in _sample(size):
        proof = _timed(made, partial(prove_entry, log, index, checkpoint))
        leaf = _leaf(index)
        _timed(checked, partial(verify_entry, proof, key.verifier, leaf=leaf))
    return made, checked


def _time_growth(log: Tree, size: int, key: SigningKey) -> tuple[list[float], list[float]]:
    checkpoint = make_checkpoint(key.verifier.name, size, log.root(size), key)
    made: list[float] = []
    checked: list[float] = []
    for old in _sample(size):
        older = parse_checkpoint(make_checkpoint(key.verifier.name, old, log.root(old), key))
        proof = _timed(made, partial(prove_extension, log, old, checkpoint))
        _timed(checked, partial(verify_extension, proof, older, key.verifier))
    return made, checked


def _sample(size: int) -> Iterator[int]:
    chance = random.Random(_SEED)  # noqa: S311  a fixed sample, no secret
    return (chance.randrange(size) for _ in range(_SAMPLE))


def _timed(into: list[float], work: Callable[[], Result]) -> Result:
    start = time.perf_counter()
    result = work()
    into.append((time.perf_counter() - start) * 1000)
    return result


def _leaf(number: int) -> bytes:
    return leaf_hash(hashlib.sha256(number.to_bytes(8)).digest())


if __name__ == "__main__":
    main()
