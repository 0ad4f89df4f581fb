"""Units: claims that their own document puts together; the smallest things that linking moves."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from marsad.linking.area import Area, area_of
from marsad.records import Claim, DateBasis, Interval

_WEEK = 7
_DAY = dt.timedelta(days=1)


class Period(msgspec.Struct, frozen=True, order=True):
    """First and last possible day of the harm."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """Length in days, at least 1."""
        return (self.end - self.start).days + 1

    @property
    def wide(self) -> bool:
        """Tell whether it is a week or more: too wide to tell incidents apart."""
        return self.days >= _WEEK

    def overlap(self, other: "Period") -> "Period | None":
        """Return the days both have, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    @classmethod
    def common(cls, periods: Sequence["Period"]) -> "Period":
        """Return the days all periods share, else the stretch they cover together."""
        start, end = max(period.start for period in periods), min(period.end for period in periods)
        if start <= end:
            return cls(start, end)
        return cls(min(period.start for period in periods), max(period.end for period in periods))


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of one document about one incident: its reader grouped them, or it is a single claim.

    `stated` is the period the words give, `window` the days on which the harm may be: the same, and the day before
    too where the only date is that of the report.
    """

    document: str
    event: str
    claims: tuple[Claim, ...]
    area: Area
    stated: Period | None
    window: Period | None

    @property
    def key(self) -> str:
        """The least id of its claims; sorts units the same way whatever order they came in."""
        return self.claims[0].id


def units_of(claims: Iterable[Claim]) -> list[Unit]:
    """Group claims by document, reader's event and context, sorted by key."""
    groups: dict[tuple[str, str, str, str], list[Claim]] = {}
    for claim in claims:
        alone = "" if claim.event else claim.id
        groups.setdefault((claim.document, claim.event, alone, claim.context.value), []).append(claim)
    units = [unit_of(sorted(members, key=lambda claim: claim.id)) for members in groups.values()]
    return sorted(units, key=lambda unit: unit.key)


def unit_of(claims: Sequence[Claim]) -> Unit:
    """Make one unit of claims sorted by id."""
    stated, window = _periods([claim.when for claim in claims])
    return Unit(
        document=claims[0].document,
        event=claims[0].event,
        claims=tuple(claims),
        area=area_of(claims),
        stated=stated,
        window=window,
    )


def _periods(intervals: Sequence[Interval]) -> tuple[Period | None, Period | None]:
    """Return the stated period and the window of intervals about one harm; stated dates beat report dates."""
    known = [i for i in intervals if i.start is not None and i.end is not None and i.start <= i.end]
    firm = [i for i in known if i.basis is not DateBasis.PUBLICATION]
    periods = sorted({Period(i.start, i.end) for i in firm or known if i.start is not None and i.end is not None})
    if not periods:
        return None, None
    stated = Period.common(periods)
    if firm or stated.days > 1:
        return stated, stated
    return stated, Period(stated.start - _DAY if stated.start > dt.date.min else stated.start, stated.end)
