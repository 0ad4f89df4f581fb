"""The conventions of MUC-4's templates that are tables of words and points (`data/template_words.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class TemplateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All tables of the file.

    `cues` are beginnings of words that tell one kind of harm from another, by the name of the kind; `abroad` name
    countries whose incidents the templates leave out. A claim with `least` points for its traits becomes a pair.
    """

    abroad: tuple[str, ...]
    cues: dict[str, tuple[str, ...]]
    least: float
    points: dict[str, float]


@cache
def template_words() -> TemplateWords:
    """Return the tables, read once."""
    table = files("marsad.evaluating").joinpath("data/template_words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(table), TemplateWords)
