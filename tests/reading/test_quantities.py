"""Quantities: every row of the word table, in words of our own, and what must hold of any quantity."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.lexicon import rows_of, strings
from marsad.reading.quantities import RULESET, count_at, quantity
from marsad.reading.tokens import tokenise
from marsad.records import Operator, Quantity, Words

DOCUMENTED = Path(__file__).parents[2] / "docs" / "method" / "quantities.md"


def read(text: str) -> Quantity | None:
    tokens = tokenise(text)
    lowers = [token.lower for token in tokens]
    for index in range(len(tokens)):
        count = count_at(tokens, lowers, index)
        if count is not None:
            start, end = tokens[count.first].start, tokens[count.last - 1].end
            return quantity(count, Words.at(text, start, end))
    return None


@pytest.mark.parametrize(
    ("text", "rule", "operator", "bounds"),
    [
        ("31 villagers", "V1", "eq", (31, 31, 31, 31)),
        ("twenty-one villagers", "V1", "eq", (21, 21, 21, 21)),
        ("two hundred and fifty villagers", "V1", "eq", (250, 250, 250, 250)),
        ("1,476 villagers", "V1", "eq", (1476, 1476, 1476, 1476)),
        ("٣١ villagers", "V1", "eq", (31, 31, 31, 31)),
        ("1.5 million people", "V1", "eq", (1_500_000, 1_500_000, 1_500_000, 1_500_000)),
        ("a quarter of a million people", "V1", "eq", (250_000, 250_000, 250_000, 250_000)),
        ("half a dozen villagers", "V1", "eq", (6, 6, 6, 6)),
        ("two dozen villagers", "V1", "eq", (24, 24, 24, 24)),
        ("at least 12 villagers", "V2", "ge", (12, None, 12, None)),
        ("no fewer than nine villagers", "V2", "ge", (9, None, 9, None)),
        ("20+ villagers", "V2", "ge", (20, None, 20, None)),
        ("20 or more villagers", "V2", "ge", (20, None, 20, None)),
        ("more than 740 civilians", "V3", "gt", (741, None, 740, None)),
        ("over 740 civilians", "V3", "gt", (741, None, 740, None)),
        ("up to 30 people", "V4", "le", (1, 30, 1, None)),
        ("as many as 60 fighters", "V4", "le", (1, 60, 1, None)),
        ("fewer than 10 people", "V5", "lt", (1, 9, 1, None)),
        ("between 12 and 15 people", "V6", "range", (12, 15, 12, None)),
        ("12 to 15 people", "V6", "range", (12, 15, 12, None)),
        ("12-15 people", "V6", "range", (12, 15, 12, None)),
        ("about 1,400 people", "V7", "approx", (1350, 1449, 1350, 1400)),
        ("some 80 people", "V7", "approx", (75, 84, 75, 80)),
        ("around 37 people", "V7", "approx", (37, 37, 37, 37)),
        ("nearly 200 people", "V7", "approx", (150, 199, 150, None)),
        ("a couple of men", "V8", "eq", (2, 2, 2, 2)),
        ("several people", "V9", "vague", (3, 9, 3, None)),
        ("a handful of people", "V9", "vague", (3, 9, 3, None)),
        ("many people", "V10", "vague", (2, None, 2, None)),
        ("tens of people", "V11", "vague", (20, 99, 10, None)),
        ("dozens of people", "V12", "vague", (24, 99, 12, None)),
        ("scores of people", "V13", "vague", (40, 99, 40, None)),
        ("hundreds of people", "V14", "vague", (200, 999, 100, None)),
        ("several hundred people", "V14", "vague", (200, 999, 100, None)),
        ("thousands of people", "V15", "vague", (2000, 9999, 1000, None)),
        ("tens of thousands of people", "V15", "vague", (20_000, 99_999, 10_000, None)),
        ("an unknown number of people", "V20", "none", (0, None, 1, None)),
    ],
)
def test_words_become_the_interval_of_their_rule(text, rule, operator, bounds):
    found = read(text)
    assert found is not None
    assert (found.rule, found.operator.value) == (rule, operator)
    assert (found.low, found.high, found.floor, found.point) == bounds
    assert found.ruleset == RULESET
    assert found.words.text == text[found.words.start : found.words.end]


@pytest.mark.parametrize(
    "text",
    [
        "in 2014",
        "on 14 March",
        "March 14",
        "Brigade 76",
        "Division 62",
        "aged 9 and 14",
        "aged from four to 10",
        "12 per cent of them",
        "12% of them",
        "four in ten of them",
        "60 kilometres away",
        "14 rockets",
        "at 7.30 am",
        "Resolution 2286",
        "the 39-man patrol",
        "on 30-11-2014",
        "tel. 1-800-555-31",
        "for $400",
        "chapter nine",
        "how many people",
    ],
)
def test_what_counts_no_people_is_no_quantity(text):
    assert read(text) is None


def test_a_second_number_keeps_the_words_that_bound_it():
    tokens = tokenise("113 At least nine people")
    lowers = [token.lower for token in tokens]
    first, second = (count_at(tokens, lowers, index, since) for index, since in ((0, 0), (3, 1)))
    assert first is not None
    assert second is not None
    assert (first.operator, second.operator) == (Operator.EQ, Operator.GE)


BOUNDS = [words for row in rows_of("quantities", "bound") for words in strings(row, "before") if words not in ("from",)]


@given(st.sampled_from(BOUNDS), st.integers(min_value=1, max_value=10**7))
def test_floor_point_and_low_lie_inside_what_the_words_allow(words, number):
    found = read(f"{words} {number} people")
    if found is None:  # a year
        assert 1900 <= number <= 2099
        return
    high = found.high if found.high is not None else max(found.low, found.floor)
    assert 0 <= found.low <= high
    assert found.floor <= high
    assert found.point is None or found.low <= found.point <= high


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_are_read_with_and_without_separators(number):
    if 1900 <= number <= 2099:
        return
    for words in (str(number), f"{number:,}"):
        found = read(f"{words} people")
        assert found is not None
        assert found.value == number


def test_every_rule_of_the_table_is_documented():
    text = DOCUMENTED.read_text(encoding="utf-8")
    rules = {str(row["rule"]) for row in (*rows_of("quantities", "bound"), *rows_of("quantities", "vague"))}
    documented = set(re.findall(r"^\| (V\d+) \|", text, re.MULTILINE))
    assert {f"V{number}" for number in range(1, 21)} == documented
    assert rules <= documented


@pytest.mark.parametrize("row", rows_of("quantities", "vague"), ids=lambda row: f"{row['rule']}-{row['low']}")
def test_the_documented_bounds_of_vague_words_are_those_of_the_table(row):
    text = DOCUMENTED.read_text(encoding="utf-8")
    high = row.get("high")
    interval = f"[{row['low']:,}, {'∞)' if high is None else f'{high:,}]'}"
    assert f"{interval} | {row['floor']:,} |" in text
