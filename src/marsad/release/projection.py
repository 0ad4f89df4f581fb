"""From degrees to the drawing: the box that is shown, where points stand in it, and outlines cut to it."""

import math
from collections.abc import Sequence

import msgspec

from marsad.records import Place

Point = tuple[float, float]
"""Longitude and latitude, in degrees; or across and down, in units of the drawing."""

WIDTH = 640.0
"""Width of the drawing; its height follows from what is shown."""

_TALLEST, _FLATTEST = 1.25, 0.6
_LEAST_DEGREES = 0.6
_MARGIN = 0.14


class View(msgspec.Struct, frozen=True):
    """The box of degrees that is drawn."""

    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        """Degrees of longitude are shorter than those of latitude."""
        return _squeeze((self.south + self.north) / 2)

    @property
    def scale(self) -> float:
        """Units of the drawing to a degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.squeeze)

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return round((self.north - self.south) * self.scale, 1)

    def at(self, point: Point) -> Point:
        """Where a point stands in the drawing."""
        east, north = point
        return round((east - self.west) * self.squeeze * self.scale, 1), round((self.north - north) * self.scale, 1)


def view_of(places: Sequence[Place]) -> View:
    """Return the box that shows places with a margin, no smaller than a district and neither too flat nor too tall."""
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    tall = max(north - south, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
    squeeze = _squeeze((south + north) / 2)
    wide = max(east - west, _LEAST_DEGREES / squeeze) * (1 + 2 * _MARGIN)
    wide = max(wide, tall / _TALLEST / squeeze)
    tall = max(tall, wide * squeeze * _FLATTEST)
    middle = ((west + east) / 2, (south + north) / 2)
    return View(middle[0] - wide / 2, middle[1] - tall / 2, middle[0] + wide / 2, middle[1] + tall / 2)


def _squeeze(latitude: float) -> float:
    return max(0.2, math.cos(math.radians(latitude)))


def path_of(view: View, ring: Sequence[Point]) -> str:
    """Return a ring as an SVG path cut to the view, or nothing where it lies outside."""
    points: list[Point] = []
    for point in map(view.at, _clipped(view, ring)):
        if not points or abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) >= 0.8:
            points.append(point)
    if len(points) < 3:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _clipped(view: View, ring: Sequence[Point]) -> list[Point]:
    """Cut a ring to a box a little wider than the view (Sutherland and Hodgman), so that no border runs along it."""
    pad = (view.east - view.west) * 0.05
    box = ((0, view.west - pad, 1), (0, view.east + pad, -1), (1, view.south - pad, 1), (1, view.north + pad, -1))
    points = list(ring)
    for axis, edge, sign in box:
        before, points = points, []
        for last, here in zip([before[-1:], *([p] for p in before)], before, strict=False):
            was, now = sign * (last[0][axis] - edge) >= 0, sign * (here[axis] - edge) >= 0
            if was != now:
                points.append(_crossing(last[0], here, axis, edge))
            if now:
                points.append(here)
        if not points:
            return []
    return points


def _crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    part = (edge - a[axis]) / (b[axis] - a[axis])
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
