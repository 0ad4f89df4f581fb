"""The conventions of hand labels that are tables of words (`data/label_conventions.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class OpenWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that leave the upper end open and set the lower one."""

    low: int
    words: tuple[str, ...]


class RuleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds that labels give to one rule of the word table, for words with the same upper end."""

    id: str
    low: int
    high: int | None = None


class Conventions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All tables of the file.

    `small_words` carry no weight when names are compared; `lowest_open` is the greatest lower bound the record gives
    to words which only say "more than one"; `one_family` are words for a single family.
    """

    small_words: frozenset[str]
    lowest_open: int
    one_family: tuple[str, ...]
    open_words: tuple[OpenWords, ...]
    rule: tuple[RuleRow, ...]


@cache
def conventions() -> Conventions:
    """Return the tables, read once."""
    table = files("marsad.evaluating").joinpath("data/label_conventions.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(table), Conventions)
