import re
from itertools import pairwise

import pytest
from msgspec import structs
from tests.release import builder as b
from tests.release import scenes

from marsad.records import PlaceKind, PlacePrecision
from marsad.release.atlas import Outline, atlas_of
from marsad.release.lookup import Lookup

SQUARE = ((35.0, 34.0), (37.0, 34.0), (37.0, 36.0), (35.0, 36.0), (35.0, 34.0))
FAR = ((100.0, 10.0), (101.0, 10.0), (101.0, 11.0))


def drawn(*cases, outlines=()):
    """Draw incidents given as (place, precision, other places of the claim)."""
    documents, claims, incidents = [], [], []
    for n, (where, precision, *others) in enumerate(cases):
        doc = b.document(f"Two people were killed, note {n}.", source_id=f"note-{n}")
        claim = b.claim(doc, "Two people were killed", "Two", 2, places=(where, *others))
        documents.append(doc)
        claims.append(claim)
        incidents.append(b.incident(claim, where=where, precision=precision))
    snapshot = b.snapshot(documents=documents, claims=claims, incidents=incidents)
    return atlas_of(snapshot.incidents, Lookup(snapshot, b.headline), outlines)


def test_a_town_is_a_dot_and_near_a_town_a_circle():
    atlas = drawn((scenes.BANIAS, PlacePrecision.LOCALITY), (scenes.BANIAS, PlacePrecision.NEAR_LOCALITY))
    assert sorted((mark.name, mark.near) for mark in atlas.marks) == [("Banias", False), ("Banias", True)]
    assert len({(mark.x, mark.y) for mark in atlas.marks}) == 1
    near, dot = sorted(atlas.marks, key=lambda mark: not mark.near)
    assert near.radius > dot.radius


@pytest.mark.parametrize(
    "precision",
    [p for p in PlacePrecision if p.rank > PlacePrecision.NEAR_LOCALITY.rank],
)
def test_what_is_known_less_well_is_never_a_point(precision):
    atlas = drawn((scenes.BANIAS, precision), (scenes.GOVERNORATE, precision))
    assert atlas.marks == ()
    assert len(atlas.areas) == 2


def test_a_neighbourhood_stands_at_its_locality():
    atlas = drawn((scenes.QUSOUR, PlacePrecision.EXACT, scenes.BANIAS))
    alone = drawn((scenes.BANIAS, PlacePrecision.LOCALITY))
    assert [(mark.name, mark.x, mark.y) for mark in atlas.marks] == [(m.name, m.x, m.y) for m in alone.marks]


def test_a_site_without_a_known_locality_is_listed():
    site = b.place("A shelter", "", 35.1, 35.9, kind=PlaceKind.SITE)
    atlas = drawn((site, PlacePrecision.EXACT))
    assert atlas.marks == ()
    assert "not drawn finer" in atlas.areas[0].precision


def test_marks_stay_inside_the_drawing_and_north_is_up():
    towns = [(town, PlacePrecision.LOCALITY) for town in scenes.TOWNS]
    atlas = drawn(*towns)
    assert all(0 < mark.x < atlas.width and 0 < mark.y < atlas.height for mark in atlas.marks)
    at = {mark.name: mark for mark in atlas.marks}
    assert at["Latakia"].y < at["Tartus"].y
    assert at["Latakia"].x < at["Masyaf"].x


def test_names_on_the_map_do_not_cover_each_other():
    towns = [(town, PlacePrecision.LOCALITY) for town in scenes.TOWNS]
    close = [(b.place(f"Hamlet {n}", "", 35.18 + n / 100, 35.95), PlacePrecision.LOCALITY) for n in range(9)]
    atlas = drawn(*towns, *close)
    named = [mark for mark in atlas.marks if mark.anchor]
    assert named
    rows = sorted((mark.label_y, mark.label_x) for mark in named if mark.anchor == "start")
    assert all(below[0] - above[0] >= 30 or abs(below[1] - above[1]) > 20 for above, below in pairwise(rows))


def test_other_countries_are_listed_and_do_not_widen_the_map():
    atlas = drawn(*[(town, PlacePrecision.LOCALITY) for town in scenes.TOWNS], (scenes.ABROAD, PlacePrecision.LOCALITY))
    assert atlas.outside == 1
    assert "Akkar al-Atiqa" not in {mark.name for mark in atlas.marks}
    assert [area.precision for area in atlas.areas if area.name == "Akkar al-Atiqa"] == ["outside the map"]


def test_outlines_are_cut_to_the_view_and_far_ones_left_out():
    outlines = (Outline(place="coast", rings=(SQUARE,)), Outline(place="far", rings=(FAR,)))
    atlas = drawn((scenes.BANIAS, PlacePrecision.LOCALITY), outlines=outlines)
    assert len(atlas.land) == 1
    land = atlas.land[0]
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", land.path)]
    assert not land.known
    assert all(-0.08 * atlas.width <= number <= 1.08 * max(atlas.width, atlas.height) for number in numbers)


def test_an_area_incidents_are_known_to_is_set_off():
    outlines = (Outline(place=scenes.GOVERNORATE.id, rings=(SQUARE,)),)
    atlas = drawn(
        (scenes.BANIAS, PlacePrecision.LOCALITY), (scenes.GOVERNORATE, PlacePrecision.ADM1), outlines=outlines
    )
    assert atlas.land[0].known


def test_places_at_one_spot_and_at_the_pole_can_be_drawn():
    pole = b.place("North", "", 89.9, 0.0)
    for town in (pole, scenes.BANIAS):
        atlas = drawn((town, PlacePrecision.LOCALITY))
        assert atlas.height > 0
        assert len(atlas.marks) == 1


def test_a_town_the_gazetteer_does_not_have_is_listed_as_such():
    doc = b.document("Two people were killed in Nowhere.")
    claim = b.claim(doc, "Two people were killed", "Two", 2)
    case = structs.replace(b.incident(claim, words="Nowhere"), place_precision=PlacePrecision.LOCALITY)
    snapshot = b.snapshot(documents=[doc], claims=[claim], incidents=[case])
    area = atlas_of(snapshot.incidents, Lookup(snapshot, b.headline), ()).areas[0]
    assert (area.name, area.precision) == ("Nowhere", "a place the gazetteer does not have")
