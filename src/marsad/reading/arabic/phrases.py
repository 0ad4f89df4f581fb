"""Phrases of Arabic word tables: the first word may carry clitics ("وبأكثر من" is "أكثر من")."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from marsad.reading.arabic.words import forms_of

Value = TypeVar("Value")
_REACH = 6


class ArabicPhrases(Generic[Value]):
    """Phrases and what each stands for, longest first; clitics on the first word are taken off."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in entries:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, value))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, lowers: Sequence[str], index: int) -> tuple[int, Value, int] | None:
        """Return the number of words, the value and the letters of clitics before the longest phrase at `index`."""
        return next(self._all(lowers, index), None)

    def before(self, lowers: Sequence[str], index: int, since: int = 0) -> tuple[int, Value, int] | None:
        """Return the first index, the value and the letters of clitics of the longest phrase that ends at `index`."""
        for start in range(max(since, index - _REACH), index):
            for size, value, head in self._all(lowers, start):
                if start + size == index:
                    return start, value, head
        return None

    def _all(self, lowers: Sequence[str], index: int) -> Iterator[tuple[int, Value, int]]:
        if index >= len(lowers):
            return
        for form in forms_of(lowers[index]):
            if form.after or (form.before and form.before[-1] == "ال"):
                continue
            for words, value in self._by_first.get(form.stem, ()):
                size = len(words)
                if size == 1 or tuple(lowers[index + 1 : index + size]) == words[1:]:
                    yield size, value, form.head
