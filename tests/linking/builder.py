"""Builds claims, places and sources for tests in one line each."""

import datetime as dt
import re

from marsad.linking import Source
from marsad.records import (
    Claim,
    Context,
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

CIVILIAN, SECURITY, COMBATANT = Population.CIVILIAN, Population.SECURITY_FORCE, Population.COMBATANT
ALL, UNKNOWN = Population.ALL, Population.UNKNOWN
KILLED, INJURED = Measure.KILLED, Measure.INJURED


def place(name, kind, *admin, country="SY", people=0):
    return Place(
        id=f"plc-{name.lower().replace(' ', '-')}",
        name=name,
        kind=kind,
        country=country,
        admin=tuple(area.id for area in admin),
        latitude=35.0,
        longitude=36.0,
        population=people,
    )


SYRIA = place("Syria", PlaceKind.COUNTRY)
COAST = place("Syrian coast", PlaceKind.REGION)
LATAKIA = place("Latakia Governorate", PlaceKind.ADM1, SYRIA)
TARTUS = place("Tartus Governorate", PlaceKind.ADM1, SYRIA)
HAMA = place("Hama Governorate", PlaceKind.ADM1, SYRIA)
HOMS = place("Homs Governorate", PlaceKind.ADM1, SYRIA)
BANIAS_DISTRICT = place("Banias District", PlaceKind.ADM2, SYRIA, TARTUS)
BANIAS = place("Banias", PlaceKind.LOCALITY, SYRIA, TARTUS, BANIAS_DISTRICT, people=43_000)
QUSOUR = place("Al-Qusour", PlaceKind.NEIGHBOURHOOD, SYRIA, TARTUS, BANIAS_DISTRICT, BANIAS)
MUROUJ = place("Al-Murouj", PlaceKind.NEIGHBOURHOOD, SYRIA, TARTUS, BANIAS_DISTRICT, BANIAS)
OAKS = place("Oak Village", PlaceKind.LOCALITY, SYRIA, LATAKIA, people=900)
ELMS = place("Elm Village", PlaceKind.LOCALITY, SYRIA, LATAKIA, people=700)
CITY = place("Big City", PlaceKind.LOCALITY, SYRIA, HOMS, people=800_000)


def quantity(text):
    """`12` exactly, `>=12` at least, `>12` more than, `<=12` up to, `~1400` about, `20-30`, `dozens`, `people`."""
    words = Words(0, len(text), text)
    if text == "people":
        return _quantity(words, Operator.VAGUE, None, 2, None, 2, None)
    if text == "dozens":
        return _quantity(words, Operator.VAGUE, None, 24, 99, 12, None)
    if text == "hundreds":
        return _quantity(words, Operator.VAGUE, None, 200, 999, 100, None)
    sign, number, upper = re.fullmatch(r"(>=|>|<=|~|)(\d+)(?:-(\d+))?", text).groups()
    n = int(number)
    if upper:
        return _quantity(words, Operator.RANGE, None, n, int(upper), n, None)
    if sign == "~":
        half = 10 ** (len(number) - len(number.rstrip("0"))) // 2
        return _quantity(words, Operator.APPROX, n, n - half, n + half - 1 if half else n, n - half, n)
    rows = {
        "": (Operator.EQ, n, n, n, n),
        ">=": (Operator.GE, n, None, n, None),
        ">": (Operator.GT, n + 1, None, n, None),
        "<=": (Operator.LE, 0, n, 1, None),
    }
    operator, low, high, floor, point = rows[sign]
    return _quantity(words, operator, n, low, high, floor, point)


def _quantity(words, operator, value, low, high, *bounds):
    floor, point = bounds
    return Quantity(
        words=words, operator=operator, value=value, low=low, high=high, floor=floor, point=point, rule="V", ruleset="t"
    )


def day(text):
    """`03-07` in 2025, or a whole date."""
    return None if text is None else dt.date.fromisoformat(text if len(text) > 5 else f"2025-{text}")


def when(text, basis=DateBasis.STATED):
    """`03-07`, `03-06..03-09`, or None."""
    if text is None:
        return Interval()
    start, _, end = text.partition("..")
    first, last = day(start), day(end or start)
    return Interval(start=first, end=last, precision=precision_of(first, last), basis=basis)


def mention(where):
    if isinstance(where, str):
        return PlaceMention(words=Words(0, len(where), where), precision=PlacePrecision.LOCALITY)
    precision = {
        PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
        PlaceKind.REGION: PlacePrecision.REGION,
        PlaceKind.ADM1: PlacePrecision.ADM1,
        PlaceKind.ADM2: PlacePrecision.ADM2,
    }.get(where.kind, PlacePrecision.LOCALITY)
    return PlaceMention(words=Words(0, len(where.name), where.name), place=where, precision=precision)


def words(text):
    return Words(0, len(text), text) if text else None


def claim(
    document,
    count,
    *,
    where=(),
    on=None,
    reported="03-08",
    by="",
    population=UNKNOWN,
    measure=KILLED,
    at=0,
    event="",
    kind=EventType.OTHER,
    tally=TallyKind.EVENT,
    modality=None,
    context=Context.CONFLICT,
    subset_of="",
    group="",
    perpetrator="",
    basis=DateBasis.STATED,
    unit="person",
):
    """One claim; `at` tells claims of one document and measure apart."""
    amount = quantity(count)
    if unit != "person":
        amount = Quantity(**{**{f: getattr(amount, f) for f in amount.__struct_fields__}, "unit": unit})
    key = Span(at * 100, at * 100 + 10)
    return Claim(
        id=claim_id(document, measure, key),
        document=document,
        measure=measure,
        quantity=amount,
        key=key,
        quote=key,
        group=words(group),
        population=population,
        places=tuple(mention(p) for p in (where if isinstance(where, (list, tuple)) else (where,))),
        when=when(on, basis),
        reported=day(reported),
        perpetrator=words(perpetrator),
        attribution=words(by),
        tally=tally,
        modality=modality or (Modality.ATTRIBUTED if by else Modality.ASSERTED),
        context=context,
        event_type=kind,
        event=event,
        subset_of=subset_of,
        reader="tests/1",
    )


def source(document, publisher="", published="03-08", time="", **more):
    return Source(document=document, publisher=publisher, published=day(published), published_time=time, **more)
