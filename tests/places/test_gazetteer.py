import multiprocessing
import pickle
import sqlite3
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.places import Gazetteer
from marsad.records import InputError, PlaceKind

TOWNS = {
    "Baniyas": ["Banias", "Baniyas", "Banyas", "Bāniyās", "بانياس", "BANIAS"],
    "Latakia": ["Latakia", "Lattakia", "Ladhiqiyah", "Al-Ladhiqiyah", "اللاذقية", "لاذقية"],
    "Tartus": ["Tartus", "Tartous", "Ţarţūs", "طرطوس"],
    "Jableh": ["Jableh", "Jabla", "Jablah", "جبلة", "جبله"],
    "Idlib": ["Idlib", "Idleb", "Idlip", "إدلب", "ادلب"],
    "Deir ez-Zor": ["Deir ez-Zor", "Deir al-Zor", "Dayr az Zawr", "Deir Ezzor", "دير الزور"],
    "Daraa": ["Daraa", "Deraa", "درعا"],
    "Raqqa": ["Raqqa", "Raqa", "Ar Raqqah", "الرقة"],
    "Aleppo": ["Aleppo", "Halab", "حلب"],
    "Hama": ["Hama", "Hamah", "Ḩamāh", "حماة"],
    "Homs": ["Homs", "Hims", "حمص"],
    "Damascus": ["Damascus", "Dimashq", "دمشق"],
}


@pytest.mark.parametrize(("name", "spelling"), [(n, s) for n, group in TOWNS.items() for s in group])
def test_every_spelling_finds_the_syrian_town_first(gazetteer: Gazetteer, name: str, spelling: str) -> None:
    best = gazetteer.find(spelling)[0]
    assert (best.name, best.country, best.kind) == (name, "SY", PlaceKind.LOCALITY)


@pytest.mark.parametrize("spelling", ["Dar'a", "Dar‘ā", "Dara"])
def test_a_country_settles_what_a_spelling_leaves_open(gazetteer: Gazetteer, spelling: str) -> None:
    assert gazetteer.find(spelling, country="SY")[0].name == "Daraa"


COORDINATES = {
    "Banias": (35.18, 35.95),
    "Latakia": (35.53, 35.79),
    "Tartus": (34.89, 35.89),
    "Jableh": (35.36, 35.93),
    "Al Qadmus": (35.10, 36.16),
    "Homs": (34.72, 36.73),
    "Hama": (35.13, 36.76),
    "Turmanin": (36.23, 36.82),
}


@pytest.mark.parametrize("name", COORDINATES)
def test_towns_stand_where_they_are(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.find(name, country="SY")[0]
    assert place.latitude == pytest.approx(COORDINATES[name][0], abs=0.03)
    assert place.longitude == pytest.approx(COORDINATES[name][1], abs=0.03)


PCODES = {
    "SY01": "Damascus", "SY02": "Aleppo", "SY03": "Rif Dimashq", "SY04": "Homs", "SY05": "Hama", "SY06": "Latakia",
    "SY07": "Idlib", "SY08": "Al-Hasakah", "SY09": "Deir ez-Zor", "SY10": "Tartus", "SY11": "Raqqa", "SY12": "Daraa",
    "SY14": "Quneitra", "SY1002": "Baniyas", "SY0602": "Jableh", "SY1006": "Qadmous",
}  # fmt: skip


@pytest.mark.parametrize("pcode", PCODES)
def test_areas_carry_their_pcodes(gazetteer: Gazetteer, pcode: str) -> None:
    area = gazetteer.get(f"cod-{pcode}")
    assert area is not None
    assert area.pcode == pcode
    assert area.name == PCODES[pcode]
    assert area.name_ar


def test_all_syrian_areas_are_there_each_inside_its_own(gazetteer: Gazetteer) -> None:
    with closing(sqlite3.connect(gazetteer.path)) as connection:
        codes = [row[0] for row in connection.execute("SELECT pcode FROM place WHERE pcode != ''")]
    assert [sum(len(code) == length for code in codes) for length in (4, 6, 8)] == [14, 62, 272]
    for code in codes:
        area = gazetteer.get(f"cod-{code}")
        assert area is not None
        assert area.admin == ("iso-SY", *(f"cod-{code[:length]}" for length in range(4, len(code), 2)))


def test_a_town_lies_in_all_its_areas(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Banias")[0].admin == ("iso-SY", "cod-SY10", "cod-SY1002", "cod-SY100200")


def test_every_syrian_place_lies_in_syria(gazetteer: Gazetteer) -> None:
    with closing(sqlite3.connect(gazetteer.path)) as connection:
        rows = connection.execute("SELECT name, lat, lon FROM place WHERE country = 'SY'").fetchall()
    outside = [row for row in rows if not (32.2e5 < row[1] < 37.4e5 and 35.5e5 < row[2] < 42.5e5)]
    assert len(rows) > 2000
    assert outside == []


def test_an_ambiguous_name_returns_all_its_places(gazetteer: Gazetteer) -> None:
    assert {"LY", "LB", "GR"} <= {place.country for place in gazetteer.find("Tripoli")}
    assert [place.country for place in gazetteer.find("Tripoli", country="LB")] == ["LB"]


@pytest.mark.parametrize(("name", "country"), [("Jordan", "JO"), ("Turkey", "TR"), ("سوريا", "SY"), ("Burma", "MM")])
def test_a_country_comes_before_towns_of_its_name(gazetteer: Gazetteer, name: str, country: str) -> None:
    best = gazetteer.find(name)[0]
    assert (best.kind, best.country) == (PlaceKind.COUNTRY, country)


@pytest.mark.parametrize("name", ["Eastern Ghouta", "Golan Heights", "Syrian coast", "Qalamoun", "Sinai", "West Bank"])
def test_regions_are_known(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name)[0].kind in {PlaceKind.REGION, PlaceKind.ADM1}


def test_capitals_and_adjectives(gazetteer: Gazetteer) -> None:
    capital = gazetteer.capital("SY")
    assert capital is not None
    assert capital.name == "Damascus"
    assert gazetteer.capital("XX") is None
    assert gazetteer.adjectives["syrian"] == "SY"


@pytest.mark.parametrize(
    "place_id", ["", "gn-", "gn-0", "gn-x", "gn-١٢", "gn-99999999999999999999", "cod-SY99", "'; --"]
)
def test_unknown_ids_are_none(gazetteer: Gazetteer, place_id: str) -> None:
    assert gazetteer.get(place_id) is None


@pytest.mark.parametrize("place_id", ["gn-171830", "cod-SY1002", "iso-SY", "reg-eastern-ghouta", "iso-CO-ANT"])
def test_ids_lead_back_to_their_places(gazetteer: Gazetteer, place_id: str) -> None:
    place = gazetteer.get(place_id)
    assert place is not None
    assert place.id == place_id


@given(st.text(max_size=300))
def test_no_name_breaks_the_lookup(gazetteer: Gazetteer, name: str) -> None:
    assert isinstance(gazetteer.find(name), tuple)


@pytest.mark.parametrize(
    "name", ["x" * 10_000, "\u202eBanias\u202c", "(a+)+$", "%", "_", "' OR 1=1 --", "\x00", "\ud800"]
)
def test_hostile_names_are_only_names(gazetteer: Gazetteer, name: str) -> None:
    assert all(place.name in {"Baniyas", "Banyas"} for place in gazetteer.find(name))


def test_opening_is_quick_and_does_not_load_the_file() -> None:
    begin = time.process_time()
    gazetteer = Gazetteer.shipped()
    assert gazetteer.find("Banias")
    assert time.process_time() - begin < 1


def _find_in_child(gazetteer: Gazetteer) -> str:
    return gazetteer.find("Banias")[0].id


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_open_the_file_for_themselves(gazetteer: Gazetteer, method: str) -> None:
    gazetteer.find("Homs")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as pool:
        assert pool.submit(_find_in_child, gazetteer).result(timeout=30) == "gn-171830"


def test_a_pickled_gazetteer_is_the_same(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)).version == gazetteer.version  # noqa: S301 - our own bytes


def test_the_file_is_read_only(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._connection().execute("DELETE FROM place")


@pytest.mark.parametrize("content", [None, b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_what_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "places.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        Gazetteer.open(path)
    assert "places.sqlite" in str(error.value)


def test_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        connection.execute("INSERT INTO meta VALUES ('version', 'places-0-abc')")
    with pytest.raises(InputError, match="another layout"):
        Gazetteer.open(path)
