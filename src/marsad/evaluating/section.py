"""Sections: the scores of a group of documents, with their uncertainty."""

import random
from collections.abc import Callable, Iterable, Sequence

import msgspec

from marsad.evaluating.comparing import count_lenient, dates_overlap, dates_tight, place_matches, words_f1
from marsad.evaluating.matching import DocumentScore, Match

_SAMPLES = 500
_LOWEST, _HIGHEST = 12, 487  # of 500 sorted samples: the middle 95 %
_SEED = 7


class Share(msgspec.Struct, frozen=True, array_like=True):
    """A mean over `n` cases; `value` None where there is no case."""

    value: float | None
    n: int


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Scores over the documents of one section.

    `tp`, `fp` and `fn` are main claims found, false claims and main claims missed. The strict scores ask for both
    bounds of the count too. The intervals are the middle 95 % over documents drawn again with replacement, None for a
    single document. `fields` are accuracies over the main claims found.
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
    f1_ci95: tuple[float, float] | None
    strict_f1_ci95: tuple[float, float] | None
    fields: dict[str, Share]


def claim_scores(right: int, false: int, missed: int) -> tuple[float, float, float]:
    """Return precision, recall and F1, 0 where nothing was predicted or labelled."""
    precision = right / (right + false) if right + false else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, _harmonic(precision, recall)


def summarise(scores: Sequence[DocumentScore]) -> Section:
    """Add up the scores of documents."""
    tallies = [_Tally.of(score) for score in scores]
    total = _Tally.sum(tallies)
    precision, recall, f1 = claim_scores(total.right, total.false, total.missed)
    strict_precision = total.strict / (total.right + total.false) if total.right + total.false else 0.0
    strict_recall = total.strict / (total.right + total.missed) if total.right + total.missed else 0.0
    f1_interval, strict_interval = _intervals(tallies)
    ignored = sum(score.ignored for score in scores)
    return Section(
        docs=len(scores),
        gold_main=total.right + total.missed,
        predicted=total.right + total.false + ignored,
        ignored=ignored,
        tp=total.right,
        fp=total.false,
        fn=total.missed,
        precision=precision,
        recall=recall,
        f1=f1,
        strict_precision=strict_precision,
        strict_recall=strict_recall,
        strict_f1=_harmonic(strict_precision, strict_recall),
        f1_ci95=f1_interval,
        strict_f1_ci95=strict_interval,
        fields=_fields([match for score in scores for match in score.matches]) | {"subset_recall": _parts(scores)},
    )


class _Tally(msgspec.Struct, frozen=True):
    right: int
    false: int
    missed: int
    strict: int

    @classmethod
    def of(cls, score: DocumentScore) -> "_Tally":
        return cls(len(score.matches), len(score.false_claims), len(score.missed), score.strict)

    @classmethod
    def sum(cls, tallies: Iterable["_Tally"]) -> "_Tally":
        right = false = missed = strict = 0
        for each in tallies:
            right, false = right + each.right, false + each.false
            missed, strict = missed + each.missed, strict + each.strict
        return cls(right, false, missed, strict)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _intervals(tallies: Sequence[_Tally]) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    if len(tallies) < 2:
        return None, None
    chance = random.Random(_SEED)  # noqa: S311  (repeatable samples are the purpose; nothing secret hangs on them)
    claim_f1, strict_f1 = [], []
    for _ in range(_SAMPLES):
        sample = _Tally.sum(tallies[chance.randrange(len(tallies))] for _ in tallies)
        claim_f1.append(claim_scores(sample.right, sample.false, sample.missed)[2])
        both = 2 * sample.right + sample.false + sample.missed
        strict_f1.append(2 * sample.strict / both if both else 0.0)
    return _middle(claim_f1), _middle(strict_f1)


def _middle(samples: list[float]) -> tuple[float, float]:
    ordered = sorted(samples)
    return ordered[_LOWEST], ordered[_HIGHEST]


def _parts(scores: Sequence[DocumentScore]) -> Share:
    parts = sum(score.parts for score in scores)
    return Share(sum(score.parts_found for score in scores) / parts, parts) if parts else Share(None, 0)


def _mean(values: Iterable[float]) -> Share:
    found = list(values)
    return Share(sum(found) / len(found), len(found)) if found else Share(None, 0)


def _fields(matches: Sequence[Match]) -> dict[str, Share]:
    return {name: _mean(right(match) for match in matches if asked(match)) for name, (asked, right) in _FIELDS.items()}


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
