import pytest

from marsad.places import Gazetteer, find_places
from marsad.records import Document, document_id


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()


def places(text: str, gazetteer: Gazetteer) -> dict[str, str | None]:
    document = Document(id=document_id(text), original="0" * 64, text=text, language="en")
    return {m.words.text: m.place.name if m.place else None for m in find_places(document, gazetteer)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shooting went on along Syria's coast.", "Syria's coast"),
        ("Shooting went on along the Syrian coast.", "Syrian coast"),
        ("In Syria, shooting went on along the coast.", "coast"),
        ("Syrian towns are quiet. Roads to the coastal provinces are closed.", "coastal provinces"),
    ],
)
def test_a_coast_is_that_of_its_country_or_the_document_s(gazetteer, text, words):
    assert places(text, gazetteer)[words] == "Syrian coast"


@pytest.mark.parametrize(
    "text", ["The coast guard of Syria sailed.", "They drove off the coast road.", "The coast of Spain is long."]
)
def test_guards_roads_and_other_coasts_are_not(gazetteer, text):
    assert "Syrian coast" not in places(text, gazetteer).values()


def test_a_line_break_parts_a_headline_from_the_dateline(gazetteer):
    text = (
        "Dozens killed on Syria's coast\nBEIRUT, March 8 (Coast Wire) - Shooting went on in several villages, it said."
    )
    assert places(text, gazetteer) == {"Syria's coast": "Syrian coast", "BEIRUT": "Beirut"}


def test_a_line_break_of_fixed_width_text_does_not(gazetteer):
    text = (
        "THE SHOOTING WENT ON ALL NIGHT IN THE VILLAGES AROUND THE TOWN OF DEIR\nEZ-ZOR AND IN THE HILLS NEARBY, "
        "A FARMER SAID ON SUNDAY EVENING."
    )
    assert any("EZ-ZOR" in words and name for words, name in places(text, gazetteer).items())
