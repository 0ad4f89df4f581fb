"""Templates: claims as the pairs of harm and number that MUC-4's templates of terrorist incidents hold."""

from collections.abc import Sequence

import msgspec

from marsad.evaluating.label_counts import label_count
from marsad.evaluating.template_traits import traits
from marsad.evaluating.template_words import template_words
from marsad.reading.appositions import joined
from marsad.reading.grammar import lines
from marsad.reading.sentences import split
from marsad.reading.tokens import tokenise
from marsad.reading.victims import groups, value_of
from marsad.records import Claim, Document, Measure, Operator, Quantity

_HARM = {Measure.KILLED: "killed", Measure.BODIES_FOUND: "killed", Measure.INJURED: "injured"}
_PLURAL = 2


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people who came to one harm; `count_high` None: no upper end."""

    doc_id: str
    harm: str
    count_low: int
    count_high: int | None


class Candidate(msgspec.Struct, frozen=True):
    """A pair that a claim can give, with what is known of the claim (see `template_traits`)."""

    pair: Pair
    traits: frozenset[str]


def project_pairs(claims: Sequence[Claim], document: Document) -> tuple[Pair, ...]:
    """Return the pairs that templates would hold, in the order of the claims.

    Which harm a template takes is a judgement; it is made by adding up points for the claim's traits. Two groups of
    one number are one, save single persons: two sentences seldom tell of one person in ways that cannot be matched.
    """
    words = template_words()
    found: list[Pair] = []
    for candidate in candidates(claims, document):
        points = sum(words.points.get(trait, 0.0) for trait in candidate.traits)
        single = candidate.pair.count_low == candidate.pair.count_high == 1
        if points >= words.least and (single or candidate.pair not in found):
            found.append(candidate.pair)
    return tuple(found)


def candidates(claims: Sequence[Claim], document: Document) -> list[Candidate]:
    """Return every pair that the claims of death and injury can give, one a group of victims."""
    harmed = [claim for claim in claims if claim.measure in _HARM]
    found = []
    for number, claim in enumerate(harmed):
        for low, high in _groups(claim.quantity):
            pair = Pair(doc_id=document.name, harm=_HARM[claim.measure], count_low=low, count_high=high)
            told = traits(claim, document.text, low, high, before=number, among=len(harmed))
            found.append(Candidate(pair, told))
    return found


def _groups(quantity: Quantity) -> list[tuple[int, int | None]]:
    """Return the bounds of each group that a figure adds up ("six priests and two women"), else of the figure."""
    count = label_count(quantity)
    if quantity.operator is Operator.EQ and (quantity.value or 0) > 1:
        parts = _parts(quantity.words.text)
        if len(parts) > 1 and sum(parts) == quantity.value:
            return [(part, part) for part in parts]
    return [(_PLURAL, None)] if count.vague else [(count.low, count.high)]


def _parts(words: str) -> list[int]:
    """Return the numbers of the groups that some words name; none where one of them has no number."""
    tokens = tokenise(" ".join(words.split()))
    of_words = lines(tokens, split(tokens))
    if len(of_words) != 1:
        return []
    values = [value_of(group) for group in joined(of_words[0], groups(of_words[0], [])) if not group.part]
    return [] if None in values else [value for value in values if value is not None]
