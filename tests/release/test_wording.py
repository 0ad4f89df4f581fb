import datetime as dt
import re
import tomllib
from importlib import resources

import pytest

from marsad.records import (
    Context,
    DateBasis,
    EventType,
    Flag,
    Measure,
    Modality,
    OriginKind,
    PlacePrecision,
    Population,
    Severity,
)
from marsad.release.wording import bounds_text, dates_text, day_text, label, number, rule_text, span_text


@pytest.mark.parametrize(
    ("numbers", "high_open", "floor", "text"),
    [
        ((12, 12, 12), False, False, "12"),
        ((12, 15, 20), False, False, "15 (12–20)"),
        ((12, 15, 20), True, False, "15 (12–20+)"),
        ((12, 12, 12), True, False, "12 (12+)"),
        ((12, 12, 12), True, True, "≥ 12"),
        ((12, 12, 99), False, True, "≥ 12 (12–99)"),
        ((1225, 1383, 1476), False, False, "1,383 (1,225–1,476)"),
        ((0, 0, 0), False, False, "0"),
    ],
)
def test_a_figure_is_printed_so_that_its_ends_can_be_seen(numbers, high_open, floor, text):
    assert str(bounds_text(*numbers, high_open, floor=floor)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ((2025, 3, 7), (2025, 3, 7), "7 Mar 2025"),
        ((2025, 3, 6), (2025, 3, 8), "6–8 Mar 2025"),
        ((2025, 2, 28), (2025, 3, 2), "28 Feb – 2 Mar 2025"),
        ((2024, 12, 31), (2025, 1, 1), "31 Dec 2024 – 1 Jan 2025"),
        ((2025, 2, 1), (2025, 2, 28), "Feb 2025"),
        ((2025, 3, 1), (2025, 3, 30), "1–30 Mar 2025"),
        (None, (2025, 3, 7), "until 7 Mar 2025"),
        ((2025, 3, 7), None, "from 7 Mar 2025"),
        (None, None, "Date not known"),
    ],
)
def test_a_span_of_days_is_as_short_as_is_clear(start, end, text):
    assert dates_text(start and dt.date(*start), end and dt.date(*end)) == text


def test_the_last_day_there_is_can_be_said():
    assert dates_text(dt.date(9999, 12, 1), dt.date.max) == "Dec 9999"
    assert day_text(dt.date.max) == "31 Dec 9999"


@pytest.mark.parametrize(("low", "high", "text"), [(3, 3, "3"), (24, 99, "24–99"), (1000, None, "1,000 or more")])
def test_what_words_allow(low, high, text):
    assert span_text(low, high) == text
    assert number(low).replace(",", "") == str(low)


def test_a_rule_of_several_parts_is_said_in_full():
    assert rule_text("smallest_floor/across_scopes") == (
        "the smallest number an origin stands by; origins count different populations"
    )
    assert rule_text("some_new_rule") == "some new rule"


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("measure", Measure),
        ("measure_after", Measure),
        ("population", Population),
        ("population_short", Population),
        ("flag", Flag),
        ("context", Context),
        ("modality", Modality),
        ("event_type", EventType),
        ("place_precision", PlacePrecision),
        ("date_basis", DateBasis),
        ("origin_kind", OriginKind),
        ("severity", Severity),
    ],
)
def test_every_category_has_its_words(group, words):
    table = tomllib.loads(resources.files("marsad.release").joinpath("data", "labels.toml").read_text("utf-8"))
    assert set(table[group]) == {word.value for word in words}
    assert all(label(group, word.value) == table[group][word.value] for word in words)


def colours(dark):
    css = resources.files("marsad.release").joinpath("templates", "report.css").read_text("utf-8")
    block = re.findall(r":root\{([^}]*)\}", css)[1 if dark else 0]
    return dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", block))


def contrast(first, second):
    def luminance(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_against_its_ground(dark):
    shades = colours(dark)
    for text in ("ink", "soft", "accent", "warn"):
        for ground in ("paper", "card"):
            assert contrast(shades[text], shades[ground]) >= 4.5, (text, ground)
    for ground in ("mark", "key", "land", "sea"):
        assert contrast(shades["ink"], shades[ground]) >= 4.5, ground
    for ground in ("paper", "land", "sea"):
        assert contrast(shades["fill"], shades[ground]) >= 3, ground
