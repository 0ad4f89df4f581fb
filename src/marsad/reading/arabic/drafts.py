"""Drafts of an Arabic text: statements with all their fields, before repeated mentions are merged."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from marsad.reading import quantities
from marsad.reading.arabic.clause import MATES, ArabicClause
from marsad.reading.arabic.doers import doer
from marsad.reading.arabic.lending import lend
from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.arabic.populations import flags_among
from marsad.reading.arabic.quantities import ArabicCount
from marsad.reading.arabic.running import arabic_tally
from marsad.reading.arabic.sharing import share
from marsad.reading.arabic.sources import ArabicSources
from marsad.reading.arabic.stances import frame_of, is_freed, is_rate, stance
from marsad.reading.arabic.statements import statements_of
from marsad.reading.contexts import Contexts
from marsad.reading.drafts import Draft, population_of, share_doer, whole_of
from marsad.reading.eventtypes import event_type
from marsad.reading.modalities import Frame
from marsad.reading.statements import Statement
from marsad.reading.victims import Group, Telling
from marsad.records import Context, Flag, Measure, Modality, Population, Quantity, Span, Words

_FLAG_REACH = 8
_AMONG = frozenset({"بينهم", "بينها", "منهم", "منها", "معظمهم", "اغلبهم", "غالبيتهم", "بينهن", "معظمها"})
_NEAR_TRIGGER = 7


class _Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says around its statements."""

    text: str
    contexts: Contexts
    sources: ArabicSources
    lines: Sequence[ArabicLine]
    published: dt.date | None
    frame: Frame


def arabic_drafts(text: str, clauses: Sequence[ArabicClause], published: dt.date | None) -> list[Draft]:
    """Return the drafts of a document in order of their words."""
    lines = [clause.line for clause in clauses]
    setting = _Setting(
        text=text,
        contexts=Contexts(lines),
        sources=ArabicSources(lines),
        lines=lines,
        published=published,
        frame=frame_of(lines, published),
    )
    found: list[Draft] = []
    told = [statements_of(clause) for clause in clauses]
    share(clauses, told)
    for clause, said in zip(clauses, told, strict=True):
        statements = _who_others_are(clause, said)
        of_line = [
            _draft(setting, clause.line, statement, statements)
            for statement in statements
            if not is_freed(clause.line, statement) and not is_rate(clause.line, statement)
        ]
        for draft in of_line:
            draft.whole = whole_of(draft, of_line, found) if draft.part else None
            share_doer(draft, of_line)
        found.extend(of_line)
    lend(text, found, lines)
    return found


def _who_others_are(clause: ArabicClause, statements: Sequence[Statement]) -> list[Statement]:
    """Give "others" the side of those told before them in the sentence, where it is one side."""
    found: list[Statement] = []
    sides: set[Population] = set()
    for statement in statements:
        group = statement.people[0]
        others = (group.telling in (Telling.ELLIPTIC, Telling.SINGLE, Telling.PLURAL) and group.head < 0) or (
            clause.line.word(group.head) in MATES
        )
        if others and group.population is Population.UNKNOWN and len(sides) == 1 and not statement.part:
            side = next(iter(sides))
            people = (msgspec.structs.replace(group, population=side), *statement.people[1:])
            found.append(msgspec.structs.replace(statement, people=people))
        else:
            found.append(statement)
        if not statement.part:
            sides.add(population_of(found[-1]))
    return found


def _draft(setting: _Setting, line: ArabicLine, statement: Statement, others: Sequence[Statement]) -> Draft:
    text = setting.text
    quantity = _quantity(text, line, statement)
    tally = arabic_tally(line, statement)
    source = setting.sources.of(line, statement)
    spoken = (source.first, source.last) if source is not None and source.line == line.number else None
    who = doer(line, statement, others, spoken)
    first, last = statement.people[0], statement.people[-1]
    told = stance(line, statement, setting.published, setting.frame)
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
        population=_population(statement),
        flags=_flags(line, statement),
        perpetrator=line.bare(text, *who) if who else None,
        attribution=setting.lines[source.line].bare(text, source.first, source.last) if source else None,
        tally=tally,
        modality=Modality.ATTRIBUTED if told is Modality.ASSERTED and source is not None else told,
        context=_context(setting, line, statement),
        event_type=event_type(line, statement, tally),
        part=statement.part,
    )


def _population(statement: Statement) -> Population:
    """Return the side of the harmed; who is driven out is a civilian where nothing else is said."""
    side = population_of(statement)
    driven = statement.measure is Measure.DISPLACED and side is Population.UNKNOWN
    return Population.CIVILIAN if driven else side


def _context(setting: _Setting, line: ArabicLine, statement: Statement) -> Context:
    """Return the context; in a novel, a match or an exercise nothing happened to anybody."""
    if setting.frame is Frame.FICTION:
        return Context.NONE
    first = min(statement.people[0].first, statement.trigger.first)
    return setting.contexts.of(line.number, first, max(statement.people[-1].last, statement.trigger.last))


def _quantity(text: str, line: ArabicLine, statement: Statement) -> Quantity:
    parts = [_of_group(text, line, group) for group in statement.people]
    if len(parts) == 1:
        return parts[0]
    return quantities.total(line.words(text, statement.people[0].first, statement.people[-1].last), parts)


def _of_group(text: str, line: ArabicLine, group: Group) -> Quantity:
    count = group.count
    if count is not None:
        if isinstance(count, ArabicCount) and count.end > count.start:
            words = Words.at(text, count.start, count.end)
        else:
            words = line.words(text, count.first, max(count.last, count.first + 1))
        return quantities.quantity(count, words, group.unit)
    words = line.words(text, group.first, group.last)
    if group.plural:
        return quantities.plural(words, group.unit)
    return quantities.single(words, unit=group.unit)


def _named_from(group: Group) -> int:
    """Return where the victims as worded begin, the number left out."""
    return max(group.head, group.first) if group.count is not None and group.head >= 0 else group.first


def _quote(line: ArabicLine, statement: Statement) -> Span:
    first = min(group.first for group in statement.people)
    last = max(group.last for group in statement.people)
    trigger = statement.trigger
    if not statement.echoed and not (statement.part and abs(trigger.first - last) > _NEAR_TRIGGER):
        first, last = min(first, trigger.first), max(last, trigger.last)
    return line.span(first, last)


def _flags(line: ArabicLine, statement: Statement) -> tuple[Flag, ...]:
    """Return the flags of the victims, of a part told right behind them ("بينهم نساء وأطفال") too."""
    last = statement.people[-1]
    flags = {flag for group in statement.people for flag in group.flags}
    end = max(last.tail, statement.trigger.last)
    for index in range(last.last, min(end + 4, len(line))):
        if line.word(index) in _AMONG:
            flags.update(flags_among(line.lowers, index, min(index + _FLAG_REACH, len(line))))
    return tuple(flag for flag in Flag if flag in flags)
