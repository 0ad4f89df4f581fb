import codecs

from tests.intake.building import kinds, read

TEXT = "Seven people were killed in Jableh.\nThe town was shelled for an hour, the monitor said.\n"


def test_a_text_is_kept_as_it_stands_and_its_bytes_can_be_cited():
    (document,), findings = read(TEXT.encode(), "a.txt")
    assert document.text == TEXT
    assert document.byte_offset == 0
    assert document.position == ""
    assert document.language == "en"
    assert findings == []


def test_a_byte_order_mark_moves_the_byte_offset():
    (document,), _ = read(codecs.BOM_UTF8 + TEXT.encode(), "a.txt")
    assert document.text == TEXT
    assert document.byte_offset == 3


def test_changed_line_ends_take_the_byte_offset_away():
    (document,), _ = read(TEXT.replace("\n", "\r\n").encode(), "a.txt")
    assert document.text == TEXT
    assert document.byte_offset == -1


def test_null_bytes_become_blanks():
    (document,), _ = read(b"Seven people\x00were killed in Jableh, the monitor said on Friday evening.", "a.txt")
    assert document.text.startswith("Seven people were killed")
    assert document.byte_offset == -1


def test_windows_1256_is_recognised_and_said():
    arabic = "قتل ثلاثة مدنيين في قصف على مدينة جبلة يوم الجمعة، حسبما قال مراسلنا في المدينة."
    (document,), findings = read(arabic.encode("cp1256"), "a.txt")
    assert document.text == arabic
    assert document.language == "ar"
    assert kinds(findings) == ["encoding_guessed"]


def test_markdown_signs_are_masked_and_its_words_kept():
    source = (
        "---\ntitle: Shelling of Jableh\ndate: 7 March 2025\nsource: Coast Wire\n---\n# Shelling of Jableh\n\n"
        "> At least **12 civilians** were killed, [the monitor](https://x.example/a_b) said. *Dozens* were hurt.\n"
    )
    (document,), findings = read(source.encode(), "a.md")
    assert document.text == source
    assert document.title == "Shelling of Jableh"
    assert document.body_start == 0
    assert str(document.published) == "2025-03-07"
    assert document.publisher == "Coast Wire"
    assert document.readable().split() == (
        [
            "Shelling",
            "of",
            "Jableh",
            "At",
            "least",
            "12",
            "civilians",
            "were",
            "killed,",
            "the",
            "monitor",
            "said.",
            "Dozens",
            "were",
            "hurt.",
        ]
    )
    assert findings == []


def test_a_page_named_txt_is_read_as_a_page_with_a_note():
    page = "<html><body><p>Four people were killed in Safita on Monday, two witnesses said.</p></body></html>"
    (document,), findings = read(page.encode(), "a.txt")
    assert document.text == "Four people were killed in Safita on Monday, two witnesses said."
    assert kinds(findings)[0] == "type_mismatch"
