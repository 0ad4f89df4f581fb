"""Building from a handful of invented entries; the whole build needs the extra `gazetteer`."""

from pathlib import Path

import pytest

from marsad.places import Gazetteer
from marsad.places.build import store, syria, world
from marsad.places.build.entry import Entry, distance_km
from marsad.places.build.simplify import simplify
from marsad.records import PlaceKind


def _entries() -> list[Entry]:
    country = Entry("iso-SY", "Syria", PlaceKind.COUNTRY, "SY", 35.0, 38.5, name_ar="سوريا")
    area = Entry("cod-SY10", "Tartus", PlaceKind.ADM1, "SY", 35.0, 36.1, parent="iso-SY", pcode="SY10")
    town = Entry("gn-7", "Zorrabqa", PlaceKind.LOCALITY, "SY", 35.1, 36.2, parent="cod-SY10", spellings={"Zurrabka"})
    return [country, area, town]


def test_equal_entries_give_equal_files_in_any_order(tmp_path: Path) -> None:
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    versions = [
        store.write(one, _entries(), {"syrian": "SY"}, {"SY": "gn-7"}),
        store.write(other, _entries()[::-1], {"syrian": "SY"}, {"SY": "gn-7"}),
    ]
    assert versions[0] == versions[1] == Gazetteer.open(one).version
    assert one.read_bytes() == other.read_bytes()


def test_another_coordinate_is_another_version(tmp_path: Path) -> None:
    entries = _entries()
    first = store.write(tmp_path / "a.sqlite", entries, {"syrian": "SY"}, {"SY": "gn-7"})
    entries[2].latitude += 0.001
    assert store.write(tmp_path / "a.sqlite", entries, {"syrian": "SY"}, {"SY": "gn-7"}) != first


def test_what_is_written_is_found(tmp_path: Path) -> None:
    store.write(tmp_path / "a.sqlite", _entries(), {"syrian": "SY"}, {"SY": "gn-7"})
    gazetteer = Gazetteer.open(tmp_path / "a.sqlite")
    (place,) = gazetteer.find("Zurabka")
    assert (place.id, place.admin) == ("gn-7", ("iso-SY", "cod-SY10"))
    assert gazetteer.capital("SY") == place
    assert gazetteer.adjectives == {"syrian": "SY"}


def test_a_coded_locality_joins_the_town_of_its_name_nearby_only() -> None:
    admin = syria.areas()
    town = Entry("gn-1", "Zurrabka", PlaceKind.LOCALITY, "SY", 35.10, 36.20, parent="cod-SY10")
    near = Entry("ucdp-1", "Zorrabqah", PlaceKind.LOCALITY, "SY", 35.12, 36.21, parent="cod-SY1002")
    far = Entry("ucdp-2", "Zorrabqah", PlaceKind.LOCALITY, "SY", 35.50, 36.21, parent="cod-SY10")
    kept = syria.merge([town], admin, [near, far])
    assert [entry.id for entry in kept] == ["gn-1", "ucdp-2"]
    assert kept[0].parent == "cod-SY1002"
    assert "Zorrabqah" in kept[0].spellings


def test_military_sites_and_stretches_are_not_taken() -> None:
    names = {entry.name.lower() for entry in syria.localities(syria.areas())}
    assert len(names) > 1500
    assert not [
        n for n in names if any(w in n.split() for w in ("base", "airbase", "brigade", "checkpoint", "between"))
    ]


def test_sources_have_no_doubled_ids() -> None:
    entries = [*world.countries(), *world.first_level()[0], *syria.areas(), *world.regions()]
    assert len({entry.id for entry in entries}) == len(entries)
    assert all(-90 <= e.latitude <= 90 and -180 <= e.longitude <= 180 and e.name for e in entries)


def test_distance_in_kilometres() -> None:
    homs = Entry("a", "Homs", PlaceKind.LOCALITY, "SY", 34.724, 36.7256)
    hama = Entry("b", "Hama", PlaceKind.LOCALITY, "SY", 35.1318, 36.7578)
    assert distance_km(homs, hama) == pytest.approx(45.4, abs=0.5)


def test_neighbours_keep_their_common_line() -> None:
    line = [(10, 0), (11, 3), (10, 6), (11, 9), (10, 12)]
    left = [(0, 0), *line, (0, 12), (0, 0)]
    right = [(20, 0), (20, 12), *line[::-1], (20, 0)]
    simple_left, simple_right = simplify([left, right], 2.0)
    assert {(10, 0), (10, 12)} <= set(simple_left) & set(simple_right)
    assert (11, 3) not in simple_left
    assert (11, 3) not in simple_right
