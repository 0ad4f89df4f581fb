"""Context: whether harm belongs to armed violence, or to an accident, a disaster, disease, crime or a court."""

from collections.abc import Mapping, Sequence

from marsad.reading.grammar import Line
from marsad.reading.lexicon import Phrases, table
from marsad.records import Context

_CONTEXTS = (Context.CONFLICT, Context.ACCIDENT, Context.DISASTER, Context.DISEASE, Context.CRIME, Context.JUDICIAL, Context.NONE)
_SENTENCE = 3.0
_NEIGHBOUR = 1.0
_DOCUMENT = 0.5
_MOST_IN_DOCUMENT = 12.0
Scores = dict[Context, float]


def _entries() -> list[tuple[str, tuple[Context, float]]]:
    entries: list[tuple[str, tuple[Context, float]]] = []
    for context in _CONTEXTS:
        rows = table("contexts")[context.value]
        if isinstance(rows, Mapping):
            entries.extend((word, (context, float(weight))) for weight, words in rows.items() for word in words)
    return entries


_EVIDENCE = Phrases(_entries())


def evidence(line: Line) -> Scores:
    """Return the weight of each context's words in a sentence; a repeated word counts once."""
    scores: Scores = {}
    seen: set[tuple[int, str]] = set()
    index = 0
    while index < len(line):
        match = _EVIDENCE.at(line.lowers, index)
        if match is None:
            index += 1
            continue
        size, (context, weight) = match
        key = (size, line.lowers[index])
        if key not in seen:
            seen.add(key)
            scores[context] = scores.get(context, 0.0) + weight
        index += size
    return scores


class Contexts:
    """The evidence of a document, sentence by sentence."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = [evidence(line) for line in lines]
        whole: Scores = {}
        for scores in self._lines:
            for context, weight in scores.items():
                whole[context] = whole.get(context, 0.0) + weight
        self._whole = {context: min(weight * _DOCUMENT, _MOST_IN_DOCUMENT) for context, weight in whole.items()}

    def of(self, number: int) -> Context:
        """Return the context of harm told in sentence `number`: its own words first, then its neighbours', then all."""
        totals = dict(self._whole)
        for near, weight in ((number - 1, _NEIGHBOUR), (number, _SENTENCE), (number + 1, _NEIGHBOUR / 2)):
            if 0 <= near < len(self._lines):
                for context, score in self._lines[near].items():
                    totals[context] = totals.get(context, 0.0) + score * weight
        if not totals:
            return Context.NONE
        return max(_CONTEXTS, key=lambda context: totals.get(context, 0.0))
