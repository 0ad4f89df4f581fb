import msgspec
import pytest
from tests.linking.builder import (
    ALL,
    BANIAS,
    CITY,
    CIVILIAN,
    COAST,
    COMBATANT,
    ELMS,
    INJURED,
    LATAKIA,
    MUROUJ,
    OAKS,
    QUSOUR,
    SECURITY,
    SYRIA,
    TARTUS,
    claim,
    source,
)
from tests.linking.record import record

from marsad.records import Context, DateBasis, EventType, Modality, TallyKind

SHOOTING, AIRSTRIKE, CHEMICAL = EventType.SHOOTING, EventType.AIRSTRIKE, EventType.CHEMICAL


def two(count, other, both=None, **differs):
    """Whether two claims of two documents become one incident; `differs` maps a field to its two values."""
    common = {"where": OAKS, "on": "03-07"} | (both or {})
    one = claim("a", count, **(common | {name: values[0] for name, values in differs.items()}))
    two_ = claim("b", other, **(common | {name: values[1] for name, values in differs.items()}))
    return record([one, two_], [source("a", "One"), source("b", "Two")]).together(one, two_)


def test_the_same_village_and_day():
    assert two("12", "15")


@pytest.mark.parametrize("count", ["12", "60"])
def test_two_villages_are_never_one_incident(count):
    assert not two(count, count, {"kind": CHEMICAL, "by": "SOHR"}, where=(OAKS, ELMS))


def test_two_villages_are_not_joined_through_their_governorate():
    claims = [
        claim("a", "60", where=OAKS, on="03-07", kind=CHEMICAL),
        claim("b", "60", where=LATAKIA, on="03-07", kind=CHEMICAL),
        claim("c", "60", where=ELMS, on="03-07", kind=CHEMICAL),
    ]
    result = record(claims)
    assert len(result.incidents) == 3


def test_two_stated_days_are_never_one_incident():
    assert not two("60", "60", {"kind": CHEMICAL, "by": "SOHR"}, on=("03-07", "03-08"))


def test_the_day_of_a_report_may_be_the_day_after():
    assert two("12", "12", on=("03-07", "03-08"), basis=(DateBasis.STATED, DateBasis.PUBLICATION))
    assert not two("12", "12", on=("03-08", "03-07"), basis=(DateBasis.STATED, DateBasis.PUBLICATION))
    assert not two("12", "12", on=("03-06", "03-08"), basis=(DateBasis.STATED, DateBasis.PUBLICATION))


def test_days_are_not_chained_by_reports():
    guess = {"where": OAKS, "basis": DateBasis.PUBLICATION}
    claims = [claim(f"d{day}", "12", on=f"03-{day:02}", **guess) for day in range(6, 14)]
    result = record(claims)
    for incident in result.incidents:
        days = [result.claims[i].when.start.day for i in incident.claims]
        assert max(days) - min(days) <= 1


def test_a_report_day_between_two_incidents_joins_neither():
    firm = [claim("a", "12", where=OAKS, on="03-07"), claim("b", "12", where=OAKS, on="03-08")]
    loose = claim("c", "12", where=OAKS, on="03-08", basis=DateBasis.PUBLICATION)
    assert len(record([*firm, loose]).incidents) == 3


def test_contexts_never_meet():
    assert not two("12", "12", context=(Context.CONFLICT, Context.ACCIDENT))


def test_numbers_far_apart_need_more_than_a_place_and_a_day():
    assert not two("5", "60")
    assert two("40", "60", {"kind": AIRSTRIKE})
    assert not two("5", "60", {"kind": AIRSTRIKE})


def test_kinds_of_event_that_exclude_each_other():
    assert not two("12", "12", kind=(AIRSTRIKE, EventType.EXECUTION))
    assert two("12", "13", kind=(EventType.SHELLING, AIRSTRIKE))


def test_soldiers_here_and_civilians_there_are_two_incidents_unless_the_number_is_one():
    assert not two("5", "7", {"kind": SHOOTING}, population=(CIVILIAN, SECURITY))
    assert two("12", "12", population=(CIVILIAN, COMBATANT))
    assert not two("1", "1", population=(CIVILIAN, COMBATANT))


def test_a_document_with_both_joins_soldiers_and_civilians():
    here = {"where": OAKS, "on": "03-07", "kind": SHOOTING}
    soldiers = claim("a", "7", population=SECURITY, **here)
    civilians = claim("b", "5", population=CIVILIAN, **here)
    both = [
        claim("c", "7", population=SECURITY, event="e", **here),
        claim("c", "5", population=CIVILIAN, event="e", at=1, **here),
    ]
    assert record([soldiers, civilians, *both]).together(soldiers, civilians, *both)


def test_sides_that_do_not_fight_together():
    assert not two("12", "15", perpetrator=("regime warplanes", "Islamic State gunmen"))
    assert two("12", "15", perpetrator=("regime warplanes", "Russian jets"))


def test_large_towns_need_more_than_small_ones():
    assert two("12", "12", {"where": OAKS})
    assert not two("12", "12", {"where": CITY})
    assert two("12", "12", {"where": CITY, "kind": AIRSTRIKE})
    assert not two("1", "1", {"where": CITY, "kind": SHOOTING})


def test_a_neighbourhood_lies_in_its_town():
    assert two("12", "12", where=((QUSOUR, BANIAS), BANIAS))
    assert not two("12", "12", where=(QUSOUR, MUROUJ))


def test_a_town_goes_to_the_one_neighbourhood_it_can_mean():
    wide = claim("c", "12", where=BANIAS, on="03-07")
    one = claim("a", "12", where=QUSOUR, on="03-07")
    assert record([one, wide]).together(one, wide)
    other = claim("b", "12", where=MUROUJ, on="03-07")
    assert len(record([one, other, wide]).incidents) == 3


def test_wide_places_need_strong_evidence_and_one_candidate():
    assert not two("12", "15", where=(OAKS, SYRIA))
    assert not two("12", "12", where=(OAKS, SYRIA))
    assert two("12", "12", {"kind": AIRSTRIKE}, where=(OAKS, LATAKIA))
    assert not two("12", "12", {"kind": AIRSTRIKE}, where=(OAKS, TARTUS))
    assert two("12", "12", {"kind": AIRSTRIKE}, where=(OAKS, COAST))


def test_a_month_is_too_wide_without_strong_evidence():
    assert not two("12", "12", on=("03-07", "03-01..03-31"))
    assert two("12", "12", {"kind": AIRSTRIKE}, on=("03-07", "03-01..03-31"))
    assert not two("12", "12", {"kind": AIRSTRIKE, "where": SYRIA, "on": "03-01..03-31"})


def test_unknown_places_join_only_in_copies():
    assert not two("12", "12", {"where": (), "kind": AIRSTRIKE})
    text = tuple(range(126))
    claims = [claim(d, "12", where=(), on="03-07") for d in ("a", "b")]
    sources = [source(d, p, signature=text, shingles=90) for d, p in (("a", "One"), ("b", "Two"))]
    assert record(claims, sources).together(*claims)


def test_several_places_mean_one_of_them_only_with_strong_evidence():
    assert two("60", "58", {"kind": CHEMICAL}, where=(OAKS, (OAKS, CITY)))
    assert not two("60", "58", where=(OAKS, (OAKS, CITY)))
    both = claim("c", "60", where=(OAKS, ELMS), on="03-07", kind=CHEMICAL)
    firm = [claim(d, "60", where=w, on="03-07", kind=CHEMICAL) for d, w in (("a", OAKS), ("b", ELMS))]
    assert record([firm[0], both]).together(firm[0], both)
    assert len(record([*firm, both]).incidents) == 3


def test_names_without_gazetteer_entry():
    assert two("12", "12", where=(("Tokhar", BANIAS), ("al-Tukhar village", BANIAS)))
    assert not two("12", "12", where=(("Ash Village", OAKS), ("Ash Village", ELMS)))
    assert not two("12", "12", where=(("Ash Village", BANIAS), ("Beech Village", BANIAS)))


def test_the_reader_groups_and_parts_the_claims_of_a_document():
    here = {"where": OAKS, "on": "03-07"}
    killed = claim("a", "12", event="e1", **here)
    hurt = claim("a", "30", measure=INJURED, event="e1", **here)
    later = claim("a", "12", event="e2", where=OAKS, on="03-08", at=5)
    result = record([killed, hurt, later])
    assert result.together(killed, hurt)
    assert not result.together(killed, later)


def test_what_a_document_parts_is_not_joined_through_another():
    first = claim("a", "12", event="e1", where=QUSOUR, on="03-07")
    second = claim("a", "12", event="e2", where=BANIAS, on="03-07", at=5)
    bridge = claim("b", "12", where=BANIAS, on="03-07")
    assert not record([first, second, bridge]).together(first, second)


def test_one_event_told_twice_may_be_one():
    first = claim("a", "12", event="e1", where=OAKS, on="03-07")
    again = claim("a", "12", event="e2", where=OAKS, on="03-07", at=5)
    other = claim("a", "4", event="e3", where=OAKS, on="03-07", at=9)
    result = record([first, again, other])
    assert result.together(first, again)
    assert not result.together(first, other)


def test_what_does_not_count_joins_but_makes_no_incident():
    here = {"where": OAKS, "on": "03-07"}
    killed = claim("a", "12", event="e", **here)
    children = claim("a", "4", event="e", at=1, subset_of=killed.id, **here)
    women = claim("a", "2", event="", at=2, subset_of=children.id)
    denied = claim("b", "12", modality=Modality.DENIED, **here)
    elsewhere = claim("b", "9", modality=Modality.DENIED, where=ELMS, on="03-07", at=3)
    result = record([killed, children, women, denied, elsewhere])
    (incident,) = result.incidents
    assert set(incident.claims) == {killed.id, children.id, women.id, denied.id}


def test_parts_of_each_other_do_not_hang():
    one = claim("a", "4", where=OAKS, on="03-07")
    other = claim("a", "5", where=OAKS, on="03-07", at=1, subset_of=one.id)
    one = msgspec.structs.replace(one, subset_of=other.id)
    assert record([one, other]).incidents == ()


def test_tallies_make_no_incident():
    assert record([claim("a", "12", where=OAKS, on="03-07", tally=TallyKind.CUMULATIVE)]).incidents == ()


def test_an_incident_is_as_precise_as_its_best_claims():
    claims = [
        claim("a", "12", where=(QUSOUR, BANIAS), on="03-07", kind=SHOOTING),
        claim("b", "12", where=BANIAS, on="03-06..03-08", population=ALL),
    ]
    (incident,) = record(claims).incidents
    assert (incident.place, incident.date_start, incident.date_end) == (
        QUSOUR,
        claims[0].when.start,
        claims[0].when.end,
    )
    assert incident.event_type is SHOOTING


def test_a_place_without_entry_keeps_its_words():
    (incident,) = record([claim("a", "12", where=("Ash Village", BANIAS), on="03-07")]).incidents
    assert (incident.place, incident.place_words) == (BANIAS, "Ash Village")


def test_impossible_dates_are_not_dates():
    backwards = claim("a", "12", where=OAKS, on="03-07")
    when = msgspec.structs.replace(backwards.when, start=backwards.when.end, end=None)
    (incident,) = record([msgspec.structs.replace(backwards, when=when)]).incidents
    assert incident.date_start is None


def test_the_first_and_the_last_day_of_time():
    for day in ("0001-01-01", "9999-12-31"):
        basis = DateBasis.PUBLICATION
        assert len(record([claim("a", "12", where=OAKS, on=day, basis=basis)]).incidents) == 1


def test_a_crowded_day_is_a_finding_and_still_deterministic():
    claims = [claim(f"d{n}", str(n), where=CITY, on="03-07", kind=AIRSTRIKE) for n in range(1, 400)]
    result = record(claims)
    assert "crowded_day" in result.kinds()
    assert record(claims[::-1]).membership() == result.membership()
