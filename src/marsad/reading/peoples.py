"""Peoples: what one figure says of its people holds for the bare figures beside it."""

from collections.abc import Sequence

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.victims import Group, Telling
from marsad.records import Population

_BETWEEN = 14  # words from one figure to the next that goes on with its people
_OTHERS = frozenset({"others", "other", "more", "another", "additional", "further"})


def share_people(found: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Read "10 civilians were killed and 15 others wounded": the others are civilians too.

    A figure without a noun, or of "others", goes on with the people of the figure before it in its sentence; one that
    says "more" at the head of a sentence goes on with the sentence before ("Dozens more were wounded").
    """
    last: Draft | None = None
    for draft in sorted(found, key=lambda one: one.key):
        if last is not None and draft.population is Population.UNKNOWN and _goes_on(draft, last, lines[draft.line]):
            draft.population = last.population
        if not draft.part:
            last = draft


def _goes_on(draft: Draft, last: Draft, line: Line) -> bool:
    people = draft.statement.people
    if len(people) != 1 or not _unnamed(people[0], line):
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
