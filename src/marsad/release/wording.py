"""Says numbers, dates, places and categories in words; the words themselves are in `data/labels.toml`."""

import calendar
import datetime as dt
import tomllib
from functools import cache
from importlib import resources

import msgspec

from marsad.records import (
    Claim,
    DateBasis,
    DatePrecision,
    Document,
    Figure,
    Incident,
    Mark,
    Place,
    PlacePrecision,
    Quantity,
)
from marsad.release.cleaning import one_line

NO_PLACE = "Place not known"
NO_DATE = "Date not known"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class FigureText(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as it is printed: the best number, and the range from low to high where the two differ."""

    best: str
    range: str

    def __str__(self) -> str:
        return f"{self.best} ({self.range})" if self.range else self.best


@cache
def _labels() -> dict[str, dict[str, str]]:
    text = resources.files("marsad.release").joinpath("data", "labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def label(group: str, word: str) -> str:
    """Return the words shown for a category; one the table does not have is shown as it is, without underscores."""
    return _labels().get(group, {}).get(word, word.replace("_", " "))


def sentence(name: str) -> str:
    """Return one of the fixed sentences that every page and export carries."""
    return _labels()["sentences"][name]


def number(value: int) -> str:
    """Return a count with thousands separated, as in `1,476`."""
    return f"{value:,}"


def figure_text(figure: Figure) -> FigureText:
    """Return the printed form: `15 (12–20)`; `≥ 24` where no source states a point, `+` where the end is open."""
    return bounds_text(
        figure.low.value, figure.best.value, figure.high.value, figure.high_open, floor=figure.best_is_floor
    )


def bounds_text(low: int, best: int, high: int, high_open: bool, *, floor: bool) -> FigureText:
    """Return the printed form of three numbers; see `figure_text`."""
    ends = number(low) if low == high else f"{number(low)}–{number(high)}"
    if high_open and not (floor and low == high):
        ends += "+"
    elif low == high:
        ends = ""
    return FigureText(best=f"≥ {number(best)}" if floor else number(best), range=ends)


def quantity_text(quantity: Quantity) -> str:
    """Return what the words of a claim allow: `12`, `24–99`, `12 or more`."""
    return span_text(quantity.low, quantity.high)


def span_text(low: int, high: int | None) -> str:
    """Return a range of counts; `high` None: no upper end."""
    if high is None:
        return f"{number(low)} or more"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def day_text(day: dt.date | None) -> str:
    """Return a day as `7 Mar 2025`, or nothing."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def dates_text(start: dt.date | None, end: dt.date | None) -> str:
    """Return a span of days in its shortest clear form: `7 Mar 2025`, `6–8 Mar 2025`, `28 Feb – 2 Mar 2025`."""
    if start is None or end is None:
        return f"from {day_text(start)}" if start else f"until {day_text(end)}" if end else NO_DATE
    if start == end:
        return day_text(start)
    if (start.year, start.month) != (end.year, end.month):
        first = day_text(start) if start.year != end.year else f"{start.day} {_MONTHS[start.month - 1]}"
        return f"{first} – {day_text(end)}"
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    month = f"{_MONTHS[end.month - 1]} {end.year}"
    return month if whole else f"{start.day}–{end.day} {month}"


def dated(start: dt.date | None, end: dt.date | None, basis: DateBasis) -> str:
    """Return when a claim says it happened and what that rests on: `7 Mar 2025 (date stated)`."""
    return f"{dates_text(start, end)} ({label('date_basis', basis.value)})" if start or end else NO_DATE


def incident_dates(incident: Incident) -> str:
    """Return when an incident happened, as precisely as it is known."""
    if incident.date_precision is DatePrecision.UNKNOWN:
        return NO_DATE
    return dates_text(incident.date_start, incident.date_end)


def place_name(place: Place | None, words: str) -> str:
    """Return the gazetteer's name of a place, else the text's words for it, else nothing."""
    return place.name if place else one_line(words)


def place_precision(precision: PlacePrecision) -> str:
    """Return how precisely a place is known, or nothing where it is known to the locality or better."""
    return label("place_precision", precision.value) if precision.rank > PlacePrecision.LOCALITY.rank else ""


def people(population: str, measure: str) -> str:
    """Return whom a figure counts, in words."""
    return f"{label('population', population)} {label('measure_after', measure)}"


def rule_text(rule: str) -> str:
    """Return the rule of a bound in words; its name may have parts, `smallest_floor/across_scopes`."""
    return "; ".join(label("bound_rule", part) for part in rule.split("/"))


def claim_notes(claim: Claim, mark: Mark | None = None) -> tuple[str, ...]:
    """Return what a reader must know before using a claim: denied, a part of a larger figure, rejected, edited ..."""
    notes = [label("modality", claim.modality.value)] if not _plain_modality(claim) else []
    if claim.subset_of:
        notes.append(label("claim_note", "subset"))
    if mark is not None:
        notes.append(label("claim_note", "rejected" if mark.rejected else "judged"))
    return tuple(notes)


def recognition_notes(document: Document) -> tuple[str, ...]:
    """Say of a document whose text the original does not hold how it was made, and how surely."""
    made = document.recognition
    if made is None:
        return ()
    sure = "" if made.confidence is None else f", confidence {made.confidence}%"
    return (f"{label('derivative', made.kind.value)} by {one_line(made.tool)} {one_line(made.version)}{sure}",)


def _plain_modality(claim: Claim) -> bool:
    return claim.modality.value in ("asserted", "attributed")
