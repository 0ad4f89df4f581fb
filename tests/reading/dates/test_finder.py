"""What holds for every text: literal words, order, no overlap, no crash, linear time."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.reading.dates import effective_date, find_dates, future_finding
from marsad.records import DateBasis, DatePrecision, Document, precision_of

VOCABULARY = (
    "4 April 2017,March 6,6-10 March,Friday,last,next,since,until,from,to,between,and,of,the,in,on,2014,89,mid,-,early,"
    "week,month,year,days,ago,two,past,overnight,a day earlier,same day,may,March,/,.,',(,),1,31,1436,هـ,آذار,منذ,"
    "قبل,يومين,الأسبوع,الماضي,أمس,الجمعة,رمضان,بين,و,كانون,الثاني,4/3/2017,2017-04-04,half,first,weekend,anniversary,"
    "born,every,by,as of,\n\n,\x00,\u202e,\u0661\u0662,people,began,dated,Published,(AFP) --,DAMASCUS"
)
PIECES = VOCABULARY.split(",")
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*PIECES, ","]), max_size=30).map(" ".join),
    st.lists(st.sampled_from([*PIECES, ","]), max_size=30).map("".join),
)
DAYS = st.one_of(st.none(), st.dates())
LANGUAGES = st.sampled_from(["en", "ar", "und", "", "fr", "ar-SY"])


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS, LANGUAGES)
def test_mentions_are_literal_ordered_and_sound(text: str, effective: dt.date | None, language: str) -> None:
    last = 0
    for mention in find_dates(text, effective, language):
        words, interval = mention.words, mention.interval
        assert text[words.start : words.end] == words.text
        assert last <= words.start < words.end
        last = words.end
        assert interval.words == words
        assert interval.precision == precision_of(interval.start, interval.end)
        if interval.start and interval.end:
            assert interval.start <= interval.end
        if interval.start is None and interval.end is None:
            assert (interval.basis, interval.precision) == (DateBasis.UNKNOWN, DatePrecision.UNKNOWN)


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS, TEXTS)
def test_effective_date_quotes_the_text(text: str, published: dt.date | None, title: str) -> None:
    document = Document(
        id="doc-1",
        original="0" * 64,
        title=title,
        text=f"{title}\n\n{text}",
        body_start=len(title) + 2,
        published=published,
    )
    read = effective_date(document)
    if read.words is None:
        assert read.date == published
    else:
        assert document.text[read.words.start : read.words.end] == read.words.text
        assert read.date is not None


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1)))
def test_finding_a_date_twice_gives_the_same(text: str, effective: dt.date) -> None:
    assert find_dates(text, effective, "und") == find_dates(text, effective, "und")


HOSTILE = [
    "1," * 100_000,
    "7" * 200_000,
    "," * 200_000,
    "1/1/" * 50_000,
    "from March " * 20_000,
    "منذ " * 50_000,
    "Friday-" * 30_000,
    "in 2014 and " * 18_000,
    "since the (" * 20_000,
    "\u064b" * 200_000,
    "A" * 200_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_time_grows_with_length_only(text: str) -> None:
    def seconds(part: str) -> float:
        started = time.process_time()
        find_dates(part, dt.date(2025, 3, 12), "und")
        return time.process_time() - started

    # Four times the text in four times the time; a quadratic rule would need sixteen times, in each of three tries.
    assert any(seconds(text) < 9 * seconds(text[: len(text) // 4]) + 0.2 for _ in range(3))


def test_the_stamp_of_a_huge_document_is_read_at_once() -> None:
    document = Document(id="doc-1", original="0" * 64, text="A, (B) " * 200_000)
    started = time.process_time()
    assert effective_date(document).date is None
    assert time.process_time() - started < 5


@pytest.mark.parametrize("effective", [dt.date.min, dt.date.max, dt.date(1899, 12, 31)])
def test_an_impossible_effective_date_resolves_nothing(effective: dt.date) -> None:
    mentions = find_dates("overnight, last week, on Friday, 200 years ago, 6 March, منذ يومين", effective, "und")
    assert len(mentions) == 5
    assert all(mention.interval.start is None and mention.interval.end is None for mention in mentions)


def test_a_later_date_is_reported() -> None:
    effective = dt.date(2025, 3, 12)
    past, ahead = find_dates("Killed on 6 March and on 20 March", effective, "en")
    assert future_finding("doc-1", past, effective) is None
    finding = future_finding("doc-1", ahead, effective)
    assert finding is not None
    assert (finding.kind, finding.words, finding.document) == ("date_after_publication", "20 March", "doc-1")
    assert future_finding("doc-1", ahead, None) is None


def test_precision_follows_the_length_of_the_interval() -> None:
    text = "on 6 March, on 6-10 March, last week, in February, in 2024"
    assert [str(mention.interval.precision) for mention in find_dates(text, dt.date(2025, 3, 12), "en")] == [
        "day",
        "days",
        "week",
        "month",
        "year",
    ]


def test_basis_is_stated_only_with_the_year() -> None:
    text = "on 6 March 2025, on 6 March, on Friday, in 2024"
    bases = [mention.interval.basis for mention in find_dates(text, dt.date(2025, 3, 12), "en")]
    assert bases == [DateBasis.STATED, DateBasis.RESOLVED, DateBasis.RESOLVED, DateBasis.STATED]
