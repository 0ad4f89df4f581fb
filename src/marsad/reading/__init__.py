"""Documents to claims."""

from enum import StrEnum
from functools import partial
from pathlib import Path

from marsad.reading.arabic.rules import ArabicRules
from marsad.reading.learned import Advisor, network_name, propose, shipped_bars
from marsad.reading.reader import Reader, Reading
from marsad.reading.rules import EnglishRules


class Way(StrEnum):
    """How documents are read: by rules, by the network with rules for numbers only, or by both together."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


def shipped_readers(way: Way = Way.RULES, weights: Path | None = None) -> tuple[Reader, ...]:
    """Return the readers that come with the product, in the order they are asked.

    `weights` names a folder with another network than the shipped one. The network is loaded when a text is read.
    """
    if way is Way.RULES:
        return (EnglishRules(), ArabicRules())
    advisor = Advisor(network_name(weights), partial(propose, weights), shipped_bars(way.value), alone=way is Way.MODEL)
    return (EnglishRules(advisor), ArabicRules(advisor))


__all__ = ["ArabicRules", "EnglishRules", "Reader", "Reading", "Way", "shipped_readers"]
