"""What people put together and kept apart holds against all evidence, and changes nothing else."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builder import ELMS, OAKS, claim
from tests.linking.test_properties import any_claim

from marsad.linking import find_origins, link_incidents
from marsad.linking.source import Source
from marsad.records import Context, Decisions, Modality, TallyKind


def linked(claims, groups=(), apart=()):
    """Return which incident each claim is in, by claim id; claims in none are left out."""
    sources = {c.document: Source(document=c.document, published=c.reported) for c in claims}
    origins, _ = find_origins(claims, sources)
    decisions = Decisions(groups=tuple(tuple(c.id for c in group) for group in groups), apart=tuple(apart))
    incidents, _ = link_incidents(claims, origins, sources, decided=decisions)
    return {name: incident.id for incident in incidents for name in incident.claims}


def alike(*documents, count="12", where=OAKS, on="03-07", **more):
    return [claim(document, count, where=where, on=on, **more) for document in documents]


def test_two_villages_are_one_incident_where_somebody_says_so():
    oaks, elms = claim("a", "12", where=OAKS, on="03-07"), claim("b", "40", where=ELMS, on="03-09")
    assert linked([oaks, elms])[oaks.id] != linked([oaks, elms])[elms.id]
    found = linked([oaks, elms], groups=[(oaks, elms)])
    assert found[oaks.id] == found[elms.id]


def test_reports_that_agree_in_everything_stay_apart_where_somebody_says_so():
    one, two = alike("a", "b")
    found = linked([one, two], groups=[(one,), (two,)], apart=[(0, 1)])
    assert found[one.id] != found[two.id]


def test_what_was_put_together_takes_the_rest_of_both_incidents_along():
    here, there = alike("a", "b"), alike("c", "d", count="40", where=ELMS)
    found = linked([*here, *there], groups=[(here[0], there[0])])
    assert len(set(found.values())) == 1


def test_a_third_report_goes_to_one_of_two_that_are_apart():
    one, two, three = alike("a", "b", "c")
    found = linked([one, two, three], groups=[(one,), (two,)], apart=[(0, 1)])
    assert found[one.id] != found[two.id]
    assert found[three.id] in {found[one.id], found[two.id]}


def test_claims_of_one_event_of_one_document_can_be_kept_apart():
    one, two = (
        claim("a", "12", where=OAKS, on="03-07", event="e"),
        claim("a", "3", where=OAKS, on="03-07", event="e", at=1),
    )
    assert len(set(linked([one, two]).values())) == 1
    assert len(set(linked([one, two], groups=[(one,), (two,)], apart=[(0, 1)]).values())) == 2


def test_claims_of_two_contexts_meet_as_conflict_where_somebody_says_so():
    one = claim("a", "12", where=OAKS, on="03-07", context=Context.CRIME)
    two = claim("b", "12", where=OAKS, on="03-07")
    found = linked([one, two], groups=[(one, two)])
    assert found[one.id] == found[two.id]


def test_a_denial_is_kept_off_the_incident_that_somebody_says_it_is_not_about():
    (told,) = alike("a")
    denied = claim("b", "12", where=OAKS, on="03-07", modality=Modality.DENIED)
    assert denied.id in linked([told, denied])
    assert denied.id not in linked([told, denied], groups=[(told,), (denied,)], apart=[(0, 1)])


def test_no_decision_changes_nothing():
    claims = [*alike("a", "b", "c"), *alike("d", count="40", where=ELMS)]
    assert linked(claims) == linked(claims, groups=())


@st.composite
def decided(draw):
    """Claims, groups of some of them, and pairs of groups that are apart."""
    claims = [draw(any_claim(f"d{n % 5}", n)) for n in range(draw(st.integers(2, 10)))]
    shuffled = draw(st.permutations(claims))
    groups = []
    for size in draw(st.lists(st.integers(1, 3), max_size=4)):
        group, shuffled = shuffled[:size], shuffled[size:]
        if group:
            groups.append(tuple(group))
    apart = [pair for pair in combinations(range(len(groups)), 2) if draw(st.booleans())]
    return claims, groups, apart


@given(decided())
@settings(max_examples=150, deadline=None)
def test_decisions_always_hold(given_):
    claims, groups, apart = given_
    found = linked(claims, groups, apart)
    for group in groups:
        counting = [c for c in group if c.counts and c.tally is TallyKind.EVENT]
        assert len({found[c.id] for c in counting}) <= 1
    for one, other in apart:
        ours, theirs = ({found[c.id] for c in groups[at] if c.id in found} for at in (one, other))
        assert not ours & theirs
    assert {c.id for c in claims if c.counts and c.tally is TallyKind.EVENT} <= found.keys()


@given(decided(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_claims_changes_nothing(given_, random):
    claims, groups, apart = given_
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert linked(claims, groups, apart) == linked(shuffled, groups, apart)
