"""Worksheets: documents labelled by hand, one JSON object a line, with the words of each field as they stand.

A person writes words; offsets are found here and every word must stand in the document, so that a label is never
a paraphrase. `docs/method/corpus.md` explains each field.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

_BREAK = re.compile(r"[.!?؟]\s|\n")
_OTHER_SENTENCE = 1000

Harm = Literal["killed", "injured", "missing", "detained", "displaced", "abducted", "casualties"]
Category = Literal["civilian", "security_force", "combatant", "unknown"]
Context = Literal["conflict", "crime", "accident", "disaster", "disease", "judicial", "none"]
Modality = Literal["asserted", "attributed", "denied", "speculative", "historical"]
Tally = Literal["event", "cumulative", "incremental"]
Role = Literal["main", "repeat", "subset", "optional"]
Flag = Literal["child", "women", "journalist", "medic"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One claim as a person labels it; the short names are for writing by hand.

    q quote (`at`: which occurrence, from 1) · num words that carry the number, inside q · h harm · n low and high
    (null: open) · w approx or vague · c category · f flags · g victims as worded · p places, narrowest first ·
    when words of time · d first and last day · e event type · by perpetrator · src who states it · ctx context ·
    mod modality · tally · role, and `of`: the number (from 1) of the claim repeated or contained.
    """

    q: str
    num: str
    h: Harm
    n: tuple[int, int | None]
    at: int | None = None
    w: Literal["approx", "vague"] | None = None
    c: Category = "unknown"
    f: tuple[Flag, ...] = ()
    g: str | None = None
    p: tuple[str, ...] = ()
    when: str | None = None
    d: tuple[str | None, str | None] = (None, None)
    e: str | None = None
    by: str | None = None
    src: str | None = None
    ctx: Context = "conflict"
    mod: Modality | None = None
    tally: Tally = "event"
    role: Role = "main"
    of: int | None = None


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document of a worksheet; `text` is left out where the text lives in a collection (`collection:id`)."""

    id: str
    claims: tuple[Entry, ...]
    lang: str = ""
    genre: str = ""
    published: str | None = None
    title: str = ""
    text: str = ""


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a line of a worksheet, and where."""

    where: str
    message: str


def occurrences(words: str, text: str) -> list[int]:
    """Return where the words stand in the text, as character offsets."""
    found, start = [], text.find(words) if words else -1
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def quote_span(entry: Entry, text: str, body: int) -> tuple[int, int] | str:
    """Return the span of the quote in the text from `body` on, or what is wrong with it."""
    places = [start for start in occurrences(entry.q, text) if start >= body]
    if not places:
        return f"q does not stand in the text: {entry.q!r}"
    if len(places) > 1 and entry.at is None:
        return f"q stands {len(places)} times, say which with at: {entry.q!r}"
    number = entry.at or 1
    if not 1 <= number <= len(places):
        return f"at {number}, but q stands {len(places)} times: {entry.q!r}"
    return places[number - 1], places[number - 1] + len(entry.q)


def nearest_span(words: str, text: str, near: tuple[int, int]) -> tuple[int, int] | None:
    """Return the span of the words that lies in the quote, else nearest in its sentence, else nearest anywhere."""
    places = occurrences(words, text)
    if not places:
        return None
    start = min(places, key=lambda place: (_distance(place, place + len(words), near, text), place))
    return start, start + len(words)


def _distance(start: int, end: int, near: tuple[int, int], text: str) -> int:
    if near[0] <= start and end <= near[1]:
        return 0
    # Writers name a place or a speaker before they refer to it, so what stands after counts double.
    away = near[0] - start if start < near[0] else 2 * (end - near[1])
    between = text[end : near[0]] if start < near[0] else text[near[1] : start]
    return away + (_OTHER_SENTENCE if _BREAK.search(between) else 0)


def entry_problems(entry: Entry, where: str, text: str, body: int, claims: int) -> Iterator[Problem]:
    """Yield what is wrong with one claim."""
    span = quote_span(entry, text, body)
    if isinstance(span, str):
        yield Problem(where, span)
    if not occurrences(entry.num, entry.q):
        yield Problem(where, f"num does not stand in q: {entry.num!r}")
    low, high = entry.n
    if low < 0 or (high is not None and high < low):
        yield Problem(where, f"n is no interval: {entry.n}")
    fields = {"g": entry.g, "when": entry.when, "by": entry.by, "src": entry.src}
    for name, words in (*fields.items(), *(("p", place) for place in entry.p)):
        if words is not None and not occurrences(words, text):
            yield Problem(where, f"{name} does not stand in title or text: {words!r}")
    if entry.role in ("repeat", "subset") and not 1 <= (entry.of or 0) <= claims:
        yield Problem(where, f"role {entry.role} needs of: the number of a claim, 1 to {claims}")
    first, last = entry.d
    if first and last and first > last:
        yield Problem(where, f"d ends before it starts: {entry.d}")
