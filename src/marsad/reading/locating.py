"""Where: which of a document's places belong to which harm, narrow first."""

from bisect import bisect
from collections import Counter
from collections.abc import Sequence

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.nearness import WIDE
from marsad.reading.scenes import by_line
from marsad.records import PlaceKind, PlaceMention, TallyKind

_MOST = 4


def locate(drafts: Sequence[Draft], lines: Sequence[Line], places: Sequence[PlaceMention]) -> None:
    """Give each draft the places of its own clause, else of its own sentence."""
    of_lines = told_by_line(drafts)
    for line, mentions in by_line(lines, places):
        of_line = of_lines.get(line.number, [])
        for draft in of_line:
            own = _own(draft, of_line, mentions)
            draft.places = ordered(own)[:_MOST]
            draft.own_places = any(mention.precision not in WIDE for mention in own)


def told_by_line(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """Return the drafts of each sentence."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.line, []).append(draft)
    return found


def _own(draft: Draft, of_line: Sequence[Draft], mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Prefer places behind the harm up to the next harm, then those before it back to the last one, then any."""
    outside = [one for one in mentions if not _speaks(draft, one) and not _names_side(draft, one)]
    narrow = [one for one in outside if one.precision not in WIDE]
    for pool in (narrow, outside):
        behind = _behind(draft, of_line, pool)
        if behind:
            return behind
        before = _before(draft, of_line, pool)
        if before:
            return before
        if pool:
            return list(pool)
    return []


def _speaks(draft: Draft, mention: PlaceMention) -> bool:
    source = draft.attribution
    return source is not None and source.start <= mention.words.start < source.end


def _names_side(draft: Draft, mention: PlaceMention) -> bool:
    """A place inside the victims or the doer ("Syrian government") names people, not where it happened."""
    doer = draft.perpetrator
    return doer is not None and doer.start <= mention.words.start < doer.end


def _behind(draft: Draft, of_line: Sequence[Draft], pool: Sequence[PlaceMention]) -> list[PlaceMention]:
    start = draft.quote.start
    marks = sorted({other.quote.start for other in of_line if other.quote.start > draft.quote.end and not other.part})
    found = [one for one in pool if one.words.start >= start]
    for mark in marks:
        here = [one for one in found if one.words.start < mark]
        if here:
            return here
    return found


def _before(draft: Draft, of_line: Sequence[Draft], pool: Sequence[PlaceMention]) -> list[PlaceMention]:
    marks = sorted(
        (other.quote.end for other in of_line if other.quote.end < draft.quote.start and not other.part), reverse=True
    )
    found = [one for one in pool if one.words.start < draft.quote.start]
    for mark in marks:
        here = [one for one in found if one.words.start >= mark]
        if here:
            return here
    return found


def ordered(mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return mentions narrow first, each words once."""
    kept: dict[str, PlaceMention] = {}
    for mention in mentions:
        kept.setdefault(mention.words.text.casefold(), mention)
    return tuple(sorted(kept.values(), key=lambda one: (one.precision.rank, one.words.start)))


def inherit(drafts: Sequence[Draft], places: Sequence[PlaceMention]) -> None:
    """Give drafts without a place of their own that of their event, else of the text before them, else its country."""
    of_event: dict[int, list[PlaceMention]] = {}
    for draft in drafts:
        if draft.own_places and not draft.part:
            of_event.setdefault(draft.event, []).extend(draft.places)
    country = _country(places)
    narrow = [one for one in places if one.precision not in WIDE]
    starts = [one.words.start for one in narrow]
    for draft in drafts:
        if draft.own_places:
            continue
        held = of_event.get(draft.event, []) if draft.event >= 0 else []
        if held:
            draft.places = ordered([*draft.places, *held])[:_MOST]
        elif not draft.places:
            near = _nearest(draft, narrow, starts) if draft.tally is TallyKind.EVENT else []
            draft.places = ordered(near or country)[:_MOST]


def _nearest(draft: Draft, narrow: Sequence[PlaceMention], starts: Sequence[int]) -> list[PlaceMention]:
    """Return the last narrow places told before the draft, else the first ones behind it."""
    at = bisect(starts, draft.quote.start)
    before = [one for one in narrow[max(0, at - _MOST) : at] if not _speaks(draft, one)]
    after = [one for one in narrow[at : at + _MOST] if not _speaks(draft, one)]
    return before[-2:] if before else after[:2]


def _country(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    countries = [one for one in places if one.place is not None and one.place.kind is PlaceKind.COUNTRY]
    counted = Counter(one.place.id for one in countries if one.place is not None)
    if not counted:
        return []
    best = max(sorted(counted), key=lambda name: counted[name])
    return [next(one for one in countries if one.place is not None and one.place.id == best)]
