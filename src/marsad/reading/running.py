"""Running counts over a whole document: a total's headline, its parts by place or side, and what is new in it.

A sentence alone does not tell that "658 civilians were killed in Latakia governorate" is a part of the running count
in the sentence before; the sums, the source and the words of counting do.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from marsad.reading import nearness, roundups, timing
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import phrase_set, words_of
from marsad.records import Measure, TallyKind

_COUNTING = phrase_set("running", "counting")
_NEW = phrase_set("running", "new")
_INSIDE = phrase_set("running", "inside")
_MANY = phrase_set("running", "many")
_ONE = phrase_set("running", "one")
_TOTAL = phrase_set("running", "total")

_LASTING = frozenset(words_of("running", "lasting"))
_REACH = 4  # sentences between a total and its parts
_SAME_FIGURE = 20  # a smaller number may come twice by chance
_WIDE_DAYS = 7
_RANGE_DAYS = 2
_WIDE_COUNT = 20
_MASS = 500  # in one month: hardly one event
_SPEAKER_LETTERS = 4
_MOST_BEHIND = 40  # figures behind a sum that may be its parts
_BESIDE = 9  # words between two measures of one count


def settle(drafts: Sequence[Draft], lines: Sequence[Line]) -> bool:
    """Set the tally kind of drafts that belong to a running count of their document; tell whether any changed."""
    before = [draft.tally for draft in drafts]
    for draft in drafts:
        if draft.tally is TallyKind.EVENT and _spans_many(draft, lines[draft.line]):
            draft.tally = TallyKind.CUMULATIVE
    _settle_beside(drafts, lines)
    for measure in Measure:
        _settle_sums([draft for draft in drafts if draft.measure is measure], lines)
    for measure in Measure:
        of_measure = [draft for draft in drafts if draft.measure is measure]
        if any(draft.tally is not TallyKind.EVENT for draft in of_measure):
            _settle(of_measure, lines)
    for number, draft in enumerate(drafts, 1):
        behind = drafts[number : number + _MOST_BEHIND]
        if draft.tally is TallyKind.EVENT and roundups.is_roundup(draft, lines[draft.line], behind):
            draft.tally = TallyKind.CUMULATIVE
    return before != [draft.tally for draft in drafts]


def _settle(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    for draft in _events(drafts):
        total = _same_figure(draft, drafts)
        if total is not None:
            _follow(draft, total)
    for draft in _events(drafts):
        total = _total_before(draft, drafts)
        if total is not None and _counts_new(draft, lines[draft.line]):
            draft.tally = TallyKind.INCREMENTAL
            if not draft.own_places and total.own_places:
                draft.places, draft.own_places = total.places, True
        elif total is not None and _counts_beside(draft, total, lines[draft.line]):
            _follow(draft, total)
    for line in sorted({draft.line for draft in drafts}):
        _settle_breakdown([draft for draft in drafts if draft.line == line], drafts)


def _events(drafts: Sequence[Draft]) -> Iterator[Draft]:
    return (draft for draft in drafts if draft.tally is TallyKind.EVENT and draft.quantity.value is not None)


def _follow(draft: Draft, total: Draft) -> None:
    draft.tally = total.tally
    if not draft.own_places and total.own_places:
        draft.places, draft.own_places = total.places, True
    draft.attribution = draft.attribution or total.attribution
    if draft.attribution is not None and draft.modality.value == "asserted":
        draft.modality = total.modality


def _spans_many(draft: Draft, line: Line) -> bool:
    """A count over more than a week, or a source's count over days, unless the sentence tells of one event."""
    value = draft.quantity.value or 0
    start, end = draft.when.start, draft.when.end
    if not draft.own_date or start is None or end is None or value < _WIDE_COUNT:
        return False
    days = (end - start) / dt.timedelta(days=1)
    if _MANY.find(line.lowers, 0, len(line)) is None and _ONE.find(line.lowers, 0, len(line)) is not None:
        return False
    if days > _WIDE_DAYS and _is_coarse(draft):
        # "In late 2013" tells when, not for how long; the harm has to be told as many events.
        told = any(words.find(line.lowers, 0, len(line)) is not None for words in (_MANY, _COUNTING))
        return draft.measure is not Measure.BODIES_FOUND and (told or value >= _MASS)
    return days > _WIDE_DAYS or (days >= _RANGE_DAYS and _COUNTING.find(line.lowers, 0, len(line)) is not None)


def _is_coarse(draft: Draft) -> bool:
    """Tell whether a long date is one month, season or year, and no period from a day to another."""
    words = draft.when.words
    return words is not None and _LASTING.isdisjoint(words.text.casefold().replace("-", " - ").split())


def _same_figure(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return a running count elsewhere in the document that states the same large number."""
    value = draft.quantity.value
    if value is None or value < _SAME_FIGURE:
        return None
    return next(
        (
            other
            for other in drafts
            if other.tally is TallyKind.CUMULATIVE
            and other.quantity.value == value
            and not other.part
            and not (draft.own_date and other.own_date and timing.conflict(draft.when, other.when))
        ),
        None,
    )


def _total_before(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the last running total told in the few sentences up to the draft."""
    found = [
        other
        for other in drafts
        if other.tally is TallyKind.CUMULATIVE
        and not other.part
        and other.quantity.value is not None
        and other.key < draft.key
        and draft.line - other.line <= _REACH
    ]
    return found[-1] if found else None


def _counts_new(draft: Draft, line: Line) -> bool:
    """Read "On Thursday it documented 93 more deaths": a source that counts, and a count that is new."""
    group = draft.statement.people[0]
    first, last = max(0, group.first - 6), min(len(line), group.last + 4)
    return _COUNTING.find(line.lowers, first, group.last) is not None and (
        group.more or _NEW.find(line.lowers, group.first, last) is not None
    )


def _counts_beside(draft: Draft, total: Draft, line: Line) -> bool:
    """Another side or a part of the same source's count: "the Observatory also counted 125 soldiers"."""
    if draft.own_date and draft.when.start != total.when.start:
        return False
    group = draft.statement.people[0]
    inside = draft.part or _INSIDE.find(line.lowers, max(0, group.first - 6), len(line)) is not None
    counted = _COUNTING.find(line.lowers, 0, group.last) is not None and _same_speaker(draft, total)
    return (inside and not draft.own_places) or counted


def _same_speaker(draft: Draft, total: Draft) -> bool:
    if draft.attribution is None or total.attribution is None:
        return True
    mine, theirs = (
        {word for word in speaker.text.casefold().split() if len(word) > _SPEAKER_LETTERS}
        for speaker in (draft.attribution, total.attribution)
    )
    return bool(mine & theirs) or not mine or not theirs


def _settle_breakdown(of_line: Sequence[Draft], drafts: Sequence[Draft]) -> None:
    """Parts in one sentence whose sum is a running count told there or shortly before are parts of it."""
    whole = [draft for draft in of_line if draft.quantity.value is not None and not draft.part]
    for total in reversed([draft for draft in drafts if draft.tally is not TallyKind.EVENT and not draft.part]):
        parts = [draft for draft in whole if draft is not total and draft.key > total.key]
        near = bool(parts) and parts[0].line - total.line <= _REACH
        if near and len(parts) > 1 and sum(draft.quantity.value or 0 for draft in parts) == total.quantity.value:
            for draft in parts:
                _follow(draft, total)
            return


def _settle_sums(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Read "Total for the villages: 9": a total told behind the single incidents that it adds up is no incident."""
    for total in _events(drafts):
        line = lines[total.line]
        if _TOTAL.find(line.lowers, 0, total.statement.people[0].last) is None:
            continue
        sums = 0
        for part in reversed([draft for draft in _events(drafts) if draft.line < total.line and not draft.part]):
            sums += part.quantity.value or 0
            if sums == total.quantity.value and part.line < total.line - 1:
                total.tally = TallyKind.CUMULATIVE
                break


def _settle_beside(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Read "60 were killed and 200 injured in a week of raids": two measures of one running count."""
    for total, draft in pairwise(drafts):
        if total.line != draft.line or total.tally is not TallyKind.CUMULATIVE or draft.tally is not TallyKind.EVENT:
            continue
        between = _words_between(lines[draft.line], total, draft)
        line = lines[draft.line]
        dated = draft.when.words is not None and not timing.spoken_on(draft.when.words, line)
        apart = nearness.conflict(draft.places, total.places) or (dated and timing.conflict(draft.when, total.when))
        if draft.measure is total.measure or apart or between is None:
            continue
        if "and" in between and len(between) <= _BESIDE:
            _follow(draft, total)


def _words_between(line: Line, first: Draft, second: Draft) -> Sequence[str] | None:
    """Return the words between two quotes, None where they overlap."""
    if second.quote.start < first.quote.end:
        return None
    inside = range(first.quote.end, second.quote.start)
    return [token.lower for token in line.tokens if token.start in inside]
