"""Events: which claims of one document are about one incident."""

from collections.abc import Sequence

from marsad.reading import nearness, timing
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.lexicon import phrase_set
from marsad.records import Modality, TallyKind

_ELSEWHERE = phrase_set("events", "elsewhere")
_LOOK_BACK = 12
_RECENT = 40  # events and members compared; keeps a text of any length linear


def group(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Number the events of a document; running figures belong to none (-1)."""
    known: list[list[Draft]] = []
    for draft in drafts:
        if draft.tally is not TallyKind.EVENT or draft.modality in (Modality.HISTORICAL, Modality.SPECULATIVE):
            continue
        index = _event(draft, known, lines)
        if index is None:
            draft.event = len(known)
            known.append([draft])
        else:
            draft.event = index
            known[index].append(draft)


def _event(draft: Draft, known: Sequence[Sequence[Draft]], lines: Sequence[Line]) -> int | None:
    if draft.part and draft.whole is not None and draft.whole.event >= 0:
        return draft.whole.event
    options = [
        index for index in range(max(0, len(known) - _RECENT), len(known)) if not _apart(draft, known[index][-_RECENT:])
    ]
    if not options:
        return None
    if draft.own_places:
        same = [i for i in options if any(member.own_places for member in known[i])]
        if same:
            return max(same, key=lambda i: known[i][-1].key)
    recent = max(options, key=lambda i: known[i][-1].key)
    latest = max(range(max(0, len(known) - _RECENT), len(known)), key=lambda i: known[i][-1].key)
    if recent != latest and not draft.own_places:
        return recent if draft.own_date else None
    line = lines[draft.line]
    if known[recent][-1].line != draft.line and _ELSEWHERE.find(line.lowers, 0, min(len(line), _LOOK_BACK)) is not None:
        return None
    return recent


def _apart(draft: Draft, members: Sequence[Draft]) -> bool:
    """Tell whether place or date keep a draft out of an event."""
    if any(draft.context is not member.context for member in members):
        return True
    if draft.own_places:
        placed = [member for member in members if member.own_places]
        if placed and all(nearness.conflict(draft.places, member.places) for member in placed):
            return True
    dated = [member for member in members if member.own_date]
    return draft.own_date and bool(dated) and all(timing.conflict(draft.when, member.when) for member in dated)
