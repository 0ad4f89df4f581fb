"""Outlines for drawing maps: the world's countries, and the first-level areas of Syria and its neighbours."""

from functools import lru_cache
from importlib.resources import files

import msgspec

PER_DEGREE = 1000  # the file keeps whole thousandths of a degree (about 100 m)

Ring = tuple[tuple[float, float], ...]


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """The border of one area. `rings` are closed lines of (longitude, latitude); holes are rings of their own.

    `id` is the gazetteer's id of the area (`iso-SY`, `cod-SY06`, `iso-TR-31`), empty where it has none.
    """

    id: str
    name: str
    country: str
    rings: tuple[Ring, ...]


class Outlines(msgspec.Struct, frozen=True, kw_only=True):
    """World countries (coarse) and first-level areas of Syria and its neighbours (finer), each sorted by id and name.

    Borders are Natural Earth's, which draws who holds the ground, simplified; they state no opinion on any claim.
    """

    countries: tuple[Outline, ...]
    areas: tuple[Outline, ...]


class StoredOutline(msgspec.Struct, frozen=True, array_like=True):
    """An outline as the file keeps it: each ring is a list of whole steps, longitude and latitude in turn."""

    id: str
    name: str
    country: str
    rings: list[list[int]]


class StoredOutlines(msgspec.Struct, frozen=True):
    """The file `data/outlines.json`."""

    countries: list[StoredOutline]
    areas: list[StoredOutline]


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """Return the outlines that ship with the package."""
    raw = files("marsad.places").joinpath("data/outlines.json").read_bytes()
    stored = msgspec.json.decode(raw, type=StoredOutlines)
    return Outlines(
        countries=tuple(_outline(item) for item in stored.countries),
        areas=tuple(_outline(item) for item in stored.areas),
    )


def _outline(stored: StoredOutline) -> Outline:
    rings = tuple(_ring(steps) for steps in stored.rings)
    return Outline(id=stored.id, name=stored.name, country=stored.country, rings=rings)


def _ring(steps: list[int]) -> Ring:
    east = north = 0
    points: list[tuple[float, float]] = []
    for at in range(0, len(steps), 2):
        east += steps[at]
        north += steps[at + 1]
        points.append((east / PER_DEGREE, north / PER_DEGREE))
    return tuple(points)
