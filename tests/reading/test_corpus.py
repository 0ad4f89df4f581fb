"""The reader's test texts are themselves consistent: counts, literals, bounds, ids. Says nothing about any reader."""

import datetime as dt
import hashlib
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from marsad.records import Flag, Measure, Modality, Operator, Population, TallyKind

DATA = Path(__file__).parent / "data"
RULES = [f"V{n}" for n in range(1, 21)]
WITHOUT_POINT = {"ge", "gt", "le", "lt", "range", "vague", "none"}
TRAP_WORDS = (80, 250)


class Expected(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One claim a sentence states; the comment at the top of the data file says what each field means."""

    measure: Measure
    measure_also: list[Measure] = []
    low: int
    high: int | None = None
    floor: int
    point: int | None = None
    operator: Operator
    rule: str = ""
    families: int = 0
    words: str
    quote: str
    population: Population | None = None
    flags: list[Flag] = []
    attribution: str = ""
    modality: Modality | None = None
    perpetrator: str = ""
    tally: TallyKind | None = None
    places: list[str] = []
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    subset_of: int | None = None
    optional: bool = False


class Sentence(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One test sentence."""

    id: str
    text: str
    published: dt.date | None = None
    rules: list[str]
    topics: list[str] = []
    held: bool
    claims: list[Expected] = []


class Trap(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One document without a conflict claim."""

    id: str
    title: str
    published: dt.date
    publisher: str
    language: str
    text: str
    held: bool


def _tables() -> list[dict[str, Any]]:
    with (DATA / "sentences.toml").open("rb") as file:
        tables: list[dict[str, Any]] = tomllib.load(file)["sentence"]
    return tables


SENTENCES = msgspec.convert(_tables(), list[Sentence])
CLAIMS = [pytest.param(s, c, id=f"{s.id}-{n}") for s in SENTENCES for n, c in enumerate(s.claims)]


def _odd(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest()[0], 16) % 2 == 1


def test_there_are_enough_sentences_and_ids_and_texts_are_unique() -> None:
    assert len(SENTENCES) >= 330
    assert len({s.id for s in SENTENCES}) == len(SENTENCES)
    assert len({s.text.casefold() for s in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_stands_in_three_sentences_or_more(rule: str) -> None:
    assert sum(rule in s.rules for s in SENTENCES) >= 3


def test_only_known_rules_are_named() -> None:
    assert {r for s in SENTENCES for r in s.rules} == set(RULES)
    assert {c.rule for s in SENTENCES for c in s.claims} <= {*RULES, ""}


def test_a_claim_names_a_rule_its_sentence_covers() -> None:
    assert [s.id for s in SENTENCES for c in s.claims if c.rule and c.rule not in s.rules] == []


def test_many_sentences_hold_no_claim() -> None:
    assert sum(not s.claims for s in SENTENCES) >= 60


def test_every_measure_is_covered() -> None:
    counted = Counter(c.measure for s in SENTENCES for c in s.claims if not c.optional)
    assert all(counted[measure] >= 3 for measure in Measure)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.id)
def test_held_follows_from_the_id(sentence: Sentence) -> None:
    assert sentence.held is _odd(sentence.id)


@pytest.mark.parametrize(("sentence", "claim"), CLAIMS)
def test_every_literal_stands_in_its_text(sentence: Sentence, claim: Expected) -> None:
    assert claim.quote in sentence.text
    assert claim.words
    assert claim.words in claim.quote
    for words in (claim.attribution, claim.perpetrator, *claim.places):
        assert words in sentence.text


@pytest.mark.parametrize(("sentence", "claim"), CLAIMS)
def test_bounds_are_consistent(sentence: Sentence, claim: Expected) -> None:
    high = claim.high if claim.high is not None else claim.low
    assert 0 <= claim.low <= high
    assert claim.floor >= 0
    assert claim.high is None or claim.floor <= claim.high
    assert claim.point is None or claim.low <= claim.point <= high
    assert not (claim.operator in WITHOUT_POINT and claim.point is not None)
    assert claim.operator is not Operator.EQ or claim.low == claim.high == claim.point == claim.floor
    assert (claim.operator is Operator.GE) <= (claim.high is None and claim.floor == claim.low)
    assert (claim.operator is Operator.GT) <= (claim.high is None and claim.floor == claim.low - 1)


@pytest.mark.parametrize(("sentence", "claim"), CLAIMS)
def test_parts_and_dates_point_inside(sentence: Sentence, claim: Expected) -> None:
    if claim.subset_of is not None:
        whole = sentence.claims[claim.subset_of]
        assert whole is not claim
        assert whole.measure is claim.measure
        assert whole.high is None or claim.low <= whole.high
    assert (claim.date_start is None) == (claim.date_end is None)
    if claim.date_start and claim.date_end and sentence.published:
        assert claim.date_start <= claim.date_end <= sentence.published
    assert (claim.modality is Modality.ATTRIBUTED) == bool(claim.attribution)


TRAPS = [
    msgspec.json.decode(line, type=Trap) for line in (DATA / "traps.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_there_are_enough_traps_and_they_differ() -> None:
    assert len(TRAPS) >= 70
    assert len({t.id for t in TRAPS}) == len(TRAPS)
    assert len({t.text for t in TRAPS}) == len(TRAPS)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda t: t.id)
def test_a_trap_is_a_document_of_news_length_with_numbers(trap: Trap) -> None:
    least, most = TRAP_WORDS
    assert least <= len(trap.text.split()) <= most
    assert any(c.isdigit() for c in trap.text)
    assert trap.title
    assert trap.publisher
    assert trap.language == "en"
    assert trap.held is _odd(trap.id)
