"""The day a document speaks from: datelines and stamps in many forms, and dates that are none."""

import datetime as dt

import pytest

from marsad.reading.dates import effective_date
from marsad.records import Document

METADATA = dt.date(2017, 4, 5)


def document(text: str, published: dt.date | None = METADATA, *, title: str = "", retrieved: str = "") -> Document:
    """A document as intake makes it: the title before the body where the body does not begin with it."""
    apart = bool(title) and not text.startswith(title)
    whole = f"{title}\n\n{text}" if apart else text
    return Document(
        id="doc-1",
        original="0" * 64,
        title=title,
        text=whole,
        body_start=len(title) + 2 if apart else 0,
        language="ar" if "قتل" in text else "en",
        published=published,
        retrieved=retrieved,
    )


STAMPS = [
    ("Fri 07 Apr 2017 at 0914 Two men were shot in the port.", "2017-04-07"),
    ("Published April 6 2017 Two men were shot in the port.", "2017-04-06"),
    ("Published on 12 Mar 2017\n\nTwo men were shot.", "2017-03-12"),
    ("Published: Thursday, April 6, 2017 Two men were shot.", "2017-04-06"),
    ("Date of publication 11 April 2017 Two men were shot.", "2017-04-11"),
    ("Posted on April 4 2017 by the desk Two men were shot.", "2017-04-04"),
    ("Last updated at Apr 152017 Two men were shot.", "2017-04-15"),
    ("11.04.2017(updated 1838 12.04.2017) Get short URL Two men were shot.", "2017-04-11"),
    ("Two men shot in the port News desk 1924 16.04.2017(updated 1925 16.04.2017) Get short URL", "2017-04-16"),
    ("09.04.2017Get short URL 1285 Two men were shot.", "2017-04-09"),
    ("07-04-2017 Army shells the port. The army shelled the port.", "2017-04-07"),
    ("Home News 07-04-2017 0147 PM The army shelled the port.", "2017-04-07"),
    ("2017-04-04 10:22 Two men were shot.", "2017-04-04"),
    ("[2017-04-04 10:22] Two men were shot.", "2017-04-04"),
    ("10:22 | 4 April 2017 | Two men were shot.", "2017-04-04"),
    ("Print this page Tuesday 18 April 2017 16:45 Two men were shot.", "2017-04-18"),
    ("April 4 2017 Two men shot in the port. A reporter. Two men were shot.", "2017-04-04"),
    ("Wednesday 5 April 2017 21:41 Two men shot.", "2017-04-05"),
    ("Two men shot in the port AFP Saturday 8 Apr 2017 Two men were shot.", "2017-04-08"),
    ("Two men shot. The port is closed says a resident Reuters Friday 7 Apr 2017 Two men", "2017-04-07"),
    ("Fear on the coast**\nA digest of the day's reports, 4 April 2017.**\nTwo men were shot.", "2017-04-04"),
    ("Flash update: 4 April 2017\nTwo men were shot.", "2017-04-04"),
    ("Some 40 dead on the coast, inquiry finds\n\nApril 4, 2017 (Coast Wire) - Two men were shot.", "2017-04-04"),
    ("DAMASCUS, April 4 (Reuters) - Two men were shot.", "2017-04-04"),
    ("DAMASCUS, April 4 (Reuters) Two men were shot.", "2017-04-04"),
    ("BEIRUT, Dec 30 (AP) -- Two men were shot.", "2016-12-30"),
    ("Deir ez-Zor, April 6 (AFP) — Two men were shot.", "2017-04-06"),
    ("April 6 (Reuters) - Two men were shot.", "2017-04-06"),
    ("   BOGOTA, 4 APR 17 (EFE) -- [TEXT] TWO MEN WERE SHOT TODAY.", "2017-04-04"),
    ("   MEXICO CITY (MEXICO), 6 APR 17 (EFE) -- [TEXT] TWO MEN WERE SHOT.", "2017-04-06"),
    ("   CLANDESTINE, 6 APR 17 (RADIO) -- [COMMUNIQUE] [TEXT] TWO MEN WERE SHOT.", "2017-04-06"),
    ("By a reporter\n6 April 2017\n\nTwo men were shot.", "2017-04-06"),
    ("Two men shot\nBy a reporter\nThursday, 6 April 2017, 10:22 GMT\nTwo men were shot.", "2017-04-06"),
    ("6/4/2017 Two men were shot.", "2017-04-06"),
    ("4/6/2017 Two men were shot.", "2017-04-06"),
    ("25/3/2017 Two men were shot.", "2017-03-25"),
    ("Updated 8 April 2017. Published 6 April 2017. Two men were shot.", "2017-04-06"),
    ("1 August 2011 Factbox: the port. Two men were shot.", "2011-08-01"),
    ("دمشق، 6 نيسان (رويترز) - قتل رجلان.", "2017-04-06"),
    ("عدن - 6 أبريل: قتل رجلان.", "2017-04-06"),
    ("نشر في: 6 نيسان 2017 قتل رجلان.", "2017-04-06"),
    ("آخر تحديث ٦ نيسان ٢٠١٧ قتل رجلان.", "2017-04-06"),
    ("الخميس 6 نيسان 2017\nقتل رجلان.", "2017-04-06"),
]

NO_STAMPS = [
    "On April 2 2017 the army shelled the port.",
    "The army shelled the port on April 2, 2017, residents said.",
    "In the port, on 2 April 2017 (a Sunday), two men were shot.",
    "In Homs, April 2 (a Sunday) was quiet.",
    "Two men were shot in the attack of 2 April 2017: a baker and his son.",
    "4 April 2017 was the day the port fell.",
    "April 4 was the day the port fell.",
    "Fighters stand near the port on April 2 2017. (AFP) Two men were shot.",
    "1. The port: On March 21 2017 the army fired rockets.",
    "Since 2 April 2017 - a Sunday - nobody has left.",
    "3 March 2017 - Shells fell.\n9 March 2017 - A mine went off.\n14 March 2017 - Two men were shot.",
    "Two men were shot in March 2017.",
    "Two men were shot.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), STAMPS)
def test_takes_the_texts_own_day(text: str, expected: str) -> None:
    read = effective_date(document(text))
    assert read.date == dt.date.fromisoformat(expected)
    assert read.words is not None
    assert text[read.words.start : read.words.end] == read.words.text


@pytest.mark.parametrize("text", NO_STAMPS)
def test_takes_no_date_of_an_event(text: str) -> None:
    read = effective_date(document(text))
    assert (read.date, read.words, read.findings) == (METADATA, None, ())


def kinds(read_text: str, published: dt.date | None = METADATA, **more: str) -> list[str]:
    return [finding.kind for finding in effective_date(document(read_text, published, **more)).findings]


def test_reports_a_contradiction_of_more_than_a_day() -> None:
    assert kinds("Published 6 April 2017 Two men were shot.") == []
    assert kinds("Published 4 April 2017 Two men were shot.") == []
    assert kinds("Published 7 April 2017 Two men were shot.") == ["dateline_contradicts_metadata"]


def test_contradiction_quotes_the_dateline_and_names_both_days() -> None:
    finding = effective_date(document("Published 9 May 2016 Two men were shot.")).findings[0]
    assert (finding.document, finding.words) == ("doc-1", "9 May 2016")
    assert "2016-05-09" in finding.message
    assert "2017-04-05" in finding.message


def test_an_undecided_order_is_reported_and_metadata_stay() -> None:
    read = effective_date(document("10/11/2016 Two men were shot."))
    assert (read.date, read.words) == (METADATA, None)
    assert [finding.kind for finding in read.findings] == ["dateline_not_understood"]


def test_the_same_order_is_decided_by_a_near_metadata_day() -> None:
    day_first = effective_date(document("10/11/2016 Two men were shot.", dt.date(2016, 11, 12)))
    month_first = effective_date(document("10/11/2016 Two men were shot.", dt.date(2016, 10, 9)))
    assert (day_first.date, month_first.date) == (dt.date(2016, 11, 10), dt.date(2016, 10, 11))


def test_no_day_at_all_is_reported() -> None:
    assert kinds("Two men were shot on Friday.", None) == ["publication_date_unknown"]


def test_a_dateline_without_year_needs_metadata() -> None:
    assert effective_date(document("DAMASCUS, April 4 (Reuters) - Two men", None)).date is None


def test_a_dateline_after_the_retrieval_is_refused() -> None:
    text = "Published 6 April 2071 Two men were shot."
    assert kinds(text, retrieved="2017-04-08T10:00:00Z") == ["dateline_after_retrieval"]
    assert effective_date(document(text, retrieved="2017-04-08T10:00:00Z")).date == METADATA


def test_a_date_behind_the_title_is_the_stamp() -> None:
    read = effective_date(document("32 killed in the port 15 Apr 2017 Views 458", title="32 killed in the port"))
    assert read.date == dt.date(2017, 4, 15)


def test_a_title_that_is_a_date_is_the_stamp() -> None:
    assert effective_date(document("Two men were shot.", title="6 April 2017")).date == dt.date(2017, 4, 6)


def test_a_title_that_begins_with_an_events_day_is_none() -> None:
    title = "21 August 2013 attack: what is known"
    assert effective_date(document(f"{title}\nTwo men were shot.", title=title)).date == METADATA
    assert effective_date(document("Two men were shot.", title=title)).date == METADATA


def test_a_stamp_far_down_the_text_is_not_looked_at() -> None:
    text = "Two men were shot. " * 60 + "Published 6 April 2017"
    assert effective_date(document(text)).date == METADATA
