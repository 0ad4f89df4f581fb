"""Examples: windows with the labels the network shall give, made from rows of the corpus."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.reading.learned.schema import ANCHORS, CHOICES, FLAGS, HARMS, ROLES
from marsad.reading.learned.tokenizer import Tokenizer
from marsad.reading.learned.windows import Window, windows
from training.corpus import Mark, Row, Span
from training.gold import UNPOINTED

IGNORED = -100


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a window: first and last token of its anchor, its choices, flags and a label a token and role."""

    first: int
    last: int
    harm: int
    choices: tuple[int, ...]
    flags: tuple[int, ...]
    spans: tuple[tuple[int, ...], ...]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One window with its labels."""

    document: str
    window: Window
    anchors: tuple[int, ...]
    targets: tuple[Target, ...]


def examples(rows: Sequence[Row], tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the windows of each row that has its text at hand."""
    for row in rows:
        full = f"{row.title}\n\n{row.text}" if row.title else row.text
        for window in windows(full, tokenizer.encode):
            yield _example(row, window)


def _example(row: Row, window: Window) -> Example:
    anchors = [IGNORED] * window.focus + [0] * (len(window.ids) - window.focus)
    anchors[-1] = IGNORED
    targets = []
    for mark in sorted(row.claims, key=lambda mark: (mark.number, mark.role != "main", mark.harm)):
        if mark.number == UNPOINTED:
            for token in _tokens(window, mark.quote):
                anchors[token] = IGNORED
            continue
        at = _tokens(window, mark.number)
        if not at or at[0] < window.focus or any(anchors[token] > 0 for token in at):
            continue
        harm = HARMS.index(mark.harm)
        anchors[at[0]] = ANCHORS.index(f"B-{HARMS[harm]}")
        for token in at[1:]:
            anchors[token] = ANCHORS.index(f"I-{HARMS[harm]}")
        targets.append(_target(mark, window, at, harm))
    return Example(document=row.id, window=window, anchors=tuple(anchors), targets=tuple(targets))


def _target(mark: Mark, window: Window, at: Sequence[int], harm: int) -> Target:
    told = {
        "category": mark.category,
        "context": mark.context,
        "modality": mark.modality,
        "tally": mark.tally,
        "standing": mark.role,
    }
    roles: dict[str, Sequence[Span]] = {
        "quote": [mark.quote],
        "group": [mark.group] if mark.group else [],
        "place": mark.places,
        "when": [mark.when] if mark.when else [],
        "perpetrator": [mark.perpetrator] if mark.perpetrator else [],
        "attribution": [mark.attributed] if mark.attributed else [],
    }
    return Target(
        first=at[0],
        last=at[-1],
        harm=harm,
        choices=tuple(CHOICES[name].index(told[name]) for name in CHOICES),
        flags=tuple(int(flag in mark.flags) for flag in FLAGS),
        spans=tuple(_labels(window, roles[role]) for role in ROLES),
    )


def _labels(window: Window, spans: Sequence[Span]) -> tuple[int, ...]:
    if UNPOINTED in spans:
        return (IGNORED,) * len(window.ids)
    labels = [0] * len(window.ids)
    for span in sorted(spans, reverse=True):
        for number, token in enumerate(_tokens(window, span)):
            labels[token] = 2 if number else 1
    labels[0] = labels[-1] = IGNORED
    return tuple(labels)


def _tokens(window: Window, span: Span) -> list[int]:
    """Return the tokens of which at least half the characters lie in the span."""
    return [
        at
        for at, (start, end) in enumerate(window.offsets)
        if end > start and 2 * (min(end, span[1]) - max(start, span[0])) >= end - start
    ]
