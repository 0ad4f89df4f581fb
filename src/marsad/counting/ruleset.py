"""Rule sets: named, versioned choices of how claims become figures."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from marsad.records import Flag, InputError, Operator, Population

Preference = Literal["most_origins", "latest", "lower"]


class Checks(msgspec.Struct, frozen=True):
    """Thresholds of the arithmetic checks."""

    full_breakdown: float
    outlier_times: int
    outlier_least: int


class RuleSet(msgspec.Struct, frozen=True):
    """The choices of one rule set; `label` is what a figure carries."""

    name: str
    version: str
    corroborated_from: int
    best: tuple[Preference, ...]
    without_floor: tuple[Operator, ...]
    disjoint: tuple[Population, ...]
    agree_within: float
    agree_within_open: float
    kinds: dict[Flag, tuple[str, ...]]
    checks: Checks

    @property
    def label(self) -> str:
        """Name and version, as in `marsad/1`."""
        return f"{self.name}/{self.version}"


@cache
def load_ruleset(name: str = "marsad") -> RuleSet:
    """Load a rule set shipped with the package; an unknown name is an InputError."""
    folder = files("marsad.counting") / "data"
    known = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    if name not in known:
        what = f"There is no rule set {name!r}"
        raise InputError(what, next_step=f"Choose one of: {', '.join(known)}.")
    text = (folder / f"{name}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), RuleSet)
