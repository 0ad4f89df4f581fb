"""Series: one claimant's running counts that run over one area and one period."""

import datetime as dt
from bisect import bisect_right, insort
from collections.abc import Sequence
from typing import NamedTuple

from marsad.linking.area import Area
from marsad.linking.profile import comparable
from marsad.records import Claim, PlaceKind, TallyKind

_PERIOD_DAYS = 3  # "since Thursday" and "since 6 March" of one claimant are one period
DISTINCTIVE = 20  # smaller numbers are given twice by chance
_SIZE = 4  # a count more than four times the one before it runs over another area or period


class Entry(NamedTuple):
    """A claim of a running count, with the area, day and time that place it in its series."""

    claim: Claim
    area: Area
    day: dt.date | None
    time: str

    @property
    def order(self) -> tuple[dt.date, str, int, str]:
        """Sort key, oldest first; counts of one moment grow."""
        return (self.day or dt.date.min, self.time, self.claim.quantity.floor, self.claim.id)

    @property
    def incremental(self) -> bool:
        """Tell whether the claim counts only what is new."""
        return self.claim.tally is TallyKind.INCREMENTAL

    @property
    def since(self) -> dt.date | None:
        """The first day a running count covers, if given; the day of an increment is not the beginning of a count."""
        return None if self.incremental else self.claim.when.start


def _order(entry: Entry) -> tuple[dt.date, str, int, str]:
    return entry.order


class Series:
    """Entries of one area and period, in the making."""

    def __init__(self, area: Area, since: dt.date | None, first: Entry) -> None:
        self.area = area
        self.since = since
        self.entries: list[Entry] = []
        self._counts: list[Entry] = []
        self.add(first)

    def add(self, entry: Entry) -> None:
        """Take an entry in."""
        self.entries.append(entry)
        if not entry.incremental:
            insort(self._counts, entry, key=_order)

    @property
    def running(self) -> bool:
        """Tell whether it holds counts so far, not increments alone."""
        return bool(self._counts)

    def takes(self, entry: Entry) -> bool:
        """Tell whether a count may belong here by its day, its beginning (if it gives one) and its size."""
        if self.since is not None and entry.day is not None and self.since > entry.day:
            return False
        if self.since is not None and entry.since is not None and abs((entry.since - self.since).days) > _PERIOD_DAYS:
            return False
        return entry.incremental or self._fits(entry)

    def same_count(self, other: "Series") -> bool:
        """Tell whether both give one distinctive number, over one beginning and areas of which one holds the other."""
        if self.since is not None and other.since is not None and abs((other.since - self.since).days) > _PERIOD_DAYS:
            return False
        if self.area.known and other.area.known and not self.area.fits(other.area):
            return False
        return bool(self._numbers() & other._numbers())

    def _numbers(self) -> set[int]:
        values = {entry.claim.quantity.value for entry in self._counts}
        return {value for value in values if value is not None and value >= DISTINCTIVE}

    def _fits(self, entry: Entry) -> bool:
        """Compare the size with the count given nearest before it, or else nearest after it."""
        at = bisect_right(self._counts, entry.order, key=_order)
        nearest = self._counts[max(at - 1, 0)]
        one, other = comparable(nearest.claim.quantity), comparable(entry.claim.quantity)
        if one is None or other is None:
            return True
        return one[0] <= _SIZE * other[1] and other[0] <= _SIZE * one[1]


def series_of(entries: Sequence[Entry]) -> list[Series]:
    """Part the counts of one claimant, measure, population and context into series.

    Counts that give no beginning, or no area, go to the series they fit in period and size, if it is the only one; a
    count without an area goes only to one over a whole region or country.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    found: list[Series] = []
    for entry in sorted(ordered, key=lambda entry: (entry.since or dt.date.max, entry.order)):
        if entry.since is not None and entry.area.known:
            _put_begun(found, entry)
    found = _same_figures(found)
    for rank in range(3):
        for entry in ordered:
            if _rank(entry) == rank:
                _put(found, entry)
        found = _same_figures(found)
    return found


def _same_figures(found: Sequence[Series]) -> list[Series]:
    """Join series that give one and the same number over areas of which one holds the other.

    One outlet has the claimant's count "on the coast", another "in Syria"; the number shows that it is one count.
    """
    kept: list[Series] = []
    for series in sorted(found, key=lambda series: (series.area.level, series.area.key, series.since or dt.date.max)):
        for other in kept:
            if other.same_count(series):
                for entry in series.entries:
                    other.add(entry)
                other.since = min((day for day in (other.since, series.since) if day is not None), default=None)
                break
        else:
            kept.append(series)
    return kept


def _rank(entry: Entry) -> int:
    """Order what is placed: counts with an area first, then those without, then increments."""
    if entry.incremental:
        return 2
    if not entry.area.known:
        return 1
    return 0 if entry.since is None else -1


def _put_begun(found: list[Series], entry: Entry) -> None:
    for series in found:
        if series.area.key != entry.area.key or series.since is None or entry.since is None:
            continue
        if abs((entry.since - series.since).days) <= _PERIOD_DAYS:
            series.add(entry)
            return
    found.append(Series(entry.area, entry.since, entry))


def _put(found: list[Series], entry: Entry) -> None:
    candidates = [series for series in found if series.running and _same_area(series, entry) and series.takes(entry)]
    exact = [series for series in candidates if series.area.key == entry.area.key]
    if len(exact) == 1 or (not exact and len(candidates) == 1):
        (exact or candidates)[0].add(entry)
        return
    alone = [series for series in found if entry.incremental and not series.running]
    for series in alone:
        if series.area.key == entry.area.key:
            series.add(entry)
            return
    found.append(Series(entry.area, entry.since, entry))


def _same_area(series: Series, entry: Entry) -> bool:
    if series.area.key == entry.area.key:
        return True
    place = series.area.place
    return not entry.area.known and place is not None and place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY)
