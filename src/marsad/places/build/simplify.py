"""Simplifying borders so that neighbours keep sharing them."""

import math
from itertools import pairwise

Point = tuple[int, int]


def simplify(rings: list[list[Point]], tolerance: float) -> list[list[Point]]:
    """Drop points closer than `tolerance` to the line without them.

    Lines shared by two rings are cut at the points where more lines meet and simplified once each, in one direction, so
    that neighbours stay neighbours without gaps.
    """
    joints = _joints(rings)
    return [_simple_ring(ring, joints, tolerance) for ring in rings]


def _joints(rings: list[list[Point]]) -> set[Point]:
    """Points where other than two lines meet."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for one, other in pairwise(ring):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    return {point for point, neighbours in beside.items() if len(neighbours) != 2}


def _simple_ring(ring: list[Point], joints: set[Point], tolerance: float) -> list[Point]:
    body = ring[:-1]
    starts = [at for at, point in enumerate(body) if point in joints] or [body.index(min(body))]
    result: list[Point] = []
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else starts[0] + len(body)
        piece = [body[index % len(body)] for index in range(start, end + 1)]
        result.extend(_simple_line(piece, tolerance)[:-1])
    return [*result, result[0]]


def _simple_line(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas-Peucker, always from the lesser end; a closed line is cut at its farthest point first."""
    if len(line) < 3:
        return line
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: (_apart(line[i], line[0]), line[i]))
        return _simple_line(line[: far + 1], tolerance)[:-1] + _simple_line(line[far:], tolerance)
    if line[-1] < line[0]:
        return _simple_line(line[::-1], tolerance)[::-1]
    keep = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: (_off(line[i], line[first], line[last]), -i))
        if _off(line[far], line[first], line[last]) > tolerance:
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [line[at] for at in sorted(keep)]


def _apart(one: Point, other: Point) -> float:
    return float((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)


def _off(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from the stretch between two others."""
    east, north = end[0] - start[0], end[1] - start[1]
    length = float(east * east + north * north)
    if not length:
        return math.sqrt(_apart(point, start))
    along = ((point[0] - start[0]) * east + (point[1] - start[1]) * north) / length
    along = max(0.0, min(1.0, along))
    near_east, near_north = start[0] + along * east, start[1] + along * north
    return math.hypot(point[0] - near_east, point[1] - near_north)
