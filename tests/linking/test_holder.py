import pytest
from tests.linking.builder import BANIAS, CITY, ELMS, HOMS, LATAKIA, MUROUJ, OAKS, QUSOUR, SYRIA, TARTUS, claim, place
from tests.linking.record import record

from marsad.linking import find_origins, link_incidents
from marsad.linking.source import Source
from marsad.records import PlaceKind, PlacePrecision

GAZETTEER = {entry.id: entry for entry in (SYRIA, LATAKIA, TARTUS, HOMS, BANIAS)}


def linked(*places):
    """The one incident of a document that names several places for it."""
    claims = [claim("a", "12", where=where, on="03-07", event="e", at=at) for at, where in enumerate(places)]
    sources = {"a": Source(document="a", published=claims[0].reported)}
    origins, _ = find_origins(claims, sources)
    (incident,), _ = link_incidents(claims, origins, sources, lookup=GAZETTEER.get)
    return incident


@pytest.mark.parametrize(
    ("places", "holder", "precision"),
    [
        ((OAKS, ELMS), LATAKIA, PlacePrecision.ADM1),
        ((QUSOUR, MUROUJ), BANIAS, PlacePrecision.LOCALITY),
        ((OAKS, BANIAS), SYRIA, PlacePrecision.COUNTRY),
        ((OAKS, ELMS, BANIAS), SYRIA, PlacePrecision.COUNTRY),
        (("Nobody's Hamlet", BANIAS), TARTUS, PlacePrecision.ADM1),
        (("Nobody's Quarter", BANIAS), BANIAS, PlacePrecision.LOCALITY),
    ],
)
def test_several_places_lie_in_what_holds_them_all(places, holder, precision):
    incident = linked(*places)
    assert (incident.place, incident.place_precision) == (holder, precision)


def test_places_of_two_countries_have_no_holder():
    abroad = place("Port", CITY.kind, place("Lebanon", PlaceKind.COUNTRY, country="LB"), country="LB")
    incident = linked(OAKS, abroad)
    assert incident.place is None
    assert incident.place_words == "Oak Village, Port"


def test_the_words_are_those_a_text_has_for_the_holder():
    assert linked(OAKS, ELMS).place_words == ""
    assert linked((OAKS, LATAKIA), (ELMS, LATAKIA)).place_words == "Latakia Governorate"


def test_without_a_gazetteer_only_named_holders_are_known():
    claims = [claim("a", "12", where=where, on="03-07", event="e", at=at) for at, where in enumerate((OAKS, ELMS))]
    assert record(claims).incidents[0].place is None


def test_one_place_stays_itself():
    assert linked((OAKS, LATAKIA)).place == OAKS
