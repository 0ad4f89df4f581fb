"""Advice: what the network says of a text, brought together with what the rules found in it."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from marsad.reading.drafts import Draft
from marsad.reading.grammar import Line
from marsad.reading.harms import Form, Sense, Trigger
from marsad.reading.learned.counted import Quantify
from marsad.reading.learned.decoding import Part, Proposal
from marsad.reading.lexicon import table
from marsad.reading.statements import Statement
from marsad.reading.victims import Group
from marsad.records import (
    Context,
    EventType,
    Flag,
    Measure,
    Modality,
    Population,
    Span,
    TallyKind,
    Words,
)

_FLAGS = {"child": Flag.CHILDREN, "women": Flag.WOMEN, "journalist": Flag.JOURNALISTS, "medic": Flag.MEDICS}
_CONFLICT, _UNDIVIDED = "conflict", "casualties"
_SAID = (Modality.ASSERTED, Modality.ATTRIBUTED)


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """How often claims are right, by who found them: points of (how sure the network is, share right)."""

    together: tuple[tuple[float, float], ...]
    network: tuple[tuple[float, float], ...]
    rules: float


class Heard(msgspec.Struct, frozen=True):
    """What the network proposes for a text, and how far it is believed."""

    proposals: Sequence[Proposal]
    bars: "Bars"


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """How sure the network must be, from 0 to 1; set on the dev part of the corpus, in `data/learned.toml`."""

    add: float
    keep: float
    category: float
    context: float
    modality: float
    tally: float
    fill: float
    replace: float
    confidence: Confidence


def shipped_bars(name: str) -> Bars:
    """Return the bars of one way of reading: `both` or `model`."""
    return msgspec.convert(table("learned")[name], Bars)


def advise(
    found: Sequence[Draft],
    lines: Sequence[Line],
    text: str,
    heard: Heard,
    quantify: Quantify,
) -> list[Draft]:
    """Return the drafts after the network was heard, in order of their words.

    Drafts that the network sees too get what it is surer of; those it does not see at all are left out where `keep`
    is above 0; proposals that no rule found become drafts from `add` on, if their words hold a number by the rules.
    """
    proposals, bars = heard.proposals, heard.bars
    kept: list[Draft] = []
    taken: set[int] = set()
    for draft in found:
        number = _match(draft, proposals, taken)
        if number is not None:
            taken.add(number)
            if proposals[number].number.sure >= bars.keep:
                _amend(draft, proposals[number], text, bars)
                draft.confidence = share_right(bars.confidence.together, proposals[number].number.sure)
                kept.append(draft)
        elif bars.keep <= 0:
            draft.confidence = bars.confidence.rules
            kept.append(draft)
    for number, proposal in enumerate(proposals):
        if number not in taken and proposal.number.sure >= bars.add and not _told(proposal, kept):
            new = _draft(proposal, lines, text, quantify)
            if new is not None:
                new.confidence = share_right(bars.confidence.network, proposal.number.sure)
                kept.append(new)
    kept.sort(key=lambda draft: (draft.line, draft.key, draft.measure.value))
    _wholes(kept)
    return kept


def share_right(points: Sequence[tuple[float, float]], sure: float) -> float:
    """Return the share on the straight lines between the points, to two places; beyond them that of the end."""
    value = points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if sure >= left:
            value = low + (high - low) * min(1.0, (sure - left) / (right - left))
    return round(value, 2)


def _harm(draft: Draft) -> str:
    return Measure.KILLED.value if draft.measure is Measure.BODIES_FOUND else draft.measure.value


def _match(draft: Draft, proposals: Sequence[Proposal], taken: set[int]) -> int | None:
    """Return the proposal about the same number and harm, else one whose clause is the draft's."""
    best: tuple[float, int] | None = None
    for number, proposal in enumerate(proposals):
        if number in taken or proposal.harm != _harm(draft):
            continue
        near = _shared(draft.key, proposal.number)
        quote = proposal.part("quote")
        weight = 2.0 if near else 1.0 if quote and 2 * _shared(draft.quote, quote) > len(draft.quote) else 0.0
        if weight and (best is None or (weight, -number) > (best[0], -best[1])):
            best = (weight, number)
    return best[1] if best else None


def _shared(span: Span, part: Part) -> int:
    return max(0, min(span.end, part.end) - max(span.start, part.start))


def _told(proposal: Proposal, kept: Sequence[Draft]) -> bool:
    return any(_shared(draft.key, proposal.number) and proposal.harm == _harm(draft) for draft in kept)


def _amend(draft: Draft, proposal: Proposal, text: str, bars: Bars) -> None:
    category, sure = proposal.choices["category"]
    if sure >= bars.category:
        draft.population = _population(category, draft.population)
    context, sure = proposal.choices["context"]
    if sure >= bars.context:
        draft.context = Context(context)
    modality, sure = proposal.choices["modality"]
    if sure >= bars.modality and (Modality(modality) in _SAID) != (draft.modality in _SAID):
        draft.modality = Modality(modality)
    tally, sure = proposal.choices["tally"]
    if sure >= bars.tally:
        draft.tally = TallyKind(tally)
    draft.perpetrator = _better(draft.perpetrator, proposal.part("perpetrator"), text, bars)
    draft.attribution = _better(draft.attribution, proposal.part("attribution"), text, bars)
    if draft.modality in _SAID:
        draft.modality = Modality.ATTRIBUTED if draft.attribution else Modality.ASSERTED


def _population(category: str, told: Population) -> Population:
    """Return the category; the labels do not tell ALL from UNKNOWN, so that a text's own "all" stays."""
    return told if category == "unknown" and told is Population.ALL else Population(category)


def _better(told: Words | None, part: Part | None, text: str, bars: Bars) -> Words | None:
    if part is None or part.sure < (bars.fill if told is None else bars.replace):
        return told
    words = _words(text, part)
    return words if words.text else told


def _words(text: str, part: Part) -> Words:
    """Return a span as words, without blanks and marks at its ends."""
    start, end = part.start, part.end
    while start < end and not text[start].isalnum() and text[start] not in "([\"'“":
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ")]\"'”":
        end -= 1
    return Words.at(text, start, end)


def _draft(proposal: Proposal, lines: Sequence[Line], text: str, quantify: Quantify) -> Draft | None:
    """Return a draft of what only the network saw; None where its words hold nothing that can be counted."""
    line = _line_of(proposal.number.start, lines)
    if line is None or proposal.harm == _UNDIVIDED:
        return None
    first = line.at(proposal.number.start)
    last = max(first, line.at(proposal.number.end - 1)) + 1
    counted = quantify(line, first, last, text)
    measure = Measure(proposal.harm)
    context = Context(proposal.choices["context"][0])
    quote = proposal.part("quote") or proposal.number
    group = proposal.part("group")
    attribution = proposal.part("attribution")
    perpetrator = proposal.part("perpetrator")
    source = _words(text, attribution) if attribution else None
    modality = Modality(proposal.choices["modality"][0])
    standing = proposal.choices["standing"][0]
    return Draft(
        line=line.number,
        head=line.head,
        statement=_statement(line, quote, measure, counted.group, part=standing == "subset"),
        measure=measure,
        quantity=counted.quantity,
        key=counted.quantity.words.span,
        quote=_whole(quote, proposal.number, text),
        group=_words(text, group) if group else counted.quantity.words,
        telling=counted.group.telling,
        population=_population(proposal.choices["category"][0], Population.UNKNOWN),
        flags=tuple(sorted(_FLAGS[flag] for flag in proposal.flags)),
        perpetrator=_words(text, perpetrator) if perpetrator else None,
        attribution=source,
        tally=TallyKind(proposal.choices["tally"][0]),
        modality=(Modality.ATTRIBUTED if source else Modality.ASSERTED) if modality in _SAID else modality,
        context=context,
        event_type=EventType.OTHER,
        part=standing == "subset",
    )


def _line_of(start: int, lines: Sequence[Line]) -> Line | None:
    """Return the line that holds a character, by halving: a text may have ten thousand."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        line = lines[middle]
        if not len(line) or line.tokens[-1].end <= start:
            low = middle + 1
        else:
            high = middle
    return lines[low] if low < len(lines) and lines[low].tokens[0].start <= start else None


def _whole(quote: Part, number: Part, text: str) -> Span:
    return _words(text, Part(min(quote.start, number.start), max(quote.end, number.end), 1.0)).span


def _statement(line: Line, quote: Part, measure: Measure, group: Group, *, part: bool) -> Statement:
    """Return a statement for the rules of place and time: its harm words are the quote's word next to the people."""
    begin, end = line.at(quote.start), line.at(max(quote.start, quote.end - 1))
    at = group.last if group.last <= end else begin if begin < group.first else group.first
    trigger = Trigger(at, at + 1, (Sense(form=Form.UNDERGO, measure=measure, lemma=line.word(at)),))
    return Statement(trigger=trigger, measure=measure, form=Form.UNDERGO, people=(group,), part=part)


def _wholes(found: Sequence[Draft]) -> None:
    """Point the new parts to the claim before them that they are part of."""
    for number, draft in enumerate(found):
        if draft.part and draft.whole is None:
            before = [one for one in found[:number] if one.measure is draft.measure and not one.part]
            draft.whole = before[-1] if before and draft.line - before[-1].line <= 2 else None
