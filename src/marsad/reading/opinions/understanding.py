"""Understanding a few copied words by the rules of their language: how many they count, which harms they name."""

from collections.abc import Callable

import msgspec

from marsad.reading import grammar, sentences, tokens
from marsad.reading.arabic import words as arabic
from marsad.reading.arabic.clause import ArabicClause
from marsad.reading.arabic.lines import arabic_lines
from marsad.reading.clause import Clause
from marsad.reading.learned import arabic_counted, english_counted
from marsad.records import Measure, Quantity


class Language(msgspec.Struct, frozen=True):
    """How the words of one language are understood."""

    quantity: Callable[[str], Quantity | None]
    harms: Callable[[str], frozenset[Measure]]


def _english_quantity(words: str) -> Quantity | None:
    found = tokens.tokenise(words)
    lines = grammar.lines(found, sentences.split(found))
    return english_counted(lines[0], 0, len(lines[0]), words).quantity if len(lines) == 1 else None


def _english_harms(words: str) -> frozenset[Measure]:
    found = tokens.tokenise(words)
    clauses = map(Clause, grammar.lines(found, sentences.split(found)))
    return frozenset(sense.measure for clause in clauses for one in clause.triggers for sense in one.senses)


def _arabic_quantity(words: str) -> Quantity | None:
    found = arabic.tokenise(words)
    lines = arabic_lines(found, sentences.split(found))
    return arabic_counted(lines[0], 0, len(lines[0]), words).quantity if len(lines) == 1 else None


def _arabic_harms(words: str) -> frozenset[Measure]:
    found = arabic.tokenise(words)
    clauses = map(ArabicClause, arabic_lines(found, sentences.split(found)))
    return frozenset(sense.measure for clause in clauses for one in clause.triggers for sense in one.senses)


ENGLISH = Language(_english_quantity, _english_harms)
ARABIC = Language(_arabic_quantity, _arabic_harms)
