"""The reader against the project's own sentences and traps; the halves marked `held` were never tuned on."""

import datetime as dt
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from marsad.records import Claim, Context, Modality

DATA = Path(__file__).parent / "data"


def said(claim: Claim) -> bool:
    return claim.context is Context.CONFLICT and claim.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)


@cache
def sentences() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = tomllib.loads((DATA / "sentences.toml").read_text(encoding="utf-8"))["sentence"]
    return table


def outcome(read, *, held: bool) -> tuple[int, int, int, int]:
    """Wanted, found, found with the right bounds, and false claims over one half of the sentences."""
    wanted = found = right = false = 0
    for sentence in sentences():
        if sentence["held"] is not held:
            continue
        text = sentence["text"]
        left = [claim for claim in read(text, published=sentence.get("published")).claims if said(claim)]
        for expected in sentence.get("claims", []):
            measures = {expected["measure"], *expected.get("measure_also", [])}
            start = text.index(expected["quote"])
            end = start + len(expected["quote"])
            fits = [
                claim
                for claim in left
                if claim.measure.value in measures
                and any(
                    span.start < end and start < span.end for span in (claim.quote, *(m.quote for m in claim.mentions))
                )
            ]
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
    ("held", "recall", "bounds", "false_share"), [(False, 0.93, 0.92, 0.06), (True, 0.80, 0.76, 0.06)]
)
def test_sentences_are_read_as_a_person_reads_them(read, held, recall, bounds, false_share):
    wanted, found, right, false = outcome(read, held=held)
    assert found >= recall * wanted
    assert right >= bounds * wanted
    assert false <= false_share * wanted


@pytest.mark.parametrize("held", [False, True])
def test_traps_make_no_claims_of_the_conflict(read, held):
    rows = [json.loads(line) for line in (DATA / "traps.jsonl").read_text(encoding="utf-8").splitlines()]
    traps = [row for row in rows if row["held"] is held]
    false = 0
    for trap in traps:
        reading = read(trap["text"], title=trap["title"], published=dt.date.fromisoformat(trap["published"]))
        false += len([claim for claim in reading.claims if said(claim) and not claim.subset_of])
    assert false <= 0.3 * len(traps)
