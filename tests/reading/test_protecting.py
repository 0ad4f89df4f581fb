"""Whose names are withheld: people who give their own name, in both languages. All persons here are invented."""

import pytest

from marsad.reading import ArabicRules, EnglishRules
from marsad.records import Document


def withheld(text, language="en"):
    reader = EnglishRules() if language == "en" else ArabicRules()
    found = reader.protected(Document(id="doc-x", original="0" * 64, text=text, language=language))
    return [span.of(text) for span in found]


@pytest.mark.parametrize(
    "text",
    [
        "My name is Salma Darwish. They came at dawn and killed two neighbours.",
        "I, Salma Darwish, saw how they killed two neighbours.",
        "I am Salma Darwish from the lower street and I saw how they killed two neighbours.",
    ],
)
def test_who_gives_her_own_name_is_withheld(text):
    assert withheld(text) == ["Salma Darwish"]


@pytest.mark.parametrize(
    "text", ["I am Alawite and I saw it.", "I am in Banias. They killed two men.", "My name is known."]
)
def test_what_somebody_is_or_where_is_no_name(text):
    assert withheld(text) == []


def test_who_gives_her_own_name_in_arabic_is_withheld():
    assert withheld("أنا اسمي سلمى درويش، قتلوا جاري عند الفجر.", "ar") == ["سلمى درويش"]
