from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.learned.windows import LENGTH, pieces, windows

TEXTS = st.text(alphabet='ab قتل.؟\n! "', max_size=3000)


def encode(texts):
    """One token a letter, so that windows fill quickly."""
    found = []
    for text in texts:
        at = [index for index, letter in enumerate(text) if not letter.isspace()]
        found.append(SimpleNamespace(ids=[7] * len(at), offsets=[(index, index + 1) for index in at]))
    return found


@given(TEXTS)
def test_every_letter_is_in_the_focus_of_exactly_one_window(text):
    seen = [offset for window in windows(text, encode) for offset in window.offsets[window.focus : -1]]
    assert sorted(seen) == [(at, at + 1) for at, letter in enumerate(text) if not letter.isspace()]


@given(TEXTS)
def test_a_window_fits_the_network_and_begins_and_ends_with_marks(text):
    for window in windows(text, encode):
        assert len(window.ids) == len(window.offsets) <= LENGTH
        assert (window.ids[0], window.ids[-1]) == (0, 2)
        assert window.offsets[0] == window.offsets[-1] == (0, 0)
        assert 1 <= window.focus < len(window.ids) - 1


@given(TEXTS)
def test_pieces_hold_all_words_in_order(text):
    found = pieces(text)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


def test_a_sentence_that_is_not_wanted_is_seen_only_before_one_that_is():
    text = "Far. Before. The bomb. After."
    seen = [
        text[start:end]
        for window in windows(text, encode, lambda piece: "bomb" in piece)
        for start, end in window.offsets
    ]
    assert "".join(seen) == "Before.Thebomb."


def test_the_sentence_before_comes_again_where_a_window_is_full():
    first, second = "a" * 150 + ".", "b" * 150 + "."
    one, two = windows(f"{first} {second}", encode)
    assert one.focus == 1
    assert two.offsets[1 : two.focus] == one.offsets[-1 - (two.focus - 1) : -1]


def test_a_text_without_words_has_no_window():
    assert windows(" \n\n ", encode) == []
