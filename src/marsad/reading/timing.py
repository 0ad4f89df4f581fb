"""When: which of a document's dates belong to which harm."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

from marsad.reading import nearness
from marsad.reading.dates import DateMention, DateRole
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import words_of
from marsad.reading.locating import told_by_line
from marsad.reading.setbacks import Setback, setback
from marsad.records import DateBasis, Interval, TallyKind, Words, precision_of

_EVENT_ROLES = frozenset({DateRole.POINT, DateRole.AS_OF})
_SAYING = frozenset(words_of("timing", "saying"))
_STATING = frozenset(words_of("timing", "stating"))
_SHORT_DAYS = 2  # a night, or a day and the one before
_FRONT = 5  # words into a sentence at which a date still opens it
_LEAD = 3  # the sentence up to which a text is its title and lead
_LEAD_REACH = 12  # sentences behind the lead that are still about its day
_SETTING = 3  # sentences before a claim whose day it may share
_BACK_REACH = 2
_HEAD_REACH = 5
_WEEK = 7
_STARTING = frozenset(words_of("timing", "starting"))
_START_REACH = 6
_LARGE_SUM = 100
_BEHIND = 2  # words between a day and what somebody did with words on it
_SAID = 3  # words between a verb of saying and its day


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
        points = [one for one in here if one.role in _EVENT_ROLES]
        if draft.tally is TallyKind.EVENT:
            found = _own(draft, line, of_lines[draft.line], points, effective)
            if found is not None:
                draft.when, draft.own_date = found, True
        else:
            draft.when = _period(draft, line, here, effective)
            draft.own_date = draft.when.start is not None


def _known(mention: DateMention) -> bool:
    return mention.interval.start is not None or mention.interval.end is not None


def _own(
    draft: Draft, line: Line, of_line: Sequence[Draft], here: Sequence[DateMention], effective: dt.date | None
) -> Interval | None:
    back = setback(draft, line)
    if back is not None:
        before = line.tokens[back.at].start
        told = [one for one in here if one.words.start >= before]
        if not told or _nearest(draft, of_line, told) is None:
            return _set_back(back, [one for one in here if one.words.start < before], effective)
        here = told
    found = _nearest(draft, of_line, here)
    if found is None or (not _short(found) and spoken_on(found.words, line)):
        return None
    if not _short(found):
        found = next(
            (one for one in here if _short(one) and _opens(one, line) and not spoken_on(one.words, line)), found
        )
    elif spoken_on(found.words, line):
        found = next(
            (one for one in here if _short(one) and not spoken_on(one.words, line) and _reaches(one, draft, of_line)),
            found,
        )
    return found.interval


def _set_back(back: Setback, told: Sequence[DateMention], effective: dt.date | None) -> Interval | None:
    """Count back from the day told before "days after", else from publication."""
    days = [one for one in told if _short(one)]
    day = days[-1].interval.end if days else effective
    if day is None:
        return None
    start, end = back.days(day)
    words = days[-1].words if days else None
    return Interval(start=start, end=end, precision=precision_of(start, end), basis=DateBasis.RESOLVED, words=words)


def _short(mention: DateMention) -> bool:
    start, end = mention.interval.start, mention.interval.end
    return start is not None and end is not None and (end - start).days < _SHORT_DAYS


def _opens(mention: DateMention, line: Line) -> bool:
    return mention.words.start <= line.tokens[min(_FRONT, len(line) - 1)].start


def spoken_on(words: Words, line: Line) -> bool:
    """Tell whether a day is the one on which somebody spoke: "a monitor said on Monday", "who on Monday blamed"."""
    starts = [token.start for token in line.tokens]
    at, behind = line.at(words.start), bisect_left(starts, words.end)
    if any(word in _STATING for word in line.lowers[behind : behind + _BEHIND]):
        return True
    return any(word in _SAYING for word in line.lowers[max(0, at - _SAID) : at])


def _reaches(mention: DateMention, draft: Draft, of_line: Sequence[Draft]) -> bool:
    """Tell whether no other harm stands between a date and the draft's."""
    first, last = sorted((mention.words.start, draft.quote.start))
    return not any(first < other.quote.start < last for other in of_line if other is not draft and not other.part)


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


def _period(draft: Draft, line: Line, here: Sequence[DateMention], effective: dt.date | None) -> Interval:
    since = [
        one for one in here if one.interval.start is not None and (one.role is DateRole.SINCE or _starts(one, line))
    ]
    spans = [one for one in here if one.role in _EVENT_ROLES and _longer(one)]
    for one in since or spans:
        start = one.interval.start
        end = effective if one in since else one.interval.end
        return Interval(
            start=start, end=end, precision=precision_of(start, end), basis=one.interval.basis, words=one.words
        )
    spoken = [
        one
        for one in here
        if one.words == draft.when.words and (one.role is DateRole.AS_OF or spoken_on(one.words, line))
    ]
    if draft.own_date and draft.own_places and draft.when.end is not None and not spoken:
        return draft.when  # a sum over one day's attacks in several places
    return Interval(start=None, end=effective, basis=DateBasis.PUBLICATION if effective else DateBasis.UNKNOWN)


def _starts(mention: DateMention, line: Line) -> bool:
    """Tell whether a war or a campaign began then: "the war that broke out in 2011 has killed ..."."""
    at = line.at(mention.words.start)
    return _longer(mention) and any(word in _STARTING for word in line.lowers[max(0, at - _START_REACH) : at])


def _longer(mention: DateMention) -> bool:
    start, end = mention.interval.start, mention.interval.end
    return start is not None and end is not None and (end - start).days >= 1


def days_told(dates: Sequence[DateMention]) -> list[DateMention]:
    """Return the mentions that give a day, or a night, on which something can have happened."""
    return [one for one in dates if one.role in _EVENT_ROLES and _short(one)]


def inherit(
    drafts: Sequence[Draft], lines: Sequence[Line], dates: Sequence[DateMention], effective: dt.date | None
) -> None:
    """Give drafts without a date one told before them: of their event, of the sentences before, or of the lead.

    A date told behind them is lent back over two sentences only: what comes later is often another story. The day of
    publication stands for what has no date at all.
    """
    lent = _Lent(drafts, lines, dates, effective)
    for draft in drafts:
        if draft.own_date or not (draft.tally is TallyKind.EVENT or _sums_a_day(draft)):
            continue
        held = lent.to(draft) if draft.event >= 0 or draft.tally is not TallyKind.EVENT else None
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


def _sums_a_day(draft: Draft) -> bool:
    """Tell whether a running figure is a bulletin's sum over far places rather than a war's: small, with no start."""
    value = draft.quantity.value
    small = value is not None and value < _LARGE_SUM
    return small and draft.tally is TallyKind.CUMULATIVE and draft.own_places and nearness.spread(draft.places)


class _Lent:
    """The dates of a document that claims without one may take over."""

    def __init__(
        self, drafts: Sequence[Draft], lines: Sequence[Line], dates: Sequence[DateMention], effective: dt.date | None
    ) -> None:
        self._lines = lines
        self._points = days_told(dates)
        self._starts = [one.words.start for one in self._points]
        self._of_event: dict[int, list[Draft]] = {}
        self._used: dict[int, set[int]] = {}
        for draft in sorted(drafts, key=lambda one: one.key):
            if draft.own_date and draft.tally is TallyKind.EVENT:
                self._of_event.setdefault(draft.event, []).append(draft)
            if draft.own_date and draft.when.words is not None:
                self._used.setdefault(draft.line, set()).add(draft.when.words.start)
        self._lead = self._lead_day(effective)
        self._lead_week = _week_to(effective) if self._lead is not None and effective is not None else None

    def to(self, draft: Draft) -> Interval | None:
        """Return the date that a draft takes over, None where only publication is left."""
        members = self._of_event.get(draft.event, [])
        at = bisect_left([one.key for one in members], draft.key)
        if at:
            return members[at - 1].when
        told = self._told_before(draft)
        if told is not None:
            return told
        reach = _HEAD_REACH if draft.line <= _LEAD else _BACK_REACH
        if members and members[0].line - draft.line <= reach:
            return members[0].when
        return self._lead if draft.line <= _LEAD + _LEAD_REACH else self._lead_week

    def _told_before(self, draft: Draft) -> Interval | None:
        """Return the last day told in the sentences right before: of a sentence with harm, the day of that harm."""
        for number in range(draft.line - 1, max(0, draft.line - _SETTING) - 1, -1):
            tokens = self._lines[number].tokens
            first, last = (bisect_left(self._starts, at) for at in (tokens[0].start, tokens[-1].end))
            used = self._used.get(number)
            for one in reversed(self._points[first:last]):
                if used is None or one.words.start in used:
                    return one.interval
        return None

    def _lead_day(self, effective: dt.date | None) -> Interval | None:
        """Return the first day told in the lead, if it lies in the week before publication."""
        if effective is None or not self._lines:
            return None
        end = self._lines[min(_LEAD, len(self._lines) - 1)].tokens[-1].end
        for one in self._points:
            start = one.interval.start
            if one.words.start < end and start is not None and 0 <= (effective - start).days <= _WEEK:
                return one.interval
        return None


def _week_to(day: dt.date) -> Interval:
    """Return the week up to a day: what a text tells far behind its lead need not be of the lead's day."""
    start = day - dt.timedelta(days=_WEEK)
    return Interval(start=start, end=day, precision=precision_of(start, day), basis=DateBasis.INHERITED)


def conflict(first: Interval, second: Interval, grace: int = 1) -> bool:
    """Tell whether two intervals share no day, `grace` days on either side forgiven."""
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    days = dt.timedelta(days=grace)
    return first.start > second.end + days or second.start > first.end + days
