"""Doers that an Arabic text names in other sentences than the harm: told right before, or claiming the attack."""

from collections.abc import Mapping, Sequence

from marsad.reading.arabic.doers import around, claimant, side_at
from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.drafts import Draft
from marsad.records import EventType, Measure, Population, TallyKind

_MUTUAL = frozenset({EventType.CLASH})
_ATTACKS = frozenset(
    {EventType.BOMBING, EventType.SHOOTING, EventType.GROUND_ATTACK, EventType.EXECUTION, EventType.OTHER}
)
_NEAR = 12
_LENT = 2  # sentences over which harm goes on with its doer
_AROUND = 3  # sentences around harm in which somebody claims it
Range = tuple[int, int]


def lend(text: str, drafts: Sequence[Draft], lines: Sequence[ArabicLine]) -> None:
    """Give harm without a doer the one told of the same harm shortly before, or who claims the attack nearby."""
    claims = {line.number: found for line in lines if (found := claimant(line)) is not None}
    bombers = {line.number: found for line in lines if (found := _bomber(line)) is not None}
    for number, draft in enumerate(drafts):
        if draft.perpetrator is not None or draft.tally is not TallyKind.EVENT or draft.event_type in _MUTUAL:
            continue
        near = [other for other in drafts[max(0, number - _NEAR) : number] if _same_harm(draft, other)]
        if near:
            draft.perpetrator = near[-1].perpetrator
            continue
        if draft.event_type in _ATTACKS:
            told = _nearest(draft.line, claims) or (
                _nearest(draft.line, bombers) if draft.event_type is EventType.BOMBING else None
            )
            draft.perpetrator = lines[told[0]].bare(text, *told[1]) if told is not None else None
        if draft.perpetrator is None and draft.measure is not Measure.DISPLACED:
            # only in the sentence itself: of the sentences around it the doer is too often another's
            striker = around(lines[draft.line])
            draft.perpetrator = lines[draft.line].bare(text, *striker) if striker is not None else None


def _nearest(number: int, told: Mapping[int, Range]) -> tuple[int, Range] | None:
    """Return what is told in the nearest of the sentences around one, those behind it first."""
    for far in range(_AROUND + 1):
        for at in (number + far, number - far):
            if at in told:
                return at, told[at]
    return None


def _bomber(line: ArabicLine) -> Range | None:
    """Return where a sentence tells of a bomber as a person: "فجر انتحاري نفسه", "الانتحاري"; not "هجوم انتحاري"."""
    for at in range(len(line)):
        if line.word(at) == "انتحاري":
            found = side_at(line, at, at + 1)
            if found is not None:
                return found
    return None


def _same_harm(draft: Draft, other: Draft) -> bool:
    """Tell whether a draft right before goes on with the same harm: the same kind of it, to the same side."""
    close = draft.line - other.line <= _LENT and other.perpetrator is not None and other.tally is TallyKind.EVENT
    sides = {draft.population, other.population}
    alike = len(sides) == 1 or Population.UNKNOWN in sides
    return close and alike and (draft.event_type is other.event_type or draft.measure is not other.measure)
