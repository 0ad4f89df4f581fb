"""Calibration: how often claims are right that rules and network find together, the network alone, or the rules alone.

    python -m training calibrate --into FOLDER --collections DIR

reads the dev part with the network of a folder and prints the points for `data/learned.toml`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from marsad.evaluating import DocumentScore, Label, project, read_labelled_set, score
from marsad.places import Gazetteer
from marsad.reading import ArabicRules, EnglishRules
from marsad.reading.learned import Advisor, Bars, Confidence, propose, shipped_bars
from marsad.records import Document, document_id
from training.corpus import Row
from training.labelling import unfold

_STEPS = 6
# Each kind of find gets a range of its own, so that a prediction tells who made it: -1, 0 to 1, or 1 to 2.
_APART = Confidence(together=((0.0, 0.0), (1.0, 1.0)), network=((0.0, 1.0), (1.0, 2.0)), rules=-1.0)


def scores(rows: Sequence[Row], weights: Path, bars: Bars) -> tuple[DocumentScore, ...]:
    """Return how each document's claims compare with its labels, read by rules and network together."""
    advisor = Advisor("calibrating", partial(propose, weights), bars)
    readers = (EnglishRules(advisor), ArabicRules(advisor))
    gazetteer = Gazetteer.shipped()
    with TemporaryDirectory() as name:
        unfold(rows, Path(name), None)
        labelled, _ = read_labelled_set(Path(name))
    labels: list[Label] = []
    for one in labelled.documents:
        text = f"{one.title}\n\n{one.text}" if one.title else one.text
        document = Document(
            id=document_id(one.id),
            original="0" * 64,
            source_id=one.id,
            title=one.title,
            text=text,
            body_start=len(text) - len(one.text),
            language=one.language,
            published=dt.date.fromisoformat(one.published) if one.published else None,
        )
        reader = next(reader for reader in readers if reader.takes(document))
        labels += project(reader.read(document, gazetteer).claims, document)
    return score(labels, labelled)[1]


def points(rows: Sequence[Row], weights: Path) -> Iterator[str]:
    """Yield the lines of `[both.confidence]`, from claims that are right or wrong by the labels."""
    bars = msgspec.structs.replace(shipped_bars("both"), confidence=_APART)
    told = [
        (label.confidence or 0.0, right)
        for document in scores(rows, weights, bars)
        for right, labels in ((1.0, [match.label for match in document.matches]), (0.0, document.false_claims))
        for label in labels
    ]
    kinds = {"rules": (-1.5, -0.5), "together": (0.0, 1.0), "network": (1.0, 2.0)}
    for kind, (low, high) in kinds.items():
        found = sorted((sure - max(low, 0.0), right) for sure, right in told if low < sure <= high)
        if kind == "rules":
            yield f"rules = {_mean([right for _, right in found]):.2f}  # {len(found)} claims"
        else:
            yield f"{kind} = {_rising(found)}  # {len(found)} claims"


def _rising(found: Sequence[tuple[float, float]]) -> list[list[float]]:
    """Return points whose shares never fall (isotonic regression by pooling neighbours), over groups of equal size."""
    size = max(1, len(found) // _STEPS)
    pools = [
        (_mean([sure for sure, _ in group]), _mean([right for _, right in group]), len(group))
        for _, numbered in groupby(enumerate(found), lambda item: min(item[0] // size, _STEPS - 1))
        for group in [[pair for _, pair in numbered]]
    ]
    merged: list[tuple[float, float, int]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            (a, b, n), (c, d, m) = merged[-2:]
            merged[-2:] = [((a * n + c * m) / (n + m), (b * n + d * m) / (n + m), n + m)]
    return [[round(sure, 3), round(right, 2)] for sure, right, _ in merged]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
