"""Documents to claims."""

from marsad.reading.arabic.rules import ArabicRules
from marsad.reading.reader import Reader, Reading
from marsad.reading.rules import EnglishRules


def shipped_readers() -> tuple[Reader, ...]:
    """Return the readers that come with the product, in the order they are asked."""
    return (EnglishRules(), ArabicRules())


__all__ = ["ArabicRules", "EnglishRules", "Reader", "Reading", "shipped_readers"]
