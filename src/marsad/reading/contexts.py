"""Context: whether harm belongs to armed violence, or to an accident, a disaster, disease, crime or a court."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from marsad.reading.grammar import Line
from marsad.reading.lexicon import Phrases, table
from marsad.records import Context

_CONTEXTS = (
    Context.CONFLICT,
    Context.ACCIDENT,
    Context.DISASTER,
    Context.DISEASE,
    Context.CRIME,
    Context.JUDICIAL,
    Context.NONE,
)
_CLAUSE = 2.0
_SENTENCE = 1.5
_NEIGHBOUR = 0.4
_DOCUMENT = 0.5
_MOST_IN_DOCUMENT = 14.0
_WINDOW = 14
Scores = dict[Context, float]


def _entries() -> Iterator[tuple[str, tuple[Context, float]]]:
    """Yield the words of both languages: no word of one script is a word of the other."""
    for name, context in product(("contexts", "arabic/contexts"), _CONTEXTS):
        rows = table(name)[context.value]
        if isinstance(rows, Mapping):
            yield from ((word, (context, float(weight))) for weight, words in rows.items() for word in words)


_EVIDENCE = Phrases(_entries())


class Contexts:
    """The evidence of a document, sentence by sentence; a repeated word counts once a sentence."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._found = [_evidence(line) for line in lines]
        whole: Scores = {}
        for found in self._found:
            for _, context, weight in found:
                whole[context] = whole.get(context, 0.0) + weight
        self._whole = {context: min(weight * _DOCUMENT, _MOST_IN_DOCUMENT) for context, weight in whole.items()}

    def of(self, number: int, first: int, last: int, unknown: Context = Context.CONFLICT) -> Context:
        """Return the context of harm told at tokens `first` to `last` of sentence `number`.

        Words near the harm count most, then the sentence, its neighbours, the document; `unknown` where nothing tells.
        """
        totals = dict(self._whole)
        for index, context, weight in self._found[number]:
            near = first - _WINDOW <= index < last + _WINDOW
            totals[context] = totals.get(context, 0.0) + weight * (_SENTENCE + (_CLAUSE if near else 0.0))
        for neighbour in (number - 1, number + 1):
            if 0 <= neighbour < len(self._found):
                for _, context, weight in self._found[neighbour]:
                    totals[context] = totals.get(context, 0.0) + weight * _NEIGHBOUR
        if not totals:
            return unknown
        return max(_CONTEXTS, key=lambda context: totals.get(context, 0.0))


def _evidence(line: Line) -> list[tuple[int, Context, float]]:
    """Return where words of a context stand in a sentence, each once, with their weights."""
    found: list[tuple[int, Context, float]] = []
    seen: set[str] = set()
    index = 0
    while index < len(line):
        match = _EVIDENCE.at(line.lowers, index)
        if match is None:
            index += 1
            continue
        size, (context, weight) = match
        words = " ".join(line.lowers[index : index + size])
        if words not in seen:
            seen.add(words)
            found.append((index, context, weight))
        index += size
    return found
