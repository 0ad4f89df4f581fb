"""Same, not same and split come to decisions without contradiction; the later judgement beats the earlier."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from marsad.pipeline.deciding import decide
from marsad.records import Action, Judgement, named_judgement


def judgement(action, *subjects, members=None, at=0):
    return named_judgement(
        Judgement(action=action, subjects=subjects, members=members or {}, author="a", at=str(at), reason="r")
    )


def same(*subjects, **more):
    return judgement(Action.SAME, *subjects, **more)


def not_same(*subjects, **more):
    return judgement(Action.NOT_SAME, *subjects, **more)


def together(decisions, one, other):
    return any(one in group and other in group for group in decisions.groups)


def apart(decisions, one, other):
    at = {claim: index for index, group in enumerate(decisions.groups) for claim in group}
    return tuple(sorted((at.get(one, -1), at.get(other, -2)))) in decisions.apart


def test_the_later_of_two_opposite_judgements_stands_and_the_earlier_is_a_finding():
    decisions, findings = decide([same("a", "b"), not_same("a", "b", at=1)])
    assert apart(decisions, "a", "b")
    assert [finding.kind for finding in findings] == ["judgement_overruled"]
    decisions, _ = decide([not_same("a", "b"), same("a", "b", at=1)])
    assert together(decisions, "a", "b")
    assert decisions.apart == ()


def test_a_chain_gives_way_to_a_later_judgement_at_its_end():
    first, second = same("a", "b"), same("b", "c", at=1)
    decisions, findings = decide([first, second, not_same("a", "c", at=2)])
    assert apart(decisions, "a", "c")
    assert together(decisions, "b", "c")
    assert not together(decisions, "a", "b")
    assert [finding.where for finding in findings] == [first.id]


def test_not_same_is_remembered_through_what_is_joined_to_either():
    decisions, _ = decide([not_same("a", "b"), same("a", "c", at=1), same("b", "d", at=2)])
    assert apart(decisions, "c", "d")


def test_incidents_stand_for_the_claims_they_had_when_judged():
    decisions, _ = decide([not_same("i", "j", members={"i": ("a", "b"), "j": ("c",)})])
    assert apart(decisions, "a", "c")
    assert apart(decisions, "b", "c")
    assert not together(decisions, "a", "b")  # who says that two incidents differ has said nothing of one of them
    decisions, _ = decide([same("i", "j", members={"i": ("a", "b"), "j": ("c",)})])
    assert decisions.groups == (("a", "b", "c"),)


def test_a_split_keeps_what_leaves_together_and_apart_from_each_that_stays():
    split = judgement(Action.SPLIT, "i", "a", "b", members={"i": ("a", "b", "c", "d")})
    decisions, _ = decide([split])
    assert together(decisions, "a", "b")
    assert apart(decisions, "a", "c")
    assert apart(decisions, "b", "d")
    assert not together(decisions, "c", "d")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Action.SAME, Action.NOT_SAME]),
            st.lists(st.sampled_from("abcdef"), min_size=2, unique=True),
        ),
        max_size=8,
    )
)
def test_decisions_never_contradict_and_the_last_judgement_holds(drawn):
    judgements = [judgement(action, *subjects, at=at) for at, (action, subjects) in enumerate(drawn)]
    decisions, findings = decide(judgements)
    claims = [claim for group in decisions.groups for claim in group]
    assert len(claims) == len(set(claims))
    assert all(one != other for one, other in decisions.apart)
    overruled = {finding.where for finding in findings}
    if judgements:
        assert judgements[-1].id not in overruled
    for made in judgements:
        if made.id in overruled:
            continue
        check = together if made.action is Action.SAME else apart
        assert all(check(decisions, one, other) for one, other in pairwise(made.subjects))
