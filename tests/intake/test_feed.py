import pytest
from tests.intake.building import kinds, read

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Coast Wire</title>
<language>en-gb</language>
<item><title>Two killed in &lt;b&gt;Tartus&lt;/b&gt;</title><guid>cw-1</guid><link>https://cw.example/1</link>
<pubDate>Sat, 08 Mar 2025 22:10:00 +0300</pubDate>
<description>
&lt;p&gt;Two men were killed in &lt;b&gt;Safita&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Police said so.&lt;/p&gt;
</description></item>
<item><title>Quiet night</title><guid>cw-2</guid><description>Nobody was hurt.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>وكالة الساحل</title>
<entry><title>قتيلان في صافيتا</title><id>urn:1</id><updated>2025-03-08T22:10:00+03:00</updated>
<summary>short</summary><content type="html">&lt;p&gt;قتل رجلان في صافيتا مساء السبت.&lt;/p&gt;</content>
</entry></feed>"""


def test_rss_entries_are_documents():
    documents, findings = read(RSS.encode(), "feed.xml")
    first = documents[0]
    assert first.title == "Two killed in Tartus"
    assert first.text == "Two killed in Tartus\n\nTwo men were killed in Safita.\nPolice said so."
    assert (first.source_id, first.url, first.publisher) == ("cw-1", "https://cw.example/1", "Coast Wire")
    assert (str(first.published), first.published_time, first.language) == ("2025-03-08", "22:10", "en")
    assert [document.position for document in documents] == ["entry 1", "entry 2"]
    assert findings == []


def test_atom_gives_its_fullest_content():
    (document,), _ = read(ATOM.encode(), "feed.atom")
    assert document.text.endswith("قتل رجلان في صافيتا مساء السبت.")
    assert document.language == "ar"
    assert str(document.published) == "2025-03-08"


def test_an_entry_keeps_its_name_in_another_order():
    one, two = RSS.index("<item>"), RSS.rindex("<item>")
    turned = RSS[:one] + RSS[two : RSS.index("</channel>")] + RSS[one:two] + "</channel></rss>"
    there = {document.source_id: document.id for document in read(RSS.encode(), "a.xml")[0]}
    back = {document.source_id: document.id for document in read(turned.encode(), "b.xml")[0]}
    assert there == back


def test_a_cut_feed_is_said_to_be_cut():
    documents, findings = read(RSS[: RSS.rindex("<guid>")].encode(), "feed.xml")
    assert documents[0].source_id == "cw-1"
    assert "truncated" in kinds(findings)


@pytest.mark.parametrize(
    "entity", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(entity, encoding):
    hostile = RSS.replace('encoding="utf-8"', f'encoding="{encoding}"').replace(
        "<rss", f"<!DOCTYPE rss [{entity}]><rss"
    )
    documents, findings = read(hostile.encode(encoding), "feed.xml")
    assert documents == []
    assert "hostile_markup" in kinds(findings)


def test_other_xml_is_not_supported():
    assert kinds(read(b'<?xml version="1.0"?><svg><text>5 dead</text></svg>', "a.xml")[1]) == ["unsupported_format"]
