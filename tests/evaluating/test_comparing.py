"""Fields: when a predicted value counts as right."""

import pytest

from marsad.evaluating import HandLabel, Label
from marsad.evaluating.comparing import (
    count_exact,
    count_lenient,
    dates_overlap,
    dates_tight,
    place_matches,
    words_f1,
)


def hand(
    low: int | None = 1,
    high: int | None = 1,
    *,
    vague: bool = False,
    start: str | None = None,
    end: str | None = None,
    is_total: bool = False,
) -> HandLabel:
    return HandLabel(
        claim_id="1",
        doc_id="d",
        role="main",
        quote="q",
        char_start=0,
        char_end=1,
        harm="killed",
        count_low=low,
        count_high=high,
        vague=vague,
        date_start=start,
        date_end=end,
        is_total=is_total,
    )


def label(low: int = 1, high: int | None = 1, *, start: str | None = None, end: str | None = None) -> Label:
    return Label(
        doc_id="d",
        harm="killed",
        count_low=low,
        count_high=high,
        approx=False,
        vague=False,
        category="unknown",
        places=(),
        date_start=start,
        date_end=end,
        perpetrator=None,
        attributed_to=None,
        is_total=False,
        quote="q",
        char_start=0,
        char_end=1,
    )


def test_both_bounds_must_be_equal() -> None:
    assert count_exact(label(5, None), hand(5, None))
    assert not count_exact(label(5, 5), hand(5, None))


@pytest.mark.parametrize(
    ("predicted", "labelled", "right"),
    [
        (label(109, 109), hand(100, 100), True),
        (label(111, 111), hand(100, 100), False),
        (label(12, 12), hand(11, 11), True),  # one more is near enough above ten
        (label(10, 10), hand(9, 9), False),  # but not up to ten
        (label(0, 40), hand(0, 40), True),  # an open low end: the upper one is the headline
        (label(24, 99), hand(20, 99, vague=True), True),
        (label(3, 9), hand(20, 99, vague=True), False),
        (label(60, None), hand(20, 99, vague=True), False),
        (label(1, 1), hand(2, None, vague=True), True),
        (label(0, 40), hand(2, None, vague=True), False),
        (label(5, 5), hand(0, 0), False),
    ],
)
def test_near_counts(predicted: Label, labelled: HandLabel, right: bool) -> None:
    assert count_lenient(predicted, labelled) is right


@pytest.mark.parametrize(
    ("ours", "theirs", "right"),
    [
        ("Harn", "the town of Harn", True),
        ("HARN", "harn", True),
        ("Har", "Harn", False),
        ("of", "the town of Harn", False),  # two letters are no name
        ("المدينه القديمه", "سوق المَدينة القديمة", True),
        ("…", "…", False),
        ("", "Harn", False),
    ],
)
def test_places(ours: str, theirs: str, right: bool) -> None:
    assert place_matches(ours, theirs) is right


@pytest.mark.parametrize(
    ("start", "end", "overlap", "tight"),
    [
        ("2031-05-05", "2031-05-05", True, True),
        ("2031-05-06", "2031-05-06", True, True),
        ("2031-05-07", "2031-05-07", False, False),
        ("2031-05-05", "2031-05-12", True, False),
        ("2031-05-01", "2031-05-09", False, False),  # over a week wider than the day labelled
        (None, "2031-05-05", False, False),
        (None, None, False, False),
        ("some day", "2031-05-05", False, False),
    ],
)
def test_days_of_an_event(start: str | None, end: str | None, overlap: bool, tight: bool) -> None:
    labelled = hand(start="2031-05-05", end="2031-05-05")
    assert dates_overlap(label(start=start, end=end), labelled) is overlap
    assert dates_tight(label(start=start, end=end), labelled) is tight


def test_days_of_a_total_may_be_wider_or_open() -> None:
    labelled = hand(start=None, end="2031-05-05", is_total=True)
    assert dates_overlap(label(start="2030-01-01", end="2031-05-05"), labelled)
    assert dates_tight(label(start=None, end="2031-05-04"), labelled)
    assert not dates_overlap(label(start="2031-05-07"), labelled)


def test_shared_words() -> None:
    assert words_f1("the northern brigade", "Northern Brigade") == 1
    assert words_f1("the northern brigade", "brigade") == pytest.approx(2 / 3)
    assert words_f1("the northern brigade", None) == 0
    assert words_f1(None, "the") == 1
