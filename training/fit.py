"""Fitting: rows in, a trained network out; the same seed and machine give the same scores."""

import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from marsad.reading.learned.schema import ANCHORS, CHOICES, ROLES
from training.examples import IGNORED, Example
from training.network import Reader

_BATCH_TOKENS = 2048
_ANCHOR_SHARE = 10  # an anchor is one token in fifty, so its mean is small
_SPAN_SHARE = 60  # spans are summed over a window's tokens; more would drown the anchors
_FOLD = 8  # batches are drawn among windows of like length, this many batches at a time


def fit(
    base: Path, train: Sequence[Example], *, epochs: int, seed: int, rate: float = 1e-4, report: Path | None = None
) -> Reader:
    """Train a network on the examples; progress is printed, one line an epoch and every hundredth batch."""
    random.seed(seed)
    torch.manual_seed(seed)
    model = Reader(base)
    model.train()
    heads = [weight for name, weight in model.named_parameters() if not name.startswith("encoder.")]
    body = [weight for name, weight in model.named_parameters() if name.startswith("encoder.") and weight.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": 10 * rate}], weight_decay=0.01)
    plan = [_batches(train, seed + epoch) for epoch in range(epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=[rate, 10 * rate],
        total_steps=sum(map(len, plan)) + 1,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    began = time.monotonic()
    for epoch, batches in enumerate(plan):
        total, number = 0.0, 0
        for number, batch in enumerate(batches, 1):
            loss = batch_loss(model, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            if number % 100 == 0:
                print(
                    f"  epoch {epoch + 1} batch {number} loss {total / number:.3f} {time.monotonic() - began:.0f} s",
                    flush=True,
                )
        print(
            f"epoch {epoch + 1}/{epochs}: loss {total / max(number, 1):.4f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        if report is not None:
            torch.save(model.state_dict(), report)
    model.eval()
    return model


def _batches(train: Sequence[Example], seed: int) -> list[list[Example]]:
    """Return the examples in batches of like length, in an order that depends on the seed alone."""
    order = list(train)
    random.Random(seed).shuffle(order)  # noqa: S311 -- a fixed seed is the point
    fold = _FOLD * 16
    batches: list[list[Example]] = []
    for start in range(0, len(order), fold):
        batch: list[Example] = []
        for example in sorted(order[start : start + fold], key=lambda example: len(example.window.ids)):
            longest = len(example.window.ids)
            if batch and longest * (len(batch) + 1) > _BATCH_TOKENS:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    random.Random(seed + 1).shuffle(batches)  # noqa: S311
    return [batch for batch in batches if batch]


def padded(batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, mask and anchor labels of equal length."""
    longest = max(len(example.window.ids) for example in batch)
    ids = torch.full((len(batch), longest), 1, dtype=torch.long)
    mask = torch.zeros((len(batch), longest), dtype=torch.long)
    labels = torch.full((len(batch), longest), IGNORED, dtype=torch.long)
    for row, example in enumerate(batch):
        length = len(example.window.ids)
        ids[row, :length] = torch.tensor(example.window.ids)
        mask[row, :length] = 1
        labels[row, :length] = torch.tensor(example.anchors)
    return ids, mask, labels


def batch_loss(model: Reader, batch: Sequence[Example]) -> torch.Tensor:
    """Return the mean loss over anchors, choices, flags and spans of a batch."""
    ids, mask, labels = padded(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        anchors, hidden = model.encode(ids, mask)
    anchors, hidden = anchors.float(), hidden.float()
    loss = nn.functional.cross_entropy(anchors.view(-1, len(ANCHORS)), labels.view(-1), ignore_index=IGNORED)
    parts = [_claims_loss(model, hidden[row], example) for row, example in enumerate(batch) if example.targets]
    count = sum(len(example.targets) for example in batch)
    return _ANCHOR_SHARE * loss + (torch.stack(parts).sum() / count if parts else 0)


def _claims_loss(model: Reader, hidden: torch.Tensor, example: Example) -> torch.Tensor:
    """Return the summed loss of one window's claims."""
    targets = example.targets
    length = len(example.window.ids)
    first = torch.tensor([target.first for target in targets])
    last = torch.tensor([target.last for target in targets])
    choices, flags, spans = model.claims(hidden[:length], first, last)
    loss = torch.zeros(())
    start = 0
    for number, values in enumerate(CHOICES.values()):
        told = torch.tensor([target.choices[number] for target in targets])
        loss = loss + 0.3 * nn.functional.cross_entropy(choices[:, start : start + len(values)], told, reduction="sum")
        start += len(values)
    wanted = torch.tensor([target.flags for target in targets], dtype=torch.float)
    loss = loss + 0.1 * nn.functional.binary_cross_entropy_with_logits(flags, wanted, reduction="sum")
    labels = torch.tensor([target.spans for target in targets]).transpose(1, 2)  # (claims, tokens, roles)
    weight = torch.tensor([1.0, 3.0, 2.0])
    for role in range(len(ROLES)):
        every = nn.functional.cross_entropy(
            spans[:, :, role].reshape(-1, 3),
            labels[:, :, role].reshape(-1),
            weight,
            ignore_index=IGNORED,
            reduction="sum",
        )
        loss = loss + every / _SPAN_SHARE
    return loss
