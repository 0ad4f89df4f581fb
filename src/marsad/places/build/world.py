"""Countries, first-level areas of the world, and well-known regions and sites."""

import tomllib
from collections import Counter
from importlib.resources import files

from marsad.places.build.entry import Entry, distance_km
from marsad.places.build.sources import listed, rows
from marsad.records import PlaceKind

_NEAREST = 3


def countries() -> list[Entry]:
    """The countries of the world, with the point farthest from doubt: the middle of their largest part."""
    return [
        Entry(
            id=f"iso-{row['iso']}",
            name=row["name"],
            name_ar=row["name_ar"],
            kind=PlaceKind.COUNTRY,
            country=row["iso"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
            spellings=listed(row["aliases"]),
        )
        for row in rows("countries.tsv")
    ]


def first_level() -> tuple[list[Entry], dict[str, str]]:
    """The first-level areas of all countries but Syria, and the map from GeoNames' codes (`CO.02`) to their ids."""
    entries: list[Entry] = []
    by_code: dict[str, str] = {}
    seen: Counter[str] = Counter()
    directions = _too_general()
    for row in rows("world_admin1.tsv"):
        if row["country"] == "SY":
            continue
        seen[row["iso"]] += 1
        number = seen[row["iso"]]
        entry = Entry(
            id=f"iso-{row['iso']}" + (f".{number}" if number > 1 else ""),
            name=row["name"].strip("`'‘’ʿ "),
            name_ar=_bare_arabic(row["name_ar"]),
            kind=PlaceKind.ADM1,
            country=row["country"],
            parent=f"iso-{row['country']}",
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            spellings={s for s in listed(row["aliases"]) | {row["name_ar"]} if s.casefold() not in directions},
        )
        entries.append(entry)
        by_code.setdefault(row["geonames_code"], entry.id)
    by_code.pop("", None)
    return entries, by_code


def unplace_misfiled(towns: list[Entry], areas: list[Entry]) -> None:
    """Take towns out of areas they cannot lie in, and put them in their country alone.

    For some countries (France, the Philippines, Vietnam) Natural Earth gives GeoNames codes that mean other areas now.
    An area keeps its towns only if for half of them its point is among the three nearest of the country's areas.
    """
    points: dict[str, list[Entry]] = {}
    for area in areas:
        points.setdefault(area.country, []).append(area)
    held: dict[str, list[Entry]] = {area.id: [] for area in areas}
    for town in towns:
        if town.parent in held:
            held[town.parent].append(town)
    for area in areas:
        fits = sum(_is_among_nearest(town, area, points[area.country]) for town in held[area.id])
        if fits * 2 < len(held[area.id]):
            for town in held[area.id]:
                town.parent = f"iso-{area.country}"


def _is_among_nearest(town: Entry, area: Entry, areas: list[Entry]) -> bool:
    reach = distance_km(town, area)
    return sum(distance_km(town, other) < reach for other in areas) < _NEAREST


def regions() -> list[Entry]:
    """Regions, rivers, seas and well-known sites; their points are representative, never exact."""
    return [
        Entry(
            id=f"reg-{row['slug']}",
            name=row["name"],
            name_ar=row["name_ar"],
            kind=PlaceKind(row["kind"]),
            country=row["country"],
            parent=row["parent"] or (f"iso-{row['country']}" if row["country"] else ""),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            spellings=listed(row["aliases"]),
        )
        for row in rows("regions.tsv")
    ]


def _too_general() -> frozenset[str]:
    table = tomllib.loads(files("marsad.places").joinpath("data/building.toml").read_text("utf-8"))
    return frozenset(table["too_general"])


def _bare_arabic(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first in {"محافظة", "ولاية", "إدارة", "إقليم", "منطقة", "مقاطعة"} and rest else name
