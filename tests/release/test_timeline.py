import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.release import builder as b

from marsad.release.timeline import timeline_of

DOC = b.document("Two people were killed.")
CLAIM = b.claim(DOC, "Two people were killed", "Two", 2)


def incidents(*spans):
    found = []
    for n, span in enumerate(spans):
        case = b.incident(CLAIM, dates=span)
        found.append(type(case)(**{**{f: getattr(case, f) for f in case.__struct_fields__}, "id": f"inc-{n}"}))
    return found


def day(number, month=3):
    return dt.date(2025, month, number)


def bar(timeline, label):
    return next(found for found in timeline.bars if found.label == label)


def test_an_incident_known_to_the_day_stands_on_its_day():
    found = timeline_of(incidents((day(7), day(7)), (day(7), day(7)), (day(9), day(9))))
    assert (found.unit, len(found.bars), found.top) == ("day", 3, 2)
    assert bar(found, "7 Mar 2025").incidents == ("inc-0", "inc-1")
    assert found.busiest is bar(found, "7 Mar 2025")
    assert (found.spread, found.undated) == ((), ())


def test_an_incident_known_to_a_month_is_spread_and_stands_on_no_day():
    found = timeline_of(incidents((day(1), day(31)), (day(7), day(7))))
    assert found.spread == ("inc-0",)
    assert [one.incidents for one in found.bars if one.incidents] == [("inc-1",)]
    assert sum(one.share for one in found.bars) == pytest.approx(1, abs=0.2)
    assert all(one.spread > 0 for one in found.bars)


def test_an_incident_known_less_well_than_a_month_is_listed_only():
    found = timeline_of(incidents((day(1, 1), day(31)), (day(7), day(7)), None))
    assert set(found.undated) >= {"inc-0"}
    assert all("inc-0" not in one.incidents and one.share == 0 for one in found.bars)


def test_no_dates_at_all_draw_nothing():
    case = b.incident(CLAIM, start=None)
    found = timeline_of([case])
    assert found.bars == ()
    assert found.undated == (case.id,)


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        (dt.date(2025, 9, 1), "day"),
        (dt.date(2026, 12, 1), "week"),
        (dt.date(2032, 1, 1), "month"),
        (dt.date(2090, 1, 1), "year"),
    ],
)
def test_long_records_are_gathered_by_wider_units(last, unit):
    found = timeline_of(incidents((day(7), day(7)), (last, last)))
    assert found.unit == unit
    assert len(found.bars) <= 200
    assert sum(len(one.incidents) for one in found.bars) == 2


def test_a_month_fits_a_bar_of_a_month():
    found = timeline_of(incidents((day(1), day(31)), (dt.date(2032, 1, 1), dt.date(2032, 1, 1))))
    assert found.spread == ()
    assert bar(found, "Mar 2025").incidents == ("inc-0",)


def test_incidents_too_early_to_draw_are_counted():
    found = timeline_of(
        incidents((dt.date(1901, 1, 1), dt.date(1901, 1, 1)), (dt.date(2150, 1, 1), dt.date(2150, 1, 1)))
    )
    assert found.earlier == 1
    assert sum(len(one.incidents) for one in found.bars) == 1


@given(st.lists(st.tuples(st.dates(), st.integers(0, 60)), max_size=30))
def test_every_incident_is_drawn_spread_listed_or_counted_once(days):
    spans = [
        (first, min(dt.date.max, first + dt.timedelta(days=min(n, (dt.date.max - first).days)))) for first, n in days
    ]
    found = timeline_of(incidents(*spans))
    drawn = sum(len(one.incidents) for one in found.bars)
    assert drawn + len(found.spread) + len(found.undated) + found.earlier == len(spans)
    assert len(found.bars) <= 201
    assert all(0 <= one.height + one.spread <= 100.1 for one in found.bars)
