"""A judgement is checked, previewed and stored; what the preview says is what happens."""

import msgspec
import pytest
from tests.pipeline.judged import AGAIN, BANIAS, JABLEH, Clock, judge, killed, proposed, run, write

from marsad.archive import Archive
from marsad.pipeline.judging import judgements_of
from marsad.pipeline.moves import moves
from marsad.pipeline.proposing import make_judgement, retraction_subjects
from marsad.records import Action, Change, EntryKind, Field, InputError


@pytest.fixture
def archive(tmp_path):
    with Archive.create(tmp_path / "a") as made:
        run(made, write(tmp_path / "r", one=BANIAS, two=AGAIN, three=JABLEH), Clock())
        yield made


def claim(archive, words):
    return next(c.id for c in archive.snapshot().claims if c.quantity.words.text == words)


def incident(archive, words):
    wanted = claim(archive, words)
    return next(i.id for i in archive.snapshot().incidents if wanted in i.claims)


def test_what_the_preview_says_is_what_happens(archive):
    before = archive.derivations.load()
    proposal = proposed(archive, Action.REJECT, claim(archive, "29"))
    assert archive.derivations.load() == before
    judge(archive, Action.REJECT, claim(archive, "29"))
    after = archive.derivations.load()
    assert proposal.moves == moves(before, after)
    assert [(m.before.best.value, m.after.best.value) for m in proposal.moves] == [(29, 31)]
    assert killed(archive.snapshot())["Al-Tuwaimah"] == (31, 31, 31)


def test_a_judgement_is_an_entry_that_says_who_when_and_why(archive):
    made = judge(archive, Action.REJECT, claim(archive, "29"), reason="wrong village", author="Omar")
    (entry,) = archive.ledger.entries([EntryKind.JUDGEMENT])
    assert (entry.author, entry.at, entry.subject) == ("Omar", made.at, made.subjects[0])
    assert judgements_of(archive) == (made,)
    assert made.reason == "wrong village"


def test_same_joins_two_incidents_and_its_withdrawal_parts_them_under_their_own_names(archive):
    before = archive.snapshot()
    here, there = incident(archive, "29"), incident(archive, "12")
    made = judge(archive, Action.SAME, here, there)
    (joined,) = archive.snapshot().incidents
    assert {joined.id, *joined.aliases} == {here, there}
    judge(archive, Action.WITHDRAW, made.id)
    assert archive.snapshot().incidents == before.incidents
    assert archive.snapshot().figures == before.figures


def test_not_same_parts_an_incident_and_is_remembered_when_reports_are_added(archive, tmp_path):
    one, two = claim(archive, "29"), claim(archive, "At least 31")
    judge(archive, Action.NOT_SAME, one, two)
    assert incident(archive, "29") != incident(archive, "At least 31")
    third = AGAIN.replace("North Agency", "Harbour Post").replace("29", "30")
    run(archive, write(tmp_path / "r", four=third), Clock())
    assert incident(archive, "29") != incident(archive, "At least 31")


def test_a_split_takes_claims_out_of_an_incident(archive):
    whole, leaving = incident(archive, "29"), claim(archive, "29")
    judge(archive, Action.SPLIT, whole, leaving)
    assert incident(archive, "29") != incident(archive, "At least 31")


def test_an_edit_moves_the_figure_and_shows_in_the_snapshot(archive):
    judge(archive, Action.EDIT, claim(archive, "12"), change=Change(field=Field.QUANTITY, value=">=20"))
    snapshot = archive.snapshot()
    assert killed(snapshot)["Jableh"][0] == 20
    assert next(c for c in snapshot.claims if c.quantity.words.text == "12").quantity.low == 20


def test_a_rejected_claim_stays_in_the_snapshot_with_its_mark(archive):
    gone = claim(archive, "12")
    judge(archive, Action.REJECT, gone)
    snapshot = archive.snapshot()
    assert gone in {c.id for c in snapshot.claims}
    assert snapshot.marks[gone].rejected
    assert gone not in {c for i in snapshot.incidents for c in i.claims}
    assert "Jableh" not in killed(snapshot)


def test_a_reason_is_needed_wherever_a_figure_can_move(archive):
    for action in (Action.REJECT, Action.EDIT):
        change = Change(field=Field.QUANTITY, value="12") if action is Action.EDIT else None
        with pytest.raises(InputError, match="needs a reason"):
            proposed(archive, action, claim(archive, "12"), change=change, reason=" ")
    assert proposed(archive, Action.ACCEPT, claim(archive, "12"), reason="").moves == ()
    judge(archive, Action.REJECT, claim(archive, "12"))
    with pytest.raises(InputError, match="needs a reason"):
        proposed(archive, Action.ACCEPT, claim(archive, "12"), reason="")


def test_judgements_that_do_not_fit_their_objects_are_refused(archive):
    snapshot = archive.snapshot()
    one, two, other = (claim(archive, words) for words in ("29", "At least 31", "12"))
    whole, document = incident(archive, "29"), snapshot.documents[0].id
    quantity = Change(field=Field.QUANTITY, value="1")
    refused = [
        (Action.SAME, (one,), None), (Action.SAME, (one, document), None), (Action.SAME, (whole, one), None),
        (Action.SPLIT, (whole, other), None), (Action.SPLIT, (whole, one, two), None), (Action.SPLIT, (one, two), None),
        (Action.EDIT, (document,), quantity), (Action.EDIT, (one,), None), (Action.REJECT, (one,), quantity),
        (Action.EDIT, (one,), Change(field=Field.GRADE, value="fair")), (Action.WITHDRAW, (one,), None),
        (Action.REJECT, ("clm-nowhere",), None), (Action.GRADE, (one,), quantity),
    ]  # fmt: skip
    for action, subjects, change in refused:
        with pytest.raises(InputError):
            make_judgement(action, subjects, snapshot, (), change=change, reason="r")


def test_a_withdrawn_judgement_cannot_be_withdrawn_again(archive):
    made = judge(archive, Action.REJECT, claim(archive, "12"))
    judge(archive, Action.WITHDRAW, made.id)
    with pytest.raises(InputError, match="cannot be said"):
        proposed(archive, Action.WITHDRAW, made.id)


def test_a_source_is_a_publisher_or_an_origin_by_name_or_id(archive):
    snapshot = archive.snapshot()
    document = snapshot.documents[0]
    assert retraction_subjects(document.id, snapshot) == (document.id,)
    origin = snapshot.origins[0]
    assert (
        retraction_subjects(origin.id, snapshot) == retraction_subjects(origin.name.upper(), snapshot) == origin.claims
    )
    named = msgspec.structs.replace(document, publisher="Coast Wire")
    told = msgspec.structs.replace(snapshot, documents=(named, *snapshot.documents[1:]))
    assert retraction_subjects("coast wire", told) == (document.id,)
    assert retraction_subjects(" ", snapshot) == ()


def test_names_of_incidents_stay_when_reports_join_and_come_from_the_ledger(archive, tmp_path):
    before = {i.id for i in archive.snapshot().incidents}
    for number in range(40, 46):
        text = JABLEH.replace("Levant Daily", f"Outlet {number}").replace("hospital source", f"guard {number}")
        run(archive, write(tmp_path / "r", **{f"more{number}": text}), Clock())
    assert before <= {i.id for i in archive.snapshot().incidents}


def test_a_reason_of_bytes_that_are_no_text_is_kept_as_far_as_it_is_text(archive):
    made = judge(archive, Action.REJECT, claim(archive, "12"), reason="seen \udcff \u202e", author="\udcfe")
    assert judgements_of(archive) == (made,)
    assert (made.reason, made.author) == ("seen ? \u202e", "?")
