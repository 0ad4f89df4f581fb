"""Where a date may stand to be the document's own: announced, opening the text, in a dateline, in a page's stamp."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from marsad.reading.dates.tokens import fold

_ANNOUNCED_REACH = 48  # characters before a date in which "Date of publication" or an agency stands
_PLACE_REACH = 80
_PLACE_WORDS = 7
_HEAD_LINES = 8  # a byline's date stands among the first lines
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?؟:\]\n]")
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?|\d{4}"
_ZONE = r"(?:\s*(?:GMT|UTC|[ap]\.?m\b\.?))?"
_CLOCK_BEFORE = re.compile(rf"(?:^|\s)(?:{_CLOCK}){_ZONE}[\s,|-]*$", re.IGNORECASE)
_CLOCK_BEHIND = re.compile(r"[\s,|-]*(?:\d{1,2}:\d{2}|\d{4}\s*[ap]\.?m)\b", re.IGNORECASE)
_REST_OF_LINE = re.compile(rf"[\s,|-]*(?:at\s*)?(?:(?:{_CLOCK}){_ZONE})?[ \t|.,-]*(?:\n|$)", re.IGNORECASE)
_OPENING = re.compile(rf"(?:{_CLOCK})?{_ZONE}", re.IGNORECASE)
_DATELINE_END = re.compile(
    r"\s*,?\s*(?:\d{2,4}\s*)?(?:\([^()\n]{1,60}\)|[A-Z]{2,8}\b)?\s*(?:\[[^\[\]\n]{1,30}\]\s*){0,4}(?:--|[-–—:]|\()"
)
_END_OF_LINE = re.compile(r"[ \t.*|_)\]]*(?:\n|$)")
_OUTLET = re.compile(r"\s*\([^()\n]{2,60}\)\s*(?:--|[-–—:])")
_MARGIN = " \t\r\n[](){}|*#>-–—,،"


@cache
def _table(name: str) -> frozenset[str]:
    tables = tomllib.loads(files(__package__).joinpath("data", "stamps.toml").read_text("utf-8"))
    return frozenset(tables[name]["words"])


def announced(before: str) -> int | None:
    """Tell what the words directly before a date announce: 0 a publication, 1 a later change, None neither."""
    tail = before[-_ANNOUNCED_REACH:].rstrip()
    if tail.endswith((".", "?", "!")):
        return None
    words = words_of(tail)
    while words and (words[-1] in ("the", "يوم", "at") or words[-1].isdigit()):
        words.pop()
    for size in (3, 2, 1):
        phrase = " ".join(words[-size:]) if len(words) >= size else ""
        if phrase in _table("later"):
            return 1
        if phrase in _table("first"):
            return 0
    return None


def opens_text(before: str, behind: str, *, stated: bool) -> bool:
    """Tell whether a date opens the text, or fills a line among its first ones."""
    line = before.rpartition("\n")[2].strip(_MARGIN)
    if line and not _OPENING.fullmatch(line):
        return False
    if not stated:
        return _DATELINE_END.match(behind) is not None
    if not before.strip(_MARGIN).removesuffix(line).strip(_MARGIN):
        return not set(words_of(behind[:24])[:1]) & _table("sentence")
    return before.count("\n") <= _HEAD_LINES and _REST_OF_LINE.match(behind) is not None


def follows_place(before: str, behind: str) -> bool:
    """Tell whether a date stands as in "DAMASCUS, April 4 (Reuters) -": behind a place, before an agency or dash."""
    if not _DATELINE_END.match(behind):
        return False
    tail = _SENTENCE_END.split(before[-_PLACE_REACH:])[-1]
    bounded = tail.rstrip().endswith((",", "،", "-", "–", "—", ")"))
    words = tail.replace("،", " ").replace(",", " ").replace("/", " ").strip(_MARGIN).split()
    if not words or fold(words[0]) in _table("opener"):
        return False
    if len(words) <= _PLACE_WORDS and all(_named(word, bounded=bounded) for word in words):
        return True
    return words[-1].isupper() and len(words[-1]) > 2


def _named(word: str, *, bounded: bool) -> bool:
    first = word.lstrip("([")[:1]
    cased = first.lower() != first.upper()
    return (first.isupper() if cased else bounded) or fold(word).split("-")[0] in _table("particle")


def follows_title(before: str, title: str) -> bool:
    """Tell whether nothing but the title, and perhaps an agency, stands before a date."""
    said, named = words_of(before), words_of(title)
    return bool(named) and len(said) <= len(named) + 1 and said[: len(named)] == named


def before_outlet(before: str, behind: str) -> bool:
    """Tell whether a date stands as in "August 14, 2025 (Northern Gazette) -": at a line's head, before an outlet."""
    return before.endswith("\n") and _OUTLET.match(behind) is not None


def closes_bulletin(before: str, behind: str) -> bool:
    """Tell whether a date closes a line that names an issue, as in "Digest of the day's reports, 9 March 2025."."""
    line = before.rpartition("\n")[2]
    return (
        before.count("\n") <= _HEAD_LINES
        and line.rstrip().endswith((",", ":", "-", "–", "—", "|", "of", "for"))
        and bool(set(words_of(line)) & _table("bulletin"))
        and _END_OF_LINE.match(behind) is not None
    )


def opens_title(date: str, title: str) -> bool:
    """Tell whether the title itself begins with the date and goes on: then it names an event's day."""
    said, named = words_of(date), words_of(title)
    return (
        len(named) > len(said) and named[: len(said)] == said and not title[len(date) :].lstrip().startswith((":", "|"))
    )


def follows_agency(before: str) -> bool:
    """Tell whether an agency's name stands directly before a date."""
    if before.rstrip().endswith((".", ",", ")", "،")):
        return False
    words = words_of(before[-_ANNOUNCED_REACH:])
    return any(" ".join(words[-size:]) in _table("agency") for size in (1, 2, 3))


def on_page(before: str, behind: str) -> bool:
    """Tell whether a date is a page's stamp: a clock time beside it, or the page's own buttons behind it."""
    if set(words_of(before[-12:])[-1:]) & _table("opener"):
        return False
    if _CLOCK_BEFORE.search(before[-16:]) or _CLOCK_BEHIND.match(behind):
        return True
    follows = words_of(behind[:40])[:3]
    return behind[:1] != "," and any(" ".join(follows[:size]) in _table("button") for size in (1, 3))


def words_of(text: str) -> list[str]:
    """The words of `text`, folded."""
    return [fold(word) for word in _WORD.findall(text)]
