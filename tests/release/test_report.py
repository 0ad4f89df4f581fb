import re
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.release import builder as b
from tests.release import scenes

from marsad.records import PlacePrecision, Span
from marsad.release.cleaning import shown
from marsad.release.report import render


def page(snapshot, **given):
    options = {"title": "The coast, March 2025", "generated_from": "reports", "headline": b.headline} | given
    return render(snapshot, **options)


def tree(snapshot, **given):
    return lxml.html.document_fromstring(page(snapshot, **given))


@pytest.fixture(scope="module")
def rich():
    return scenes.rich()


@pytest.fixture(scope="module")
def rich_tree(rich):
    return tree(rich)


def details_around(element):
    return next(ancestor for ancestor in element.iterancestors("details"))


def marks_in(details):
    for mark in details.iter("mark"):
        quote = next(ancestor for ancestor in mark.iterancestors("blockquote"))
        yield mark.text_content(), quote.get("data-document")


def test_every_number_opens_to_quotes_that_are_in_their_documents(rich, rich_tree):
    texts = {document.id: shown(document.text) for document in rich.documents}
    numbers = rich_tree.xpath("//*[@data-figure]")
    assert len(numbers) > 2 * len(rich.figures)
    for element in numbers:
        assert element.text_content().strip()
        marks = list(marks_in(details_around(element)))
        assert marks, element.get("data-figure")
        assert all(words and words in texts[document] for words, document in marks)


def test_every_headline_and_tally_figure_is_on_the_page(rich, rich_tree):
    shown_figures = {element.get("data-figure") for element in rich_tree.xpath("//*[@data-figure]")}
    assert {figure.id for figure in rich.figures} <= shown_figures


def test_every_bound_points_to_a_quote_of_one_of_its_claims(rich, rich_tree):
    claims_at = {
        item.get("id"): item.xpath(".//p[@class='trace']")[0].text_content()
        for item in rich_tree.xpath("//ol[@class='quotes']/li")
    }
    rows = {row.get("id"): row for row in rich_tree.xpath("//table[@class='figures']//tr[@id]")}
    for figure in rich.figures:
        cells = rows[figure.id].xpath("./td")
        bounds = (figure.low, figure.best, figure.high) if len(cells) == 4 else (figure.best,)
        if len(cells) == 2:
            assert len({(bound.value, bound.claims) for bound in (figure.low, figure.best, figure.high)}) == 1
        for cell, bound in zip(cells, bounds, strict=False):
            targets = [link.get("href")[1:] for link in cell.xpath(".//a[@class='ref']")]
            assert targets
            assert all(any(claim in claims_at[target] for claim in bound.claims) for target in targets)


def test_every_link_inside_the_page_has_a_target_and_ids_are_unique(rich_tree):
    ids = rich_tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in rich_tree.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_the_page_asks_nothing_of_any_network_and_runs_nothing(rich_tree):
    assert not rich_tree.xpath("//script|//link|//iframe|//img|//object|//embed|//form|//base|//video|//audio")
    assert not rich_tree.xpath("//@src|//@srcset|//@onclick|//@onload|//@action")
    assert not [name for element in rich_tree.iter() for name in element.attrib if name.startswith("on")]
    styles = " ".join(rich_tree.xpath("//style/text()")) + " ".join(rich_tree.xpath("//@style"))
    assert "url(" not in styles
    assert "@import" not in styles
    policy = rich_tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert {urlsplit(link).scheme for link in rich_tree.xpath("//a[not(starts-with(@href, '#'))]/@href")} == {"https"}
    assert all("noreferrer" in rel for rel in rich_tree.xpath("//a[not(starts-with(@href, '#'))]/@rel"))


def test_the_same_snapshot_gives_the_same_bytes(rich):
    assert page(rich) == page(scenes.rich())


def test_names_of_witnesses_stand_nowhere(rich):
    html = page(rich)
    assert "Salma" not in html
    assert "Invented-Haddad" not in html
    assert html.count("[name withheld]") > 3


def test_hostile_words_stay_words():
    words = '<script>alert(1)</script> 5 people \u202ewere killed\u202c & \x00\x1b[31m"quoted" {{ 7*7 }} \ud800'
    doc = b.document(words, title="</title><img src=x onerror=y>", publisher="<b>bold</b>", url="javascript:alert(1)")
    claim = b.claim(doc, "5 people", "5", 5)
    case = b.incident(claim, words="<i>nowhere</i>")
    snapshot = b.snapshot(
        documents=[doc],
        claims=[claim],
        origins=[b.origin("<u>origin</u>", claim)],
        incidents=[case],
        figures=[b.figure(case, claim, low=5, best=5, high=5, origins=1)],
        findings=[b.finding(message="<script>", words="\u202e<b>")],
    )
    html = page(snapshot, title="<script>title</script>")
    html.encode("utf-8")
    root = lxml.html.document_fromstring(html)
    assert not root.xpath("//script|//img|//u|//i|//a[starts-with(@href, 'javascript')]")
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "{{ 7*7 }}" in html


def test_nothing_tells_of_the_users_folders():
    doc = b.document(
        "Two people were killed.", source_id="/home/someone/reports/a.txt", url="file:///home/someone/a.txt"
    )
    found = b.finding(where="C:\\Users\\someone\\a.txt", message="cannot open '/home/someone/reports/a.txt'")
    html = page(b.snapshot(documents=[doc], findings=[found]), generated_from="/home/someone/reports")
    assert "someone" not in html
    assert "a.txt" in html


def test_it_says_what_low_and_high_are_and_what_the_figures_are_not(rich_tree):
    text = rich_tree.text_content()
    assert "minimum bound" in text
    assert "nobody has checked its reading yet" in text
    assert text.count("confidence interval") == text.count("not a confidence interval")
    assert "death toll" not in text


def test_other_harm_stands_apart_and_in_no_sum(rich, rich_tree):
    accident = next(incident for incident in rich.incidents if incident.context.value == "accident")
    assert rich_tree.xpath(f"//section[@id='others']//details[@id='{accident.id}']")
    assert not rich_tree.xpath(f"//section[@id='incidents']//details[@id='{accident.id}']")
    linked = rich_tree.xpath("//section[@id='summary' or @id='time' or @id='map']//a/@href")
    assert f"#{accident.id}" not in linked


def test_sums_add_single_incidents_of_the_conflict_record_only(rich, rich_tree):
    close = (PlacePrecision.EXACT, PlacePrecision.LOCALITY, PlacePrecision.NEAR_LOCALITY)
    known = {
        incident.id
        for incident in rich.incidents
        if incident.context == "conflict" and incident.place_precision in close and incident.date_precision != "month"
    }
    killed = [f for f in rich.figures if f.subject in known and f.measure == "killed" and f.population == "all"]
    assert len(killed) == 26
    low, best, high = (sum(getattr(f, bound).value for f in killed) for bound in ("low", "best", "high"))
    card = rich_tree.xpath("//details[@class='sum']")[0].text_content()
    assert f"{best:,}" in card
    assert f"{low:,}–{high:,}+" in card
    assert "1 wider figure not added" in card
    assert "15 of the people in 1 incident with two or more origins" in card


def test_a_count_over_a_coast_or_a_month_is_listed_and_never_added():
    doc = b.document("1,400 people were killed on the coast. Two people were killed in Banias.")
    wide = b.claim(doc, "1,400 people were killed", "1,400", 1400)
    small = b.claim(doc, "Two people were killed in Banias", "Two", 2, places=(scenes.BANIAS,))
    cases = [
        b.incident(wide, where=scenes.GOVERNORATE, precision=PlacePrecision.ADM1),
        b.incident(small, where=scenes.BANIAS),
    ]
    root = tree(
        b.snapshot(
            documents=[doc],
            claims=[wide, small],
            incidents=cases,
            figures=[
                b.figure(cases[0], wide, low=1400, best=1400, high=1400),
                b.figure(cases[1], small, low=2, best=2, high=2),
            ],
        )
    )
    assert root.xpath("//span[@class='big']")[0].text_content() == "2"
    assert "1,400" in root.xpath("//section[@id='incidents']")[0].text_content()


def test_origins_named_after_a_document_carry_its_title():
    doc = b.document("Two people were killed.", title="Night in the valley")
    claim = b.claim(doc, "Two people were killed", "Two", 2)
    case = b.incident(claim)
    snapshot = b.snapshot(
        documents=[doc],
        claims=[claim],
        origins=[b.origin(f"witnesses, as told by {doc.id}", claim)],
        incidents=[case],
        figures=[b.figure(case, claim, low=2, best=2, high=2)],
    )
    assert "witnesses, as told by “Night in the valley”" in page(snapshot)


def test_superseded_tallies_are_struck_and_the_last_stands(rich_tree):
    rows = rich_tree.xpath("//table[@class='series']/tbody/tr")
    assert [bool(row.xpath(".//s")) for row in rows] == [True, True, True, True, False]
    assert "1,476" in rows[-1].text_content()


def test_arabic_words_carry_their_language_and_direction(rich_tree):
    title = rich_tree.xpath("//section[@id='unread']//bdi[@lang='ar']")[0]
    assert title.get("dir") == "auto"
    assert rich_tree.xpath("//bdi[@lang='ar' and @dir='rtl'][contains(., 'بانياس')]")
    assert rich_tree.get("lang") == "en"


def test_an_arabic_quote_runs_right_to_left():
    doc = b.document("قُتل 14 مدنياً في المدينة (740–745).", language="ar")
    claim = b.claim(doc, "قُتل 14 مدنياً", "14", 14)
    case = b.incident(claim)
    root = tree(
        b.snapshot(
            documents=[doc], claims=[claim], incidents=[case], figures=[b.figure(case, claim, low=14, best=14, high=14)]
        )
    )
    quote = root.xpath("//ol[@class='quotes']//blockquote")[0]
    assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")
    assert "740–745" in quote.text_content()


def test_an_empty_record_says_so():
    text = tree(b.snapshot()).text_content()
    assert "nothing is added up" in text
    assert "No incident of the conflict was found" in text
    assert "No problem was found" in text


def test_quotes_beyond_the_limit_are_counted_and_their_command_named():
    documents = [b.document(f"At noon {n + 2} people were killed.", source_id=f"d{n}") for n in range(40)]
    claims = [b.claim(doc, "people were killed", "people", n + 2) for n, doc in enumerate(documents)]
    case = b.incident(*claims)
    snapshot = b.snapshot(
        documents=documents,
        claims=claims,
        incidents=[case],
        figures=[b.figure(case, *claims, low=2, best=20, high=41)],
    )
    root = tree(snapshot)
    shown_quotes = root.xpath("//ol[@class='quotes']/li")
    assert 3 <= len(shown_quotes) <= 12
    assert f"{40 - len(shown_quotes)} more claims: marsad explain {case.id}" in root.xpath("//main")[0].text_content()
    assert all(list(marks_in(details_around(n))) for n in root.xpath("//*[@data-figure]"))


def test_a_document_is_never_shown_whole():
    filler = "Nothing more was said about it by anyone. " * 200
    doc = b.document(f"{filler}Then 9 people were killed. {filler}")
    claim = b.claim(doc, "9 people were killed", "9", 9)
    case = b.incident(claim)
    figures = [b.figure(case, claim, low=9, best=9, high=9)]
    root = tree(b.snapshot(documents=[doc], claims=[claim], incidents=[case], figures=figures))
    quotes = root.xpath("//blockquote")
    assert quotes
    assert all(len(quote.text_content()) <= 520 for quote in quotes)


def test_a_witness_named_in_a_title_and_an_origin_is_withheld_there_too():
    name = "Umm Invented Qasim"
    doc = b.document(f"“They came at night and 3 people were killed”, {name} said.", title=f"{name} remembers")
    at = doc.text.rindex(name)
    claim = b.claim(doc, "3 people were killed", "3", 3, attribution=name)
    case = b.incident(claim)
    snapshot = b.snapshot(
        documents=[doc],
        claims=[claim],
        origins=[b.origin(name, claim)],
        incidents=[case],
        figures=[b.figure(case, claim, low=3, best=3, high=3)],
        findings=[b.finding(document=doc.id, words=f"{name} said", message=f"{name} is unknown")],
        protected={doc.id: [Span(at, at + len(name))]},
    )
    assert "Qasim" not in page(snapshot)


def test_a_page_of_a_thousand_incidents_stays_under_eight_megabytes():
    html = page(scenes.big(1000))
    assert len(html.encode()) < 8_000_000
    assert len(re.findall(r'<details class="entry"', html)) == 1000


def test_a_page_too_large_to_open_keeps_the_largest_and_says_so():
    root = tree(scenes.big(1600))
    assert len(root.xpath("//details[@class='entry']")) == 1500
    assert "100 smaller ones" in root.text_content()
    ids = set(root.xpath("//@id"))
    assert {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")} <= ids


def test_endless_titles_names_and_messages_are_cut():
    endless = "very long " * 5_000
    doc = b.document("Two people were killed.", title=endless, publisher=endless)
    claim = b.claim(doc, "Two people were killed", "Two", 2)
    case = b.incident(claim, words=endless)
    snapshot = b.snapshot(
        documents=[doc],
        claims=[claim],
        origins=[b.origin(endless, claim)],
        incidents=[case],
        figures=[b.figure(case, claim, low=2, best=2, high=2)],
        findings=[b.finding(message=endless, words=endless)],
    )
    assert len(page(snapshot)) < len(page(b.snapshot())) + 20_000


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=[]), min_size=3, max_size=300),
    ends=st.tuples(st.integers(0, 300), st.integers(0, 300)),
    words=st.text(max_size=30),
)
def test_whatever_a_document_says_its_number_opens_to_its_words(text, ends, words):
    doc = b.document(text, title=words, publisher=words, url=words, source_id=words)
    start, end = sorted(at % len(doc.text) for at in ends)
    quote = doc.text[start : end + 1]
    assume(shown(quote).strip())
    claim = b.claim(doc, quote, quote, 3)
    case = b.incident(claim, words=words)
    figures = [b.figure(case, claim, low=3, best=3, high=3)]
    findings = [b.finding(message=words, words=words, where=words)]
    snapshot = b.snapshot(documents=[doc], claims=[claim], incidents=[case], figures=figures, findings=findings)
    html = page(snapshot)
    html.encode("utf-8")
    root = lxml.html.document_fromstring(html)
    assert not root.xpath("//script")
    for element in root.xpath("//*[@data-figure]"):
        marks = list(marks_in(details_around(element)))
        assert marks
        assert all(mark in shown(doc.text) for mark, _ in marks)
