"""Named broken inputs, small ones from `tests/broken`, large ones made here: a finding each, and nothing stops."""

import io
import resource
import time
from pathlib import Path

import pytest
from tests.intake.building import kinds, read, warc_bytes, zip_bytes

from marsad.intake import IntakeSettings, SourceFile, discover, read_original
from marsad.records import Document, Finding

BROKEN = Path(__file__).parent.parent / "broken"
# File: texts read, kinds of findings.
EXPECTED: dict[str, tuple[int, list[str]]] = {
    "arabic_1256.txt": (1, ["encoding_guessed"]),
    "bad_bytes.txt": (1, ["bad_bytes"]),
    "bidi.jsonl": (1, []),
    "blank.txt": (0, ["empty"]),
    "cut.gz": (0, ["truncated"]),
    "cut.html": (1, ["markup_only"]),
    "cut.jsonl": (1, ["bad_json"]),
    "cut.warc": (0, ["truncated", "truncated"]),
    "deep.json": (0, ["truncated"]),
    "empty.txt": (0, ["empty"]),
    "entities.xml": (0, ["hostile_markup"]),
    "external.xml": (0, ["hostile_markup"]),
    "formulas.csv": (2, []),
    "good.txt": (1, []),
    "junk.txt": (0, ["not_text"]),
    "no_pages.pdf": (0, ["truncated", "truncated"]),
    "no_text.csv": (0, ["no_text_column"]),
    "not_reports.json": (0, ["not_a_report", "bad_json", "bad_json"]),
    "null_bytes.txt": (1, []),
    "open_quote.csv": (1, ["bad_row"]),
    "picture.txt": (0, ["unsupported_format"]),
    "report.docx": (0, ["truncated"]),
    "shuffled_arabic.pdf": (1, ["text_shuffled"]),
    "zeros.txt": (0, ["not_text"]),
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_broken_file_gives_its_findings(name):
    documents, findings = read(BROKEN / name, name)
    assert (len(documents), kinds(findings)) == EXPECTED[name]


def test_one_bad_file_never_stops_the_others():
    sources = [entry for entry in discover([BROKEN]) if isinstance(entry, SourceFile)]
    assert [source.name for source in sources] == sorted(EXPECTED)
    texts = sum(len(read(Path(source.path), source.name)[0]) for source in sources)
    assert texts == sum(count for count, _ in EXPECTED.values())
    together = zip_bytes({source.name: Path(source.path).read_bytes() for source in sources})
    documents, findings = read(together, "all.zip")
    assert len(documents) == texts
    assert {finding.kind for finding in findings} >= {kind for _, found in EXPECTED.values() for kind in found}


def test_direction_marks_stay_in_the_text_but_not_in_title_or_publisher():
    (document,), _ = read(BROKEN / "bidi.jsonl", "bidi.jsonl")
    assert document.title == "Report gnp.exe"
    assert document.publisher == "News agency"
    assert "\u202e" in document.text


@pytest.mark.parametrize(
    "name", ["huge.txt", "huge.md", "huge.html", "huge.eml", "huge.json", "huge.xml", "huge.pdf", "huge"]
)
def test_two_gigabytes_are_refused_before_they_are_read(tmp_path, name):
    starts = {
        ".html": b"<html>",
        ".xml": b"<rss>",
        ".pdf": b"%PDF-1.4\n",
        ".json": b"[{}",
        ".eml": b"From: a\nTo: b\n\n",
    }
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.write(starts.get(path.suffix, b"Seven people were killed.") + b" text" * 3000)
        stream.truncate(2_000_000_000)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    documents, findings = read(path, name)
    assert documents == []
    assert kinds(findings) == ["too_large"]
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_two_gigabytes_of_nothing_are_refused(tmp_path):
    path = tmp_path / "sparse.txt"
    with path.open("wb") as stream:
        stream.truncate(2_000_000_000)
    assert kinds(read(path, "sparse.txt")[1]) == ["too_large"]


def test_one_line_of_five_megabytes_is_read():
    line = b"Seven people were killed in Jableh on day %d. "
    data = b"".join(line % number for number in range(110_000))
    started = time.process_time()
    (document,), _ = read(data, "line.txt")
    assert len(document.text) == len(data) > 5_000_000
    assert time.process_time() - started < 10


def test_a_file_that_goes_away_is_a_finding(tmp_path):
    found = list(read_original(tmp_path / "gone.txt", "gone.txt", "0" * 64, IntakeSettings()))
    assert [entry.kind for entry in found if isinstance(entry, Finding)] == ["unreadable"]


REPORT = b"Seven people were killed in Jableh. " * 60
LARGE = {
    "many.jsonl": b"".join(b'{"id": %d, "text": "%b"}\n' % (number, REPORT) for number in range(2000)),
    "many.csv": b"id,text\n" + b"".join(b"%d,%b\n" % (number, REPORT) for number in range(2000)),
    "many.mbox": b"".join(b"From a@b Sat Mar 08 01:10:00 2025\n\n%d %b\n\n" % (n, REPORT) for n in range(2000)),
    "many.warc": warc_bytes([("https://x.example/", "text/plain", REPORT, "200 OK")] * 2000, gzipped=False),
}


@pytest.mark.parametrize("name", sorted(LARGE))
def test_large_containers_are_read_item_by_item(name):
    stream = io.BytesIO(LARGE[name])
    first = next(read_original(stream, name, "0" * 64, IntakeSettings()))
    assert isinstance(first, Document)
    assert stream.tell() < len(LARGE[name]) // 4
