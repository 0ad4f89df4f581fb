"""Seconds from claims to figures: origins, incidents, tallies, counting and checks, on one core.

Run with `python -m benchmarks.linking_speed --claims 100000`; see `benchmarks/README.md`.
"""

import argparse
import datetime as dt
import random
import time
from collections.abc import Callable
from typing import TypeVar

import msgspec

from marsad.counting import check, count_incident, count_tally, load_ruleset
from marsad.linking import Source, find_origins, link_incidents, link_tallies
from marsad.records import (
    Claim,
    DateBasis,
    EventType,
    Interval,
    Measure,
    Modality,
    Operator,
    Place,
    PlaceKind,
    PlaceMention,
    PlacePrecision,
    Population,
    Quantity,
    Span,
    TallyKind,
    Words,
    claim_id,
    precision_of,
)

SEED = 4
FIRST_DAY = dt.date(2013, 1, 1)
DAYS = 1_500
GOVERNORATES = 14
VILLAGES = 4_000
OUTLETS = 80
TEXTS = 4_000
SIGNATURE = 126
MOST_REPORTS = 40
MOST_PEOPLE = 300
SPEAKERS = ("the Hill Observatory", "activists", "the Hill Network", "police", "a doctor", "Reuters", "")
POPULATIONS = (Population.CIVILIAN, Population.UNKNOWN, Population.UNKNOWN, Population.COMBATANT)
KINDS = tuple(EventType)

T = TypeVar("T")


class Invented(msgspec.Struct, frozen=True):
    """Invented claims, and the sources of their documents."""

    claims: list[Claim]
    sources: dict[str, Source]


class Event(msgspec.Struct, frozen=True):
    """An invented event: where, when, how, and how many people."""

    village: Place
    day: dt.date
    kind: EventType
    people: int


class _World:
    """Invented places and texts, and one stream of chance."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)  # noqa: S311  # invented texts must be the same on every machine
        self.country = _place("Land", PlaceKind.COUNTRY, ())
        self.areas = [_place(f"Area {n}", PlaceKind.ADM1, (self.country.id,)) for n in range(GOVERNORATES)]
        self.villages = [self._village(n) for n in range(VILLAGES)]
        self.texts = [self._signature() for _ in range(TEXTS)]

    def _village(self, number: int) -> Place:
        area = self.areas[number % GOVERNORATES]
        people = self.chance.choice([0, 500, 5_000, 50_000, 900_000])
        return _place(f"Village {number}", PlaceKind.LOCALITY, (self.country.id, area.id), people)

    def _signature(self) -> tuple[int, ...]:
        return tuple(self.chance.getrandbits(32) for _ in range(SIGNATURE))

    def source(self, document: str, reported: dt.date) -> Source:
        """Invent a source; three in ten repeat a text that others carry too."""
        signature = self.chance.choice(self.texts) if self.chance.random() < 0.3 else self._signature()
        publisher = f"Outlet {self.chance.randrange(OUTLETS)}"
        return Source(
            document=document, publisher=publisher, published=reported, signature=signature, shingles=MOST_PEOPLE
        )

    def event(self) -> tuple[Event, int]:
        """Invent an event and its number of reports: few places have most events, few events most reports and dead."""
        village = self.villages[min(int(self.chance.paretovariate(0.6)), VILLAGES - 1)]
        day = FIRST_DAY + dt.timedelta(self.chance.randrange(DAYS))
        people = min(1 + int(self.chance.paretovariate(0.9)), MOST_PEOPLE)
        reports = min(int(self.chance.paretovariate(1.1)), MOST_REPORTS)
        return Event(village, day, self.chance.choice(KINDS), people), reports

    def when(self, day: dt.date) -> Interval:
        """Invent how a report words a day: mostly that day, else a period or nothing but its own date."""
        if self.chance.random() < 0.8:
            return Interval(start=day, end=day, precision=precision_of(day, day), basis=DateBasis.STATED)
        if self.chance.random() < 0.5:
            end = day + dt.timedelta(self.chance.choice([1, 2, 6, 30]))
            return Interval(start=day, end=end, precision=precision_of(day, end), basis=DateBasis.STATED)
        return Interval(start=day, end=day, precision=precision_of(day, day), basis=DateBasis.PUBLICATION)

    def where(self, village: Place) -> PlaceMention:
        """Invent how a report words a place: mostly the village, else an area or the country."""
        if self.chance.random() < 0.85:
            return _mention(village, PlacePrecision.LOCALITY)
        if self.chance.random() < 0.7:
            return _mention(self.chance.choice(self.areas), PlacePrecision.ADM1)
        return _mention(self.country, PlacePrecision.COUNTRY)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.linking_speed", description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000, help="how many claims (default 100000)")
    invented = invent(parser.parse_args().claims)
    print(f"{len(invented.claims):,} claims of {len(invented.sources):,} documents")
    begin = time.process_time()
    claims, rules = invented.claims, load_ruleset()
    origins, _ = _timed("origins", lambda: find_origins(claims, invented.sources))
    incidents, _ = _timed("incidents", lambda: link_incidents(claims, origins, invented.sources))
    tallies, _ = _timed("tallies", lambda: link_tallies(claims, origins, invented.sources))
    by_id = {claim.id: claim for claim in claims}
    voices = {claim: origin for origin in origins for claim in origin.claims}
    _timed("figures of incidents", lambda: [count_incident(i, by_id, voices, rules) for i in incidents])
    _timed("figures of tallies", lambda: [count_tally(t, by_id, voices, rules) for t in tallies])
    _timed("checks", lambda: check(by_id, voices, incidents, tallies, rules))
    print(f"{'together':24s}{time.process_time() - begin:8.2f} s")
    print(f"{len(origins):,} origins, {len(incidents):,} incidents, {len(tallies):,} tallies")


def invent(count: int) -> Invented:
    """Return about so many claims, the same on every machine."""
    world = _World()
    invented = Invented([], {})
    while len(invented.claims) < count:
        event, reports = world.event()
        for _ in range(reports):
            document = f"doc-{len(invented.sources)}"
            reported = event.day + dt.timedelta(world.chance.randrange(3))
            invented.sources[document] = world.source(document, reported)
            invented.claims.extend(_report(world, event, document, reported))
    return invented


def _report(world: _World, event: Event, document: str, reported: dt.date) -> list[Claim]:
    """Invent the claims of one report: the dead, and in half of them the injured."""
    chance = world.chance
    place, when, speaker = world.where(event.village), world.when(event.day), chance.choice(SPEAKERS)
    measures = [Measure.KILLED] if chance.random() < 0.5 else [Measure.KILLED, Measure.INJURED]
    return [
        Claim(
            id=claim_id(document, measure, Span(0, 10)),
            document=document,
            measure=measure,
            quantity=_exactly(max(1, event.people + chance.choice([0, 0, 0, 1, -1, 3]))),
            key=Span(0, 10),
            quote=Span(0, 10),
            population=chance.choice(POPULATIONS),
            places=(place,),
            when=when,
            reported=reported,
            attribution=Words(0, len(speaker), speaker) if speaker else None,
            tally=TallyKind.EVENT if chance.random() < 0.93 else TallyKind.CUMULATIVE,
            modality=Modality.ATTRIBUTED if speaker else Modality.ASSERTED,
            event_type=event.kind if chance.random() < 0.6 else EventType.OTHER,
            event="event",
            reader="benchmark/1",
        )
        for measure in measures
    ]


def _exactly(number: int) -> Quantity:
    return Quantity(
        words=Words(0, 1, str(number)),
        operator=Operator.EQ,
        value=number,
        low=number,
        high=number,
        floor=number,
        point=number,
        rule="V1",
        ruleset="benchmark/1",
    )


def _place(name: str, kind: PlaceKind, admin: tuple[str, ...], people: int = 0) -> Place:
    place_id = f"plc-{name.casefold().replace(' ', '-')}"
    return Place(
        id=place_id, name=name, kind=kind, country="SY", admin=admin, latitude=35.0, longitude=36.0, population=people
    )


def _mention(place: Place, precision: PlacePrecision) -> PlaceMention:
    return PlaceMention(words=Words(0, len(place.name), place.name), place=place, precision=precision)


def _timed(what: str, work: Callable[[], T]) -> T:
    begin = time.process_time()
    result = work()
    print(f"{what:24s}{time.process_time() - begin:8.2f} s")
    return result


if __name__ == "__main__":
    main()
