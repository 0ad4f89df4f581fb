"""Speakers: the words that say who says it, turned into one name for each voice."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from marsad.linking.words import fold

NOBODY, AGAIN = "nobody", "again"
SILENT = (NOBODY, AGAIN)


class Body(msgspec.Struct, frozen=True):
    """A well-known organisation that speaks, as in `data/speakers.toml`."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    country: str = ""
    national: bool = False


class Unnamed(msgspec.Struct, frozen=True, rename={"group": "class"}):
    """A class of speakers without a name: activists, police, medics."""

    group: str
    name: str
    words: tuple[str, ...]


class _Table(msgspec.Struct, frozen=True):
    version: str
    filler: tuple[str, ...]
    body: tuple[Body, ...]
    unnamed: tuple[Unnamed, ...]
    qualifiers: dict[str, tuple[str, ...]]


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks: a well-known `body`, an `unnamed` class, or a `name` of their own.

    Of the unnamed classes "nobody" adds no voice to the publisher's own, "again" points back to somebody named before.
    """

    body: Body | None = None
    unnamed: Unnamed | None = None
    name: str = ""


class Directory:
    """Finds the speaker in words such as "the UK-based monitor told AFP"."""

    def __init__(self, table: _Table) -> None:
        self._filler = frozenset(table.filler)
        self._loose = frozenset(table.filler) | frozenset(table.qualifiers["words"])
        self._aliases: dict[str, list[tuple[tuple[str, ...], Body, bool]]] = {}
        for body in table.body:
            for texts, whole in ((body.aliases, False), (body.whole, True)):
                for text in texts:
                    words = fold(text)
                    self._aliases.setdefault(words[0], []).append((words, body, whole))
        for rows in self._aliases.values():
            rows.sort(key=lambda row: (-len(row[0]), row[0], row[1].id))
        self._again = next(group for group in table.unnamed if group.group == AGAIN)
        self._unnamed = {fold(word)[0]: group for group in table.unnamed for word in group.words}

    def speaker(self, text: str) -> Speaker:
        """Name who speaks in `text`, the words a claim is attributed with."""
        words = fold(text)
        body = self._body(words)
        if body is not None:
            return Speaker(body=body)
        named = [word for word in words if word not in self._loose and not word.isdigit()]
        groups = [self._unnamed[word] for word in named if word in self._unnamed]
        if len(groups) == len(named):
            telling = [group for group in groups if group.group not in SILENT]
            if not telling and words[:1] == ("the",):  # "the source", "the report": the one spoken of before
                return Speaker(unnamed=self._again)
            return Speaker(unnamed=next(iter(telling or groups), self._again))
        return Speaker(name=self._name(words))

    def publisher(self, text: str) -> Speaker:
        """Name the body that publishes under `text`, only where nothing else stands in the name."""
        words = fold(text)
        for start, match, body, _ in self._matches(words):
            rest = words[:start] + words[start + len(match) :]
            if all(word in self._filler or word in match for word in rest):
                return Speaker(body=body)
        return Speaker(name=self._name(words))

    def _name(self, words: Sequence[str]) -> str:
        return " ".join(word for word in words if word not in self._filler) or " ".join(words)

    def _body(self, words: Sequence[str]) -> Body | None:
        """Choose the body named first; one that speaks for itself wins over a channel that passes it on."""
        matches = list(self._matches(words))
        covered = {at for start, match, _, _ in matches for at in range(start, start + len(match))}
        rest = [word for at, word in enumerate(words) if at not in covered]
        alone = all(word in self._filler or word in self._unnamed for word in rest)
        found = [body for _, _, body, whole in matches if alone or not whole]
        speaking = [body for body in found if body.kind != "channel"]
        return next(iter(speaking or found), None)

    def _matches(self, words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...], Body, bool]]:
        start = 0
        while start < len(words):
            length = 1
            for match, body, whole in self._aliases.get(words[start], ()):
                if tuple(words[start : start + len(match)]) == match:
                    yield start, match, body, whole
                    length = len(match)
                    break
            start += length


@cache
def directory() -> Directory:
    """Load the table of speakers shipped with the package."""
    data = (files("marsad.linking") / "data" / "speakers.toml").read_text(encoding="utf-8")
    return Directory(msgspec.convert(tomllib.loads(data), _Table))
