import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import Span
from marsad.vault.blinding import Blind, whole_words
from marsad.vault.masking import masked

KEY = bytes(range(32))
LETTERS = st.characters(categories=["L", "M", "N", "P", "Z"])


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_a_mask_has_the_length_and_the_bytes_of_what_it_hides(text, start, end):
    hidden = masked(text, [Span(min(start, end), max(start, end))])
    assert len(hidden) == len(text)
    assert [len(c.encode("utf-8", "surrogatepass")) for c in hidden] == [
        len(c.encode("utf-8", "surrogatepass")) for c in text
    ]
    assert (hidden[: min(start, end)], hidden[max(start, end) :]) == (text[: min(start, end)], text[max(start, end) :])


@given(st.text(LETTERS, min_size=1, max_size=40))
def test_masking_a_mask_changes_nothing_and_no_letter_of_a_name_is_left(name):
    whole = [Span(0, len(name))]
    hidden = masked(name, whole)
    assert masked(hidden, whole) == hidden
    left = {c for c in hidden if unicodedata.category(c).startswith("L")}
    assert left <= set("xXþÞẋẊ𝗑𝗫س")


def test_masks_keep_capitals_blanks_and_hyphens():
    text = "said Zéphyrine al-Qalbazar, زمردة, 41"
    assert masked(text, [Span(5, 36)]) == "said Xþxxxxxxx xx-Xxxxxxxx, سسسسس, 0"[: len(text) - 1] + text[-1]


@pytest.mark.parametrize(
    "written",
    [
        "Zéphyrine Qalbazar", "ZEPHYRINE QALBAZAR", "Zéphyrine\u00a0 Qalbazar", "Ze\u0301phyrine Qalbazar",
        "zephyrine-qalbazar", "Zephyrine_Qalbazar", "zephyrineqalbazar", "Zéphyrine\nQalbazar",
    ],
)  # fmt: skip
def test_a_name_is_known_again_however_it_is_written(written):
    blind = Blind(KEY, Blind(KEY).name("Zéphyrine Qalbazar"))
    text = f"They met {written} there."
    assert [span.of(text) for span in blind.spans(text)] == [written]


@pytest.mark.parametrize("written", ["زُمُرُّدَة الخيالي", "زمردة الخيالي", "زمـردة الخيالي"])
def test_an_arabic_name_is_known_again_with_and_without_vowel_signs(written):
    blind = Blind(KEY, Blind(KEY).name("زمردة الخيالي"))
    assert [span.of(written) for span in blind.spans(written)] == [written]


@pytest.mark.parametrize(
    "text", ["Zephyrine", "Qalbazar", "Zephyrine and Qalbazar", "Zephyrina Qalbazar", "Zephyrine.\n\nQalbazar"]
)
def test_half_a_name_or_another_name_is_not_taken_for_it(text):
    blind = Blind(KEY, Blind(KEY).name("Zephyrine Qalbazar"))
    assert blind.spans(text) == ()


def test_one_word_holds_in_its_document_only_and_hashes_of_another_key_say_nothing():
    names = Blind(KEY).name("Qalbazar", "doc-1")
    assert Blind(KEY, names).spans("by Qalbazar", "doc-1") == (Span(3, 11),)
    assert Blind(KEY, names).spans("by Qalbazar", "doc-2") == ()
    assert Blind(KEY, names).spans("by Qalbazar") == ()
    assert Blind(bytes(32), names).spans("by Qalbazar", "doc-1") == ()


def test_half_a_word_is_widened_to_all_of_it():
    text = "said Ze\u0301phyrine Qalbazar."
    assert [span.of(text) for span in whole_words(text, [Span(8, 24)])] == ["Ze\u0301phyrine Qalbazar"]
    assert whole_words("...", [Span(0, 2)]) == (Span(0, 2),)
    assert whole_words("", []) == ()
