"""Scores: the same numbers as the scorer that the labels were made with, and what the numbers mean."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import cast

import msgspec
import pytest

from marsad.evaluating import HandLabel, Label, LabelledSet, Report, read_labelled_set, score

INVENTED = Path(__file__).parent / "invented"
SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_claims.py"
NOT_COMPARED = "unknown_doc_ids"


@pytest.fixture(scope="module")
def invented() -> LabelledSet:
    labelled, misfits = read_labelled_set(INVENTED)
    assert misfits == ()
    return labelled


@pytest.fixture(scope="module")
def predicted() -> list[Label]:
    return msgspec.json.Decoder(Label).decode_lines((INVENTED / "predictions.jsonl").read_bytes())


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the scorer that the labels were made with is not here")
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def flat(report: Report) -> dict[str, object]:
    """Return the report in the scorer's own shape."""
    whole: dict[str, dict[str, dict[str, object]]] = json.loads(msgspec.json.encode(report))
    whole["sections"] = {name: one for name, one in whole["sections"].items() if not name.startswith("arabic:")}
    for section in whole["sections"].values():
        fields = cast("dict[str, list[object]]", section.pop("fields"))
        section.update({name: share[:2] for name, share in fields.items()})  # the scorer gives no intervals of fields
        section.pop("calibration_error")
        for interval in ("f1_ci95", "strict_f1_ci95"):
            if section[interval] is None:
                del section[interval]
    return cast("dict[str, object]", rounded(whole))


def rounded(value: object) -> object:
    """Return numbers to twelve places: two ways of writing a fraction differ behind that."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, 12) if isinstance(value, float) else value


def as_scored(report: dict[str, object]) -> dict[str, object]:
    return {key: rounded(one) for key, one in json.loads(json.dumps(report)).items() if key != NOT_COMPARED}


def test_numbers_are_those_stored(invented: LabelledSet, predicted: list[Label]) -> None:
    expected = json.loads((INVENTED / "expected.json").read_text(encoding="utf-8"))
    assert flat(score(predicted, invented)[0]) == as_scored(expected)


def test_numbers_are_those_of_the_scorer(scorer: ModuleType, invented: LabelledSet, predicted: list[Label]) -> None:
    documents, gold = scorer.load(INVENTED / "docs.jsonl"), scorer.load(INVENTED / "gold.jsonl")
    theirs, _ = scorer.evaluate(scorer.load(INVENTED / "predictions.jsonl"), gold, documents)
    assert flat(score(predicted, invented)[0]) == as_scored(theirs)


@pytest.mark.parametrize("seed", range(30))
def test_numbers_are_those_of_the_scorer_for_disturbed_labels(
    scorer: ModuleType, invented: LabelledSet, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    predicted = disturbed(invented.labels, chance)
    documents, gold = scorer.load(INVENTED / "docs.jsonl"), scorer.load(INVENTED / "gold.jsonl")
    span_only = seed % 3 == 0
    monkeypatch.setattr(scorer, "SPAN_ONLY", span_only)
    theirs, _ = scorer.evaluate([msgspec.to_builtins(label) for label in predicted], gold, documents)
    assert flat(score(predicted, invented, span_only=span_only)[0]) == as_scored(theirs)


def disturbed(hands: tuple[HandLabel, ...], chance: random.Random) -> list[Label]:
    """Return labels some of which are doubled, moved, or given fields of other labels."""
    predicted = []
    for hand in hands:
        for _ in range(chance.choice([0, 1, 1, 2])):
            other = chance.choice(hands)
            label = as_label(hand)
            fields = ("count_low", "count_high", "harm", "places", "date_start", "date_end", "perpetrator", "category")
            changes = {field: getattr(other, field) for field in fields if chance.random() < 0.2}
            start = max(0, label.char_start - chance.choice([0, 0, 5, 40]))
            end = chance.randrange(start + 1, label.char_end + 1)
            predicted.append(msgspec.structs.replace(label, **changes, char_start=start, char_end=end))
    chance.shuffle(predicted)
    return predicted


def as_label(hand: HandLabel) -> Label:
    fields = {field: getattr(hand, field) for field in Label.__struct_fields__}
    return Label(**fields)


def test_labels_themselves_are_all_right(invented: LabelledSet) -> None:
    report, scores = score([as_label(hand) for hand in invented.labels], invented)
    whole = report.sections["all (traps included)"]
    assert (whole.precision, whole.recall, whole.f1, whole.strict_f1) == (1, 1, 1, 1)
    assert whole.fields["subset_recall"].value == 1
    assert whole.ignored == sum(hand.role != "main" for hand in invented.labels)
    assert all(each.strict == len(each.matches) for each in scores)


def test_wrong_counts_are_found_but_not_strictly_right(invented: LabelledSet) -> None:
    wrong = [
        msgspec.structs.replace(as_label(hand), count_low=1_000_003, count_high=None)
        for hand in invented.labels
        if hand.role == "main"
    ]
    whole = score(wrong, invented)[0].sections["all (traps included)"]
    assert (whole.recall, whole.strict_f1) == (1, 0)


def test_nothing_predicted_scores_nothing(invented: LabelledSet) -> None:
    report, scores = score([], invented)
    assert {section.f1 for section in report.sections.values()} == {0.0}
    assert report.sections["english"].fields["place_any"].value is None
    assert sum(len(each.missed) for each in scores) == report.sections["all (traps included)"].gold_main


def test_a_second_find_of_one_claim_is_false_but_a_second_mention_is_not(invented: LabelledSet) -> None:
    twice = [as_label(hand) for hand in invented.labels if hand.claim_id == "E-05-01"] * 2
    with_mention = [as_label(hand) for hand in invented.labels if hand.claim_id in ("E-01-01", "E-01-04")]
    assert score(twice, invented)[0].sections["english"].fp == 1
    again = score(with_mention, invented)[0].sections["english"]
    assert (again.tp, again.fp, again.ignored) == (1, 0, 1)


def test_false_claims_over_traps_are_counted_by_document(invented: LabelledSet, predicted: list[Label]) -> None:
    traps = score(predicted, invented)[0].traps["en"]
    assert (traps.docs, traps.false_positives, traps.fp_per_doc, traps.clean_docs) == (2, 2, 1.0, 1)
    assert traps.worst == (("E-06", 2), ("E-07", 0))


def test_one_language_is_scored_alone(invented: LabelledSet, predicted: list[Label]) -> None:
    arabic = invented.in_language("ar")
    report = score(predicted, arabic)[0]
    assert report.sections["all (traps included)"].docs == 2
    assert report.sections["arabic"] == score(predicted, invented)[0].sections["arabic"]
    assert report.sections["english"].docs == 0
