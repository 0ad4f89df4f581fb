"""Masking names in documents, where a reader is wrong about what a name is."""

import msgspec
import pytest

from marsad.archive import Intake
from marsad.pipeline import protecting
from marsad.pipeline.protecting import protect
from marsad.records import Document, Span, document_id
from marsad.vault.blinding import Blind

TEXT = "BANIAS, 10 March 2025 - Gunmen killed three men in Banias on Friday, said Nadira Qalbazar."
BLIND = Blind(b"k" * 32)


def intake(text=TEXT):
    document = Document(id=document_id(text), original="a" * 64, position="", text=text, language="en")
    return Intake(
        sha256="a" * 64, size=1, version="v", name="n", received="r", documents=(document,), findings=()
    )  # fmt: skip


@pytest.fixture
def telling(monkeypatch):
    """Let the reader take some words for a name."""

    def tell(words, text=TEXT):
        class Teller:
            def takes(self, _document):
                return True

            def protected(self, _document):
                return (Span(text.index(words), text.index(words) + len(words)),)

        monkeypatch.setattr(protecting, "readers_of", lambda _way: (Teller(),))

    return tell


def test_what_a_claim_counts_by_is_no_name(telling):
    telling("three men")
    assert protect(intake(), BLIND, "rules", testimony=False).intake.documents[0].text == TEXT
    telling("Nadira Qalbazar")
    found = protect(intake(), BLIND, "rules", testimony=False)
    assert found.sealed
    assert "Qalbazar" not in found.intake.documents[0].text


def test_words_around_a_place_in_a_script_without_capitals_are_masked_nowhere_else(telling):
    text = TEXT.replace("in Banias on", "near banias on")
    telling("near banias", text)
    found = protect(intake(text), BLIND, "rules", testimony=False)
    other = "Nobody was hurt near banias today."
    assert (BLIND | found.names).spans(other) == ()
    telling("Nadira Qalbazar")
    found = protect(intake(), BLIND, "rules", testimony=False)
    assert (BLIND | found.names).spans("Nadira Qalbazar sews.") == (Span(0, 15),)


def test_what_is_masked_stays_as_it_is(telling):
    telling("Nadira Qalbazar")
    once = protect(intake(), BLIND, "rules", testimony=False)
    again = protect(once.intake, BLIND | once.names, "rules", testimony=False)
    assert again.intake.documents[0].text == once.intake.documents[0].text


def test_a_witness_called_like_a_town_gives_a_testimony_no_place():
    text = "My name is Salma Darwish. In Banias gunmen killed my brother and two neighbours on Friday."
    (reading,) = protect(intake(text), BLIND, "rules", testimony=True).intake.readings
    places = {mention.place.name for claim in reading.reading.claims for mention in claim.places if mention.place}
    assert places == {"Baniyas"}
    assert not any(name in msgspec.json.encode(reading) for name in (b"Salma", b"Darwish"))
