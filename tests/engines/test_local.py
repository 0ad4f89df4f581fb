from collections.abc import Sequence

import pytest

from marsad.engines import LocalEngine


def double(batch: Sequence[int]) -> list[int]:
    return [2 * item for item in batch]


def fail(batch: Sequence[int]) -> list[int]:
    raise ValueError(f"{batch[0]}")


@pytest.mark.parametrize(("processes", "items"), [(1, 200), (2, 10), (2, 200)])
def test_results_come_in_order(processes, items):
    with LocalEngine(processes) as engine:
        results = [x for batch in engine.map(double, range(items)) for x in batch]
    assert results == [2 * item for item in range(items)]


def test_items_are_taken_as_they_are_needed():
    taken = []

    def items():
        for item in range(10_000):
            taken.append(item)
            yield item

    with LocalEngine(2) as engine:
        next(engine.map(double, items()))
    assert len(taken) < 500


def test_an_error_in_a_stage_reaches_the_caller():
    with pytest.raises(ValueError, match="0"), LocalEngine(2) as engine:
        list(engine.map(fail, range(100)))
