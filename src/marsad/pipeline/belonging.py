"""Belonging: what same, not same and split are about, and whether that can be said."""

from collections import Counter
from collections.abc import Iterable, Mapping

from marsad.pipeline.editing import NOTHING
from marsad.records import (
    Action,
    Change,
    Claim,
    Field,
    Incident,
    InputError,
    Judgement,
    Origin,
    Population,
    Relation,
    Snapshot,
    Tally,
    TallyKind,
)

Thing = Incident | Tally | Origin

_WORDS = {Relation.INCIDENT: "an incident", Relation.TALLY: "a running count", Relation.ORIGIN: "an origin"}


def things(snapshot: Snapshot) -> dict[str, Thing]:
    """Return all that claims belong to, by id."""
    found: list[Thing] = [*snapshot.incidents, *snapshot.tallies, *snapshot.origins]
    return {thing.id: thing for thing in found}


def claims_in(thing: Thing) -> tuple[str, ...]:
    """Return the claims of an incident, running count or origin, sorted."""
    if isinstance(thing, Tally):
        return tuple(sorted(claim for step in thing.steps for claim in step.claims))
    return thing.claims


def relation(draft: Judgement, claims: Mapping[str, Claim]) -> Relation:
    """Return what a judgement puts together or keeps apart: what its ids name, else what its claims count.

    Raises `InputError` where they name things of different kinds.
    """
    named = {_RELATION_OF[one.partition("-")[0]] for one in draft.subjects if one in draft.members}
    counted = {_counted(claims[one]) for one in draft.subjects if one in claims}
    found = named or counted
    if len(found) != 1:
        raise InputError(
            f"{draft.action.value} cannot be said of things of different kinds",
            where=", ".join(draft.subjects),
            next_step="name incidents, or running counts, or origins, and claims of that kind",
        )
    (about,) = found
    if about is not Relation.ORIGIN and counted - {about}:
        wrong = next(one for one in draft.subjects if one in claims and _counted(claims[one]) is not about)
        is_not = "A running count belongs to no incident" if about is Relation.INCIDENT else "It is no running count"
        raise InputError(is_not, where=wrong, next_step="edit its tally first if that was misread")
    if about is Relation.ORIGIN and not named:
        raise InputError("No origin is named", next_step="`marsad list claims --json` shows the origin of each claim")
    return about


def check_linking(draft: Judgement, claims: Mapping[str, Claim], whole: Mapping[str, Thing]) -> None:
    """Raise `InputError` where same, not same or split cannot be said of these."""
    told = Counter(claim for one in draft.subjects for claim in draft.claims_of(one))
    if draft.action is Action.SPLIT:
        _check_split(draft)
    elif max(told.values()) > 1:
        raise InputError(
            f"A claim is named beside {_WORDS[draft.about]} it is in",
            next_step="name what holds the claims, or the claims",
        )
    if draft.about is Relation.TALLY and draft.action is Action.SAME:
        _check_one_count([_tally_of(claim, whole) for claim in told], [claims[claim] for claim in told])


def check_part(claim: Claim, change: Change, claims: Mapping[str, Claim]) -> None:
    """Raise `InputError` where a claim cannot be a part of the one that an edit names."""
    if change.field is not Field.PART_OF or change.value == NOTHING:
        return
    larger = claims.get(change.value)
    seen = {claim.id}
    while larger is not None and larger.document == claim.document and larger.id not in seen:
        if not larger.subset_of:
            return
        seen.add(larger.id)
        larger = claims.get(larger.subset_of)
    raise InputError(
        "A claim is a part of a larger one of its own document, never of itself",
        where=claim.id,
        next_step="give the id of the larger claim, or none",
    )


def _check_split(draft: Judgement) -> None:
    first, *leaving = draft.subjects
    staying = set(draft.members.get(first, ())) - set(leaving)
    if first not in draft.members or not set(leaving) <= set(draft.members[first]) or not staying:
        raise InputError(
            f"split takes {_WORDS[draft.about]} and some, not all, of its claims",
            where=first,
            next_step="`marsad explain` shows the claims of anything",
        )


def _check_one_count(tallies: Iterable[Tally | None], told: Iterable[Claim]) -> None:
    """A running count has one claimant and one scope: other than area and period, these are decided one by one."""
    known = [tally for tally in tallies if tally is not None]
    if len({tally.origin for tally in known}) > 1:
        raise InputError(
            "These running counts have different origins", next_step="first judge the origins to be the same"
        )
    measures = {claim.measure for claim in told}
    if len(measures) > 1 or len({tally.context for tally in known}) > 1:
        raise InputError(
            "These running counts count different harm", next_step="edit measure or context first where one was misread"
        )
    populations = {tally.population for tally in known}
    if len(populations) > 1:
        shown = ", ".join(sorted(populations))
        raise InputError(
            f"These running counts count different people ({shown})",
            next_step=f"edit the population first, of those read as {Population.UNKNOWN.value} too",
        )


def _tally_of(claim: str, whole: Mapping[str, Thing]) -> Tally | None:
    return next((t for t in whole.values() if isinstance(t, Tally) and claim in claims_in(t)), None)


def _counted(claim: Claim) -> Relation:
    return Relation.INCIDENT if claim.tally is TallyKind.EVENT else Relation.TALLY


_RELATION_OF = {"inc": Relation.INCIDENT, "tly": Relation.TALLY, "org": Relation.ORIGIN}
