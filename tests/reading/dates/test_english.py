"""English dates: what a text names, as of Wednesday 12 March 2025 where nothing else is said."""

import datetime as dt

import pytest

from marsad.reading.dates import DateMention, DateRole, find_dates

AS_OF = dt.date(2025, 3, 12)


def shown(mention: DateMention) -> str:
    interval = mention.interval
    if interval.start is None and interval.end is None:
        days = "?"
    elif interval.start == interval.end:
        days = f"{interval.start}"
    else:
        days = f"{interval.start or ''}..{interval.end or ''}"
    role = "" if mention.role is DateRole.POINT else f" {mention.role}"
    return f"{mention.words.text} = {days}{role}"


def found(text: str, effective: dt.date | None = AS_OF, language: str = "en") -> list[str]:
    return [shown(mention) for mention in find_dates(text, effective, language)]


ABSOLUTE = [
    ("Shells fell on 4 April 2017.", ["4 April 2017 = 2017-04-04"]),
    ("Shells fell on April 4, 2017, residents said.", ["April 4, 2017 = 2017-04-04"]),
    ("Shells fell on Apr. 4, 2017.", ["Apr. 4, 2017 = 2017-04-04"]),
    ("Shells fell on the 4th of April 2017.", ["4th of April 2017 = 2017-04-04"]),
    ("Shells fell on April 4th 2017 at noon.", ["April 4th 2017 = 2017-04-04"]),
    ("Shells fell on 2017-04-04 at dawn.", ["2017-04-04 = 2017-04-04"]),
    ("Shells fell on 04.04.2017 and stopped.", ["04.04.2017 = 2017-04-04"]),
    ("Shells fell on 4/4/2017.", ["4/4/2017 = 2017-04-04"]),
    ("Shells fell on 25/12/2017.", ["25/12/2017 = 2017-12-25"]),
    ("Shells fell on 12/25/2017.", ["12/25/2017 = 2017-12-25"]),
    ("Shells fell on 10/3/2025.", ["10/3/2025 = 2025-03-10"]),
    ("Shells fell on 3/10/2025.", ["3/10/2025 = 2025-03-10"]),
    ("Shells fell on 4/3/2017.", ["4/3/2017 = ?"]),
    ("Shells fell on 4/3/17.", ["4/3/17 = ?"]),
    ("Filed 04-APR-2017 from the port.", ["04-APR-2017 = 2017-04-04"]),
    ("on Friday, 7 March 2025, two men", ["Friday, 7 March 2025 = 2025-03-07"]),
    ("on Friday 7 March two men", ["Friday 7 March = 2025-03-07"]),
    ("on Friday (March 7) two men", ["Friday (March 7) = 2025-03-07"]),
    ("Fri Mar 7 2025 at 0914", ["Fri Mar 7 2025 = 2025-03-07"]),
    ("Sun, 9 Mar 2025 10:22", ["Sun, 9 Mar 2025 = 2025-03-09"]),
    ("Updated at Mar 072025 by staff", ["Mar 072025 = 2025-03-07"]),
    ("killed on March 6 near the bridge", ["March 6 = 2025-03-06"]),
    ("killed on 6 March near the bridge", ["6 March = 2025-03-06"]),
    ("killed on November 30 near the bridge", ["November 30 = 2024-11-30"]),
    ("on February 29 a mine", ["February 29 = 2024-02-29"]),
    ("talks are planned for 20 March", ["20 March = 2025-03-20"]),
    ("a strike on June 30 hit", ["June 30 = 2024-06-30"]),
    ("in March 15 people were killed", ["March = 2025-03-01..2025-03-12"]),
    ("on March 5 people fled", ["March 5 = 2025-03-05"]),
    ("in April 2017 the camp", ["April 2017 = 2017-04-01..2017-04-30"]),
    ("in March 2025 the camp", ["March 2025 = 2025-03-01..2025-03-12"]),
    ("in January the camp", ["January = 2025-01-01..2025-01-31"]),
    ("in October the camp", ["October = 2024-10-01..2024-10-31"]),
    ("in March the camp", ["March = 2025-03-01..2025-03-12"]),
    ("last March the camp", ["last March = 2024-03-01..2024-03-31"]),
    ("last December the camp", ["last December = 2024-12-01..2024-12-31"]),
    ("in January of last year", ["January of last year = 2024-01-01..2024-01-31"]),
    ("in the first ten days of February", ["first ten days of February = 2025-02-01..2025-02-10"]),
    ("in the last three months of 2024", ["last three months of 2024 = 2024-10-01..2024-12-31"]),
    ("the first five weeks of February", ["February = 2025-02-01..2025-02-28"]),
    ("the first three months of February", ["February = 2025-02-01..2025-02-28"]),
    ("the first week of 2024", []),
    ("the first half of the day", []),
    ("on April 31 nothing, in June 2017", ["June 2017 = 2017-06-01..2017-06-30"]),
    ("on the 31st of last month", ["last month = 2025-02-01..2025-02-28"]),
    ("on the 17th of last month", ["17th of last month = 2025-02-17"]),
    ("since the beginning of last week", ["since the beginning of last week = 2025-03-02..2025-03-12 since"]),
    ("on Saturday [8 March] two men", ["Saturday [8 March] = 2025-03-08"]),
    ("in August last year", ["August last year = 2024-08-01..2024-08-31"]),
    ("in January this year", ["January this year = 2025-01-01..2025-01-31"]),
    ("the March offensive", ["March = 2025-03-01..2025-03-12"]),
    ("in 2021 rockets", ["2021 = 2021-01-01..2021-12-31"]),
    ("during 2025 rockets", ["2025 = 2025-01-01..2025-03-12"]),
    ("the year 2021 was worse", ["2021 = 2021-01-01..2021-12-31"]),
    ("mid-February saw", ["mid-February = 2025-02-11..2025-02-20"]),
    ("in early February", ["early February = 2025-02-01..2025-02-10"]),
    ("in late February", ["late February = 2025-02-21..2025-02-28"]),
    ("at the end of February", ["the end of February = 2025-02-21..2025-02-28"]),
    ("at the beginning of 2024", ["the beginning of 2024 = 2024-01-01..2024-04-30"]),
    ("in late 2024", ["late 2024 = 2024-09-01..2024-12-31"]),
    ("in mid-2024", ["mid-2024 = 2024-05-01..2024-08-31"]),
    ("in early March", ["early March = 2025-03-01..2025-03-10"]),
    ("the first week of March", ["first week of March = 2025-03-01..2025-03-07"]),
    ("the last week of February 2025", ["last week of February 2025 = 2025-02-22..2025-02-28"]),
    ("the first half of 2024", ["first half of 2024 = 2024-01-01..2024-06-30"]),
    ("the second half of February", ["second half of February = 2025-02-16..2025-02-28"]),
    ("the first three months of 2024", ["first three months of 2024 = 2024-01-01..2024-03-31"]),
    ("in the last 12 days of September 2024", ["last 12 days of September 2024 = 2024-09-19..2024-09-30"]),
    ("SHOT ON 6 MARCH IN THE TOWN", ["6 MARCH = 2025-03-06"]),
    ("posted on 12 march by a neighbour", ["12 march = 2025-03-12"]),
    ("on 31 February 2017", ["February 2017 = 2017-02-01..2017-02-28"]),
    ("THE MAYOR WAS SHOT IN MARCH", ["MARCH = 2025-03-01..2025-03-12"]),
]

RELATIVE = [
    ("on Friday gunmen", ["Friday = 2025-03-07"]),
    ("on Wednesday gunmen", ["Wednesday = 2025-03-12"]),
    ("on Thursday gunmen", ["Thursday = 2025-03-06"]),
    ("last Friday gunmen", ["last Friday = 2025-03-07"]),
    ("last Wednesday gunmen", ["last Wednesday = 2025-03-05"]),
    ("next Friday the council meets", ["next Friday = 2025-03-14"]),
    ("Friday's strike", ["Friday = 2025-03-07"]),
    ("condemned by Friday's strike", ["Friday = 2025-03-07"]),
    ("Fridays strike killed two", ["Fridays = 2025-03-07"]),
    ("on Friday night gunmen", ["Friday night = 2025-03-07"]),
    ("early on Friday gunmen", ["early on Friday = 2025-03-07"]),
    ("late Tuesday gunmen", ["late Tuesday = 2025-03-11"]),
    ("on Friday last week gunmen", ["Friday last week = 2025-03-07"]),
    ("on Monday this week gunmen", ["Monday this week = 2025-03-10"]),
    ("GUNMEN CAME ON FRIDAY NIGHT", ["FRIDAY NIGHT = 2025-03-07"]),
    ("today gunmen", ["today = 2025-03-12"]),
    ("yesterday evening gunmen", ["yesterday evening = 2025-03-11"]),
    ("the day before yesterday gunmen", ["the day before yesterday = 2025-03-10"]),
    ("tonight gunmen", ["tonight = 2025-03-12"]),
    ("last night gunmen", ["last night = 2025-03-11"]),
    ("LAST NIGHT'S ATTACKS", ["LAST NIGHT = 2025-03-11"]),
    ("this morning gunmen", ["this morning = 2025-03-12"]),
    ("overnight gunmen", ["overnight = 2025-03-11..2025-03-12"]),
    ("overnight on Friday gunmen", ["overnight on Friday = 2025-03-06..2025-03-08"]),
    ("overnight Wednesday gunmen", ["overnight Wednesday = 2025-03-11..2025-03-12"]),
    ("tomorrow they vote", ["tomorrow = 2025-03-13"]),
    ("today, Wednesday, gunmen", ["today, Wednesday = 2025-03-12"]),
    ("yesterday (Monday) gunmen", ["yesterday (Monday) = 2025-03-10"]),
    ("two days ago gunmen", ["two days ago = 2025-03-10"]),
    ("a day ago gunmen", ["a day ago = 2025-03-11"]),
    ("a week ago gunmen", ["a week ago = 2025-03-04..2025-03-06"]),
    ("three weeks ago gunmen", ["three weeks ago = 2025-02-16..2025-02-22"]),
    ("two months ago gunmen", ["two months ago = 2025-01-01..2025-01-31"]),
    ("five years ago gunmen", ["five years ago = 2020-01-01..2020-12-31"]),
    ("a few days ago gunmen", ["a few days ago = 2025-03-05..2025-03-12"]),
    ("six hours ago gunmen", ["six hours ago = 2025-03-11..2025-03-12"]),
    ("in the past 24 hours shells", ["past 24 hours = 2025-03-11..2025-03-12"]),
    ("in the last 48 hours shells", ["last 48 hours = 2025-03-10..2025-03-12"]),
    ("over the past five days shells", ["past five days = 2025-03-07..2025-03-12"]),
    ("in the past week shells", ["past week = 2025-03-05..2025-03-12"]),
    ("over the last month shells", ["last month = 2025-02-10..2025-03-12"]),
    ("in recent days shells", ["recent days = 2025-03-05..2025-03-12"]),
    ("in the past few days shells", ["past few days = 2025-03-05..2025-03-12"]),
    ("last weekend shells", ["last weekend = 2025-03-08..2025-03-09"]),
    ("next weekend they vote", ["next weekend = 2025-03-15..2025-03-16"]),
    ("on Friday overnight shells", ["Friday overnight = 2025-03-06..2025-03-08"]),
    ("on Friday of last week shells", ["Friday of last week = 2025-03-07"]),
    ("yesterday morning shells", ["yesterday morning = 2025-03-11"]),
    ("5000 years ago a city stood; the past 9000 days", []),
    ("hours ago shells", ["hours ago = 2025-03-11..2025-03-12"]),
    ("On Friday, the day after the raid", ["Friday = 2025-03-07"]),
    ("this day and this hour", []),
    ("this week shells", ["this week = 2025-03-09..2025-03-12"]),
    ("earlier this week shells", ["this week = 2025-03-09..2025-03-12"]),
    ("last week shells", ["last week = 2025-03-02..2025-03-08"]),
    ("last month shells", ["last month = 2025-02-01..2025-02-28"]),
    ("so far this month", ["this month = 2025-03-01..2025-03-12"]),
    ("so far this year", ["this year = 2025-01-01..2025-03-12"]),
    ("last year shells", ["last year = 2024-01-01..2024-12-31"]),
    ("next month they vote", ["next month = 2025-04-01..2025-04-30"]),
    ("late last year", ["late last year = 2024-09-01..2024-12-31"]),
    ("over the weekend shells", ["weekend = 2025-03-08..2025-03-09"]),
    ("on March 6 two died; a third died the same day", ["March 6 = 2025-03-06", "same day = 2025-03-06"]),
    ("on March 6 two died, a day earlier one", ["March 6 = 2025-03-06", "day earlier = 2025-03-05"]),
    ("on March 6 two died, a year before ten", ["March 6 = 2025-03-06", "a year before = 2024-01-01..2024-12-31"]),
    ("on March 6 two died, the year before ten", ["March 6 = 2025-03-06", "the year before = 2024-01-01..2024-12-31"]),
    ("on March 6 two died, a month earlier ten", ["March 6 = 2025-03-06", "a month earlier = 2025-02-01..2025-02-28"]),
    ("on March 6 two died, two weeks earlier", ["March 6 = 2025-03-06", "two weeks earlier = 2025-02-17..2025-02-23"]),
    ("on March 6 two died, a year before the war", ["March 6 = 2025-03-06"]),
    ("a year before ten died", []),
    ("On Friday one died, two more the next day", ["Friday = 2025-03-07", "next day = 2025-03-08"]),
    ("On Friday one died, two days later another", ["Friday = 2025-03-07", "two days later = 2025-03-09"]),
    ("the previous day two died", ["previous day = ?"]),
]

FRAMES = [
    ("on 6-10 March militias", ["6-10 March = 2025-03-06..2025-03-10"]),
    ("6 to 10 March 2024 militias", ["6 to 10 March 2024 = 2024-03-06..2024-03-10"]),
    ("March 6-10, 2024, militias", ["March 6-10, 2024 = 2024-03-06..2024-03-10"]),
    ("Feb. 6–10 militias", ["Feb. 6–10 = 2025-02-06..2025-02-10"]),
    ("on 6 and 7 March militias", ["6 and 7 March = 2025-03-06..2025-03-07"]),
    ("between 6 and 10 March militias", ["between 6 and 10 March = 2025-03-06..2025-03-10"]),
    ("between March 6 and March 10", ["between March 6 and March 10 = 2025-03-06..2025-03-10"]),
    ("between March 6 and 10 militias", ["between March 6 and 10 = 2025-03-06..2025-03-10"]),
    ("between 2019 and 2021", ["between 2019 and 2021 = 2019-01-01..2021-12-31"]),
    ("from 2019 to 2021", ["from 2019 to 2021 = 2019-01-01..2021-12-31"]),
    ("in 2019-2021 militias", ["2019-2021 = 2019-01-01..2021-12-31"]),
    ("from Thursday to Sunday", ["from Thursday to Sunday = 2025-03-06..2025-03-09"]),
    ("Thursday to Sunday", ["Thursday to Sunday = 2025-03-06..2025-03-09"]),
    ("from Saturday until Monday", ["from Saturday until Monday = 2025-03-08..2025-03-10"]),
    ("from 28 February to 3 March", ["from 28 February to 3 March = 2025-02-28..2025-03-03"]),
    ("from December 28 to January 3", ["from December 28 to January 3 = 2024-12-28..2025-01-03"]),
    ("from March 10 to March 6 nothing", ["March 10 = 2025-03-10", "March 6 = 2025-03-06"]),
    ("Sunday - the bridge fell", ["Sunday = 2025-03-09"]),
    ("on Sunday - 2 March 2025 it fell", ["Sunday = 2025-03-09", "2 March 2025 = 2025-03-02"]),
    ("10-6 March", ["6 March = 2025-03-06"]),
    ("between March 6 and 10 people died", ["March 6 = 2025-03-06"]),
    ("between 31 February and 2 March", ["2 March = 2025-03-02"]),
    ("the night of Thursday-Friday", ["Thursday-Friday = 2025-03-06..2025-03-07"]),
    ("since Thursday", ["since Thursday = 2025-03-06..2025-03-12 since"]),
    ("since late Thursday", ["since late Thursday = 2025-03-06..2025-03-12 since"]),
    ("since late September", ["since late September = 2024-09-21..2025-03-12 since"]),
    ("since March 2011", ["since March 2011 = 2011-03-01..2025-03-12 since"]),
    ("since last December", ["since last December = 2024-12-01..2025-03-12 since"]),
    ("since 2011", ["since 2011 = 2011-01-01..2025-03-12 since"]),
    ("since dawn", ["since dawn = 2025-03-12 since"]),
    ("since yesterday", ["since yesterday = 2025-03-11..2025-03-12 since"]),
    ("since 6 March until 9 March", ["since 6 March until 9 March = 2025-03-06..2025-03-09"]),
    (
        "since the conflict began in March 2011",
        ["since the conflict began in March 2011 = 2011-03-01..2025-03-12 since"],
    ),
    ("the war that began in 2011", ["2011 = 2011-01-01..2025-03-12 since"]),
    ("since the war began", []),
    ("He fled since he was hurt. In 2021 he died", ["2021 = 2021-01-01..2021-12-31"]),
    ("until 13 March", ["until 13 March = ..2025-03-13 until"]),
    ("through 9 March", ["through 9 March = ..2025-03-09 until"]),
    ("as of Wednesday", ["as of Wednesday = 2025-03-12 as_of"]),
    ("by Monday 40 had died", ["by Monday = 2025-03-10 as_of"]),
    ("He was born in 1990 in the port", ["1990 = 1990-01-01..1990-12-31 age"]),
    ("born on 4 April 1990", ["4 April 1990 = 1990-04-04 age"]),
    ("the 1982 massacre, in 1982", ["1982 = 1982-01-01..1982-12-31 reference"]),
    ("on the anniversary of the March 2020 raid", ["March 2020 = 2020-03-01..2020-03-31 reference"]),
    ("keeping its anniversary in Homs last week", ["last week = 2025-03-02..2025-03-08"]),
    ("since talks will begin on 20 March", ["20 March = 2025-03-20"]),
    (
        "since the march on the town began on Sunday",
        ["since the march on the town began on Sunday = 2025-03-09..2025-03-12 since"],
    ),
    ("the strikes that began on Friday", ["Friday = 2025-03-07"]),
    ("in 2014 and 2016", ["2014 = 2014-01-01..2014-12-31 reference"]),
]

TRAPS = [
    "They may march again and the judge may decide.",
    "Rebels may 5 times a day be seen.",
    "A decision may 2 weeks later follow.",
    "The sun rose while he sat; his second son saw it.",
    "A man aged 30, a 30-year-old woman and a boy, 7.",
    "Channel 4 said Resolution 2254 and Division 25 on Route 60.",
    "At 0914 and 10:22, and at 2 pm.",
    "In 2014 people the fear grew.",
    "More than 2014 people fled; 2015 others stayed.",
    "The toll reached 1,200.",
    "Bloody Sunday and Black Friday are names.",
    "Every Friday they meet; on Fridays they march.",
    "The March 14 alliance and the April 6 movement.",
    "Version 1.2.3.4 of the file.",
    "Call 0999-123-4567 or 963.11.2233.",
    "Law 10/2018 and article 4/2/1.",
    "He is wanted; mark it, dec, jan and mar.",
    "From the village to the town between two hills.",
    "Since the raid, until the end, as of now.",
    "Three days of mourning and two weeks of calm.",
    "A price of $4 million, 4.5 percent.",
    "He bought 12 march songs.",
    "KIDNAPPED AND MAY BE HELD; HE MAY NOT MARCH",
    "32/13/2017 and 2017-13-45.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE + RELATIVE + FRAMES)
def test_reads_as_of_wednesday_12_march_2025(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", TRAPS)
def test_reads_no_date(text: str) -> None:
    assert found(text) == []


def test_takes_the_nearest_century_for_two_digits_in_a_dateline() -> None:
    assert found("LIMA, 17 OCT 89 (EFE) -- [TEXT] POLICE TODAY SAID", dt.date(1989, 10, 18)) == [
        "17 OCT 89 = 1989-10-17",
        "TODAY = 1989-10-18",
    ]


def test_takes_no_count_for_a_two_digit_year() -> None:
    assert found("ON 17 OCTOBER 89 PEOPLE WERE SHOT", dt.date(1989, 10, 18)) == ["17 OCTOBER = 1989-10-17"]


def test_leaves_relative_dates_open_without_an_effective_date() -> None:
    assert found("On Friday, 6 March and 6 March 2025, last week, two days ago", None) == [
        "Friday, 6 March = ?",
        "6 March 2025 = 2025-03-06",
        "last week = ?",
        "two days ago = ?",
    ]
    assert found("from 6 to 10 March, March 6-10, from Friday to Sunday, in March, on Friday last week", None) == [
        "from 6 to 10 March = ?",
        "March 6-10 = ?",
        "from Friday to Sunday = ?",
        "March = ?",
        "Friday last week = ?",
    ]
    assert found("late March, the first week of March, the last five days of March, overnight, the weekend", None) == [
        "late March = ?",
        "first week of March = ?",
        "last five days of March = ?",
        "overnight = ?",
        "weekend = ?",
    ]


def test_week_just_gone_is_this_week_on_a_sunday() -> None:
    assert found("this week", dt.date(2025, 3, 9)) == ["this week = 2025-03-03..2025-03-09"]


def test_weekend_is_cut_on_its_saturday() -> None:
    assert found("at the weekend", dt.date(2025, 3, 8)) == ["weekend = 2025-03-08"]


def test_reads_only_numeric_dates_in_other_languages() -> None:
    assert found("Il mar, 4 mar e sat 2025-03-06", language="it") == ["2025-03-06 = 2025-03-06"]
