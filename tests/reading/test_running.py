"""Running counts over a whole document: headline, parts by place, sides, what is new, totals of single incidents."""

import datetime as dt

import pytest

from marsad.places import Gazetteer
from marsad.reading.rules import EnglishRules
from marsad.records import Claim, Document, Population, TallyKind, document_id


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()


def claims(text: str, gazetteer: Gazetteer) -> dict[int | None, Claim]:
    document = Document(
        id=document_id(text), original="0" * 64, text=text, language="en", published=dt.date(2025, 3, 13)
    )
    read = EnglishRules().read(document, gazetteer).claims
    return {claim.quantity.value: claim for claim in read if not claim.subset_of}


TOTAL = (
    "BEIRUT, March 13 (Coast Wire) - The number of civilians killed on the Syrian coast since March 6 has risen to "
    "900, the Orontes Monitor said on Thursday. "
)


def test_parts_that_sum_to_the_running_count_are_running_counts(gazetteer):
    text = TOTAL + (
        "The Monitor said that 500 civilians were killed in Latakia governorate, 300 in Tartus governorate and "
        "100 in Hama governorate."
    )
    found = claims(text, gazetteer)
    assert {value: found[value].tally for value in (900, 500, 300, 100)} == dict.fromkeys(
        (900, 500, 300, 100), TallyKind.CUMULATIVE
    )


def test_parts_that_do_not_sum_stay_what_their_own_sentence_says(gazetteer):
    text = TOTAL + "On Wednesday 12 people were killed in Jableh and 9 in Safita."
    found = claims(text, gazetteer)
    assert (found[12].tally, found[9].tally) == (TallyKind.EVENT, TallyKind.EVENT)


def test_what_a_source_newly_documents_is_incremental(gazetteer):
    text = TOTAL + "On Thursday it documented 93 more deaths of civilians."
    assert claims(text, gazetteer)[93].tally is TallyKind.INCREMENTAL


def test_another_side_of_the_same_count_runs_too_and_takes_its_place(gazetteer):
    text = TOTAL + "The Monitor also counted 125 members of the security forces killed."
    found = claims(text, gazetteer)[125]
    assert found.tally is TallyKind.CUMULATIVE
    assert found.population is Population.SECURITY_FORCE
    assert [mention.words.text for mention in found.places] == ["Syrian coast"]


def test_the_headline_and_the_body_are_one_running_claim(gazetteer):
    text = "Monitor: 900 civilians killed\n\n" + TOTAL
    document = Document(
        id=document_id(text), original="0" * 64, text=text, title="Monitor: 900 civilians killed",
        body_start=31, language="en", published=dt.date(2025, 3, 13),
    )  # fmt: skip
    read = [c for c in EnglishRules().read(document, gazetteer).claims if c.quantity.value == 900]
    assert [claim.tally for claim in read] == [TallyKind.CUMULATIVE]
    assert [claim.population for claim in read] == [Population.CIVILIAN]


def test_a_total_of_single_incidents_is_no_incident(gazetteer):
    text = (
        "Salanfa: 3 people killed on 7 March 2025.\nKansaba: 2 people killed on 8 March 2025.\n"
        "Total for the two villages: 5 people killed."
    )
    found = claims(text, gazetteer)
    assert (found[3].tally, found[2].tally) == (TallyKind.EVENT, TallyKind.EVENT)
    assert found[5].tally is TallyKind.CUMULATIVE


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("Some 1,400 people were killed in the massacres on the Syrian coast in January.", TallyKind.CUMULATIVE),
        ("An explosion in a market in Homs in January killed 40 people.", TallyKind.EVENT),
        ("The Network documented the killing of 803 people between 6 and 10 March.", TallyKind.CUMULATIVE),
    ],
)
def test_a_wide_period_is_many_incidents_unless_one_is_named(gazetteer, text, tally):
    assert [claim.tally for claim in claims(text, gazetteer).values()] == [tally]


def test_a_dateline_is_not_the_day_of_the_harm(gazetteer):
    text = "QADMUS, March 13, 2025 (Coast Wire) - Six people were killed near Qadmus on Tuesday and four were wounded."
    assert claims(text, gazetteer)[6].when.start == dt.date(2025, 3, 11)


def test_a_title_that_nearly_sums_two_days_is_no_attack(read):
    text = "Raids on a market in Homs killed 38 people on Thursday. On Friday raids killed 10 people in Homs."
    found = read(text, title="Air raids kill 50 in Syrian city of Homs").claims
    tallies = {claim.quantity.value: claim.tally for claim in found}
    assert tallies == {50: TallyKind.CUMULATIVE, 38: TallyKind.EVENT, 10: TallyKind.EVENT}


def test_a_figure_for_a_whole_country_is_no_attack(read):
    text = "Three mines killed 30 people in the north and southeast of the country on Friday."
    (claim,) = read(text).claims
    assert claim.tally is TallyKind.CUMULATIVE
