"""Word tables: read once from the data files of this room, looked up longest phrase first."""

import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Generic, TypeVar

from marsad.records import SettingsError

Value = TypeVar("Value")
_ARABIC_SPELLING = str.maketrans("أإآٱىة", "اااايه", "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")


@functools.cache
def table(name: str) -> Mapping[str, object]:
    """Return the table `data/<name>.toml` of this room; Arabic tables in the one spelling that texts are folded to."""
    text = files("marsad.reading").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text.translate(_ARABIC_SPELLING) if name.startswith("arabic/") else text)


def words_of(name: str, *path: str) -> tuple[str, ...]:
    """Return the list of phrases under `path` of a table."""
    value: object = table(name)
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            raise SettingsError(f"the word table {name}.toml has no {'.'.join(path)}", next_step="reinstall marsad")
        value = value[step]
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise SettingsError(f"{'.'.join(path)} in {name}.toml is not a list of words", next_step="reinstall marsad")
    return tuple(value)


def rows_of(name: str, key: str) -> tuple[Mapping[str, object], ...]:
    """Return the rows `[[key]]` of a table."""
    value = table(name)[key]
    if not isinstance(value, list):
        raise SettingsError(f"{key} in {name}.toml is not a list of rows", next_step="reinstall marsad")
    return tuple(value)


def strings(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the list of words under `key` of a row, empty where it has none."""
    value = row.get(key, [])
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


class Phrases(Generic[Value]):
    """Phrases of one or more words and what each stands for; matching is by lower-case word, longest first."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in entries:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, value))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, lowers: Sequence[str], index: int) -> tuple[int, Value] | None:
        """Return the number of words and the value of the longest phrase that begins at `index`."""
        for words, value in self._by_first.get(lowers[index], ()):
            size = len(words)
            if size == 1 or tuple(lowers[index : index + size]) == words:
                return size, value
        return None

    def before(self, lowers: Sequence[str], index: int, reach: int = 4) -> tuple[int, Value] | None:
        """Return the first index and the value of the longest phrase that ends right before `index`."""
        for start in range(max(0, index - reach), index):
            for words, value in self._by_first.get(lowers[start], ()):
                if start + len(words) == index and tuple(lowers[start:index]) == words:
                    return start, value
        return None

    def find(self, lowers: Sequence[str], start: int, end: int) -> tuple[int, int, Value] | None:
        """Return the first phrase that lies wholly in `start` to `end`: its index, its number of words, its value."""
        # the same would come of the loop alone; most stretches hold no phrase, and this says so ten times sooner
        if start >= 0 and self._by_first.keys().isdisjoint(lowers[start:end]):
            return None
        for index in range(start, end):
            found = self.at(lowers, index)
            if found is not None and index + found[0] <= end:
                return index, found[0], found[1]
        return None


def phrase_set(name: str, *path: str) -> Phrases[str]:
    """Return the phrases under `path` of a table, each standing for itself."""
    return Phrases((phrase, phrase) for phrase in words_of(name, *path))
