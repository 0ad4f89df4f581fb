"""Which dates belong to which harm. Documents are published on Monday 10 March 2025."""

import datetime as dt

import pytest

from marsad.records import DateBasis


def when(read, text: str, value: int):
    return next(claim.when for claim in read(text).claims if claim.quantity.value == value)


def day(number: int, month: int = 3) -> dt.date:
    return dt.date(2025, month, number)


@pytest.mark.parametrize(
    ("text", "value", "start", "end"),
    [
        # The main clause's day is not the earlier harm's.
        ("Talks resumed on Wednesday, days after a bombing killed 40 people in Homs.", 40, day(27, 2), day(4)),
        ("Rebels shelled Homs on Friday, a day after air strikes killed 12 people in Idlib.", 12, day(6), day(6)),
        ("Schools opened on Friday, a week after a bomb killed 12 people in Idlib.", 12, day(27, 2), day(1)),
        ("Talks resumed, two days after a bomb killed 12 people in Idlib.", 12, day(8), day(8)),
        # A day at the head of the sentence beats a vague stretch behind.
        ("On Wednesday a bomb killed seven people in Homs, the latest in recent weeks.", 7, day(5), day(5)),
        # The day of the harm beats the day of speaking.
        ("A monitor said on Sunday that 43 people had been killed in Homs on Saturday.", 43, day(8), day(8)),
        (
            "The minister, who on Friday blamed rebels for it, said 43 people were killed in Homs on 2 March.",
            43,
            day(2),
            day(2),
        ),
        # Told before: taken over.
        ("On Friday a plane dropped bombs on Homs. Four people were killed.", 4, day(7), day(7)),
        ("A shell hit Homs on Friday, wounding two people. The blast killed four people.", 4, day(7), day(7)),
    ],
)
def test_the_day_of_a_harm(read, text, value, start, end):
    found = when(read, text, value)
    assert (found.start, found.end) == (start, end)


def test_a_day_far_behind_is_another_story(read):
    text = (
        "A bomb killed five people in Homs. The market was full. Shops were closed. People prayed. Buses stood still. "
        "In a separate attack on 2 March, nine people were killed in Aleppo."
    )
    found = when(read, text, 5)
    assert (found.start, found.basis) == (day(10), DateBasis.PUBLICATION)
    assert when(read, text, 9).start == day(2)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The war that broke out in 2011 has killed more than 300,000 people in Syria.", dt.date(2011, 1, 1)),
        ("The monitor acknowledged the deaths of 735 civilians since 2014.", dt.date(2014, 1, 1)),
        ("Since 1 March at least 80 people have been killed in Homs.", day(1)),
    ],
)
def test_a_running_count_runs_from_its_start_to_publication(read, text, start):
    (claim,) = read(text).claims
    assert (claim.when.start, claim.when.end) == (start, day(10))


def test_a_sum_over_cities_keeps_its_day(read):
    found = when(read, "Fourteen people were killed on Friday in attacks on Homs and Aleppo.", 14)
    assert (found.start, found.end) == (day(7), day(7))


def test_the_day_of_the_lead_is_not_lent_to_what_stands_far_behind(read):
    middle = "A trader closed a shop. " * 16
    text = f"On Friday a plane dropped bombs on Homs. Talks went on. {middle}Four people were killed in Palmyra."
    found = when(read, text, 4)
    assert (found.start, found.end, found.basis) == (day(3), day(10), DateBasis.INHERITED)
