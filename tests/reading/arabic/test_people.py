"""Grammatical number of words for people: the dual is exactly two."""

import pytest

from marsad.reading.arabic.people import Number, noun_span, person, person_at
from marsad.reading.arabic.words import fold, tokenise


@pytest.mark.parametrize(
    "word",
    [
        "قتيلان", "قتيلين", "جنديين", "جنديان", "طفلتان", "طفلتين", "وطفلتين", "للطفلين", "مدنيان", "شرطيين", "امرأتان",
        "امرأتين", "فتاتان", "شقيقتين", "طفليه", "طفلاه", "ابنيها", "جثتين", "عائلتين", "مسلحان", "والجنديان", "شابّين",
    ],
)  # fmt: skip
def test_duals(word: str) -> None:
    found = person(fold(word))
    assert found is not None
    assert found.number is Number.TWO


@pytest.mark.parametrize(
    "word", ["مدنيين", "مسلحين", "جنود", "قتلى", "نساء", "القتلى", "أطفالها", "مدنيون", "شهداء", "أفرادها"]
)
def test_plurals(word: str) -> None:
    found = person(fold(word))
    assert found is not None
    assert found.number is Number.MANY


@pytest.mark.parametrize("word", ["شاب", "شخصاً", "طفلة", "طفلها", "قتيلا", "وامرأة", "زميله", "مدنيا"])
def test_singulars(word: str) -> None:
    found = person(fold(word))
    assert found is not None
    assert found.number is Number.ONE


@pytest.mark.parametrize("word", ["صاروخين", "الفاشلين", "كتاب", "بيتين", "يومين", "حين", "قتل"])
def test_other_words(word: str) -> None:
    assert person(fold(word)) is None


def test_two_behind_the_noun_decides() -> None:
    tokens = tokenise("إصابة عسكريين اثنين بجروح")
    found = person_at(tokens, 1)
    assert found is not None
    assert found.number is Number.TWO


def test_the_noun_has_its_own_offsets() -> None:
    text = "مقتل رجلٍ وطفلتَيْن."
    tokens = tokenise(text)
    found = person_at(tokens, 2)
    assert found is not None
    start, end = noun_span(tokens, 2, found)
    assert text[start:end] == "طفلتَيْن"
