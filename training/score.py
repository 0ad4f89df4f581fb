"""Scores of a network on examples, quick enough to print after training; the product's own are `marsad evaluate`."""

from collections import Counter
from collections.abc import Callable, Sequence

import torch

from marsad.reading.learned.decoding import Proposal, anchors, proposals
from marsad.reading.learned.schema import CHOICES, HARMS, ROLES
from marsad.reading.learned.windows import Window
from training.examples import Example, Target
from training.network import Reader

_CHECKED = ("place", "perpetrator", "attribution", "group", "quote", "when")


def propose(model: Reader, window: Window) -> list[Proposal]:
    """Return what the network proposes for one window."""
    with torch.no_grad():
        logits, hidden = model.encode(torch.tensor([window.ids]), torch.ones(1, len(window.ids), dtype=torch.long))
        found = anchors(logits[0].numpy(), window)
        if not found:
            return []
        first = torch.tensor([anchor.first for anchor in found])
        last = torch.tensor([anchor.last for anchor in found])
        choices, flags, spans = model.claims(hidden[0], first, last)
    return list(proposals(window, found, choices.numpy(), flags.numpy(), spans.numpy()))


def score(
    model: Reader, found: Sequence[Example], run: Callable[[Reader, Window], list[Proposal]] = propose
) -> dict[str, float]:
    """Return claim precision, recall and F1, the share of right choices, and token F1 of each role."""
    right = proposed = wanted = 0
    choices: Counter[str] = Counter()
    overlap: Counter[str] = Counter()
    for example in found:
        given = run(model, example.window)
        proposed += len(given)
        wanted += len(example.targets)
        for target in example.targets:
            start, end = example.window.offsets[target.first][0], example.window.offsets[target.last][1]
            match = [
                one
                for one in given
                if one.number.start < end and start < one.number.end and one.harm == HARMS[target.harm]
            ]
            if match:
                right += 1
                _count(choices, overlap, example.window, target, match[0])
    precision, recall = right / max(proposed, 1), right / max(wanted, 1)
    scores = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}
    scores |= {name: choices[name] / max(right, 1) for name in CHOICES}
    for role in _CHECKED:
        both = overlap[f"{role} wanted"] + overlap[f"{role} given"]
        scores[role] = 2 * overlap[f"{role} both"] / max(both, 1)
    return scores


def _count(choices: Counter[str], overlap: Counter[str], window: Window, target: Target, one: Proposal) -> None:
    for number, (name, values) in enumerate(CHOICES.items()):
        choices[name] += one.choices[name][0] == values[target.choices[number]]
    for role in _CHECKED:
        labels = target.spans[ROLES.index(role)]
        told = {at for at, label in enumerate(labels) if label > 0}
        if all(label < 0 for label in labels):
            continue
        given = {
            at
            for part in one.parts[role]
            for at, (start, end) in enumerate(window.offsets)
            if end > start and part.start <= start and end <= part.end and labels[at] >= 0
        }
        overlap[f"{role} wanted"] += len(told)
        overlap[f"{role} given"] += len(given)
        overlap[f"{role} both"] += len(told & given)
