"""Events: which claims of one document are about one incident."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from marsad.reading import nearness, roundups, timing
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import phrase_set, words_of
from marsad.records import Modality, PlaceMention, Population, TallyKind

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
_ARMED = frozenset({Population.COMBATANT, Population.SECURITY_FORCE})


class _Scene(msgspec.Struct):
    """A claim with what tells it from others: where (told in its sentence or right before) and whose doing."""

    draft: Draft
    places: Sequence[PlaceMention]
    sides: frozenset[str]


def group(drafts: Sequence[Draft], lines: Sequence[Line], places: Sequence[PlaceMention]) -> None:
    """Number the events of a document; running figures and what has not happened belong to none (-1)."""
    known: list[list[_Scene]] = []
    spots = nearness.narrow(places)
    starts = [one.words.start for one in spots]
    floor = 0
    sums: dict[int, int] = {}
    told_in_order = sorted(drafts, key=lambda one: one.key)
    for number, draft in enumerate(told_in_order, 1):
        if draft.tally is not TallyKind.EVENT or draft.modality in (Modality.HISTORICAL, Modality.SPECULATIVE):
            continue
        spot = draft.places if draft.own_places else _before(draft, lines, spots, starts, floor)
        floor = lines[draft.line].tokens[-1].end
        scene = _Scene(draft, spot, _sides(draft))
        index = sums[id(draft)] if id(draft) in sums else _event(scene, known, lines)
        if index is None:
            index = len(known)
            known.append([])
        draft.event = index
        known[index].append(scene)
        for part in roundups.parts_of(draft, told_in_order[number : number + _RECENT]):
            sums.setdefault(id(part), index)


def _before(
    draft: Draft, lines: Sequence[Line], spots: Sequence[PlaceMention], starts: Sequence[int], floor: int
) -> Sequence[PlaceMention]:
    """Return the narrow places told since the claim before, at most three sentences back."""
    first = max(floor, lines[max(0, draft.line - _SETTING)].tokens[0].start)
    return spots[bisect_left(starts, first) : bisect_left(starts, lines[draft.line].tokens[0].start)]


def _sides(draft: Draft) -> frozenset[str]:
    if draft.perpetrator is None:
        return frozenset()
    words = set(draft.perpetrator.text.casefold().replace("’", "'").replace("-", " ").split())
    words |= set(draft.perpetrator.text.casefold().split())
    return frozenset(side for side, names in _SIDES.items() if words & names)


def _event(scene: _Scene, known: Sequence[Sequence[_Scene]], lines: Sequence[Line]) -> int | None:
    draft = scene.draft
    if draft.part and draft.whole is not None and draft.whole.event >= 0:
        return draft.whole.event
    recent = range(max(0, len(known) - _RECENT), len(known))
    options = [index for index in recent if not _apart(scene, known[index][-_RECENT:])]
    if not options:
        return None
    if scene.draft.own_places:
        same = [i for i in options if any(member.places for member in known[i])]
        if same:
            return max(same, key=lambda i: known[i][-1].draft.key)
    return _going_on(scene, options, max(recent, key=lambda i: known[i][-1].draft.key), known, lines)


def _going_on(
    scene: _Scene, options: Sequence[int], latest: int, known: Sequence[Sequence[_Scene]], lines: Sequence[Line]
) -> int | None:
    """Return the event that the text is about where a claim names no place it shares."""
    draft = scene.draft
    line = lines[draft.line]
    last = known[latest][-1].draft
    opening = line.lowers, 0, min(len(line), _LOOK_BACK)
    if last.line != draft.line and _ELSEWHERE.find(*opening) is not None:
        return None
    if latest in options and draft.line - last.line <= _REACH:
        return latest
    if 0 in options and not draft.own_places and (_BACK.find(*opening) is not None or len(known) == 1):
        return 0
    if draft.own_date and not draft.own_places:
        return max(options, key=lambda i: known[i][-1].draft.key)
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
    dated = [member.draft for member in members if member.draft.own_date]
    return draft.own_date and any(timing.conflict(draft.when, member.when, grace=0) for member in dated)


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
