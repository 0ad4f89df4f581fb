"""Where: which of a document's places belong to which harm, narrow first."""

from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Sequence

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import words_of
from marsad.reading.nearness import WIDE
from marsad.reading.scenes import by_line
from marsad.records import PlaceKind, PlaceMention, TallyKind

_MOST = 4
_REACH = 6  # sentences over which two mentions of a claim share a place
_STRIKING = frozenset(words_of("scenes", "striking"))
_SETTING = 3  # sentences over which a place goes on


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
        if pool and _listed(draft, of_line) < 0:
            return list(pool)
    return []


def _speaks(draft: Draft, mention: PlaceMention) -> bool:
    source = draft.attribution
    return source is not None and source.start <= mention.words.start < source.end


def _names_side(draft: Draft, mention: PlaceMention) -> bool:
    """A place inside the victims or the doer ("Syrian government") names people, not where it happened."""
    doer = draft.perpetrator
    if doer is None or not doer.start <= mention.words.start < doer.end:
        return False
    before = doer.text[: mention.words.start - doer.start].casefold().split()
    return not before or before[-1] not in _STRIKING  # "a shell hit X" names the place it hit


def _behind(draft: Draft, of_line: Sequence[Draft], pool: Sequence[PlaceMention]) -> list[PlaceMention]:
    start = draft.quote.start
    marks = sorted({other.quote.start for other in of_line if other.quote.start > draft.quote.end and not other.part})
    found = [one for one in pool if one.words.start >= start]
    listed = _listed(draft, of_line)
    for mark in marks:
        here = [one for one in found if one.words.start < mark]
        if here or mark == listed:
            return here
    return found


def _listed(draft: Draft, of_line: Sequence[Draft]) -> int:
    """Return where a list of parts by place begins behind a total ("132 deaths, 72 in Tartus and 60 in Latakia")."""
    parts = [
        other.quote.start
        for other in of_line
        if other.statement.echoed and other.statement.trigger is draft.statement.trigger and other.key > draft.key
    ]
    return min(parts) if len(parts) > 1 and not draft.statement.echoed else -1


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


def share(best: Draft, others: Sequence[Draft]) -> None:
    """Give the draft that tells a claim best the place and day that only another mention of the claim gives."""
    if not best.own_places:
        near = [other for other in others if best.line - other.line <= _REACH]
        placed = next((other for other in near if other.own_places), None)
        if placed is not None:
            best.places, best.own_places = ordered([*placed.places, *best.places])[:_MOST], True
    if not best.own_date and best.tally is TallyKind.EVENT:
        dated = next((other for other in others if other.own_date and other.tally is TallyKind.EVENT), None)
        if dated is not None:
            best.when, best.own_date = dated.when, True


def inherit(drafts: Sequence[Draft], lines: Sequence[Line], places: Sequence[PlaceMention]) -> None:
    """Give drafts without a place of their own one told near them, else one of their event, else the text's country."""
    lent = _Lent(drafts, lines, places)
    for draft in drafts:
        if draft.own_places:
            continue
        held = lent.to(draft)
        if held or not draft.places:
            draft.places = ordered([*draft.places, *(held or lent.country)])[:_MOST]


class _Lent:
    """The places of a document that claims without one may take over."""

    def __init__(self, drafts: Sequence[Draft], lines: Sequence[Line], places: Sequence[PlaceMention]) -> None:
        self._lines = lines
        self._narrow = [one for one in places if one.precision not in WIDE]
        self._starts = [one.words.start for one in self._narrow]
        self._of_event: dict[int, list[Draft]] = {}
        self._placed: list[Draft] = []
        for draft in sorted(drafts, key=lambda one: one.key):
            if draft.own_places and not draft.part and draft.event >= 0:
                self._of_event.setdefault(draft.event, []).append(draft)
                self._placed.append(draft)
        self.country = _country(places)
        home = _home(places)
        self._abroad = {id(one) for one in self._narrow if home and one.place is not None and one.place.country != home}

    def to(self, draft: Draft) -> Sequence[PlaceMention]:
        """Return what the event's last claim before has, what is told right before, or what follows soon."""
        if draft.tally is not TallyKind.EVENT:
            return ()
        members = self._of_event.get(draft.event, []) if draft.event >= 0 else []
        at = bisect([one.key for one in members], draft.key)
        if at:
            return _with_known(members[at - 1].places, members)
        told = self._told(draft, draft.line - _SETTING, draft.line)
        if told:
            return told[-2:]
        follows = self._follows(draft)
        if members and (not follows or members[0].key.start < follows[0].words.start):
            return _with_known(members[0].places, members)
        at = bisect([one.key for one in self._placed], draft.key)
        if at:
            return self._placed[at - 1].places
        return follows or self._told(draft, 0, draft.line)[-2:]

    def _follows(self, draft: Draft) -> list[PlaceMention]:
        """Return the places of the first of the next sentences that names any ("regions such as X, Y and Z")."""
        for line in range(draft.line, min(draft.line + _SETTING, len(self._lines))):
            found = self._told(draft, line, line + 1)
            if found:
                return found[:_MOST]
        return []

    def _told(self, draft: Draft, first: int, last: int) -> list[PlaceMention]:
        """Return the narrow places named in sentences `first` to `last`, excluded, the speaker's own left out."""
        end = self._lines[min(last, len(self._lines)) - 1].tokens[-1].end if last > 0 else 0
        begin = self._lines[max(0, first)].tokens[0].start
        found = self._narrow[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]
        return [one for one in found if not _speaks(draft, one) and id(one) not in self._abroad]


def _with_known(places: Sequence[PlaceMention], members: Sequence[Draft]) -> Sequence[PlaceMention]:
    """Add the event's first place that the gazetteer knows where it knows none of these ("the capital")."""
    if any(one.place is not None or one.within is not None for one in places):
        return places
    known = next((one for member in members for one in member.places if one.place is not None), None)
    return places if known is None else [*places, known]


def _country(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the first mention of the country that most places lie in, else of any."""
    countries = [one for one in places if one.place is not None and one.place.kind is PlaceKind.COUNTRY]
    home = _home(places)
    at_home = [one for one in countries if one.place is not None and one.place.country == home]
    return (at_home or countries)[:1]


def _home(places: Sequence[PlaceMention]) -> str:
    """Return the country that most places of a text lie in, empty where none does."""
    counted = Counter(one.place.country for one in places if one.place is not None)
    return max(sorted(counted), key=lambda code: counted[code]) if counted else ""
