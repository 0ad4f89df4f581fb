"""`python -m marsad.places.build [FILE]`: build the gazetteer file from the sources."""

import sys
from pathlib import Path

from marsad.places.build import geonames, store, syria, world
from marsad.places.build.entry import Entry
from marsad.places.build.sources import listed, rows
from marsad.places.fold import fold

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"


def build(path: Path) -> str:
    """Build the gazetteer at `path`, replacing it only when all is written; returns its version."""
    admin = syria.areas()
    first_level, codes = world.first_level()
    towns = geonames.towns(codes | syria.governorates_by_geonames_code(admin))
    world.unplace_misfiled(towns, first_level)
    syrian = [town for town in towns if town.country == "SY"]
    merged = syria.merge(syrian, admin, syria.localities(admin))
    others = [town for town in towns if town.country != "SY"]
    entries = [*world.countries(), *first_level, *admin, *world.regions(), *merged, *others]
    entries = _with_known_parents(entries)
    return store.write(path, entries, _adjectives(), _capitals(entries))


def _with_known_parents(entries: list[Entry]) -> list[Entry]:
    known = {entry.id for entry in entries}
    for entry in entries:
        if entry.parent not in known:
            entry.parent = ""
    return entries


def _adjectives() -> dict[str, str]:
    pairs = ((fold(word), row["iso"]) for row in rows("countries.tsv") for word in listed(row["adjectives"]))
    return {word: country for word, country in pairs if word}


def _capitals(entries: list[Entry]) -> dict[str, str]:
    names = {row["iso"]: fold(row["capital"]) for row in rows("countries.tsv")}
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.id.startswith("gn-") and names.get(entry.country) in {fold(name) for name in entry.names()}:
            best = found.setdefault(entry.country, entry)
            if (entry.population, entry.id) > (best.population, best.id):
                found[entry.country] = entry
    return {country: entry.id for country, entry in found.items()}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    sys.stdout.write(f"{build(target)} {target.stat().st_size} bytes\n")
