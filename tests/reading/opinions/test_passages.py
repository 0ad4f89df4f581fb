import time

from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.opinions.passages import LONGEST, MASK, MOST, passages, veiled
from marsad.records import Span

HARM = "Three people were killed in the town. "


def test_names_are_masked_letter_by_letter_and_offsets_stay():
    text = "Amal Haddad, a witness, saw Amal Haddad's house burn."
    sent = veiled(text, [Span(0, 11), Span(28, 39), Span(28, 32)])
    assert sent == f"{MASK * 4} {MASK * 6}, a witness, saw {MASK * 4} {MASK * 6}'s house burn."


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=6))
def test_nothing_of_a_name_is_left_and_all_else_is(text, ranges):
    names = [
        Span(min(a, len(text)), min(a + n, len(text))) for a, n in ranges if min(a, len(text)) < min(a + n, len(text))
    ]
    sent = veiled(text, names)
    hidden = {at for name in names for at in range(name.start, name.end)}
    assert [c for at, c in enumerate(sent) if at not in hidden] == [c for at, c in enumerate(text) if at not in hidden]
    assert all(sent[at] == (text[at] if text[at].isspace() else MASK) for at in hidden)


def test_what_speaks_of_no_harm_is_not_sent():
    assert passages("The council met on Monday. Roads will be mended.") == []
    (one,) = passages(HARM)
    assert one.text == HARM.strip()


def test_passages_are_whole_sentences_that_follow_each_other():
    text = HARM * 1000
    found = passages(text)
    assert " ".join(one.text for one in found) == text.strip()
    assert all(len(one.text) <= LONGEST and one.text == text[one.start : one.end] for one in found)
    assert all(one.text.startswith("Three") for one in found)


def test_a_line_without_end_is_cut_and_a_book_is_not_shown_whole():
    begun = time.process_time()
    found = passages("killed " * 700_000)
    assert len(found) == MOST + 1
    assert max(len(one.text) for one in found) <= LONGEST
    assert time.process_time() - begun < 20
