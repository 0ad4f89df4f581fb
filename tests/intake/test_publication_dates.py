import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.dates import AMBIGUOUS, IMPOSSIBLE, read_date


@pytest.mark.parametrize(
    ("given_as", "day", "time"),
    [
        ("2025-03-07", "2025-03-07", ""),
        ("2025-03-07T23:30:00+03:00", "2025-03-07", "23:30"),
        ("2025-03-07 8:05", "2025-03-07", "08:05"),
        ("20250307", "2025-03-07", ""),
        ("20250307T1430", "2025-03-07", "14:30"),
        ("Sat, 08 Mar 2025 01:10:00 +0300", "2025-03-08", "01:10"),
        ("Sat, 08 Mar 25 01:10:00 GMT", "2025-03-08", "01:10"),
        ("March 7, 2025", "2025-03-07", ""),
        ("7th of March, 2025", "2025-03-07", ""),
        ("12-Mar-2025", "2025-03-12", ""),
        ("Friday, March 7th, 2025 at 9:05 pm", "2025-03-07", "21:05"),
        ("7 آذار 2025", "2025-03-07", ""),
        ("٧ آذار/مارس ٢٠٢٥", "2025-03-07", ""),
        ("الجمعة 7 تشرين الثاني 2025 14:30", "2025-11-07", "14:30"),
        ("7 كانون الأول، 2025", "2025-12-07", ""),
        ("\u200f7 آب 2025", "2025-08-07", ""),
        ("25/03/2025", "2025-03-25", ""),
        ("03/25/2025", "2025-03-25", ""),
        ("07.07.2015", "2015-07-07", ""),
        ("2025/03/07", "2025-03-07", ""),
        ("1741340000", "2025-03-07", "09:33"),
        ("1741340000000", "2025-03-07", "09:33"),
    ],
)
def test_dates_with_one_reading_need_no_declared_order(given_as, day, time):
    found = read_date(given_as, "")
    assert (str(found.day), found.time, found.trouble) == (day, time, "")


@pytest.mark.parametrize(
    ("order", "day"), [("DMY", "2025-04-03"), ("MDY", "2025-03-04"), ("", "None"), ("YMD", "None")]
)
def test_a_numeric_date_follows_the_declared_order(order, day):
    assert str(read_date("03/04/2025", order).day) == day


@pytest.mark.parametrize("given_as", ["03/04/2025", "7.3.2025 10:20 PM", "03/04/05"])
def test_a_numeric_date_is_never_guessed(given_as):
    assert read_date(given_as, "").trouble == AMBIGUOUS


@pytest.mark.parametrize(
    "given_as",
    ["13/25/2025", "31 Feb 2025", "yesterday", "0000-00-00", "2025-03", "2025-13-01", "١٢", "9" * 500, "1/2/3/4/5"],
)
def test_what_is_no_date_is_said_to_be_none(given_as):
    found = read_date(given_as, "DMY")
    assert (found.day, found.trouble) == (None, IMPOSSIBLE)


def test_a_date_against_the_declared_order_is_not_turned_round():
    assert read_date("03/25/2025", "DMY").trouble == IMPOSSIBLE


def test_nothing_given_is_no_trouble():
    assert read_date("  ", "DMY") == (None, "", "")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_written_form_gives_the_day_back(day):
    assert read_date(f"{day:%d/%m/%Y}", "DMY").day == day
    assert read_date(f"{day:%m.%d.%Y}", "MDY").day == day
    assert read_date(f"{day:%Y/%m/%d}", "YMD").day == day
    assert read_date(f"{day.day} {day:%B} {day:%Y}", "").day == day
    assert read_date(day.isoformat(), "MDY").day == day


@given(st.text(max_size=150), st.sampled_from(["DMY", "MDY", "YMD", ""]))
def test_no_words_raise(words, order):
    found = read_date(words, order)
    assert found.day is None or found.trouble == ""
