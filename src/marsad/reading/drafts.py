"""Drafts: statements with all their fields, before repeated mentions are merged."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from marsad.reading import quantities
from marsad.reading.attribution import Sources
from marsad.reading.clause import Clause
from marsad.reading.contexts import Contexts
from marsad.reading.eventtypes import event_type
from marsad.reading.figures import figures
from marsad.reading.grammar import AUXILIARIES, LOCATIVES, Line
from marsad.reading.harms import LIVES_BEFORE, Form
from marsad.reading.modalities import Frame, frame, is_released, modality
from marsad.reading.parts import complete
from marsad.reading.perpetrators import perpetrator
from marsad.reading.populations import flags_of
from marsad.reading.statements import Statement, statements
from marsad.reading.tallies import tally_kind
from marsad.reading.tokens import Kind
from marsad.reading.victims import Group, Telling
from marsad.records import (
    Context,
    EventType,
    Flag,
    Interval,
    Measure,
    Modality,
    PlaceMention,
    Population,
    Quantity,
    Span,
    TallyKind,
    Words,
)

_LIVES_REACH = 7
_PLACE_REACH = 7


class Draft(msgspec.Struct, kw_only=True):
    """One statement with its fields; places, dates and links to other drafts are filled in by later steps."""

    line: int
    head: bool
    statement: Statement
    measure: Measure
    quantity: Quantity
    key: Span
    quote: Span
    group: Words
    telling: Telling
    population: Population
    flags: tuple[Flag, ...]
    perpetrator: Words | None
    attribution: Words | None
    tally: TallyKind
    modality: Modality
    context: Context
    event_type: EventType
    part: bool
    whole: "Draft | None" = None
    places: tuple[PlaceMention, ...] = ()
    own_places: bool = False
    when: Interval = Interval()
    own_date: bool = False
    event: int = -1
    confidence: float | None = None


class _Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says around its statements."""

    text: str
    lines: Sequence[Line]
    contexts: Contexts
    sources: Sources
    published: dt.date | None
    frame: Frame


_FIGURE_REACH = 1  # sentences from a harm to bare numbers that go on with it
_WHOLE_REACH = 2  # sentences between a count and a part of it


def drafts(text: str, lines: Sequence[Line], clauses: Sequence[Clause], published: dt.date | None) -> list[Draft]:
    """Return the drafts of a document in order of their words."""
    setting = _Setting(
        text=text,
        lines=lines,
        contexts=Contexts(lines),
        sources=Sources(lines),
        published=published,
        frame=frame(lines, published),
    )
    found: list[Draft] = []
    for clause in clauses:
        of_line: list[Draft] = []
        told = complete(clause, statements(clause))
        near = found[-1] if found and clause.line.number - found[-1].line <= _FIGURE_REACH else None
        bare = figures(clause, [one for one in told if not one.part], near.statement if near is not None else None)
        for statement in sorted([*told, *bare], key=lambda one: (one.people[0].first, one.trigger.first)):
            if not is_released(clause.line, statement):
                of_line.append(_draft(setting, clause.line, statement))
        for draft in of_line:
            draft.whole = whole_of(draft, of_line, found) if draft.part else None
            share_doer(draft, of_line)
        found.extend(of_line)
    return found


def share_doer(draft: Draft, of_line: Sequence[Draft]) -> None:
    """One sentence tells of one doer: "shells fired by rebels killed eight, injuring 50"."""
    if draft.perpetrator is None and draft.tally is TallyKind.EVENT:
        named = [other.perpetrator for other in of_line if other.perpetrator is not None and other.tally is draft.tally]
        draft.perpetrator = named[0] if len(set(named)) == 1 else None


def _draft(setting: _Setting, line: Line, statement: Statement) -> Draft:
    text = setting.text
    quantity = _quantity(text, line, statement)
    tally = tally_kind(line, statement)
    source = setting.sources.of(line, statement)
    doer = perpetrator(line, statement)
    first, last = statement.people[0], statement.people[-1]
    return Draft(
        line=line.number,
        head=line.head,
        statement=statement,
        measure=statement.measure,
        quantity=quantity,
        key=quantity.words.span,
        quote=_quote(line, statement),
        group=line.words(text, _named_from(first), max(last.tail, last.last)),
        telling=first.telling,
        population=population_of(statement),
        flags=_flags(line, statement),
        perpetrator=line.words(text, *doer) if doer else None,
        attribution=setting.lines[source.line].words(text, source.first, source.last) if source else None,
        tally=tally,
        modality=_modality(setting, line, statement, spoken=source is not None),
        context=_context(setting, line, statement),
        event_type=event_type(line, statement, tally),
        part=statement.part,
    )


def _modality(setting: _Setting, line: Line, statement: Statement, *, spoken: bool) -> Modality:
    stance = modality(line, statement, setting.published, setting.frame)
    return Modality.ATTRIBUTED if stance is Modality.ASSERTED and spoken else stance


def _context(setting: _Setting, line: Line, statement: Statement) -> Context:
    """Return the context; in a novel, a game or an exercise nothing happened to anybody."""
    if setting.frame is Frame.FICTION:
        return Context.NONE
    trigger = statement.trigger
    first = min(statement.people[0].first, trigger.first)
    # Rents and floods drive people out too, so that "drove out" needs a word of violence; killing and flight do not.
    unknown = Context.NONE if statement.form is Form.SPLIT else Context.CONFLICT
    return setting.contexts.of(line.number, first, max(statement.people[-1].last, trigger.last), unknown)


def _quantity(text: str, line: Line, statement: Statement) -> Quantity:
    parts = [_of_group(text, line, group) for group in statement.people]
    if len(parts) == 1:
        return parts[0]
    words = line.words(text, statement.people[0].first, statement.people[-1].last)
    return quantities.total(words, parts)


def _of_group(text: str, line: Line, group: Group) -> Quantity:
    if group.count is not None:
        return quantities.quantity(group.count, line.words(text, group.count.first, group.count.last), group.unit)
    words = line.words(text, group.first, group.last)
    if group.telling is Telling.PLURAL or group.plural:
        return quantities.plural(words, group.unit)
    return quantities.single(words, unit=group.unit)


def _named_from(group: Group) -> int:
    """Return where the victims as worded begin, the number left out."""
    return min(group.count.last, group.last - 1) if group.count is not None else group.first


def _quote(line: Line, statement: Statement) -> Span:
    first = min(group.first for group in statement.people)
    last = max(group.last for group in statement.people)
    trigger = statement.trigger
    if not statement.echoed and not (statement.part and abs(trigger.first - last) > 6):
        first, last = min(first, trigger.first), max(last, trigger.last)
    if statement.echoed:
        last = _place_end(line, last)
    if statement.form is Form.LIVES:
        taking = LIVES_BEFORE.find(line.lowers, max(0, first - _LIVES_REACH), first)
        first = taking[0] if taking is not None else first
    return line.span(first, last)


def _place_end(line: Line, last: int) -> int:
    """Return where the words that set an addition apart end: "466 in Tartus governorate", "five outside Kobane"."""
    if line.word(last) not in LOCATIVES:
        return last
    end = last + 1
    while end < len(line) and end - last < _PLACE_REACH and line.tokens[end].kind is Kind.WORD:
        if line.lowers[end] in ("and", "while", "but", "who", "which", "said") or line.lowers[end] in AUXILIARIES:
            break
        end += 1
    return end if end > last + 1 else last


def population_of(statement: Statement) -> Population:
    """Return the one population of a statement's people, civilian where only some are said to be."""
    sides = {group.population for group in statement.people}
    if len(sides) == 1:
        return sides.pop()
    return Population.CIVILIAN if sides == {Population.CIVILIAN, Population.UNKNOWN} and all(
        group.population is Population.CIVILIAN or not group.more for group in statement.people
    ) else Population.UNKNOWN  # fmt: skip


def _flags(line: Line, statement: Statement) -> tuple[Flag, ...]:
    """Return the flags of the victims, of a part told right behind them ("including women and children") too."""
    last = statement.people[-1]
    flags = set(flags_of(line.lowers, statement.people[0].first, last.tail))
    end = max(last.tail, statement.trigger.last)
    for index in range(last.tail, min(end + 3, len(line))):
        if line.lowers[index] in ("including", "among", "mostly", "mainly", "includes"):
            flags.update(flags_of(line.lowers, index, min(index + 7, len(line))))
    return tuple(flag for flag in Flag if flag in flags)


def whole_of(part: Draft, of_line: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """Return the statement of the same measure that a part is of, never a smaller one.

    It is the last before the part in its sentence, else in those shortly before ("60 of them"), else the first behind.
    One side told as a part of everybody shortly before ("745 civilians are among the dead") is a count of its own.
    """
    options = [draft for draft in of_line if _may_hold(draft, part)]
    before = [draft for draft in options if draft.key < part.key]
    near = [draft for draft in earlier if part.line - draft.line <= _WHOLE_REACH and _may_hold(draft, part)]
    told = [draft for draft in near if part.population in (Population.UNKNOWN, draft.population)]
    return next(iter([*before[-1:], *told[-1:], *options[:1]]), None)


def _may_hold(whole: Draft, part: Draft) -> bool:
    if whole.part or whole.measure is not part.measure:
        return False
    most = whole.quantity.high
    return most is None or most >= part.quantity.low or whole.quantity.value is None
