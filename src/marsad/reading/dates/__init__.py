"""Dates: the day a document speaks from, and the days its words name."""

from marsad.reading.dates.finder import find_dates, future_finding
from marsad.reading.dates.mention import DateMention, DateRole
from marsad.reading.dates.stamp import EffectiveDate, effective_date

__all__ = ["DateMention", "DateRole", "EffectiveDate", "effective_date", "find_dates", "future_finding"]
