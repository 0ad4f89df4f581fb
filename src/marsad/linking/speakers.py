"""Speakers: the words that say who says it, turned into one name for each voice."""

import tomllib
from collections.abc import Iterator, Sequence, Set
from functools import cache
from importlib.resources import files

import msgspec

from marsad.linking.words import fold

NOBODY, AGAIN, MONITOR = "nobody", "again", "monitor"
SILENT = (NOBODY, AGAIN)
# classes of people without an office: whoever quotes them chose them, and speaks through them
PEOPLE = frozenset({NOBODY, "activists", "witnesses", "relatives", "medics"})
_INSTEAD = frozenset({"at", "in", "from", "inside", "within", "near", "with", "on", "who", "by"})
_CAPITALS = 1
_ACRONYM = 3


class Body(msgspec.Struct, frozen=True):
    """A well-known organisation that speaks, as in `data/speakers.toml`."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    country: str = ""
    national: bool = False
    stands_for: str = ""


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
    monitor: Unnamed
    qualifiers: dict[str, tuple[str, ...]]


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks: a well-known `body`, an `unnamed` class, or a `name` of their own.

    Of the unnamed classes "nobody" adds no voice to the publisher's own, "again" points back to somebody named before,
    "monitor" is the monitor that the text, or another form of it, names elsewhere.
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
        self._bodies = {body.id: body for body in table.body}
        self._national = {(body.stands_for, body.country): body for body in table.body if body.stands_for}
        self._again = next(group for group in table.unnamed if group.group == AGAIN)
        self._monitor = table.monitor
        self._monitor_words = frozenset(word for text in table.monitor.words for word in fold(text))
        self._monitor_beside = self._loose | frozenset(table.qualifiers["land"])
        self._unnamed = {fold(word)[0]: group for group in table.unnamed for word in group.words}

    def speaker(self, text: str) -> Speaker:
        """Name who speaks in `text`, the words a claim is attributed with."""
        words = fold(text)
        body = self._body(words, _acronyms(text))
        if body is not None:
            return Speaker(body=body)
        if not self._monitor_words.isdisjoint(words) and self._monitor_beside.issuperset(words):
            return Speaker(unnamed=self._monitor)
        plain = self._plain(text)
        if plain is not None:
            return Speaker(unnamed=plain)
        named = [word for word in words if word not in self._loose and not word.isdigit()]
        groups = [self._unnamed[word] for word in named if word in self._unnamed]
        if len(groups) == len(named):
            telling = [group for group in groups if group.group not in SILENT]
            if not telling and words[:1] == ("the",):  # "the source", "the report": the one spoken of before
                return Speaker(unnamed=self._again)
            return Speaker(unnamed=next(iter(telling or groups), self._again))
        return Speaker(name=self._name(words))

    def monitors(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the monitors that a folded text names in full, sorted."""
        return tuple(sorted({b.id for _, _, b, whole in self._matches(words) if b.kind == "monitor" and not whole}))

    def body(self, body_id: str) -> Body:
        """Return a well-known body by its id."""
        return self._bodies[body_id]

    def national(self, body: Body, country: str) -> Body | None:
        """Return the body that a country has for a national one ("state media" in Syria: SANA), if known."""
        return self._national.get((body.id, country))

    def _plain(self, text: str) -> Unnamed | None:
        """Return the class of people in words such as "a medical source at Hill Hospital" or "Syrian activists".

        What stands behind a preposition says where they are, not who; a comma, or more capitals than the one of a
        land or town before them, may begin the name of somebody.
        """
        head = text.split(",", maxsplit=1)[0]
        tokens = head.split()
        end = next((at for at, token in enumerate(tokens) if token.casefold() in _INSTEAD), len(tokens))
        folded = fold(" ".join(tokens[:end]))
        group = self._unnamed.get(folded[-1]) if folded else None
        if group is None or group.group not in PEOPLE or head != text.rstrip(","):
            return None
        capitals = [token for token in tokens[:end] if token[:1].isupper() and not self._loose.issuperset(fold(token))]
        kinds = [kind for word in folded if (kind := self._unnamed.get(word)) is not None and kind.group in PEOPLE]
        telling = next((kind for kind in kinds if kind.group != NOBODY), group)
        return telling if len(capitals) <= _CAPITALS else None

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

    def _body(self, words: Sequence[str], acronyms: Set[str]) -> Body | None:
        """Choose the body named first; one that speaks for itself wins over a channel that passes it on."""
        matches = list(self._matches(words))
        covered = {at for start, match, _, _ in matches for at in range(start, start + len(match))}
        rest = [word for at, word in enumerate(words) if at not in covered]
        alone = all(word in self._filler or word in self._unnamed for word in rest)
        reporter = self._is_reporter(words, covered)
        found = [
            body
            for _, match, body, whole in matches
            if alone or not whole or acronyms >= set(match) or (reporter and body.kind == "channel")
        ]
        speaking = [body for body in found if body.kind != "channel"] or found
        return next((body for body in speaking if not body.national), next(iter(speaking), None))

    def _is_reporter(self, words: Sequence[str], covered: Set[int]) -> bool:
        """Tell whether words name an outlet's own reporter, wherever that reporter is ("SANA reporter in Hilltown")."""
        end = next((at for at, word in enumerate(words) if word in _INSTEAD and at not in covered), len(words))
        rest = [word for at, word in enumerate(words[:end]) if at not in covered and word not in self._filler]
        groups = [self._unnamed.get(word) for word in rest]
        return bool(rest) and all(group is not None and group.group == NOBODY for group in groups)

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


def _acronyms(text: str) -> frozenset[str]:
    """Return the words written in capitals ("SANA", no name of a city), folded."""
    tokens = [token.strip(".,;:()'\"") for token in text.split()]
    return frozenset(word for token in tokens if token.isupper() and len(token) >= _ACRONYM for word in fold(token))


@cache
def directory() -> Directory:
    """Load the table of speakers shipped with the package."""
    data = (files("marsad.linking") / "data" / "speakers.toml").read_text(encoding="utf-8")
    return Directory(msgspec.convert(tomllib.loads(data), _Table))
