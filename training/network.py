"""The network: a pretrained encoder, a label for each token, and for each claim its choices and its spans."""

from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from marsad.reading.learned.schema import ANCHORS, CHOICES, FLAGS, ROLES

_INNER = 256
_PAIR = 128
_NEAR = 64  # tokens either side within which distance is told apart
_STEP = 4


class Claims(nn.Module):
    """What is learned on top of the encoder: choices and spans of claims, given where their anchors stand."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.anchor = nn.Linear(2 * hidden, _INNER)
        self.choices = nn.ModuleDict({name: nn.Linear(_INNER, len(values)) for name, values in CHOICES.items()})
        self.flags = nn.Linear(_INNER, len(FLAGS))
        self.claim_side = nn.Linear(_INNER, _PAIR)
        self.token_side = nn.Linear(hidden, _PAIR)
        self.distance = nn.Embedding(2 * _NEAR // _STEP + 3, _PAIR)
        self.spans = nn.Linear(_PAIR, 3 * len(ROLES))
        with torch.no_grad():  # most tokens play no role: begin there
            self.spans.bias.view(-1, 3)[:, 0] = 3.0
        self.drop = nn.Dropout(0.1)

    def forward(
        self, hidden: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return choices (anchors, all choices in a row), flags, and span labels (anchors, tokens, roles, 3).

        `hidden` is (tokens, width) of one window; `first` and `last` the tokens at which each anchor begins and ends.
        """
        anchor = self.drop(nn.functional.gelu(self.anchor(torch.cat([hidden[first], hidden[last]], -1))))
        choices = torch.cat([head(anchor) for head in self.choices.values()], -1)
        place = torch.arange(hidden.shape[0]).unsqueeze(0)
        away = torch.clamp(place - first.unsqueeze(1), -_NEAR, _NEAR)
        bucket = torch.div(away + _NEAR, _STEP, rounding_mode="floor") + 1
        bucket = torch.where(
            (place >= first.unsqueeze(1)) & (place <= last.unsqueeze(1)), torch.zeros_like(bucket), bucket
        )
        pair = self.claim_side(anchor).unsqueeze(1) + self.token_side(hidden).unsqueeze(0) + self.distance(bucket)
        spans = self.spans(self.drop(nn.functional.gelu(pair)))
        return choices, self.flags(anchor), spans.view(first.shape[0], hidden.shape[0], len(ROLES), 3)


class Reader(nn.Module):
    """Encoder and heads. Word embeddings stay as they came, so that words never trained on keep their meaning."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        width: int = self.encoder.config.hidden_size
        self.scale = nn.LayerNorm(width)  # this encoder's outputs are small, too small for fresh heads
        self.anchors = nn.Linear(width, len(ANCHORS))
        self.claims = Claims(width)
        self.drop = nn.Dropout(0.1)

    def encode(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return anchor labels (windows, tokens, labels) and hidden states (windows, tokens, width)."""
        hidden: torch.Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = self.scale(hidden)
        return self.anchors(self.drop(hidden)), hidden
