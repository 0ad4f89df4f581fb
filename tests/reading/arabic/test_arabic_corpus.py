"""The Arabic reader against the project's own sentences and traps; the halves marked `held` were never tuned on."""

import datetime as dt
import hashlib
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from marsad.records import Claim, Context, Measure, Modality, Population, TallyKind

DATA = Path(__file__).parent / "data"


@cache
def sentences() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = tomllib.loads((DATA / "sentences.toml").read_text(encoding="utf-8"))["sentence"]
    return table


@cache
def traps() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "traps.jsonl").read_text(encoding="utf-8").splitlines()]


def said(claim: Claim) -> bool:
    return claim.context is Context.CONFLICT and claim.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)


def _fits(claim: Claim, sentence: dict[str, Any], expected: dict[str, Any]) -> bool:
    start = sentence["text"].index(expected["quote"])
    end = start + len(expected["quote"])
    spans = (claim.quote, *(mention.quote for mention in claim.mentions))
    measures = {expected["measure"], *expected.get("measure_also", [])}
    return claim.measure.value in measures and any(span.start < end and start < span.end for span in spans)


def outcome(read, *, held: bool) -> tuple[int, int, int, int]:
    """Wanted, found, found with the right bounds, and false claims over one half of the sentences."""
    wanted = found = right = false = 0
    for sentence in sentences():
        if sentence["held"] is not held:
            continue
        left = [claim for claim in read(sentence["text"]).claims if said(claim)]
        for expected in sentence.get("claims", []):
            fits = [claim for claim in left if _fits(claim, sentence, expected)]
            fits.sort(key=lambda claim: claim.quantity.low != expected["low"])
            if fits:
                left.remove(fits[0])
            if expected.get("optional", False):
                continue
            wanted += 1
            found += bool(fits)
            if fits:
                quantity = fits[0].quantity
                same = (quantity.low, quantity.high) == (expected["low"], expected.get("high"))
                right += same or (bool(expected.get("families")) and quantity.unit == "family")
        false += len([claim for claim in left if not claim.subset_of])
    return wanted, found, right, false


@pytest.mark.parametrize(
    ("held", "recall", "bounds", "false_share"), [(False, 0.85, 0.84, 0.06), (True, 0.80, 0.74, 0.06)]
)
def test_sentences_are_read_as_a_person_reads_them(read_arabic, held, recall, bounds, false_share):
    wanted, found, right, false = outcome(read_arabic, held=held)
    assert found >= recall * wanted
    assert right >= bounds * wanted
    assert false <= false_share * wanted


@pytest.mark.parametrize("held", [False, True])
def test_traps_make_no_claims_of_the_conflict(read_arabic, held):
    false = total = 0
    for trap in traps():
        if trap["held"] is held:
            total += 1
            published = dt.date.fromisoformat(trap["published"])
            claims = read_arabic(trap["text"], title=trap["title"], published=published).claims
            false += len([claim for claim in claims if said(claim) and not claim.subset_of])
    assert false <= 0.15 * total


def test_there_are_enough_and_they_differ():
    assert len(sentences()) >= 150
    assert len({sentence["text"] for sentence in sentences()}) == len(sentences())
    assert len(traps()) >= 40
    assert len({trap["text"] for trap in traps()}) == len(traps())


def test_held_follows_from_the_id_and_takes_about_half():
    for row in (*sentences(), *traps()):
        assert row["held"] is (int(hashlib.sha256(row["id"].encode()).hexdigest()[0], 16) % 2 == 1)
    assert 0.35 * len(sentences()) < sum(sentence["held"] for sentence in sentences()) < 0.65 * len(sentences())


def test_expectations_are_words_of_their_sentence_and_values_of_the_record():
    for sentence in sentences():
        for expected in sentence.get("claims", []):
            assert expected["quote"] in sentence["text"]
            assert expected.get("attribution", "") in sentence["text"]
            assert expected.get("perpetrator", "") in sentence["text"]
            assert Measure(expected["measure"])
            assert Population(expected.get("population", "unknown"))
            assert TallyKind(expected.get("tally", "event"))
            assert expected.get("high") is None or expected["high"] >= expected["low"]


def test_every_measure_is_covered():
    measures = {expected["measure"] for sentence in sentences() for expected in sentence.get("claims", [])}
    assert measures == {measure.value for measure in Measure}


@pytest.mark.parametrize(
    ("field", "share"), [("population", 0.85), ("attribution", 0.8), ("perpetrator", 0.75), ("tally", 0.75)]
)
def test_fields_are_read_as_a_person_reads_them(read_arabic, field, share):
    """Where a claim is found, its side, source, doer and tally kind are mostly those a person reads."""
    sure = right = 0
    for sentence in sentences():
        claims = [claim for claim in read_arabic(sentence["text"]).claims if said(claim)]
        for expected in sentence.get("claims", []):
            fits = [claim for claim in claims if _fits(claim, sentence, expected)]
            if field not in expected or not fits:
                continue
            sure += 1
            value = getattr(fits[0], field)
            told = getattr(value, "text", None) or getattr(value, "value", None) or ""
            right += told == expected[field] or (
                field in ("attribution", "perpetrator")
                and bool(told)
                and (told in expected[field] or expected[field] in told)
            )
    assert right >= share * sure
