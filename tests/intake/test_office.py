import io

import pytest
from docx import Document as Word
from tests.intake.building import docx_bytes, kinds, read, zip_bytes

LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def test_paragraphs_and_rows_stand_in_their_order():
    word = Word()
    word.add_heading("Shelling kills seven", 0)
    word.add_paragraph("Seven civilians were killed in Jableh on Friday.")
    table = word.add_table(2, 2)
    for row, cells in enumerate((("Place", "Killed"), ("Jableh", "7"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    word.add_paragraph("The list is not complete.")
    stream = io.BytesIO()
    word.save(stream)
    (document,), findings = read(stream.getvalue(), "r.docx")
    assert document.text == (
        "Shelling kills seven\nSeven civilians were killed in Jableh on Friday.\nPlace\tKilled\nJableh\t7\n"
        "The list is not complete."
    )
    assert document.title == "Shelling kills seven"
    assert findings == []


def test_inserted_words_count_and_deleted_words_do_not():
    body = (
        "<w:p><w:r><w:t>Three </w:t></w:r><w:del><w:r><w:delText>or four </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>men were killed.</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom></w:p>"
    )
    (document,), _ = read(docx_bytes(body), "r.docx")
    assert document.text == "Three men were killed."


def test_a_text_box_is_read_once():
    words = P.format("Two dead.")
    choices = f"<mc:Choice>{words}</mc:Choice><mc:Fallback>{words}</mc:Fallback>"
    box = f"<w:p><w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r></w:p>"
    (document,), _ = read(docx_bytes(box), "r.docx")
    assert document.text == "Two dead."


@pytest.mark.parametrize(
    "part",
    [
        LAUGHS + "<w:document>&b;</w:document>",
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>',
    ],
)
def test_entities_are_refused(part):
    documents, findings = read(zip_bytes({"word/document.xml": part.encode()}), "r.docx")
    assert documents == []
    assert kinds(findings) == ["hostile_markup"]


def test_a_broken_file_is_a_finding():
    whole = docx_bytes(P.format("Two dead.") * 500)
    for data in (whole[:-30], whole[: len(whole) // 2], zip_bytes({"word/document.xml": b"<w:document"})):
        documents, findings = read(data, "r.docx")
        assert documents == []
        assert kinds(findings) == ["truncated"]


def test_tables_nested_without_end_do_not_exhaust_the_stack():
    depth = 3000
    body = "<w:tbl><w:tr><w:tc>" * depth + P.format("deep") + "</w:tc></w:tr></w:tbl>" * depth
    documents, findings = read(docx_bytes(body), "r.docx")
    assert [document.text.strip() for document in documents] == ["deep"] or kinds(findings)


def test_an_encrypted_office_file_is_told_from_an_old_one():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert kinds(read(old, "r.doc")[1]) == ["unsupported_format"]
    assert kinds(read(old + "EncryptedPackage".encode("utf-16-le"), "r.docx")[1]) == ["encrypted"]
