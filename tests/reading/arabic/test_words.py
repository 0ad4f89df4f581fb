"""Arabic words: offsets into the unchanged text, one spelling, clitics."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.reading.arabic.words import ascii_digits, fold, forms_of, stem_span, tokenise
from marsad.reading.tokens import Kind


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("قُتِلَ", "قتل"),
        ("قـــتـــل", "قتل"),
        ("أحمد", "احمد"),
        ("إصابة", "اصابه"),
        ("آخرين", "اخرين"),
        ("مستشفى", "مستشفي"),
        ("ﻗﺘﻴﻞ", "قتيل"),
        ("ﻷطفال", "لاطفال"),
        ("ا\u0654حمد", "احمد"),
        ("شهد\u0627\u0621", "شهداء"),
        ("مسؤول", "مسؤول"),
        ("کودک", "كودك"),
        ("قت\u200fلى", "قتلي"),
        ("Marsad", "marsad"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قُتِلَ ٣ مدنيين.", ["قتل", "3", "مدنيين", "."]),
        ("مقتل 12وإصابة20", ["مقتل", "12", "واصابه", "20"]),
        ("خلال الـ24 ساعة", ["خلال", "ال", "24", "ساعه"]),
        ("«قتل ١٬٢٣٤ شخصاً»", ["«", "قتل", "1٬234", "شخصا", "»"]),
        ("۱۲ نفر", ["12", "نفر"]),
        ("في 7/3/2025 عند 12:30", ["في", "7/3/2025", "عند", "12:30"]),
        ("من 10-12 قتيلًا", ["من", "10", "-", "12", "قتيلا"]),
        ("نحو 40% منهم", ["نحو", "40", "%", "منهم"]),
        ("هاتف 0933123456789", ["هاتف", "0933123456789"]),
        ("طائرة F16 قصفت", ["طائره", "f16", "قصفت"]),
        ("\u200f٣ قتلى\u200f، وجريح", ["3", "قتلي", "،", "وجريح"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    tokens = tokenise(text)
    assert [token.lower for token in tokens] == words
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_long_runs_of_digits_are_codes() -> None:
    assert tokenise("هاتف 0933123456789")[1].kind is Kind.CODE


@pytest.mark.parametrize(
    ("written", "before", "stem", "after", "words"),
    [
        ("والقتلى", ("و", "ال"), "قتلي", "", "قتلى"),
        ("وبالرصاص", ("و", "ب", "ال"), "رصاص", "", "رصاص"),
        ("للقتلى", ("ل", "ال"), "قتلي", "", "قتلى"),
        ("للاجئين", ("ل", "ال"), "لاجئين", "", "لاجئين"),
        ("جثتهم", (), "جثه", "هم", "جثت"),
        ("قتلاهم", (), "قتلي", "هم", "قتلا"),
        ("وأبنائه", ("و",), "ابناء", "ه", "أبنائ"),
        ("بينهم", (), "بين", "هم", "بين"),
        ("فَقُتِلَ", ("ف",), "قتل", "", "قُتِلَ"),
        ("وسيقتل", ("و", "س"), "يقتل", "", "يقتل"),
        ("ﻷﻃﻔﺎﻝ", ("ل",), "اطفال", "", "ﻷﻃﻔﺎﻝ"),
        ("وطفلة", ("و",), "طفله", "", "طفلة"),
    ],
)
def test_clitics(written: str, before: tuple[str, ...], stem: str, after: str, words: str) -> None:
    text = f"({written})"
    token = tokenise(text)[1]
    found = [form for form in forms_of(token.lower) if (form.before, form.stem, form.after) == (before, stem, after)]
    assert len(found) == 1
    start, end = stem_span(token, found[0])
    assert text[start:end] == words


def test_the_whole_word_comes_first() -> None:
    assert forms_of("وسام")[0].stem == "وسام"
    assert all(len(form.stem) >= 2 for form in forms_of("ولهم"))
    assert not any(form.after and "ال" in form.before for form in forms_of("القتله"))
    assert not any("س" in form.before for form in forms_of("سكان"))


LETTERS = st.text(st.sampled_from("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـًٌٍَُِّْ\u200fﻷﻼ ٣3.,،()a\n"), max_size=60)


@given(LETTERS)
@settings(deadline=None)
def test_tokens_slice_to_their_words_and_leave_out_only_blanks_and_signs(text: str) -> None:
    at = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert token.start >= at
        between = text[at : token.start]
        assert all(char.isspace() or unicodedata.category(char) in ("Mn", "Cf", "Lm") for char in between)
        at = token.end
        for form in forms_of(token.lower):
            start, end = stem_span(token, form)
            assert token.start <= start < end <= token.end
            assert form.stem[:-1] in ascii_digits(fold(text[start:end])) or form.before[-2:] == ("ل", "ال")


@given(st.text(max_size=40))
@settings(deadline=None)
def test_folding_is_done_after_one_pass(text: str) -> None:
    for token in tokenise(text):
        if token.kind is Kind.WORD and any("\u0621" <= char <= "\u064a" for char in token.lower):
            assert fold(token.lower) == token.lower
