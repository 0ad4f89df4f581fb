"""Which places belong to which harm."""

import pytest

from marsad.reading import nearness
from marsad.records import Place, PlaceKind, PlaceMention, PlacePrecision, Words


def places(read, text: str, value: int) -> list[str]:
    claim = next(claim for claim in read(text).claims if claim.quantity.value == value)
    return [mention.words.text for mention in claim.places]


@pytest.mark.parametrize(
    ("text", "value", "wanted", "unwanted"),
    [
        ("Rockets fired from Idlib killed four people in Latakia on Friday.", 4, "Latakia", "Idlib"),
        ("Gunmen positioned in Idlib killed four people in Latakia on Friday.", 4, "Latakia", "Idlib"),
        ("Fighters based in Homs attacked Jableh on Friday, killing three people.", 3, "Jableh", "Homs"),
        ("MOSCOW (Sputnik) - An air strike killed six people in Raqqa on Friday.", 6, "Raqqa", "MOSCOW"),
        ("A bomb killed six people in Raqqa on Friday, the ministry in Moscow said.", 6, "Raqqa", "Moscow"),
        ("A bomb killed nine people in Homs on Friday as troops pushed towards Raqqa.", 9, "Homs", "Raqqa"),
        ("Fighters of Islamic State in Iraq and Syria killed five people in Homs on Friday.", 5, "Homs", "Iraq"),
    ],
)
def test_a_place_that_only_tells_of_people_or_arms_is_no_place_of_harm(read, text, value, wanted, unwanted):
    found = places(read, text, value)
    assert wanted in found
    assert unwanted not in found


def test_what_a_shell_hit_is_the_place_of_its_own_sentence(read):
    text = "Two people were killed when a shell hit Jableh on Friday. Elsewhere, three people were killed in Homs."
    assert (places(read, text, 2), places(read, text, 3)) == (["Jableh"], ["Homs"])


def test_a_dateline_told_again_is_a_place(read):
    text = "JABLEH, March 9, 2025 - A policeman in Jableh said that seven people were killed in the attack on Saturday."
    assert [name.casefold() for name in places(read, text, 7)] == ["jableh"]


def test_a_claim_takes_the_place_told_right_before_it(read):
    text = (
        "Officials spoke to reporters in Homs. On Wednesday a plane dropped bombs on Jableh. Four people were killed."
    )
    assert places(read, text, 4) == ["Jableh"]


def test_a_repeated_claim_keeps_the_place_that_only_one_mention_gives(read):
    text = "Shells killed 23 people on Friday. Officials said the 23 people were killed in Jableh by shells."
    assert "Jableh" in places(read, text, 23)


def _mention(text: str, place: Place | None, precision: PlacePrecision = PlacePrecision.LOCALITY) -> PlaceMention:
    return PlaceMention(words=Words.at(text, 0, len(text)), place=place, precision=precision)


def _place(name: str, latitude: float, admin: tuple[str, ...] = ()) -> Place:
    return Place(
        id=name, name=name, kind=PlaceKind.LOCALITY, country="SY", admin=admin, latitude=latitude, longitude=36.0
    )


def test_qualifiers_make_no_kinship():
    homs = _mention("eastern countryside of Homs", None)
    aleppo = _mention("eastern countryside of Aleppo", None)
    assert nearness.conflict([homs], [aleppo])
    assert not nearness.conflict([homs], [_mention("Homs", None)])


def test_two_quarters_of_one_city_are_two_places_and_each_lies_in_it():
    city = _place("Alpha", 35.0)
    one = PlaceMention(words=Words.at("North Gate", 0, 10), within=city, precision=PlacePrecision.EXACT)
    other = PlaceMention(words=Words.at("Mill Hill", 0, 9), within=city, precision=PlacePrecision.EXACT)
    assert nearness.conflict([one, _mention("Alpha", city)], [other, _mention("Alpha", city)])
    assert not nearness.conflict([one], [_mention("Alpha", city)])


@pytest.mark.parametrize(("apart", "spread"), [(0.1, False), (1.0, True)])
def test_places_spread_where_no_single_attack_reaches(apart, spread):
    here, there = _place("Alpha", 35.0), _place("Beta", 35.0 + apart)
    assert nearness.spread([_mention("Alpha", here), _mention("Beta", there)]) is spread


def test_a_town_and_its_governorate_do_not_spread():
    town, area = _place("Alpha", 35.0, ("Beta",)), _place("Beta", 36.5)
    assert not nearness.spread([_mention("Alpha", town), _mention("Beta", area)])


@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("near Syria's second city Aleppo", PlacePrecision.NEAR_LOCALITY),
        ("near Syrias second city Aleppo", PlacePrecision.NEAR_LOCALITY),
        ("in Syria's second city Aleppo", PlacePrecision.LOCALITY),
    ],
)
def test_near_reaches_over_the_owner_of_a_city(read, words, precision):
    (claim,) = read(f"Ten people were killed {words} on Friday.").claims
    assert (claim.places[0].place.name, claim.places[0].precision) == ("Aleppo", precision)
