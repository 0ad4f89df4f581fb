"""Where: which of a document's places belong to which harm, narrow first."""

from collections import Counter
from collections.abc import Sequence

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.records import PlaceKind, PlaceMention, PlacePrecision, Span, TallyKind

_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.SEA_AIR})
_MOST = 4


def locate(drafts: Sequence[Draft], lines: Sequence[Line], places: Sequence[PlaceMention]) -> None:
    """Give each draft the places of its own clause, else of its own sentence."""
    by_line = _by_line(lines, places)
    for number, mentions in by_line.items():
        of_line = [draft for draft in drafts if draft.line == number]
        for draft in of_line:
            own = _own(draft, of_line, mentions)
            draft.places = ordered(own)[:_MOST]
            draft.own_places = any(mention.precision not in _WIDE for mention in own)


def _by_line(lines: Sequence[Line], places: Sequence[PlaceMention]) -> dict[int, list[PlaceMention]]:
    found: dict[int, list[PlaceMention]] = {}
    at = 0
    for mention in sorted(places, key=lambda one: one.words):
        while at < len(lines) and lines[at].tokens[-1].end <= mention.words.start:
            at += 1
        if at < len(lines) and lines[at].tokens[0].start <= mention.words.start:
            found.setdefault(lines[at].number, []).append(mention)
    return found


def _own(draft: Draft, of_line: Sequence[Draft], mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Prefer places behind the harm up to the next harm, then those before it back to the last one, then any."""
    outside = [one for one in mentions if not _speaks(draft, one) and not _names_side(draft, one)]
    narrow = [one for one in outside if one.precision not in _WIDE]
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
    for draft in drafts:
        if draft.own_places:
            continue
        held = of_event.get(draft.event, []) if draft.event >= 0 else []
        if held:
            draft.places = ordered([*draft.places, *held])[:_MOST]
        elif not draft.places:
            near = _nearest(draft, places) if draft.tally is TallyKind.EVENT else []
            draft.places = ordered(near or country)[:_MOST]


def _nearest(draft: Draft, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the last narrow places told before the draft, else the first ones behind it."""
    narrow = [one for one in places if one.precision not in _WIDE and not _speaks(draft, one)]
    before = [one for one in narrow if one.words.start < draft.quote.start]
    after = [one for one in narrow if one.words.start >= draft.quote.start]
    return before[-2:] if before else after[:2]


def _country(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    countries = [one for one in places if one.place is not None and one.place.kind is PlaceKind.COUNTRY]
    counted = Counter(one.place.id for one in countries if one.place is not None)
    if not counted:
        return []
    best = max(sorted(counted), key=lambda name: counted[name])
    return [next(one for one in countries if one.place is not None and one.place.id == best)]


def span_of(mention: PlaceMention) -> Span:
    """Return where the words of a mention stand."""
    return mention.words.span


def conflict(first: Sequence[PlaceMention], second: Sequence[PlaceMention]) -> bool:
    """Tell whether two sets of places cannot be one event's: no place of one is, holds or lies in one of the other."""
    mine = [one for one in first if one.precision not in _WIDE]
    theirs = [one for one in second if one.precision not in _WIDE]
    if not mine or not theirs:
        return False
    return not any(_related(one, other) for one in mine for other in theirs)


def _related(one: PlaceMention, other: PlaceMention) -> bool:
    words = {word for word in one.words.text.casefold().split() if len(word) > 3}
    if words & {word for word in other.words.text.casefold().split() if len(word) > 3} - {"city", "town", "village", "province", "neighborhood", "neighbourhood", "district", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "area", "near"}:  # fmt: skip
        return True
    mine, theirs = _areas(one), _areas(other)
    here, there = _own_id(one), _own_id(other)
    return bool((here and here in theirs) or (there and there in mine) or (here and here == there))


def _own_id(mention: PlaceMention) -> str:
    place = mention.place or mention.within
    return place.id if place is not None else ""


def _areas(mention: PlaceMention) -> set[str]:
    place = mention.place or mention.within
    return {*place.admin, place.id} if place is not None else set()
