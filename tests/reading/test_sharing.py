"""What claims of one incident share, and who speaks and who did it. All sentences and names are invented."""

from collections.abc import Callable

import pytest

from marsad.records import Claim, Document, Measure, Population

Claims = Callable[..., list[Claim]]


def test_the_wounded_others_are_what_the_dead_were(claims: Claims) -> None:
    killed, injured = claims("Shelling killed five civilians and wounded 20 others in Hader.")
    assert (killed.population, injured.population) == (Population.CIVILIAN, Population.CIVILIAN)


def test_of_two_sides_the_others_take_neither(claims: Claims) -> None:
    found = claims("Shelling killed five civilians and three soldiers and wounded 20 others in Hader.")
    assert [one.population for one in found if one.measure is Measure.INJURED] == [Population.UNKNOWN]


def test_named_people_keep_their_own(claims: Claims) -> None:
    found = claims("Shelling killed five civilians and wounded 20 people in Hader.")
    assert [one.population for one in found if one.measure is Measure.INJURED] == [Population.UNKNOWN]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Eight civilians were killed when regime warplanes struck Hader.", "regime warplanes"),
        ("Eight civilians were killed in US-led air strikes on Hader.", "US-led"),
        ("Rebels fired rockets on Hader killing three civilians.", "Rebels"),
        ("Thirty militants were killed in clashes with Kurdish troops in Hader.", "Kurdish troops"),
        ("A drone hit a Hezbollah position near Hader killing eight fighters.", None),
        ("An air strike on Hader killed eight civilians.", None),
    ],
)
def test_doers(text: str, doer: str | None, claims: Claims) -> None:
    words = claims(text)[0].perpetrator
    assert (words.text if words else None) == doer


def test_one_doer_for_one_incident(claims: Claims) -> None:
    found = claims(
        "Rebels fired rockets on Hader killing three civilians. The rockets also wounded 12 people in Hader."
    )
    assert {one.perpetrator.text for one in found if one.perpetrator} == {"Rebels"}
    assert all(one.perpetrator for one in found)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Observatory chief Sami Haddadin said 12 civilians were killed in Hader.", "Sami Haddadin"),
        ("State news agency SANA said 12 civilians were killed in Hader.", "SANA"),
        ("The Britain-based Hader Observatory said 12 civilians were killed by shelling.", "Hader Observatory"),
        ("MARTA OLMEDILLA, SECRETARY OF THE UNIVERSITY, REPORTED THAT SIX PERSONS WERE WOUNDED.", "MARTA OLMEDILLA"),
        (
            "The Observatory relies on a network of sources and says 12 civilians were killed by shelling.",
            "The Observatory",
        ),
    ],
)
def test_sources_by_name(text: str, source: str, claims: Claims) -> None:
    (claim,) = claims(text)
    assert claim.attribution is not None
    assert claim.attribution.text == source


@pytest.mark.parametrize("publisher", ["SOHR", "A newspaper"])
def test_casualties_are_nobodys_dead_whoever_writes_so(publisher: str) -> None:
    from marsad.places import Gazetteer
    from marsad.reading import EnglishRules

    document = Document(
        id="doc-1",
        original="0" * 64,
        text="7 casualties and 12 injuries in shelling on Hader",
        language="en",
        publisher=publisher,
    )
    reading = EnglishRules().read(document, Gazetteer.shipped())
    assert [one for one in reading.claims if one.measure is Measure.KILLED] == []
