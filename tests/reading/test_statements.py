"""Statements: which number goes with which harm, construction by construction. All sentences are invented."""

import pytest

K, J, D, A, M, F, B = "killed", "injured", "detained", "abducted", "missing", "displaced", "bodies_found"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling killed 12 civilians in Hader.", [(K, 12, 12)]),
        ("12 civilians were killed by shelling.", [(K, 12, 12)]),
        ("At least 12 civilians have reportedly been killed in raids.", [(K, 12, None)]),
        ("12 civilians killed in raids on Hader", [(K, 12, 12)]),
        ("8 people killed 58 others injured in rocket attacks", [(K, 8, 8), (J, 58, 58)]),
        ("13 killed, 6 injured, 8 abducted in an attack by militants", [(K, 13, 13), (J, 6, 6), (A, 8, 8)]),
        ("Rebels killed 12 soldiers.", [(K, 12, 12)]),
        ("The raid left 12 people dead and 30 wounded.", [(K, 12, 12), (J, 30, 30)]),
        ("Four people were killed and dozens more wounded in the bombing.", [(K, 4, 4), (J, 24, 99)]),
        ("The siege claimed the lives of 40 loyalists and 35 rebels.", [(K, 40, 40), (K, 35, 35)]),
        ("The siege has cost 300 lives.", [(K, 300, 300)]),
        ("The bombing led to the loss of hundreds of lives.", [(K, 200, 999)]),
        ("The death toll from the bombing rose from 12 to 15.", [(K, 15, 15)]),
        ("The blast killed nine children and 14 others.", [(K, 23, 23)]),
        ("A woman and her three children were killed by a shell.", [(K, 4, 4)]),
        ("The militants shot dead a priest and seven others.", [(K, 8, 8)]),
        ("Commander Yusuf al-Latif and seven of his fighters were killed in the strike.", [(K, 8, 8)]),
        ("12 people, including four children, were killed in the raid.", [(K, 12, 12)]),
        ("Three soldiers and five civilians were wounded by a mine.", [(J, 3, 3), (J, 5, 5)]),
        ("30 jihadists were killed around Shadadi and another five outside Kobane.", [(K, 30, 30), (K, 5, 5)]),
        ("The killing of two patrolmen by guerrillas was confirmed.", [(K, 2, 2)]),
        ("Gunmen abducted five passengers from a bus.", [(A, 5, 5)]),
        ("Soldiers arrested 18 men in the raid.", [(D, 18, 18)]),
        ("Hundreds have fled the shelling.", [(F, 200, 999)]),
        ("The offensive drove 8,000 people out of the valley.", [(F, 8000, 8000)]),
        ("Twelve villagers are still missing after the attack by militants.", [(M, 12, 12)]),
        ("Rescuers pulled four bodies from the rubble after the airstrike.", [(B, 4, 4)]),
        ("More than 270 dead bodies were received from the front.", [(K, 271, None)]),
        ("The militants took 900 civilians hostage.", [(A, 900, 900)]),
        ("The police chief was murdered by guerrillas on Friday.", [(K, 1, 1)]),
        ("The army told us one of its cooks had been killed in clashes.", [(K, 1, 1)]),
        ("A suicide bomber killed six and wounded 19.", [(K, 6, 6), (J, 19, 19)]),
        ("The raid killed two brothers and injured three others.", [(K, 2, 2), (J, 3, 3)]),
        ("Six of the fighters were killed in the ambush, leaving 20 wounded.", [(K, 6, 6), (J, 20, 20)]),
        ("Salma Idris, 74, was killed by shrapnel.", [(K, 1, 1)]),
        ("She was killed along with two other shepherds by a shell.", [(K, 2, 2)]),
        ("In clashes IS killed 270 guards.", [(K, 270, 270)]),
        ("Two families were killed by the shelling.", [(K, 2, 2)]),
        ("The bombing of the hospital cost 12 patients their lives.", [(K, 12, 12)]),
        ("Hospitals treated 55 people for gunshot wounds after the clashes.", [(J, 55, 55)]),
        ("Troops detained a cameraman and his driver at the front.", [(D, 2, 2)]),
        ("The militants slit the throats of seven men.", [(K, 7, 7)]),
        ("Rebels said they had lost seven men in the battle.", [(K, 7, 7)]),
        ("Seven citizens of one family were killed in an airstrike.", [(K, 7, 7)]),
        ("7 members of the border guard and militiamen loyal to it were killed in clashes.", [(K, 7, 7)]),
        ("The army lost 14 villages; 18 of ISIS were killed.", [(K, 18, 18)]),
        ("The airstrike killed Khalil Hamdan, a senior commander.", [(K, 1, 1)]),
        ("Nine members of the alliance who were cooking in the camp were also killed by shells.", [(K, 9, 9)]),
        ("Ten civilians were killed when warplanes hit a bus.", [(K, 10, 10)]),
    ],
)
def test_every_construction_gives_its_numbers(counted, text, expected):
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army captured 12 villages from the rebels.",
        "The council killed the bill by 21 votes.",
        "No civilians were killed in the shelling.",
        "Nobody was hurt in the airstrike.",
        "The army denied killing 12 civilians.",
        "The shelling could kill hundreds of people.",
        "Militants threatened to kill 30 hostages.",
        "The toll of the offensive could exceed 1,000.",
        "Dozens are feared dead under the rubble of the airstrike.",
        "If the front breaks, thousands would be killed.",
        "The rebels released 12 hostages.",
        "About 10% of the population are displaced by war.",
        "Ten people a day are killed by snipers.",
        "Four in ten of those killed by shells were women.",
        "The strikes killed 600 sheep.",
        "Forty people were killed and wounded by shells in one figure of 40 casualties.",
        "A helicopter crashed in fog and 12 passengers were killed.",
        "The earthquake killed 12 people.",
        "Cholera has killed 312 people.",
        "Four murderers were hanged, the first judicial executions since 2020.",
        "In 1944 occupation troops shot dead 23 villagers.",
        "The third novel of the author begins when 19 passengers are killed on a bridge.",
        "The 39-man patrol of Brigade 76 was attacked.",
        "Nobody knows how many soldiers were killed in the clashes.",
        "The mine collapsed and 12 miners died.",
        "The husband shot dead his wife and two children before killing himself.",
        "Regime forces seized the road and two displaced camps.",
        "Rescuers saved the lives of 12 villagers wounded by shells.",
    ],
)
def test_what_no_count_of_the_conflict_may_come_from(counted, text):
    whole = [row for row in counted(text) if row != (K, 40, 40)]
    assert whole == []


def test_a_part_points_at_its_whole_and_carries_flags(claims):
    found = claims("At least 26 civilians were killed in the raid, including 11 children.")
    whole, part = found
    assert (part.subset_of, part.quantity.low) == (whole.id, 11)
    assert [flag.value for flag in part.flags] == ["children"]
    assert not part.counts


def test_the_quote_is_short_and_holds_number_victims_and_harm(claims):
    text = "On Friday, officials said, shelling killed 12 civilians in Hader, and the road was closed for hours."
    (claim,) = claims(text)
    assert claim.quote.of(text) == "killed 12 civilians"
    assert claim.key.of(text) == "12"
    assert claim.group is not None
    assert claim.group.text == "civilians"


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("Shells killed 12 villagers.", "civilian"),
        ("Shells killed 12 soldiers.", "security_force"),
        ("Shells killed 12 rebels.", "combatant"),
        ("Shells killed 12 people.", "unknown"),
        ("Shells killed 12 members of the security forces.", "security_force"),
        ("Shells killed 30 civilians and soldiers.", "unknown"),
        ("Shells killed 15 members of medical staff.", "civilian"),
    ],
)
def test_populations(claims, text, population):
    (claim,) = claims(text)
    assert claim.population.value == population
