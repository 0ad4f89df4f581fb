import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.intake.cleaning import find_masks
from marsad.intake.cleaning.markup import markdown_markup, stray_markup
from marsad.records import Document, Mask, MaskReason

ONE = "At least seven civilians were killed on Friday when shells struck the market of the town of Jableh."
TWO = "A hospital official said that 23 wounded people had been brought in, six of them children under ten."
THREE = "The governor of the province denied that government forces had fired and promised an inquiry soon."
SAMPLE = Path("/work/shared/data/samples/aggregator_article.txt")


def masked(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(mask.reason.value, text[mask.start : mask.end]) for mask in find_masks(text, title)]


def read_words(text: str, title: str = "") -> list[str]:
    document = Document(id="d", original="o", text=text, masks=find_masks(text, title))
    return document.readable().split()


def test_a_text_without_noise_has_no_masks():
    assert masked(f"{ONE}\n\n{TWO} {THREE}\n") == []


def test_the_second_standing_of_a_paragraph_is_masked():
    assert masked(f"{ONE}\n{TWO}\n{ONE.upper()}  \n{THREE}\n* {TWO}") == [
        ("repeated_paragraph", ONE.upper()),
        ("repeated_paragraph", f"* {TWO}"),
    ]


def test_a_short_line_may_stand_twice():
    assert masked(f"{ONE}\nHe paused.\n{TWO}\nHe paused.\n") == []


@pytest.mark.parametrize("joiner", ["\n", " ", "\n\n"])
def test_a_text_that_stands_twice_is_read_once(joiner):
    text = f"{ONE} {TWO} {THREE}"
    assert read_words(f"{text}{joiner}{text}") == text.split()


def test_a_doubled_text_without_any_sentence_end_is_read_once():
    text = " ".join(f"word{number}" for number in range(120))
    assert read_words(f"{text} {text}") == text.split()


def test_a_block_that_stands_twice_in_a_text_without_line_breaks():
    block = f"{ONE} {TWO} {THREE}"
    text = f"Intro here. {block} Something new happened. {block} The end."
    assert masked(text) == [("repeated_paragraph", f"{block} ")]


def test_a_sentence_that_goes_on_differently_is_kept_whole():
    text = f"{ONE} {TWO[:-1]} and two of them died later. Other things. {ONE} {TWO[:-1]} and nobody else was hurt."
    assert masked(text) == []
    long = f"{ONE} {THREE} {TWO[:-1]}"
    text = f"{long} and two of them died later. Other things. {long} and nobody else was hurt."
    assert masked(text) == [("repeated_paragraph", f"{ONE} {THREE}")]


def test_an_abbreviation_is_no_sentence_end():
    tail = f"Sept. 13, 2016, in the market of the town. {ONE} {TWO}"
    text = f"Two men met on {tail} In between. Three men met in {tail} The end."
    assert masked(text) == [("repeated_paragraph", f"{ONE} {TWO} ")]


def test_headlines_that_stand_twice_and_their_markup():
    text = f"# Shells hit a market**\n\nShells Hit a Market\n{ONE}\n"
    assert masked(text) == [
        ("markup", "#"),
        ("markup", "**"),
        ("repeated_headline", "Shells Hit a Market"),
    ]


def test_a_title_set_apart_makes_its_own_line_a_repetition():
    text = f"Shells hit a market\n\nBy our staff\n{ONE}\n{TWO}\nShells hit a market\n{THREE}"
    assert masked(text, "Shells hit a market") == [("repeated_headline", "Shells hit a market")]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "ADVERTISEMENT:", "Read also: Twelve people killed in Homs", "Read more", "Share on Facebook",
        "Subscribe to our newsletter", "Subscribe to our daily newsletter.", "© 2025 Coast Wire. All rights reserved.",
        "We use cookies to improve your experience.", "Get short URL", "Follow us on Telegram!", "إعلان",
        "اقرأ أيضاً: مقتل 12 شخصاً في حمص", "جميع الحقوق محفوظة © 2025", "تابعونا على تلغرام", "شارك الخبر",
    ],
)  # fmt: skip
def test_boilerplate_lines_are_masked(line):
    assert masked(f"{ONE}\n{line}\n{TWO}") == [("boilerplate", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Related deaths: 12 people were killed in Homs.",
        "Share prices fell after 12 people were killed.",
        "Home to 4,000 people, the village was shelled and 12 were killed.",
        "Searching the rubble, they found 12 bodies.",
        "The advertisement hoarding fell and killed two people.",
        "Read also means nothing when " + "words " * 60,
        "إعلان الوفاة: 12 شخصاً في حمص",
    ],
)
def test_reports_that_begin_like_boilerplate_are_read(line):
    assert masked(f"{ONE}\n{line}\n{TWO}") == []


def test_boilerplate_in_a_text_without_line_breaks():
    text = f"01.10.2017 Get short URL 4016 At least 12 men died. {ONE} Follow us on Instagram. {TWO}"
    assert masked(text) == [("boilerplate", "Get short URL 4016"), ("boilerplate", "Follow us on Instagram.")]
    assert masked("Get short URL 12 civilians died in Homs.") == [("boilerplate", "Get short URL")]


def test_hashtags_and_lists_are_no_stray_markup():
    assert list(stray_markup("#Syria seven dead\n- one\n* two\n5*3 a_b")) == []


def test_markdown_of_hostile_length_takes_linear_time():
    started = time.process_time()
    units = ("[", "[a](", "<!--", "<!-- x", "*a", "`", "> ", "<a ", "](", "_a_", "---\n", "- ", "&#1")
    for hostile in (unit * (200_000 // len(unit)) for unit in units):
        list(markdown_markup(hostile))
        list(markdown_markup("---\n" + hostile))
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "unit", ["a ", "ab. ", ONE + " ", "\n", "word\n", "* ", "** ", "Get short URL 1 ", "x" * 100 + " "]
)
def test_repetition_without_end_takes_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    find_masks(text, "title")
    assert time.process_time() - started < 10


@given(st.text(alphabet="ab .\n*#[]()_", max_size=1500), st.text(alphabet="ab .", max_size=20), st.integers(1, 4))
@settings(max_examples=200)
def test_masks_lie_in_the_text_in_order_and_apart(piece, title, times):
    text = piece * times
    masks = find_masks(text, title, markdown_markup(text))
    assert all(0 <= mask.start < mask.end <= len(text) for mask in masks)
    assert all(before.end <= after.start for before, after in itertools.pairwise(masks))
    document = Document(id="d", original="o", text=text, masks=masks)
    assert len(document.readable()) == len(text)
    assert document.readable().count("\n") == text.count("\n")


def test_known_masks_outside_the_text_are_cut():
    assert find_masks("short", "", [Mask(-3, 2, MaskReason.MARKUP), Mask(4, 99, MaskReason.NAVIGATION)]) == (
        Mask(0, 2, MaskReason.MARKUP),
        Mask(4, 5, MaskReason.NAVIGATION),
    )


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not part of the project")
def test_a_real_aggregator_page_is_read_once():
    text = SAMPLE.read_text("utf-8")
    lines = [
        " ".join(line.split())
        for line in Document(id="d", original="o", text=text, masks=find_masks(text, "")).readable().split("\n")
    ]
    left = [line for line in lines if line]
    assert len(left) == len(set(left)) == 9
    assert not any("**" in line for line in left)
