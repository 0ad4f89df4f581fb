import datetime as dt

import pytest
from tests.linking.builder import claim

from marsad.pipeline.editing import checked, edited
from marsad.pipeline.versions import gazetteer
from marsad.records import (
    Change,
    Context,
    DateBasis,
    EventType,
    Field,
    InputError,
    Measure,
    Modality,
    Operator,
    PlacePrecision,
    Population,
    TallyKind,
)

CLAIM = claim("d", "31", where="Ash Village", on="03-07")


def edit(field, value):
    return edited(CLAIM, Change(field=field, value=value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", (Operator.EQ, 12, 12, 12, 12)),
        (">=12", (Operator.GE, 12, None, 12, None)),
        ("> 12", (Operator.GT, 13, None, 12, None)),
        ("<=12", (Operator.LE, 1, 12, 1, None)),
        ("<12", (Operator.LT, 1, 11, 1, None)),
        ("10-14", (Operator.RANGE, 10, 14, 10, None)),
        ("0", (Operator.EQ, 0, 0, 0, 0)),
    ],
)
def test_a_quantity_has_the_bounds_of_the_word_table_and_keeps_its_words(value, expected):
    found = edit(Field.QUANTITY, value).quantity
    assert (found.operator, found.low, found.high, found.floor, found.point) == expected
    assert found.words == CLAIM.quantity.words
    assert (found.rule, found.ruleset) == ("judged", "judgement")


def test_each_field_is_set_and_the_claim_keeps_its_name():
    place = next(place for place in gazetteer().find("Banias") if place.country == "SY")
    assert edit(Field.MEASURE, "injured").measure is Measure.INJURED
    assert edit(Field.POPULATION, "civilian").population is Population.CIVILIAN
    assert edit(Field.TALLY, "cumulative").tally is TallyKind.CUMULATIVE
    assert edit(Field.CONTEXT, "accident").context is Context.ACCIDENT
    assert edit(Field.MODALITY, "asserted").modality is Modality.ASSERTED
    assert edit(Field.EVENT_TYPE, "shelling").event_type is EventType.SHELLING
    larger = "clm-" + "0" * 32
    part = edit(Field.PART_OF, larger)
    assert (part.subset_of, part.counts, CLAIM.counts) == (larger, False, True)
    assert edited(part, Change(field=Field.PART_OF, value="none")).counts
    (mention,) = edit(Field.PLACE, place.id).places
    assert (mention.place, mention.precision) == (place, PlacePrecision.LOCALITY)
    assert mention.words == CLAIM.places[0].words
    when = edit(Field.DATE, "2025-03-05..2025-03-06").when
    assert (when.start, when.end, when.basis) == (dt.date(2025, 3, 5), dt.date(2025, 3, 6), DateBasis.JUDGED)
    assert all(edit(f, v).id == CLAIM.id for f, v in ((Field.MEASURE, "injured"), (Field.QUANTITY, "1")))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Field.QUANTITY, "many"), (Field.QUANTITY, "14-10"), (Field.QUANTITY, "<1"), (Field.QUANTITY, "-3"),
        (Field.QUANTITY, "9" * 40), (Field.QUANTITY, ">=1-2"), (Field.QUANTITY, ""), (Field.MEASURE, "hurt"),
        (Field.POPULATION, "x"), (Field.PLACE, "nowhere"), (Field.DATE, "7 March"),
        (Field.DATE, "2025-03-09..2025-03-07"), (Field.TALLY, "?"), (Field.CONTEXT, "war"), (Field.MODALITY, "true"),
        (Field.EVENT_TYPE, "attack"), (Field.PART_OF, "doc-1"), (Field.PART_OF, CLAIM.id), (Field.GRADE, "fair"),
    ],
)  # fmt: skip
def test_a_value_that_a_field_cannot_have_is_refused_with_what_it_can(field, value):
    with pytest.raises(InputError) as refused:
        edit(field, value)
    assert refused.value.next_step.startswith("give ")


def test_a_grade_is_one_of_the_grades():
    assert checked(Change(field=Field.GRADE, value=" fair ")).value == "fair"
    with pytest.raises(InputError, match="great"):
        checked(Change(field=Field.GRADE, value="great"))
