"""One claim told again in title, lead and body: one claim; two harms with one number: two."""

import pytest

from marsad.records import Measure


def killed(read, text: str, value: int, title: str = ""):
    found = read(text, title=title).claims
    return [claim for claim in found if claim.measure is Measure.KILLED and claim.quantity.value == value]


TITLE = "Air raid kills nine civilians in Syrian Idlib"


def test_the_place_of_the_body_stands_against_the_place_of_the_title(read):
    body = "An air raid killed nine civilians in the town of Maarrat al-Numan in Idlib province on Friday."
    (claim,) = killed(read, body, 9, TITLE)
    assert "Maarrat al-Numan" in " ".join(place.words.text for place in claim.places)
    assert len(claim.mentions) == 1


def test_two_harms_with_the_number_of_the_title_stay_two(read):
    body = "An air raid killed nine people in Saraqib on Friday. In another raid nine were killed in Jisr al-Shughur."
    assert len(killed(read, body, 9, "Air raids kill nine in Syria")) >= 2


def test_other_people_than_the_title_counts_are_another_claim(read):
    body = "A raid in Idlib on Friday killed nine rebel fighters."
    assert len(killed(read, body, 9, TITLE)) == 2


@pytest.mark.parametrize("word", ["also ", ""])
def test_a_heading_and_its_section_are_one_claim_unless_the_words_add(read, word):
    text = (
        "Four civilians killed in rocket attack in Homs city\n"
        f"Four civilians were {word}killed by a rocket in the neighbourhood of al-Zahraa in Homs city on Friday."
    )
    assert len(killed(read, f"The army advanced.\n{text}", 4)) == (2 if word else 1)
