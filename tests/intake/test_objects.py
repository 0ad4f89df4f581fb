import json

import pytest
from tests.intake.building import kinds, read

from marsad.intake import IntakeSettings

BODY = "  Two people were killed\r\nin Tartus.\u0000 "


def lines(*objects: object) -> bytes:
    return "\n".join(json.dumps(entry, ensure_ascii=False) for entry in objects).encode()


def test_a_report_keeps_its_body_byte_for_byte():
    report = {
        "id": 17,
        "title": "A death in Tartus",
        "published": "2025-03-08T00:30:00+03:00",
        "publisher": "Coast Wire",
        "language": "en",
        "url": "https://cw.example/17",
        "text": BODY,
        "colour": "blue",
    }
    (document,), findings = read(lines(report), "r.jsonl")
    assert document.text == f"A death in Tartus\n\n{BODY}"
    assert document.text[document.body_start :] == BODY
    assert document.source_id == "17"
    assert (str(document.published), document.published_time) == ("2025-03-08", "00:30")
    assert (document.publisher, document.language) == ("Coast Wire", "en")
    assert document.url == "https://cw.example/17"
    assert document.position == "line 1"
    assert document.byte_offset == -1
    assert findings == []


def test_a_title_that_opens_the_body_is_not_set_before_it():
    for body in ("Two dead in Homs. Shells fell.", "Fri 07 Apr 2017 at 0914 two  dead in Homs. Shells fell."):
        (document,), _ = read(lines({"title": "Two dead in Homs", "text": body}), "r.jsonl")
        assert document.text == body
        assert document.body_start == 0
        assert document.title == "Two dead in Homs"


def test_a_title_that_is_a_part_of_a_longer_word_stands_apart():
    (document,), _ = read(lines({"title": "Six kill", "text": "Six killed in Homs."}), "r.jsonl")
    assert document.text == "Six kill\n\nSix killed in Homs."


def test_a_bad_line_is_one_finding_and_the_others_are_read():
    data = (
        lines({"text": "One man was killed."})
        + b'\n{"text": \n\n[1, 2]\n{"title": 1}\n{"text": 4}\n'
        + lines({"text": "Last."})
    )
    documents, findings = read(data, "r.jsonl")
    assert [document.position for document in documents] == ["line 1", "line 5", "line 7"]
    assert [(finding.kind, finding.where) for finding in findings] == [
        ("bad_json", "r.jsonl: line 2"),
        ("bad_json", "r.jsonl: line 4"),
        ("not_a_report", "r.jsonl: line 6"),
    ]


def test_the_same_line_elsewhere_has_the_same_name():
    reports = [{"id": number, "text": f"{number} people were killed."} for number in range(5)]
    there, _ = read(lines(*reports), "a.jsonl")
    back, _ = read(lines(*reversed(reports)), "b.jsonl")
    assert {d.source_id: d.id for d in there} == {d.source_id: d.id for d in back}
    array, _ = read(b"[" + b", ".join(lines(report) for report in reports) + b"]", "c.json")
    assert [d.id for d in array] == [d.id for d in there]
    assert array[0].position == "entry 1"


def test_a_repeated_line_is_read_once_and_said():
    line = lines({"text": "Three people were killed."})
    documents, findings = read(line + b"\n" + line + b"\r\n" + line, "r.jsonl")
    assert len(documents) == 1
    assert kinds(findings) == ["item_repeated"]
    assert findings[0].message.startswith("2 items")


def test_a_date_in_no_declared_order_is_a_finding():
    data = lines({"text": "Three people were killed.", "published": "03/04/2025"})
    (document,), findings = read(data, "r.jsonl")
    assert document.published is None
    assert kinds(findings) == ["date_not_understood"]
    (document,), findings = read(data, "r.jsonl", IntakeSettings(date_order="DMY"))
    assert str(document.published) == "2025-04-03"
    assert findings == []


def test_one_object_over_several_lines_is_one_report():
    (document,), _ = read(json.dumps({"text": "A man was shot in Homs."}, indent=2).encode(), "one.json")
    assert document.text == "A man was shot in Homs."


def test_half_characters_and_depth_are_findings():
    documents, findings = read(b'{"text": "\\ud800 x"}\n{"text": ' + b"[" * 200_000 + b'}\n{"text": "ok"}', "r.jsonl")
    assert [document.text for document in documents] == ["ok"]
    assert kinds(findings) == ["bad_json", "bad_json"]


def test_a_line_without_end_is_skipped_unread():
    small = IntakeSettings(max_text_chars=1000)
    data = b'{"text": "' + b"x" * 50_000 + b'"}\n{"text": "Two people were killed."}\n'
    documents, findings = read(data, "r.jsonl", small)
    assert [document.text for document in documents] == ["Two people were killed."]
    assert kinds(findings) == ["too_large"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1256"])
def test_lines_in_another_encoding_are_read(encoding):
    words = "قتل ثلاثة مدنيين في قصف على مدينة جبلة يوم الجمعة، حسبما قال مراسلنا في المدينة."
    data = (lines({"text": words, "id": 1}) + b"\n" + lines({"text": words, "id": 2})).decode()
    documents, findings = read(data.encode(encoding), "r.jsonl")
    assert [document.text for document in documents] == [words, words]
    assert kinds(findings) == (["encoding_guessed"] if encoding == "cp1256" else [])


def test_a_flood_of_findings_is_counted():
    documents, findings = read(
        b"{bad\n" * 50 + lines({"text": "One man died."}), "r.jsonl", IntakeSettings(max_findings=3)
    )
    assert len(documents) == 1
    assert kinds(findings) == ["bad_json"] * 3 + ["more_findings"]
    assert findings[-1].message.startswith("47 more")


def test_reports_in_a_wrapper_are_read_as_its_list():
    reports = [{"id": number, "text": f"{number} people were killed."} for number in range(3)]
    data = json.dumps({"status": "ok", "articles": reports}, indent=1).encode()
    documents, findings = read(data, "api.json")
    assert [document.source_id for document in documents] == ["0", "1", "2"]
    assert documents[0].position == "entry 1"
    assert findings == []


def test_tags_in_a_body_are_masked_and_stay():
    body = 'Two men<br/>were <b>killed</b> in <a href="https://x.example">Homs</a> at 5 < 6&nbsp;o\'clock.'
    (document,), _ = read(lines({"text": body}), "r.jsonl")
    assert document.text == body
    assert document.readable().split() == [
        "Two",
        "men",
        "were",
        "killed",
        "in",
        "Homs",
        "at",
        "5",
        "<",
        "6",
        "o'clock.",
    ]
