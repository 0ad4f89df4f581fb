from hypothesis import given
from hypothesis import strategies as st
from tests.release import builder as b
from tests.release import scenes

from marsad.records import ReadingNote, Span
from marsad.release.withholding import Withholding

NAME = "Rana Invented-Khoury"


def withholding(*documents, claims=(), names=(NAME,)):
    notes = {}
    for doc in documents:
        found = [Span(at, at + len(name)) for name in names if (at := doc.text.find(name)) >= 0]
        notes[doc.id] = ReadingNote(protected=tuple(found[:1]))
    return Withholding(documents, notes, claims)


def hidden(keeper, doc):
    return [span.of(doc.text) for span in keeper.spans(doc, Span(0, len(doc.text)))]


def test_every_repetition_of_a_name_is_withheld_whole_or_in_part():
    doc = b.document(f"{NAME} hid. RANA INVENTED-KHOURY fled; later Rana slept and Invented-Khoury spoke.")
    assert hidden(withholding(doc), doc) == [NAME, NAME.upper(), "Rana", "Invented-Khoury"]


def test_a_part_of_a_name_inside_a_word_stays():
    doc = b.document(f"{NAME} spoke of Ranaville.")
    assert hidden(withholding(doc), doc) == [NAME]


def test_a_part_that_is_a_place_of_the_document_stays():
    doc = b.document("Two people were killed in Masyaf, Omar Masyaf said.")
    claim = b.claim(doc, "Two people were killed", "Two", 2, places=(scenes.MASYAF,))
    assert hidden(withholding(doc, claims=[claim], names=["Omar Masyaf"]), doc) == ["Omar Masyaf"]


def test_a_full_name_is_withheld_in_documents_that_do_not_protect_it():
    first, second = b.document(f"{NAME} spoke."), b.document(f"The wire quotes {NAME} and Rana Another.")
    keeper = Withholding([first, second], {first.id: ReadingNote(protected=(Span(0, len(NAME)),))}, ())
    assert hidden(keeper, second) == [NAME]
    assert keeper.hide(f"says {NAME.lower()}!") == "says [name withheld]!"
    assert keeper.hide("Rana says") == "Rana says"
    assert keeper.hide("Rana says", first.id) == "[name withheld] says"


def test_a_name_cut_by_the_window_is_still_found():
    doc = b.document(f"{NAME} spoke. Then {NAME} left.")
    at = doc.text.rindex(NAME)
    assert hidden(withholding(doc), doc) == [NAME, NAME]
    assert withholding(doc).spans(doc, Span(at + 3, at + 8)) == (Span(at + 3, at + 8),)


def test_arabic_names_are_withheld():
    doc = b.document("قالت رنا المخترعة إنها نجت، وعادت رنا المخترعة لاحقاً.", language="ar")
    assert hidden(withholding(doc, names=["رنا المخترعة"]), doc) == ["رنا المخترعة"] * 2


@given(st.text(max_size=200))
def test_no_protected_name_is_left_whatever_stands_around_it(around):
    doc = b.document(f"{NAME}. {around} {NAME} {around}")
    keeper = withholding(doc)
    spans = keeper.spans(doc, Span(0, len(doc.text)))
    left = "".join(c for at, c in enumerate(doc.text) if not any(s.start <= at < s.end for s in spans))
    assert f" {NAME} " not in left
    assert f" {NAME} " not in keeper.hide(doc.text, doc.id)
