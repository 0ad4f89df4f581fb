"""Figures that move: as a table, and as JSON."""

from collections.abc import Sequence

import msgspec
from rich.console import Console

from marsad.archive import Derivation
from marsad.cli.tables import Column, print_line, print_table, short_id
from marsad.pipeline.moves import Move
from marsad.records import Figure, Measure, Population, Snapshot
from marsad.release.headings import heading
from marsad.release.lookup import Headline, Lookup
from marsad.release.wording import bounds_text, number, people

_NONE = "none"
COLUMNS = (
    Column("Before", number=True),
    Column("After", number=True),
    Column("Counts", breaks=True),
    Column("Of", breaks=True),
    Column("Origins", number=True),
    Column("Figure"),
)


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a figure, as JSON shows them."""

    low: int
    best: int
    high: int
    high_open: bool
    best_is_floor: bool
    origins: int
    provisional: bool


class MoveView(msgspec.Struct, frozen=True, kw_only=True):
    """A figure before and after a judgement or between two times; null where there is none."""

    id: str
    subject: str
    about: str
    measure: Measure
    population: Population
    before: Numbers | None
    after: Numbers | None


class Headings:
    """Names incidents and tallies of two derivations in words."""

    def __init__(self, snapshot: Snapshot, derivations: Sequence[Derivation], headline: Headline) -> None:
        self._lookups = [
            Lookup(
                msgspec.structs.replace(
                    snapshot,
                    origins=derivation.origins,
                    incidents=derivation.incidents,
                    tallies=derivation.tallies,
                    figures=derivation.figures,
                ),
                headline,
            )
            for derivation in derivations
        ]

    def about(self, subject: str) -> str:
        """Return an incident or tally in one line, as the last derivation that has it knows it."""
        for lookup in reversed(self._lookups):
            if thing := lookup.subjects.get(subject):
                return heading(thing, lookup)
        return subject


def move_view(move: Move, headings: Headings) -> MoveView:
    """Return a move as JSON shows it."""
    return MoveView(
        id=move.id,
        subject=move.subject,
        about=headings.about(move.subject),
        measure=move.measure,
        population=move.population,
        before=_numbers(move.before),
        after=_numbers(move.after),
    )


def move_row(view: MoveView) -> tuple[str, ...]:
    """Return the cells of a move for `COLUMNS`."""
    origins = [number(side.origins) if side else "0" for side in (view.before, view.after)]
    return (
        _text(view.before),
        _text(view.after),
        people(view.population.value, view.measure.value),
        view.about,
        origins[0] if origins[0] == origins[1] else f"{origins[0]} > {origins[1]}",
        short_id(view.id),
    )


def print_moves(console: Console, views: Sequence[MoveView], *, done: bool) -> None:
    """Print figures that move, or would move."""
    if not views:
        print_line(console, "No figure moves." if done else "No figure would move.")
        return
    print_line(console, f"Figures that {'move' if done else 'would move'} ({number(len(views))})", "bold")
    print_table(console, COLUMNS, [move_row(view) for view in views])


def _numbers(figure: Figure | None) -> Numbers | None:
    if figure is None:
        return None
    return Numbers(
        low=figure.low.value,
        best=figure.best.value,
        high=figure.high.value,
        high_open=figure.high_open,
        best_is_floor=figure.best_is_floor,
        origins=figure.origins,
        provisional=figure.provisional,
    )


def _text(side: Numbers | None) -> str:
    if side is None:
        return _NONE
    return str(bounds_text(side.low, side.best, side.high, side.high_open, floor=side.best_is_floor))
