"""Repeated mentions: the same claim said again in headline, lead and body becomes one claim."""

from collections.abc import Sequence

import msgspec

from marsad.reading import events, nearness, timing
from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.persons import GIVEN
from marsad.reading.victims import Telling
from marsad.records import Measure, Modality, Operator, Population, Quantity, TallyKind


class Told(msgspec.Struct, kw_only=True):
    """One claim as the document tells it: the draft that tells it best, and every other mention."""

    best: Draft
    others: list[Draft]


_LARGE = 15
_PERSONS = 12
_LOOK_BACK = 120  # claims a mention may repeat; keeps a text of any length linear
_LEAD = 6  # sentences in which the body takes up its title
_SECTION = 2  # sentences between the heading of a section and what it heads
_ONE = frozenset({Telling.SINGLE, Telling.DEFINITE, Telling.NAMED})


def merge(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Told]:
    """Return the claims of a document, each with its mentions, in order of their words."""
    told: list[Told] = []
    for draft in drafts:
        recent = told[-_LOOK_BACK:]
        adds = draft.own_places and _also(draft, lines[draft.line])
        same = None if adds else next((one for one in recent if _repeats(draft, one)), None)
        if same is None and not adds:
            same = _of_title(draft, told, drafts) or next((one for one in recent if _of_heading(draft, one.best)), None)
        if same is None:
            told.append(Told(best=draft, others=[]))
        elif _better(draft, same.best):
            same.others.append(same.best)
            same.best = draft
        else:
            same.others.append(draft)
    for one in told:
        if one.best.population is Population.UNKNOWN:
            named = sorted({other.population for other in one.others} - {Population.UNKNOWN})
            one.best.population = named[0] if len(named) == 1 else Population.UNKNOWN
    for one in told:
        _take_source(one)
    return [one for one in told if not _only_definite(one) or _look_back(one)]


def _take_source(told: Told) -> None:
    """Where the best mention names no source or no doer, another mention of the same figure may."""
    best = told.best
    if best.perpetrator is None:
        best.perpetrator = next((other.perpetrator for other in told.others if other.perpetrator is not None), None)
    if best.attribution is None:
        spoken = [other for other in told.others if other.attribution is not None]
        if spoken:
            best.attribution = spoken[0].attribution
            best.modality = Modality.ATTRIBUTED if best.modality is Modality.ASSERTED else best.modality


def _repeats(draft: Draft, told: Told) -> bool:
    best = told.best
    if not _same_kind(draft, best):
        return False
    if _one(draft) and _one(best):
        return _same_person(draft, told)
    if draft.line == best.line and draft.statement.trigger is not best.statement.trigger and not draft.head:
        return False
    if not (_counts_agree(draft.quantity, best.quantity) or _echoes(draft, best)) or _adds(draft):
        return False
    return not _apart(draft, best) and (_small_print(draft, best) or not _could_be_other(draft, best))


def _of_title(draft: Draft, told: Sequence[Told], drafts: Sequence[Draft]) -> Told | None:
    """Return the title's claim of the same number: a title names the province or the nearest city for the village.

    Two harms with that number, told of two places or days, leave open which of them the title means.
    """
    if draft.head or draft.quantity.value is None or _one(draft):
        return None
    titles = [one for one in told[:_LOOK_BACK] if one.best.head and _takes_up(draft, one.best)]
    if not titles:
        return None
    same = [one for one in drafts if not one.head and not one.part and one.measure is draft.measure]
    rivals = [one for one in same[:_LOOK_BACK] if one is not draft and _counts_agree(one.quantity, draft.quantity)]
    return None if any(_apart(one, draft) or _adds(one) for one in rivals) else titles[0]


def _takes_up(draft: Draft, title: Draft) -> bool:
    """Tell whether the body's claim can be the title's: the count agrees, and nothing puts the places far apart."""
    if not _same_kind(draft, title) or not _counts_agree(draft.quantity, title.quantity) or _adds(draft):
        return False
    if draft.own_date and title.own_date and timing.conflict(draft.when, title.when):
        return False
    early = draft.line - title.line <= _LEAD
    return early or nearness.one_province(draft.places, title.places) or not draft.own_places


def _of_heading(draft: Draft, best: Draft) -> bool:
    """Tell whether a claim repeats a heading right before it, or the lead, told of a place that holds its own."""
    if _one(draft) or draft.quantity.value is None or draft.quantity.value != best.quantity.value or _adds(draft):
        return False
    lead = best.line <= _LEAD and draft.quantity.value >= _LARGE
    if draft.line == best.line or not (lead or draft.line - best.line <= _SECTION):
        return False
    if not _same_kind(draft, best) or _apart(draft, best):
        return False
    return draft.own_places and best.own_places and nearness.nested(draft.places, best.places)


def _also(draft: Draft, line: Line) -> bool:
    """Tell whether the words add to what was told before: "four people were also killed"."""
    statement = draft.statement
    first, last = sorted((statement.people[0].first, statement.trigger.first))
    return not _ADDING.isdisjoint(line.lowers[max(0, first - 1) : last + 2])


def _same_kind(draft: Draft, best: Draft) -> bool:
    """Tell whether two drafts can be one claim by what they count: measure, people, context, stance, and kind of tally.

    A headline seldom says that its figure runs over many incidents, so its tally kind does not count.
    """
    return (
        draft.measure is best.measure
        and draft.part is best.part
        and draft.context is best.context
        and (draft.modality in _SAID) is (best.modality in _SAID)
        and (draft.head or best.head or (draft.tally is TallyKind.EVENT) is (best.tally is TallyKind.EVENT))
        and _people_agree(draft, best)
    )


def _people_agree(draft: Draft, best: Draft) -> bool:
    """Tell whether two groups can be the same people: "six children" are not "six teachers"."""
    if Population.UNKNOWN in (draft.population, best.population):
        return True
    told_apart = bool(draft.flags) and bool(best.flags) and not set(draft.flags) & set(best.flags)
    one_side = bool(draft.flags) is bool(best.flags) or draft.head or best.head or not _small_counts(draft, best)
    return draft.population is best.population and not told_apart and one_side


def _small_counts(draft: Draft, best: Draft) -> bool:
    """Tell whether both name the people they count, and a number so small that chance may repeat it."""
    both = draft.telling is Telling.COUNTED and best.telling is Telling.COUNTED
    return both and (draft.quantity.value or 0) < _LARGE


def _adds(draft: Draft) -> bool:
    """Tell whether the words add: "another 11 were killed" never repeats an earlier 11."""
    first = draft.statement.people[0]
    return first.more and first.count is not None and first.count.more and not draft.head


def _small_print(draft: Draft, best: Draft) -> bool:
    """A headline, or a number large enough that chance does not repeat it."""
    value = draft.quantity.value
    return best.head or best.line <= 2 or (value is not None and value >= _LARGE)


def _could_be_other(draft: Draft, best: Draft) -> bool:
    """A small or vague count that comes with a place or day of its own may be about another event."""
    return (
        draft.own_places and {one.words.text for one in draft.places} != {one.words.text for one in best.places}
    ) or (draft.quantity.value is None and draft.line - best.line > 3)


def _apart(draft: Draft, best: Draft) -> bool:
    """Tell whether place, date or source keep two mentions apart."""
    if draft.own_places and best.own_places and nearness.conflict(draft.places, best.places):
        large = (draft.quantity.value or 0) >= _LARGE and draft.quantity.value == best.quantity.value
        if not (large and nearness.unsure(draft.places, best.places)):
            return True
    if draft.own_date and best.own_date and timing.conflict(draft.when, best.when):
        return True
    return _other_side(draft, best) or _other_source(draft, best)


def _other_side(draft: Draft, best: Draft) -> bool:
    """Tell whether two sides of the war did it: three dead of ISIS shells are not three dead of regime raids."""
    if draft.head or best.head:
        return False
    mine, theirs = events.sides_of(draft), events.sides_of(best)
    return bool(mine) and bool(theirs) and not mine & theirs


def _other_source(draft: Draft, best: Draft) -> bool:
    """Two sources named for the same figure are two claims, unless one name is worded like the other."""
    mine, theirs = draft.attribution, best.attribution
    if mine is None or theirs is None or draft.line == best.line:
        return False
    return not _words(mine.text) & _words(theirs.text) and "another" in _words(mine.text)


def _words(text: str) -> set[str]:
    return {word.strip(".,'\"()[]").casefold() for word in text.split() if len(word) > 3} | {
        word.casefold() for word in text.split() if word == "another"
    }


def _counts_agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities can be one count said twice: the same number, or one a rounding of the other."""
    if one.value is not None and other.value is not None:
        if one.value == other.value:
            return True
        low, high = sorted((one, other), key=lambda quantity: quantity.value or 0)
        rounded = low.operator in (Operator.GT, Operator.GE, Operator.APPROX)
        return rounded and (low.value or 0) >= 10 and (high.value or 0) <= 1.05 * (low.value or 0)
    return one.value is None and other.value is None and one.rule == other.rule and one.low == other.low


def _echoes(draft: Draft, best: Draft) -> bool:
    """A vague count in the headline ("dozens killed") and the number in the text, or a plural that refers back."""
    vague, exact = (draft, best) if draft.quantity.value is None else (best, draft)
    value = exact.quantity.value
    if value is None or vague.quantity.value is not None:
        return False
    if vague.telling is Telling.DEFINITE and draft is vague:
        return value >= 2
    inside = vague.quantity.low <= value <= (vague.quantity.high or value)
    return vague.head and inside


def _one(draft: Draft) -> bool:
    return draft.telling in _ONE and draft.quantity.value == 1 and len(draft.statement.people) == 1


def _same_person(draft: Draft, told: Told) -> bool:
    """One person told of twice: a shared name or title, or "the pilot" behind "a pilot"."""
    for other in (told.best, *told.others[-_PERSONS:]):
        if draft.line == other.line and draft.telling is other.telling is Telling.NAMED:
            continue  # brothers in one list
        shared = _shared(_words(draft.group.text), _words(other.group.text))
        if shared and not (
            draft.telling is Telling.SINGLE and other.telling is Telling.SINGLE and draft.line == other.line
        ):
            return not (draft.own_date and other.own_date and timing.conflict(draft.when, other.when))
    return draft.telling is Telling.DEFINITE and bool(_words(draft.group.text) & _words(told.best.group.text))


def _shared(mine: set[str], theirs: set[str]) -> set[str]:
    """Return the words that two persons share; a given name alone makes no one person of two with other names."""
    shared = mine & theirs - _TITLES
    return shared - GIVEN if mine - GIVEN and theirs - GIVEN else shared


_ADDING = frozenset({"also", "another", "further", "additional", "separate", "separately"})
_TITLES = frozenset({"former", "general", "another", "the", "who", "which", "with", "from"})
_STATED = frozenset({Modality.ASSERTED, Modality.ATTRIBUTED})
_SAID = frozenset({"asserted", "attributed"})


def _only_definite(told: Told) -> bool:
    """A plural that only refers back ("the victims were killed") and matches nothing states no count of its own."""
    best = told.best
    return best.telling is Telling.DEFINITE and best.quantity.value is None


def _look_back(told: Told) -> bool:
    """Make a look back of a killing that the text takes for known ("the murder of the priests"), if it is one.

    It states no count of its own, so it must enter no figure; but it is the only word on those people the text has.
    """
    best = told.best
    killed = best.measure is Measure.KILLED and best.population is Population.CIVILIAN and not best.part
    if not killed or best.modality not in _STATED:
        return False
    best.modality = Modality.HISTORICAL
    return True


def _better(draft: Draft, best: Draft) -> bool:
    """Prefer the body to the headline, a stated number to a vague one, a bounded number to a bare one."""
    return _rank(draft) > _rank(best)


def _rank(draft: Draft) -> tuple[int, int, int, int]:
    quantity = draft.quantity
    return (
        int(quantity.value is not None and draft.telling is not Telling.DEFINITE),
        int(not draft.head),
        int(quantity.operator in (Operator.GE, Operator.GT)),
        int(draft.attribution is not None),
    )
