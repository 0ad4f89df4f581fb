import codecs

import pytest

from marsad.intake.encodings import decode

ARABIC = "قتل ثلاثة مدنيين في قصف على مدينة جبلة يوم الجمعة، حسبما قال مراسلنا في المدينة."
FRENCH = "Sept civils ont été tués à Jablé, d'après un témoin âgé ; la région a été évacuée. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_or_utf8_needs_no_guess(encoding):
    found = decode(ARABIC.encode(encoding))
    assert found is not None
    assert (found.text, found.bad, found.guessed) == (ARABIC, 0, False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zeros(encoding):
    found = decode("Seven people were killed.".encode(encoding))
    assert found is not None
    assert found.text == "Seven people were killed."


@pytest.mark.parametrize(("words", "encoding"), [(ARABIC, "cp1256"), (ARABIC, "iso8859-6"), (FRENCH, "cp1252")])
def test_one_byte_encodings_are_guessed_or_declared(words, encoding):
    kept = words.encode(encoding, "ignore").decode(encoding)
    guessed = decode(words.encode(encoding, "ignore"))
    assert guessed is not None
    assert (guessed.text, guessed.guessed) == (kept, True)
    declared = decode(words.encode(encoding, "ignore"), encoding)
    assert declared is not None
    assert (declared.text, declared.guessed) == (kept, False)


def test_a_wrong_declaration_does_not_beat_utf8():
    found = decode(ARABIC.encode(), "windows-1252")
    assert found is not None
    assert (found.text, found.encoding) == (ARABIC, "utf-8")


def test_a_few_bad_bytes_in_utf8_are_replaced_and_counted():
    data = ARABIC.encode() + b"\xff " + ARABIC.encode()
    found = decode(data)
    assert found is not None
    assert (found.encoding, found.bad) == ("utf-8", 1)
    assert found.text == f"{ARABIC}\ufffd {ARABIC}"


@pytest.mark.parametrize("declared", ["no-such-encoding", "base64", "hex", "", "utf-7\x00", "idna", "rot13"])
def test_nonsense_declarations_are_ignored(declared):
    assert decode(b"Seven people \x97 were killed", declared) is not None


def test_what_is_no_text_is_none():
    assert decode(bytes(range(256)) * 20) is None
    assert decode(codecs.BOM_UTF16_LE + b"\x00\xd8" * 500) is None
