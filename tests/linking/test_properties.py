"""What must hold for any claims: order never matters, bounds never cross, what a document tells apart stays apart."""

from itertools import combinations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builder import (
    ALL,
    BANIAS,
    BANIAS_DISTRICT,
    CITY,
    CIVILIAN,
    COAST,
    COMBATANT,
    ELMS,
    LATAKIA,
    MUROUJ,
    OAKS,
    QUSOUR,
    SECURITY,
    SYRIA,
    TARTUS,
    UNKNOWN,
    claim,
    source,
)
from tests.linking.record import record

from marsad.records import Context, DateBasis, EventType, Measure, Modality, TallyKind

PLACES = [
    (),
    OAKS,
    ELMS,
    CITY,
    (QUSOUR, BANIAS),
    MUROUJ,
    BANIAS,
    BANIAS_DISTRICT,
    TARTUS,
    LATAKIA,
    COAST,
    SYRIA,
    "Ash Village",
    ("Ash Village", BANIAS),
    (OAKS, ELMS),
]
DAYS = [
    None,
    "03-06",
    "03-07",
    "03-07",
    "03-08",
    "03-06..03-07",
    "03-07..03-09",
    "03-01..03-31",
    "2013-01-01..2025-03-10",
]
COUNTS = ["1", "2", "5", "12", "12", "13", "60", ">=12", ">12", "<=30", "~100", "10-20", "dozens", "people"]
SPEAKERS = ["", "", "SOHR", "the Observatory", "activists", "police", "Reuters", "a doctor"]
REPORTED = ["03-07", "03-08", "03-09", None]


@st.composite
def any_claim(draw, document, at):
    on = draw(st.sampled_from(DAYS))
    return claim(
        document,
        draw(st.sampled_from(COUNTS)),
        where=draw(st.sampled_from(PLACES)),
        on=on,
        basis=draw(st.sampled_from([DateBasis.STATED, DateBasis.PUBLICATION])),
        reported=draw(st.sampled_from(REPORTED)),
        by=draw(st.sampled_from(SPEAKERS)),
        population=draw(st.sampled_from([CIVILIAN, SECURITY, COMBATANT, ALL, UNKNOWN, UNKNOWN])),
        measure=draw(st.sampled_from([Measure.KILLED, Measure.KILLED, Measure.INJURED, Measure.DETAINED])),
        at=at,
        event=draw(st.sampled_from(["", "e1", "e2"])),
        kind=draw(st.sampled_from([EventType.OTHER, EventType.AIRSTRIKE, EventType.SHOOTING])),
        tally=draw(st.sampled_from([TallyKind.EVENT] * 4 + [TallyKind.CUMULATIVE, TallyKind.INCREMENTAL])),
        modality=draw(st.sampled_from([Modality.ASSERTED] * 5 + [Modality.DENIED, Modality.SPECULATIVE])),
        context=draw(st.sampled_from([Context.CONFLICT] * 4 + [Context.CRIME])),
        group=draw(st.sampled_from(["", "a teacher", "a farmer"])),
        unit=draw(st.sampled_from(["person"] * 8 + ["family"])),
    )


@st.composite
def archives(draw):
    """A few documents with a few claims each, some of them near copies, and an order to give them in."""
    claims, sources = [], []
    texts = [tuple(range(n, n + 126)) for n in (0, 1000)] + [()]
    for number in range(draw(st.integers(1, 5))):
        document = f"doc-{number}"
        claims += [draw(any_claim(document, at)) for at in range(draw(st.integers(1, 4)))]
        sources.append(
            source(
                document,
                draw(st.sampled_from(["", "Outlet A", "Outlet B", "Reuters"])),
                draw(st.sampled_from(["03-07", "03-08", "03-09"])),
                signature=draw(st.sampled_from(texts)),
                shingles=200,
            )
        )
    return claims, sources, draw(st.permutations(claims)), draw(st.permutations(sources))


@settings(max_examples=150, deadline=None)
@given(archives())
def test_order_changes_nothing(archive):
    claims, sources, other_claims, other_sources = archive
    one, other = record(claims, sources), record(other_claims, other_sources)
    for name in ("origins", "incidents", "tallies", "findings"):
        assert msgspec.json.encode(getattr(one, name)) == msgspec.json.encode(getattr(other, name))
    assert one.figures == other.figures


@settings(max_examples=100, deadline=None)
@given(archives())
def test_one_at_a_time_equals_at_once(archive):
    claims, sources, arriving, _ = archive
    known = ()
    for upto in range(1, len(arriving) + 1):
        result = record(arriving[:upto], sources, known)
        known = result.incidents
    at_once = record(claims, sources)
    assert result.membership() == at_once.membership()
    assert result.numbers() == at_once.numbers()
    names = [name for incident in result.incidents for name in (incident.id, *incident.aliases)]
    assert len(names) == len(set(names))


@settings(max_examples=150, deadline=None)
@given(archives())
def test_bounds_never_cross_and_every_bound_names_its_claims(archive):
    claims, sources, _, _ = archive
    result = record(claims, sources)
    for figure in (figure for figures in result.figures.values() for figure in figures):
        assert 0 <= figure.low.value <= figure.best.value <= figure.high.value
        for bound in (figure.low, figure.best, figure.high):
            assert bound.claims
            assert set(bound.claims) <= set(figure.claims)
        assert set(figure.dissent) <= set(figure.claims)
        assert figure.provisional == (figure.origins < 2)
        assert all(result.claims[i].counts and result.claims[i].quantity.unit == "person" for i in figure.claims)
        assert all(result.claims[i].measure is figure.measure for i in figure.claims)


@settings(max_examples=150, deadline=None)
@given(archives())
def test_every_claim_has_one_origin_and_at_most_one_incident(archive):
    claims, sources, _, _ = archive
    result = record(claims, sources)
    behind = [claim for origin in result.origins for claim in origin.claims]
    assert sorted(behind) == sorted(claim.id for claim in claims)
    members = [claim for incident in result.incidents for claim in incident.claims]
    assert len(members) == len(set(members))
    counting = {c.id for c in claims if c.counts and c.tally is TallyKind.EVENT}
    assert counting <= set(members)


@settings(max_examples=200, deadline=None)
@given(archives())
def test_what_cannot_be_one_never_is(archive):
    claims, sources, _, _ = archive
    result = record(claims, sources)
    for incident in result.incidents:
        members = [result.claims[i] for i in incident.claims if result.claims[i].counts]
        assert len({claim.context for claim in members}) == 1
        for one, other in combinations(members, 2):
            grouped = one.document == other.document and one.event == other.event != ""
            if not grouped:
                assert {_only(one, members), _only(other, members)} != {OAKS.id, ELMS.id}
                assert not _days_apart(one, other)
            if one.document == other.document and one.event and other.event and one.event != other.event:
                groups = [
                    [c for c in members if c.document == one.document and c.event == event]
                    for event in (one.event, other.event)
                ]
                places = [{m.words.text for c in group for m in c.places} for group in groups]
                assert places[0] == places[1] or not all(places) or _one_area(groups)


def _one_area(groups):
    """Two sets of words may still name one narrowest place: the wider ones around it are left out."""
    narrow = [{c.places[0].words.text for c in group if c.places} for group in groups]
    return bool(narrow[0] & narrow[1])


def _only(claim, members):
    """The one place that a claim, with those its own document groups with it, names; else nothing."""
    beside = [c for c in members if claim.event and (c.document, c.event) == (claim.document, claim.event)] or [claim]
    named = {mention.place.id if mention.place else "" for c in beside for mention in c.places}
    return named.pop() if len(named) == 1 else ""


def _days_apart(one, other):
    if one.event or other.event:  # the reader's group has its own period
        return False
    stated = [c.when for c in (one, other) if c.when.start is not None]
    if len(stated) < 2 or any(when.start != when.end for when in stated):
        return False
    return abs((stated[0].start - stated[1].start).days) > 1


@settings(max_examples=150, deadline=None)
@given(archives(), st.sampled_from(COUNTS))
def test_an_earlier_claim_of_the_same_origin_changes_no_figure(archive, count):
    """A claim of an origin's own past is history, as long as its later claim gives a number at all."""
    claims, sources, _, _ = archive
    later = claim("new", "14", where=OAKS, on="03-07", by="SOHR", reported="03-09", population=CIVILIAN)
    earlier = claim("old", count, where=OAKS, on="03-07", by="SOHR", reported="03-06", population=CIVILIAN)
    claims = [c for c in claims if c.reported is not None and not c.event]
    together = [*claims, later, earlier]
    after = record(together, sources)
    if not after.together(later, earlier):
        return
    before = msgspec.structs.replace(
        after.incident_of(later), claims=tuple(i for i in after.incident_of(later).claims if i != earlier.id)
    )
    from tests.linking.record import RULES

    from marsad.counting import count_incident

    voices = {claim: origin for origin in after.origins for claim in origin.claims}
    assert count_incident(before, after.claims, voices, RULES) == after.figures[before.id]
