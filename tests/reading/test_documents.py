"""What a whole document adds: repeated mentions, events, places, dates, sources, modality, protected names."""

import datetime as dt

import pytest

from marsad.records import Context, Modality, TallyKind


def test_headline_lead_and_body_are_one_claim_with_mentions(claims):
    text = (
        "HADER, March 8 (Coast Wire) - At least nine people were killed on Friday when shells hit the market of Hader, "
        "a monitor said.\nThe nine people killed were shopkeepers, residents said."
    )
    (claim,) = claims(text, title="Nine dead in shelling of Hader market")
    assert (claim.quantity.low, claim.quantity.high) == (9, None)
    assert len(claim.mentions) >= 1


def test_two_figures_for_one_event_are_two_claims(counted):
    text = (
        "The Observatory said six people were killed in the raid on Hader. "
        "State radio put the death toll of the raid at nine."
    )
    assert [row[1] for row in counted(text)] == [6, 9]


def test_another_eleven_are_not_the_same_eleven(counted):
    text = "11 Kurdish fighters were killed in Kobani on Friday. Another 11 were killed in clashes at the border."
    assert [row[1] for row in counted(text)] == [11, 11]


def test_harm_told_together_is_one_event_and_another_place_another(claims):
    text = (
        "On Friday shells killed four people in Homs and wounded six. "
        "Elsewhere, on Thursday, gunmen killed two men in Hama."
    )
    first, second, third = claims(text)
    assert first.event == second.event != ""
    assert third.event not in ("", first.event)


def test_places_and_dates_go_to_their_own_harm(claims):
    text = "On Thursday shells killed four people in Homs. On Friday gunmen killed two men in Latakia."
    first, second = claims(text, published=dt.date(2025, 3, 10))
    assert [place.words.text for place in first.places] == ["Homs"]
    assert [place.words.text for place in second.places] == ["Latakia"]
    assert (first.when.start, second.when.start) == (dt.date(2025, 3, 6), dt.date(2025, 3, 7))


def test_a_running_count_runs_from_its_start_to_publication(claims):
    (claim,) = claims("More than 745 civilians have been killed on the Syrian coast since March 6, a monitor said.")
    assert claim.tally is TallyKind.CUMULATIVE
    assert (claim.when.start, claim.when.end) == (dt.date(2025, 3, 6), dt.date(2025, 3, 10))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Shells killed 12 people, the Orontes Monitor said.", "the Orontes Monitor"),
        ("According to the health ministry, shells killed 12 people.", "the health ministry"),
        ("The mayor of Hader told reporters that shells killed 12 people.", "The mayor of Hader"),
        ("Shells killed 12 people, said an official in the town.", "an official in the town"),
        ("Shells killed 12 people on Friday, a security official in the town said.", "a security official in the town"),
    ],
)
def test_the_source_of_a_sentence(claims, text, source):
    (claim,) = claims(text)
    assert claim.modality is Modality.ATTRIBUTED
    assert claim.attribution is not None
    assert claim.attribution.text == source


def test_a_generic_source_stands_for_the_name_before_it(claims):
    text = "The Orontes Monitor said shells hit the market. Nine people were killed, the group said."
    (claim,) = claims(text)
    assert claim.attribution is not None
    assert claim.attribution.text == "The Orontes Monitor"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army denied killing 12 civilians in the shelling.", Modality.DENIED),
        ("Shelling could kill 12 civilians.", Modality.SPECULATIVE),
        ("In March 1982 the army shelled the town and killed 12 civilians.", Modality.HISTORICAL),
        ("Shelling killed 12 civilians.", Modality.ASSERTED),
    ],
)
def test_modality_is_kept_on_show(claims, text, modality):
    assert [claim.modality for claim in claims(text)] == [modality]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("A bus crash on the motorway killed 12 people.", Context.ACCIDENT),
        ("An earthquake killed 12 people.", Context.DISASTER),
        ("Cholera killed 12 people.", Context.DISEASE),
        ("A masked robber shot dead two customers during an armed robbery at a jewellery shop.", Context.CRIME),
        ("A mine left from the war killed two children.", Context.CONFLICT),
        ("An airstrike killed 12 people.", Context.CONFLICT),
    ],
)
def test_what_is_no_conflict_becomes_a_claim_with_its_context(claims, text, context):
    assert {claim.context for claim in claims(text)} == {context}


def test_private_speakers_are_withheld_and_officials_are_not(read):
    text = (
        "Samir Haddouk, a baker, said that gunmen killed two men in his street. Haddouk fled. "
        "The governor, Nabil Tarraf, said that 12 people were killed by gunmen."
    )
    reading = read(text)
    withheld = {span.of(text) for span in reading.protected}
    assert withheld == {"Samir Haddouk", "Haddouk"}
    assert all(claim.attribution is None or "Haddouk" not in claim.attribution.text for claim in reading.claims)


def test_findings_name_what_no_claim_carries(read):
    reading = read("The army killed and wounded 40 fighters. An unknown number of soldiers were killed by a mine.")
    assert {finding.kind for finding in reading.findings} >= {"undivided_casualties", "number_not_understood"}


def test_a_language_it_does_not_know_is_left_alone():
    from marsad.reading import EnglishRules, shipped_readers
    from marsad.records import Document

    arabic = Document(id="d", original="0", text="مقتل 12", language="ar")
    english = Document(id="d", original="0", text="12 killed", language="en-GB")
    assert not EnglishRules().takes(arabic)
    assert EnglishRules().takes(english)
    assert "rules-en/2" in {reader.name for reader in shipped_readers()}


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("A resident who gave his name as Karim Obeid told the agency that he saw it.", ["Karim Obeid"]),
        ("Ahmad Sabbagh a father of three said he fled.", ["Ahmad Sabbagh"]),
        ("Rula Hadi, 34, said her brother was shot.", ["Rula Hadi"]),
        ("The survivor, Lina Saad, spoke from hospital.", ["Lina Saad"]),
        ("A nurse called Samar Dib said she counted ten bodies.", ["Samar Dib"]),
        ("Nabil Haddad, head of the health directorate, said 12 died.", []),
        ("General Karim Haddad, 54, said the army won.", []),
        ("Bodies lay in Hai Al Wadi, a mainly Christian quarter, reports said.", []),
        ("Residents fled from towns such as Banias, Latakia and Tartus, they said.", []),
    ],
)
def test_whose_names_are_withheld(read, text, withheld):
    assert [span.of(text) for span in read(text).protected] == withheld
