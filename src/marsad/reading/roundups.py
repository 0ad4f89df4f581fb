"""Round-ups: a figure that adds up attacks in several places is no attack of its own."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations, pairwise, permutations

from marsad.reading import nearness, timing
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import Phrases, words_of
from marsad.records import PlaceMention, PlacePrecision

_REACH = 8  # sentences behind a sum in which its parts are told
_MOST_PARTS = 6
_LEAST, _MOST = 0.8, 1.25  # of a sum: what its parts, some told roughly or left out, may add up to
_PAIRS = permutations(words_of("events", "directions"), 2)
_MANY_PLACES = Phrases(
    (phrase, phrase)
    for phrase in (*words_of("events", "many_places"), *(f"{one} and {other} of the country" for one, other in _PAIRS))
)
_LISTING = frozenset(words_of("running", "listing"))


def is_roundup(draft: Draft, line: Line, behind: Sequence[Draft]) -> bool:
    """Tell whether a figure sums attacks far apart: it lists their places, or its parts follow with theirs."""
    if draft.part or (draft.quantity.value or 2) < 2:
        return False
    if draft.own_places and _lists_far(draft, line):
        return True
    if _of_many(draft, line):
        return True
    parts = parts_of(draft, behind) or (_near_parts(draft, behind) if draft.head else [])
    return any(nearness.spread([*one.places, *other.places]) or _other_days(one, other) for one, other in _pairs(parts))


def parts_of(total: Draft, behind: Sequence[Draft]) -> list[Draft]:
    """Return the figures told behind a total, each with a place of its own, that add up to it; empty where none do."""
    if not total.quantity.value:
        return []
    told = [
        draft
        for draft in behind
        if draft.measure is total.measure
        and draft.line - total.line <= _REACH
        and draft.own_places
        and not (total.own_places and nearness.conflict(draft.places, total.places))
        and not draft.part
        and draft.quantity.value
    ]
    for start in range(min(2, len(told))):
        sums = 0
        for end in range(start, min(len(told), start + _MOST_PARTS)):
            sums += told[end].quantity.value or 0
            parts = told[start : end + 1]
            if sums == total.quantity.value and len(parts) > 1 and _differ(parts):
                return parts
    return []


def _of_many(draft: Draft, line: Line) -> bool:
    """Tell whether the harm is told of a whole country: "left 30 dead in the north and west of the country"."""
    told = _MANY_PLACES.find(line.lowers, draft.statement.people[0].first, len(line))
    return told is not None and not any(one.place is not None for one in nearness.narrow(draft.places))


def _near_parts(total: Draft, behind: Sequence[Draft]) -> list[Draft]:
    """Return the largest figures behind a title that nearly add up to it, each smaller and of another place or day."""
    value = total.quantity.value or 0
    told = [
        one
        for one in behind
        if one.measure is total.measure and one.line - total.line <= _REACH and not one.part and not one.head
    ]
    if any((one.quantity.value or 0) >= value for one in told):
        return []
    parts = [one for one in told if one.own_places or one.own_date][:_MOST_PARTS]
    sums = sum(one.quantity.value or 0 for one in parts)
    apart = all(nearness.conflict(one.places, other.places) or _other_days(one, other) for one, other in _pairs(parts))
    return parts if value and len(parts) > 1 and apart and _LEAST * value <= sums <= _MOST * value else []


def _pairs(parts: Sequence[Draft]) -> list[tuple[Draft, Draft]]:
    """Return every two of the parts of a sum."""
    return list(combinations(parts, 2))


def _other_days(one: Draft, other: Draft) -> bool:
    return one.own_date and other.own_date and timing.conflict(one.when, other.when, grace=0)


def _differ(parts: Sequence[Draft]) -> bool:
    return all(nearness.conflict(one.places, other.places) for one, other in _pairs(parts))


def _lists_far(draft: Draft, line: Line) -> bool:
    """Tell whether two places of the draft, one behind the other in a list, are too far apart for one attack."""
    told = sorted(nearness.narrow(draft.places), key=lambda one: one.words.start)
    return any(
        one.place is not None
        and other.place is not None
        and _listed(one, other, line)
        and nearness.spread([one, other])
        for one, other in pairwise(told)
    )


def _listed(one: PlaceMention, other: PlaceMention, line: Line) -> bool:
    starts = [token.start for token in line.tokens]
    first, last = bisect_left(starts, one.words.end), bisect_left(starts, other.words.start)
    between = line.lowers[first:last]
    opened = line.lowers[max(0, bisect_left(starts, one.words.start) - 4) : first]
    if not between:  # headlines leave the marks of a list out: "attacks on Homs Aleppo"
        return (line.capitals or line.head) and other.precision is not PlacePrecision.NEAR_LOCALITY
    joined = "and" in between or "," in between
    return joined and "between" not in opened and all(word in _LISTING for word in between)
