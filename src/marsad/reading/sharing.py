"""Sharing: what one figure says of its people holds for the bare figures beside it."""

from collections.abc import Sequence

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.victims import Group, Telling
from marsad.records import Measure, Population

_HARMED = frozenset({Measure.KILLED, Measure.INJURED, Measure.BODIES_FOUND})
_BETWEEN = 14  # words from one figure to the next that goes on with its people
_OTHERS = frozenset({"others", "other", "more", "another", "additional", "further"})


def share_people(found: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Read "10 civilians were killed and 15 others wounded": the others are civilians too.

    A figure without a noun, or of "others", goes on with the people of the figure before it in its sentence; one that
    says "more" at the head of a sentence goes on with the sentence before ("Dozens more were wounded").
    """
    last: list[Draft] = []
    for draft in sorted(found, key=lambda one: one.key):
        sides = {one.population for one in last}
        if len(sides) == 1 and draft.population is Population.UNKNOWN and _goes_on(draft, last[-1], lines[draft.line]):
            draft.population = sides.pop()
        if not draft.part:
            together = last and draft.line == last[-1].line and draft.statement.trigger is last[-1].statement.trigger
            last = [*last, draft] if together else [draft]


def _goes_on(draft: Draft, last: Draft, line: Line) -> bool:
    people = draft.statement.people
    if len(people) != 1 or not _unnamed(people[0], line) or (draft.measure in _HARMED) is not (last.measure in _HARMED):
        return False
    if last.line == draft.line:
        return 0 <= people[0].first - last.statement.people[-1].last <= _BETWEEN
    return draft.line - last.line == 1 and people[0].first <= 1 and people[0].more


def _unnamed(group: Group, line: Line) -> bool:
    """Tell whether a group only counts: "15", "15 others", "dozens more"."""
    if group.telling is Telling.ELLIPTIC:
        return not group.part
    words = line.lowers[group.first if group.count is None else group.count.last : group.last]
    return bool(words) and all(word in _OTHERS for word in words)
