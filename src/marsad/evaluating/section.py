"""Sections: the scores of a group of documents, with their uncertainty."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from marsad.evaluating.comparing import count_lenient, dates_overlap, dates_tight, place_matches, words_f1
from marsad.evaluating.matching import DocumentScore, Match

_SAMPLES = 500
_LOWEST, _HIGHEST = 12, 487  # of 500 sorted samples: the middle 95 %
_SEED = 7
_BINS = 10

Numbers = NDArray[np.floating[Any]]
Interval = tuple[float, float]


class Share(msgspec.Struct, frozen=True, array_like=True):
    """A mean over `n` cases; `value` None where there is no case, `ci95` None for a single document."""

    value: float | None
    n: int
    ci95: Interval | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Scores over the documents of one section.

    `tp`, `fp` and `fn` are main claims found, false claims and main claims missed. The strict scores ask for both
    bounds of the count too. The intervals are the middle 95 % over documents drawn again with replacement, None for a
    single document. `fields` are accuracies over the main claims found. `calibration_error`: how far confidence and
    share right are apart on average, over tenths of confidence (expected calibration error; Guo et al. 2017, On
    calibration of modern neural networks); None where no prediction has a confidence.
    """

    docs: int
    gold_main: int
    predicted: int
    ignored: int
    tp: int
    fp: int
    fn: int
    precision: float
    recall: float
    f1: float
    strict_precision: float
    strict_recall: float
    strict_f1: float
    f1_ci95: Interval | None
    strict_f1_ci95: Interval | None
    fields: dict[str, Share]
    calibration_error: float | None = None


def claim_scores(right: int, false: int, missed: int) -> tuple[float, float, float]:
    """Return precision, recall and F1, 0 where nothing was predicted or labelled."""
    precision = right / (right + false) if right + false else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, _harmonic(precision, recall)


def summarise(scores: Sequence[DocumentScore]) -> Section:
    """Add up the scores of documents."""
    right, strict, false, missed = (
        np.array([count(score) for score in scores], dtype=float)
        for count in (
            lambda score: len(score.matches),
            lambda score: score.strict,
            lambda score: len(score.false_claims),
            lambda score: len(score.missed),
        )
    )
    drawn = _drawn(len(scores))
    precision, recall, f1 = claim_scores(int(right.sum()), int(false.sum()), int(missed.sum()))
    strict_precision = float(strict.sum()) / max(1.0, float((right + false).sum()))
    strict_recall = float(strict.sum()) / max(1.0, float((right + missed).sum()))
    both = 2 * right + false + missed
    ignored = sum(score.ignored for score in scores)
    return Section(
        docs=len(scores),
        gold_main=int((right + missed).sum()),
        predicted=int((right + false).sum()) + ignored,
        ignored=ignored,
        tp=int(right.sum()),
        fp=int(false.sum()),
        fn=int(missed.sum()),
        precision=precision,
        recall=recall,
        f1=f1,
        strict_precision=strict_precision,
        strict_recall=strict_recall,
        strict_f1=_harmonic(strict_precision, strict_recall),
        f1_ci95=_interval(drawn, 2 * right, both),
        strict_f1_ci95=_interval(drawn, 2 * strict, both),
        fields=_fields(scores, drawn),
        calibration_error=_calibration_error(scores),
    )


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _drawn(documents: int) -> Numbers | None:
    """Return how often each document is drawn in each sample (samples, documents); None for fewer than two.

    Drawn by the standard library's generator, whose numbers stay the same from release to release.
    """
    if documents < 2:
        return None
    chance = random.Random(_SEED)  # noqa: S311  (repeatable samples are the purpose; nothing secret hangs on them)
    drawn = np.zeros((_SAMPLES, documents))
    for sample in drawn:
        for _ in range(documents):
            sample[chance.randrange(documents)] += 1
    return drawn


def _interval(drawn: Numbers | None, above: Numbers, below: Numbers) -> Interval | None:
    """Return the middle 95 % of the ratio of two sums over the samples; a sample without a case counts as 0."""
    if drawn is None:
        return None
    cases = drawn @ below
    ratios = np.sort(np.divide(drawn @ above, cases, out=np.zeros_like(cases), where=cases > 0))
    return float(ratios[_LOWEST]), float(ratios[_HIGHEST])


def _calibration_error(scores: Sequence[DocumentScore]) -> float | None:
    told = [
        (label.confidence, right)
        for score in scores
        for right, labels in ((1, [match.label for match in score.matches]), (0, score.false_claims))
        for label in labels
        if label.confidence is not None
    ]
    if not told:
        return None
    sure, right = np.array(told).T
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    away = (abs(float((sure - right)[bins == one].sum())) for one in range(_BINS))
    return sum(away) / len(told)


def _fields(scores: Sequence[DocumentScore], drawn: Numbers | None) -> dict[str, Share]:
    shares = {
        name: _share(drawn, [[right(match) for match in score.matches if asked(match)] for score in scores])
        for name, (asked, right) in _FIELDS.items()
    }
    found = [[1.0] * score.parts_found + [0.0] * (score.parts - score.parts_found) for score in scores]
    return shares | {"subset_recall": _share(drawn, found)}


def _share(drawn: Numbers | None, values: Sequence[Sequence[float]]) -> Share:
    """Return the mean over the cases of all documents with its interval."""
    sums, cases = np.array([sum(of) for of in values], dtype=float), np.array([len(of) for of in values], dtype=float)
    total = int(cases.sum())
    if not total:
        return Share(None, 0)
    return Share(float(sums.sum()) / total, total, _interval(drawn, sums, cases))


def _always(_: Match) -> bool:
    return True


def _has_places(match: Match) -> bool:
    return bool(match.hand.places)


def _has_date(match: Match) -> bool:
    return bool(match.hand.date_start or match.hand.date_end)


def _has_no_date(match: Match) -> bool:
    return not _has_date(match)


def _any_place(match: Match) -> bool:
    return any(place_matches(ours, theirs) for ours in match.label.places for theirs in match.hand.places)


def _first_place(match: Match) -> bool:
    return bool(match.label.places) and place_matches(match.label.places[0], match.hand.places[0])


# Each field: in which matches it is asked for, and how right it is there (0 to 1).
_FIELDS: dict[str, tuple[Callable[[Match], bool], Callable[[Match], float]]] = {
    "count_exact": (_always, lambda m: m.count_right),
    "count_lenient": (_always, lambda m: m.count_right or count_lenient(m.label, m.hand)),
    "count_exact_not_vague": (lambda m: not m.hand.vague, lambda m: m.count_right),
    "category": (_always, lambda m: m.label.category == m.hand.category),
    "place_any": (_has_places, _any_place),
    "place_first": (_has_places, _first_place),
    "date_overlap": (_has_date, lambda m: dates_overlap(m.label, m.hand)),
    "date_overlap_events_only": (
        lambda m: _has_date(m) and not m.hand.is_total,
        lambda m: dates_overlap(m.label, m.hand),
    ),
    "date_tight": (_has_date, lambda m: dates_tight(m.label, m.hand)),
    "date_null_kept": (_has_no_date, lambda m: not (m.label.date_start or m.label.date_end)),
    "perpetrator_tokF1": (
        lambda m: bool(m.hand.perpetrator),
        lambda m: words_f1(m.hand.perpetrator, m.label.perpetrator),
    ),
    "perpetrator_null_kept": (lambda m: not m.hand.perpetrator, lambda m: not m.label.perpetrator),
    "attributed_to_tokF1": (
        lambda m: bool(m.hand.attributed_to),
        lambda m: words_f1(m.hand.attributed_to, m.label.attributed_to),
    ),
    "attributed_to_null_kept": (lambda m: not m.hand.attributed_to, lambda m: not m.label.attributed_to),
    "is_total": (_always, lambda m: m.label.is_total == m.hand.is_total),
}
