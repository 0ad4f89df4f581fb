"""Which parts of a web page a capture holds, and that nothing is taken from it about people and machines."""

import io
import warnings

import pytest
from tests.intake.building import PAGE, zip_bytes

from marsad.intake import IntakeSettings, format_of, web_parts
from marsad.records import WebPart

SETTINGS = IntakeSettings()


def captured(*, gzipped=True, screenshot=True):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=gzipped)
    ok = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    image = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        told = {"software": "page-saver 1.2", "operator": "Somebody Secret", "ip": "203.0.113.9", "hostname": "laptop"}
        writer.write_record(writer.create_warcinfo_record("c.warc", told))
        writer.write_record(writer.create_warc_record("https://cw.example/1", "response",
                                                      payload=io.BytesIO(PAGE.encode()), http_headers=ok))  # fmt: skip
        writer.write_record(writer.create_warc_record("https://cw.example/p.png", "response",
                                                      payload=io.BytesIO(b"\x89PNG"), http_headers=image))  # fmt: skip
        if screenshot:
            writer.write_record(writer.create_warc_record("urn:screenshot:https://cw.example/1", "resource",
                                                          payload=io.BytesIO(b"\x89PNG"),
                                                          warc_content_type="image/png"))  # fmt: skip
        writer.write_record(writer.create_warc_record("https://cw.example/1", "metadata", payload=io.BytesIO(b"a: b"),
                                                      warc_content_type="application/warc-fields"))  # fmt: skip
    return stream.getvalue()


def parts(path, data, name):
    path.write_bytes(data)
    return {part.part: part for part in web_parts(path, name, format_of(path, name), SETTINGS)}


@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz", "c.wacz"])
def test_the_parts_of_a_capture(tmp_path, name):
    data = captured(gzipped=name != "c.warc")
    if name.endswith("wacz"):
        data = zip_bytes({"datapackage.json": b"{}", "archive/data.warc.gz": data})
    found = parts(tmp_path / name, data, name)
    assert [part for part, told in found.items() if not told.obtained] == [WebPart.CONTEXT]
    assert found[WebPart.TARGET_URL].what == "https://cw.example/1"
    assert found[WebPart.COLLECTION_DATA].what == "made by page-saver 1.2"
    said = repr(found)
    assert not [secret for secret in ("Somebody", "203.0.113.9", "laptop") if secret in said]


def test_what_is_not_in_a_capture_is_said(tmp_path):
    found = parts(tmp_path / "c.warc", captured(gzipped=False, screenshot=False), "c.warc")
    assert not found[WebPart.FULL_PAGE].obtained
    assert found[WebPart.EMBEDDED_MEDIA].obtained


def test_a_saved_page_is_its_source_and_nothing_more(tmp_path):
    found = parts(tmp_path / "p.html", PAGE.encode(), "p.html")
    assert {part for part, told in found.items() if told.obtained} == {WebPart.HTML_SOURCE, WebPart.HASHES}


def test_other_files_are_no_web_captures(tmp_path):
    assert parts(tmp_path / "a.txt", b"Ten were killed.", "a.txt") == {}


@pytest.mark.parametrize("length", range(0, 1400, 90))
def test_a_damaged_capture_has_the_parts_before_the_break(tmp_path, length):
    whole = parts(tmp_path / "whole.warc", captured(gzipped=False), "whole.warc")
    cut = parts(tmp_path / "cut.warc", captured(gzipped=False)[:length], "cut.warc")
    obtained = {part for part, told in cut.items() if told.obtained}
    assert obtained <= {part for part, told in whole.items() if told.obtained}
