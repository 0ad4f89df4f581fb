"""Checking: a claim of a model against the words it was given. Whatever does not stand there makes no claim."""

from bisect import bisect_left
from functools import lru_cache

import msgspec

from marsad.reading.learned.decoding import Part, Proposal
from marsad.reading.opinions.passages import Passage
from marsad.reading.opinions.said import Said
from marsad.reading.opinions.understanding import Language
from marsad.records import Measure, Quantity, Span

_SURE = 1.0  # a model says no more than yes; the bars in `data/learned.toml` say how far it is believed
_SEPARATORS = ".,٬٫’'"
_UNDIVIDED = "casualties"
_LONGEST_NUMBER = 200
_LONGEST_QUOTE = 1_000  # letters; a longer one says nothing about where a claim stands
#: Harms that one word may name: what is a body found to one is a killing to another.
_ALIKE = (
    frozenset({Measure.KILLED, Measure.BODIES_FOUND}),
    frozenset({Measure.DETAINED, Measure.ABDUCTED, Measure.MISSING}),
)


class Rejected(msgspec.Struct, frozen=True):
    """A claim that does not hold: why, in words, and the first words of what was said."""

    why: str
    words: str


def check(said: Said, passage: Passage, language: Language) -> Proposal | Rejected:
    """Return a claim as spans of the document, or why it is rejected.

    Only where words stand is believed of a model. How many they count is read from them by rule, here to compare and
    later to make the quantity.
    """
    quote = find(passage.text, said.quote)
    if quote is None or quote.end - quote.start > _LONGEST_QUOTE:
        why = "its quote does not stand in the document" if quote is None else "its quote is no clause but a page"
        return Rejected(why, said.quote)
    inside = _number_in(quote.of(passage.text), said.number_words)
    if inside is None:
        return Rejected("its number does not stand in its quote", said.number_words)
    number = Span(quote.start + inside.start, quote.start + inside.end)
    wrong = _misread(said, number.of(passage.text), quote.of(passage.text), language)
    if wrong is not None:
        return wrong
    spans = _others(said, passage.text, quote)
    return spans if isinstance(spans, Rejected) else _proposal(said, passage, number, {"quote": quote} | spans)


def _misread(said: Said, number: str, quote: str, language: Language) -> Rejected | None:
    """Return why words do not mean what is said of them: another number, or another harm."""
    counted = language.quantity(number)
    if counted is None or (said.number is not None and not _states(counted, said.number)):
        return Rejected(f"its number {said.number} is not what its words say", said.number_words)
    named = language.harms(quote)
    if said.harm != _UNDIVIDED and named and not _named(Measure(said.harm), named):
        return Rejected(f"its words do not speak of people {said.harm}", said.quote)
    return None


def _others(said: Said, text: str, quote: Span) -> dict[str, Span] | Rejected:
    """Return where victims, doer and source stand, those that are named."""
    spans: dict[str, Span] = {}
    told = {"group": said.people, "perpetrator": said.perpetrator, "attribution": said.source}
    for role, words in told.items():
        if words:
            span = _near(text, words, quote)
            if span is None:
                return Rejected(f"its words for the {role} do not stand in the document", words)
            spans[role] = span
    return spans


def find(text: str, words: str, start: int = 0) -> Span | None:
    """Return where words stand in a text letter by letter, from `start` on; only blanks may be of another kind."""
    words = words.strip()
    if not 0 < len(words) <= len(text):
        return None
    at = text.find(words, start)
    if at >= 0:
        return Span(at, at + len(words))
    # not a pattern with any blanks between the words: its time grows with the square of what a model may write
    flat, places = _flat(text)
    told = " ".join(words.split())
    at = flat.find(told, bisect_left(places, start))
    return Span(places[at], places[at + len(told) - 1] + 1) if at >= 0 else None


@lru_cache(maxsize=64)
def _flat(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with one blank for each run of blanks, and where each of its characters stands in the text."""
    kept = [
        (" " if character.isspace() else character, at)
        for at, character in enumerate(text)
        if not (character.isspace() and at and text[at - 1].isspace())
    ]
    return "".join(character for character, _ in kept), tuple(at for _, at in kept)


def _near(text: str, words: str, quote: Span) -> Span | None:
    """Return where words stand, in the quote where they do, else the first place."""
    inside = find(quote.of(text), words)
    return Span(quote.start + inside.start, quote.start + inside.end) if inside else find(text, words)


def _number_in(quote: str, words: str) -> Span | None:
    """Return where the words of a number stand in a quote, never in the middle of another number or word."""
    found = find(quote, words) if len(words) <= _LONGEST_NUMBER else None
    while found is not None and _cuts(quote, found):
        found = find(quote, words, found.start + 1)
    return found


def _cuts(text: str, span: Span) -> bool:
    return _joined(text, span.start) or _joined(text, span.end)


def _joined(text: str, at: int) -> bool:
    """Tell whether `at` lies inside a number ("1|,200") or a word; Arabic writes small words onto others ("و|3")."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before in _SEPARATORS and after.isdigit():
        return at > 1 and text[at - 2].isdigit()
    if before.isdigit() and after in _SEPARATORS:
        return at + 1 < len(text) and text[at + 1].isdigit()
    if before.isdigit() or after.isdigit():
        return before.isdigit() and after.isdigit()
    return before.isalpha() and after.isalpha() and before.isascii() and after.isascii()


def _states(counted: Quantity, number: int) -> bool:
    """Tell whether a number is what some words say: one that they state, or inside the bounds of a vague word."""
    if counted.high is None:
        return number in (counted.value, counted.low, counted.floor)
    return counted.low <= number <= counted.high or number == counted.value


def _named(harm: Measure, named: frozenset[Measure]) -> bool:
    return harm in named or any(harm in alike and named & alike for alike in _ALIKE)


def _proposal(said: Said, passage: Passage, number: Span, spans: dict[str, Span]) -> Proposal:
    def part(span: Span) -> Part:
        return Part(passage.start + span.start, passage.start + span.end, _SURE)

    choices = {
        "category": said.category,
        "context": said.context,
        "modality": said.modality,
        "tally": said.tally,
        "standing": "subset" if said.part_of_total else "main",
    }
    return Proposal(
        number=part(number),
        harm=said.harm,
        parts={role: (part(span),) for role, span in spans.items()},
        choices={name: (value, _SURE) for name, value in choices.items()},
        flags=tuple(sorted(set(said.among_them))),
    )
