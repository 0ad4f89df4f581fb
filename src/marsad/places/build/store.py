"""Writing the gazetteer file: one SQLite database whose rows depend on the sources alone."""

import hashlib
import sqlite3
import tomllib
from importlib.resources import files
from pathlib import Path

from marsad.places.build.entry import Entry
from marsad.places.fold import fold, loose
from marsad.records import PlaceKind

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  num INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, name_ar TEXT NOT NULL, kind INTEGER NOT NULL,
  country TEXT NOT NULL, parent INTEGER, pcode TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  population INTEGER NOT NULL, events INTEGER NOT NULL);
CREATE TABLE spelling (key TEXT, place INTEGER, grade INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE adjective (word TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""
_INDEX = "CREATE UNIQUE INDEX place_id ON place (id) WHERE id IS NOT NULL"
_FIRST_OWN = 1_000_000_000  # GeoNames' numbers stay below
_KINDS = tuple(PlaceKind)

PlaceRow = tuple[int, str | None, str, str, int, str, int | None, str, int, int, int, int]


def write(path: Path, entries: list[Entry], adjectives: dict[str, str], capitals: dict[str, str]) -> str:
    """Write the file and return its version, which depends on the rows alone."""
    numbers = _numbers(entries)
    tables: list[tuple[str, list[tuple[object, ...]]]] = [
        ("place", [_row(entry, numbers) for entry in sorted(entries, key=lambda e: numbers[e.id])]),
        ("spelling", _spellings(entries, numbers)),
        ("adjective", sorted(adjectives.items())),
        ("capital", sorted((country, numbers[place]) for country, place in capitals.items())),
    ]
    digest = hashlib.sha256()
    for name, rows in tables:
        digest.update(name.encode())
        for row in rows:
            digest.update(repr(row).encode())
    version = f"places-2-{digest.hexdigest()[:16]}"
    _write_tables(path, [*tables, ("meta", [("version", version)])])
    return version


def _write_tables(path: Path, tables: list[tuple[str, list[tuple[object, ...]]]]) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    connection = sqlite3.connect(fresh)
    with connection:
        connection.executescript(f"PRAGMA page_size = 4096; {SCHEMA}")
        for name, rows in tables:
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608 - names are our own
        connection.execute(_INDEX)
    connection.execute("VACUUM")
    connection.close()
    fresh.replace(path)


def _numbers(entries: list[Entry]) -> dict[str, int]:
    own = sorted(entry.id for entry in entries if not entry.id.startswith("gn-"))
    numbers = {name: _FIRST_OWN + at for at, name in enumerate(own)}
    return numbers | {e.id: int(e.id.removeprefix("gn-")) for e in entries if e.id.startswith("gn-")}


def _row(entry: Entry, numbers: dict[str, int]) -> PlaceRow:
    return (
        numbers[entry.id],
        None if entry.id.startswith("gn-") else entry.id,
        entry.name,
        entry.name_ar,
        _KINDS.index(entry.kind),
        entry.country,
        numbers[entry.parent] if entry.parent else None,
        entry.pcode,
        round(entry.latitude * 1e5),
        round(entry.longitude * 1e5),
        entry.population,
        entry.events,
    )


def _spellings(entries: list[Entry], numbers: dict[str, int]) -> list[tuple[object, ...]]:
    """Keys with grades: 0 the name itself, 1 another spelling, 2 the loose key (marked by `~`)."""
    table = tomllib.loads(files("marsad.places").joinpath("data/building.toml").read_text("utf-8"))
    transcribed = frozenset(table["transcribed"])
    grades: dict[tuple[str, int], int] = {}
    for entry in entries:
        number = numbers[entry.id]
        primary = {fold(entry.name), fold(entry.name_ar)}
        for name in entry.names():
            key = fold(name)
            if key:
                grades[key, number] = 0 if key in primary else 1
            if entry.country in transcribed and (close := loose(name)) and len(close) > 1:
                grades[f"~{close}", number] = 2
    return sorted((key, number, grade) for (key, number), grade in grades.items())
