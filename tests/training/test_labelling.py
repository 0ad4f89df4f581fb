"""Worksheets become rows of offsets, and rows become a folder that `marsad evaluate` reads."""

import msgspec
import pytest
from training.corpus import SPLITS, read_rows, split_of, with_texts
from training.labelling import build, main, read_sheets, row_of, sheet_problems, unfold
from training.worksheet import Sheet, nearest_span

from marsad.evaluating import read_labelled_set

TEXT = "Two men died in Homs. A man in Hama said two men died in Homs on Friday, and 3 were hurt."


def sheet(*claims, **fields):
    made = {"id": "w-1", "lang": "en", "genre": "post", "title": "Homs again", "text": TEXT} | fields
    return msgspec.convert({**made, "claims": list(claims)}, Sheet)


def problems(*claims, **fields):
    return [problem.message for problem in sheet_problems(sheet(*claims, **fields), None)]


GOOD = {"q": "Two men died", "num": "Two", "h": "killed", "n": [2, 2], "p": ["Homs"]}


def test_a_good_sheet_has_no_problem_and_its_words_stand_where_its_row_says():
    one = sheet(
        GOOD, {"q": "3 were hurt", "num": "3", "h": "injured", "n": [3, 3], "src": "A man in Hama", "when": "Friday"}
    )
    assert list(sheet_problems(one, None)) == []
    row = row_of(one, None)
    full = f"Homs again\n\n{TEXT}"
    first, second = row.claims
    assert full[slice(*first.quote)] == "Two men died"
    assert full[slice(*first.number)] == "Two"
    assert full[slice(*second.attributed)] == "A man in Hama"
    assert second.modality == "attributed"
    assert first.places == ((full.index("in Homs.") + 3, full.index("in Homs.") + 7),)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"q": "Three men died"}, "q does not stand"),
        ({"q": "Homs again", "num": "again"}, "q does not stand"),  # a quote is never the title
        ({"q": "men died in Homs", "num": "men"}, "stands 2 times"),
        ({"q": "men died in Homs", "num": "men", "at": 3}, "at 3, but"),
        ({"num": "3"}, "num does not stand in q"),
        ({"n": [3, 2]}, "no interval"),
        ({"p": ["Damascus"]}, "p does not stand"),
        ({"by": "the army"}, "by does not stand"),
        ({"role": "repeat"}, "needs of"),
        ({"role": "subset", "of": 2}, "needs of"),
        ({"d": ["2025-03-08", "2025-03-07"]}, "ends before it starts"),
    ],
)
def test_what_does_not_fit_is_named(change, said):
    found = problems(GOOD | change)
    assert any(said in problem for problem in found), found


def test_a_passage_needs_language_and_genre_and_a_pointer_needs_its_collection():
    assert "lang and genre" in problems(GOOD, genre="")[0]
    assert "no collection" in problems(GOOD, id="syria_news:1", text="", title="")[0]


def test_words_nearest_to_the_quote_are_taken_those_of_its_sentence_first():
    text = "Homs. In Homs they all fell. Homs"
    assert nearest_span("Homs", text, (14, 27)) == (9, 13)
    assert nearest_span("Homs", "Homs. They fell. Homs", (6, 15)) == (0, 4)
    assert nearest_span("Homs", "Homs. They fell in Homs", (6, 15)) == (19, 23)
    assert nearest_span("Hama", text, (14, 27)) is None


def test_lines_that_are_no_sheets_and_ids_told_twice_are_problems(tmp_path):
    path = tmp_path / "sheet.jsonl"
    line = msgspec.json.encode(sheet(GOOD)).decode()
    path.write_text(f"{line}\n\nnot json\n{line}\n", encoding="utf-8")
    sheets, found = read_sheets([path])
    assert len(sheets) == 2
    assert [problem.where for problem in found] == ["sheet.jsonl line 3", "w-1"]
    assert main(["check", str(path)]) == 1


def test_rows_unfold_into_a_labelled_set_without_what_is_no_claim(tmp_path):
    crime = {"q": "3 were hurt", "num": "3", "h": "injured", "n": [3, 3], "ctx": "crime"}
    again = {"q": "two men died", "num": "two", "h": "killed", "n": [2, 2], "role": "repeat", "of": 1}
    one = sheet(GOOD, crime, again)
    build([one], "sheet", tmp_path / "labels", None)
    rows = read_rows(split_of("w-1"), tmp_path / "labels")
    assert unfold(rows, tmp_path / "set", None) == 0
    labelled, misfits = read_labelled_set(tmp_path / "set")
    assert misfits == ()
    assert [(label.role, label.quote) for label in labelled.labels] == [
        ("main", "Two men died"),
        ("repeat", "two men died"),
    ]
    assert not labelled.documents[0].is_trap


def test_a_changed_text_is_left_out():
    row = row_of(sheet(GOOD), None)
    assert with_texts([row], None) == [row]
    assert with_texts([msgspec.structs.replace(row, text=TEXT + " ")], None) == []


@pytest.mark.parametrize("split", SPLITS)
def test_the_corpus_holds_each_document_once_in_its_part_with_its_words(split):
    rows = read_rows(split)
    assert rows
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert split_of(row.id) == split
        assert bool(row.text) == (":" not in row.id), "texts of others stay in their collections"
    for row in with_texts(rows, None):
        length = len(row.text) + (len(row.title) + 2 if row.title else 0)
        for mark in row.claims:
            assert 0 <= mark.quote[0] <= mark.number[0] < mark.number[1] <= mark.quote[1] <= length
            assert mark.high is None or mark.low <= mark.high
