"""The words of dates: tables from the data files, joined into one look-up of words and phrases."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

Tags = Mapping[str, int]

NO_TAGS: Tags = MappingProxyType({})
_STARTING = frozenset(
    {
        "antecedent", "article", "as_of", "before", "between", "day_name", "deictic", "deictic_from", "dual",
        "edge", "feast", "few", "from", "month", "nth_of_days", "number", "ordinal", "overnight", "recent",
        "rolling", "shift", "since", "told_unit", "unit", "until", "weekday", "weekend", "year_word",
    }
)  # fmt: skip


class Lexicon(msgspec.Struct, frozen=True):
    """Tags of words, and phrases by first word, longest first.

    A word with the tag `starts` may begin a date; one known only as a part of phrases has no tags.
    """

    words: dict[str, Tags]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Tags], ...]]


@cache
def lexicon_of(language: str) -> Lexicon:
    """Return the words for texts in `language`.

    English texts are read with English words, Arabic texts and texts of no known language with both, all others
    with none: "mar" and "sat" are everyday words elsewhere, so there only ISO and numeric dates are read.
    """
    tag = language.lower().replace("_", "-").split("-")[0]
    if tag in ("en", "eng"):
        return _load(("english.toml",))
    if tag in ("ar", "ara", "und", ""):
        return _load(("english.toml", "arabic.toml"))
    return _load(())


def _load(names: tuple[str, ...]) -> Lexicon:
    entries: dict[tuple[str, ...], dict[str, int]] = {}
    for name in names:
        tables = tomllib.loads(files(__package__).joinpath("data", name).read_text("utf-8"))
        for tag, table in tables.items():
            for key, value in table.items():
                entries.setdefault(tuple(key.split()), {})[tag] = int(value)
    for tags in entries.values():
        if not _STARTING.isdisjoint(tags):
            tags["starts"] = 1
    words: dict[str, Tags] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Tags]]] = {}
    for parts, tags in entries.items():
        if len(parts) == 1:
            words[parts[0]] = MappingProxyType(tags)
        else:
            phrases.setdefault(parts[0], []).append((parts[1:], MappingProxyType(tags)))
    for parts in entries:
        for part in parts:
            words.setdefault(part, NO_TAGS)
    longest_first = {
        first: tuple(sorted(rest, key=lambda entry: (-len(entry[0]), entry[0]))) for first, rest in phrases.items()
    }
    return Lexicon(words, longest_first)
