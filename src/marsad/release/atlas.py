"""The map: places of incidents, each drawn no finer than it is known and never finer than a locality."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from marsad.records import Incident, Place, PlaceKind, PlacePrecision
from marsad.release.lookup import Lookup
from marsad.release.projection import WIDTH, Point, View, path_of, view_of
from marsad.release.wording import NO_PLACE, label, place_name

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in units of the drawing."""

_LABEL_HEIGHT = 30.0
_LETTER_WIDTH = 13.5
_MOST_LABELS = 14
_LABELS_THAT_MAY_COVER = 5
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

    width: float = WIDTH
    height: float = 0.0
    land: tuple[Land, ...] = ()
    marks: tuple[Mark, ...] = ()
    areas: tuple[Area, ...] = ()
    outside: int = 0
    country: str = ""


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
    view = view_of([places[name] for name, _ in inside])
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


def _mark(view: View, place: Place, incidents: list[str], near: bool) -> Mark:
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


def _labelled(view: View, marks: list[Mark]) -> tuple[Mark, ...]:
    """Name the marks with most incidents; no name covers another, and only the first few may cover other marks."""
    rounds = [_box(mark) for mark in marks]
    names: list[Box] = []
    labelled: dict[int, Mark] = {}
    for n in sorted(range(len(marks)), key=lambda n: (-len(marks[n].incidents), marks[n].name, n)):
        if len(labelled) >= _MOST_LABELS or any(marks[n].place == mark.place for mark in labelled.values()):
            continue
        others = [rounds[m] for m in range(len(marks)) if m != n]
        free = [
            (sum(_touch(box, other) for other in others), anchor, box)
            for anchor, box in _label_boxes(marks[n])
            if _inside(box, view) and not any(_touch(box, name) for name in names)
        ]
        if not free:
            continue
        covered, anchor, box = min(free, key=lambda choice: choice[0])
        if covered == 0 or len(labelled) < _LABELS_THAT_MAY_COVER:
            names.append(box)
            at = box[2] if anchor == "end" else box[0]
            labelled[n] = msgspec.structs.replace(
                marks[n], label_x=round(at, 1), label_y=round(marks[n].y, 1), anchor=anchor
            )
    return tuple(labelled.get(n, mark) for n, mark in enumerate(marks))


def _box(mark: Mark) -> Box:
    return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius


def _label_boxes(mark: Mark) -> tuple[tuple[str, Box], ...]:
    long, half, gap = len(mark.name) * _LETTER_WIDTH, _LABEL_HEIGHT / 2, mark.radius + 4
    after, before = mark.x + gap, mark.x - gap - long
    return (
        ("start", (after, mark.y - half, after + long, mark.y + half)),
        ("end", (before, mark.y - half, before + long, mark.y + half)),
    )


def _inside(box: Box, view: View) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= view.height


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _land(view: View, outlines: tuple[Outline, ...], known: set[str]) -> Iterable[Land]:
    for outline in outlines:
        paths = [path for ring in outline.rings if (path := path_of(view, ring))]
        if paths:
            yield Land(name=outline.name, path="".join(paths), known=outline.place in known)
