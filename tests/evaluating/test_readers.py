"""Readers side by side: the same words are one row, whatever each reader makes of them."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluating.readers import Verdict, side_by_side, summary
from marsad.reading import quantities
from marsad.records import Claim, Measure, Population, Span, Words, claim_id

TEXT = "At least 12 civilians were killed and 30 wounded, the mayor of Homs said. Two are missing."


def told(words, measure=Measure.KILLED, quote="", value=None, **fields):
    at = TEXT.index(words)
    where = TEXT.index(quote) if quote else at
    span = Span(at, at + len(words))
    number = quantities.single(Words.at(TEXT, span.start, span.end), unit="person")
    if value is not None:
        number = msgspec.structs.replace(number, low=value, high=value)
    return Claim(
        id=claim_id("d", measure, span),
        document="d",
        measure=measure,
        quantity=number,
        key=span,
        quote=Span(where, where + len(quote or words)),
        reader="r",
        **fields,
    )


def verdicts(**readings):
    return [(row.verdict, row.differing) for row in side_by_side(readings)]


def test_the_same_claim_with_longer_words_is_agreed():
    source, longer = Words.at(TEXT, 54, 59), Words.at(TEXT, 50, 67)
    one, other = told("12", attribution=source), told("At least 12", attribution=longer)
    assert verdicts(rules=[one], model=[other]) == [(Verdict.AGREED, ())]


def test_other_numbers_and_other_fields_are_told_apart():
    assert verdicts(rules=[told("12", value=12)], model=[told("12", value=13)]) == [(Verdict.OTHER_NUMBER, ("number",))]
    civil = told("12", population=Population.CIVILIAN)
    assert verdicts(rules=[told("12")], model=[civil]) == [(Verdict.OTHER_FIELD, ("population",))]
    assert verdicts(rules=[told("30", Measure.INJURED)], model=[told("30")]) == [(Verdict.OTHER_FIELD, ("measure",))]


def test_another_number_in_the_same_clause_is_one_row_with_two_numbers():
    quote = "At least 12 civilians were killed and 30 wounded"
    rows = side_by_side({"rules": [told("12", quote=quote, value=12)], "model": [told("30", quote=quote, value=30)]})
    assert [(row.verdict, row.differing) for row in rows] == [(Verdict.OTHER_NUMBER, ("number",))]


def test_what_one_alone_sees_stays_a_row_of_its_own():
    rows = side_by_side({"rules": [told("12")], "model": [told("12"), told("Two", Measure.MISSING)], "endpoint": []})
    assert [row.verdict for row in rows] == [Verdict.NOT_ALL, Verdict.ONE_ONLY]
    assert [[claim is not None for claim in row.claims] for row in rows] == [[True, True, False], [False, True, False]]


def test_of_two_claims_on_one_number_each_finds_the_one_of_its_harm():
    dead, hurt = told("12"), told("12", Measure.INJURED)
    assert verdicts(rules=[dead, hurt], model=[hurt, dead]) == [(Verdict.AGREED, ())] * 2


def test_counts_are_by_genre_and_reader_and_add_up():
    first = side_by_side({"rules": [told("12")], "model": [told("12"), told("30", Measure.INJURED)]})
    second = side_by_side({"rules": [told("12", value=12)], "model": [told("12", value=13)]})
    counts = summary([("post, en", ("rules", "model"), first), ("article, ar", ("rules", "model"), second)])
    by_name = {(count.genre, count.reader): count for count in counts}
    assert [count.genre for count in counts] == ["article, ar"] * 2 + ["post, en"] * 2
    model = by_name["post, en", "model"]
    assert (model.documents, model.claims, model.agreed, model.only) == (1, 2, 1, 1)
    assert by_name["article, ar", "rules"].other_number == 1
    for count in counts:
        parts = count.agreed + count.only + count.other_number + count.other_field + count.not_all
        assert parts == count.claims


_NUMBERS = ["At least 12", "12", "30", "Two"]
_CLAIM = st.builds(told, st.sampled_from(_NUMBERS), st.sampled_from(list(Measure)), value=st.integers(1, 3))
_READINGS = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(_CLAIM, max_size=5), min_size=1)


@given(_READINGS)
def test_every_claim_of_every_reader_stands_in_exactly_one_row(readings):
    rows = side_by_side(readings)
    for at, claims in enumerate(readings.values()):
        shown = [row.claims[at] for row in rows if row.claims[at] is not None]
        assert sorted(map(id, shown)) == sorted(map(id, claims))
    assert all(len(row.claims) == len(readings) and any(row.claims) for row in rows)


@given(st.lists(_CLAIM, max_size=5, unique_by=lambda claim: claim.id))
def test_a_reader_agrees_with_itself(claims):
    assert {row.verdict for row in side_by_side({"one": claims, "same": list(claims)})} <= {Verdict.AGREED}
