from importlib.resources import files
from itertools import pairwise

from marsad.places import Gazetteer, outlines
from marsad.places.outlines import Ring


def _holds(rings: tuple[Ring, ...], east: float, north: float) -> bool:
    inside = False
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            if (y0 > north) != (y1 > north) and east < x0 + (north - y0) / (y1 - y0) * (x1 - x0):
                inside = not inside
    return inside


def test_every_syrian_governorate_has_an_outline_that_holds_its_towns(gazetteer: Gazetteer) -> None:
    areas = {area.id: area for area in outlines().areas}
    assert {f"cod-SY{number:02}" for number in range(1, 15)} <= set(areas)
    for name in ("Banias", "Jableh", "Homs", "Hama", "Idlib", "Raqqa", "Al-Hasakah", "Tadmur", "Manbij", "Daraa"):
        town = gazetteer.find(name, country="SY")[0]
        assert _holds(areas[town.admin[1]].rings, town.longitude, town.latitude), name


def test_rings_are_closed_and_on_the_globe() -> None:
    shipped = outlines()
    assert len(shipped.countries) > 170
    for outline in (*shipped.countries, *shipped.areas):
        assert outline.rings, outline.name
        for ring in outline.rings:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(-180 <= east <= 180 and -90 <= north <= 90 for east, north in ring)


def test_areas_lead_to_the_gazetteer(gazetteer: Gazetteer) -> None:
    shipped = outlines()
    for outline in (*shipped.areas, *(country for country in shipped.countries if country.id)):
        place = gazetteer.get(outline.id)
        assert place is not None, outline.id
        assert place.country == outline.country
    assert {"SY", "TR", "LB", "IQ", "JO", "IL", "PS"} <= {area.country for area in shipped.areas}


def test_the_file_stays_small() -> None:
    assert len(files("marsad.places").joinpath("data/outlines.json").read_bytes()) < 600_000
