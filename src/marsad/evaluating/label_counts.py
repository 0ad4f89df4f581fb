"""Counts as hand labels write them, derived from a claim's quantity."""

from collections.abc import Iterable

import msgspec

from marsad.evaluating.conventions import conventions
from marsad.records import Operator, Quantity

_FAMILY_RULE = "V16"


class LabelCount(msgspec.Struct, frozen=True, kw_only=True):
    """Least and greatest count a label allows (`high` None: no upper end), and whether it is about or vague."""

    low: int
    high: int | None
    approx: bool = False
    vague: bool = False


def label_count(quantity: Quantity) -> LabelCount:
    """Return the bounds a careful labeller writes for these words.

    Labels give N..N for "about N", 0..N for "up to N", the number of families for families, and have their own
    bounds for some vague words; the table is `data/label_conventions.toml`.
    """
    stated = quantity.value if quantity.value is not None else quantity.point
    if stated is None or (quantity.vague and quantity.rule != _FAMILY_RULE):
        return _unstated(quantity)
    low, high = _bounds(quantity, stated)
    return LabelCount(low=low, high=high, approx=quantity.operator is Operator.APPROX)


def _bounds(quantity: Quantity, stated: int) -> tuple[int, int | None]:
    match quantity.operator:
        case Operator.GE:
            return stated, None
        case Operator.GT:
            return stated + 1, None
        case Operator.LE:
            return 0, stated
        case Operator.LT:
            return 0, max(0, stated - 1)
        case Operator.RANGE:
            return quantity.low, quantity.high
        case _:
            return stated, stated


def _unstated(quantity: Quantity) -> LabelCount:
    """Bound words without a number; "at least dozens" keeps its own floor and "up to dozens" its own ceiling."""
    match quantity.operator:
        case Operator.NONE:
            return LabelCount(low=max(1, quantity.low), high=None, vague=True)
        case Operator.VAGUE if quantity.rule == _FAMILY_RULE:
            return _families(quantity)
        case Operator.VAGUE:
            return _vague(quantity)
        case _:
            return LabelCount(low=quantity.low, high=quantity.high, vague=quantity.low != quantity.high)


def _families(quantity: Quantity) -> LabelCount:
    if (
        quantity.low <= conventions().lowest_open
        and quantity.high is None
        and _says(quantity, conventions().one_family)
    ):
        return LabelCount(low=1, high=1)
    return LabelCount(low=quantity.low, high=quantity.high, vague=True)


def _vague(quantity: Quantity) -> LabelCount:
    # a sum ("five guards and a number of drivers") starts higher than its vague word alone and keeps its own bounds
    plain = quantity.low <= conventions().lowest_open
    for group in conventions().open_words:
        if plain and _says(quantity, group.words):
            return LabelCount(low=group.low, high=None, vague=True)
    for row in conventions().rule:
        if row.id == quantity.rule and row.high == quantity.high and (plain or row.high is not None):
            return LabelCount(low=row.low, high=row.high, vague=True)
    return LabelCount(low=quantity.low, high=quantity.high, vague=True)


def _says(quantity: Quantity, phrases: Iterable[str]) -> bool:
    words = _padded(quantity.words.text)
    return any(_padded(phrase) in words for phrase in phrases)


def _padded(words: str) -> str:
    return f" {' '.join(words.casefold().split())} "
