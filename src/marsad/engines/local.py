"""The engine of one machine: this process for little work, a pool of processes for much."""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from types import TracebackType
from typing import Self, TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")

_BATCH = 16
_WORTH_A_POOL = 48  # below this, starting processes costs more than it saves


class LocalEngine:
    """Runs stage functions over items with a number of processes; use it in a `with` statement."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def map(self, stage: Callable[[Sequence[_In]], _Out], items: Iterable[_In]) -> Iterator[_Out]:
        """Yield `stage(batch)` for each batch of items, in the order of the items.

        `stage` must be importable by name (a module's function): batches travel to other processes.
        """
        waiting = iter(items)
        first = list(islice(waiting, _WORTH_A_POOL))
        batches = _batches(chain(first, waiting))
        if self._processes == 1 or len(first) < _WORTH_A_POOL:
            return map(stage, batches)
        return self._map_in_pool(stage, batches)

    def _map_in_pool(self, stage: Callable[[Sequence[_In]], _Out], batches: Iterator[Sequence[_In]]) -> Iterator[_Out]:
        pool = self._pool or self._start()
        running = [pool.submit(stage, batch) for batch in islice(batches, 4 * self._processes)]
        while running:
            done = running.pop(0).result()
            running.extend(pool.submit(stage, batch) for batch in islice(batches, 1))
            yield done

    def _start(self) -> ProcessPoolExecutor:
        # spawn, not fork: a forked child shares the parent's open database and its locks
        self._pool = ProcessPoolExecutor(self._processes, mp_context=multiprocessing.get_context("spawn"))
        with _interrupts_ignored():
            self._pool.submit(_nothing).result()
        return self._pool


def _batches(items: Iterable[_In]) -> Iterator[list[_In]]:
    waiting = iter(items)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _nothing() -> None:
    """Do nothing: the first task makes a pool start its processes."""


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    # Ctrl-C reaches every process of the terminal; processes started here ignore it, and the parent decides
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
