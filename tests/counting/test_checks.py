import pytest
from tests.linking.builder import ALL, CIVILIAN, COMBATANT, ELMS, OAKS, claim
from tests.linking.record import record

HERE = {"where": OAKS, "on": "03-07", "event": "e"}


def findings(*claims):
    return [(finding.kind, finding.words) for finding in record(claims).findings]


def parts(whole, civilians, fighters):
    return (
        claim("a", whole, population=ALL, **HERE),
        claim("a", civilians, population=CIVILIAN, at=1, **HERE),
        claim("a", fighters, population=COMBATANT, at=2, **HERE),
    )


def test_parts_that_sum_are_no_finding():
    assert findings(*parts("20", "12", "8")) == []


def test_parts_that_nearly_sum():
    assert findings(*parts("20", "12", "6")) == [("parts_do_not_sum", "20; 12 + 6")]


def test_parts_that_are_no_full_breakdown():
    assert findings(*parts("20", "5", "4")) == []


def test_parts_larger_than_their_whole():
    assert findings(*parts("20", "12", "9")) == [("breakdown_exceeds_whole", "20; 12 + 9")]


def test_an_open_whole_is_not_exceeded():
    assert findings(*parts(">=20", "12", "9")) == []


def test_rounded_parts_are_compared_as_ranges():
    assert findings(*parts("~200", "120", "76")) == []


def test_a_part_stated_as_a_part():
    whole = claim("a", "12", **HERE)
    assert findings(whole, claim("a", "4", at=1, subset_of=whole.id, **HERE)) == []
    assert findings(whole, claim("a", "14", at=1, subset_of=whole.id, **HERE)) == [
        ("breakdown_exceeds_whole", "12; 14")
    ]


def test_a_document_that_contradicts_itself():
    assert findings(claim("a", "12", **HERE), claim("a", "15", at=1, **HERE)) == [
        ("source_contradicts_itself", "12; 15")
    ]


@pytest.mark.parametrize("other", [">=10", "1", "dozens"])
def test_words_that_can_both_be_right(other):
    assert findings(claim("a", "30", **HERE), claim("a", other, at=1, **HERE)) == []


def test_numbers_for_two_places_do_not_contradict():
    elsewhere = HERE | {"where": ELMS}
    assert findings(claim("a", "12", **HERE), claim("a", "15", at=1, **elsewhere)) == []


def test_a_number_out_of_size():
    voices = [claim("a", "12", by="SOHR", **HERE), claim("b", "13", by="SNHR", **HERE)]
    wrong = claim("a", "1300", by="Reuters", at=4, **HERE)
    assert ("outlier_size", "1300") in findings(*voices, wrong)
    assert findings(*voices, claim("a", "40", by="Reuters", at=4, **HERE)) == []
