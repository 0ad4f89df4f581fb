"""The learned reader: an encoder that marks claims and the words that belong to them; rules still make the numbers."""

from marsad.reading.learned.advice import Bars, Confidence, shipped_bars
from marsad.reading.learned.advisor import Advisor, named
from marsad.reading.learned.counted import arabic_counted, english_counted
from marsad.reading.learned.model import network_name, propose

__all__ = [
    "Advisor",
    "Bars",
    "Confidence",
    "arabic_counted",
    "english_counted",
    "named",
    "network_name",
    "propose",
    "shipped_bars",
]
