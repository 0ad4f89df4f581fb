"""Doers: who did it, where not the harm's own sentence but those around it, or its event's other harms, tell.

A text names the side once ("Rebels shelled the quarter.") and counts the dead afterwards ("Two people were killed.").
"""

from collections.abc import Sequence

from marsad.reading.drafts import Draft
from marsad.reading.grammar import AUXILIARIES, Line
from marsad.reading.lexicon import phrase_set, words_of
from marsad.reading.mentions import Told
from marsad.reading.sides import ACTS, NAMES, WEAK, Range, only_origin, proper, side_before, side_from, whole_side
from marsad.records import EventType, Modality, Population, TallyKind, Words

_STRIKING = frozenset(words_of("actors", "striking"))
_CLAIMING = phrase_set("actors", "claiming")
_BLAMING = phrase_set("actors", "blaming")
_LAID_ON = phrase_set("actors", "laid_on")
_ARMED = frozenset({Population.COMBATANT, Population.SECURITY_FORCE})
_BACK = 1  # sentences before a harm that may tell of the attack
_AHEAD = 3  # sentences behind it that may say who claimed it or is blamed for it
_VERB_REACH = 6


def settle(told: Sequence[Told], lines: Sequence[Line], text: str) -> None:
    """Give harms without a doer the one that their sentence, their event or the sentences around them name."""
    harms = [one.best for one in told if _may_have_doer(one.best)]
    for draft in harms:
        if draft.perpetrator is None:
            line = lines[draft.line]
            draft.perpetrator = _words(line, text, _struck(line, draft.statement.people[0].first))
    _share(harms)
    for draft in harms:
        if draft.perpetrator is None and draft.population not in _ARMED:
            draft.perpetrator = _around(draft, lines, text)
    _share(harms)


def _may_have_doer(draft: Draft) -> bool:
    if draft.tally is not TallyKind.EVENT or draft.modality not in (Modality.ASSERTED, Modality.ATTRIBUTED):
        return False
    return draft.event_type is not EventType.CLASH or draft.population not in _ARMED


def _words(line: Line, text: str, found: Range | None) -> Words | None:
    return None if found is None else line.words(text, *found)


def _share(harms: Sequence[Draft]) -> None:
    """Harms of one event have one doer, but that those of two sides who fight each other have two."""
    named: dict[tuple[int, bool], Words] = {}
    for draft in harms:
        if draft.perpetrator is not None and draft.event >= 0:
            named.setdefault((draft.event, draft.population in _ARMED), draft.perpetrator)
    for draft in harms:
        if draft.perpetrator is None and draft.event >= 0:
            draft.perpetrator = named.get((draft.event, draft.population in _ARMED))


def _around(draft: Draft, lines: Sequence[Line], text: str) -> Words | None:
    """Look at the sentences right behind a harm for a claim or a charge, then at those before it for the attack."""
    for line in lines[draft.line : draft.line + _AHEAD + 1]:
        found = _claimed(line)
        if found is not None:
            return line.words(text, *found)
    for line in reversed(lines[max(0, draft.line - _BACK) : draft.line]):
        found = _struck(line, len(line))
        if found is not None:
            return line.words(text, *found)
    return None


def _claimed(line: Line) -> Range | None:
    """Read "X claimed responsibility", "the governor blamed X", "the attack was claimed by X"."""
    for index in range(len(line)):
        if _CLAIMING.at(line.lowers, index) is not None:
            return _subject_of(line, index) or _named(line, index)
        match = _BLAMING.at(line.lowers, index) or _LAID_ON.at(line.lowers, index)
        if match is not None and index + match[0] < len(line):
            found = side_from(line, index + match[0])
            if found is not None:
                return found
    return None


def _struck(line: Line, end: int) -> Range | None:
    """Return the side that the last attack told before `end` is by: "rebels shelled", "regime raids", "fired by X"."""
    for index in range(end - 1, -1, -1):
        if line.lowers[index] in _STRIKING:
            found = _subject_of(line, index)
        elif line.lowers[index] == "by" and line.lowers[index - 1] in _STRIKING:
            found = side_from(line, index + 1) if index + 1 < len(line) else None
        elif ACTS.at(line.lowers, index) is not None and line.lowers[index] not in NAMES | WEAK:
            found = side_before(line, index, 0)
        else:
            continue
        if found is not None:
            return found
    return None


def _named(line: Line, end: int) -> Range | None:
    """Return the name right before a verb: whoever claims an attack is a side, whatever it is called."""
    first = end
    while first > 0 and proper(line, first - 1):
        first -= 1
    return (first, end) if first < end else None


def _subject_of(line: Line, verb: int) -> Range | None:
    """Return the side whose words end right before a verb, words for where it stands between."""
    end = verb
    while end > 0 and line.lowers[end - 1] in AUXILIARIES | {"also", "reportedly", "allegedly", "later"}:
        end -= 1
    for at in range(end - 1, max(-1, end - 1 - _VERB_REACH), -1):
        if line.lowers[at] in (",", ".", ";", "said"):
            return None
        if line.lowers[at] in NAMES:
            found = side_before(line, at + 1, 0)
            return whole_side(line, found) if found is not None and not only_origin(line, found) else None
    return None


_SOURCE_REACH = 1


def share_sources(told: Sequence[Told]) -> None:
    """Give a harm without a source that of its event's harm in the same or a neighbouring sentence."""
    harms = [one.best for one in told]
    spoken: dict[int, list[Draft]] = {}
    for draft in harms:
        if draft.attribution is not None and draft.event >= 0:
            spoken.setdefault(draft.event, []).append(draft)
    for draft in harms:
        if draft.attribution is not None or draft.event < 0:
            continue
        near = [one for one in spoken.get(draft.event, ()) if abs(one.line - draft.line) <= _SOURCE_REACH]
        if near:
            draft.attribution = near[0].attribution
            if draft.modality is Modality.ASSERTED:
                draft.modality = Modality.ATTRIBUTED
