"""Assignment: the greatest sum of weights, and the same pairs for the same table."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluating.assignment import best_pairs

_WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.25, 3.5])
_TABLES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(st.lists(_WEIGHTS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def best_sum(table: list[list[float]]) -> float:
    rows, columns = len(table), len(table[0])
    if rows > columns:
        return best_sum([list(column) for column in zip(*table, strict=True)])
    return max(sum(table[i][j] for i, j in enumerate(chosen)) for chosen in permutations(range(columns), rows))


@given(_TABLES)
def test_no_other_assignment_weighs_more(table: list[list[float]]) -> None:
    pairs = best_pairs(table)
    assert sum(table[i][j] for i, j in pairs) == best_sum(table)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == min(len(table), len(table[0]))


def test_an_empty_table_has_no_pairs() -> None:
    assert best_pairs([]) == []
    assert best_pairs([[], []]) == []


def test_greedy_choice_is_not_taken() -> None:
    assert sorted(best_pairs([[3.0, 2.5], [2.5, 0.0]])) == [(0, 1), (1, 0)]
