"""Judgements as a fold over readings: what stands, what it changes, and what survives a better reader."""

import msgspec
import pytest
from tests.linking.builder import claim

from marsad.pipeline.judging import judge, standing
from marsad.records import Action, Change, Field, Judgement, Measure, Population, named_judgement

ONE, TWO, OTHER = claim("d", "31"), claim("d", "5", at=1), claim("e", "12")
CLAIMS = (ONE, TWO, OTHER)
DOCUMENTS = {"d", "e"}


def judgement(action, *subjects, at=0, members=None, field=None, value=""):
    return named_judgement(
        Judgement(
            action=action,
            subjects=subjects,
            members=members or {},
            change=Change(field=field, value=value) if field else None,
            author="a",
            at=str(at),
            reason="r",
        )
    )


def fold(*judgements, claims=CLAIMS, documents=DOCUMENTS):
    return judge(claims, judgements, documents)


def test_without_judgements_everything_is_as_read():
    assert fold().counting == CLAIMS
    assert fold().marks == ()


@pytest.mark.parametrize(
    ("subjects", "members", "left"),
    [
        ((ONE.id,), {}, (TWO, OTHER)),
        (("d",), {}, (OTHER,)),
        (("inc-1",), {"inc-1": (ONE.id, OTHER.id)}, (TWO,)),
        (("e", TWO.id), {}, (ONE,)),
    ],
)
def test_what_is_rejected_does_not_count_and_is_marked(subjects, members, left):
    judged = fold(judgement(Action.REJECT, *subjects, members=members))
    assert judged.counting == left
    assert {mark.id for mark in judged.marks if mark.rejected} == {c.id for c in CLAIMS} - {c.id for c in left}
    assert judged.findings == ()


def test_accepting_after_rejecting_lets_it_count_again():
    judged = fold(judgement(Action.REJECT, "d"), judgement(Action.ACCEPT, ONE.id, at=1))
    assert judged.counting == (ONE, OTHER)
    (mark,) = (mark for mark in judged.marks if mark.id == ONE.id)
    assert (mark.accepted, mark.rejected, len(mark.judgements)) == (True, False, 2)


def test_edits_add_up_and_the_later_of_one_field_stands():
    judged = fold(
        judgement(Action.EDIT, ONE.id, field=Field.QUANTITY, value="29"),
        judgement(Action.EDIT, ONE.id, field=Field.POPULATION, value="civilian", at=1),
        judgement(Action.EDIT, ONE.id, field=Field.QUANTITY, value="28", at=2),
    )
    (changed,) = judged.edited
    assert (changed.id, changed.quantity.point, changed.population) == (ONE.id, 28, Population.CIVILIAN)
    assert changed in judged.counting


def test_a_withdrawn_judgement_is_as_if_never_made_and_a_withdrawn_withdrawal_too():
    reject = judgement(Action.REJECT, ONE.id)
    withdraw = judgement(Action.WITHDRAW, reject.id, at=1)
    assert fold(reject, withdraw).counting == CLAIMS
    again = judgement(Action.WITHDRAW, withdraw.id, at=2)
    assert fold(reject, withdraw, again).counting == (TWO, OTHER)
    assert standing([reject, withdraw, again]) == (reject, again)


def test_a_judgement_survives_a_reader_that_reads_the_passage_otherwise():
    edit = judgement(Action.EDIT, ONE.id, field=Field.MEASURE, value="injured")
    better = msgspec.structs.replace(ONE, population=Population.CIVILIAN, reader="better/2")
    (changed,) = fold(edit, claims=(better,)).edited
    assert (changed.measure, changed.population, changed.reader) == (Measure.INJURED, Population.CIVILIAN, "better/2")


def test_a_judgement_whose_claim_is_gone_is_a_finding_and_not_an_error():
    judged = fold(judgement(Action.EDIT, ONE.id, field=Field.MEASURE, value="injured"), claims=(TWO, OTHER))
    assert [finding.kind for finding in judged.findings] == ["judgement_without_object"]
    assert judged.counting == (TWO, OTHER)


def test_an_incident_has_an_object_while_one_of_its_claims_is_there():
    split = judgement(Action.REJECT, "inc-1", members={"inc-1": ("clm-gone", ONE.id)})
    assert fold(split).findings == ()
    gone = judgement(Action.REJECT, "inc-1", members={"inc-1": ("clm-gone",)})
    assert [finding.kind for finding in fold(gone).findings] == ["judgement_without_object"]


def test_an_edit_that_no_longer_fits_is_a_finding_and_leaves_the_claim():
    judged = fold(judgement(Action.EDIT, ONE.id, field=Field.PLACE, value="gn-of-an-older-gazetteer"))
    assert [finding.kind for finding in judged.findings] == ["edit_not_applied"]
    assert judged.counting == CLAIMS


def test_a_grade_marks_and_moves_nothing():
    judged = fold(judgement(Action.GRADE, "d", field=Field.GRADE, value="fair"))
    assert judged.counting == CLAIMS
    assert {(mark.id, mark.grade) for mark in judged.marks} == {("d", "fair"), (ONE.id, "fair"), (TWO.id, "fair")}
