"""Decoding: the network's numbers into anchors, and for each anchor its choices and the spans of its words."""

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from marsad.reading.learned.schema import ANCHORS, CHOICES, FLAGS, HARMS, INSIDE, OUTSIDE, ROLES
from marsad.reading.learned.windows import Window

Numbers = NDArray[np.floating[Any]]
_HARM_OF = np.array([-1, *(at // 2 for at in range(len(ANCHORS) - 1))])
_SURE = 0.5


class Anchor(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` (included) of a window that carry a claim's number; `sure` from 0 to 1."""

    first: int
    last: int
    harm: str
    sure: float


class Part(msgspec.Struct, frozen=True):
    """Characters of the text that play a role for a claim; `sure` from 0 to 1."""

    start: int
    end: int
    sure: float


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as the network sees it: spans in characters of the text, choices with how sure each is."""

    number: Part
    harm: str
    parts: dict[str, tuple[Part, ...]]
    choices: dict[str, tuple[str, float]]
    flags: tuple[str, ...]

    def part(self, role: str) -> Part | None:
        """Return the one span of a role, or the surest of several."""
        found = self.parts.get(role, ())
        return max(found, key=lambda part: (part.sure, -part.start)) if found else None


def softmax(values: Numbers) -> Numbers:
    """Return the shares of the last axis."""
    raised: Numbers = np.exp(values - values.max(-1, keepdims=True))
    shares: Numbers = raised / raised.sum(-1, keepdims=True)
    return shares


def anchors(logits: Numbers, window: Window, least: float = _SURE) -> list[Anchor]:
    """Return the anchors in the focus of a window, each at least as sure as `least`.

    `logits` is (tokens, labels). Neighbouring tokens of one harm are one anchor unless the second begins anew.
    """
    shares = softmax(logits)
    found: list[Anchor] = []
    inside = 1 - shares[:, OUTSIDE]
    best = shares[:, 1:].argmax(-1) + 1
    at, end = window.focus, len(window.ids) - 1
    while at < end:
        if inside[at] < least:
            at += 1
            continue
        last = at
        harm = _HARM_OF[best[at]]
        while last + 1 < end and inside[last + 1] >= _SURE and _goes_on(int(best[last + 1]), int(harm)):
            last += 1
        found.append(Anchor(at, last, HARMS[harm], float(inside[at])))
        at = last + 1
    return found


def _goes_on(label: int, harm: int) -> bool:
    return _HARM_OF[label] == harm and label % 2 == 0  # even labels are those inside an anchor


def proposals(
    window: Window, found: list[Anchor], choices: Numbers, flags: Numbers, spans: Numbers
) -> Iterator[Proposal]:
    """Yield a proposal for each anchor; arrays have one row an anchor, as the network gives them."""
    chosen = list(_choices(choices))
    shares = softmax(spans)
    for row, anchor in enumerate(found):
        start, end = window.offsets[anchor.first][0], window.offsets[anchor.last][1]
        yield Proposal(
            number=Part(start, end, anchor.sure),
            harm=anchor.harm,
            parts={role: tuple(_parts(window, shares[row, :, at], role)) for at, role in enumerate(ROLES)},
            choices=chosen[row],
            flags=tuple(flag for flag, value in zip(FLAGS, flags[row], strict=True) if value > 0),
        )


def _choices(values: Numbers) -> Iterator[dict[str, tuple[str, float]]]:
    for row in values:
        start, told = 0, {}
        for name, options in CHOICES.items():
            shares = softmax(row[start : start + len(options)])
            best = int(shares.argmax())
            told[name] = (options[best], float(shares[best]))
            start += len(options)
        yield told


def _parts(window: Window, shares: Numbers, role: str) -> Iterator[Part]:
    """Yield the spans of one role: all places, the surest of any other."""
    found = [_part(window, shares, first, last) for first, last in _runs(window, shares)]
    if role == "place":
        yield from found
    elif found:
        yield max(found, key=lambda part: (part.sure, -part.start))


def _runs(window: Window, shares: Numbers) -> Iterator[tuple[int, int]]:
    labels = shares.argmax(-1)
    at, end = 1, len(window.ids) - 1
    while at < end:
        if labels[at] == OUTSIDE:
            at += 1
            continue
        last = at
        while last + 1 < end and labels[last + 1] == INSIDE:
            last += 1
        yield at, last
        at = last + 1


def _part(window: Window, shares: Numbers, first: int, last: int) -> Part:
    sure = float(np.mean(1 - shares[first : last + 1, OUTSIDE]))
    return Part(window.offsets[first][0], window.offsets[last][1], sure)


__all__ = ["Anchor", "Part", "Proposal", "anchors", "proposals", "softmax"]
