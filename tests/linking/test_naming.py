from hypothesis import given
from hypothesis import strategies as st

from marsad.linking.naming import named
from marsad.records import Context, Incident


def found(*claims):
    return Incident(id="", context=Context.CONFLICT, claims=claims, documents=())


def known(name, *claims, aliases=()):
    return Incident(id=name, aliases=aliases, context=Context.CONFLICT, claims=claims, documents=())


def shown(incidents):
    return {incident.claims: (incident.id, incident.aliases) for incident in incidents}


def test_a_new_incident_is_named_after_its_least_claim():
    (one,) = named([found("c1", "c2")], [])
    (same,) = named([found("c1", "c9")], [])
    assert one.id == same.id
    assert one.id.startswith("inc-")


def test_a_name_stays_when_lesser_claims_join():
    assert shown(named([found("c0", "c1", "c2")], [known("inc-x", "c1", "c2")])) == {("c0", "c1", "c2"): ("inc-x", ())}


def test_of_two_merged_the_larger_gives_the_name():
    olds = [known("inc-a", "c1"), known("inc-b", "c2", "c3", aliases=("inc-z",))]
    assert shown(named([found("c1", "c2", "c3")], olds)) == {("c1", "c2", "c3"): ("inc-b", ("inc-a", "inc-z"))}


def test_of_two_equal_the_older_name():
    olds = [known("inc-b", "c1"), known("inc-a", "c2")]
    assert shown(named([found("c1", "c2")], olds)) == {("c1", "c2"): ("inc-b", ("inc-a",))}


def test_after_a_split_the_largest_part_keeps_the_name():
    (first,) = named([found("c1", "c2", "c3")], [])
    parts = shown(named([found("c1"), found("c2", "c3")], [first]))
    assert parts["c2", "c3"] == (first.id, ())
    assert parts[("c1",)][0] != first.id


def test_what_was_parted_and_is_put_together_again_has_the_name_it_had():
    (first,) = named([found("c1", "c2")], [known("inc-z", "c1", "c2")])
    parts = named([found("c1"), found("c2")], [first])
    (new,) = (one for one in parts if one.id != "inc-z")
    (kept,) = (one for one in parts if one.id == "inc-z")
    assert shown(named([found("c1", "c2")], [kept, new])) == {("c1", "c2"): ("inc-z", (new.id,))}


def test_what_was_joined_and_comes_apart_has_both_names_again():
    olds = [known("inc-b", "c1", "c2"), known("inc-a", "c2")]
    assert shown(named([found("c1"), found("c2")], olds)) == {("c1",): ("inc-b", ()), ("c2",): ("inc-a", ())}


def test_a_known_incident_whose_claims_are_gone_leaves_no_trace():
    assert shown(named([found("c1")], [known("inc-x", "c9")])) == shown(named([found("c1")], []))


CLAIMS = [f"c{n}" for n in range(8)]


@st.composite
def partitions(draw):
    places = [draw(st.integers(0, 3)) for _ in CLAIMS]  # 3: in no incident
    groups = [tuple(c for c, at in zip(CLAIMS, places, strict=True) if at == n) for n in range(3)]
    return [found(*group) for group in groups if group]


@given(st.lists(partitions(), min_size=1, max_size=6))
def test_naming_what_was_named_changes_no_name(history):
    latest = {}
    for groups in history:
        first = named(groups, list(latest.values()))
        assert len({one.id for one in first}) == len(first)
        latest |= {one.id: known(one.id, *one.claims) for one in first}
        assert [(one.id, one.claims) for one in named(groups, list(latest.values()))] == [
            (one.id, one.claims) for one in first
        ]
