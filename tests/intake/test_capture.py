import pytest
from tests.intake.building import PAGE, kinds, read, warc_bytes, zip_bytes

RECORDS = [
    ("https://cw.example/1", "text/html; charset=utf-8", PAGE.encode(), "200 OK"),
    ("https://cw.example/p.png", "image/png", b"\x89PNG", "200 OK"),
    ("https://cw.example/gone", "text/html", b"<p>Not found</p>", "404 Not Found"),
    (
        "https://cw.example/t",
        "text/plain; charset=windows-1256",
        "قتل رجلان في صافيتا مساء السبت الماضي".encode("cp1256"),
        "200 OK",
    ),
]


@pytest.mark.parametrize("gzipped", [False, True])
def test_pages_are_read_with_address_and_time_of_capture(gzipped):
    documents, findings = read(warc_bytes(RECORDS, gzipped=gzipped), "c.warc.gz" if gzipped else "c.warc")
    assert [(d.position, d.url, d.retrieved) for d in documents] == [
        ("record 1", "https://cw.example/1", "2025-03-09T01:02:03Z"),
        ("record 4", "https://cw.example/t", "2025-03-09T01:02:03Z"),
    ]
    assert documents[0].title == "Ten killed in Banias"
    assert documents[1].text.startswith("قتل رجلان")
    assert kinds(findings) == ["items_without_text"]
    assert findings[0].message.startswith("2 captured files")


def test_a_wacz_is_its_captures_and_not_its_index():
    wacz = zip_bytes(
        {
            "datapackage.json": b'{"profile": "data-package"}',
            "archive/data.warc.gz": warc_bytes(RECORDS[:1], gzipped=True),
            "pages/pages.jsonl": b'{"text": "Ten killed"}',
        }
    )
    (document,), findings = read(wacz, "c.wacz")
    assert document.position == "archive/data.warc.gz!record 1"
    alone, _ = read(warc_bytes(RECORDS[:1], gzipped=False), "c.warc")
    assert document.id == alone[0].id
    assert findings == []


@pytest.mark.parametrize("gzipped", [False, True])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_capture_is_said_to_be_cut(gzipped, share):
    data = warc_bytes(RECORDS[:1], gzipped=gzipped)
    documents, findings = read(data[: int(len(data) * share)], "c.warc")
    assert documents == []
    assert "truncated" in kinds(findings)
