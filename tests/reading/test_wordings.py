"""Wordings that made a wrong figure of an archive once, and their neighbours that must stay. All are invented."""

import pytest

from marsad.records import Measure, Modality, Population, TallyKind

K, J, B = "killed", "injured", "bodies_found"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A nurse and 4 people killed 20 others injured in mortar attacks on Hader.", [(J, 20), (K, 5)]),
        ("Shells killed nine villagers injured in an earlier raid.", [(K, 9)]),
        ("The militants killed two men abducted on Monday.", [("abducted", 2), (K, 2)]),
        ("Three villagers died and six others experienced breathing difficulties after the raid.", [(J, 6), (K, 3)]),
        ("Two people were killed by shells and six others reached the border.", [(K, 2)]),
        ("Two people were killed by shells and six others were at home.", [(K, 2)]),
        ("20 jihadists were killed around Safita and another five outside Jableh.", [(K, 5), (K, 20)]),
        ("Shepherds found 40 corpses of farmers who were executed by militants.", [(K, 40)]),
        ("The bodies of 14 soldiers who had been killed by militants were found.", [(K, 14)]),
        ("The corpses of 14 men were found after the clashes.", [(B, 14)]),
        ("Both men were killed by a sniper.", [(K, 2)]),
    ],
)
def test_which_number_goes_with_which_harm(claims, text, expected):
    assert sorted((c.measure.value, c.quantity.low) for c in claims(text)) == expected


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("The death toll following attacks by militants in Homs rose to 51.", Population.UNKNOWN),
        ("The death toll of the attack by rebels on Homs rose to 51.", Population.UNKNOWN),
        ("The death toll among civilians in Homs rose to 51.", Population.CIVILIAN),
        ("The number of rebels killed in Homs has risen to 51.", Population.COMBATANT),
    ],
)
def test_a_toll_is_of_those_told_behind_of_or_among(claims, text, population):
    assert [(c.quantity.value, c.population) for c in claims(text)] == [(51, population)]


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("The militants executed 230 men of the tribe in August 2024.", TallyKind.EVENT),
        ("Residents found 230 bodies that the militants had left in late 2024.", TallyKind.EVENT),
        ("Between 3 August and 20 September 2024 the militants executed 230 men.", TallyKind.CUMULATIVE),
        ("The militants executed 230 men in massacres in August 2024.", TallyKind.CUMULATIVE),
        ("At least 61 people were killed in clashes in Homs, a Syrian war monitor said.", TallyKind.EVENT),
        ("Some 61 reporters have been killed in the Syrian war.", TallyKind.CUMULATIVE),
        ("Air raids on Homs killed 40 people in the past 24 hours, residents said.", TallyKind.EVENT),
        ("A total of 40 people were killed in raids on Homs in the past 24 hours.", TallyKind.INCREMENTAL),
        ("The monitor counted 40 people killed in raids on Homs in the past 24 hours.", TallyKind.INCREMENTAL),
    ],
)
def test_what_a_figure_runs_over(claims, text, tally):
    assert [c.tally for c in claims(text)] == [tally]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The group accused the army of killing civilians in Homs.", Modality.SPECULATIVE),
        ("The army was accused of indiscriminately killing both civilians and fighters.", Modality.SPECULATIVE),
        ("The group accused the army of killing 12 civilians in Homs on Monday.", Modality.ASSERTED),
    ],
)
def test_a_charge_without_a_number_is_no_event(claims, text, modality):
    found = [c for c in claims(text) if c.measure is Measure.KILLED]
    assert [c.modality for c in found] == [modality]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Six rebels were killed near Adra east of Damascus said the Orontes Monitor a rights group.", "Monitor"),
        ("Nine were wounded at a village south of Jarabulus said Rami Haddad of the Orontes Monitor.", "Monitor"),
        ("Jarabulus said six people were killed by shells in Jarabulus, the Orontes Monitor reported.", "Monitor"),
        ("Moscow said that 12 soldiers were killed by shells. Officials met in Moscow.", "Moscow"),
        ("Damascus SANA said that 12 people were killed by shells in Hader.", "SANA"),
        ("Twelve people were killed by shells in Homs SANA said.", "SANA"),
        ("The Homs Media Centre said that 12 people were killed by shells in Homs.", "The Homs Media Centre"),
        ("Jarabulus said that 12 people were killed by shells in Jarabulus.", ""),
    ],
)
def test_no_town_speaks_but_a_capital_for_its_government(claims, text, speaker):
    (claim,) = claims(text)
    told = claim.attribution.text if claim.attribution is not None else ""
    assert told.endswith(speaker) if speaker else told == ""
    assert "Damascus" not in told


def test_the_accused_and_not_the_accuser_is_the_doer(claims):
    (claim,) = claims("The opposition accused the army of killing 12 civilians in Homs on Monday.")
    assert claim.perpetrator is not None
    assert claim.perpetrator.text == "army"
