"""Documents to claims."""

from enum import StrEnum
from functools import partial
from pathlib import Path

from marsad.reading.arabic.rules import ArabicRules
from marsad.reading.learned import Advisor, Panel, network_name, propose, shipped_bars, shipped_weights
from marsad.reading.opinions import Opinion
from marsad.reading.reader import Reader, Reading
from marsad.reading.rules import EnglishRules


class Way(StrEnum):
    """How documents are read: by rules, by a network or an endpoint with rules for numbers only, or by both together.

    The endpoint alone reads the documents that it gave an answer for; the others are read by rule.
    """

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"
    ENDPOINT = "endpoint"


_LATER = "endpoint_beside"


def shipped_readers(
    way: Way = Way.RULES, weights: Path | None = None, opinion: Opinion | None = None
) -> tuple[Reader, ...]:
    """Return the readers that come with the product, in the order they are asked.

    `weights` names a folder with another network than the shipped one. The network is loaded when a text is read.
    `opinion` is what an endpoint said of the one document that is to be read: alone, or heard after the others.
    """
    advisor = _advisor(way, weights, opinion)
    return (EnglishRules(advisor), ArabicRules(advisor))


def _advisor(way: Way, weights: Path | None, opinion: Opinion | None) -> Advisor | Panel | None:
    heard = None
    if opinion is not None:
        alone = way is Way.ENDPOINT
        bars = shipped_bars(way.value if alone else _LATER)
        heard = Advisor(opinion.name, opinion.propose, bars, alone=alone)
    if way in (Way.RULES, Way.ENDPOINT):
        return heard
    network = Advisor(network_name(weights), partial(propose, weights), shipped_bars(way.value), alone=way is Way.MODEL)
    return network if heard is None else Panel(network, heard)


def shipped_network() -> bool:
    """Tell whether a network came with the product."""
    return shipped_weights().is_dir()


__all__ = ["ArabicRules", "EnglishRules", "Reader", "Reading", "Way", "shipped_network", "shipped_readers"]
