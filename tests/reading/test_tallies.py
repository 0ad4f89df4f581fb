"""What a figure runs over, told by its own sentence."""

import pytest

from marsad.records import TallyKind

RUNNING = [
    "The monitor acknowledged the deaths of 735 civilians since 2014.",
    "The report lists 40 deaths since the start of the offensive.",
    "Since the truce ended on 1 March at least 80 people have been killed in Homs.",
    "More than 75 civilians were killed in seven days of air strikes on Idlib.",
    "Shelling of Homs in the last two weeks has killed 60 people.",
    "A total of 52 villagers have been killed in Homs.",
    "Shells have killed thousands of children.",
    "This year 12 people have been killed by mines in Homs.",
    "Air raids across the country killed 90 people, the army said.",
]
ONE_INCIDENT = [
    "Thirty-five people in total died when a shell hit a school in Idlib on Friday.",
    "Last month a bombing killed 30 people in Homs.",
    "On Wednesday a bomb killed seven people in Homs, the latest of several attacks in recent weeks.",
    "Since then a man was killed in Homs.",
    "A bomb killed 12 people in Homs on Friday.",
    "A shell killed 33 people in Homs on Friday in the worst attack of the civil war.",
]


@pytest.mark.parametrize("text", RUNNING)
def test_figures_over_many_incidents(read, text):
    (claim,) = read(text).claims
    assert claim.tally is TallyKind.CUMULATIVE
    assert claim.event == ""


@pytest.mark.parametrize("text", ONE_INCIDENT)
def test_figures_of_one_incident(read, text):
    (claim,) = read(text).claims
    assert claim.tally is TallyKind.EVENT
    assert claim.event


def test_two_measures_of_one_running_count(read):
    claims = read(
        "The group said that 45 people had been killed and 307 wounded in three days of raids on Homs."
    ).claims
    assert [claim.tally for claim in claims] == [TallyKind.CUMULATIVE, TallyKind.CUMULATIVE]


def test_what_stands_behind_while_is_another_clause(read):
    claims = read("Six teachers died in Idlib while a total of 900 people have been killed in Homs.").claims
    assert {claim.quantity.value: claim.tally for claim in claims} == {6: TallyKind.EVENT, 900: TallyKind.CUMULATIVE}
