"""Which claims of one document are one event."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.records import Claim, TallyKind


def told(read, text: str, title: str = "") -> list[Claim]:
    return [claim for claim in read(text, title=title).claims if not claim.subset_of]


def events(read, text: str) -> dict[object, str]:
    return {(claim.measure.value, claim.quantity.value): claim.event for claim in told(read, text)}


ONE_EVENT = [
    "Two people were killed and five wounded when a shell hit Jableh on Friday.",
    "A car bomb killed seven people in Homs on Friday. The blast wounded another 20 people.",
    "Shells killed nine people near Damascus on Friday. Six people were killed in Douma. Three were killed in Harasta.",
    "A raid killed four people in Jableh on Friday. Doctors said that 12 people had been wounded in the raid.",
    "Fighters killed ten soldiers at a checkpoint in Homs on Friday. The army said that it killed four gunmen there.",
]
OTHER_EVENTS = [
    "Rebel rockets killed four people in Aleppo on Friday. Government air raids killed six people in Aleppo on Friday.",
    "A bomb killed five people in Homs on Friday. Last month 30 people were killed in a bombing in Homs.",
    "A bomb killed five people in Homs on Friday. A bomb killed 12 people in Homs on 2 March.",
    "A shell killed five people in Jableh on Friday. Three people were also killed in Jableh by a mine.",
    "Shells killed two people in the countryside of Homs on Friday. A mine killed four in the countryside of Aleppo.",
    "A raid killed four people in Jableh on Friday. Elsewhere, gunmen killed nine people in Tartus governorate.",
    "Rebels shelled Homs on Friday, killing three people, a day after air strikes killed 12 people in Idlib.",
]


@pytest.mark.parametrize("text", ONE_EVENT)
def test_measures_and_parts_of_one_attack_share_an_event(read, text):
    claims = told(read, text)
    assert len(claims) > 1
    assert len({claim.event for claim in claims}) == 1
    assert claims[0].event


@pytest.mark.parametrize("text", OTHER_EVENTS)
def test_another_place_day_or_side_is_another_event(read, text):
    claims = told(read, text)
    assert len(claims) > 1
    assert len({claim.event for claim in claims}) == len(claims)


def test_a_sum_over_two_cities_hosts_neither_attack(read):
    claims = told(
        read,
        "Fourteen people were killed in attacks on Homs and Aleppo. Eight people were killed on Friday when shells hit "
        "Homs. Six people were killed on Friday in a raid on Aleppo.",
    )
    assert [(claim.quantity.value, claim.tally) for claim in claims] == [
        (14, TallyKind.CUMULATIVE),
        (8, TallyKind.EVENT),
        (6, TallyKind.EVENT),
    ]
    assert claims[0].event == ""
    assert claims[1].event != claims[2].event


def test_a_sum_whose_parts_follow_far_apart_runs_over_them(read):
    claims = told(
        read,
        "Fifteen people were killed in shelling on Friday in Syria. Nine people were killed in Latakia. "
        "Six people were killed in Deir ez-Zor.",
    )
    parts = {claim.quantity.value: claim.event for claim in claims}
    assert parts[9] != parts[6]


def test_a_road_between_two_cities_is_one_place_of_harm(read):
    claims = told(read, "A bomb killed four people on the road between Homs and Aleppo on Friday.")
    assert [claim.tally for claim in claims] == [TallyKind.EVENT]


def test_a_part_lies_in_the_event_of_its_whole(read):
    claims = read("Shells killed 12 people, including four children, in Jableh on Friday.").claims
    assert len({claim.event for claim in claims}) == 1
    assert len(claims) == 2


_SENTENCES = [*ONE_EVENT, *OTHER_EVENTS]


@settings(max_examples=25, deadline=None)
@given(order=st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4, unique=True))
def test_claims_of_one_event_never_give_days_apart(read, order):
    by_event: dict[str, list[Claim]] = {}
    for claim in read(" ".join(order)).claims:
        by_event.setdefault(claim.event or claim.id, []).append(claim)
    for members in by_event.values():
        days = sorted((one.when.start, one.when.end) for one in members if one.when.start and one.when.end)
        assert all(later[0] <= earlier[1] for earlier, later in pairwise(days))
