"""The shipped network: loaded when the first text is read, one thread, so that many processes share a machine well."""

from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from marsad.reading.learned.decoding import Proposal, anchors, proposals
from marsad.reading.learned.gate import worth_reading
from marsad.reading.learned.windows import Encoding, Window, windows

LEAST_SURE = 0.3  # below this nothing is proposed; readers decide from there on


class Model:
    """Proposes claims. Made from a folder with encoder.onnx, claims.onnx and tokenizer.json; holds about 200 MB."""

    def __init__(self, folder: Path) -> None:
        # Late on purpose: importing Marsad must not load a runtime of 40 MB that most commands never use.
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        only = ["CPUExecutionProvider"]
        self._encoder: InferenceSession = InferenceSession(folder / "encoder.onnx", options, providers=only)
        self._claims: InferenceSession = InferenceSession(folder / "claims.onnx", options, providers=only)
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def propose(self, text: str) -> list[Proposal]:
        """Return proposals for a text in order of their numbers; spans are characters of it."""
        found = [one for window in windows(text, self._encode, worth_reading) for one in self._window(window)]
        return sorted(found, key=lambda one: (one.number.start, one.number.end, one.harm))

    def _encode(self, texts: list[str]) -> list[Encoding]:
        return list(self._tokenizer.encode_batch(texts, add_special_tokens=False))

    def _window(self, window: Window) -> list[Proposal]:
        ids = np.array([window.ids], dtype=np.int64)
        logits, hidden = self._encoder.run(["anchors", "hidden"], {"ids": ids, "mask": np.ones_like(ids)})
        found = anchors(logits[0], window, LEAST_SURE)
        if not found:
            return []
        first = np.array([anchor.first for anchor in found], dtype=np.int64)
        last = np.array([anchor.last for anchor in found], dtype=np.int64)
        given = self._claims.run(["choices", "flags", "spans"], {"hidden": hidden[0], "first": first, "last": last})
        return list(proposals(window, found, *given))


@cache
def shipped() -> Model:
    """Return the model shipped with this version, loaded once a process."""
    return Model(Path(str(resources.files("marsad.reading.learned") / "weights")))
