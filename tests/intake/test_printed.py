from tests.intake.building import kinds, pdf_bytes, read

from marsad.intake import IntakeSettings
from marsad.intake.pages import page_text, shuffled

FIRST = [
    "Report on Jableh",
    "Seven civilians were killed on Friday when shells fell on the",
    "market of the town, a hospital official said.",
]
ARABIC = (
    "قالت مصادر محلية إن سبعة مدنيين قتلوا في المدينة وأصيب عشرة آخرون "
    "بجروح خطيرة في القصف الذي استهدف السوق الشعبي صباح الجمعة الماضية حسبما ذكرت الوكالة "
)


def test_the_text_layer_is_read_and_lines_are_joined():
    (document,), findings = read(
        pdf_bytes([FIRST, ["Two more died later in the day, the official said."]], title="Report on Jableh"), "r.pdf"
    )
    assert document.text == (
        "Report on Jableh\nSeven civilians were killed on Friday when shells fell on the market of the town, "
        "a hospital official said.\n\nTwo more died later in the day, the official said."
    )
    assert document.title == "Report on Jableh"
    assert findings == []


def test_a_title_field_that_the_text_does_not_confirm_is_left_out():
    (document,), _ = read(pdf_bytes([FIRST], title="Microsoft Word - draft7.doc"), "r.pdf")
    assert document.title == ""


def test_scanned_pages_are_found():
    documents, findings = read(pdf_bytes([[], []]), "r.pdf")
    assert documents == []
    assert kinds(findings) == ["no_text_layer"]
    documents, findings = read(pdf_bytes([FIRST, []]), "r.pdf")
    assert len(documents) == 1
    assert findings[0].message.startswith("1 of 2 pages (2) hold no text")


def test_an_encrypted_pdf_is_a_finding():
    documents, findings = read(pdf_bytes([FIRST], encrypted=True), "r.pdf")
    assert documents == []
    assert kinds(findings) == ["encrypted"]


def test_fifty_thousand_pages_are_refused_by_count():
    documents, findings = read(pdf_bytes([FIRST], count=50_000), "r.pdf")
    assert documents == []
    assert kinds(findings) == ["too_large"]
    assert "50,000 pages" in findings[0].message


def test_a_cut_pdf_is_said_to_be_cut():
    data = pdf_bytes([FIRST] * 30)
    _, findings = read(data[: len(data) // 2], "r.pdf")
    assert "truncated" in kinds(findings)
    documents, findings = read(data[:60], "r.pdf")
    assert documents == []
    assert set(kinds(findings)) == {"truncated"}


def test_more_text_than_allowed_is_refused():
    documents, findings = read(pdf_bytes([FIRST] * 20), "r.pdf", IntakeSettings(max_text_chars=500))
    assert documents == []
    assert kinds(findings) == ["too_large"]


def test_words_broken_at_a_line_end_are_mended():
    assert page_text("Seven civil-\r\nians were killed in Al-\r\nBab") == "Seven civilians were killed in Al- Bab"
    assert page_text("Seven civil\ufffe\r\nians were killed") == "Seven civilians were killed"


def test_shuffled_text_is_told_from_text_in_order():
    assert shuffled(ARABIC * 2) == ""
    assert shuffled((ARABIC * 2)[::-1])
    assert shuffled(" ".join(ARABIC * 2))
    assert shuffled(" ".join("Seven people were killed in the town"))
    assert shuffled("Seven people were killed in the town on Friday. " * 5) == ""
    assert shuffled("\ue001\ue002 \ue003" * 10)


def test_running_heads_and_feet_are_masked():
    pages = [["Coast Wire, 8 March 2025", f"On day {n} two people died.", f"Page {n} of 4"] for n in range(1, 5)]
    (document,), _ = read(pdf_bytes(pages), "r.pdf")
    assert "Page 3 of 4" in document.text
    assert document.readable().split("\n")[1::4] == [f"On day {n} two people died." for n in range(1, 5)]
    assert "Coast" not in document.readable()
    assert "Page" not in document.readable()


def test_two_pages_have_no_running_heads():
    (document,), _ = read(pdf_bytes([["Two people died."], ["Two people died."]]), "r.pdf")
    assert all(mask.reason != "boilerplate" for mask in document.masks)


def test_first_lines_that_differ_in_a_count_are_no_running_heads():
    pages = [[f"Killed on this day: {n * 7} people", "The monitor said so."] for n in range(1, 5)]
    (document,), _ = read(pdf_bytes(pages), "r.pdf")
    assert "Killed on this day: 14 people" in document.readable()
