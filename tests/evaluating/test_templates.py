"""Claims as the pairs that templates of terrorist incidents hold. All texts and names are invented."""

from marsad.evaluating.template_words import template_words
from marsad.evaluating.templates import Pair, candidates, project_pairs
from marsad.places import Gazetteer
from marsad.reading import EnglishRules
from marsad.records import Document


def document(text: str) -> Document:
    return Document(id="doc-1", original="0" * 64, source_id="T-1", text=text, language="en")


def pairs(text: str) -> list[tuple[str, int, int | None]]:
    read = document(text)
    found = project_pairs(EnglishRules().read(read, Gazetteer.shipped()).claims, read)
    return [(pair.harm, pair.count_low, pair.count_high) for pair in found]


def test_a_pair_a_group() -> None:
    text = "SAN SALVADOR, 16 NOV 89 -- [TEXT] UNIDENTIFIED GUNMEN MURDERED SIX JESUIT PRIESTS AND TWO WOMEN TODAY."
    assert pairs(text) == [("killed", 6, 6), ("killed", 2, 2)]


def test_a_named_person_is_one() -> None:
    text = "BOGOTA, 3 MAR 90 -- [TEXT] JUDGE ELSA OLMEDILLA AND HER DRIVER WERE MURDERED TODAY BY UNIDENTIFIED GUNMEN."
    assert pairs(text) == [("killed", 1, 1), ("killed", 1, 1)]


def test_a_group_told_twice_is_one() -> None:
    told = "UNIDENTIFIED GUNMEN MURDERED SIX PRIESTS TODAY. IN LIMA, SIX STUDENTS WERE MURDERED BY UNIDENTIFIED GUNMEN."
    assert pairs(f"BOGOTA, 3 MAR 90 -- [TEXT] {told}") == [("killed", 6, 6)]


def test_fighters_of_a_battle_are_left_out() -> None:
    text = "SAN SALVADOR, 3 MAR 90 -- [TEXT] TWELVE GUERRILLAS AND THREE SOLDIERS WERE KILLED IN CLASHES WITH TROOPS."
    assert pairs(text) == []


def test_a_killing_taken_for_known_counts_as_a_plural() -> None:
    text = "SAN SALVADOR, 3 DEC 89 -- [TEXT] THE BISHOP CONDEMNED THE MURDER OF THE JESUITS BY UNIDENTIFIED GUNMEN."
    assert pairs(text) == [("killed", 2, None)]


def test_every_point_is_for_a_trait_that_claims_can_have() -> None:
    text = "BOGOTA, 3 MAR 90 -- [TEXT] UNIDENTIFIED GUNMEN MURDERED SIX PRIESTS AND WOUNDED A WOMAN."
    read = document(text)
    found = candidates(EnglishRules().read(read, Gazetteer.shipped()).claims, read)
    assert [candidate.pair for candidate in found] == [
        Pair(doc_id="T-1", harm="killed", count_low=6, count_high=6),
        Pair(doc_id="T-1", harm="injured", count_low=1, count_high=1),
    ]
    kinds = {trait.split()[0] for candidate in found for trait in candidate.traits} | {"known", "part", "words", "no"}
    assert {trait.split()[0] for trait in template_words().points} <= kinds | {"doer", "named", "not", "later", "first"}
