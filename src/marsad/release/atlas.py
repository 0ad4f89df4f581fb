"""The map: places of incidents, each drawn no finer than it is known and never finer than a locality."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from marsad.records import Incident, Place, PlaceKind, PlacePrecision
from marsad.release.lookup import Lookup
from marsad.release.wording import NO_PLACE, label, place_name

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""

_WIDTH = 640.0
_TALLEST, _FLATTEST = 1.25, 0.6
_LEAST_DEGREES = 0.6
_MARGIN = 0.14
_LABEL_HEIGHT = 30.0
_LETTER_WIDTH = 13.5
_MOST_LABELS = 14
_FINER_THAN_LOCALITY = (PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE)


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """The border of one area: its gazetteer id, its name and rings of points."""

    place: str
    name: str = ""
    rings: tuple[tuple[Point, ...], ...]


class Land(msgspec.Struct, frozen=True, kw_only=True):
    """One drawn area as an SVG path; `known` tells that some incidents are known to this area only."""

    name: str
    path: str
    known: bool


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents at one place of the drawing: a dot, or a circle where they are only known to be near it."""

    name: str
    name_ar: str
    place: str
    incidents: tuple[str, ...]
    near: bool
    x: float
    y: float
    radius: float
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = ""


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents known only to an area, or to no place at all."""

    name: str
    name_ar: str
    place: str
    precision: str
    incidents: tuple[str, ...]


class Atlas(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing in a box of `width` by `height`, and the lists beside it.

    `outside` counts the incidents in other countries than the one most incidents are in: listed, not drawn.
    """

    width: float = _WIDTH
    height: float = 0.0
    land: tuple[Land, ...] = ()
    marks: tuple[Mark, ...] = ()
    areas: tuple[Area, ...] = ()
    outside: int = 0
    country: str = ""


class _View(msgspec.Struct, frozen=True):
    """The box of degrees that is drawn."""

    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        """Degrees of longitude are shorter than those of latitude."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        """Units of the drawing to a degree of latitude."""
        return _WIDTH / ((self.east - self.west) * self.squeeze)

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return round((self.north - self.south) * self.scale, 1)

    def at(self, point: Point) -> Point:
        """Where a point stands in the drawing."""
        east, north = point
        return round((east - self.west) * self.squeeze * self.scale, 1), round((self.north - north) * self.scale, 1)


def atlas_of(incidents: Sequence[Incident], lookup: Lookup, outlines: Iterable[Outline]) -> Atlas:
    """Place incidents on the map as finely as they are known; a neighbourhood or a site stands at its locality."""
    drawn: dict[tuple[str, bool], list[str]] = {}
    places: dict[str, Place] = {}
    listed: dict[tuple[str, str, str, str], list[str]] = {}
    for incident in incidents:
        place = _public_place(incident, lookup)
        if place is not None:
            near = incident.place_precision is PlacePrecision.NEAR_LOCALITY
            places[place.id] = place
            drawn.setdefault((place.id, near), []).append(incident.id)
        else:
            listed.setdefault(_area_key(incident), []).append(incident.id)
    areas = tuple(
        Area(name=name, name_ar=name_ar, place=place, precision=precision, incidents=tuple(found))
        for (name, name_ar, place, precision), found in sorted(listed.items())
    )
    if not drawn:
        return Atlas(areas=areas)
    return _drawing(drawn, places, areas, tuple(outlines))


def _public_place(incident: Incident, lookup: Lookup) -> Place | None:
    """Return the locality an incident may be drawn at; None where only an area, or no place, is known."""
    place = incident.place
    if place is None or incident.place_precision.rank > PlacePrecision.NEAR_LOCALITY.rank:
        return None
    if place.kind is PlaceKind.LOCALITY:
        return place
    if place.kind not in _FINER_THAN_LOCALITY:
        return None
    return _locality_of(place, incident, lookup)


def _locality_of(place: Place, incident: Incident, lookup: Lookup) -> Place | None:
    named = (
        mention.place for claim in incident.claims if claim in lookup.claims for mention in lookup.claims[claim].places
    )
    localities = {found.id: found for found in named if found is not None and found.kind is PlaceKind.LOCALITY}
    holding = [localities[name] for name in reversed(place.admin) if name in localities]
    if holding:
        return holding[0]
    near = [found for _, found in sorted(localities.items()) if set(found.admin) == set(place.admin)]
    return near[0] if near else None


def _area_key(incident: Incident) -> tuple[str, str, str, str]:
    place = incident.place
    precision = incident.place_precision
    if precision.rank > PlacePrecision.NEAR_LOCALITY.rank:
        words = label("place_precision", precision.value)
    else:
        words = label("not_drawn", "no_coordinates" if place is None else "finer")
    name = place_name(place, incident.place_words) or NO_PLACE
    return name, place.name_ar if place else "", place.id if place else "", words


def _drawing(
    drawn: dict[tuple[str, bool], list[str]],
    places: dict[str, Place],
    areas: tuple[Area, ...],
    outlines: tuple[Outline, ...],
) -> Atlas:
    weight: Counter[str] = Counter()
    for (name, _), found in drawn.items():
        weight[places[name].country] += len(found)
    country = max(sorted(weight), key=lambda code: weight[code])
    inside = {key: found for key, found in drawn.items() if places[key[0]].country == country}
    view = _view([places[name] for name, _ in inside])
    marks = [_mark(view, places[name], found, near) for (name, near), found in sorted(inside.items())]
    # Small marks stand above large ones, so that none is hidden whole.
    marks.sort(key=lambda mark: (-mark.radius, mark.name, mark.place))
    elsewhere = {key: found for key, found in drawn.items() if key not in inside}
    beyond = tuple(
        Area(
            name=places[name].name,
            name_ar=places[name].name_ar,
            place=name,
            precision="outside the map",
            incidents=tuple(found),
        )
        for (name, _), found in sorted(elsewhere.items())
    )
    known_areas = {area.place for area in areas}
    return Atlas(
        height=view.height,
        land=tuple(_land(view, outlines, known_areas)),
        marks=_labelled(view, marks),
        areas=areas + beyond,
        outside=sum(map(len, elsewhere.values())),
        country=country,
    )


def _view(places: Sequence[Place]) -> _View:
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    tall = max(north - south, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
    squeeze = max(0.2, math.cos(math.radians((south + north) / 2)))
    wide = max(east - west, _LEAST_DEGREES / squeeze) * (1 + 2 * _MARGIN)
    wide = max(wide, tall / _TALLEST / squeeze)
    tall = max(tall, wide * squeeze * _FLATTEST)
    middle = ((west + east) / 2, (south + north) / 2)
    return _View(middle[0] - wide / 2, middle[1] - tall / 2, middle[0] + wide / 2, middle[1] + tall / 2)


def _mark(view: _View, place: Place, incidents: list[str], near: bool) -> Mark:
    x, y = view.at((place.longitude, place.latitude))
    radius = 7 + 3 * math.sqrt(len(incidents))
    return Mark(
        name=place.name,
        name_ar=place.name_ar,
        place=place.id,
        incidents=tuple(incidents),
        near=near,
        x=x,
        y=y,
        radius=round(min(radius, 40) * (1.6 if near else 1), 1),
    )


def _labelled(view: _View, marks: list[Mark]) -> tuple[Mark, ...]:
    """Give the marks with most incidents their names, where a name covers neither another name nor another mark."""
    taken = [(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in marks]
    labelled: dict[int, Mark] = {}
    by_weight = sorted(range(len(marks)), key=lambda n: (-len(marks[n].incidents), marks[n].name, n))
    named: set[str] = set()
    for n in by_weight:
        mark = marks[n]
        if len(labelled) >= _MOST_LABELS or mark.place in named:
            continue
        long = len(mark.name) * _LETTER_WIDTH
        for anchor, left in (("start", mark.x + mark.radius + 4), ("end", mark.x - mark.radius - 4 - long)):
            box = (left, mark.y - _LABEL_HEIGHT / 2, left + long, mark.y + _LABEL_HEIGHT / 2)
            free = all(n == m or not _touch(box, other) for m, other in enumerate(taken))
            if free and box[0] >= 0 and box[2] <= _WIDTH and box[1] >= 0 and box[3] <= view.height:
                taken.append(box)
                named.add(mark.place)
                at = left if anchor == "start" else left + long
                labelled[n] = msgspec.structs.replace(
                    mark, label_x=round(at, 1), label_y=round(mark.y, 1), anchor=anchor
                )
                break
    return tuple(labelled.get(n, mark) for n, mark in enumerate(marks))


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _land(view: _View, outlines: tuple[Outline, ...], known: set[str]) -> Iterable[Land]:
    for outline in outlines:
        paths = [path for ring in outline.rings if (path := _path(view, ring))]
        if paths:
            yield Land(name=outline.name, path="".join(paths), known=outline.place in known)


def _path(view: _View, ring: Sequence[Point]) -> str:
    points: list[Point] = []
    for point in map(view.at, _clipped(view, ring)):
        if not points or abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) >= 0.8:
            points.append(point)
    if len(points) < 3:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _clipped(view: _View, ring: Sequence[Point]) -> list[Point]:
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
