import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.release import builder as b

from marsad.records import Span
from marsad.release.passages import LONGEST_PASSAGE, PieceKind, passage_of
from marsad.release.withholding import Withholding

NOBODY = Withholding((), {}, ())


def passage(text, quote, key, *, title=""):
    doc = b.document(text, title=title)
    at = doc.text.index(quote)
    number = doc.text.index(key, at)
    spans = Span(at, at + len(quote)), Span(number, number + len(key))
    return doc, passage_of(doc, *spans, NOBODY)


def words(found):
    return "".join(piece.text for piece in found.pieces)


def test_a_passage_is_the_paragraph_alone():
    _, found = passage("Before.\nTwo men were killed. It rained.\nAfter.", "Two men were killed", "Two")
    assert words(found) == "Two men were killed. It rained."
    assert [piece.kind for piece in found.pieces] == [PieceKind.NUMBER, PieceKind.QUOTE, PieceKind.PLAIN]
    assert (found.cut_before, found.cut_after) == (False, False)


def test_lines_broken_inside_a_paragraph_belong_together():
    _, found = passage("First part.\n\nTwo men\nwere killed\nat noon.\n\nLast part.", "Two men\nwere killed", "Two")
    assert words(found) == "Two men\nwere killed\nat noon."


def test_the_title_is_not_part_of_the_first_paragraph():
    _, found = passage("Two men were killed.", "Two men were killed", "Two", title="A dark day")
    assert words(found) == "Two men were killed."


def test_a_quote_in_the_title_shows_the_title():
    _, found = passage("Nothing else is known.", "Two killed", "Two", title="Two killed in a raid")
    assert words(found) == "Two killed in a raid"


def test_a_long_text_without_line_breaks_gives_whole_sentences_around_the_quote():
    filler = "It was quiet in the valley. " * 60
    _, found = passage(f"{filler}Two men were killed at noon. {filler}", "Two men were killed", "Two")
    text = words(found)
    assert len(text) <= LONGEST_PASSAGE
    assert text.startswith("It was quiet")
    assert text.rstrip().endswith(".")
    assert "Two men were killed at noon." in text
    assert found.cut_before
    assert found.cut_after


@pytest.mark.parametrize("key", ["Two", "men"])
def test_a_sentence_longer_than_the_limit_is_cut_between_words_around_the_quote(key):
    filler = "and then they walked on " * 80
    _, found = passage(f"{filler}Two men were killed {filler}", "Two men were killed", key)
    assert len(words(found)) <= LONGEST_PASSAGE
    assert "Two men were killed" in words(found)
    assert words(found).split()[0] in filler.split()


def test_a_quote_longer_than_the_limit_is_cut_around_its_number():
    text = f"{'word ' * 200}at last 12 people {'word ' * 200}"
    _, found = passage(text, text, "12")
    assert len(words(found)) <= LONGEST_PASSAGE
    assert any(piece.kind is PieceKind.NUMBER and piece.text == "12" for piece in found.pieces)


def test_arabic_sentences_end_where_arabic_ends_them():
    filler = "هل كان الوادي هادئاً؟ " * 60
    _, found = passage(f"{filler}قُتل 14 مدنياً. {filler}", "قُتل 14 مدنياً", "14")
    assert len(words(found)) <= LONGEST_PASSAGE
    assert words(found).startswith("هل كان")


@given(
    text=st.text(alphabet="ab.? \n\u202eا", min_size=1, max_size=2000),
    ends=st.tuples(st.integers(0, 2000), st.integers(0, 2000)),
    inside=st.tuples(st.integers(0, 2000), st.integers(0, 2000)),
)
def test_any_spans_give_a_passage_of_the_text_within_the_limit(text, ends, inside):
    doc = b.document(text)
    start, end = sorted(at % (len(text) + 1) for at in ends)
    first, last = sorted(start + at % (end - start + 1) for at in inside)
    found = passage_of(doc, Span(start, end), Span(first, last), NOBODY)
    assert 0 <= found.start <= found.end <= len(text)
    assert found.end - found.start <= LONGEST_PASSAGE
    assert words(found) == text[found.start : found.end].replace("\u202e", "")
