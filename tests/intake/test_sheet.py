import datetime as dt
import io

import openpyxl
import pytest
from tests.intake.building import kinds, read, zip_bytes

from marsad.intake import IntakeSettings


def book(*sheets: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = workbook.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_a_row_is_a_document():
    data = (
        "Report ID,Date,Source,Headline,Description\n"
        '7,2025-03-08,Coast Net,Dead in Homs,"Two men, both farmers,\nwere killed."\n'
    )
    (document,), findings = read(data.encode(), "r.csv")
    assert document.text == "Dead in Homs\n\nTwo men, both farmers,\nwere killed."
    assert (document.source_id, document.publisher, str(document.published)) == ("7", "Coast Net", "2025-03-08")
    assert (document.position, document.kind) == ("row 2", "row")
    assert findings == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_arabic_headers_delimiters_and_encodings(delimiter, encoding):
    rows = [
        ["المعرف", "التاريخ", "المصدر", "نص الخبر"],
        ["1", "8 آذار 2025", "شبكة الساحل", "قتل ثلاثة مدنيين في بانياس يوم الجمعة"],
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    (document,), _ = read(data, "r.tsv" if delimiter == "\t" else "r.csv")
    assert document.text == "قتل ثلاثة مدنيين في بانياس يوم الجمعة"
    assert document.publisher == "شبكة الساحل"
    assert str(document.published) == "2025-03-08"


def test_a_row_keeps_its_name_in_another_order_and_another_container():
    rows = [["id", "text"], ["1", "One man was killed."], ["2", "Two men were killed."]]
    csv_data = "\n".join(",".join(row) for row in (rows[0], rows[2], rows[1])).encode()
    from_csv = {document.source_id: document.id for document in read(csv_data, "r.csv")[0]}
    from_book = {document.source_id: document.id for document in read(book(rows), "r.xlsx")[0]}
    assert from_csv == from_book


def test_formulas_are_text():
    (document,), _ = read(b'id,text\n1,=HYPERLINK(""x"")\n', "r.csv")
    assert document.text == '=HYPERLINK(""x"")'


def test_a_table_without_text_says_what_it_saw():
    documents, findings = read(b"code,meaning\n1,x\n", "r.csv")
    assert documents == []
    assert kinds(findings) == ["no_text_column"]
    assert "code, meaning" in findings[0].message
    (document,), findings = read(b"code,meaning\n1,x\n", "r.csv", IntakeSettings(columns={"Meaning": "text"}))
    assert (document.text, findings) == ("x", [])


def test_a_row_with_bad_quotes_is_one_finding():
    documents, findings = read(b'id,text\n1,One dead\n2,"two" dead,\n3,Three dead\n4,"open\n', "r.csv")
    assert [document.text for document in documents] == ["One dead", "Three dead"]
    assert [(finding.kind, finding.where) for finding in findings] == [
        ("bad_row", "r.csv: row 3"),
        ("bad_row", "r.csv: row 5"),
    ]


def test_sheets_with_title_rows_dates_and_gaps():
    first = [
        ["Incidents"],
        [],
        ["No.", "Date", "Details"],
        [1, dt.datetime.fromisoformat("2025-03-08T14:30"), "A man was shot."],
        [2, None, None],
    ]
    documents, findings = read(book(first, [["code"], [1]]), "r.xlsx")
    assert [(d.position, d.source_id, str(d.published), d.published_time) for d in documents] == [
        ("Sheet 1, row 4", "1", "2025-03-08", "14:30")
    ]
    assert kinds(findings) == ["items_without_text", "no_text_column"]


def test_hostile_workbooks_are_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">]><workbook>&a;</workbook>'
    assert kinds(read(zip_bytes({"xl/workbook.xml": laughs}), "r.xlsx")[1]) == ["hostile_markup"]
    assert kinds(read(zip_bytes({"xl/workbook.xml": b"<workbook"}), "r.xlsx")[1]) == ["unreadable"]
    assert kinds(read(book([["id", "text"]])[:-200], "r.xlsx")[1]) == ["truncated"]


def test_a_table_longer_than_allowed_is_said_so():
    data = b"id,text\n" + b"".join(b"%d,One man was killed.\n" % number for number in range(50))
    documents, findings = read(data, "r.csv", IntakeSettings(max_rows=20))
    assert len(documents) == 19
    assert kinds(findings) == ["too_large"]
