"""Events: which claims of one document are about one incident."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from marsad.reading import nearness, roundups, timing
from marsad.reading.dates import DateMention
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import phrase_set, words_of
from marsad.records import Interval, Modality, PlaceKind, PlaceMention, Population, TallyKind

_ELSEWHERE = phrase_set("events", "elsewhere")
_BACK = phrase_set("events", "back")
_SIDES: Mapping[str, frozenset[str]] = {
    side: frozenset(words_of("events", "sides", side))
    for side in ("government", "rebels", "is", "coalition", "turkey", "israel", "kurds")
}
_LOOK_BACK = 12
_RECENT = 40  # events and members compared; keeps a text of any length linear
_REACH = 4  # sentences over which a claim without place or day goes on with the event before it
_SETTING = 3  # sentences before a claim that may say where it was
_NEAR = 2
_Told = TypeVar("_Told", PlaceMention, DateMention)
_ARMED = frozenset({Population.COMBATANT, Population.SECURITY_FORCE})


class _Scene(msgspec.Struct):
    """A claim with what tells it from others: where (told in its sentence or right before) and whose doing."""

    draft: Draft
    line: Line
    places: Sequence[PlaceMention]
    day: Interval | None
    sides: frozenset[str]


def group(
    drafts: Sequence[Draft], lines: Sequence[Line], places: Sequence[PlaceMention], dates: Sequence[DateMention]
) -> None:
    """Number the events of a document; running figures and what has not happened belong to none (-1)."""
    known: list[list[_Scene]] = []
    spots = nearness.narrow(places)
    days = timing.days_told(dates)
    floor = 0
    sums: dict[int, int] = {}
    told_in_order = sorted(drafts, key=lambda one: one.key)
    for number, draft in enumerate(told_in_order, 1):
        if draft.tally is not TallyKind.EVENT or draft.modality in (Modality.HISTORICAL, Modality.SPECULATIVE):
            continue
        last = lines[draft.line].tokens[0].start
        first = max(floor, lines[max(0, draft.line - _SETTING)].tokens[0].start)
        spot = draft.places if draft.own_places else _between(spots, first, last)
        day = (
            draft.when
            if draft.own_date
            else next((one.interval for one in reversed(_between(days, first, last))), None)
        )
        scene = _Scene(draft, lines[draft.line], spot, day, sides_of(draft))
        floor = lines[draft.line].tokens[-1].end
        index = sums[id(draft)] if id(draft) in sums else _event(scene, known)
        if index is None:
            index = len(known)
            known.append([])
        draft.event = index
        known[index].append(scene)
        for part in roundups.parts_of(draft, told_in_order[number : number + _RECENT]):
            sums.setdefault(id(part), index)


def _between(told: Sequence[_Told], first: int, last: int) -> Sequence[_Told]:
    """Return the mentions that begin from character `first` up to `last`."""
    return told[bisect_left(told, first, key=_start) : bisect_left(told, last, key=_start)]


def _start(mention: PlaceMention | DateMention) -> int:
    return mention.words.start


def sides_of(draft: Draft) -> frozenset[str]:
    """Return the sides of the war that the words for a doer name."""
    if draft.perpetrator is None:
        return frozenset()
    words = set(draft.perpetrator.text.casefold().replace("’", "'").replace("-", " ").split())
    words |= set(draft.perpetrator.text.casefold().split())
    return frozenset(side for side, names in _SIDES.items() if words & names)


def _event(scene: _Scene, known: Sequence[Sequence[_Scene]]) -> int | None:
    draft = scene.draft
    if draft.part and draft.whole is not None and draft.whole.event >= 0:
        return draft.whole.event
    recent = range(max(0, len(known) - _RECENT), len(known))
    for index in reversed(recent):
        if any(_mates(scene, member) for member in known[index][-_RECENT:]):
            return index
    options = [index for index in recent if not _apart(scene, known[index][-_RECENT:])]
    if not options:
        return None
    if draft.own_places and not _vague(scene.places):
        other = _ELSEWHERE.find(scene.line.lowers, 0, min(len(scene.line), _LOOK_BACK)) is not None
        same = [i for i in options if any(_meets(scene, member, exact=other) for member in known[i][-_RECENT:])]
        if same:
            return max(same, key=lambda i: known[i][-1].draft.key)
    return _going_on(scene, options, max(recent, key=lambda i: known[i][-1].draft.key), known)


def _going_on(scene: _Scene, options: Sequence[int], latest: int, known: Sequence[Sequence[_Scene]]) -> int | None:
    """Return the event that the text is about where a claim names no place it shares."""
    draft = scene.draft
    line = scene.line
    last = known[latest][-1].draft
    opening = line.lowers, 0, min(len(line), _LOOK_BACK)
    if last.line != draft.line and _ELSEWHERE.find(*opening) is not None:
        return None
    if latest in options and draft.line - last.line <= _REACH:
        return latest
    if 0 in options and not draft.own_places and (_BACK.find(*opening) is not None or len(known) == 1):
        return 0
    if draft.own_date and not draft.own_places:
        dated = [i for i in options if any(member.draft.own_date for member in known[i])]
        return max(dated, key=lambda i: known[i][-1].draft.key, default=None)
    return None


def _apart(scene: _Scene, members: Sequence[_Scene]) -> bool:
    """Tell whether place, day or doer keep a claim out of an event."""
    draft = scene.draft
    if any(draft.context is not member.draft.context for member in members):
        return True
    if any(_elsewhere(scene, member) for member in members):
        return True
    if any(_opposed(scene, member) for member in members):
        return True
    if any(_adds(scene, member) for member in members):
        return True
    return scene.day is not None and any(
        member.day is not None and timing.conflict(scene.day, member.day, grace=0) for member in members
    )


def _mates(scene: _Scene, member: _Scene) -> bool:
    """Tell whether two measures of one sentence go together: "2 were killed and 5 wounded in X on Friday"."""
    one, other = scene.draft, member.draft
    if one.line != other.line or one.measure is other.measure or _elsewhere(scene, member):
        return False
    return not (one.own_date and other.own_date and timing.conflict(one.when, other.when, grace=0))


def _meets(scene: _Scene, member: _Scene, *, exact: bool) -> bool:
    """Tell whether two claims are placed alike; `exact`: by name, not only one inside the other."""
    if not member.places or not exact:
        return bool(member.places)
    return any(
        nearness.names(one) & nearness.names(other)
        for one in nearness.cores(scene.places)
        for other in nearness.cores(member.places)
    )


def _vague(places: Sequence[PlaceMention]) -> bool:
    """Tell whether places give no more than a part of a country ("northern Syria")."""
    return all(one.place is not None and one.place.kind is PlaceKind.COUNTRY for one in places)


def _adds(scene: _Scene, member: _Scene) -> bool:
    """Tell whether a claim adds to another: "10 people were also killed" is not the 5 of the sentence before."""
    if scene.draft.measure is not member.draft.measure or scene.draft.line == member.draft.line:
        return False
    statement = scene.draft.statement
    first, last = sorted((statement.people[0].first, statement.trigger.first))
    return scene.draft.own_places and "also" in scene.line.lowers[first : last + 1]


def _opposed(one: _Scene, other: _Scene) -> bool:
    """Tell whether two claims name doers of different sides; in a battle each side's dead have the other for doer."""
    if not one.sides or not other.sides or one.sides & other.sides:
        return False
    return one.draft.population not in _ARMED and other.draft.population not in _ARMED


def _elsewhere(scene: _Scene, member: _Scene) -> bool:
    """Tell whether two claims are about different places; names that the gazetteer lacks decide only further apart."""
    if not nearness.conflict(scene.places, member.places):
        return False
    stated = scene.draft.own_places and member.draft.own_places
    near = scene.draft.line - member.draft.line <= _NEAR
    weak = near and (not stated or scene.draft.measure is not member.draft.measure)
    return not (weak and nearness.unsure(scene.places, member.places))
