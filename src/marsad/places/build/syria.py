"""Syria: governorates, districts and subdistricts with p-codes, and the localities UCDP has coded."""

import re
import tomllib
from importlib.resources import files

from marsad.places.build.entry import Entry, distance_km
from marsad.places.build.sources import listed, rows
from marsad.places.fold import loose
from marsad.records import PlaceKind, content_id

_LEVELS = {"1": PlaceKind.ADM1, "2": PlaceKind.ADM2, "3": PlaceKind.ADM3}
_SAME_TOWN_KM = 8.0
_SEAT_KM = 12.0
_BRACKETS = re.compile(r"\([^)]*\)")
_AREA_WORD = re.compile(
    r"district|governorate|province|n[āa][ḩh]iy|man[ţt]iq|muhafaz|markaz|محافظة|منطقة|ناحية|مركز", re.IGNORECASE
)


def areas() -> list[Entry]:
    """The 14 governorates, 62 districts and 272 subdistricts (Open-Syria data-geography, CC BY 4.0)."""
    return [
        Entry(
            id=f"cod-{row['pcode']}",
            name=row["name"],
            name_ar=row["name_ar"],
            kind=_LEVELS[row["level"]],
            country="SY",
            parent=f"cod-{row['parent']}" if row["parent"] else "iso-SY",
            pcode=row["pcode"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
            spellings=listed(row["aliases"]),
        )
        for row in rows("syria_areas.tsv")
    ]


def governorates_by_geonames_code(admin: list[Entry]) -> dict[str, str]:
    """Map GeoNames' first-level codes (`SY.14`) to governorate ids, by the GeoNames numbers both sources give."""
    numbers = {row["geonames"]: f"cod-{row['pcode']}" for row in rows("syria_areas.tsv") if row["level"] == "1"}
    known = {entry.id for entry in admin}
    pairs = ((row["geonames_code"], numbers.get(row["geonames"], "")) for row in rows("world_admin1.tsv"))
    return {code: area for code, area in pairs if area in known}


def localities(admin: list[Entry]) -> list[Entry]:
    """The localities of the UCDP list, less stretches between places and sites that are not published."""
    by_key = {(entry.kind, key): entry for entry in reversed(admin) for key in entry.loose_keys()}
    taken = (_locality(row, by_key) for row in rows("ucdp_syria_localities.tsv"))
    return [entry for entry in taken if entry is not None]


def _locality(row: dict[str, str], by_key: dict[tuple[PlaceKind, str], Entry]) -> Entry | None:
    table = _rules()
    words = re.findall(r"\w+", row["name"].casefold())
    if not row["adm_1"] or table["not_taken"] & set(words):
        return None
    settled = words[-1] in table["settlement_words"]
    names = [_without_kind(part, table["locality_words"]) for part in _BRACKETS.sub("", row["name"]).split("/")]
    names = [name for name in names if len(name) > 2 and not name[0].isdigit()]
    if not names:
        return None
    return Entry(
        id=content_id("ucdp", row["name"], row["latitude"], row["longitude"])[:17],
        name=names[0],
        kind=PlaceKind.SITE if table["site_words"] & set(words) and not settled else PlaceKind.LOCALITY,
        country="SY",
        parent=_parent(row, by_key),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        events=int(row["events"]),
        spellings=set(names[1:]),
    )


def _rules() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("marsad.places").joinpath("data/building.toml").read_text("utf-8"))
    return {key: frozenset(table[key]) for key in ("not_taken", "locality_words", "settlement_words", "site_words")}


def _without_kind(name: str, kinds: frozenset[str]) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].casefold() in kinds:
        words.pop()
    return " ".join(words)


def _parent(row: dict[str, str], by_key: dict[tuple[PlaceKind, str], Entry]) -> str:
    """Find the district UCDP names, if it lies in the governorate UCDP names, else the governorate."""
    governorate = by_key.get((PlaceKind.ADM1, loose(row["adm_1"].removesuffix(" Governorate"))))
    district_name = re.sub(r"^(?:Mintaqat |Markaz )+|\s+district$", "", row["adm_2"])
    district = by_key.get((PlaceKind.ADM2, loose(district_name))) if district_name else None
    if district and governorate and district.parent == governorate.id:
        return district.id
    return governorate.id if governorate else "iso-SY"


def merge(towns: list[Entry], admin: list[Entry], coded: list[Entry]) -> list[Entry]:
    """Join the Syrian towns of GeoNames with UCDP's localities; return the towns, completed, and the other localities.

    Towns are placed in the areas whose seats they are and get the names the areas carry.
    """
    by_key: dict[str, list[Entry]] = {}
    kept: list[Entry] = []
    for entry in [*towns, *sorted(coded, key=lambda e: e.id)]:
        keys = entry.loose_keys()
        near = [other for key in sorted(keys) for other in by_key.get(key, []) if _same(entry, other, admin)]
        if near:
            _absorb(min(near, key=lambda other: (distance_km(entry, other), other.id)), entry)
            continue
        kept.append(entry)
        for key in keys:
            by_key.setdefault(key, []).append(entry)
    for area in sorted(admin, key=lambda a: (-len(a.pcode), a.pcode)):  # the widest area names its seat last
        _name_seat(area, by_key, admin)
    return kept


def _governorate(entry: Entry, admin: list[Entry]) -> str:
    chain = {area.id: area for area in admin}
    at = entry.id if entry.id in chain else entry.parent
    while at in chain and chain[at].kind is not PlaceKind.ADM1:
        at = chain[at].parent
    return at


def _same(entry: Entry, other: Entry, admin: list[Entry]) -> bool:
    same_side = entry.kind is other.kind and _governorate(entry, admin) == _governorate(other, admin)
    return same_side and distance_km(entry, other) <= _SAME_TOWN_KM


def _absorb(town: Entry, coded: Entry) -> None:
    town.spellings |= coded.names()
    town.events += coded.events
    if len(coded.parent) > len(town.parent):  # a district's p-code is longer than its governorate's
        town.parent = coded.parent


def _name_seat(area: Entry, by_key: dict[str, list[Entry]], admin: list[Entry]) -> None:
    """Give the town that an area is named after the area's spellings, and its place in the area."""
    towns = {town.id: town for key in area.loose_keys() for town in by_key.get(key, [])}
    reach = _SEAT_KM if area.kind is PlaceKind.ADM3 else 6 * _SEAT_KM
    seats = [
        town
        for town in towns.values()
        if town.kind is PlaceKind.LOCALITY
        and _governorate(town, admin) == _governorate(area, admin)
        and distance_km(town, area) <= reach
    ]
    if not seats:
        return
    seat = max(seats, key=lambda town: (town.population, -distance_km(town, area), town.id))
    seat.spellings |= {name for name in area.names() if not _AREA_WORD.search(name)}
    if area.kind is not PlaceKind.ADM3:
        seat.spellings |= {seat.name, seat.name_ar}
        seat.name, seat.name_ar = area.name, area.name_ar
    if area.kind is PlaceKind.ADM3:
        seat.parent = area.id
        seat.name_ar = seat.name_ar or area.name_ar
