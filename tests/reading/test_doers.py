"""Who did it, told around a harm rather than in its sentence. All sentences and names are invented."""

from collections.abc import Callable

import pytest

from marsad.records import Claim

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Rebels shelled the Nuweira quarter at dawn. Two residents were killed.", "Rebels"),
        (
            "A bomb tore through a bakery in Hader, killing six people. The Dawn Front claimed responsibility.",
            "The Dawn Front",
        ),
        (
            "Six people were killed in a blast in Hader. Officials blamed the Dawn Front rebels.",
            "the Dawn Front rebels",
        ),
        ("Four people were killed by Jaish al-Nahr fighters in Hader.", "Jaish al-Nahr fighters"),
        ("Four people were killed in an attack blamed on the Syrian regime in Hader.", "the Syrian regime"),
        (
            "Terrorist groups positioned in Hader fired shells that landed in a classroom killing four pupils.",
            "Terrorist groups",
        ),
        ("Four people were killed in a part of Hader held by Kurdish forces.", None),
        ("Four people were killed, a report by the Hader Center said.", None),
        ("A car bomb hit a convoy that left two Syrian towns, killing four people.", None),
    ],
)
def test_doers_told_around_the_harm(text: str, doer: str | None, claims: Claims) -> None:
    words = claims(text)[0].perpetrator
    assert (words.text if words else None) == doer


def test_a_side_that_loses_men_does_not_kill_them(claims: Claims) -> None:
    (claim,) = claims("The Dawn Front militants lost 13 of their fighters in Hader.")
    assert claim.perpetrator is None


def test_a_source_holds_for_the_next_sentence_on_the_event(claims: Claims) -> None:
    found = claims("SANA said four people were killed in shelling in Hader. Ten others were wounded in Hader.")
    assert [claim.attribution.text for claim in found if claim.attribution] == ["SANA", "SANA"]
