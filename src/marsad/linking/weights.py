"""Weights: the points of evidence that linking adds up, as shipped with the package."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from marsad.linking.words import fold
from marsad.records import EventType, Measure, Words


class _Town(msgspec.Struct, frozen=True):
    people: int
    points: int


class _Counts(msgspec.Struct, frozen=True):
    equal_three_or_more: int
    equal_two: int
    equal_one: int
    fits: int
    apart: int
    contradict: int
    near: float
    far: float
    too_far: float
    least_difference: int

    def equal(self, number: int) -> int:
        """Points for one number given twice; small numbers agree by chance."""
        return self.equal_one if number <= 1 else self.equal_two if number == 2 else self.equal_three_or_more


class _Pair(msgspec.Struct, frozen=True):
    same: int
    contradict: int


class _Kind(msgspec.Struct, frozen=True):
    same: int
    same_rare: int
    contradict: int
    rare: tuple[EventType, ...]


class _Population(msgspec.Struct, frozen=True):
    same: int
    contradict: int
    disputed_from: int


class _SourcePoints(msgspec.Struct, frozen=True):
    same_origin: int
    near_copy: int


class _Need(msgspec.Struct, frozen=True):
    narrow: int
    wide: int
    both: int


class _Kinds(msgspec.Struct, frozen=True):
    together: tuple[EventType, ...]


class Weights(msgspec.Struct, frozen=True):
    """All of `data/incidents.toml`."""

    version: str
    need: _Need
    town: tuple[_Town, ...]
    area: dict[str, int]
    counts: _Counts
    kind: _Kind
    population: _Population
    side: _Pair
    source: _SourcePoints
    lead: dict[str, int]
    kinds: tuple[_Kinds, ...]
    measures: dict[str, tuple[Measure, ...]]
    sides: dict[str, tuple[str, ...]]
    allies: dict[str, tuple[tuple[str, ...], ...]]
    places: dict[str, tuple[str, ...]]

    def together(self, one: EventType, other: EventType) -> bool:
        """Tell whether reports use both kinds for one event."""
        return any(one in row.together and other in row.together for row in self.kinds)

    def allied(self, one: str, other: str) -> bool:
        """Tell whether two sides may be named for one act."""
        return any(one in row and other in row for row in self.allies["rows"])

    def family(self, measure: Measure) -> str:
        """Group measures that one event has together."""
        return "violent" if measure in self.measures["violent"] else measure.value

    def town_points(self, people: int) -> int:
        """Points for one place named twice, by the size of the town."""
        return next(row.points for row in self.town if people >= row.people)


@cache
def weights() -> Weights:
    """Load the weights shipped with the package."""
    data = (files("marsad.linking") / "data" / "incidents.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(data), Weights)


@cache
def place_words() -> frozenset[str]:
    """Words in the name of a place that say what kind of place it is, or where beside it."""
    return frozenset(folded for word in weights().places["words"] for folded in fold(word))


@cache
def quarter_words() -> frozenset[str]:
    """Words for a part of a town."""
    return frozenset(folded for word in weights().places["quarters"] for folded in fold(word))


@cache
def _side_phrases() -> tuple[tuple[str, str], ...]:
    return tuple((f" {' '.join(fold(p))} ", side) for side, phrases in weights().sides.items() for p in phrases)


def sides_of(perpetrator: Words | None) -> frozenset[str]:
    """Name the sides that the words for a perpetrator point to; none where the words name none we know."""
    return _sides(perpetrator.text) if perpetrator is not None else frozenset()


@lru_cache(maxsize=50_000)
def _sides(text: str) -> frozenset[str]:
    padded = f" {' '.join(fold(text))} "
    return frozenset(side for phrase, side in _side_phrases() if phrase in padded)
