"""The Syrian coast, March 2025: public tallies of several claimants, with exact arithmetic (coast-1 to coast-10)."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builder import (
    ALL,
    BANIAS,
    CIVILIAN,
    COAST,
    COMBATANT,
    HAMA,
    HOMS,
    KILLED,
    LATAKIA,
    SECURITY,
    TARTUS,
    UNKNOWN,
    claim,
    place,
    source,
)
from tests.linking.record import record

from marsad.counting import headline
from marsad.records import Measure, Modality, TallyKind

CUMULATIVE, INCREMENTAL = TallyKind.CUMULATIVE, TallyKind.INCREMENTAL
TUWAIMAH = place("Al-Tuwaimah", BANIAS.kind, country="SY")
GOVERNORATES = (LATAKIA, TARTUS, HAMA, HOMS)
OBSERVATORY = (
    "the Syrian Observatory for Human Rights",
    "SOHR",
    "the UK-based monitor",
    "the Observatory",
    "المرصد السوري لحقوق الإنسان",
)


def so_far(document, count, **more):
    return claim(document, count, **({"tally": CUMULATIVE, "where": COAST, "population": CIVILIAN} | more))


def bulletin(document, reported, by, whole, parts, *, new=()):
    """A daily statement: the whole, four governorates, and what is new that day in each."""
    claims = [so_far(document, whole, by=by, reported=reported)]
    for at, (area, count) in enumerate(zip(GOVERNORATES, parts, strict=True), start=1):
        claims.append(so_far(document, str(count), by=by, reported=reported, where=area, at=at))
    for at, (area, count) in enumerate(zip(GOVERNORATES, new, strict=False), start=6):
        if count:
            claims.append(so_far(document, str(count), by=by, reported=reported, where=area, at=at, tally=INCREMENTAL))
    return claims


def f1():
    whole = so_far("f1", "340", by=OBSERVATORY[0])
    town = claim("f1", "60", by=OBSERVATORY[0], where=BANIAS, on="03-07", event="banias", population=CIVILIAN, at=1)
    return [
        whole,
        so_far("f1", ">1000", by=OBSERVATORY[0], at=2, modality=Modality.SPECULATIVE),
        town,
        claim("f1", "10", by=OBSERVATORY[0], where=BANIAS, on="03-07", event="banias", at=3, subset_of=town.id),
        claim("f1", "5", by=OBSERVATORY[0], where=BANIAS, on="03-07", event="banias", at=4, subset_of=town.id),
        claim("f1", "31", by=OBSERVATORY[0], where=TUWAIMAH, on="03-07", event="tuwaimah", population=CIVILIAN, at=5),
    ]


def f2():
    fighters = so_far("f2", "213", by=OBSERVATORY[3], population=COMBATANT, at=2)
    return [
        so_far("f2", ">745", by=OBSERVATORY[3]),
        so_far("f2", "1018", by=OBSERVATORY[3], population=ALL, at=1),
        fighters,
        so_far("f2", "93", by=OBSERVATORY[3], population=SECURITY, at=3, subset_of=fighters.id),
        so_far("f2", ">120", by="other sources", population=SECURITY, at=4),
    ]


def f3():
    by = OBSERVATORY[2]
    return [
        so_far("f3", "745", by=by, reported="03-09"),
        so_far("f3", "125", by=by, reported="03-09", population=SECURITY, at=1),
        so_far("f3", "148", by=by, reported="03-09", population=COMBATANT, at=2),
        so_far("f3", "1018", by=by, reported="03-09", population=ALL, at=3),
    ]


def f4():
    return bulletin("f4", "03-11", OBSERVATORY[1], ">=1225", (658, 384, 171, 12), new=(60, 72, 0, 0))


def f5():
    return bulletin("f5", "03-12", OBSERVATORY[4], "1383", (683, 433, 255, 12), new=(25, 49, 84, 0))


def f6():
    return bulletin("f6", "03-13", OBSERVATORY[1], "1476", (735, 466, 262, 13), new=(52, 33, 7, 1))


def f7():
    return [so_far("f7", ">1500", by=OBSERVATORY[0], reported="03-15")]


def f8():
    return [so_far("f8", "803", by="SNHR", reported="03-11", population=UNKNOWN, where=(), on="2025-03-06..2025-03-10")]


def f9():
    by, day = "the national fact-finding committee", "2025-07-22"
    return [
        so_far("f9", "1426", by=by, reported=day, population=UNKNOWN),
        so_far("f9", "238", by=by, reported=day, population=SECURITY, at=1),
        so_far("f9", "20", by=by, reported=day, population=UNKNOWN, at=2, measure=Measure.MISSING),
    ]


def f10():
    return [so_far("f10", "~1400", by="the UN Commission of Inquiry", reported="2025-08-14", population=UNKNOWN)]


SOURCES = [
    source("f1", "Shafaq News", "03-08", "09:00"),
    source("f2", "Pledge Times", "03-08", "21:00"),
    source("f3", "Türkiye Today", "03-09"),
    source("f4", "Kurdistan24", "03-11"),
    source("f5", "Shafaq News", "03-12"),
    source("f6", "Shafaq News", "03-13"),
    source("f7", "Al Mayadeen", "03-15"),
    source("f8", "Al Mayadeen", "03-11"),
    source("f9", "TRT World", "2025-07-22"),
    source("f10", "The National", "2025-08-14"),
]


def everything():
    return [c for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10) for c in f()]


def as_of_14_march():
    return [c for f in (f1, f2, f3, f4, f5, f6, f8) for c in f()]


def standing(result, first):
    tally = result.tally_of(first)
    (figure,) = result.figures[tally.id]
    return tally, figure


@pytest.mark.parametrize(
    ("statement", "whole"), [(f4, 1225), (f5, 1383), (f6, 1476)], ids=["11 March", "12 March", "13 March"]
)
def test_coast_1_breakdowns_by_governorate_sum(statement, whole):
    claims = statement()
    assert sum(c.quantity.value for c in claims[1:5]) == whole
    assert record(claims, SOURCES).findings == ()


@pytest.mark.parametrize("changed", [1, 2, 3])
def test_coast_1_a_breakdown_that_does_not_sum_is_a_finding(changed):
    claims = bulletin(
        "f5", "03-12", "SOHR", "1383", [n - 7 if at == changed else n for at, n in enumerate((683, 433, 255, 12))]
    )
    result = record(claims, SOURCES)
    assert result.kinds() == ["parts_do_not_sum"]
    assert result.findings[0].words == "1383; " + " + ".join(c.quantity.words.text for c in claims[1:])


def test_coast_1_a_breakdown_larger_than_its_whole_is_a_finding():
    assert record(bulletin("f5", "03-12", "SOHR", "1383", (783, 433, 255, 12))).kinds() == ["breakdown_exceeds_whole"]


def test_coast_2_increments_reconcile_and_are_never_added():
    result = record([*f4(), *f5(), *f6()], SOURCES)
    assert "increments_disagree" not in result.kinds()
    for statement, number in ((f6()[1], 735), (f6()[2], 466), (f6()[3], 262), (f6()[4], 13)):
        _, figure = standing(result, statement)
        assert (figure.low.value, figure.best.value, figure.high.value) == (number,) * 3


def test_coast_2_an_increment_that_disagrees_is_a_finding():
    claims = [*f5(), *bulletin("f6", "03-13", "SOHR", "1476", (735, 466, 262, 13), new=(52, 34, 7, 1))]
    (finding,) = record(claims, SOURCES).findings
    assert finding.kind == "increments_disagree"
    assert finding.words == "34; 466"
    assert "33" in finding.message


def test_coast_3_components_that_do_not_sum_are_a_finding_and_the_better_statement_supersedes():
    result = record([*f2(), *f3()], SOURCES)
    finding, fall = sorted(result.findings, key=lambda finding: finding.document)
    assert (finding.kind, finding.document) == ("parts_do_not_sum", "f2")
    assert (fall.kind, fall.words) == ("cumulative_falls", "213; 148")
    assert finding.words == "1018; >745 + 213"
    tally, figure = standing(result, f3()[0])
    assert [step.superseded for step in tally.steps] == [False]  # ">745" and "745" are one figure, given twice
    assert figure.best.value == 745
    _, fighters = standing(result, f3()[2])
    assert fighters.best.value == 148


def test_coast_4_one_origin_whatever_the_outlet_language_or_wording():
    result = record([c for f in (f1, f3, f4, f5, f6, f7) for c in f()], SOURCES)
    assert [origin.name for origin in result.origins] == ["Syrian Observatory for Human Rights"]
    assert all(figure.origins == 1 and figure.provisional for fs in result.figures.values() for figure in fs)


def test_coast_5_running_counts_make_no_incident():
    result = record([*f4(), *f5(), *f6()], SOURCES)
    assert result.incidents == ()


def test_coast_6_scopes_stay_apart():
    result = record(everything(), SOURCES)
    civilians, people = result.tally_of(f6()[0]), result.tally_of(f8()[0])
    assert civilians.population is CIVILIAN
    assert people.population is UNKNOWN
    committee = [t for t in result.tallies if "fact-finding" in t.claimant]
    assert sorted((t.measure, t.population) for t in committee) == [
        ("killed", "security_force"),
        ("killed", "unknown"),
        ("missing", "unknown"),
    ]


def test_coast_7_a_rounded_count_is_an_interval():
    result = record(f10(), SOURCES)
    _, figure = standing(result, f10()[0])
    assert (figure.low.value, figure.best.value, figure.high.value) == (1350, 1400, 1449)


def test_coast_8_could_exceed_is_no_count():
    result = record(f1(), SOURCES)
    speculative = f1()[1]
    assert all(speculative.id not in step.claims for tally in result.tallies for step in tally.steps)
    assert all(speculative.id not in figure.claims for figures in result.figures.values() for figure in figures)
    assert all(figure.high.value < 1000 for figures in result.figures.values() for figure in figures)


def test_coast_9_as_of_14_march():
    result = record(as_of_14_march(), SOURCES)
    tally, figure = standing(result, f6()[0])
    assert tally.claimant == "Syrian Observatory for Human Rights"
    assert [(result.claims[s.claims[0]].quantity.value, s.superseded) for s in tally.steps] == [
        (340, True),
        (745, True),
        (1225, True),
        (1383, True),
        (1476, False),
    ]
    assert (figure.low.value, figure.best.value, figure.high.value) == (1476, 1476, 1476)
    assert (figure.origins, figure.provisional, figure.population) == (1, True, CIVILIAN)
    _, network = standing(result, f8()[0])
    assert (network.best.value, network.population, network.provisional) == (803, UNKNOWN, True)
    assert network.subject != figure.subject


def test_coast_9_a_looser_later_figure_stands_as_a_floor_only_when_it_is_higher():
    after = record([*as_of_14_march(), *f7()], SOURCES)
    _, figure = standing(after, f7()[0])
    assert (figure.best.value, figure.best_is_floor, figure.high_open) == (1500, True, True)
    stale = so_far("f7", ">1000", by="SOHR", reported="03-15")
    _, kept = standing(record([*as_of_14_march(), stale], SOURCES), stale)
    assert kept.best.value == 1476


def test_coast_10_status_is_the_population_whatever_the_circumstance():
    captured = claim(
        "d", "11", where=BANIAS, on="03-07", population=SECURITY, group="security members killed after surrendering"
    )
    result = record([captured])
    (incident,) = result.incidents
    assert headline(result.figures[incident.id], KILLED).population is SECURITY


def test_the_towns_are_incidents_and_their_parts_are_not_added():
    result = record(f1(), SOURCES)
    by_place = {incident.place.name: headline(result.figures[incident.id], KILLED) for incident in result.incidents}
    assert {name: figure.best.value for name, figure in by_place.items()} == {"Banias": 60, "Al-Tuwaimah": 31}


@settings(max_examples=15, deadline=None)
@given(st.permutations(everything()), st.permutations(SOURCES))
def test_order_of_arrival_changes_nothing(claims, sources):
    expected = record(everything(), SOURCES)
    shuffled = record(claims, sources)
    assert msgspec.json.encode(
        (shuffled.origins, shuffled.incidents, shuffled.tallies, shuffled.findings)
    ) == msgspec.json.encode((expected.origins, expected.incidents, expected.tallies, expected.findings))
    assert shuffled.figures == expected.figures
