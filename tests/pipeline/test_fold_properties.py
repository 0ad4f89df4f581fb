"""Whatever people judge in whatever order: a withdrawal undoes it exactly, and judgements of other things commute."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builder import CIVILIAN, SYRIA, claim, source

from marsad.counting import load_ruleset
from marsad.linking import find_origins
from marsad.pipeline import derive
from marsad.pipeline.judging import judge
from marsad.records import Action, Change, Field, Judgement, Relation, TallyKind, named_judgement

EVENTS = tuple(claim(f"d{n}", str(10 + n), where="Ash Village", on="03-07", by=f"Witness {n}") for n in range(4))
COUNTS = tuple(
    claim(f"t{n}", str(600 + 50 * n), where=SYRIA, by="SOHR", population=CIVILIAN, reported=f"03-1{n}",
          tally=TallyKind.CUMULATIVE)
    for n in range(3)
)  # fmt: skip
CLAIMS = (*EVENTS, *COUNTS)
SOURCES = {c.document: source(c.document, f"Outlet {n}") for n, c in enumerate(CLAIMS)}
DOCUMENTS = set(SOURCES)
RULES = load_ruleset("marsad")
ORIGINS = {origin.id: origin.claims for origin in find_origins(CLAIMS, SOURCES)[0]}
EDITS = (
    Change(field=Field.QUANTITY, value="7"), Change(field=Field.QUANTITY, value=">=20"),
    Change(field=Field.MODALITY, value="denied"), Change(field=Field.CONTEXT, value="accident"),
    Change(field=Field.MEASURE, value="injured"), Change(field=Field.DATE, value="2025-03-05"),
)  # fmt: skip


def made(action, subjects, at, *, change=None, about=Relation.INCIDENT, members=None):
    return named_judgement(
        Judgement(
            action=action,
            subjects=tuple(subjects),
            change=change,
            about=about,
            members=members or {},
            author="a",
            at=f"2025-03-20T00:00:{at:02}",
            reason="r",
        )
    )


@st.composite
def judgements(draw):
    found = []
    for at in range(draw(st.integers(1, 6))):
        action = draw(st.sampled_from([a for a in Action if a not in (Action.WITHDRAW, Action.SPLIT)]))
        if action in (Action.SAME, Action.NOT_SAME):
            about = draw(st.sampled_from(Relation))
            pool = {Relation.INCIDENT: EVENTS, Relation.TALLY: COUNTS}.get(about)
            names = [c.id for c in pool] if pool else sorted(ORIGINS)
            pair = draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
            members = {name: ORIGINS[name] for name in pair if name in ORIGINS}
            found.append(made(action, pair, at, about=about, members=members))
            continue
        change = draw(st.sampled_from(EDITS)) if action is Action.EDIT else None
        change = Change(field=Field.GRADE, value="weak") if action is Action.GRADE else change
        found.append(made(action, [draw(st.sampled_from(CLAIMS)).id], at, change=change))
    return found


def derived(given_judgements):
    return derive(CLAIMS, SOURCES, (), RULES, given_judgements)


@settings(max_examples=40, deadline=None)
@given(judgements(), st.data())
def test_a_withdrawal_leaves_exactly_what_would_be_without_the_judgement(found, data):
    gone = data.draw(st.sampled_from(found))
    withdrawn = [*found, made(Action.WITHDRAW, [gone.id], 59)]
    assert derived(withdrawn) == derived([one for one in found if one.id != gone.id])
    again = [*withdrawn, made(Action.WITHDRAW, [withdrawn[-1].id], 60)]
    assert derived(again) == derived(found)


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(CLAIMS))), st.data())
def test_judgements_about_different_things_give_the_same_in_any_order(order, data):
    each = [
        made(Action.EDIT, [one.id], 5, change=data.draw(st.sampled_from(EDITS)))
        if data.draw(st.booleans())
        else made(Action.REJECT, [one.id], 5)
        for one in CLAIMS
    ]
    assert derived([each[at] for at in order]) == derived(each)


@settings(max_examples=40, deadline=None)
@given(judgements(), st.integers())
def test_the_order_in_which_claims_were_read_changes_nothing(found, seed):
    shuffled = list(CLAIMS)
    random.Random(seed).shuffle(shuffled)
    assert derive(shuffled, SOURCES, (), RULES, found) == derived(found)


@settings(max_examples=40, deadline=None)
@given(judgements())
def test_judgements_hold_when_a_better_reader_reads_the_same_words(found):
    better = tuple(msgspec.structs.replace(one, reader="better/9", flags=()) for one in CLAIMS)
    before, after = judge(CLAIMS, found, DOCUMENTS), judge(better, found, DOCUMENTS)
    assert (after.marks, after.decisions, after.tallies) == (before.marks, before.decisions, before.tallies)
    assert [one.id for one in after.counting] == [one.id for one in before.counting]
