"""Claims put into the conventions of hand labels."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluating.label_counts import label_count
from marsad.evaluating.labels import Label, project
from marsad.records import (
    Claim,
    Context,
    Document,
    Interval,
    Measure,
    Mention,
    Modality,
    Operator,
    PlaceMention,
    Population,
    Quantity,
    Span,
    TallyKind,
    Words,
)

TITLE = "Nine villagers killed near the mill"
BODY = "At least nine villagers were killed in Zahra, Northern Plain, the council said."
TEXT = f"{TITLE}\n\n{BODY}"
START = len(TITLE) + 2


def quantity(
    words: str,
    operator: Operator,
    low: int,
    high: int | None,
    *,
    value: int | None = None,
    rule: str = "V1",
    unit: str = "person",
) -> Quantity:
    return Quantity(
        words=Words(0, len(words), words),
        operator=operator,
        value=value,
        low=low,
        high=high,
        floor=0,
        rule=rule,
        ruleset="test/1",
        unit=unit,
    )


NINE = quantity("nine", Operator.EQ, 9, 9, value=9)
AT_LEAST_NINE = quantity("At least nine", Operator.GE, 9, None, value=9, rule="V2")


def document(text: str = TEXT, body_start: int = START) -> Document:
    return Document(id="doc-1", original="0" * 64, source_id="R-1", title=TITLE, text=text, body_start=body_start)


def words_at(phrase: str) -> Words:
    start = TEXT.index(phrase)
    return Words.at(TEXT, start, start + len(phrase))


def claim() -> Claim:
    quote = words_at("At least nine villagers were killed").span
    return Claim(
        id="clm-1",
        document="doc-1",
        measure=Measure.KILLED,
        quantity=AT_LEAST_NINE,
        key=Span(quote.start, quote.start + 13),
        quote=quote,
        population=Population.CIVILIAN,
        places=(PlaceMention(words=words_at("Zahra")), PlaceMention(words=words_at("Northern Plain"))),
        when=Interval(start=dt.date(2019, 5, 3), end=dt.date(2019, 5, 4)),
        attribution=words_at("the council"),
        reader="test/1",
    )


def only(labels: tuple[Label, ...]) -> Label:
    assert len(labels) == 1
    return labels[0]


@pytest.mark.parametrize(
    ("given_quantity", "low", "high"),
    [
        (NINE, 9, 9),
        (AT_LEAST_NINE, 9, None),
        (quantity("more than 40", Operator.GT, 41, None, value=40, rule="V3"), 41, None),
        (quantity("up to 40", Operator.LE, 1, 40, value=40, rule="V4"), 0, 40),
        (quantity("fewer than 40", Operator.LT, 1, 39, value=40, rule="V5"), 0, 39),
        (quantity("30 to 40", Operator.RANGE, 30, 40, rule="V6"), 30, 40),
        (quantity("about 1,400", Operator.APPROX, 1350, 1449, value=1400, rule="V7"), 1400, 1400),
        (quantity("nearly 100", Operator.APPROX, 50, 99, value=100, rule="V7"), 100, 100),
        (quantity("قتيلان", Operator.EQ, 2, 2, value=2, rule="V8"), 2, 2),
        (quantity("several", Operator.VAGUE, 3, 9, rule="V9"), 3, 9),
        (quantity("عدة", Operator.VAGUE, 3, 9, rule="V9"), 3, 9),
        (quantity("A  number\nof", Operator.VAGUE, 3, 9, rule="V9"), 2, None),
        (quantity("عدد من", Operator.VAGUE, 3, 9, rule="V9"), 2, None),
        (quantity("many", Operator.VAGUE, 2, None, rule="V10"), 2, None),
        (quantity("Germany's fighters", Operator.VAGUE, 3, 9, rule="V9"), 3, 9),
        (quantity("civilians", Operator.VAGUE, 2, None, rule="V10"), 2, None),
        (quantity("قتلى", Operator.VAGUE, 3, None, rule="V10"), 2, None),
        (quantity("عشرات", Operator.VAGUE, 10, 99, rule="V11"), 20, 99),
        (quantity("tens of thousands", Operator.VAGUE, 20000, 99999, rule="V11"), 20000, 99999),
        (quantity("dozens", Operator.VAGUE, 24, 99, rule="V12"), 24, 99),
        (quantity("dozens", Operator.VAGUE, 10, 99, rule="V12"), 24, 99),
        (quantity("scores", Operator.VAGUE, 40, 99, rule="V13"), 40, 99),
        (quantity("hundreds", Operator.VAGUE, 200, 999, rule="V14"), 200, 999),
        (quantity("at least dozens", Operator.GE, 24, None, rule="V2"), 24, None),
        (quantity("an entire family", Operator.VAGUE, 2, None, rule="V16", unit="family"), 1, 1),
        (quantity("entire families", Operator.VAGUE, 2, None, rule="V16", unit="family"), 2, None),
        (quantity("several", Operator.VAGUE, 3, 9, rule="V16", unit="family"), 3, 9),
        (quantity("hundreds of families", Operator.VAGUE, 200, 999, rule="V16", unit="family"), 200, 999),
        (quantity("many", Operator.VAGUE, 2, None, rule="V16", unit="family"), 2, None),
        (quantity("a household", Operator.EQ, 1, 1, value=1, rule="V16", unit="family"), 1, 1),
        (quantity("five guards and a number of drivers", Operator.VAGUE, 7, None, rule="V10"), 7, None),
        (quantity("five guards and tens of drivers", Operator.VAGUE, 25, 104, rule="V11"), 25, 104),
        (quantity("two guards and an unknown number", Operator.NONE, 2, None, rule="V20"), 2, None),
        (quantity("five families", Operator.VAGUE, 10, None, value=5, rule="V16", unit="family"), 5, 5),
        (quantity("over 30 families", Operator.GT, 62, None, value=30, rule="V16", unit="family"), 31, None),
        (quantity("an undetermined number of", Operator.VAGUE, 0, None, rule="V20"), 1, None),
        (quantity("an unknown number of", Operator.VAGUE, 3, 9, rule="V9"), 1, None),
        (quantity("unknown", Operator.NONE, 0, None, rule="V20"), 1, None),
    ],
)
def test_words_are_bounded_as_labels_bound_them(given_quantity: Quantity, low: int, high: int | None) -> None:
    count = label_count(given_quantity)
    assert (count.low, count.high) == (low, high)


def test_about_and_vague_are_told_apart() -> None:
    about = label_count(quantity("about 20", Operator.APPROX, 15, 24, value=20, rule="V7"))
    dozens = label_count(quantity("dozens", Operator.VAGUE, 24, 99, rule="V12"))
    assert (about.approx, about.vague) == (True, False)
    assert (dozens.approx, dozens.vague) == (False, True)


def test_every_field_is_carried_over() -> None:
    label = only(project([claim()], document()))
    assert label == Label(
        doc_id="R-1",
        harm="killed",
        count_low=9,
        count_high=None,
        approx=False,
        vague=False,
        category="civilian",
        places=("Zahra", "Northern Plain"),
        date_start="2019-05-03",
        date_end="2019-05-04",
        perpetrator=None,
        attributed_to="the council",
        is_total=False,
        quote="At least nine villagers were killed",
        char_start=0,
        char_end=35,
    )


def test_offsets_point_into_the_body() -> None:
    label = only(project([claim()], document()))
    assert BODY[label.char_start : label.char_end] == label.quote


def test_claim_in_the_title_is_taken_from_its_first_mention_in_the_body() -> None:
    body_quote = claim().quote
    later = Mention(quote=Span(body_quote.start + 20, body_quote.end), quantity=NINE)
    first = Mention(quote=body_quote, quantity=AT_LEAST_NINE)
    in_title = msgspec.structs.replace(claim(), quote=Span(0, 22), quantity=NINE, mentions=(later, first))
    label = only(project([in_title], document()))
    assert (label.char_start, label.count_low, label.count_high) == (0, 9, None)


def test_claim_only_in_the_title_is_left_out() -> None:
    in_title = msgspec.structs.replace(
        claim(), quote=Span(0, 22), mentions=(Mention(quote=Span(5, 22), quantity=NINE),)
    )
    assert project([in_title], document()) == ()


def test_body_that_begins_with_the_title_keeps_its_first_words() -> None:
    whole = msgspec.structs.replace(claim(), quote=Span(0, 22), quantity=NINE)
    label = only(project([whole], document(body_start=0)))
    assert (label.char_start, label.char_end, label.quote) == (0, 22, "Nine villagers killed ")


@pytest.mark.parametrize("context", [context for context in Context if context is not Context.CONFLICT])
def test_harm_outside_conflict_is_left_out(context: Context) -> None:
    assert project([msgspec.structs.replace(claim(), context=context)], document()) == ()


@pytest.mark.parametrize(
    ("modality", "kept"),
    [
        (Modality.ASSERTED, 1),
        (Modality.ATTRIBUTED, 1),
        (Modality.DENIED, 0),
        (Modality.SPECULATIVE, 0),
        (Modality.HISTORICAL, 0),
    ],
)
def test_only_what_is_said_to_have_happened_is_kept(modality: Modality, kept: int) -> None:
    assert len(project([msgspec.structs.replace(claim(), modality=modality)], document())) == kept


def test_bodies_found_count_as_killed_and_parts_stay() -> None:
    found = msgspec.structs.replace(claim(), measure=Measure.BODIES_FOUND, subset_of="clm-9")
    assert only(project([found], document())).harm == "killed"


@pytest.mark.parametrize("population", list(Population))
def test_everybody_is_no_category_of_the_labels(population: Population) -> None:
    label = only(project([msgspec.structs.replace(claim(), population=population)], document()))
    assert label.category == ("unknown" if population is Population.ALL else population.value)


@pytest.mark.parametrize(
    ("tally", "total"), [(TallyKind.EVENT, False), (TallyKind.CUMULATIVE, True), (TallyKind.INCREMENTAL, True)]
)
def test_tallies_are_totals(tally: TallyKind, total: bool) -> None:
    assert only(project([msgspec.structs.replace(claim(), tally=tally)], document())).is_total is total


@given(
    st.sampled_from(list(Operator)),
    st.integers(1, 10**7),
    st.one_of(st.none(), st.integers(0, 10**6)),
    st.sampled_from([f"V{number}" for number in range(1, 21)]),
)
def test_bounds_are_always_in_order(operator: Operator, value: int, width: int | None, rule: str) -> None:
    high = None if width is None else value + width
    count = label_count(quantity("words", operator, value, high, value=value, rule=rule))
    assert count.low >= 0
    assert count.high is None or count.low <= count.high
