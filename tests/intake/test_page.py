import time

import pytest
from tests.intake.building import PAGE, kinds, read


def test_an_article_page_gives_text_title_publisher_and_day():
    (document,), findings = read(PAGE.encode(), "p.html")
    assert document.title == "Ten killed in Banias"
    assert document.publisher == "Coast Wire"
    assert (str(document.published), document.published_time) == ("2025-03-08", "23:15")
    assert document.language == "en"
    assert document.kind == "article"
    assert document.text.startswith("Ten killed in Banias")
    assert "A further 23 people" in document.text
    assert "World" not in document.text
    assert findings == []


def test_linked_data_goes_before_other_facts():
    data = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "The headline", "datePublished": "2025-03-09T08:00Z", '
        '"publisher": {"name": "The Paper"}}]}'
    )
    page = PAGE.replace("<title>", f'<script type="application/ld+json">{data}</script><title>')
    (document,), _ = read(page.encode(), "p.html")
    assert (document.title, document.publisher, str(document.published)) == ("The headline", "The Paper", "2025-03-09")


def test_the_day_is_never_guessed_from_the_text():
    page = PAGE.replace('<meta property="article:published_time" content="2025-03-08T23:15:00+02:00">', "")
    page = page.replace("A further", "On 3 February 2019, a further")
    (document,), _ = read(page.encode(), "p.html")
    assert document.published is None


@pytest.mark.parametrize(
    ("address", "day"),
    [("https://cw.example/2025/03/08/banias", "2025-03-08"), ("https://cw.example/2025/99/banias", "None")],
)
def test_an_address_with_a_day_gives_the_day(address, day):
    head = f'<link rel="canonical" href="{address}">'
    page = PAGE.replace('<meta property="article:published_time" content="2025-03-08T23:15:00+02:00">', head)
    (document,), _ = read(page.encode(), "p.html")
    assert str(document.published) == day
    assert document.url == address


def test_other_stories_times_are_not_the_day_of_this_one():
    times = '<time datetime="2024-01-01">1 January</time><time datetime="2024-01-02">2 January</time>'
    page = PAGE.replace('<meta property="article:published_time" content="2025-03-08T23:15:00+02:00">', "")
    assert read(page.replace("<footer>", f"{times}<footer>").encode(), "p.html")[0][0].published is None
    marked = f'<time itemprop="datePublished" datetime="2025-03-08">8 March</time>{times}'
    assert str(read(page.replace("<footer>", f"{marked}<footer>").encode(), "p.html")[0][0].published) == "2025-03-08"


def test_a_page_without_article_keeps_all_words_and_masks_its_menu():
    menu = "".join(f"<li><a href={number}>{name}</a></li>" for number, name in enumerate(("Home", "News", "Sport")))
    page = f"<html><body><ul>{menu}</ul><div>Two dead in Homs.</div></body></html>"
    (document,), findings = read(page.encode(), "p.html")
    assert document.text == "Home\nNews\nSport\nTwo dead in Homs."
    assert document.readable().split() == ["Two", "dead", "in", "Homs."]
    assert kinds(findings) == ["markup_only"]


def test_a_list_of_names_is_no_menu():
    names = "".join(f"<li>Person {number}</li>" for number in range(20))
    (document,), _ = read(f"<html><body><ul>{names}</ul></body></html>".encode(), "p.html")
    assert "Person 19" in document.readable()


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-8", "utf-16"])
def test_a_declared_encoding_is_used(encoding):
    arabic = "قتل ثلاثة مدنيين في قصف على مدينة جبلة يوم الجمعة، حسبما قال مراسلنا في المدينة لوكالة الساحل."
    page = f'<html lang="ar"><head><meta charset="{encoding}"></head><body><p>{arabic}</p></body></html>'
    (document,), findings = read(page.encode(encoding), "p.html")
    assert document.text == arabic
    assert document.language == "ar"
    assert "encoding_guessed" not in kinds(findings)


def test_a_title_cannot_carry_direction_marks():
    page = PAGE.replace("<h1>", "<h1>\u202e").replace("<title>", "<title>\u202e")
    (document,), _ = read(page.encode(), "p.html")
    assert "\u202e" not in document.title


def test_scripts_are_no_words_and_addresses_no_scripts():
    page = (
        '<html><head><link rel="canonical" href="javascript:alert(1)"><script>var dead = 99;</script></head>'
        "<body><p>Two dead.</p><script>var x=1</script></body></html>"
    )
    (document,), _ = read(page.encode(), "p.html")
    assert document.text == "Two dead."
    assert document.url == ""


def test_a_page_of_endless_tags_is_read_in_good_time():
    page = "<html><body><article>" + "".join(f"<p>Two people died on day {n}.</p>" for n in range(60_000))
    started = time.process_time()
    (document,), findings = read(page.encode(), "p.html")
    assert time.process_time() - started < 10
    assert "day 59999" in document.text
    assert kinds(findings) == ["markup_only"]
