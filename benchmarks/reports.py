"""Reports to measure with: invented, varied, the same on every machine."""

import datetime as dt
import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

_TABLES = Path(__file__).parent / "data" / "reports.toml"
_SLOT = re.compile(r"\{(\w+)\}")
_LENGTH = 2_500
_SENTENCES_A_PARAGRAPH = 3
_SHARE_OF_CLAIMS = 0.4
_FIRST_DAY = dt.date(2024, 1, 1)
_DAYS = 300


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences with slots, and the words that fill them."""

    towns: list[str]
    areas: list[str]
    spots: list[str]
    civilians: list[str]
    fighters: list[str]
    forces: list[str]
    actors: list[str]
    weapons: list[str]
    sources: list[str]
    weekdays: list[str]
    times: list[str]
    few: list[str]
    headlines: list[str]
    leads: list[str]
    claims: list[str]
    fillers: list[str]


class InventedReport(msgspec.Struct, frozen=True):
    """One report: a headline and a text of about 2,500 characters with several claims."""

    title: str
    text: str


def invented_reports(count: int) -> Iterator[InventedReport]:
    """Yield the first `count` reports of an endless, always equal series."""
    tables = msgspec.convert(tomllib.loads(_TABLES.read_text(encoding="utf-8")), Tables)
    for number in range(count):
        yield _Writer(tables, random.Random(number)).report()  # noqa: S311  (repeatable texts, no secret)


class _Writer:
    def __init__(self, tables: Tables, chance: random.Random) -> None:
        self._tables = tables
        self._chance = chance
        self._decks: dict[str, list[str]] = {}

    def report(self) -> InventedReport:
        day = _FIRST_DAY + dt.timedelta(days=self._chance.randrange(_DAYS))
        title = self._sentence("headlines")
        dateline = f"{self._chance.choice(self._tables.towns)}, {day.day} {day:%B %Y} - "
        sentences = [dateline + self._sentence("leads")]
        length = len(sentences[0])
        while length < _LENGTH:
            sentences.append(self._sentence("claims" if self._chance.random() < _SHARE_OF_CLAIMS else "fillers"))
            length += len(sentences[-1]) + 1
        paragraphs = [
            " ".join(sentences[at : at + _SENTENCES_A_PARAGRAPH])
            for at in range(0, len(sentences), _SENTENCES_A_PARAGRAPH)
        ]
        return InventedReport(title, "\n\n".join(paragraphs))

    def _sentence(self, kind: str) -> str:
        """Take a sentence of a kind; none comes twice before all others have."""
        deck = self._decks.get(kind) or self._shuffled(kind)
        words = _SLOT.sub(self._fill, deck.pop())
        self._decks[kind] = deck
        return words[0].upper() + words[1:]

    def _shuffled(self, kind: str) -> list[str]:
        templates: list[str] = getattr(self._tables, kind)
        return self._chance.sample(templates, len(templates))

    def _fill(self, slot: re.Match[str]) -> str:
        name = slot[1]
        if name == "n":
            return str(self._chance.randrange(10, 60))
        if name == "m":
            return str(self._chance.randrange(11, 95))
        table: list[str] = getattr(self._tables, name if name == "few" else f"{name}s")
        return _SLOT.sub(self._fill, self._chance.choice(table))
