"""Readers side by side: where they agree about a document, and where one sees what the others do not."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

import msgspec

from marsad.records import Claim, Words


class Verdict(StrEnum):
    """How readers stand to one claim; the first that holds, in this order."""

    ONE_ONLY = "only one reader"
    OTHER_NUMBER = "other number"
    OTHER_FIELD = "other field"
    NOT_ALL = "not all readers"
    AGREED = "agreed"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim as each reader has it (None: it does not), in the order of the readers, and the fields that differ."""

    verdict: Verdict
    differing: tuple[str, ...]
    claims: tuple[Claim | None, ...]

    @property
    def first(self) -> Claim:
        """The claim of the first reader that has it."""
        return next(claim for claim in self.claims if claim is not None)


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How the claims of one reader about one genre stand to those of the others it was compared with."""

    genre: str
    reader: str
    documents: int
    claims: int
    agreed: int
    only: int
    other_number: int
    other_field: int
    not_all: int


def side_by_side(readings: Mapping[str, Sequence[Claim]]) -> list[Row]:
    """Return the claims of readers about one document, matched by the words that carry their number.

    The same claims give the same rows; a claim stands in one row only. With words of the same number a claim of
    another harm is matched too, and one of another number where most of its quote is the same.
    """
    groups: list[list[Claim | None]] = []
    for at, claims in enumerate(readings.values()):
        left = sorted(claims, key=lambda claim: (claim.key, claim.measure.value))
        for near in (_same_words, _same_number, _same_quote):
            left = [claim for claim in left if not _placed(claim, groups, at, near)]
        groups.extend([None] * at + [claim] for claim in left)
        for group in groups:
            group.extend([None] * (at + 1 - len(group)))
    rows = [_row(tuple(group)) for group in groups]
    return sorted(rows, key=lambda row: (row.first.key, row.first.measure.value))


def _placed(claim: Claim, groups: list[list[Claim | None]], at: int, near: Callable[[Claim, Claim], bool]) -> bool:
    for group in groups:
        if len(group) == at and any(other is not None and near(claim, other) for other in group):
            group.append(claim)
            return True
    return False


def _same_words(one: Claim, other: Claim) -> bool:
    return one.measure is other.measure and one.key.overlaps(other.key)


def _same_number(one: Claim, other: Claim) -> bool:
    return one.key.overlaps(other.key)


def _same_quote(one: Claim, other: Claim) -> bool:
    shared = min(one.quote.end, other.quote.end) - max(one.quote.start, other.quote.start)
    shorter = min(one.quote.end - one.quote.start, other.quote.end - other.quote.start)
    return one.measure is other.measure and 2 * shared > shorter


def _row(claims: tuple[Claim | None, ...]) -> Row:
    told = [claim for claim in claims if claim is not None]
    first = told[0]
    differing = tuple(name for name, same in _FIELDS.items() if not all(same(first, other) for other in told[1:]))
    return Row(verdict=_verdict(claims, told, differing), differing=differing, claims=claims)


def _verdict(claims: Sequence[Claim | None], told: Sequence[Claim], differing: Sequence[str]) -> Verdict:
    if len(told) == 1 and len(claims) > 1:
        return Verdict.ONE_ONLY
    if _NUMBER in differing:
        return Verdict.OTHER_NUMBER
    if differing:
        return Verdict.OTHER_FIELD
    return Verdict.AGREED if len(told) == len(claims) else Verdict.NOT_ALL


def _said(one: Words | None, other: Words | None) -> bool:
    """Tell whether two stretches of a text are about the same: one may be longer ("the mayor", "the mayor of Homs")."""
    if one is None or other is None:
        return one is other
    return one.span.overlaps(other.span) or one.text.casefold() == other.text.casefold()


def _places(claim: Claim) -> tuple[str, ...]:
    return tuple(one.place.id if one.place is not None else one.words.text.casefold() for one in claim.places[:1])


_NUMBER = "number"
_FIELDS: dict[str, Callable[[Claim, Claim], bool]] = {
    _NUMBER: lambda a, b: (a.quantity.low, a.quantity.high) == (b.quantity.low, b.quantity.high),
    "measure": lambda a, b: a.measure is b.measure,
    "population": lambda a, b: a.population is b.population,
    "flags": lambda a, b: set(a.flags) == set(b.flags),
    "place": lambda a, b: _places(a) == _places(b),
    "date": lambda a, b: (a.when.start, a.when.end) == (b.when.start, b.when.end),
    "perpetrator": lambda a, b: _said(a.perpetrator, b.perpetrator),
    "attribution": lambda a, b: _said(a.attribution, b.attribution),
    "tally": lambda a, b: a.tally is b.tally,
    "modality": lambda a, b: a.modality is b.modality,
    "context": lambda a, b: a.context is b.context,
    "part": lambda a, b: bool(a.subset_of) == bool(b.subset_of),
}


def summary(compared: Sequence[tuple[str, tuple[str, ...], Sequence[Row]]]) -> list[Count]:
    """Return counts by genre and reader; each document comes with its genre, its readers and its rows."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for genre, names, rows in compared:
        for at, name in enumerate(names):
            count = counts.setdefault((genre, name), dict.fromkeys(("documents", "claims", *_COUNTED.values()), 0))
            count["documents"] += 1
            for row in rows:
                if row.claims[at] is not None:
                    count["claims"] += 1
                    count[_COUNTED[row.verdict]] += 1
    return [Count(genre=genre, reader=reader, **count) for (genre, reader), count in sorted(counts.items())]


_COUNTED = {
    Verdict.AGREED: "agreed",
    Verdict.ONE_ONLY: "only",
    Verdict.OTHER_NUMBER: "other_number",
    Verdict.OTHER_FIELD: "other_field",
    Verdict.NOT_ALL: "not_all",
}
