"""Fit the points of `src/marsad/evaluating/data/template_words.toml` to MUC-4's training templates, and print them.

    python -m benchmarks.template_points --collections DIR [--rest]

Two documents in three are fitted, the third (by a hash of the id) is scored, as is what was fitted; `--rest` fits all.
Ridge logistic regression by gradient descent, from zero: the same documents always give the same points.
"""

import argparse
import os
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from benchmarks import templates
from benchmarks.reading_sets import reader
from marsad.evaluating.templates import Candidate, Pair, candidates
from marsad.reading import Way

_RIDGE, _STEPS, _RATE = 5.0, 400, 0.5
_FEWEST = 6
_LEAST = tuple(step / 10 for step in range(-14, 5))


class Example(msgspec.Struct, frozen=True):
    """A document with the pairs its claims can give, and which of those its templates hold."""

    told: templates.Told
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.template_points", description=__doc__)
    parser.add_argument("--collections", type=Path, default=os.environ.get("MARSAD_COLLECTIONS"))
    parser.add_argument("--rest", action="store_true", help="fit all training documents")
    options = parser.parse_args()
    if options.collections is None:
        print("Left out: no collections (name their folder with --collections or MARSAD_COLLECTIONS).")
        return
    examples = _examples(Path(options.collections) / "muc4" / "train.jsonl")
    fitted = [one for one in examples if options.rest or not _aside(one.told.id)]
    points = _fit(fitted)
    least = max(_LEAST, key=lambda step: _score(fitted, points, step).f1)
    print(f"least = {least}\n\n[points]")
    for trait, weight in sorted(points.items()):
        print(f'"{trait}" = {weight}')
    for name, part in (("fitted", fitted), ("aside", [one for one in examples if _aside(one.told.id)])):
        score = _score(part, points, least)
        print(f"# {name}: {len(part)} documents P {score.precision:.3f} R {score.recall:.3f} F {score.f1:.3f}")


def _aside(identifier: str) -> bool:
    return int(sha256(identifier.encode()).hexdigest(), 16) % 3 == 0


def _examples(path: Path) -> list[Example]:
    read = reader(Way.RULES)
    examples = []
    for told in templates.read(path):
        document = told.document()
        found = candidates(read(document), document)
        examples.append(Example(told, tuple(found), _right(found, told)))
    return examples


def _right(found: Sequence[Candidate], told: templates.Told) -> tuple[bool, ...]:
    pool = [*told.needed, *told.free]
    right = []
    for candidate in found:
        hit = next((gold for gold in pool if templates.agrees(candidate.pair, gold)), None)
        right.append(hit is not None)
        if hit is not None:
            pool.remove(hit)
    return tuple(right)


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    seen = Counter(trait for one in examples for candidate in one.candidates for trait in candidate.traits)
    column = {trait: at for at, trait in enumerate(sorted(trait for trait, n in seen.items() if n >= _FEWEST))}
    rows = [candidate.traits for one in examples for candidate in one.candidates]
    wanted = np.array([float(right) for one in examples for right in one.right])
    has = np.zeros((len(rows), len(column)))
    for number, traits in enumerate(rows):
        has[number, [column[trait] for trait in traits if trait in column]] = 1.0
    weights, squares = np.zeros(len(column)), np.full(len(column), 1e-6)
    for _ in range(_STEPS):
        slope = has.T @ (1 / (1 + np.exp(-has @ weights)) - wanted) + _RIDGE * weights
        squares += slope * slope
        weights -= _RATE * slope / np.sqrt(squares)
    return {trait: round(float(weights[at]), 1) for trait, at in column.items() if abs(weights[at]) >= 0.05}


def _score(examples: Sequence[Example], points: dict[str, float], least: float) -> templates.PairScore:
    return templates.total(templates.compare(_kept(one, points, least), one.told) for one in examples)


def _kept(one: Example, points: dict[str, float], least: float) -> list[Pair]:
    kept: list[Pair] = []
    for candidate in one.candidates:
        single = candidate.pair.count_low == candidate.pair.count_high == 1
        enough: Callable[[], bool] = lambda found=candidate: sum(points.get(t, 0.0) for t in found.traits) >= least  # noqa: E731
        if enough() and (single or candidate.pair not in kept):
            kept.append(candidate.pair)
    return kept


if __name__ == "__main__":
    main()
