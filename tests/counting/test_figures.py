import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.builder import CIVILIAN, INJURED, KILLED, OAKS, SECURITY, UNKNOWN, claim
from tests.linking.record import RULES, record

from marsad.counting import count_incident, headline, load_ruleset
from marsad.records import Flag, InputError, Measure, Modality, Operator, Quantity, Words

HERE = {"where": OAKS, "on": "03-07", "event": "e"}


def figures(*claims):
    result = record(claims)
    (incident,) = result.incidents
    return result.figures[incident.id]


def test_each_measure_has_one_headline():
    found = figures(
        claim("a", "12", population=CIVILIAN, **HERE),
        claim("a", "8", population=SECURITY, at=1, **HERE),
        claim("a", "30", measure=INJURED, at=2, **HERE),
    )
    assert headline(found, KILLED).best.value == 20
    assert headline(found, INJURED).best.value == 30
    assert headline(found, INJURED).population is UNKNOWN
    with pytest.raises(InputError):
        headline(found, Measure.MISSING)


def test_a_headline_over_several_scopes_says_so():
    found = figures(claim("a", "20", by="SOHR", population=CIVILIAN, **HERE), claim("b", "15", by="SNHR", **HERE))
    top = headline(found, KILLED)
    assert all(bound.rule.endswith("/across_scopes") for bound in (top.low, top.best, top.high))


def test_children_of_one_speaker_lie_in_the_whole_of_another_in_the_same_text():
    whole = claim("a", ">=10", by="SOHR", **HERE)
    children = msgspec.structs.replace(
        claim("a", "8", by="SANA", at=1, group="children", **HERE), flags=(Flag.CHILDREN,)
    )
    (figure,) = figures(whole, children)
    assert (figure.low.value, figure.best.value, figure.high.value, figure.origins) == (10, 10, 10, 1)
    elsewhere = msgspec.structs.replace(children, document="b", id="clm-b")
    (figure,) = figures(whole, elsewhere)
    assert figure.low.value == 8
    among = msgspec.structs.replace(children, group=Words(0, 6, "people"))
    (figure,) = figures(whole, among)
    assert figure.low.value == 8


def test_a_number_of_children_above_the_floor_of_a_word_stands():
    children = msgspec.structs.replace(claim("a", "13", group="children", **HERE), flags=(Flag.CHILDREN,))
    (figure,) = figures(children, claim("a", "dozens", at=1, **HERE))
    assert (figure.best.value, figure.high.value) == (13, 13)


def test_two_named_speakers_in_one_text_corroborate_only_if_their_numbers_are_near():
    near = figures(claim("a", "12", by="SOHR", **HERE), claim("a", "14", by="SANA", at=1, **HERE))
    far = figures(claim("a", "12", by="SOHR", **HERE), claim("a", "30", by="SANA", at=1, **HERE))
    assert [(f.best.value, f.origins) for f in (*near, *far)] == [(14, 2), (30, 1)]


def test_every_bound_names_its_claims_and_dissent_is_kept():
    low, high = claim("a", "12", by="SOHR", **HERE), claim("b", "15", by="SNHR", reported="03-09", **HERE)
    (figure,) = figures(low, high)
    assert figure.low.claims == (low.id,)
    assert figure.high.claims == figure.best.claims == (high.id,)
    assert figure.dissent == (low.id,)
    assert figure.as_of == high.reported
    assert figure.ruleset == "marsad/1"


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.SPECULATIVE, Modality.HISTORICAL])
def test_what_did_not_happen_is_not_counted(modality):
    (figure,) = figures(claim("a", "12", **HERE), claim("b", "90", modality=modality, **HERE))
    assert figure.high.value == 12


def test_families_are_not_persons():
    result = record([claim("a", "12", **HERE), claim("b", "40", unit="family", **HERE)])
    assert "not_counted_in_persons" in result.kinds()
    assert all(figure.high.value == 12 for found in result.figures.values() for figure in found)


def test_the_id_of_a_figure_needs_no_claims():
    one, more = figures(claim("a", "12", **HERE)), figures(claim("a", "12", **HERE), claim("a", "14", at=1, **HERE))
    assert one[0].id == more[0].id


@given(st.lists(st.tuples(*[st.integers(0, 50)] * 3, st.one_of(st.none(), st.integers(0, 50))), min_size=1, max_size=4))
def test_bounds_hold_for_quantities_that_contradict_themselves(numbers):
    claims = []
    for at, (low, floor, value, high) in enumerate(numbers):
        quantity = Quantity(
            words=Words(0, 1, "?"), operator=Operator.EQ, value=value, low=low, high=high, floor=floor, point=value,
            rule="V", ruleset="t",
        )  # fmt: skip
        claims.append(msgspec.structs.replace(claim(f"d{at}", "1", by=f"Speaker {at}", **HERE), quantity=quantity))
    base = record([claim(c.document, "12", by=c.attribution.text, **HERE) for c in claims])
    voices = {c: origin for origin in base.origins for c in origin.claims}
    incident = msgspec.structs.replace(base.incidents[0], claims=tuple(sorted(c.id for c in claims)))
    for figure in count_incident(incident, {c.id: c for c in claims}, voices, RULES):
        assert figure.low.value <= figure.best.value <= figure.high.value


def test_an_unknown_rule_set_names_those_there_are():
    with pytest.raises(InputError, match="marsad"):
        load_ruleset("nobody")


def test_villagers_and_people_of_one_number_agree_and_those_near_corroborate():
    told = [("a", "9", CIVILIAN), ("b", "9", UNKNOWN), ("c", "7", UNKNOWN), ("d", "11", UNKNOWN)]
    claims = [claim(d, n, by=f"Speaker {d}", population=of, **HERE) for d, n, of in told]
    top = headline(figures(*claims), KILLED)
    assert (top.low.value, top.best.value, top.high.value, top.origins) == (7, 9, 11, 4)


def test_a_publishers_own_word_sums_up_the_number_it_quotes():
    quoted = claim("a", "45", by="SOHR", population=CIVILIAN, **HERE)
    top = headline(figures(quoted, claim("a", "dozens", at=1, **HERE)), KILLED)
    assert (top.low.value, top.best.value, top.high.value) == (45, 45, 45)
    top = headline(figures(quoted, claim("a", "hundreds", at=1, **HERE)), KILLED)
    assert top.high.value == 999


def test_a_number_below_a_part_of_its_own_text_is_not_best():
    top = headline(
        figures(
            claim("a", "2", by="SANA", **HERE),
            claim("a", "4", by="SOHR", population=CIVILIAN, at=1, **HERE),
            claim("b", ">=2", **HERE),
        ),
        KILLED,
    )
    assert (top.low.value, top.best.value, top.high.value) == (2, 4, 4)
