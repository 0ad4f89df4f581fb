"""Feast days: when they were, which one is meant, and what only bears their name."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.dates import find_dates
from marsad.reading.dates.feasts import Feast, feast_days, nearest_feast
from marsad.reading.dates.hijri import hijri_day, hijri_year, latest_hijri_day


def found(text: str, as_of: str) -> list[str]:
    mentions = find_dates(text, dt.date.fromisoformat(as_of), "en")
    return [f"{one.words.text} = {one.interval.start}..{one.interval.end}" for one in mentions]


@pytest.mark.parametrize(
    ("text", "as_of", "expected"),
    [
        ("Two people died on Christmas Day.", "2024-12-28", "Christmas Day = 2024-12-25..2024-12-25"),
        ("A blast on Christmas Eve killed one.", "2024-12-24", "Christmas Eve = 2024-12-24..2024-12-24"),
        ("Shots on New Year's Eve killed one.", "2025-01-02", "New Year's Eve = 2024-12-31..2024-12-31"),
        ("Shots on New Year’s Day killed one.", "2025-01-02", "New Year’s Day = 2025-01-01..2025-01-01"),
        ("Bombs hit churches on Easter Sunday.", "2019-04-22", "Easter Sunday = 2019-04-21..2019-04-21"),
        ("Bombs hit churches on Easter Sunday.", "2019-04-29", "Easter Sunday = 2019-04-28..2019-04-28"),
        ("A church was hit on Palm Sunday.", "2017-04-10", "Palm Sunday = 2017-04-09..2017-04-09"),
        ("One man died on Good Friday.", "2024-03-30", "Good Friday = 2024-03-29..2024-03-29"),
        ("Six died during Eid al-Fitr.", "2024-04-12", "Eid al-Fitr = 2024-04-09..2024-04-12"),
        (
            "Six died on the first day of Eid al-Adha.",
            "2024-06-20",
            "first day of Eid al-Adha = 2024-06-15..2024-06-17",
        ),
        ("Six died on the second day of Eid.", "2024-06-20", "second day of Eid = 2024-06-16..2024-06-18"),
        ("Six died during Eid-ul-Adha 2023.", "2024-06-20", "Eid-ul-Adha 2023 = 2023-06-27..2023-07-02"),
        ("A feast on Coptic Christmas.", "2017-01-09", "Coptic Christmas = 2017-01-07..2017-01-07"),
    ],
)
def test_feasts_are_dates(text: str, as_of: str, expected: str) -> None:
    assert found(text, as_of) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "An attack on a Christmas market killed one.",
        "Two days after Eid al-Fitr they left.",
        "They fled ahead of Christmas.",
        "Eid Salem was killed.",
        "The Easter Rising is remembered.",
        "Boats sank near Christmas Island.",
        "Good day, happy new year.",
    ],
)
def test_what_only_bears_the_name_is_no_date(text: str) -> None:
    assert found(text, "2024-06-20") == []


@pytest.mark.parametrize(
    ("feast", "year", "day"),
    [
        (Feast.FITR, 2024, "2024-04-10"),
        (Feast.FITR, 2025, "2025-03-30"),
        (Feast.ADHA, 2024, "2024-06-16"),
        (Feast.ADHA, 2025, "2025-06-06"),
        (Feast.ASHURA, 2024, "2024-07-16"),
        (Feast.FITR, 2013, "2013-08-08"),
    ],
)
def test_islamic_feasts_lie_around_the_day_they_were_kept(feast: Feast, year: int, day: str) -> None:
    days = feast_days(feast, year, 1)
    assert len(days) == 1
    assert days[0][0] <= dt.date.fromisoformat(day) <= days[0][1]
    assert (days[0][1] - days[0][0]).days == 2


def test_both_easters_are_known() -> None:
    assert [first.isoformat() for first, _ in feast_days(Feast.EASTER, 2024)] == ["2024-03-31", "2024-05-05"]
    assert [first.isoformat() for first, _ in feast_days(Feast.EASTER, 2025)] == ["2025-04-20"]


def test_two_feasts_of_the_moon_in_one_year_are_both_there() -> None:
    assert len(feast_days(Feast.FITR, 2000)) == 2


@given(st.sampled_from(Feast), st.dates(dt.date(1930, 1, 1), dt.date(2070, 12, 31)))
def test_the_nearest_feast_is_near(feast: Feast, anchor: dt.date) -> None:
    days = nearest_feast(feast, anchor)
    assert days is not None
    assert days[0] <= days[1]
    assert -31 <= (anchor - days[0]).days <= 370


@given(st.integers(1344, 1499), st.integers(1, 12), st.integers(1, 29))
def test_islamic_days_follow_each_other(year: int, month: int, day: int) -> None:
    here, after = hijri_day(year, month, day), hijri_day(year, month, day + 1)
    assert here is not None
    assert after is not None
    assert (after[0] - here[0]).days == 1
    middle = here[0] + dt.timedelta(days=1)
    assert hijri_year(middle) == year
    latest = latest_hijri_day(month, day, middle)
    assert latest == here


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1200, 1, 1), (1600, 1, 1), (1446, 13, 1), (1446, 1, 31), (1446, 0, 1)]
)
def test_days_outside_of_the_tables_are_none(year: int, month: int, day: int) -> None:
    assert hijri_day(year, month, day) is None
