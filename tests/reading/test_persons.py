"""Persons by name, in texts that are wholly in capitals too. All sentences and names are invented."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.clause import Clause
from marsad.reading.grammar import lines
from marsad.reading.sentences import split
from marsad.reading.statements import statements
from marsad.reading.tokens import tokenise
from marsad.records import Claim, Modality, Population

Rows = Callable[..., list[tuple[str, int, int | None]]]
Claims = Callable[..., list[Claim]]
K, J = "killed", "injured"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CARLOS PARDIELLO WAS ASSASSINATED IN THE CAPITAL.", [(K, 1, 1)]),
        ("ROSA ALMENDRAL, MAYOR OF PUERTO SECO, WAS MURDERED BY GUERRILLAS.", [(K, 1, 1)]),
        (
            "RAUL CIENFUEGAS, MAYOR OF SECO, IN THE REGION OF VALLE, WHO WAS SEIZED ON 5 JANUARY, APPARENTLY BY "
            "ARMY OF RENEWAL (AR) GUERRILLAS, WAS FOUND DEAD TODAY.",
            [(K, 1, 1)],
        ),
        ("THE MURDER OF DR TEOFILO MANZANAR, HIS WIFE, AND TWO OTHER PEOPLE BY GUERRILLAS WAS CONDEMNED.", [(K, 4, 4)]),
        ("GUERRILLAS KILLED HUGO ALBARRACO AND MARTA OLMEDILLA.", [(K, 2, 2)]),
        ("A GUNMAN KILLED HUGO ALBARRACO.", [(K, 1, 1)]),
        ("HUGO ALBARRACO, ANOTHER REPORTER, WAS SERIOUSLY WOUNDED BY A BOMB.", [(J, 1, 1)]),
        ("AS A RESULT OF CANDIDATE LUIS ALBARRACO'S MURDER, TROOPS WERE SENT.", [(K, 1, 1)]),
        ("THE MURDER ON 22 MARCH OF JUDGE ELSA OLMEDILLA WAS THE WORK OF TERRORISTS.", [(K, 1, 1)]),
        ("THEY CONDEMNED THE MURDER IN GUATEMALA OF LEADERS HUGO ALBARRACO AND MARTA OLMEDILLA.", [(K, 2, 2)]),
        ("HIS DRIVER AND ONE OF HIS BODYGUARDS WERE KILLED IN THE ATTACK.", [(K, 2, 2)]),
        (
            "A BOMB CLAIMED THE LIVES OF SENATOR LUIS ALBARRACO, A POLICE OFFICER, AND A JUDGE.",
            [(K, 1, 1), (K, 1, 1)],
        ),
        ("Militants shot dead Ahmad Zarqawani, a baker, and Layla Mansurani in Hader.", [(K, 2, 2)]),
    ],
)
def test_named_victims(text: str, expected: list[tuple[str, int, int | None]], counted: Rows) -> None:
    assert [row for row in counted(text) if row[0] in (K, J)][: len(expected)] == expected


def test_an_apposition_gives_its_person_the_population(claims: Claims) -> None:
    (claim,) = claims("ROSA ALMENDRAL, MAYOR OF PUERTO SECO, WAS MURDERED BY GUERRILLAS.")
    assert claim.population is Population.CIVILIAN
    assert claim.group is not None
    assert claim.group.text.startswith("ROSA ALMENDRAL")


def test_names_given_to_the_dead_are_parts_of_their_count(claims: Claims) -> None:
    found = claims(
        "FOUR PEASANTS WERE KILLED BY TERRORISTS. THE VICTIMS WERE IDENTIFIED AS JOSE PARDIELLO SOTA, PEDRO PARDIELLO "
        "RIO, A CLERK, JOSE OLMEDILLA, AND ANA MARIA OLMEDILLA."
    )
    assert [claim.quantity.value for claim in found if not claim.subset_of] == [4]
    assert [claim.quantity.value for claim in found if claim.subset_of] == [1, 1, 1, 1]


def test_a_given_name_in_common_makes_no_one_person(counted: Rows) -> None:
    text = "CARLOS PARDIELLO WAS MURDERED ON MONDAY. CARLOS OLMEDILLA WAS MURDERED BY THE SAME TERRORISTS."
    assert counted(text) == [(K, 1, 1), (K, 1, 1)]
    again = "CARLOS PARDIELLO WAS MURDERED ON MONDAY. PARDIELLO WAS MURDERED BY TERRORISTS."
    assert counted(again) == [(K, 1, 1)]


def test_a_given_name_alone_is_no_person(counted: Rows) -> None:
    assert counted("THE ATTACK ON CARLOS STREET KILLED 3 SOLDIERS.") == [(K, 3, 3)]


def test_a_killing_taken_for_known_is_a_look_back(claims: Claims) -> None:
    (claim,) = claims("The murder of the priests shows that the army rules, the bishop said.")
    assert claim.modality is Modality.HISTORICAL
    assert not claim.counts
    assert claims("The murder of the victims shows that the army rules, the bishop said.") == []


def test_a_number_told_before_its_noun(counted: Rows) -> None:
    text = "More losses increase to 10 the number of fighters who died in the battles of the countryside."
    assert counted(text) == [(K, 10, 10)]


_GIVEN = st.sampled_from(["CARLOS", "PEDRO", "ELSA", "HUGO", "MARTA", "JAIRO", "NELSON", "GLORIA"])
_FAMILY = st.sampled_from(["PARDIELLO", "OLMEDILLA", "ALBARRACO", "CIENFUEGAS", "MANZANAR", "ALMENDRAL"])


@given(st.lists(st.tuples(_GIVEN, _FAMILY), min_size=2, max_size=6))
def test_a_list_counts_every_name(names: list[tuple[str, str]]) -> None:
    people = [f"{given_name} {family}" for given_name, family in names]
    text = f"TERRORISTS MURDERED {', '.join(people[:-1])} AND {people[-1]}."
    tokens = tokenise(text)
    (line,) = lines(tokens, split(tokens))
    (statement,) = statements(Clause(line))
    assert len(statement.people) == len(names)
