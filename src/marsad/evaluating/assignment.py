"""Assignment: who is paired with whom so that the sum of weights is greatest."""

from collections.abc import Sequence

import msgspec


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return (row, column) pairs of a rectangular table of weights, each row and column used at most once.

    Kuhn's method with potentials (the "Hungarian" one), in O(n³). Among assignments of equal weight the one that adding
    rows in order reaches first wins, so the same table always gives the same pairs. Every row is paired when there
    are at least as many columns, weight 0 included: the caller drops pairs that mean nothing.
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    size = max(rows, columns)
    greatest = max(max(row) for row in weights)
    costs = [[greatest - (weights[i][j] if i < rows and j < columns else 0) for j in range(size)] for i in range(size)]
    search = _Search.over(size)
    for row in range(1, size + 1):
        _add_row(search, row, costs)
    return [
        (search.row_of[j] - 1, j - 1) for j in range(1, size + 1) if search.row_of[j] - 1 < rows and j - 1 < columns
    ]


class _Search(msgspec.Struct):
    """Potentials and matches so far, 1-based; index 0 stands for "none yet"."""

    row_potential: list[float]
    column_potential: list[float]
    row_of: list[int]
    came_from: list[int]

    @classmethod
    def over(cls, size: int) -> "_Search":
        zeros = [0] * (size + 1)
        return cls([0.0] * (size + 1), [0.0] * (size + 1), zeros.copy(), zeros.copy())


def _add_row(search: _Search, row: int, costs: list[list[float]]) -> None:
    size = len(costs)
    search.row_of[0] = row
    column = 0
    slack = [float("inf")] * (size + 1)
    visited = [False] * (size + 1)
    while True:
        visited[column] = True
        step, following = _relax(search, column, costs, slack, visited)
        for j in range(size + 1):
            if visited[j]:
                search.row_potential[search.row_of[j]] += step
                search.column_potential[j] -= step
            else:
                slack[j] -= step
        column = following
        if search.row_of[column] == 0:
            break
    while column:
        search.row_of[column] = search.row_of[search.came_from[column]]
        column = search.came_from[column]


def _relax(
    search: _Search, column: int, costs: list[list[float]], slack: list[float], visited: list[bool]
) -> tuple[float, int]:
    row = search.row_of[column]
    step, following = float("inf"), 0
    for j in range(1, len(costs) + 1):
        if visited[j]:
            continue
        reduced = costs[row - 1][j - 1] - search.row_potential[row] - search.column_potential[j]
        if reduced < slack[j]:
            slack[j], search.came_from[j] = reduced, column
        if slack[j] < step:
            step, following = slack[j], j
    return step, following
