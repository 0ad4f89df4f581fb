"""Sharing: what claims of one incident or one sentence have in common, filled in where a claim leaves it out."""

from collections.abc import Sequence
from itertools import groupby

from marsad.reading.drafts import Draft
from marsad.reading.harms import Form
from marsad.reading.victims import Telling
from marsad.records import Measure, Population, TallyKind

_OTHERS = frozenset({"other", "others", "more", "another", "wounded", "injured"})
_HARMED = frozenset({Measure.KILLED, Measure.INJURED})


def share(drafts: Sequence[Draft]) -> None:
    """Fill in doers and populations that another claim of the same incident or sentence names."""
    ordered = sorted(drafts, key=lambda draft: draft.key)
    for _, of_line in groupby(ordered, key=lambda draft: draft.line):
        _share_population(list(of_line))
    _share_doers(ordered)


def _share_population(of_line: Sequence[Draft]) -> None:
    """Give "injuring 20 others" the civilians that were killed in the same breath; of two sides it takes neither."""
    named = [one for one in of_line if one.population is not Population.UNKNOWN and not one.part]
    for draft in of_line:
        before = [one for one in named if one.key < draft.key and one.measure in _HARMED and one.event == draft.event]
        sides = {one.population for one in before}
        if draft.population is Population.UNKNOWN and _names_nobody(draft) and len(sides) == 1:
            draft.population = sides.pop()


def _names_nobody(draft: Draft) -> bool:
    group = draft.statement.people[-1]
    bare = group.telling is Telling.ELLIPTIC or not _OTHERS.isdisjoint(draft.group.text.lower().split())
    return bare and draft.measure in _HARMED and draft.statement.form is not Form.TOLL


def _share_doers(drafts: Sequence[Draft]) -> None:
    """Give a claim the one doer that the other claims of its incident name."""
    events: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.event >= 0 and draft.tally is TallyKind.EVENT:
            events.setdefault(draft.event, []).append(draft)
    for members in events.values():
        named = [one.perpetrator for one in members if one.perpetrator is not None]
        if len({words.text.lower() for words in named}) == 1:
            for draft in members:
                draft.perpetrator = draft.perpetrator or named[0]
