"""The gazetteer: names in any script and spelling to places, from one read-only file."""

import math
import os
import sqlite3
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from marsad.places.fold import fold, loose
from marsad.records import InputError, Place, PlaceKind

_SHIPPED = "data/gazetteer.sqlite"
_KINDS = tuple(PlaceKind)
_REMEMBERED = 50_000  # names whose answers are kept in memory
_COLUMNS = "num, id, name, name_ar, kind, country, parent, pcode, lat, lon, population"
_BY_NUMBER = f"SELECT {_COLUMNS} FROM place WHERE num = ?"  # noqa: S608 - constant columns
_BY_ID = f"SELECT {_COLUMNS} FROM place WHERE id = ?"  # noqa: S608
_BY_KEY = (
    f"SELECT s.grade, p.events, {', '.join('p.' + c for c in _COLUMNS.split(', '))} "  # noqa: S608
    "FROM spelling s JOIN place p ON p.num = s.place WHERE s.key = ?"
)
_WEIGHT = {
    PlaceKind.COUNTRY: 9.0,
    PlaceKind.ADM1: 5.2,
    PlaceKind.REGION: 5.0,
    PlaceKind.ADM2: 4.0,
    PlaceKind.ADM3: 3.5,
    PlaceKind.SITE: 2.5,
    PlaceKind.NEIGHBOURHOOD: 2.0,
}
_AREAS = {PlaceKind.ADM1, PlaceKind.ADM2, PlaceKind.ADM3}
_WEIGHT_OF_GRADE = (0.0, 1.0, 2.0)


class Match(NamedTuple):
    """A place a name may mean.

    `grade` says how the name fits: 0 it is the place's own name, 1 another spelling of it, 2 only the loose key agrees.
    `weight` grows with how likely the name alone means this place (size and kind of place, less the grade).
    """

    place: Place
    grade: int
    weight: float


class Gazetteer:
    """Place names of the world and of Syria in depth; read-only, safe to use in forked and spawned processes."""

    def __init__(self, path: Path) -> None:
        self._open: sqlite3.Connection | None = None
        self._process = -1
        self.path = path
        self._matches: dict[str, tuple[Match, ...]] = {}
        self._places: dict[int, Place] = {}

    @classmethod
    def shipped(cls) -> "Gazetteer":
        """Return the gazetteer inside the package."""
        return cls.open(Path(str(files("marsad.places").joinpath(_SHIPPED))))

    @classmethod
    def open(cls, path: Path) -> "Gazetteer":
        """Open a gazetteer file; raises `InputError` where it is none."""
        gazetteer = cls(path)
        if not gazetteer.version.startswith("places-2-"):
            raise InputError("This gazetteer has another layout", where=str(path), next_step="Build it again.")
        return gazetteer

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path]]:
        """Travel to another process as the path alone; each process opens the file for itself."""
        return (Gazetteer, (self.path,))

    def close(self) -> None:
        """Close the file; the next look-up opens it again."""
        if self._open is not None and self._process == os.getpid():
            self._open.close()
        self._open = None

    def __del__(self) -> None:
        self.close()

    @cached_property
    def version(self) -> str:
        """The version of the content: equal rows have equal versions."""
        return str(self._one("SELECT value FROM meta WHERE key = 'version'")[0])

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Folded adjectives and names of peoples, with the country (ISO 3166-1 alpha-2) they point to."""
        return dict(self._rows("SELECT word, country FROM adjective"))

    def get(self, place_id: str) -> Place | None:
        """Return the entry of that id, None where there is none."""
        if place_id.startswith("gn-"):
            number = place_id.removeprefix("gn-")
            return self._numbered(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
        rows = self._rows(_BY_ID, place_id)
        return self._place(rows[0]) if rows else None

    def find(self, name: str, *, country: str | None = None) -> tuple[Place, ...]:
        """Return every entry with that name in any script or spelling, likeliest first.

        `country` (ISO 3166-1 alpha-2) keeps the entries of one country. The order is that of `matches`.
        """
        found = (match.place for match in self.matches(name))
        return tuple(place for place in found if country is None or place.country == country)

    def matches(self, name: str) -> tuple[Match, ...]:
        """Return every entry with that name, how it fits and how likely it is meant, likeliest first."""
        key = fold(name)
        if not key:
            return ()
        known = self._matches.get(key)
        if known is None:
            if len(self._matches) >= _REMEMBERED:
                self._matches.clear()
            known = self._matches[key] = self._look_up(key, loose(name))
        return known

    def capital(self, country: str) -> Place | None:
        """Return the capital of a country (ISO 3166-1 alpha-2)."""
        rows = self._rows("SELECT place FROM capital WHERE country = ?", country)
        return self._numbered(rows[0][0]) if rows else None

    def _look_up(self, key: str, close: str) -> tuple[Match, ...]:
        rows = self._rows(_BY_KEY, key)
        exact = {row[2] for row in rows}
        rows += [row for row in self._rows(_BY_KEY, f"~{close}") if row[2] not in exact] if len(close) > 1 else []
        found = [(self._place(row[2:]), int(row[0]), int(row[1])) for row in rows]
        weights = _weights(found)
        matches = [Match(place, grade, round(weights[place.id], 4)) for place, grade, _ in found]
        return tuple(sorted(matches, key=lambda m: (-m.weight, m.grade, m.place.id)))

    def _numbered(self, number: int) -> Place | None:
        known = self._places.get(number)
        if known is None and (rows := self._rows(_BY_NUMBER, number)):
            known = self._place(rows[0])
        return known

    def _place(self, row: tuple) -> Place:  # type: ignore[type-arg]  # a row of SQLite has no narrower type
        number, own_id, name, name_ar, kind, country, parent, pcode, lat, lon, population = row
        known = self._places.get(number)
        if known is not None:
            return known
        area = self._numbered(parent) if parent is not None else None
        place = Place(
            id=own_id or f"gn-{number}",
            name=name,
            name_ar=name_ar,
            kind=_KINDS[kind],
            country=country,
            admin=(*area.admin, area.id) if area else (),
            pcode=pcode,
            latitude=lat / 1e5,
            longitude=lon / 1e5,
            population=population,
        )
        if len(self._places) >= _REMEMBERED:
            self._places.clear()
        self._places[number] = place
        return place

    def _one(self, query: str) -> tuple[str, ...]:
        try:
            rows = self._rows(query)
        except sqlite3.Error:
            rows = []
        if not rows:
            raise InputError("This is no gazetteer file", where=str(self.path), next_step="Name another file.")
        return rows[0]

    def _rows(self, query: str, *values: str | int) -> list[tuple]:  # type: ignore[type-arg]
        return self._connection().execute(query, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        if self._open is None or self._process != os.getpid():  # SQLite forbids use of a connection across a fork
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            try:
                self._open = sqlite3.connect(uri, uri=True, check_same_thread=False)
            except sqlite3.Error as error:
                step = "Check the path and that the file can be read."
                raise InputError(f"Cannot open gazetteer: {error}", where=str(self.path), next_step=step) from error
            self._process = os.getpid()
        return self._open


def _weights(found: list[tuple[Place, int, int]]) -> dict[str, float]:
    """Weigh all places of one name; a town named like the area around it comes before the area."""
    weights = {place.id: _weight(place, grade, events) for place, grade, events in found}
    grades = {place.id: grade for place, grade, _ in found}
    areas = {place.id: place.kind is not PlaceKind.ADM1 for place, _, _ in found if place.kind in _AREAS}
    for place, grade, _ in found:
        if place.kind is PlaceKind.LOCALITY:
            around = (
                weights[area] + 0.01 for area in place.admin if area in areas and grade <= grades[area] + areas[area]
            )
            weights[place.id] = max([weights[place.id], *around])
    return weights


def _weight(place: Place, grade: int, events: int) -> float:
    """Weigh one place; a village without census that reports of violence name often weighs as a small town."""
    size = _WEIGHT.get(place.kind) or max(math.log10(place.population + 10), 1.0 + math.log10(events + 1))
    return size - _WEIGHT_OF_GRADE[grade]
