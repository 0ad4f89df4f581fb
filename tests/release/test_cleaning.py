import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.release.cleaning import one_line, shown, without_folders


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain", "plain"),
        ("\u202e12\u202c dead", "12 dead"),
        ("a\u2066b\u2069c\u200fd\u061c", "abcd"),
        ("\x1b[31mred\x07\x00\x9b1m", "[31mred1m"),
        ("two\nlines\tand", "two\nlines\tand"),
        ("lone \ud800", "lone \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ufeffstart\u2028", "start"),
        ("tag\U000e0041", "tag"),
    ],
)
def test_only_what_a_reader_can_see_is_shown(text, safe):
    assert shown(text) == safe


@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_shown_can_be_written_and_is_shown_again_alike(text):
    safe = shown(text)
    safe.encode("utf-8")
    assert shown(safe) == safe
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("cannot open '/home/a/reports/b.txt'", "cannot open 'b.txt'"),
        ("/home/a/reports", "reports"),
        (r"C:\Users\a\b.txt is locked", "b.txt is locked"),
        ("inner.zip!a/b.html", "inner.zip!a/b.html"),
        ("https://wire.example/a/b", "https://wire.example/a/b"),
        ("killed and/or wounded, 7/3/2025", "killed and/or wounded, 7/3/2025"),
        ("reports/a/b.txt", "reports/a/b.txt"),
    ],
)
def test_folders_of_absolute_paths_are_left_out(text, kept):
    assert without_folders(text) == kept


def test_a_long_run_of_slashes_takes_no_time():
    assert len(without_folders("/a" * 200_000)) <= 400_000
