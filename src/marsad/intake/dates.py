"""Publication dates as sources write them: the day in the source's own offset, and the time where one is given."""

import datetime as dt
import functools
import re
import tomllib
from importlib import resources
from typing import NamedTuple

from marsad.intake.settings import DateOrder
from marsad.intake.wording import BIDI

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_TATWEEL = 0x0640
_INVISIBLE: dict[int, None] = dict.fromkeys((*BIDI, _TATWEEL))
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?):(\d\d)|\b(?!-))")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?Z?)?$")
_EPOCH = re.compile(r"([12]\d{9})(?:\d{3})?(?:\.\d{1,6})?")
_NUMERIC = re.compile(r"(?<![\d.:])(\d{1,4})([./\-])(\d{1,2})\2(\d{1,4})(?![\d:])")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_HOURS = 24
_MIN_YEAR = 1900
_MAX_YEAR = 2200
MAX_CHARS = 100


class Published(NamedTuple):
    """A day, `HH:MM` where given, and why there is no day where there is none ("" when nothing was given)."""

    day: dt.date | None = None
    time: str = ""
    trouble: str = ""


IMPOSSIBLE = "not a possible date"
AMBIGUOUS = "ambiguous"


def read_date(given: str | dt.date | dt.datetime, order: DateOrder) -> Published:
    """Read a publication date.

    ISO 8601, RFC 2822 and forms with a month's name (English, Arabic) are read as they stand. A numeric date is read
    in the declared `order`; without one only where a single reading is possible.
    """
    if isinstance(given, dt.datetime):
        clock = "" if given.time() == dt.time() else f"{given:%H:%M}"
        return Published(given.date(), clock)
    if isinstance(given, dt.date):
        return Published(given)
    text = " ".join(given.translate(_DIGITS).translate(_INVISIBLE).split())
    if not text:
        return Published()
    if len(text) > MAX_CHARS:
        return Published(trouble=IMPOSSIBLE)
    return _iso(text) or _epoch(text) or _named(text) or _numeric(text, order) or Published(trouble=IMPOSSIBLE)


def _iso(text: str) -> Published | None:
    match = _ISO.match(text) or _COMPACT.match(text)
    if match is None:
        return None
    year, month, day, hour, minute = match.groups()
    clock = f"{int(hour):02}:{minute}" if hour and int(hour) < _HOURS and int(minute) < 60 else ""
    return _made(int(year), int(month), int(day), clock)


def _epoch(text: str) -> Published | None:
    """Read seconds (or milliseconds) since 1970 as UTC; such a number carries no offset of the source."""
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    moment = dt.datetime.fromtimestamp(int(match[1]), dt.UTC)
    return Published(moment.date(), f"{moment:%H:%M}")


def _named(text: str) -> Published | None:
    match = _named_pattern().search(text.casefold())
    if match is None:
        return None
    parts = match.groupdict()
    month = _months()[parts["month"] or parts["month2"]]
    year = int(parts["year"] or parts["year2"])
    return _made(year if year > 99 else 2000 + year, month, int(parts["day"] or parts["day2"]), _clock(text))


def _numeric(text: str, order: DateOrder) -> Published | None:
    match = _NUMERIC.search(text)
    if match is None:
        return None
    first, _, second, third = match.groups()
    readings = _readings(first, second, third)
    if not readings:
        return Published(trouble=IMPOSSIBLE)
    if order in readings:
        return _made(*readings[order], _clock(text))
    # An order was declared and the date contradicts it, unless it opens with a four-digit year, which nobody misreads.
    if order and len(first) != 4:
        return Published(trouble=IMPOSSIBLE)
    days = {reading for name, reading in readings.items()}
    if len(days) > 1:
        return Published(trouble=AMBIGUOUS)
    return _made(*days.pop(), _clock(text))


def _readings(first: str, second: str, third: str) -> dict[str, tuple[int, int, int]]:
    """Return the possible readings by order; a year has four digits, or two that then stand for 2000-2099."""
    found: dict[str, tuple[int, int, int]] = {}
    candidates = {"YMD": (first, second, third), "DMY": (third, second, first), "MDY": (third, first, second)}
    for order, (year, month, day) in candidates.items():
        if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
            continue
        number = int(year) if len(year) == 4 else 2000 + int(year)
        if _made(number, int(month), int(day), "").day is not None:
            found[order] = (number, int(month), int(day))
    return found


def _made(year: int, month: int, day: int, clock: str) -> Published:
    if not _MIN_YEAR <= year <= _MAX_YEAR:
        return Published(trouble=IMPOSSIBLE)
    try:
        return Published(dt.date(year, month, day), clock)
    except ValueError:
        return Published(trouble=IMPOSSIBLE)


def _clock(text: str) -> str:
    match = _CLOCK.search(text)
    if match is None:
        return ""
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3] in "pP" else 0)
    return f"{hour:02}:{minute:02}" if hour < _HOURS and minute < 60 else ""


@functools.cache
def _months() -> dict[str, int]:
    table = resources.files("marsad.intake").joinpath("data", "months.toml").read_text("utf-8")
    return {name.casefold(): int(month) for month, names in tomllib.loads(table).items() for name in names}


@functools.cache
def _named_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_months(), key=lambda name: (-len(name), name)))
    # "7 March 2025", "7-Mar-2025", "7th of March, 2025", "7 آذار/مارس 2025"; and "March 7, 2025".
    day_first = (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \-./,]+(?:of )?(?P<month>{names})\b"
        rf"(?:\s?[/(]\s?(?:{names})\)?)?\.?[ \-./,،]+(?P<year>\d{{4}}|\d\d(?= \d\d?:\d\d))(?!\d)"
    )
    month_first = rf"\b(?P<month2>{names})\b\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?،? (?P<year2>\d{{4}})(?!\d)"
    return re.compile(f"{day_first}|{month_first}")
