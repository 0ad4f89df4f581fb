import pytest

from marsad.reading import grammar, sentences, tokens
from marsad.reading.arabic.lines import arabic_lines
from marsad.reading.arabic.words import tokenise
from marsad.reading.learned import arabic_counted, english_counted


def english(text, words):
    found = tokens.tokenise(text)
    (line,) = grammar.lines(found, sentences.split(found))
    return _ask(english_counted, line, text, words)


def arabic(text, words):
    found = tokenise(text)
    (line,) = arabic_lines(found, sentences.split(found))
    return _ask(arabic_counted, line, text, words)


def _ask(counted, line, text, words):
    start = text.index(words)
    quantity = counted(line, line.at(start), line.at(start + len(words) - 1) + 1, text).quantity
    assert quantity.words.text == text[quantity.words.start : quantity.words.end]
    return quantity.low, quantity.high


@pytest.mark.parametrize(
    ("text", "words", "bounds"),
    [
        ("They took at least 12 men from the square", "at least 12", (12, None)),
        ("They took at least 12 men from the square", "12", (12, None)),
        ("a dozen shepherds never came back", "a dozen", (12, 12)),
        ("Then a shepherd was gone", "a shepherd", (1, 1)),
        ("Then shepherds were gone", "shepherds", (2, None)),
        ("After that Yusuf was gone", "Yusuf", (1, 1)),
    ],
)
def test_english_words_become_bounds_by_the_word_table(text, words, bounds):
    assert english(text, words) == bounds


@pytest.mark.parametrize(
    ("text", "words", "bounds"),
    [
        ("ارتقى ثلاثة شبان في القرية", "ثلاثة", (3, 3)),
        ("ارتقى ما لا يقل عن ثلاثة شبان", "ما لا يقل عن ثلاثة", (3, None)),
        ("أخذوا شابين من الحاجز", "شابين", (2, 2)),
        ("أخذوا شاباً من الحاجز", "شاباً", (1, 1)),
        ("أخذوا يوسف من الحاجز", "يوسف", (1, 1)),
    ],
)
def test_arabic_words_become_bounds_by_the_word_table(text, words, bounds):
    assert arabic(text, words) == bounds
