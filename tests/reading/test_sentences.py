"""Sentences and tokens: hard breaks, headlines run into the body, missing stops."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.sentences import split
from marsad.reading.tokens import Kind, tokenise


def parts(text: str, title: str = "") -> list[str]:
    tokens = tokenise(text)
    return [text[tokens[s.first].start : tokens[s.last - 1].end] for s in split(tokens, title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two died. Three fled.", ["Two died.", "Three fled."]),
        ('"Two died." She left.', ['"Two died."', "She left."]),
        ("Gen. Haddad was shot. He died.", ["Gen. Haddad was shot.", "He died."]),
        ("The U.S. Army said so. It left.", ["The U.S. Army said so.", "It left."]),
        ("It lasted 3.5 hours. It ended.", ["It lasted 3.5 hours.", "It ended."]),
        ("A headline\n\nThe body", ["A headline", "The body"]),
        ("Salanfa: 3 killed\nKansaba: 2 killed", ["Salanfa: 3 killed", "Kansaba: 2 killed"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert parts(text) == expected


def test_hard_wrapped_lines_are_one_sentence():
    text = (
        "THREE SOLDIERS WERE KILLED AND THREE OTHERS WERE INJURED WHEN THEIR\n"
        "PATROL WAS FIRED ON NEAR THE BRIDGE OF\nTHE TOWN ON FRIDAY. THEY WERE NAMED.\n"
    )
    assert len(parts(text)) == 2


def test_a_headline_repeated_without_a_stop_is_a_sentence_of_its_own():
    title = "Shells kill four in the old town"
    text = f"{title} Shells that hit the old town on Friday killed four people. It was dark."
    assert parts(text, title)[0] == title


def test_a_dateline_run_into_the_text_ends_a_sentence():
    text = "Raid kills four Monitor Reuters Friday 24 Oct 2014 Four men have been killed in a raid."
    assert parts(text)[-1] == "Four men have been killed in a raid."


@given(st.text(max_size=300))
def test_tokens_are_the_text_in_order(text):
    tokens = tokenise(text)
    assert all(token.text == text[token.start : token.end] for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    sentences = split(tokens)
    assert [index for s in sentences for index in range(s.first, s.last)] == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("12", Kind.NUMBER), ("1,476", Kind.NUMBER), ("30-11-2014", Kind.CODE), ("7:30", Kind.CODE), ("3rd", Kind.CODE),
     ("39-man", Kind.COMPOUND), ("al-Bab", Kind.WORD), ("9" * 20, Kind.CODE)],
)  # fmt: skip
def test_kinds_of_tokens(text, kind):
    assert [token.kind for token in tokenise(text)] == [kind]


@pytest.mark.parametrize("before", ["", "21 November 2016\n", "AFP Friday 24 Oct 2014 "])
def test_the_title_is_the_head_also_behind_a_dateline(before):
    title = "Two killed in Homs blast"
    tokens = tokenise(f"{before}{title} Two people were killed in Homs on Friday.")
    heads = [s for s in split(tokens, title) if s.head]
    assert [" ".join(token.text for token in tokens[s.first : s.last]) for s in heads] == [title]
