"""Moves: figures that two derivations give differently."""

from collections.abc import Iterable

import msgspec

from marsad.archive import Derivation
from marsad.records import Figure, Incident, Measure, Population, Tally


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One figure before and after; None where there is none. `id` is the figure's, `subject` its incident or tally."""

    id: str
    subject: str
    measure: Measure
    population: Population
    before: Figure | None
    after: Figure | None


def moves(before: Derivation, after: Derivation) -> tuple[Move, ...]:
    """Return every figure whose numbers, origins or standing differ, by subject, measure and population."""
    old, new = ({figure.id: figure for figure in derivation.figures} for derivation in (before, after))
    found = [
        _move(old.get(name), new.get(name))
        for name in old.keys() | new.keys()
        if _told(old.get(name)) != _told(new.get(name))
    ]
    return tuple(sorted(found, key=lambda move: (move.subject, move.measure, move.population)))


def claims_about(subject: str, *derivations: Derivation) -> set[str]:
    """Return the claims that an incident or tally has in any of some derivations."""
    found: set[str] = set()
    for derivation in derivations:
        for thing in _things(derivation):
            if thing.id == subject:
                found.update(thing.claims if isinstance(thing, Incident) else _of_steps(thing))
    return found


def _things(derivation: Derivation) -> Iterable[Incident | Tally]:
    yield from derivation.incidents
    yield from derivation.tallies


def _of_steps(tally: Tally) -> list[str]:
    return [claim for step in tally.steps for claim in step.claims]


def _move(before: Figure | None, after: Figure | None) -> Move:
    one = after or before
    if one is None:
        raise ValueError("a figure that is in neither derivation cannot have moved")
    return Move(
        id=one.id, subject=one.subject, measure=one.measure, population=one.population, before=before, after=after
    )


def _told(figure: Figure | None) -> tuple[object, ...]:
    """Return what a reader sees of a figure; which claims stand behind an unchanged number is no move."""
    if figure is None:
        return ()
    bounds = (figure.low.value, figure.best.value, figure.high.value)
    return (*bounds, figure.high_open, figure.best_is_floor, figure.origins, figure.provisional)
