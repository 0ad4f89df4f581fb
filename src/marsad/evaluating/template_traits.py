"""Traits: what tells whether MUC-4's annotators would take harm for a terrorist incident."""

import re
from collections.abc import Iterator
from functools import cache

from marsad.evaluating.template_words import template_words
from marsad.records import Claim, Modality, Span

_SMALL, _MIDDLING = 12, 50
_AGES = ((2, "days"), (14, "weeks"), (60, "months"), (200, "half a year"))
_MOST_CLAIMS = 8
_QUARTERS = 4
_UNNAMED = re.compile(r"(?:an?|the|his|her|their|its|one|another|\d+)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?]\s|\n\s*\n")


def traits(claim: Claim, text: str, low: int, high: int | None, *, before: int, among: int) -> frozenset[str]:
    """Return the traits of a claim as names: what it says, how old it is, where it stands, what its sentence speaks of.

    `low` and `high` are the bounds of one group of its victims; `before` of the `among` claims of death and injury in
    the document stand before it.
    """
    return frozenset(
        (
            "any",
            f"population {claim.population.value}",
            f"context {claim.context.value}",
            f"modality {claim.modality.value}",
            f"tally {claim.tally.value}",
            f"event {claim.event_type.value}",
            f"count {_size(low, high)}",
            f"age {_age(claim)}",
            f"quarter {_QUARTERS * claim.quote.start // (len(text) + 1)}",
            f"among {min(among, _MOST_CLAIMS)}",
            "part" if claim.subset_of else "whole",
            "later" if before else "first",
            "doer" if claim.perpetrator else "no doer",
            "named" if _named(claim) else "not named",
            *_cues(_sentence(text, claim.quote)),
            *(("known",) if claim.modality is Modality.HISTORICAL and claim.quantity.vague else ()),
        )
    )


def _size(low: int, high: int | None) -> str:
    if (low, high) == (1, 1):
        return "one"
    if high is None:
        return "plural" if low <= 2 else "open"
    return "small" if low < _SMALL else "middling" if low < _MIDDLING else "large"


def _age(claim: Claim) -> str:
    if claim.reported is None or claim.when.start is None:
        return "unknown"
    days = (claim.reported - claim.when.start).days
    return next((name for most, name in _AGES if days <= most), "long ago")


def _named(claim: Claim) -> bool:
    return claim.quantity.value == 1 and claim.group is not None and not _UNNAMED.match(claim.group.text)


def _sentence(text: str, quote: Span) -> str:
    ends = [match.start() for match in _STOP.finditer(text, 0, quote.start)]
    behind = _STOP.search(text, quote.end)
    return text[ends[-1] if ends else 0 : behind.start() if behind else len(text)]


def _cues(sentence: str) -> Iterator[str]:
    for name, pattern in _patterns().items():
        if pattern.search(sentence):
            yield name


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = template_words()
    cues = {f"words {name}": tuple(f"{cue}\\w*" for cue in found) for name, found in words.cues.items()}
    return {
        name: re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE)
        for name, found in {**cues, "words abroad": words.abroad}.items()
    }
