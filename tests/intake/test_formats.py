import io

import pytest
from tests.intake.building import docx_bytes, kinds, pdf_bytes, read, zip_bytes

from marsad.intake.formats import Format, guess_format
from marsad.intake.item import Facts, Piece


def guess(data: bytes, name: str = "", media_type: str = ""):
    return guess_format(Piece(stream=io.BytesIO(data), size=len(data), name=name, facts=Facts(media_type=media_type)))


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"Seven people were killed.", "a", Format.TEXT),
        (b"Seven people were killed.", "a.md", Format.MARKDOWN),
        (b"[Reuters] Seven people were killed.", "a.txt", Format.TEXT),
        (b"{Coast} Seven people were killed.", "a.txt", Format.TEXT),
        (b"<3 for the people of Jableh", "a.txt", Format.TEXT),
        (b"From the coast: seven killed.\nSubject: to change", "a.txt", Format.TEXT),
        (b"Date: Friday\nSeven people were killed.", "a.txt", Format.TEXT),
        (b'{"text": "x"}\n{"text": "y"}', "", Format.LINES),
        (b'[{"text": "x"}]', "", Format.JSON),
        (b"  <!DOCTYPE html><html>", "", Format.HTML),
        ("\ufeff<html><body>".encode("utf-16-le"), "", Format.HTML),
        (b'<?xml version="1.0"?><!-- x --><rss version="2.0">', "", Format.FEED),
        (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x">', "", Format.FEED),
        (b'<?xml version="1.0"?><html xmlns="x">', "", Format.HTML),
        (b"From a@b Sat Mar 08 01:10:00 2025\nFrom: a@b\nSubject: x\n\nx", "", Format.MBOX),
        (b"Received: x\nFrom: a@b\nSubject: x\n\nx", "", Format.MAIL),
        (b"a,b\n1,2", "a.csv", Format.TABLE),
        (pdf_bytes([["x"]]), "a.txt", Format.PDF),
        (docx_bytes(""), "", Format.DOCX),
        (zip_bytes({"a.txt": b"x"}), "", Format.ZIP),
        (zip_bytes({"mimetype": b"application/epub+zip"}), "a.epub", Format.UNSUPPORTED),
        (b"RIFF1234WEBP", "", Format.UNSUPPORTED),
        (b"BEGIN:VCARD\nFN:X\nEND:VCARD", "", Format.UNSUPPORTED),
        (b"var killed = 7;", "page_files/a.js", Format.UNSUPPORTED),
    ],
)
def test_content_goes_before_the_name(data, name, found):
    assert guess(data, name).format is found


def test_a_declared_media_type_serves_where_there_is_no_name():
    assert guess(b"id,text\n1,x", media_type="text/csv; charset=utf-8").format is Format.TABLE


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (pdf_bytes([["Seven people were killed on Friday."]]), "a.txt", True),
        (b"<html><body><p>Seven people were killed.</p></body></html>", "a.csv", True),
        (b'{"text": "Seven people were killed."}', "a.json", False),
        (b"Seven people were killed.", "a.unknown", False),
    ],
)
def test_a_name_that_says_another_format_is_told(data, name, told):
    documents, findings = read(data, name)
    assert len(documents) == 1
    assert ("type_mismatch" in kinds(findings)) is told
