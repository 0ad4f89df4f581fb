"""The shipped network: loaded when the first text is read, one thread, so that many processes share a machine well."""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from marsad.reading.learned.decoding import Proposal, anchors, proposals
from marsad.reading.learned.gate import worth_reading
from marsad.reading.learned.tokenizer import Tokenizer
from marsad.reading.learned.windows import Window, windows
from marsad.records import SettingsError

_CARD = "card.toml"
LEAST_SURE = 0.3  # below this nothing is proposed; readers decide from there on


class Model:
    """Proposes claims. Made from a folder with encoder.onnx, claims.onnx and tokenizer.model; holds about 200 MB."""

    def __init__(self, folder: Path) -> None:
        # Late on purpose: importing Marsad must not load a runtime of 40 MB that most commands never use.
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        only = ["CPUExecutionProvider"]
        self._encoder: InferenceSession = InferenceSession(folder / "encoder.onnx", options, providers=only)
        self._claims: InferenceSession = InferenceSession(folder / "claims.onnx", options, providers=only)
        self._tokenizer = Tokenizer(folder / "tokenizer.model")

    def propose(self, text: str) -> list[Proposal]:
        """Return proposals for a text in order of their numbers; spans are characters of it."""
        found = [one for window in windows(text, self._tokenizer.encode, worth_reading) for one in self._window(window)]
        return sorted(found, key=lambda one: (one.number.start, one.number.end, one.harm))

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


def propose(weights: Path | None, text: str) -> list[Proposal]:
    """Return what a network proposes for a text; None: the shipped one. It is loaded once a process."""
    return _model(weights or shipped_weights()).propose(text)


def network_name(weights: Path | None = None) -> str:
    """Return the name of a network: `net/` and the start of its encoder's SHA-256, as written in its card."""
    card = (weights or shipped_weights()) / _CARD
    try:
        return str(tomllib.loads(card.read_text(encoding="utf-8"))["name"])
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The network's card cannot be read: {card.name}",
            where=str(card.parent),
            next_step='install marsad again, or set reader = "rules"',
        ) from error


def shipped_weights() -> Path:
    """Return the folder of the network that comes with the product."""
    return Path(str(resources.files("marsad.reading.learned") / "weights"))


@cache
def _model(weights: Path) -> Model:
    return Model(weights)
