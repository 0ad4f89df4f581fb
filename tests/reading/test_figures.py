"""Bare numbers that go on with a harm, and harms told in other ways than "killed". All texts are invented."""

from collections.abc import Callable

import pytest

from marsad.records import Claim, Measure

Claims = Callable[..., list[Claim]]


def _told(found: list[Claim]) -> list[tuple[str, int | None]]:
    return [(claim.measure.value, claim.quantity.value) for claim in found if not claim.subset_of]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Killings: 12. Kidnappings 4. Detentions by the General Guard 27.",
            [("killed", 12), ("abducted", 4), ("detained", 27)],
        ),
        (
            "Gunmen killed 12 farmers. By place: Hader 5, Nuweira 4, Sarma 3.",
            [("killed", 12), ("killed", 5), ("killed", 4), ("killed", 3)],
        ),
        (
            "Gunmen abducted 42 women in Hader. A neighbour put the number at more than 60.",
            [("abducted", 42), ("abducted", 60)],
        ),
        ("Shells killed 12 farmers in Hader. The price of bread rose to 60.", [("killed", 12)]),
        ("Shells killed 12 farmers in Hader. The unit had spent 9 days in Sarma.", [("killed", 12)]),
    ],
)
def test_bare_figures(text: str, told: list[tuple[str, int]], claims: Claims) -> None:
    assert _told(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The fate of 12 fishermen seized by militants remains unknown.", ("missing", 12)),
        ("At least 300 civilians crossed the border after the shelling of Hader.", ("displaced", 300)),
        ("Two volunteers were hit by a sniper in Hader.", ("injured", 2)),
        ("Doctors reported 35 cases of suffocation after the gas attack on Hader.", ("injured", 35)),
        ("Gunmen made off with 17 drivers near Hader.", ("abducted", 17)),
        ("The raid ended with the liquidation of 34 militants in Hader.", ("killed", 34)),
        ("Regime shells hit Hader, killing according to the latest count 44 civilians.", ("killed", 44)),
    ],
)
def test_harms_in_other_words(text: str, told: tuple[str, int], claims: Claims) -> None:
    assert told in _told(claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "The fate of 12 proposals on the militia's future was discussed in Hader.",
        "Rebels captured Deir Hader on Friday after heavy shelling.",
        "After the shelling I saw bodies torn to bits in Hader.",
        "My uncle died of the cold in the camp near the front line.",
        "The shells fell on refugees from Hader who fled to the camp.",
    ],
)
def test_nobody_is_counted(text: str, claims: Claims) -> None:
    assert claims(text) == []


def test_two_sides_raids_with_the_same_toll_are_two_claims(claims: Claims) -> None:
    found = claims(
        "The town of Hader saw another day of fire, residents told this newspaper by telephone. "
        "ISIS shells killed three civilians in Hader on Monday. "
        "Regime warplanes answered with raids on Hader, killing three civilians."
    )
    assert [claim.quantity.value for claim in found if claim.measure is Measure.KILLED] == [3, 3]
