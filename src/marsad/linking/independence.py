"""Independence: which voices people judged to be one, and which claims to be another's."""

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from marsad.linking.decided import Decided
from marsad.records import Decisions, Judgement, Origin, OriginKind, content_id

_JOINED = "A judgement says that these are one voice: "
_PARTED = "A judgement says that this is not the same voice as "
_MOVED = "A judgement says who it is that says some of this."


def origins_named(origins: Sequence[Origin]) -> Callable[[Judgement, str], tuple[str, ...]]:
    """Return what the subjects of a judgement about origins stand for, among the origins that there are now.

    An origin stands for itself, with whatever it says later. One that is called otherwise now (a better reader gives
    its full name) is the one that holds most of what it said; one that a judgement split off is its claims.
    """
    known = {origin.id for origin in origins}
    holder = {claim: origin.id for origin in origins for claim in origin.claims}

    def standing_for(judgement: Judgement, subject: str) -> tuple[str, ...]:
        claims = judgement.members.get(subject)
        if claims is None or subject in known:
            return (subject,)
        if subject == _parted_id(claims):
            return claims
        held = Counter(holder[claim] for claim in claims if claim in holder)
        return (min(held, key=lambda name: (-held[name], name)),) if held else claims

    return standing_for


def decide_origins(origins: Sequence[Origin], decisions: Decisions) -> tuple[Origin, ...]:
    """Return origins as people joined and parted them, sorted by id.

    Groups of `decisions` hold ids of origins (with whatever claims those have) and of claims (alone). A joined origin
    keeps the least id among those joined; claims split off are an origin of their own.
    """
    if not decisions.groups:
        return tuple(origins)
    by_id = {origin.id: origin for origin in origins}
    home = _homes(by_id, decisions)
    decided = Decided(decisions)
    group_of = {member: at for at, members in enumerate(decisions.groups) for member in members}
    made: dict[str, Origin] = {}
    for origin in sorted(origins, key=lambda origin: origin.id):
        for claim in origin.claims:
            at = group_of.get(claim)
            if at in home:
                found = by_id[home[at]]
            elif at is not None and group_of.get(origin.id, -1) in decided.foes({at}):
                found = _parted(origin, decisions.groups[at])
            else:
                found = by_id[home.get(group_of.get(origin.id), origin.id)]
            before = made.get(found.id) or msgspec.structs.replace(found, claims=())
            made[found.id] = msgspec.structs.replace(before, claims=tuple(sorted((*before.claims, claim))))
    return tuple(_told(made[name], by_id, decisions, group_of) for name in sorted(made))


def _homes(by_id: dict[str, Origin], decisions: Decisions) -> dict[int | None, str]:
    """Return the origin that stands for each group which holds one."""
    homes: dict[int | None, str] = {}
    for at, members in enumerate(decisions.groups):
        names = [member for member in members if member in by_id]
        if names:
            homes[at] = min(names)
    return homes


def _parted(origin: Origin, group: Sequence[str]) -> Origin:
    """Make the origin of claims that were split off; named after them, so that it does not depend on the rest."""
    return Origin(
        id=_parted_id(group),
        name=f"{origin.name} (judged to be another voice)",
        kind=OriginKind.UNKNOWN,
        claims=(),
        reason=f"{_PARTED}{origin.name}.",
    )


def _parted_id(group: Sequence[str]) -> str:
    return content_id("org", "parted", min(group, default=""))


def _told(origin: Origin, by_id: dict[str, Origin], decisions: Decisions, group_of: dict[str, int]) -> Origin:
    """Say in an origin's reason what people decided about it."""
    at = group_of.get(origin.id)
    if at is None:
        return origin
    names = sorted({by_id[member].name for member in decisions.groups[at] if member in by_id})
    parts = [origin.reason]
    if len(names) > 1:
        parts.append(f"{_JOINED}{', '.join(names)}.")
    if any(member not in by_id for member in decisions.groups[at]):
        parts.append(_MOVED)
    return msgspec.structs.replace(origin, reason=" ".join(parts))
