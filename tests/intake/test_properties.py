import io
import json
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.intake.building import PAGE, docx_bytes, pdf_bytes, read, warc_bytes, zip_bytes

from marsad.intake import IntakeSettings, read_original
from marsad.records import Document

NAMES = st.sampled_from(
    ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.xlsx", "a.eml", "a.mbox", "a.xml", "a.jsonl", "a.json", "a.csv",
     "a.warc", "a.warc.gz", "a.zip", "a.gz", "a.tar", "a", "a.unknown"]
)  # fmt: skip
WHOLE = {
    "a.pdf": pdf_bytes([["Two people were killed in Homs on Friday."]]),
    "a.docx": docx_bytes("<w:p><w:r><w:t>Two dead.</w:t></w:r></w:p>"),
    "a.warc": warc_bytes([("https://x.example/", "text/html", PAGE.encode(), "200 OK")], gzipped=False),
    "a.warc.gz": warc_bytes([("https://x.example/", "text/html", PAGE.encode(), "200 OK")], gzipped=True),
    "a.zip": zip_bytes({"a.html": PAGE.encode(), "b.txt": b"Two people were killed."}),
    "a.html": PAGE.encode(),
}
STARTS = [
    b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\x1f\x8b\x08", b"{", b"[{", b"<html>", b"<rss>", b"WARC/1.0\r\n",
    b"From a@b 2025\n", b"From: a@b\nTo: c\nDate: d\nSubject: e\n\n", b"\xff\xfe", b"\xef\xbb\xbf",
]  # fmt: skip


@given(st.binary(max_size=600), st.sampled_from(STARTS), NAMES)
@settings(max_examples=250, deadline=None)
@example(b"", b"", "a.csv")
@example(b"\x00" * 600, b"", "a.tar")
def test_no_bytes_raise(data, start, name):
    documents, findings = read(start + data, name)
    assert documents or findings


@pytest.mark.parametrize("name", sorted(WHOLE))
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), cut=st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_damage_raises(name, place, byte, cut):
    data = bytearray(WHOLE[name])
    at = int(place * len(data))
    data[at] = byte
    documents, findings = read(bytes(data[:at] if cut else data), name)
    assert documents or findings


@given(st.lists(st.fixed_dictionaries({"title": st.text(max_size=30), "text": st.text(max_size=300)}), max_size=5))
@settings(max_examples=150, deadline=None)
def test_a_json_body_is_never_touched(reports):
    data = "\n".join(json.dumps(report) for report in reports).encode()
    bodies = {report["text"] for report in reports}
    for document in read(data, "r.jsonl")[0]:
        assert document.text[document.body_start :] in bodies or document.title in document.text
        assert len(document.readable()) == len(document.text)


@given(st.text(alphabet=string.printable + "قتل\u202e\u2028", max_size=2000), NAMES)
@settings(max_examples=150, deadline=None)
def test_reading_twice_gives_equal_documents(text, name):
    data = text.encode()
    first = list(read_original(io.BytesIO(data), name, "0" * 64, IntakeSettings()))
    again = list(read_original(io.BytesIO(data), name, "0" * 64, IntakeSettings()))
    assert first == again


@given(st.text(min_size=1, max_size=500))
@settings(max_examples=100, deadline=None)
def test_cited_bytes_are_the_text(text):
    data = text.encode("utf-8", "replace")
    for document in read(data, "a.txt")[0]:
        assert isinstance(document, Document)
        if document.byte_offset >= 0:
            assert data[document.byte_offset :].decode() == document.text
