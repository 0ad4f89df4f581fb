"""MUC-4: the pairs of harm and number that templates hold, and how many of them the reader gives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from marsad.evaluating.templates import Pair
from marsad.records import Document

_EFFECTS = {"DEATH": "killed", "INJURY": "injured"}
Bounds = tuple[int, int | None]
Template = dict[str, object]


class Gold(msgspec.Struct, frozen=True):
    """A number that a template gives to one harm, with every interval that it accepts."""

    harm: str
    bounds: tuple[Bounds, ...]


class Told(msgspec.Struct, frozen=True):
    """A document with the pairs of its templates, and those of optional templates, which are free."""

    id: str
    text: str
    needed: tuple[Gold, ...]
    free: tuple[Gold, ...]

    def document(self) -> Document:
        return Document(id=self.id, original="", source_id=self.id, text=self.text, language="en")


class PairScore(msgspec.Struct, frozen=True):
    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def read(path: Path) -> list[Told]:
    """Read the documents of a file of MUC-4."""
    found = []
    for line in path.read_bytes().splitlines():
        row = msgspec.json.decode(line)
        needed = tuple(pair for template in row["templates"] if not template["optional"] for pair in _pairs(template))
        free = tuple(pair for template in row["templates"] if template["optional"] for pair in _pairs(template))
        found.append(Told(row["docid"], row["text"], needed, free))
    return found


def compare(pairs: Sequence[Pair], told: Told) -> tuple[list[Pair], list[Gold], int]:
    """Return the false pairs, the missed ones and how many are right; each pair takes the first that agrees."""
    needed, free, false, right = list(told.needed), list(told.free), [], 0
    for pair in pairs:
        for pool, counts in ((needed, 1), (free, 0)):
            hit = next((gold for gold in pool if agrees(pair, gold)), None)
            if hit is not None:
                pool.remove(hit)
                right += counts
                break
        else:
            false.append(pair)
    return false, needed, right


def agrees(pair: Pair, gold: Gold) -> bool:
    return pair.harm == gold.harm and (pair.count_low, pair.count_high) in gold.bounds


def total(compared: Iterable[tuple[list[Pair], list[Gold], int]]) -> PairScore:
    right = false = missed = 0
    for wrong, left, hits in compared:
        right, false, missed = right + hits, false + len(wrong), missed + len(left)
    return PairScore(right, false, missed)


def _pairs(template: Template) -> Iterator[Gold]:
    """Yield each number with each harm that the template ties to it."""
    for number in _fills(template, "hum_tgt_number"):
        for effect in _fills(template, "hum_tgt_effect"):
            mine, yours = set(number.get("xref") or ()), set(effect.get("xref") or ())
            if not (mine and yours) or mine & yours:
                bounds = tuple(_interval(words) for words in number["alts"])
                for harm in sorted({_EFFECTS[alt] for alt in effect["alts"] if alt in _EFFECTS}):
                    yield Gold(harm, bounds)


def _fills(template: Template, slot: str) -> list[dict[str, list[str]]]:
    filled = template.get(slot)
    return [fill for fill in filled if isinstance(fill, dict)] if isinstance(filled, list) else []


def _interval(words: str) -> Bounds:
    """Read "~100" as 100, "- 139" as at most, "60 -" as at least, PLURAL as two or more."""
    plain = words.replace(",", "").strip()
    numbers = [int(digits) for digits in re.findall(r"\d+", plain)]
    if plain.startswith("PLURAL") or not numbers:
        return 2, None
    if plain.startswith("~"):
        return numbers[0], numbers[0]
    if plain.startswith("-"):
        return 0, numbers[0]
    return numbers[0], None if plain.endswith("-") else numbers[-1]
