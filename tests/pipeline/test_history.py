"""The record as known on a past day, and why it differs between two."""

import pytest
from tests.pipeline.judged import AGAIN, BANIAS, JABLEH, SETTINGS, Clock, judge, killed, run, write

from marsad.archive import Archive
from marsad.pipeline.history import Cause, differences, known_on, moment, state_on
from marsad.records import Action, InputError


@pytest.fixture
def history(tmp_path):
    """Day 10: two reports; day 11: a third; day 12: one of the first is rejected; day 13: that is withdrawn."""
    clock = Clock()
    with Archive.create(tmp_path / "a") as archive:
        run(archive, write(tmp_path / "r", one=BANIAS, three=JABLEH), clock)
        clock.wind(days=1)
        run(archive, write(tmp_path / "r", two=AGAIN), clock)
        clock.wind(days=1)
        report = next(d.id for d in archive.snapshot().documents if "31 civilians" in d.text)
        made = judge(archive, Action.REJECT, report, clock=clock, reason="a forgery")
        clock.wind(days=1)
        judge(archive, Action.WITHDRAW, made.id, clock=clock, reason="genuine after all")
        yield archive


def on(archive, day):
    return known_on(archive, SETTINGS, moment(f"2025-03-{day}"))


def causes(archive, first, last):
    before, after = (state_on(archive, SETTINGS, moment(f"2025-03-{day}")) for day in (first, last))
    return {
        (d.move.before and d.move.before.best.value, d.move.after and d.move.after.best.value): d.reasons
        for d in differences(archive, before, after)
    }


def test_each_day_is_as_it_was_known_then(history):
    assert killed(on(history, "09")) == {}
    assert killed(on(history, "10")) == {"Al-Tuwaimah": (31, 31, 31), "Jableh": (12, 12, 12)}
    assert killed(on(history, "11"))["Al-Tuwaimah"] == (29, 29, 31)
    assert killed(on(history, "12"))["Al-Tuwaimah"] == (29, 29, 29)
    assert killed(on(history, "13"))["Al-Tuwaimah"] == (29, 29, 31)
    assert len(on(history, "10").documents) == 2
    assert len(on(history, "10").received) == 2


def test_the_present_as_known_now_is_the_present(history):
    assert on(history, "31") == history.snapshot()


def test_each_difference_has_its_reason(history):
    added = causes(history, "10", "11")
    ((figure, (reason,)),) = added.items()
    assert figure == (31, 29)
    assert reason.cause is Cause.DOCUMENT
    ((_, (reason,)),) = causes(history, "11", "12").items()
    assert (reason.cause, reason.words) == (Cause.RETRACTION, "a forgery")
    ((_, (reason,)),) = causes(history, "12", "13").items()
    assert (reason.cause, reason.words) == (Cause.WITHDRAWAL, "genuine after all")
    assert causes(history, "11", "13") == {}


def test_from_nothing_every_figure_comes_from_a_document(history):
    found = causes(history, "09", "13")
    assert len(found) == 2
    assert {reason.cause for reasons in found.values() for reason in reasons} >= {Cause.DOCUMENT}


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2025-03-12", "2025-03-12T23:59:59.999999+00:00"),
        ("2025-03-12T18:00", "2025-03-12T18:00:00.000000+00:00"),
        ("2025-03-12T18:00+03:00", "2025-03-12T15:00:00.000000+00:00"),
    ],
)
def test_a_day_means_to_its_end_and_a_time_is_utc_unless_it_says_otherwise(words, at):
    assert moment(words) == at


@pytest.mark.parametrize("words", ["", "yesterday", "2025-13-01", "0001-01-01T00:00+14:00"])
def test_what_is_no_time_is_refused(words):
    with pytest.raises(InputError, match="Not a time"):
        moment(words)
