"""Incidents over time, each drawn no finer than its date is known."""

import datetime as dt
import math
from collections.abc import Sequence

import msgspec

from marsad.records import Incident
from marsad.release.wording import day_text

_WIDEST_DRAWN = 31
_MOST_BARS = 200


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One day, week, month or year: incidents dated within it, and the shares of those dated only to more than it.

    `left`, `width`, `height` and `spread` are percentages of the drawing.
    """

    label: str
    incidents: tuple[str, ...]
    share: float
    left: float
    width: float
    height: float
    spread: float


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """What the chart shows; `spread` are incidents spread over bars, `undated` those not drawn at all.

    `earlier` counts incidents before the first bar, left out where the record spans too long a time to draw.
    """

    unit: str
    bars: tuple[Bar, ...] = ()
    top: int = 0
    ticks: tuple[tuple[float, str], ...] = ()
    spread: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    earlier: int = 0
    busiest: Bar | None = None


class _Unit(msgspec.Struct, frozen=True):
    """How days are gathered into bars."""

    name: str
    longest: int

    def first(self, day: dt.date) -> dt.date:
        """The first day of the bar that holds `day`."""
        if self.name == "week":
            return day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1))
        if self.name == "month":
            return day.replace(day=1)
        return day.replace(month=1, day=1) if self.name == "year" else day

    def following(self, day: dt.date) -> dt.date:
        """The first day of the next bar."""
        if self.name == "week":
            return day + dt.timedelta(days=7)
        if self.name == "month":
            return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return day.replace(year=day.year + 1) if self.name == "year" else day + dt.timedelta(days=1)

    def label(self, day: dt.date) -> str:
        """The bar's name."""
        if self.name == "week":
            return f"week of {day_text(day)}"
        if self.name == "month":
            return day_text(day).split(" ", 1)[1]
        return str(day.year) if self.name == "year" else day_text(day)


_UNITS = (_Unit("day", _MOST_BARS), _Unit("week", 7 * _MOST_BARS), _Unit("month", 30 * _MOST_BARS), _Unit("year", 0))
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


def timeline_of(incidents: Sequence[Incident]) -> Timeline:
    """Gather incidents by day, or by week, month or year where the record spans more days than can be told apart.

    An incident whose possible days lie within one bar counts there. One known to a month or better that reaches over
    several bars is spread over them evenly by days. One known less precisely is listed, not drawn.
    """
    dated = {incident.id: span for incident in incidents if (span := _span(incident)) is not None}
    undated = tuple(incident.id for incident in incidents if incident.id not in dated)
    if not dated:
        return Timeline(unit="day", undated=undated)
    first = min(start for start, _ in dated.values())
    last = max(end for _, end in dated.values())
    days = (last - first).days + 1
    unit = next((unit for unit in _UNITS if days <= unit.longest), _UNITS[-1])
    starts = _starts(unit, first, last)
    whole: dict[dt.date, list[str]] = {start: [] for start in starts}
    shares: dict[dt.date, float] = dict.fromkeys(starts, 0.0)
    spread: list[str] = []
    earlier = 0
    for name, (start, end) in dated.items():
        if end < starts[0]:
            earlier += 1
        elif unit.first(start) == unit.first(end):
            whole[unit.first(start)].append(name)
        else:
            spread.append(name)
            _share(shares, unit, start, end)
    top = max(1, *(math.ceil(len(whole[start]) + round(shares[start], 6)) for start in starts))
    bars = _bars(unit, whole, shares, top)
    busiest = max(bars, key=lambda bar: len(bar.incidents))
    return Timeline(
        unit=unit.name,
        bars=bars,
        top=top,
        ticks=_ticks(bars),
        spread=tuple(spread),
        undated=undated,
        earlier=earlier,
        busiest=busiest if busiest.incidents else None,
    )


def _span(incident: Incident) -> tuple[dt.date, dt.date] | None:
    start, end = incident.date_start, incident.date_end
    if start is None or end is None or not _EARLIEST <= start <= end <= _LATEST:
        return None
    return (start, end) if (end - start).days < _WIDEST_DRAWN else None


def _starts(unit: _Unit, first: dt.date, last: dt.date) -> list[dt.date]:
    starts = [unit.first(first)]
    while (following := unit.following(starts[-1])) <= last:
        starts.append(following)
    return starts[-_MOST_BARS:]


def _share(shares: dict[dt.date, float], unit: _Unit, start: dt.date, end: dt.date) -> None:
    part = 1 / ((end - start).days + 1)
    for offset in range((end - start).days + 1):
        bar = unit.first(start + dt.timedelta(days=offset))
        if bar in shares:
            shares[bar] += part


def _bars(unit: _Unit, whole: dict[dt.date, list[str]], shares: dict[dt.date, float], top: int) -> tuple[Bar, ...]:
    width = 100 / len(whole)
    return tuple(
        Bar(
            label=unit.label(start),
            incidents=tuple(names),
            share=round(shares[start], 2),
            left=round(place * width, 3),
            width=round(width, 3),
            height=round(100 * len(names) / top, 2),
            spread=round(100 * shares[start] / top, 2),
        )
        for place, (start, names) in enumerate(whole.items())
    )


def _ticks(bars: tuple[Bar, ...]) -> tuple[tuple[float, str], ...]:
    places = sorted({0, len(bars) // 2, len(bars) - 1}) if len(bars) > 2 else range(len(bars))
    return tuple((round(bars[n].left + bars[n].width / 2, 2), bars[n].label.removeprefix("week of ")) for n in places)
