"""The tokenizer: texts cut into the pieces that the encoder knows, with the characters each piece stands for."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Encoding(NamedTuple):
    """Ids of pieces with the characters of each, blanks in front left out."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


class Tokenizer:
    """A SentencePiece model file. The same text gives the same pieces on any machine."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 -- loaded with the network, not with Marsad

        self._pieces = SentencePieceProcessor(model_file=str(path))

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Return the pieces of each text."""
        return [self._encode(text) for text in texts]

    def _encode(self, text: str) -> Encoding:
        found = self._pieces.encode(text, return_type="offset_mapping")
        return Encoding(tuple(found["ids"]), tuple(_bare(text, start, end) for start, end in found["offsets"]))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    return start, end
