"""Harm words: where a sentence says that people were killed, hurt, taken or driven out, and in which construction."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

import msgspec

from marsad.reading.lexicon import Phrases, phrase_set, rows_of, strings
from marsad.records import Measure


class Form(Enum):
    """How a sentence is built around harm words (see `data/harms.toml`)."""

    VERB = "verb"
    UNDERGO = "undergo"
    STATE = "state"
    ACT = "act"
    DEATHS = "deaths"
    TOLL = "toll"
    LIVES = "lives"
    PEOPLE = "people"
    TAKE = "take"
    SPLIT = "split"


class Inflection(Enum):
    """The form of a verb; `PAST` is also its participle where the two look alike."""

    BASE = "base"
    PRESENT = "present"
    ING = "ing"
    PAST = "past"
    PARTICIPLE = "participle"
    NONE = "none"


class Sense(msgspec.Struct, frozen=True):
    """One reading of some words: what harm they name, in which construction."""

    measure: Measure
    form: Form
    inflection: Inflection = Inflection.NONE
    narrow: bool = False  # passive only for verbs, with a number only for "take"
    lemma: str = ""


class Trigger(msgspec.Struct, frozen=True):
    """Harm words at tokens `first` to `last` (excluded), with every reading the tables give them."""

    first: int
    last: int
    senses: tuple[Sense, ...]

    @property
    def measure(self) -> Measure:
        """The measure of the first reading; all readings of one trigger share it, save rare tables of one's own."""
        return self.senses[0].measure

    @property
    def lemma(self) -> str:
        """The verb or noun as listed, to look up how the harm was done."""
        return self.senses[0].lemma

    def has(self, form: Form) -> Sense | None:
        """Return the reading in the given construction, if there is one."""
        return next((sense for sense in self.senses if sense.form is form), None)


_INFLECTIONS = (Inflection.BASE, Inflection.PRESENT, Inflection.ING, Inflection.PAST, Inflection.PARTICIPLE)


def _verb_rows(row: Mapping[str, object], form: Form) -> Iterator[tuple[str, Sense]]:
    measure = Measure(str(row["measure"]))
    narrow = bool(row.get("passive_only", False))
    for forms in strings(row, "forms"):
        words = forms.split("/")
        for inflection, word in zip(_INFLECTIONS, words, strict=False):
            yield word, Sense(measure, form, Inflection.PARTICIPLE if narrow else inflection, narrow, words[0])


def _word_rows(row: Mapping[str, object], form: Form) -> Iterator[tuple[str, Sense]]:
    measure = Measure(str(row["measure"]))
    for word in strings(row, "words"):
        yield word, Sense(measure, form, narrow=bool(row.get("number_only", False)), lemma=word)


def _senses() -> dict[str, tuple[Sense, ...]]:
    senses: dict[str, list[Sense]] = {}
    for form in Form:
        reader = _verb_rows if form in (Form.VERB, Form.UNDERGO, Form.SPLIT) else _word_rows
        for row in rows_of("harms", form.value):
            for words, sense in reader(row, form):
                held = senses.setdefault(words, [])
                if not any(other.form is sense.form for other in held):
                    held.append(sense)
    return {words: tuple(held) for words, held in senses.items()}


_TRIGGERS: Phrases[tuple[Sense, ...]] = Phrases(_senses().items())
_UNDIVIDED = phrase_set("harms", "undivided", "words")


def triggers(lowers: Sequence[str], first: int, last: int) -> list[Trigger]:
    """Return the harm words among tokens `first` to `last`, left to right, longest first, none overlapping."""
    found: list[Trigger] = []
    index = first
    while index < last:
        match = _TRIGGERS.at(lowers, index)
        if match is None or index + match[0] > last:
            index += 1
            continue
        found.append(Trigger(index, index + match[0], match[1]))
        index += match[0]
    return found


def undivided(lowers: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    """Return where dead and wounded stand in one figure, as token ranges."""
    found: list[tuple[int, int]] = []
    index = first
    while index < last:
        match = _UNDIVIDED.at(lowers, index)
        if match is not None and index + match[0] <= last:
            found.append((index, index + match[0]))
            index += match[0]
        else:
            index += 1
    return found


SPLIT_AFTER = phrase_set("harms", "split_after", "words")
LIVES_BEFORE = phrase_set("harms", "lives_verbs", "before")
LIVES_AFTER = phrase_set("harms", "lives_verbs", "after")
_FOUND = phrase_set("harms", "found", "words")
_UNKNOWN = phrase_set("harms", "unknown", "words")
_NATURAL = phrase_set("harms", "natural", "words")
_UNKNOWN_REACH = 16
_CAUSE_REACH = 9
FATES = frozenset({"fate", "whereabouts"})


def found(lowers: Sequence[str]) -> bool:
    """Tell whether the words say that bodies were found, brought in or lie about."""
    return _FOUND.find(lowers, 0, len(lowers)) is not None


def unknown(lowers: Sequence[str], index: int) -> bool:
    """Tell whether the words around "the fate of" say that nobody knows it."""
    return (
        _UNKNOWN.find(lowers, max(0, index - _UNKNOWN_REACH // 2), min(len(lowers), index + _UNKNOWN_REACH)) is not None
    )


def natural(lowers: Sequence[str], index: int) -> bool:
    """Tell whether the words behind a death name a cause that is no violence ("died of the cold")."""
    return _NATURAL.find(lowers, index, min(len(lowers), index + _CAUSE_REACH)) is not None
