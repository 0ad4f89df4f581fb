"""When: which of a document's dates belong to which harm."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

from marsad.reading.dates import DateMention, DateRole
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.locating import told_by_line
from marsad.records import DateBasis, Interval, TallyKind, precision_of

_EVENT_ROLES = frozenset({DateRole.POINT, DateRole.AS_OF})


def date(
    drafts: Sequence[Draft], lines: Sequence[Line], dates: Sequence[DateMention], effective: dt.date | None
) -> None:
    """Give each draft the date of its own clause, else of its own sentence; running figures their stated start."""
    known = [one for one in dates if _known(one)]
    starts = [one.words.start for one in known]
    of_lines = told_by_line(drafts)
    for draft in drafts:
        line = lines[draft.line]
        here = known[bisect_left(starts, line.tokens[0].start) : bisect_left(starts, line.tokens[-1].end)]
        if draft.tally is TallyKind.EVENT:
            found = _nearest(draft, of_lines[draft.line], [one for one in here if one.role in _EVENT_ROLES])
            if found is not None:
                draft.when, draft.own_date = found.interval, True
        else:
            draft.when = _period(draft, here, effective)
            draft.own_date = draft.when.start is not None


def _known(mention: DateMention) -> bool:
    return mention.interval.start is not None or mention.interval.end is not None


def _nearest(draft: Draft, of_line: Sequence[Draft], here: Sequence[DateMention]) -> DateMention | None:
    """Prefer a date behind the harm up to the next harm; then the nearest one before it."""
    marks = sorted(o.quote.start for o in of_line if o.quote.start > draft.quote.end and not o.part)
    behind = [one for one in here if one.words.start >= draft.quote.start]
    before = [one for one in here if one.words.start < draft.quote.start]
    close = [one for one in behind if not marks or one.words.start < marks[0]]
    if close:
        return close[0]
    if before:
        return before[-1]
    return behind[0] if behind else None


def _period(draft: Draft, here: Sequence[DateMention], effective: dt.date | None) -> Interval:
    since = [one for one in here if one.role is DateRole.SINCE and one.interval.start is not None]
    spans = [one for one in here if one.role in _EVENT_ROLES and _longer(one)]
    for one in since or spans:
        start = one.interval.start
        end = effective if one in since else one.interval.end
        return Interval(
            start=start, end=end, precision=precision_of(start, end), basis=one.interval.basis, words=one.words
        )
    return Interval(start=None, end=effective, basis=DateBasis.PUBLICATION if effective else DateBasis.UNKNOWN)


def _longer(mention: DateMention) -> bool:
    start, end = mention.interval.start, mention.interval.end
    return start is not None and end is not None and (end - start).days >= 1


def inherit(drafts: Sequence[Draft], effective: dt.date | None) -> None:
    """Give drafts without a date of their own that of their event, else the bulletin's own day."""
    of_event: dict[int, Interval] = {}
    for draft in drafts:
        if draft.own_date and draft.tally is TallyKind.EVENT:
            of_event.setdefault(draft.event, draft.when)
    for draft in drafts:
        if draft.own_date or draft.tally is not TallyKind.EVENT:
            continue
        held = of_event.get(draft.event) if draft.event >= 0 else None
        if held is not None:
            draft.when = Interval(
                start=held.start, end=held.end, precision=held.precision, basis=DateBasis.INHERITED, words=held.words
            )
        elif effective is not None:
            draft.when = Interval(
                start=effective,
                end=effective,
                precision=precision_of(effective, effective),
                basis=DateBasis.PUBLICATION,
            )


def conflict(first: Interval, second: Interval) -> bool:
    """Tell whether two intervals share no day, a day of grace on either side."""
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    grace = dt.timedelta(days=1)
    return first.start > second.end + grace or second.start > first.end + grace
