"""Sentences on which a run over real folders went wrong once; each stands for a kind of sentence."""

import datetime as dt

import pytest

from marsad.places import Gazetteer
from marsad.reading.rules import EnglishRules
from marsad.records import Claim, Context, Document, Measure, Modality, Population, document_id


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()


def read(text: str, gazetteer: Gazetteer) -> list[Claim]:
    document = Document(
        id=document_id(text), original="0" * 64, text=text, language="en", published=dt.date(2025, 3, 13)
    )
    return [c for c in EnglishRules().read(document, gazetteer).claims if c.counts and c.context is Context.CONFLICT]


def counts(text: str, gazetteer: Gazetteer) -> list[tuple[str, int | None, str]]:
    return [(c.measure.value, c.quantity.value, c.population.value) for c in read(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The number of civilians killed on the coast since March 6 has risen to 900, in 54 massacres, the Syrian "
            "Observatory for Human Rights said on Thursday.",
            [("killed", 900, "civilian")],
        ),
        (
            "On Thursday it documented 93 more deaths of civilians: 52 in Latakia governorate and 41 in Tartus.",
            [("killed", 93, "civilian"), ("killed", 52, "civilian"), ("killed", 41, "civilian")],
        ),
        (
            "On Tuesday it documented 132 more deaths of civilians, 72 in Tartus governorate and 60 in Latakia.",
            [("killed", 132, "civilian"), ("killed", 72, "civilian"), ("killed", 60, "civilian")],
        ),
        (
            "The Observatory also counted 125 members of the security forces and 148 fighters loyal to the former "
            "government killed, which brings the dead to 1,018 people in all.",
            [("killed", 125, "security_force"), ("killed", 148, "combatant"), ("killed", 1018, "unknown")],
        ),
        (
            "At least 1,426 civilians and military personnel were killed on the Syrian coast in March, and 20 others "
            "remain missing, the committee said on Tuesday.",
            [("killed", 1426, "unknown"), ("missing", 20, "unknown")],
        ),
        (
            "The national fact-finding committee verified the names of 1,426 people who were killed on the coast "
            "in March, it said on Tuesday.",
            [("killed", 1426, "unknown")],
        ),
        (
            "The Observatory counted 213 dead fighters, including 93 members of the security forces.",
            [("killed", 213, "combatant")],
        ),
        ("The figure counts people killed by all parties, in Latakia and Hama governorates.", []),
        ("The killing of families on the coast has gone on for a third day.", []),
        ("Guards said that hundreds of residents fled from villages near Jableh to the air base on Friday.",
         [("displaced", None, "civilian")]),
    ],
)  # fmt: skip
def test_counts(gazetteer, text, expected):
    found = counts(text, gazetteer)
    wanted = [row for row in found if row in expected]
    assert sorted(map(str, wanted)) == sorted(map(str, expected))
    assert [row for row in found if row not in expected] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A police officer in Sheikh Badr said that seven people were killed in the attack on Saturday.", "officer"),
        ("The Orontes Monitor now puts the number of civilians killed on the coast since March 6 at 1,383.", "Monitor"),
        ("The Orontes Monitor gave new figures on Sunday. It counted 683 civilians killed in Latakia.", "Monitor"),
        ("The committee verified the names of 1,426 people who were killed in March, it said on Tuesday.", "committee"),
        ("About 1,400 people were killed in March, the UN Commission of Inquiry on Syria said.", "Commission"),
        ("Nine people were killed when gunmen attacked the town on Saturday, the mayor told reporters.", "mayor"),
    ],
)
def test_who_says_it(gazetteer, text, speaker):
    claims = read(text, gazetteer)
    assert len(claims) == 1
    assert claims[0].attribution is not None
    assert speaker in claims[0].attribution.text


@pytest.mark.parametrize(
    "text",
    [
        "In February 1982 the army shelled the old quarters of the city for 27 days. Between 10,000 and 40,000 people "
        "were killed, and about 17,000 were never seen again.",
        "In her worst case up to 2,000 civilians may be killed and 60,000 people would be displaced before the summer.",
        "The council killed the bill on Monday by 21 votes to 14, after a debate in which three members were badly "
        "wounded by their own questions.",
    ],
)
def test_what_is_no_claim_of_this_conflict(gazetteer, text):
    assert counts(text, gazetteer) == []


def test_history_is_kept_as_history(gazetteer):
    text = "In February 1982 the army shelled the city for 27 days. Between 10,000 and 40,000 people were killed."
    document = Document(
        id=document_id(text), original="0" * 64, text=text, language="en", published=dt.date(2025, 2, 2)
    )
    claims = [c for c in EnglishRules().read(document, gazetteer).claims if c.measure is Measure.KILLED]
    assert [claim.modality for claim in claims] == [Modality.HISTORICAL]


def test_names_of_witnesses_are_protected_wherever_they_stand(gazetteer):
    text = (
        "The shooting began on Friday at seven in the morning, says Zumurrud al-Khayali, a seamstress of 41 who hid on "
        "the roof. Gunmen shot dead three men on the stairs of her building, al-Khayali said."
    )
    document = Document(
        id=document_id(text), original="0" * 64, text=text, language="en", published=dt.date(2025, 3, 10)
    )
    reading = EnglishRules().read(document, gazetteer)
    withheld = [span.of(text) for span in reading.protected]
    assert [words for words in withheld if "Khayali" in words] == ["Zumurrud al-Khayali", "al-Khayali"]
    assert all(c.attribution is None or "Khayali" not in c.attribution.text for c in reading.claims)


def test_a_mixed_population_is_not_one_side(gazetteer):
    claims = read("At least 30 civilians and soldiers were killed in Homs on Monday.", gazetteer)
    assert [(claim.quantity.value, claim.population) for claim in claims] == [(30, Population.UNKNOWN)]


def test_the_city_of_a_dateline_is_not_where_it_happened(gazetteer):
    text = (
        "BEIRUT, March 8 (Coast Wire) - The Orontes Monitor said on Saturday that 340 civilians had been killed on the "
        "Syrian coast since Thursday."
    )
    claims = read(text, gazetteer)
    assert [[mention.words.text for mention in claim.places] for claim in claims] == [["Syrian coast"]]


def test_the_words_of_the_title_inside_a_sentence_do_not_cut_it(gazetteer):
    title, body = "Ambush at Qadmus", "Six policemen were killed in an ambush at Qadmus on Friday, Coast Wire reported."
    document = Document(
        id=document_id(body), original="0" * 64, title=title, text=f"{title}\n\n{body}", body_start=18,
        language="en", published=dt.date(2025, 3, 8),
    )  # fmt: skip
    claims = EnglishRules().read(document, gazetteer).claims
    assert [(c.when.start, c.attribution and c.attribution.text) for c in claims] == [
        (dt.date(2025, 3, 7), "Coast Wire")
    ]


@pytest.mark.parametrize(
    ("text", "low", "floor"),
    [
        (
            "Gunmen wounded dozens in Jableh on Sunday, residents said in a statement in Arabic, translated by us.",
            10,
            10,
        ),
        ("Gunmen wounded dozens in Jableh on Sunday, residents said.", 24, 12),
    ],
)
def test_dozens_translated_from_arabic_are_tens(gazetteer, text, low, floor):
    assert [(c.quantity.low, c.quantity.floor, c.quantity.high) for c in read(text, gazetteer)] == [(low, floor, 99)]


def test_a_part_of_them_is_a_part_of_the_count_told_before(gazetteer):
    text = (
        "The Monitor said on Saturday that 340 civilians had been killed on the Syrian coast since Thursday. It said "
        "that 60 of them were killed in Banias and that 31 were killed in Safita."
    )
    document = Document(
        id=document_id(text), original="0" * 64, text=text, language="en", published=dt.date(2025, 3, 8)
    )
    claims = {c.quantity.value: c for c in EnglishRules().read(document, gazetteer).claims}
    assert claims[60].subset_of == claims[340].id
    assert claims[31].subset_of == ""
