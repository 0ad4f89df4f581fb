from tests.linking.builder import ALL, CIVILIAN, COAST, LATAKIA, SYRIA, UNKNOWN, claim, source
from tests.linking.record import record

from marsad.records import TallyKind

CUMULATIVE, INCREMENTAL = TallyKind.CUMULATIVE, TallyKind.INCREMENTAL


def so_far(document, count, reported, **more):
    fields = {"by": "SOHR", "where": SYRIA, "population": CIVILIAN, "tally": CUMULATIVE} | more
    return claim(document, count, reported=reported, **fields)


def values(result, tally):
    return [(result.claims[s.claims[0]].quantity.value, s.superseded) for s in tally.steps]


def test_a_figure_repeated_later_is_old_news():
    claims = [so_far("a", "1225", "03-11"), so_far("b", "1383", "03-12"), so_far("c", "1225", "03-14")]
    result = record(claims)
    (tally,) = result.tallies
    assert values(result, tally) == [(1225, True), (1383, False)]
    assert tally.steps[0].claims == tuple(sorted((claims[0].id, claims[2].id)))
    assert result.findings == ()


def test_the_hour_orders_counts_of_one_day():
    claims = [so_far("a", "745", "03-08"), so_far("b", "700", "03-08")]
    sources = [source("a", "One", time="09:00"), source("b", "Two", time="21:00")]
    result = record(claims, sources)
    assert values(result, result.tallies[0]) == [(745, True), (700, False)]
    assert result.kinds() == ["cumulative_falls"]


def test_periods_are_apart():
    war = so_far("a", "300000", "03-08", on="2011-03-15..2025-03-08")
    month = so_far("b", "1225", "03-11", on="03-06..03-11")
    unsaid = so_far("c", "1383", "03-12")
    result = record([war, month, unsaid])
    assert len(result.tallies) == 2
    assert result.tally_of(unsaid) == result.tally_of(month)
    assert result.findings == ()


def test_a_count_without_a_place_goes_to_the_one_wide_area():
    placeless = so_far("b", "1383", "03-12", where=())
    result = record([so_far("a", "1225", "03-11", where=COAST), placeless])
    assert len(result.tallies) == 1
    result = record([so_far("a", "1225", "03-11", where=LATAKIA), placeless])
    assert len(result.tallies) == 2


def test_one_number_over_a_coast_and_its_country_is_one_count():
    coast, country = so_far("a", "340", "03-08", where=COAST), so_far("b", "340", "03-08")
    later = so_far("c", "745", "03-09", where=COAST)
    result = record([coast, country, later])
    (tally,) = result.tallies
    assert tally.place == COAST
    assert values(result, tally) == [(340, True), (745, False)]
    assert len(record([coast, so_far("b", "349", "03-08")]).tallies) == 2
    assert len(record([coast, so_far("b", "340", "03-08", by="SNHR")]).tallies) == 2


def test_one_number_of_civilians_and_of_people_is_one_count():
    named, bare = so_far("a", "1476", "03-13"), so_far("b", "1476", "03-14", population=UNKNOWN)
    (tally,) = record([named, bare]).tallies
    assert tally.population is CIVILIAN
    assert len(record([named, so_far("b", "1018", "03-14", population=UNKNOWN)]).tallies) == 2
    assert len(record([named, so_far("b", "1476", "03-14", population=ALL)]).tallies) == 2


def test_increments_alone_give_no_figure():
    result = record([so_far("a", "25", "03-12", tally=INCREMENTAL), so_far("b", "33", "03-13", tally=INCREMENTAL)])
    (tally,) = result.tallies
    assert [step.incremental for step in tally.steps] == [True, True]
    assert result.figures[tally.id] == ()


def test_a_count_without_a_date_is_a_finding_and_never_stands():
    result = record([so_far("a", "1476", None), so_far("b", "1383", "03-12")])
    assert values(result, result.tallies[0]) == [(1476, True), (1383, False)]
    assert "tally_undated" in result.kinds()
