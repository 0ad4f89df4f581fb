"""Which column of a table, or field of an object, gives which fact of a report."""

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources

FIELDS = ("id", "title", "text", "published", "publisher", "language", "url")
_JOINERS = re.compile(r"[\s_\-:.()]+")


def map_columns(headers: Sequence[str], own: Mapping[str, str]) -> dict[str, int]:
    """Return the index of the column for each fact that one of the `headers` names.

    `own` are the user's names (header to fact) and go first; among the built-in names an earlier one wins, and the
    first column where a name stands twice.
    """
    names = [_key(header) for header in headers]
    found: dict[str, int] = {}
    for header, fact in own.items():
        if fact in FIELDS and _key(header) in names:
            found.setdefault(fact, names.index(_key(header)))
    for fact, known in _table().items():
        for name in known:
            if fact not in found and name in names and names.index(name) not in found.values():
                found[fact] = names.index(name)
    return found


def _key(header: str) -> str:
    return _JOINERS.sub(" ", header.casefold()).strip()


@functools.cache
def _table() -> dict[str, list[str]]:
    text = resources.files("marsad.intake").joinpath("data", "columns.toml").read_text("utf-8")
    return {fact: [_key(name) for name in names] for fact, names in tomllib.loads(text).items()}
