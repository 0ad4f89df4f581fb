"""Edits: one field of a claim set by a judgement; the words it was read from stay as they are."""

import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import msgspec

from marsad.pipeline.versions import gazetteer
from marsad.records import (
    Change,
    Claim,
    Context,
    DateBasis,
    EventType,
    Field,
    Grade,
    InputError,
    Interval,
    Measure,
    Modality,
    Operator,
    PlaceKind,
    PlaceMention,
    PlacePrecision,
    Population,
    Quantity,
    TallyKind,
    Words,
    precision_of,
)

RULE = "judged"
RULESET = "judgement"
NOTHING = "none"

_MOST = 10**9
_QUANTITY = re.compile(r"(>=|<=|>|<|)\s{0,3}(\d{1,10})(?:\s{0,3}(?:-|\.\.)\s{0,3}(\d{1,10}))?")
_PRECISIONS = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.ADM1: PlacePrecision.ADM1,
    PlaceKind.ADM2: PlacePrecision.ADM2,
    PlaceKind.ADM3: PlacePrecision.ADM3,
    PlaceKind.REGION: PlacePrecision.REGION,
    PlaceKind.LOCALITY: PlacePrecision.LOCALITY,
    PlaceKind.NEIGHBOURHOOD: PlacePrecision.LOCALITY,
    PlaceKind.SITE: PlacePrecision.EXACT,
}
_CLAIM = re.compile(r"clm-[0-9a-f]{32}")
_Choice = TypeVar("_Choice", bound=StrEnum)


def edited(claim: Claim, change: Change) -> Claim:
    """Return a claim with one field changed, under the same id.

    Raises `InputError`, naming what is allowed, for a value that the field cannot have.
    """
    return _EDITS[change.field](claim, change.value.strip())


def checked(change: Change) -> Change:
    """Return a change as it is stored; raises `InputError` for a field that a claim does not have."""
    if change.field is Field.GRADE:
        _choice(Grade, change.value)
    return msgspec.structs.replace(change, value=change.value.strip())


def _choice(kind: type[_Choice], value: str) -> _Choice:
    try:
        return kind(value.strip())
    except ValueError:
        raise _refused(value, "one of " + ", ".join(kind)) from None


def _refused(value: str, wanted: str) -> InputError:
    return InputError(f"Not a possible value: {value!r}", next_step=f"give {wanted}")


def _quantity(claim: Claim, value: str) -> Claim:
    match = _QUANTITY.fullmatch(value)
    if match is None:
        raise _refused(value, "a number such as 12, >=12, >12, <=12, <12 or 10-14")
    sign, number, upper = match[1], int(match[2]), match[3]
    last = int(upper) if upper else number
    if (sign and upper) or last < number or last > _MOST or (sign == "<" and number < 2):
        raise _refused(value, "a number such as 12, >=12, >12, <=12, <12 or 10-14")
    operator, low, high, floor, point = _bounds(sign, number, last)
    quantity = Quantity(
        words=claim.quantity.words,
        operator=operator,
        value=None if operator is Operator.RANGE else number,
        low=low,
        high=high,
        floor=floor,
        point=point,
        rule=RULE,
        ruleset=RULESET,
        unit=claim.quantity.unit,
    )
    return msgspec.structs.replace(claim, quantity=quantity, mentions=())


def _bounds(sign: str, number: int, last: int) -> tuple[Operator, int, int | None, int, int | None]:
    """Return operator, low, high, floor and point, as the word table has them for these operators."""
    if last > number:
        return Operator.RANGE, number, last, number, None
    return {
        "": (Operator.EQ, number, number, number, number),
        ">=": (Operator.GE, number, None, number, None),
        ">": (Operator.GT, number + 1, None, number, None),
        "<=": (Operator.LE, min(1, number), number, min(1, number), None),
        "<": (Operator.LT, 1, number - 1, 1, None),
    }[sign]


def _place(claim: Claim, value: str) -> Claim:
    place = gazetteer().get(value)
    if place is None:
        raise _refused(value, "the id of a place in the gazetteer, as `marsad list claims --json` shows them")
    words = claim.places[0].words if claim.places else Words(claim.quote.start, claim.quote.start, "")
    mention = PlaceMention(words=words, place=place, precision=_PRECISIONS[place.kind])
    return msgspec.structs.replace(claim, places=(mention,))


def _date(claim: Claim, value: str) -> Claim:
    first, _, last = value.partition("..")
    try:
        start = dt.date.fromisoformat(first.strip())
        end = dt.date.fromisoformat(last.strip()) if last else start
    except ValueError:
        raise _refused(value, "a day such as 2025-03-07, or 2025-03-06..2025-03-08") from None
    if end < start:
        raise _refused(value, "the earlier day first")
    when = Interval(start=start, end=end, precision=precision_of(start, end), basis=DateBasis.JUDGED)
    return msgspec.structs.replace(claim, when=when)


def _part_of(claim: Claim, value: str) -> Claim:
    if value == NOTHING:
        return msgspec.structs.replace(claim, subset_of="")
    if not _CLAIM.fullmatch(value) or value == claim.id:
        raise _refused(value, "the id of the larger claim, or none for a claim that stands alone")
    return msgspec.structs.replace(claim, subset_of=value)


def _no_field(_claim: Claim, value: str) -> Claim:
    raise _refused(value, "--field " + ", ".join(field for field in Field if field is not Field.GRADE))


_EDITS: dict[Field, Callable[[Claim, str], Claim]] = {
    Field.QUANTITY: _quantity,
    Field.MEASURE: lambda claim, value: msgspec.structs.replace(claim, measure=_choice(Measure, value)),
    Field.POPULATION: lambda claim, value: msgspec.structs.replace(claim, population=_choice(Population, value)),
    Field.PLACE: _place,
    Field.DATE: _date,
    Field.TALLY: lambda claim, value: msgspec.structs.replace(claim, tally=_choice(TallyKind, value)),
    Field.CONTEXT: lambda claim, value: msgspec.structs.replace(claim, context=_choice(Context, value)),
    Field.MODALITY: lambda claim, value: msgspec.structs.replace(claim, modality=_choice(Modality, value)),
    Field.EVENT_TYPE: lambda claim, value: msgspec.structs.replace(claim, event_type=_choice(EventType, value)),
    Field.PART_OF: _part_of,
    Field.GRADE: _no_field,
}
