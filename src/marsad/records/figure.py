"""Figures: reconciled counts, each bound with the rule and the claims that set it."""

import datetime as dt

import msgspec

from marsad.records.claim import Measure, Population


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """One end of a figure: its value, the claims that set it (sorted ids) and the counting rule's name."""

    value: int
    claims: tuple[str, ...]
    rule: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A reconciled count of one measure over one population, for one incident or one tally.

    `subject` is the id of the incident or tally. `population` is the population counted, ALL for the incident's
    headline figure over everybody. `low.value <= best.value <= high.value`. `high_open`: the words set no upper end,
    and `high` gives the largest stated number. `best_is_floor`: no source states a point. `origins` counts
    independent origins; fewer than two makes the figure `provisional`. `claims` are all claims reconciled, `dissent`
    those whose interval does not hold `best`; both sorted ids. Low and high are not a confidence interval.
    """

    id: str
    subject: str
    measure: Measure
    population: Population
    low: Bound
    best: Bound
    high: Bound
    high_open: bool = False
    best_is_floor: bool = False
    origins: int
    provisional: bool
    claims: tuple[str, ...]
    dissent: tuple[str, ...] = ()
    ruleset: str
    as_of: dt.date | None = None
