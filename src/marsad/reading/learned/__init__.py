"""The learned reader: an encoder that marks claims and the words that belong to them; rules still make the numbers."""

from marsad.reading.learned.advisor import Advisor, named
from marsad.reading.learned.counted import arabic_counted, english_counted

__all__ = ["Advisor", "arabic_counted", "english_counted", "named"]
