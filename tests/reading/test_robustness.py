"""Any text gives a reading: no crash, no hang, offsets that hold, the same reading every time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

VOCABULARY = """
12 killed were and people the of dead in Homs wounded , . including more than dozens who said toll to ( ) children -
least lives claimed among them bodies found hostage by a man 1,200 5 several
"""
WORDS = [*VOCABULARY.split(), "\n", "AT LEAST"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00\x0012 killed\x00", "12killed and 3wounded", "((((((12 dead", "9" * 40 + " killed",
     "killed 1,2,3,4 people", "مقتل ١٢ 12 civilians were killed في حلب", "\u202e12 people were killed\u202c",
     "A" * 50_000],
)  # fmt: skip
def test_odd_texts_give_a_reading(read, text):
    reading = read(text)
    assert all(claim.quote.of(text) for claim in reading.claims)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_word_salad_gives_claims_that_stand_in_the_text(read, words):
    text = " ".join(words)
    reading = read(text)
    again = read(text)
    assert reading == again
    for claim in reading.claims:
        assert claim.quantity.words.text == text[claim.quantity.words.start : claim.quantity.words.end]
        assert 0 <= claim.quote.start < claim.quote.end <= len(text)
        assert claim.quantity.floor <= (
            claim.quantity.high if claim.quantity.high is not None else claim.quantity.floor
        )
        assert claim.subset_of != claim.id
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_reading(read, text):
    read(text)


@pytest.mark.parametrize("piece", ["On Friday 12 civilians were killed in Homs and 3 others injured, a monitor said. ",
                                   "12 killed 13 wounded ", "including 3 children and "])  # fmt: skip
def test_time_grows_with_the_length_and_not_with_its_square(read, piece):
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        start = time.process_time()
        read(text)
        return time.process_time() - start

    seconds(5_000)
    assert any(seconds(80_000) < 10 * max(seconds(20_000), 0.05) for _ in range(3))
