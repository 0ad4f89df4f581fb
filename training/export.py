"""Export: the trained network as two ONNX graphs, eight-bit weights where that costs nothing, and its tokenizer."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.network import Claims, Reader

_OPSET = 17


class _Encoder(nn.Module):
    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.model.encode(ids, mask)


class _Claims(nn.Module):
    def __init__(self, claims: Claims) -> None:
        super().__init__()
        self.claims = claims

    def forward(
        self, hidden: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        choices, flags, spans = self.claims(hidden, first, last)
        return choices, flags, spans


def export(model: Reader, tokenizer: Path, into: Path) -> None:
    """Write encoder.onnx (int8), claims.onnx (fp32) and tokenizer.model, and card.toml with a name made of their sums.

    The encoder takes ids and mask (windows, tokens) and gives anchors and hidden; claims takes hidden (tokens,
    width) of one window, first and last (claims), and gives choices, flags and spans.
    """
    into.mkdir(parents=True, exist_ok=True)
    model.eval()
    whole = into / "encoder-fp32.onnx"
    ids = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        _Encoder(model).eval(),
        (ids, torch.ones_like(ids)),
        str(whole),
        input_names=["ids", "mask"],
        output_names=["anchors", "hidden"],
        dynamic_axes={name: {0: "windows", 1: "tokens"} for name in ("ids", "mask", "anchors", "hidden")},
        opset_version=_OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        str(whole),
        str(into / "encoder.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()
    width = int(model.encoder.config.hidden_size)
    torch.onnx.export(
        _Claims(model.claims).eval(),
        (torch.zeros(16, width), torch.tensor([1, 5]), torch.tensor([2, 5])),
        str(into / "claims.onnx"),
        input_names=["hidden", "first", "last"],
        output_names=["choices", "flags", "spans"],
        dynamic_axes={
            "hidden": {0: "tokens"},
            "first": {0: "claims"},
            "last": {0: "claims"},
            "choices": {0: "claims"},
            "flags": {0: "claims"},
            "spans": {0: "claims", 1: "tokens"},
        },
        opset_version=_OPSET,
        dynamo=False,
    )
    shutil.copyfile(tokenizer, into / "tokenizer.model")
    for name in ("encoder.onnx", "claims.onnx"):
        onnx.checker.check_model(str(into / name))
    sums = {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(into.iterdir())}
    name = sha256("".join(sums.values()).encode()).hexdigest()[:12]
    lines = [f'name = "net/{name}"', "", "[sha256]", *(f'"{file}" = "{value}"' for file, value in sums.items())]
    (into / "card.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def sizes(folder: Path) -> str:
    """Return the sizes of the written files, in megabytes, as one line of JSON."""
    return json.dumps({path.name: round(path.stat().st_size / 1e6, 1) for path in sorted(folder.iterdir())})
