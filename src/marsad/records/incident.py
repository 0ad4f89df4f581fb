"""Incidents and tallies: what figures are about."""

import datetime as dt

import msgspec

from marsad.records.claim import Context, EventType, Measure, Population
from marsad.records.place import Place, PlacePrecision
from marsad.records.when import DatePrecision


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Harm at one place and time that claims from any number of documents are about.

    `id` was given when first recorded and stays; names of incidents merged into it are `aliases`. `place` is the most
    precise place its claims agree on, `place_words` the place as a text words it where no entry fits. `claims` and
    `documents` are sorted ids.
    """

    id: str
    aliases: tuple[str, ...] = ()
    context: Context
    event_type: EventType = EventType.OTHER
    place: Place | None = None
    place_words: str = ""
    place_precision: PlacePrecision = PlacePrecision.UNKNOWN
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_precision: DatePrecision = DatePrecision.UNKNOWN
    claims: tuple[str, ...]
    documents: tuple[str, ...]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """One claimant's running count (cumulative or incremental) of one measure and population over one area.

    `steps` are the claims in order of `as_of`; a later cumulative supersedes an earlier one and is never added to it.
    """

    id: str
    origin: str
    claimant: str
    measure: Measure
    population: Population
    context: Context
    place: Place | None = None
    place_words: str = ""
    since: dt.date | None = None
    steps: tuple["TallyStep", ...]


class TallyStep(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a tally: the day it was given, the claims that give it, and whether it counts so far or newly."""

    as_of: dt.date | None
    claims: tuple[str, ...]
    incremental: bool = False
    superseded: bool = False
